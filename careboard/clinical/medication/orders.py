"""What a prescriber orders of a medicine: its start, another dose, a hold, that it goes on, is stopped or completed.

Every order says from which day it holds; `ordered_by` names the prescriber of one that was taken by telephone.
"""

from dataclasses import dataclass
from enum import StrEnum

from careboard.clinical.checks import blank, need, need_count, need_id, need_words, refuse
from careboard.clinical.dosage import Dosage, Medicine, refuse_unclear_order, same_in_numbers
from careboard.clinical.values import EntryId, MemberId, Precision, When, refuse_reversed


class ReasonType(StrEnum):
    """The reason of an order in one word, beside its words."""

    PARTIAL_RESPONSE = "partial-response"
    NO_RESPONSE = "no-response"
    SIDE_EFFECT = "side-effect"
    INTOLERANCE = "intolerance"
    TAPER = "taper"
    CROSS_TAPER = "cross-taper"
    INTERACTION = "interaction"
    TEST_RESULT = "test-result"
    MISSED_DOSES = "missed-doses"
    PATIENT_CHOICE = "patient-choice"
    REMISSION = "remission"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class AlertAnswer:
    """A warning that stood before the signer, in its words, and why the order was signed all the same."""

    alert: str
    reason: str

    def __post_init__(self) -> None:
        need_words(self.alert, "The warning is kept in its words.")
        need_words(self.reason, "A warning is passed with a reason.")


def _refuse_no_date(effective_from: When) -> None:
    dated = effective_from.precision in (Precision.DAY, Precision.INSTANT)
    need(dated, "An order says from which day it holds.")


@dataclass(frozen=True, slots=True)
class MedicationStart:
    """A prescriber of this clinic begins a course. `until` is the planned end, if there is one."""

    medicine: Medicine
    dosage: Dosage
    purpose: str
    effective_from: When
    until: When | None = None
    ordered_by: MemberId | None = None
    alerts: tuple[AlertAnswer, ...] = ()

    def __post_init__(self) -> None:
        need_words(self.purpose, "A medicine is for something.")
        refuse_unclear_order(self.dosage)
        _refuse_no_date(self.effective_from)
        refuse_reversed(self.effective_from, self.until, "A course cannot end before it begins.")
        need_id(self.ordered_by)


@dataclass(frozen=True, slots=True)
class DoseChange:
    """The dose of a medicine already in the regimen is adjusted.

    It says which dose the prescriber saw, so that two changes made at once in two places are noticed instead of
    silently winning over each other.
    """

    course: EntryId
    was: Dosage
    now: Dosage
    effective_from: When
    reason: str
    reason_type: ReasonType | None = None
    ordered_by: MemberId | None = None
    alerts: tuple[AlertAnswer, ...] = ()

    def __post_init__(self) -> None:
        need_id(self.course)
        refuse_unclear_order(self.now)
        refuse(same_in_numbers(self.was, self.now), "A dose change changes something.")
        _refuse_no_date(self.effective_from)
        need_words(self.reason, "A dose is changed for a reason.")
        need_id(self.ordered_by)


@dataclass(frozen=True, slots=True)
class Hold:
    """A course is suspended, until a day, or until what it awaits; it stays in the current regimen."""

    course: EntryId
    effective_from: When
    reason: str
    until: When | None = None
    awaits: str = ""
    reason_type: ReasonType | None = None
    ordered_by: MemberId | None = None

    def __post_init__(self) -> None:
        need_id(self.course)
        _refuse_no_date(self.effective_from)
        need_words(self.reason, "A medicine is held for a reason.")
        need(self.until or not blank(self.awaits), "A hold says until when, or what it awaits.")
        refuse_reversed(self.effective_from, self.until, "A hold cannot end before it begins.")
        need_id(self.ordered_by)


@dataclass(frozen=True, slots=True)
class Resume:
    """A held or missed course goes on, at a dose that the prescriber names: never silently at the full one.

    `days_missed` are whole days without a dose, None where nobody knows; `last_taken` is the last dose
    before, where known.
    """

    course: EntryId
    dosage: Dosage
    days_missed: int | None
    effective_from: When
    reason: str = ""
    last_taken: When | None = None
    ordered_by: MemberId | None = None
    alerts: tuple[AlertAnswer, ...] = ()

    def __post_init__(self) -> None:
        need_id(self.course)
        refuse_unclear_order(self.dosage)
        need_count(self.days_missed, "The days missed are none or more, or not known.")
        _refuse_no_date(self.effective_from)
        need_id(self.ordered_by)


@dataclass(frozen=True, slots=True)
class Stop:
    """A course ends before its planned end, for a reason."""

    course: EntryId
    effective_from: When
    reason: str
    reason_type: ReasonType | None = None
    ordered_by: MemberId | None = None

    def __post_init__(self) -> None:
        need_id(self.course)
        _refuse_no_date(self.effective_from)
        need_words(self.reason, "A medicine is stopped for a reason.")
        need_id(self.ordered_by)


@dataclass(frozen=True, slots=True)
class Complete:
    """A course ends as it was planned: neither stopped nor expired."""

    course: EntryId
    effective_from: When
    note: str = ""
    ordered_by: MemberId | None = None

    def __post_init__(self) -> None:
        need_id(self.course)
        _refuse_no_date(self.effective_from)
        need_id(self.ordered_by)
