"""An entry of the record, where it came from, and the closed union of everything it can say.

Add a content here and mypy lists every projection that has to decide about it. A schema's name never changes its
meaning: whatever gains, loses or changes a field becomes the next version (resources/help/format.md).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import get_args

from careboard.clinical.checks import need, need_id, need_words, refuse
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
from careboard.clinical.people import Author
from careboard.clinical.permission import Consent, ConsentRevoked, Part2Review
from careboard.clinical.person import Contact, DetailsChange, Flag, Registration
from careboard.clinical.response import Assessment, RiskAssessment, SafetyPlan, SideEffect
from careboard.clinical.values import BlobId, EntryId, PatientId, When


class Kind(StrEnum):
    """What a record's header says it holds; `imported` may hold any content that a source can state."""

    PERSON = "person"
    EPISODE = "episode"
    NOTE = "note"
    MEDICATION = "medication"
    RESPONSE = "response"
    NUTRITION = "nutrition"
    COORDINATION = "coordination"
    PAPER = "paper"
    CLINIC = "clinic"
    IMPORTED = "imported"


PersonContent = Registration | DetailsChange | Contact | Allergy | Diagnosis | Flag
EpisodeContent = Admission | LevelOfCareChange | PlanOfCare | PlanReview | Discharge
NoteContent = (
    Note | Addendum | CoSignature | EnteredInError | Acknowledgement | Seen | PsychotherapyNote | SudCounselingNote
)
MedicationContent = (
    MedicationStart
    | MedicationReported
    | DoseChange
    | Hold
    | Resume
    | Stop
    | Complete
    | DoseGiven
    | Adherence
    | AsNeededUse
    | Reconciliation
)
ResponseContent = (
    SideEffect
    | Assessment
    | RiskAssessment
    | SafetyPlan
    | Vitals
    | LabResult
    | TestOrdered
    | Ecg
    | DrugScreen
    | ProcedureDone
)
NutritionContent = MealPlan | MealObservation | Weight
CoordinationContent = Attendance | Appointment | HomePractice | HomePracticeReport | Task | TaskDone | Handover
PaperContent = Document | Consent | ConsentRevoked | Part2Review | Disclosure | DischargeSummaryIssued
ClinicContent = Program | SiteSetting | Template | MemberProfile

KnownContent = (
    PersonContent
    | EpisodeContent
    | NoteContent
    | MedicationContent
    | ResponseContent
    | NutritionContent
    | CoordinationContent
    | PaperContent
    | ClinicContent
)


@dataclass(frozen=True, slots=True)
class Newer:
    """A content that a newer version of the program made. It is read by its sentence, and never written."""

    schema: str


Content = KnownContent | Newer

_CONTENTS_OF: Mapping[Kind, object] = {
    Kind.PERSON: PersonContent,
    Kind.EPISODE: EpisodeContent,
    Kind.NOTE: NoteContent,
    Kind.MEDICATION: MedicationContent,
    Kind.RESPONSE: ResponseContent,
    Kind.NUTRITION: NutritionContent,
    Kind.COORDINATION: CoordinationContent,
    Kind.PAPER: PaperContent,
    Kind.CLINIC: ClinicContent,
}


_LATER_VERSIONS: Mapping[type, int] = {Note: 2, Addendum: 2, MealPlan: 2}  # all others are written as they first were


def _schema(content: type) -> str:
    name = re.sub(r"(?<!^)(?=[A-Z])", "-", content.__name__).lower()
    return f"{name}/{_LATER_VERSIONS.get(content, 1)}"


KIND_OF: Mapping[type, Kind] = MappingProxyType(
    {content: kind for kind, contents in _CONTENTS_OF.items() for content in get_args(contents)}
)
SCHEMA_OF: Mapping[type[KnownContent], str] = MappingProxyType({content: _schema(content) for content in KIND_OF})


_NO_OFFSET = timedelta(0)
# What is said about another entry holds from when it was said: back-dating it would strike out, or permit, the past.
_SORTED_AS_RECORDED = frozenset({Addendum, CoSignature, EnteredInError, Acknowledgement, Seen, ConsentRevoked})


class SourceFormat(StrEnum):
    """How `Source.resource` is written."""

    FHIR_R4_JSON = "fhir-r4-json"
    CCDA_XML = "ccda-xml"


@dataclass(frozen=True, slots=True)
class Source:
    """Where an imported fact came from, and the source resource itself, so that a later version can read more of it.

    `identity` and `file_sha256` are SHA-256 values in 64 lower-case hexadecimal digits (decision 0011). `author` is who
    the source says wrote it. `resource` is canonical JSON or C14N XML; a large one lies in `resource_blob` instead.
    `path` is its place in the file. `last_updated` is as the source writes it.
    """

    format: SourceFormat
    file_sha256: str
    resource_type: str
    identity: str
    resource: str = ""
    resource_blob: BlobId | None = None
    system: str = ""
    resource_id: str = ""
    author: str = ""
    path: str = ""
    version_id: str = ""
    last_updated: str = ""

    def __post_init__(self) -> None:
        for digest in (self.file_sha256, self.identity, self.resource_blob):
            need_id(digest)
        need_words(self.resource_type, "A source names the type of its resource.")
        need(bool(self.resource) is not bool(self.resource_blob), "A source holds its resource, or names its blob.")


@dataclass(frozen=True, slots=True)
class Entry:
    """One signed fact of the record. `at` is when it was true, `recorded_at` (aware UTC) when it was written.

    `said` is the sentence that its signer saw. `ref` names the entry that it amends, acknowledges, co-signs, corrects
    or replaces. `kind` is the header's. In the clinic's stream `patient` is the id of that stream.
    """

    id: EntryId
    patient: PatientId
    author: Author
    recorded_at: datetime
    at: When
    kind: Kind
    content: Content
    said: str
    ref: EntryId | None = None
    source: Source | None = None
    delivery: str | None = None

    def __post_init__(self) -> None:
        need_id(self.id)
        need_id(self.patient)
        if self.ref is not None:
            need_id(self.ref)
        need(self.recorded_at.utcoffset() == _NO_OFFSET, "An entry is recorded in UTC.")
        refuse(self.kind is Kind.IMPORTED and self.source is None, "An imported entry has a source.")

    @property
    def order(self) -> tuple[datetime, datetime, EntryId]:
        """Folds run in this order: when it was true, at the latest when it was recorded, so nobody writes ahead.

        A partial time sorts at its first instant; an unknown one, and what is said about another entry, when recorded.
        """
        recorded = self.recorded_at
        stated = None if type(self.content) in _SORTED_AS_RECORDED else self.at.first_instant
        return (min(stated or recorded, recorded), recorded, self.id)
