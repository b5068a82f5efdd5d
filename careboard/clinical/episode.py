"""A stay in a program: admission, level of care, plan of care and its reviews, discharge.

What was recommended, authorised, accepted and given stand side by side, and where they differ somebody says why.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from careboard.clinical.checks import blank, need, need_above_zero, need_all_words, need_id, need_words, refuse
from careboard.clinical.values import Coded, EntryId, Intent, Period, Precision, When


@dataclass(frozen=True, slots=True)
class Admission:
    """The patient enters a program. `program` is its name; `weekly_hours` are planned hours of service a week."""

    program: str
    reason: str
    admitted_from: str
    track: str = ""
    planned_days: int | None = None
    weekly_hours: Decimal | None = None
    program_id: EntryId | None = None

    def __post_init__(self) -> None:
        need_words(self.program, "An admission names its program.")
        need_words(self.reason, "An admission has a reason.")
        need_words(self.admitted_from, "An admission says from where the patient comes.")
        need_above_zero(self.planned_days, "The planned days are more than zero.")
        need_above_zero(self.weekly_hours, "The planned weekly hours are more than zero.")
        need_id(self.program_id)


class LevelOfCare(StrEnum):
    """The setting of care, from most to least."""

    INPATIENT = "inpatient"
    WITHDRAWAL_MANAGEMENT = "withdrawal-management"
    RESIDENTIAL = "residential"
    PARTIAL_HOSPITALIZATION = "partial-hospitalization"
    INTENSIVE_OUTPATIENT = "intensive-outpatient"
    OUTPATIENT = "outpatient"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Level:
    """A level of care: its setting, and its code in a scheme ("2.1" of ASAM, 4); without one, in that of the change."""

    setting: LevelOfCare
    code: str = ""
    scheme: str = ""
    edition: str = ""


class Authorization(StrEnum):
    """Whether the payer authorises a level of care."""

    NOT_ASKED = "not-asked"
    PENDING = "pending"
    AUTHORIZED = "authorized"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class LevelOfCareChange:
    """Which level is given from a day on, and which one was recommended, authorised and accepted.

    `scheme` and `edition` name the criteria (ASAM, 4; LOCUS, 20). `refused` is what the patient refuses; then
    `explained` is what was explained about it. `review` is when the level is looked at again.
    """

    given: Level
    recommended: Level
    effective_from: When
    authorized: Level | None = None
    accepted: Level | None = None
    scheme: str = ""
    edition: str = ""
    why_they_differ: str = ""
    refused: str = ""
    explained: str = ""
    review: When | None = None
    place: str = ""
    authorization: Authorization | None = None
    admission: EntryId | None = None

    def __post_init__(self) -> None:
        levels = [level for level in (self.given, self.recommended, self.authorized, self.accepted) if level]
        different = {(level.setting, level.code, level.scheme or self.scheme) for level in levels}
        agreed = len(different) == 1 or not blank(self.why_they_differ)
        need(agreed, "Where the levels recommended, authorised, accepted and given differ, say why.")
        refuse(not blank(self.refused) and blank(self.explained), "A refusal says what was explained.")
        unnamed = any(level.code and not (level.scheme or self.scheme).strip() for level in levels)
        refuse(unnamed, "The code of a level needs the scheme it belongs to.")
        dated = self.effective_from.precision in (Precision.DAY, Precision.INSTANT)
        need(dated, "A change of level says from which day.")
        authorized = self.authorization is None or (self.authorization is Authorization.AUTHORIZED)
        refuse(self.authorized and not authorized, "A level that was not authorised stands as no authorised one.")
        refuse(self.authorization and authorized and not self.authorized, "What was authorised is a level.")
        need_id(self.admission)


class GoalStatus(StrEnum):
    """Where a goal stands in its life, as in FHIR."""

    PROPOSED = "proposed"
    PLANNED = "planned"
    ACCEPTED = "accepted"
    ACTIVE = "active"
    ON_HOLD = "on-hold"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    REJECTED = "rejected"
    ENTERED_IN_ERROR = "entered-in-error"


class Achievement(StrEnum):
    """How far a goal is reached, as in FHIR."""

    IN_PROGRESS = "in-progress"
    IMPROVING = "improving"
    WORSENING = "worsening"
    NO_CHANGE = "no-change"
    ACHIEVED = "achieved"
    SUSTAINING = "sustaining"
    NOT_ACHIEVED = "not-achieved"
    NO_PROGRESS = "no-progress"
    NOT_ATTAINABLE = "not-attainable"


@dataclass(frozen=True, slots=True)
class Intervention:
    """What the team does, how often and who."""

    text: str
    frequency: str = ""
    who: str = ""

    def __post_init__(self) -> None:
        need_words(self.text, "An intervention says what is done.")


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal in the patient's words, the problem behind it, and how one will see that it is reached."""

    number: int
    goal: str
    problem: str = ""
    objective: str = ""
    target_date: When | None = None
    interventions: tuple[Intervention, ...] = ()
    status: GoalStatus | None = None
    achievement: Achievement | None = None

    def __post_init__(self) -> None:
        need_above_zero(self.number, "Goals are numbered from 1.")
        need_words(self.goal, "A goal is said in words.")


class Agreement(StrEnum):
    """How the patient agreed to a plan."""

    SIGNED = "signed"
    SPOKEN = "spoken"
    IN_PART = "in-part"
    DECLINED = "declined"
    NOT_RECORDED = "not-recorded"


class PlanStatus(StrEnum):
    """Whether a plan is in force, as in FHIR."""

    DRAFT = "draft"
    ACTIVE = "active"
    ON_HOLD = "on-hold"
    REVOKED = "revoked"
    COMPLETED = "completed"
    ENTERED_IN_ERROR = "entered-in-error"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PlanOfCare:
    """One version of the plan of care, whole; a newer version replaces it.

    `interventions` are those that belong to no single goal; `text` holds what a source says beside its goals.
    """

    title: str
    goals: tuple[Goal, ...]
    agreement: Agreement
    discharge_criteria: str = ""
    agreement_text: str = ""
    interventions: tuple[Intervention, ...] = ()
    status: PlanStatus = PlanStatus.ACTIVE
    intent: Intent = Intent.PLAN
    period: Period | None = None
    categories: tuple[Coded, ...] = ()
    text: str = ""
    admission: EntryId | None = None

    def __post_init__(self) -> None:
        need_words(self.title, "A plan of care has a title.")
        says = self.goals or self.interventions or not blank(self.text)
        need(says, "A plan of care has a goal, an intervention or a text.")
        numbers = [goal.number for goal in self.goals]
        refuse(len(set(numbers)) != len(numbers), "Two goals of one plan have the same number.")
        declined = self.agreement in (Agreement.DECLINED, Agreement.IN_PART)
        refuse(declined and blank(self.agreement_text), "What the patient did not agree to is said in words.")
        need_id(self.admission)


@dataclass(frozen=True, slots=True)
class GoalRef:
    """A goal of a plan of care: the plan's entry and the goal's number in it."""

    plan: EntryId
    number: int

    def __post_init__(self) -> None:
        need_id(self.plan)
        need_above_zero(self.number, "Goals are numbered from 1.")


@dataclass(frozen=True, slots=True)
class GoalReview:
    """How one goal stands, and what follows from it."""

    number: int
    achievement: Achievement
    text: str

    def __post_init__(self) -> None:
        need_above_zero(self.number, "Goals are numbered from 1.")
        need_words(self.text, "A review says what was seen.")


@dataclass(frozen=True, slots=True)
class PlanReview:
    """The plan is looked at, goal by goal."""

    plan: EntryId
    goals: tuple[GoalReview, ...]
    next_review: When | None = None
    present: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        need_id(self.plan)
        need(self.goals, "A review looks at one goal at least.")
        numbers = [review.number for review in self.goals]
        refuse(len(set(numbers)) != len(numbers), "One goal is reviewed twice.")


class WayOfLeaving(StrEnum):
    """How a stay ended."""

    COMPLETED = "completed"
    AGAINST_ADVICE = "against-advice"
    ADMINISTRATIVE = "administrative"
    TRANSFERRED = "transferred"
    LOST_CONTACT = "lost-contact"
    DIED = "died"


@dataclass(frozen=True, slots=True)
class Discharge:
    """The stay ends: where the patient goes and how the patient is.

    `left_because` is why the stay was not completed; it is needed when `completed` is false. `information_given` is
    what was explained and handed over, `told_to` to whom; `outcome` is what the treatment achieved.
    """

    disposition: str
    condition: str
    completed: bool
    left_because: str = ""
    aftercare: str = ""
    information_given: str = ""
    told_to: tuple[str, ...] = ()
    outcome: str = ""
    way: WayOfLeaving | None = None
    admission: EntryId | None = None

    def __post_init__(self) -> None:
        need_words(self.disposition, "A discharge says where the patient goes.")
        need_words(self.condition, "A discharge says in which condition.")
        reason = not blank(self.left_because)
        refuse(not self.completed and not reason, "Who left before completion left for a reason, if only not known.")
        refuse(self.completed and reason, "A completed stay was not left before completion.")
        ways = (None, WayOfLeaving.TRANSFERRED, WayOfLeaving.COMPLETED)
        refuse(self.completed and self.way not in ways, "A completed stay did not end in this way.")
        refuse(self.way is WayOfLeaving.COMPLETED and not self.completed, "A stay that was completed is completed.")
        need_all_words(self.told_to, "Who was told is named.")
        need_id(self.admission)
