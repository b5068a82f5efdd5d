"""A record that went out as FHIR and came back: the same chart, but for what only this clinic's members can do.

How an importer puts payloads back is shown here: in the order in which they were recorded, with the new ids in place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from careboard.clinical.coordination import HomePractice, HomePracticeReport, PracticeDone
from careboard.clinical.entry import Entry, Kind, Source, SourceFormat
from careboard.clinical.medication.orders import DoseChange, Hold, MedicationStart, Stop
from careboard.clinical.note import Addendum, CoSignature, ErrorReason
from careboard.clinical.paper import Document
from careboard.clinical.permission import ConsentRevoked, RevokedHow
from careboard.clinical.values import EntryId
from careboard.exchange.facts import OwnFact
from careboard.exchange.fhir_in.resources import read_resource
from careboard.exchange.own_payload import files_of, own_fact, renamed
from careboard.projections.regimen import regimen
from careboard.projections.timeline import TimelineRow
from tests.clinical_examples import (
    ADMISSION,
    ALLERGY,
    ALLERGY_IMPORTED,
    AS_NEEDED,
    DIAGNOSIS,
    DISCHARGE,
    DOCUMENT,
    HYDROXYZINE,
    LEVEL,
    MEAL_PLAN,
    NOTE,
    PATIENT,
    PHQ9,
    PLAN_OF_CARE,
    REGISTRATION,
    RELEASE,
    REPORTED,
    REVIEW,
    SAFETY_PLAN,
    SERTRALINE,
    WEIGHT,
    blob_id,
    each_morning,
    entry_id,
    example_id,
)
from tests.exchange.going_out import examples, resources, struck
from tests.exchange.test_fhir_out_record import day
from tests.projections.records import COUNSELOR, NOW, NURSE, ZONE, chart, on, signed

COURSE = entry_id("start")
FILES = {blob_id("scan"): b"%PDF-1.7"}


def record() -> list[Entry]:
    """A story of two weeks in which later entries name earlier ones in every way.

    No entry names a member: a clinic that takes a record in has no names for those of the other.
    """
    session = replace(NOTE, asked_to_acknowledge=())
    note, slip = signed(session, "note", at=on(4), by=COUNSELOR), signed(PHQ9, "slip", at=on(5))
    return [
        signed(REGISTRATION, "registered", at=on(1, 8)),
        signed(ALLERGY, "allergy", at=on(1, 9)),
        signed(ALLERGY_IMPORTED, "allergy again", at=on(6), ref="allergy"),
        signed(DIAGNOSIS, "diagnosis", at=on(1, 10)),
        signed(ADMISSION, "in", at=on(1, 11)),
        signed(LEVEL, "level", at=on(2)),
        signed(PLAN_OF_CARE, "plan of care", at=on(2, 9)),
        signed(REVIEW, "review", at=on(12)),
        note,
        signed(Addendum("Dinner was eaten."), "addendum", at=on(4, 13), by=COUNSELOR, ref="note"),
        slip,
        struck(slip, ErrorReason.WRONG_TIME, "mark"),
        signed(HomePractice("Eat with the family."), "practice", at=on(5)),
        signed(HomePracticeReport(entry_id("practice"), PracticeDone.DONE), "report", at=on(7)),
        signed(MedicationStart(SERTRALINE, each_morning("50"), "depression", day(2)), "start", at=on(2)),
        signed(DoseChange(COURSE, each_morning("50"), each_morning("100"), day(8), "PHQ-9 14"), "change", at=on(8)),
        signed(MedicationStart(HYDROXYZINE, AS_NEEDED, "anxiety", day(2)), "second", at=on(2, 14)),
        signed(Hold(entry_id("second"), day(9), "QTc 468 ms", awaits="repeat ECG"), "hold", at=on(9)),
        signed(REPORTED, "home", at=on(2), by=NURSE),
        signed(Stop(entry_id("home"), day(3), "No need"), "stop", at=on(3)),
        signed(RELEASE, "consent", at=on(3)),
        signed(ConsentRevoked(entry_id("consent"), RevokedHow.SPOKEN, "T. Baker"), "back", at=on(11)),
        signed(DOCUMENT, "paper", at=on(3)),
        signed(SAFETY_PLAN, "safety", at=on(6)),
        signed(MEAL_PLAN, "meals", at=on(6)),
        signed(WEIGHT, "weight", at=on(6)),
        signed(DISCHARGE, "out", at=on(14)),
    ]


def brought_back(entries: Sequence[Entry]) -> list[Entry]:
    """The entries of a vault that took the export in: other ids, signed by the importer, each under its own author."""
    read = resources(entries, files=FILES | {blob_id("consent"): b"%PDF-1.4"})
    facts = sorted(filter(None, map(own_fact, read)), key=lambda fact: fact.recorded_at)
    files = [blob for resource in read for blob in files_of(resource)]
    ids = {old: new_id(old) for old in (*(fact.entry for fact in facts), *files)}
    return [one_back(fact, ids) for fact in facts]


def new_id(old: str) -> str:
    return example_id(f"brought back {old}")


def one_back(fact: OwnFact, ids: Mapping[str, str]) -> Entry:
    content = renamed(fact.content, ids)
    assert content is not None
    return Entry(
        id=EntryId(ids[fact.entry]),
        patient=PATIENT,
        author=NURSE,
        recorded_at=fact.recorded_at,
        at=fact.at,
        kind=Kind.IMPORTED,
        content=content,
        said=fact.said,
        ref=EntryId(ids[fact.ref]) if fact.ref else None,
        source=Source(
            SourceFormat.FHIR_R4_JSON, example_id("file"), "Any", example_id(fact.entry), "{}", author=fact.author
        ),
    )


def told(row: TimelineRow) -> tuple[object, ...]:
    """A row as it is read, but for what an import changes by intent: id and status."""
    return (row.at, row.author, row.kind_name, row.headline, row.said, row.text, row.entry.said, bool(row.struck))


def test_that_a_record_brought_back_tells_the_same_timeline() -> None:
    before, after = chart(*record()), chart(*brought_back(record()))
    assert sorted(map(told, after.timeline), key=str) == sorted(map(told, before.timeline), key=str)
    assert len(after.timeline) == len(record())


def test_that_a_record_brought_back_has_the_same_medicines() -> None:
    def courses(entries: Sequence[Entry]) -> list[tuple[object, ...]]:
        found = regimen(chart(*entries).record, NOW, ZONE).courses
        return sorted(
            ((one.medicine, one.dosage, one.since, one.status, [step.kind for step in one.steps]) for one in found),
            key=str,
        )

    assert courses(brought_back(record())) == courses(record())
    assert len(courses(record())) == 3


def test_that_a_record_brought_back_is_no_word_of_this_clinics_prescribers() -> None:
    found = regimen(chart(*brought_back(record())).record, NOW, ZONE).courses
    assert not any(course.confirmed for course in found)


def test_that_our_own_export_is_ordinary_fhir_too() -> None:
    read = resources(examples(), for_staff=True)
    named = {f"urn:uuid:{resource['id']}": resource for resource in read}
    for resource in read:
        inside = {f"#{one['id']}": one for one in resource.get("contained", ())}
        bare = {**resource, "extension": []}
        reading = read_resource(bare, {**named, **inside}.get, ZONE)
        assert not reading.refused
        assert not reading.findings
        assert reading.left_out is (resource["resourceType"] in ("Organization", "Practitioner"))


def test_that_a_co_signature_comes_back_as_a_document_in_its_words() -> None:
    (signature,) = [one for one in examples() if isinstance(one.content, CoSignature)]
    (resource,) = [one for one in resources([signature]) if one["resourceType"] == "Communication"]
    assert own_fact(resource) is None
    (document,) = read_resource(resource, lambda _: None, ZONE).contents
    assert isinstance(document, Document)
    assert isinstance(signature.content, CoSignature)
    assert signature.content.statement in document.text


def test_that_a_file_that_did_not_come_along_brings_no_document_that_promises_it() -> None:
    (paper,) = [one for one in record() if one.id == entry_id("paper")]
    (fact,) = filter(None, map(own_fact, resources([paper])))
    assert renamed(fact.content, {}) is None
