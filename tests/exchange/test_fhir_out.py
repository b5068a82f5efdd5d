"""Every content of the record as FHIR R4: valid for all, whole again for us, harmless whatever stands in it."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from lxml import etree

from careboard.clinical.clinic import MemberProfile, Program, SiteSetting, Template
from careboard.clinical.coordination import Handover, Task, TaskDone
from careboard.clinical.entry import SCHEMA_OF, Entry, KnownContent, Newer
from careboard.clinical.note import Acknowledgement, CoSignature, Seen
from careboard.exchange.exact import documents, parsed
from careboard.exchange.facts import Resource
from careboard.exchange.fhir_out import (
    NeverExported,
    bundle_of,
    left_out,
    parts_of,
    resources_of,
    why_left_out,
    write_json,
)
from careboard.exchange.fhir_out.types import type_of
from careboard.exchange.own_payload import PAYLOAD, own_fact
from careboard.exchange.refusals import never
from careboard.projections.wording import said
from careboard.vault.codec import base
from careboard.vault.policy import NEVER_IMPORTED
from tests.clinical_examples import EXAMPLES, NOTE
from tests.exchange.going_out import PRIVATE, context, example_entry, examples, resources, struck, written
from tests.projections.records import COUNSELOR, DOCTOR, on, signed
from tests.r4_checker import faults_of, refusals_of

OF_THE_CLINIC = (Program, SiteSetting, Template, MemberProfile)
RECEIPTS = (Acknowledgement, Seen)
FOR_STAFF = (Task, TaskDone, Handover)
NO_RESOURCE = (*OF_THE_CLINIC, *RECEIPTS, *PRIVATE)
ABOUT_OTHERS = ("Organization", "Practitioner")
# Markup, marks of direction, halves of lines, controls of XML and of JSON, odd blanks, and a letter beyond 16 bits.
HOSTILE = '</div><script>alert(1)</script>&nbsp;]]>"\\\x0b\x1b\x85\u00a0\u2028\u202e\ufffe\U0001f600 x'


@cache
def all_written() -> bytes:
    return written(examples(), for_staff=True)


# --- every content ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", EXAMPLES, ids=lambda kind: kind.__name__)
def test_that_every_content_has_a_resource_of_its_type_or_none_for_a_reason(kind: type[KnownContent]) -> None:
    assert len(EXAMPLES) == 60
    for content in EXAMPLES[kind].contents:
        if kind in PRIVATE:
            continue
        entry = example_entry(content, "one")
        made = resources_of(entry, context([entry], for_staff=True))
        assert [one["resourceType"] for one in made] == ([] if kind in NO_RESOURCE else [type_of(content)])
        assert bool(why_left_out(entry, context([entry], for_staff=True))) is (kind in NO_RESOURCE)


def test_that_a_record_of_every_content_is_valid_fhir_r4() -> None:
    assert faults_of(all_written()) == []
    assert refusals_of(all_written()) == []


def test_that_the_checkers_see_what_is_wrong() -> None:
    spoilt = all_written().replace(b'"resourceType":"Flag","id"', b'"resourceType":"Flag","colour":"red","id"')
    assert any("colour" in fault for fault in faults_of(spoilt))
    assert any("colour" in refusal for refusal in refusals_of(spoilt))


def test_that_every_resource_brings_back_the_entry_it_was_made_from() -> None:
    entries = {entry.id: entry for entry in examples()}
    seen = Counter[str]()
    for part in parsed(all_written().decode())["entry"]:
        resource = part["resource"]
        if resource["resourceType"] in ABOUT_OTHERS:
            assert "extension" not in resource
            continue
        payload = json.loads(payload_in(resource))
        entry = entries[payload["entry"]]
        seen[type(entry.content).__name__] += 1
        fact = own_fact(resource)
        if not importable(entry):
            assert fact is None
        else:
            assert fact is not None
            assert (fact.content, fact.at, fact.said, fact.ref) == (entry.content, entry.at, entry.said, entry.ref)
            assert (fact.entry, fact.author, fact.recorded_at) == (entry.id, "A. Chen, MD", entry.recorded_at)
    expected = {kind: example for kind, example in EXAMPLES.items() if kind not in NO_RESOURCE}
    assert seen == {kind.__name__: len(example.contents) for kind, example in expected.items()}


def importable(entry: Entry) -> bool:
    """May a source state it?"""
    return not isinstance(entry.content, Newer) and base(SCHEMA_OF[type(entry.content)]) not in NEVER_IMPORTED


def payload_in(resource: Resource) -> str:
    (payload,) = [one["valueString"] for one in resource["extension"] if one["url"] == PAYLOAD]
    assert isinstance(payload, str)
    return payload


def test_that_everybody_reads_the_sentence_of_an_entry() -> None:
    entries = {entry.id: entry for entry in examples()}
    here = context(examples(), for_staff=True)
    for entry in entries.values():
        for resource in resources_of(entry, here):
            sentence = said(entry.content, names=here.voice.names, zone=here.zone)
            assert words_of(resource).startswith(sentence.replace("\n", ""))


def words_of(resource: Resource) -> str:
    """What a person reads in the narrative, read as XHTML."""
    div = etree.fromstring(resource["text"]["div"])
    allowed = {"{http://www.w3.org/1999/xhtml}" + name for name in ("div", "p", "br")}
    assert {element.tag for element in div.iter()} <= allowed
    assert not any(element.attrib for element in div.iter())
    return "".join(map(str, div.itertext()))


def test_that_the_patient_comes_first_and_alone() -> None:
    bundle = parsed(all_written().decode())
    kinds = [part["resource"]["resourceType"] for part in bundle["entry"]]
    assert bundle["type"] == "collection"
    assert kinds[0] == "Patient"
    assert kinds.count("Patient") == 1


def test_that_a_record_without_its_registration_still_has_a_patient() -> None:
    note = example_entry(EXAMPLES[type_named("Note")].content, "the note")
    content = written([note])
    assert loads(content)[0]["resourceType"] == "Patient"
    assert faults_of(content) == []


def type_named(name: str) -> type[KnownContent]:
    (found,) = (kind for kind in EXAMPLES if kind.__name__ == name)
    return found


def loads(content: bytes) -> list[Resource]:
    return [part["resource"] for part in json.loads(content)["entry"]]


def test_that_who_wrote_is_there_by_name_only() -> None:
    here = {one["resourceType"]: one for one in loads(all_written()) if one["resourceType"] in ABOUT_OTHERS}
    assert here["Organization"]["name"] == "Lakeside IOP"
    assert set(here["Practitioner"]) == {"resourceType", "id", "text", "identifier", "name", "qualification"}


def test_that_the_same_record_gives_the_same_bytes_in_any_order() -> None:
    assert written(examples()[::-1], for_staff=True) == all_written()


def test_that_what_a_newer_version_wrote_goes_out_by_its_sentence() -> None:
    newer = signed(Newer("mood-ring/1"), "newer")
    (document,) = resources_of(newer, context([newer]))
    assert "As its signer saw it." in words_of(document)
    assert "extension" not in document


# --- numbers ---------------------------------------------------------------------------------------------------------


def test_that_a_number_is_written_with_the_digits_it_was_recorded_with() -> None:
    assert write_json({"value": Decimal("0.50"), "low": Decimal("-2.10"), "small": Decimal("1E-7")}) == (
        b'{"value":0.50,"low":-2.10,"small":1E-7}'
    )


def test_that_no_number_is_ever_a_float() -> None:
    bundle = bundle_of(examples(), context(examples(), for_staff=True))
    assert not any(isinstance(value, float) for value in values_in(bundle))
    assert any(isinstance(value, Decimal) for value in values_in(bundle))


def values_in(value: Any) -> Iterator[Any]:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    yield value
    for one in inside:
        yield from values_in(one)


# --- what stays ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", PRIVATE, ids=lambda kind: kind.__name__)
def test_that_a_private_note_is_refused_on_every_way_out(kind: type[KnownContent]) -> None:
    note = signed(EXAMPLES[kind].content, "private")
    others = [*examples(), note]
    here = context(others, for_staff=True)
    for way_out in (
        lambda: resources_of(note, here),
        lambda: bundle_of(others, here),
        lambda: parts_of(others, here),
        lambda: left_out(others, here),
        lambda: why_left_out(note, here),
    ):
        with pytest.raises(NeverExported) as refusal:
            way_out()
        assert note.content.text not in str(refusal.value)  # type: ignore[union-attr]


def test_that_what_is_for_staff_only_goes_out_only_to_staff() -> None:
    entries = examples()
    told = {why_left_out(entry, context(entries)) for entry in entries if isinstance(entry.content, FOR_STAFF)}
    assert told == {"Is for staff only, and stays in the clinic."}
    content = written(entries)
    for secret in ("Send the release to Cedar House", "Faxed 10:20", "bathroom after dinner"):
        assert secret.encode() not in content
        assert secret.encode() in all_written()


def test_that_whoever_exports_is_told_what_stays() -> None:
    entries = examples()
    staying = {type(entry.content) for entry, why in left_out(entries, context(entries)) if why}
    assert staying == {*OF_THE_CLINIC, *RECEIPTS, *FOR_STAFF}


# --- entered in error ------------------------------------------------------------------------------------------------


def test_that_a_struck_entry_says_so_in_every_resource() -> None:
    entries = [entry for entry in examples() if type(entry.content).__name__ not in ("Registration", "CoSignature")]
    marks = [struck(entry) for entry in entries]
    content = written([*entries, *marks], for_staff=True)
    ids = {entry.id for entry in entries}
    checked = 0
    for resource in loads(content):
        if "extension" in resource and json.loads(payload_in(resource))["entry"] in ids:
            checked += 1
            assert words_of(resource).startswith("Entered in error.")
            assert error_stated(resource), resource["resourceType"]
    assert checked == sum(not isinstance(entry.content, NO_RESOURCE) for entry in entries)
    assert faults_of(content) == []


def error_stated(resource: Resource) -> bool:
    """Does the resource itself say that it is void, for a program that reads no narrative?"""
    coding = resource.get("verificationStatus", {}).get("coding", [{}])
    stated = (resource.get("status"), coding[0].get("code"))
    return "entered-in-error" in stated or resource.get("active") is False


# --- hostile text ----------------------------------------------------------------------------------------------------


def hostile_variants(value: Any) -> Iterator[Any]:
    """The value with one text after the other replaced, wherever in it the text stands and may be anything."""
    for field in fields(value):
        held = getattr(value, field.name)
        for changed in _changed(held):
            try:
                yield replace(value, **{field.name: changed})
            except ValueError:  # a time of day, a digest, a name in lower case: nobody can enter such a text
                continue


def _changed(held: Any) -> Iterator[Any]:
    if type(held) is str:
        yield HOSTILE
    elif isinstance(held, tuple):
        for place, one in enumerate(held):
            for changed in _changed(one):
                yield (*held[:place], changed, *held[place + 1 :])
    elif is_dataclass(held):
        yield from hostile_variants(held)


def hostile_entries() -> list[Entry]:
    variants = [
        variant
        for kind, example in EXAMPLES.items()
        if kind not in NO_RESOURCE
        for content in example.contents
        for variant in hostile_variants(content)
    ]
    registrations = [one for one in variants if type(one).__name__ == "Registration"]
    assert len(variants) > 400
    assert len(registrations) > 20
    return [example_entry(content, f"hostile {number}") for number, content in enumerate(variants)]


def test_that_hostile_text_in_any_field_leaves_valid_fhir_and_comes_back_as_it_was() -> None:
    entries = hostile_entries()
    content = written(entries, for_staff=True)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u202e\ufffe\u00a0]", content.decode())
    assert faults_of(content) == []
    assert refusals_of(content) == []
    list(documents(content.decode(), never))  # our own strict reader of JSON takes it too
    by_id = {entry.id: entry for entry in entries}
    back = [own_fact(resource) for resource in resources(entries, for_staff=True)]
    facts = [fact for fact in back if fact is not None]
    assert len(facts) == sum(map(importable, entries))
    assert all(fact.content == by_id[fact.entry].content for fact in facts)
    for resource in loads(content):
        words_of(resource)


def test_that_hostile_names_of_people_and_clinic_leave_valid_fhir() -> None:
    note = example_entry(EXAMPLES[type_named("Note")].content, "the note")
    author = replace(note.author, name=HOSTILE, credentials=HOSTILE)
    entry = replace(note, author=author, recorded_at=note.recorded_at + timedelta(seconds=1))
    here = replace(context([entry]), clinic=HOSTILE)
    content = write_json(bundle_of([entry], here))
    assert faults_of(content) == []
    for resource in loads(content):
        words_of(resource)


def test_that_a_note_is_preliminary_until_its_cosigner_has_signed_and_then_names_who_did() -> None:
    note = signed(replace(NOTE, cosigner=DOCTOR.member), "note", by=COUNSELOR)
    cosigned = signed(CoSignature("I supervise this work."), "cosigned", at=on(2), by=DOCTOR, ref="note")
    (waiting,) = resources_of(note, context([note]))
    (done,) = resources_of(note, context([note, cosigned]))
    assert (waiting["docStatus"], done["docStatus"]) == ("preliminary", "final")
    assert "authenticator" not in waiting
    assert done["authenticator"]["display"] == "A. Chen, MD"
