"""What becomes of a medicine outside an order: reported at home, given here, taken and missed, used as needed.

These are observations, with who says so; none of them changes what is ordered.
"""

from dataclasses import dataclass
from enum import StrEnum

from careboard.clinical.checks import blank, need, need_above_zero, need_count, need_id, need_words, refuse
from careboard.clinical.dosage import Dosage, Medicine
from careboard.clinical.values import Amount, Coded, EntryId, Informant, Intent, Period, When


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
