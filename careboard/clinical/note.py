"""What is written and read: notes, what is added to an entry, and who has seen it.

An addendum, a co-signature, an entry in error and an acknowledgement name their entry in the envelope's `ref`.
"""

from dataclasses import dataclass
from enum import StrEnum

from careboard.clinical.checks import blank, need, need_all_words, need_id, need_ids, need_words, refuse
from careboard.clinical.episode import GoalRef
from careboard.clinical.people import Discipline
from careboard.clinical.provenance import Provenance
from careboard.clinical.values import EntryId, MemberId, PatientId, Precision, When, refuse_reversed

HEADLINE_LENGTH = 80  # characters: one line of a card in the timeline
_TOO_LONG = f"A headline has at most {HEADLINE_LENGTH} characters."


class NoteType(StrEnum):
    """What kind of contact or work a note tells of."""

    EVALUATION = "evaluation"
    INDIVIDUAL = "individual"
    GROUP = "group"
    FAMILY = "family"
    MEDICATION_REVIEW = "medication-review"
    MEDICAL = "medical"
    NURSING = "nursing"
    NUTRITION = "nutrition"
    MEAL_SUPPORT = "meal-support"
    COLLATERAL = "collateral"
    TEAM_REVIEW = "team-review"
    CRISIS_CONTACT = "crisis-contact"
    OUTREACH = "outreach"
    OTHER = "other"


class Modality(StrEnum):
    """How patient and professional met."""

    IN_PERSON = "in-person"
    VIDEO = "video"
    TELEPHONE = "telephone"
    WITHOUT_PATIENT = "without-patient"


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a note, such as Data, Assessment, Plan; a note in one piece has a section without a heading."""

    heading: str
    text: str

    def __post_init__(self) -> None:
        need_words(self.text, "A section that is empty is left out.")


@dataclass(frozen=True, slots=True)
class Note:
    """A professional's note. `mood` is the patient's own rating, 0 to 10.

    `place` is where the patient was, if not here. `risk_changed`: did the risk change since the last contact.
    `asked_to_acknowledge` names the members whom the author asks to acknowledge it, `cosigner` the one whose
    co-signature it awaits. `provenance` tells which words were not typed; None where nobody kept it.
    """

    discipline: Discipline
    type: NoteType
    headline: str
    sections: tuple[Section, ...]
    template: str = ""
    session_start: When | None = None
    session_stop: When | None = None
    modality: Modality | None = None
    present: tuple[str, ...] = ()
    interpreter: str = ""
    place: str = ""
    goals: tuple[GoalRef, ...] = ()
    mood: int | None = None
    risk_changed: bool | None = None
    asked_to_acknowledge: tuple[MemberId, ...] = ()
    cosigner: MemberId | None = None
    provenance: Provenance | None = None

    def __post_init__(self) -> None:
        need_words(self.headline, "A note has a headline.")
        refuse(len(self.headline) > HEADLINE_LENGTH, _TOO_LONG)
        need(self.sections, "A note says something.")
        refuse(self.session_stop and not self.session_start, "A session that stopped had a start.")
        for moment in (self.session_start, self.session_stop):
            timed = moment is None or moment.precision is Precision.INSTANT
            need(timed, "A session starts and stops at a time, not only on a day.")
        refuse_reversed(self.session_start, self.session_stop, "A session cannot stop before it starts.")
        refuse(self.mood is not None and not 0 <= self.mood <= 10, "Mood is rated from 0 to 10.")
        need_all_words(self.present, "Who was present is named.")
        need_ids(self.asked_to_acknowledge)
        need_id(self.cosigner)
        if self.provenance is not None:
            self.provenance.refuse_outside([section.text for section in self.sections])


@dataclass(frozen=True, slots=True)
class Addendum:
    """Words added to a signed entry by its author or a supervisor; the entry itself stays as it is.

    `provenance` tells which of them were not typed, in section 0; None where nobody kept it.
    """

    text: str
    headline: str = ""
    provenance: Provenance | None = None

    def __post_init__(self) -> None:
        need_words(self.text, "An addendum says something.")
        refuse(len(self.headline) > HEADLINE_LENGTH, _TOO_LONG)
        if self.provenance is not None:
            self.provenance.refuse_outside([self.text])


@dataclass(frozen=True, slots=True)
class CoSignature:
    """A supervisor stands for another's entry, or the named prescriber for an order taken by telephone."""

    statement: str

    def __post_init__(self) -> None:
        need_words(self.statement, "A co-signature says what is attested.")


class ErrorReason(StrEnum):
    """Why an entry should not be there."""

    WRONG_PATIENT = "wrong-patient"
    WRONG_CONTENT = "wrong-content"
    WRONG_TIME = "wrong-time"
    DUPLICATE = "duplicate"
    STATED_BY_SOURCE = "stated-by-source"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class EnteredInError:
    """An entry that should not be there. It stays, struck through.

    With "wrong-patient" its body is hidden from all but author and privacy officer, and from every output.
    """

    reason: ErrorReason
    explanation: str = ""

    def __post_init__(self) -> None:
        explained = not blank(self.explanation) or self.reason not in (ErrorReason.WRONG_CONTENT, ErrorReason.OTHER)
        need(explained, "Say in words what is wrong.")


class AcknowledgementResponse(StrEnum):
    """What somebody who acknowledges will do."""

    NOTED = "noted"
    WILL_ACT = "will-act"
    PASSED_ON = "passed-on"


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """I have read this entry and take it on."""

    response: AcknowledgementResponse = AcknowledgementResponse.NOTED
    comment: str = ""

    def __post_init__(self) -> None:
        noted = self.response is AcknowledgementResponse.NOTED
        refuse(not noted and blank(self.comment), "Say what you will do, or who will.")


@dataclass(frozen=True, slots=True)
class Seen:
    """The entries that stood whole and open before the reader, one record when the chart closes."""

    entries: tuple[EntryId, ...]

    def __post_init__(self) -> None:
        need(self.entries, "At least one entry was seen.")
        need_ids(self.entries)


@dataclass(frozen=True, slots=True)
class PsychotherapyNote:
    """A therapist's own analysis of a session (45 CFR 164.501), in a stream that only its author opens.

    It has no place for session times, medicines, results, diagnosis, plan or progress: these belong into the chart.
    """

    patient: PatientId
    text: str

    def __post_init__(self) -> None:
        need_id(self.patient)
        need_words(self.text, "A note says something.")


@dataclass(frozen=True, slots=True)
class SudCounselingNote:
    """A counselor's own analysis of a substance use session (42 CFR 2.11), kept like a psychotherapy note."""

    patient: PatientId
    text: str

    def __post_init__(self) -> None:
        need_id(self.patient)
        need_words(self.text, "A note says something.")


PrivateNote = PsychotherapyNote | SudCounselingNote
