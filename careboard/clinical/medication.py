"""Medicines: what is ordered, reported, changed, held, given, taken and reconciled.

A course is named by the id of the entry that began it, a MedicationStart or a MedicationReported; two courses of one
medicine may run at once. `ordered_by` names the prescriber of a telephone order.
"""

from dataclasses import dataclass
from enum import StrEnum

from careboard.clinical.checks import blank, need, need_above_zero, need_count, need_id, need_words, refuse
from careboard.clinical.dosage import Dosage, Medicine, refuse_unclear_order, same_in_numbers
from careboard.clinical.values import (
    Amount,
    Coded,
    EntryId,
    Informant,
    Intent,
    MemberId,
    Period,
    Precision,
    When,
    refuse_reversed,
)


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


class MedicationStatus(StrEnum):
    """How a source says a medicine stands; FHIR's words, with "planned" for its "intended" and "draft"."""

    ACTIVE = "active"
    PLANNED = "planned"
    ON_HOLD = "on-hold"
    COMPLETED = "completed"
    STOPPED = "stopped"
    CANCELLED = "cancelled"
    NOT_TAKEN = "not-taken"
    ENTERED_IN_ERROR = "entered-in-error"
    UNKNOWN = "unknown"


class Taken(StrEnum):
    """Whether the patient takes it."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_RECORDED = "not-recorded"


@dataclass(frozen=True, slots=True)
class MedicationReported:
    """A medicine that somebody else ordered, or that the patient takes of their own accord, and who says so.

    `do_not_give` is an order that it must not be given. `prescriber` is as stated. `effective` is as stated too, and
    never decides whether the medicine is in force: `status` does.
    """

    medicine: Medicine
    status: MedicationStatus
    told_by: Informant
    taken: Taken = Taken.NOT_RECORDED
    dosage: Dosage | None = None
    intent: Intent = Intent.STATEMENT
    purpose: str = ""
    prescriber: str = ""
    effective: Period | None = None
    do_not_give: bool = False
    status_reason: str = ""
    last_taken: When | None = None
    note: str = ""

    def __post_init__(self) -> None:
        not_taken = self.status is MedicationStatus.NOT_TAKEN
        refuse(not_taken and self.taken is Taken.YES, "A medicine that is not taken is not taken.")


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


class DoseStatus(StrEnum):
    """How far a dose was given, as in FHIR's MedicationAdministration."""

    COMPLETED = "completed"
    IN_PROGRESS = "in-progress"
    ON_HOLD = "on-hold"
    STOPPED = "stopped"
    NOT_DONE = "not-done"
    ENTERED_IN_ERROR = "entered-in-error"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DoseGiven:
    """One dose given by staff, a long-acting injection above all. `observed`: was it seen to be taken.

    `next_due` is when the next one is due. `dosage_text` is the source's words; an amount of None is not confirmed.
    """

    medicine: Medicine
    amount: Amount | None
    course: EntryId | None = None
    status: DoseStatus = DoseStatus.COMPLETED
    route: Coded | None = None
    site: Coded | None = None
    method: Coded | None = None
    lot: str = ""
    observed: bool | None = None
    next_due: When | None = None
    not_given_reason: str = ""
    purpose: str = ""
    period: Period | None = None
    given_by: str = ""
    dosage_text: str = ""
    note: str = ""
    lot_expires: When | None = None
    manufacturer: str = ""

    def __post_init__(self) -> None:
        need_id(self.course)
        not_given = self.status is DoseStatus.NOT_DONE
        refuse(not_given and self.observed, "A dose that was not given was not seen to be taken.")
        completed = self.status is DoseStatus.COMPLETED
        refuse(completed and not blank(self.not_given_reason), "A dose that was given was not left out for a reason.")


@dataclass(frozen=True, slots=True)
class Adherence:
    """How many doses of a course were taken and missed in a period, and who says so."""

    course: EntryId
    period: Period
    taken: int
    missed: int
    told_by: Informant
    note: str = ""

    def __post_init__(self) -> None:
        need_id(self.course)
        need_count(self.taken, "Doses are counted from none, to a billion.")
        need_count(self.missed, "Doses are counted from none, to a billion.")
        need(self.taken + self.missed, "At least one dose was taken or missed.")


@dataclass(frozen=True, slots=True)
class AsNeededUse:
    """The patient took a medicine that is taken as needed: how much each time, how often, for what, and what it did."""

    course: EntryId
    amount: Amount
    taken_for: str
    times: int = 1
    told_by: Informant = Informant.PATIENT
    effect: str = ""

    def __post_init__(self) -> None:
        need_id(self.course)
        need_words(self.taken_for, "A medicine taken as needed was taken for something.")
        need_above_zero(self.times, "It was taken once at least.")


class Decision(StrEnum):
    """What becomes of one medicine at a transition (NPSG.03.06.01)."""

    CONTINUE = "continue"
    CHANGE = "change"
    STOP = "stop"
    NEW = "new"
    HOLD = "hold"
    VERIFY = "verify"


@dataclass(frozen=True, slots=True)
class ReconciledMedicine:
    """The decision on one course. `dosage` is how the medicine is taken from now on.

    A decision changes no regimen: a dose change, hold or stop is an entry of its own. But to continue confirms a course
    that was only reported or imported, and with `dosage` the dose of one that was not confirmed.
    """

    course: EntryId
    decision: Decision
    reason: str = ""
    dosage: Dosage | None = None

    def __post_init__(self) -> None:
        need_id(self.course)
        plain = self.decision in (Decision.CONTINUE, Decision.NEW)
        refuse(not plain and blank(self.reason), "To change, stop, hold or verify a medicine needs a reason.")
        ended = self.decision in (Decision.STOP, Decision.HOLD, Decision.VERIFY)
        refuse(ended and self.dosage, "Only a medicine that goes on has a dose.")


class Occasion(StrEnum):
    """At which point the medicines were compared."""

    ADMISSION = "admission"
    TRANSFER = "transfer"
    DISCHARGE = "discharge"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """One decision for each medicine of a patient. `compared` says which lists were laid side by side."""

    occasion: Occasion
    medicines: tuple[ReconciledMedicine, ...]
    compared: str
    none_taken: bool = False
    ordered_by: MemberId | None = None

    def __post_init__(self) -> None:
        need(bool(self.medicines) is not self.none_taken, "Either medicines are decided on, or none is taken.")
        courses = [medicine.course for medicine in self.medicines]
        refuse(len(set(courses)) != len(courses), "One medicine has one decision.")
        need_words(self.compared, "A reconciliation says which lists were compared.")
        need_id(self.ordered_by)
