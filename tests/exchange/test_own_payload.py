"""Payloads of our own exports: read as if an enemy had written them, and never able to reach what is here."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careboard.clinical.entry import SCHEMA_OF, KnownContent, Newer
from careboard.clinical.person import Contact
from careboard.exchange.exact import parsed
from careboard.exchange.facts import Resource
from careboard.exchange.fhir_out import resources_of, write_json
from careboard.exchange.own_payload import (
    FILE,
    PAYLOAD,
    content_of_payload,
    digest_of,
    files_of,
    named_in,
    own_fact,
    payload_of,
    renamed,
)
from careboard.vault.codec import base
from careboard.vault.policy import NEVER_IMPORTED
from tests.clinical_examples import (
    EXAMPLES,
    GIVEN,
    NOTE,
    PATIENT,
    PLAN,
    POTASSIUM,
    RECONCILIATION,
    STOP,
    SUMMARY,
    blob_id,
    entry_id,
    example_id,
)
from tests.exchange.going_out import PRIVATE, context, example_entry
from tests.projections.records import signed

ALL = [content for example in EXAMPLES.values() for content in example.contents]
CONTACT = signed(Contact("Ana Rivera"), "contact")
GOOD: dict[str, Any] = json.loads(payload_of(CONTACT, "d"))


def payload(**changed: Any) -> str:
    return json.dumps(GOOD | changed)


def exported(content: KnownContent) -> Resource:
    """A content as the import reads it from our own export."""
    entry = example_entry(content, "exported")
    (resource,) = resources_of(entry, context([entry], for_staff=True))
    return parsed(write_json(resource).decode())


# --- what a payload says ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", ALL, ids=lambda content: type(content).__name__)
def test_that_a_payload_says_all_of_an_entry_or_is_none(content: KnownContent) -> None:
    entry = example_entry(content, "entry")
    fact = content_of_payload(payload_of(entry, "digest"))
    if base(SCHEMA_OF[type(content)]) in NEVER_IMPORTED:
        assert fact is None
        return
    assert fact is not None
    assert (fact.content, fact.at, fact.said, fact.ref) == (content, entry.at, entry.said, entry.ref)
    assert (fact.entry, fact.author, fact.recorded_at) == (entry.id, "A. Chen, MD", entry.recorded_at)


@pytest.mark.parametrize("kind", PRIVATE, ids=lambda kind: kind.__name__)
def test_that_a_private_note_never_comes_in_as_a_payload(kind: type[KnownContent]) -> None:
    schema = SCHEMA_OF[kind]
    forged = payload(schema=schema, body={"patient": PATIENT, "text": "A forged note."})
    assert content_of_payload(forged) is None


def test_that_a_payload_is_canonical_ascii() -> None:
    written = payload_of(signed(Contact("Zoë\u2028\U0001f600"), "contact"), "d")
    assert written.isascii()
    assert written == json.dumps(json.loads(written), sort_keys=True, separators=(",", ":"))


def test_that_what_this_version_cannot_read_has_no_payload() -> None:
    with pytest.raises(TypeError):
        payload_of(signed(Newer("mood-ring/1"), "newer"), "d")


# --- hostile payloads -------------------------------------------------------------------------------------------------

HUGE = "9" * 6000
BAD = {
    "empty": "",
    "not JSON": "{",
    "a list": "[]",
    "a number": "1",
    "null": "null",
    "half a character": '"\ud800"',
    "deep": '{"schema":"contact/1","body":' + "[" * 100_000,
    "an unknown schema": payload(schema="mood-ring/1"),
    "an act of a member": payload(schema="acknowledgement/1", body={}),
    "a setting of the clinic": payload(schema="site-setting/1", body={"setting": "time-zone", "value": "UTC"}),
    "a blank name": payload(body={"name": " "}),
    "a name that is no text": payload(body={"name": 7}),
    "no name": payload(body={}),
    "no time": {key: value for key, value in GOOD.items() if key != "at"},
    "an impossible time": payload(at={"iso": "2026-02-30"}),
    "recorded on a day": payload(recorded_at={"iso": "2026-09-15"}),
    "recorded never": payload(recorded_at={}),
    "an entry that is no id": payload(entry="7"),
    "a ref that is no id": payload(ref="../../etc"),
    "an author that is no text": payload(author=["A. Chen"]),
    "a number that fills pages": payload(
        schema="lab-result/1",
        body={"code": {"text": "K"}, "result": {"quantity": {"value": "1E+99999999999999999999"}}},
    ),
    "a signalling number": payload(
        schema="lab-result/1", body={"code": {"text": "K"}, "result": {"quantity": {"value": "sNaN"}}}
    ),
    "an endless count": payload(schema="document/1", body={"type": {"text": "x"}, "title": "x", "text": "x"}).replace(
        '"title"', f'"pages": {HUGE}, "title"'
    ),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_that_a_bad_payload_is_no_payload(bad: Any) -> None:
    assert content_of_payload(bad if isinstance(bad, str) else json.dumps(bad)) is None
    assert content_of_payload(payload()) is not None


@given(st.text() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps))
def test_that_no_text_breaks_the_reader(text: str) -> None:
    assert content_of_payload(text) is None


@given(st.sampled_from(sorted(GOOD)), st.none() | st.integers() | st.text() | st.lists(st.text()))
def test_that_a_payload_with_anything_in_any_place_is_read_or_refused(part: str, value: object) -> None:
    fact = content_of_payload(json.dumps({**GOOD, part: value}))
    assert fact is None or isinstance(fact.content, Contact)


# --- only for its own resource ----------------------------------------------------------------------------------------


def test_that_a_payload_counts_for_its_own_resource_only() -> None:
    resource = exported(POTASSIUM)
    assert own_fact(resource) is not None
    for changed in (
        {**resource, "status": "corrected"},
        {**resource, "valueQuantity": {**resource["valueQuantity"], "value": 39}},
        {**resource, "subject": {"reference": "urn:uuid:somebody-else"}},
        {**resource, "meta": {"versionId": "2"}},
        {key: value for key, value in resource.items() if key != "text"},
        {**resource, "extension": [*resource["extension"], {"url": "urn:other", "valueCode": "x"}]},
        {**resource, "extension": resource["extension"] * 2},
        {**resource, "extension": [{"url": PAYLOAD, "valueCode": "x"}]},
        {**resource, "extension": "urn:careboard:payload"},
        {**resource, "extension": [None, 7]},
    ):
        assert own_fact(changed) is None


def test_that_a_resource_without_a_payload_is_nothing_of_ours() -> None:
    assert own_fact({"resourceType": "Observation"}) is None


def test_that_a_digest_survives_being_written_and_read() -> None:
    for content in (POTASSIUM, NOTE, STOP):
        resource = exported(content)
        (stated,) = [json.loads(one["valueString"]) for one in resource["extension"] if one["url"] == PAYLOAD]
        assert stated["digest"] == digest_of(resource)


# --- other ids --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", ALL, ids=lambda content: type(content).__name__)
def test_that_every_id_in_a_content_is_named_and_can_be_renamed(content: KnownContent) -> None:
    ids = {one: example_id(f"new {one}") for one in named_in(content)}
    changed = renamed(content, ids)
    assert changed is not None
    assert set(named_in(changed)) == set(ids.values())
    assert renamed(changed, {new: old for old, new in ids.items()}) == content


def test_that_examples_name_what_they_name() -> None:
    assert named_in(NOTE) == (PLAN,)
    assert set(named_in(SUMMARY)) == {entry_id("consent"), blob_id("summary clinician"), blob_id("summary patient")}
    assert sum(bool(named_in(content)) for content in ALL) > 25


def test_that_a_payload_reaches_nothing_that_did_not_come_with_it() -> None:
    assert renamed(STOP, {}) is None  # a course that is taken here can never be stopped from outside
    assert renamed(RECONCILIATION, {RECONCILIATION.medicines[0].course: entry_id("new")}) is None
    assert renamed(SUMMARY, {entry_id("consent"): entry_id("new consent")}) is None


def test_that_a_content_does_without_an_id_where_it_can() -> None:
    assert renamed(GIVEN, {}) == replace(GIVEN, course=None)
    assert renamed(STOP, {STOP.course: entry_id("new")}) == replace(STOP, course=entry_id("new"))


# --- files ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "attachment",
    [
        {"data": "not base64!", "extension": [{"url": FILE, "valueString": blob_id("scan")}]},
        {"data": "QQ==", "extension": [{"url": FILE, "valueString": "scan"}]},
        {"data": "QQ==", "extension": [{"url": FILE, "valueString": blob_id("scan")}] * 2},
        {"data": "QQ==", "extension": [{"url": FILE, "valueCode": "x"}]},
        {"data": 7, "extension": [{"url": FILE, "valueString": blob_id("scan")}]},
        {"data": "QQ=="},
    ],
)
def test_that_a_bad_file_is_no_file(attachment: dict[str, Any]) -> None:
    assert files_of({"content": [{"attachment": attachment}]}) == {}
