"""The one table over every content of the record: a row for each, its length held against the closed union.

Each row is built, refused where impossible, kept, worded, laid out and sent: what a room forgot fails here.
"""

from dataclasses import dataclass
from typing import get_args

import pytest

from careboard.clinical.clinic import MemberProfile, Program, SiteSetting, Template
from careboard.clinical.condition import Allergy, Diagnosis
from careboard.clinical.coordination import (
    Appointment,
    Attendance,
    Handover,
    HomePractice,
    HomePracticeReport,
    Task,
    TaskDone,
)
from careboard.clinical.entry import Kind, KnownContent
from careboard.clinical.episode import Admission, Discharge, LevelOfCareChange, PlanOfCare, PlanReview
from careboard.clinical.measured import DrugScreen, Ecg, LabResult, ProcedureDone, TestOrdered, Vitals
from careboard.clinical.medication.orders import Complete, DoseChange, Hold, MedicationStart, Resume, Stop
from careboard.clinical.medication.reconciliation import Reconciliation
from careboard.clinical.medication.taking import Adherence, AsNeededUse, DoseGiven, MedicationReported
from careboard.clinical.note import (
    Acknowledgement,
    Addendum,
    CoSignature,
    EnteredInError,
    Note,
    PsychotherapyNote,
    Seen,
    SudCounselingNote,
)
from careboard.clinical.nutrition import MealObservation, MealPlan, Weight
from careboard.clinical.paper import DischargeSummaryIssued, Disclosure, Document
from careboard.clinical.permission import Consent, ConsentRevoked, Part2Review
from careboard.clinical.person import Contact, DetailsChange, Flag, Registration
from careboard.clinical.response import Assessment, RiskAssessment, SafetyPlan, SideEffect
from careboard.clinical.values import When
from careboard.exchange.fhir_out import NeverExported, resources_of, why_left_out
from careboard.projections import wording
from careboard.vault import codec
from tests.clinical_examples import EXAMPLES, SOURCE, entry_id
from tests.exchange.going_out import context, example_entry
from tests.projections.records import chart, on, signed
from tests.projections.test_spanish import asked, translated

__all__ = ["asked"]  # a fixture

NEVER = "never"  # in no export, and nobody is told of it
STAYS = "stays"  # not about the patient's care: the export says that it stays in the clinic
AT = When.at(on(3))


@dataclass(frozen=True)
class Row:
    """Under which kind of header a content travels, what it is in FHIR R4, and whether a patient may read it."""

    kind: Kind
    fhir: str
    spanish: bool = False


TABLE: dict[type[KnownContent], Row] = {
    Registration: Row(Kind.PERSON, "Patient"),
    DetailsChange: Row(Kind.PERSON, "Communication"),
    Contact: Row(Kind.PERSON, "RelatedPerson", spanish=True),
    Allergy: Row(Kind.PERSON, "AllergyIntolerance", spanish=True),
    Diagnosis: Row(Kind.PERSON, "Condition", spanish=True),
    Flag: Row(Kind.PERSON, "Flag"),
    Admission: Row(Kind.EPISODE, "EpisodeOfCare"),
    LevelOfCareChange: Row(Kind.EPISODE, "Observation"),
    PlanOfCare: Row(Kind.EPISODE, "CarePlan", spanish=True),
    PlanReview: Row(Kind.EPISODE, "Observation"),
    Discharge: Row(Kind.EPISODE, "Encounter"),
    Note: Row(Kind.NOTE, "DocumentReference"),
    Addendum: Row(Kind.NOTE, "DocumentReference"),
    CoSignature: Row(Kind.NOTE, "Communication"),
    EnteredInError: Row(Kind.NOTE, "Communication"),
    Acknowledgement: Row(Kind.NOTE, STAYS),
    Seen: Row(Kind.NOTE, STAYS),
    PsychotherapyNote: Row(Kind.NOTE, NEVER),
    SudCounselingNote: Row(Kind.NOTE, NEVER),
    MedicationStart: Row(Kind.MEDICATION, "MedicationRequest", spanish=True),
    MedicationReported: Row(Kind.MEDICATION, "MedicationStatement", spanish=True),
    DoseChange: Row(Kind.MEDICATION, "MedicationRequest", spanish=True),
    Hold: Row(Kind.MEDICATION, "MedicationRequest", spanish=True),
    Resume: Row(Kind.MEDICATION, "MedicationRequest", spanish=True),
    Stop: Row(Kind.MEDICATION, "MedicationRequest", spanish=True),
    Complete: Row(Kind.MEDICATION, "MedicationRequest", spanish=True),
    DoseGiven: Row(Kind.MEDICATION, "MedicationAdministration", spanish=True),
    Adherence: Row(Kind.MEDICATION, "Observation"),
    AsNeededUse: Row(Kind.MEDICATION, "MedicationStatement"),
    Reconciliation: Row(Kind.MEDICATION, "List", spanish=True),
    SideEffect: Row(Kind.RESPONSE, "Observation"),
    Assessment: Row(Kind.RESPONSE, "Observation"),
    RiskAssessment: Row(Kind.RESPONSE, "RiskAssessment"),
    SafetyPlan: Row(Kind.RESPONSE, "CarePlan", spanish=True),
    Vitals: Row(Kind.RESPONSE, "Observation"),
    LabResult: Row(Kind.RESPONSE, "Observation"),
    TestOrdered: Row(Kind.RESPONSE, "ServiceRequest"),
    Ecg: Row(Kind.RESPONSE, "Observation"),
    DrugScreen: Row(Kind.RESPONSE, "Observation"),
    ProcedureDone: Row(Kind.RESPONSE, "Procedure"),
    MealPlan: Row(Kind.NUTRITION, "NutritionOrder", spanish=True),
    MealObservation: Row(Kind.NUTRITION, "Observation"),
    Weight: Row(Kind.NUTRITION, "Observation"),
    Attendance: Row(Kind.COORDINATION, "Encounter"),
    Appointment: Row(Kind.COORDINATION, "Appointment", spanish=True),
    HomePractice: Row(Kind.COORDINATION, "Task", spanish=True),
    HomePracticeReport: Row(Kind.COORDINATION, "Observation", spanish=True),
    Task: Row(Kind.COORDINATION, "Task"),
    TaskDone: Row(Kind.COORDINATION, "Task"),
    Handover: Row(Kind.COORDINATION, "Communication"),
    Document: Row(Kind.PAPER, "DocumentReference"),
    Consent: Row(Kind.PAPER, "Consent"),
    ConsentRevoked: Row(Kind.PAPER, "Communication"),
    Part2Review: Row(Kind.PAPER, "Flag"),
    Disclosure: Row(Kind.PAPER, "Communication"),
    DischargeSummaryIssued: Row(Kind.PAPER, "DocumentReference"),
    Program: Row(Kind.CLINIC, STAYS),
    SiteSetting: Row(Kind.CLINIC, STAYS),
    Template: Row(Kind.CLINIC, STAYS),
    MemberProfile: Row(Kind.CLINIC, STAYS),
}
EVERY = pytest.mark.parametrize("content", TABLE, ids=lambda content: content.__name__)


def test_that_the_table_has_a_row_for_every_content_of_the_union() -> None:
    assert set(TABLE) == set(get_args(KnownContent)) == set(EXAMPLES)
    assert len(TABLE) == len(get_args(KnownContent)) == 60


@EVERY
def test_that_it_can_be_built_and_two_impossible_values_are_refused_in_a_sentence(content: type[KnownContent]) -> None:
    assert all(type(example) is content for example in EXAMPLES[content].contents)
    first, second = EXAMPLES[content].impossible
    for build in (first, second):
        with pytest.raises(ValueError, match=r"^[A-Z].+\.$"):
            build()


@EVERY
def test_that_it_is_the_same_after_it_was_written_and_read(content: type[KnownContent]) -> None:
    for example in EXAMPLES[content].contents:
        payload = codec.encode(example, AT, wording.said(example), entry_id("ref"), SOURCE)
        codec.require_canonical(payload)
        opened = codec.decode(payload)
        assert (opened.content, opened.at, opened.said) == (example, AT, wording.said(example))
        assert (opened.ref, opened.source) == (entry_id("ref"), SOURCE)


@EVERY
def test_that_it_is_said_in_one_sentence_and_in_spanish_where_a_patient_reads_it(
    content: type[KnownContent], asked: set[str]
) -> None:
    for example in EXAMPLES[content].contents:
        sentence = wording.said(example, "es" if TABLE[content].spanish else "en")
        assert sentence.endswith((".", "!", "?", ":"))
        assert "\n" not in sentence
    if TABLE[content].spanish:
        assert asked - {""}
        assert asked - {""} <= translated()


@EVERY
def test_that_it_is_a_row_of_the_timeline_under_its_kind(content: type[KnownContent]) -> None:
    for example in EXAMPLES[content].contents:
        entry = signed(example, "one")
        (row,) = chart(entry).timeline
        assert row.id == entry.id
        assert entry.kind is TABLE[content].kind
        assert row.headline
        assert row.said
        assert row.text


@EVERY
def test_that_it_is_in_fhir_or_stays_for_a_reason(content: type[KnownContent]) -> None:
    wanted = TABLE[content].fhir
    entry = example_entry(EXAMPLES[content].content, "one")
    around = context([entry], for_staff=True)
    if wanted == NEVER:
        with pytest.raises(NeverExported):
            resources_of(entry, around)
        return
    made = [resource["resourceType"] for resource in resources_of(entry, around)]
    assert made == ([] if wanted == STAYS else [wanted])
    assert bool(why_left_out(entry, around)) is (wanted == STAYS)
