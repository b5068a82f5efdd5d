"""How the patient does: side effects, rating scales, risk, and the plan for staying safe.

A scale never sets the level of risk: a clinician does, and says from what.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from careboard.clinical.checks import blank, need, need_all_words, need_ids, need_number, need_words, refuse
from careboard.clinical.condition import Severity
from careboard.clinical.measured import Component, ObservationStatus
from careboard.clinical.values import Coded, EntryId, Informant, MemberId, Quantity, When, refuse_reversed


@dataclass(frozen=True, slots=True)
class SideEffect:
    """Something unwanted, probably from a medicine. `suspected` names the courses; `ended` is when it was gone."""

    effect: Coded
    severity: Severity
    onset: When
    suspected: tuple[EntryId, ...] = ()
    ended: When | None = None
    action: str = ""
    told_by: Informant = Informant.PATIENT
    note: str = ""

    def __post_init__(self) -> None:
        need_ids(self.suspected)
        refuse_reversed(self.onset, self.ended, "A side effect cannot end before it began.")


class AnsweredBy(StrEnum):
    """Who gave the answers of a scale."""

    PATIENT = "patient"
    CLINICIAN = "clinician"
    FAMILY = "family"
    OTHER = "other"
    NOT_RECORDED = "not-recorded"


@dataclass(frozen=True, slots=True)
class Answer:
    """One item and its answer in words; `value` is what the answer counts in the score."""

    item: str
    answer: str
    value: Decimal | None = None
    question: str = ""

    def __post_init__(self) -> None:
        need_words(self.item, "An answer names its item.")
        need_words(self.answer, "An item without an answer stands among the unanswered.")
        need_number(self.value)


@dataclass(frozen=True, slots=True)
class InstrumentItem:
    """One item of an instrument that this site defined, with the answers it offers, as "2 = Often"."""

    item: str
    question: str
    options: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        need_words(self.item, "An item has a number or a name.")
        need_words(self.question, "An item asks something.")


@dataclass(frozen=True, slots=True)
class InstrumentDefinition:
    """An instrument of the site's own, such as a diary card; it travels with every entry that uses it."""

    items: tuple[InstrumentItem, ...]
    scoring: str = ""

    def __post_init__(self) -> None:
        need(self.items, "An instrument has one item at least.")


@dataclass(frozen=True, slots=True)
class Assessment:
    """A rating scale: the answers, and the result as a number (`total`), a level, or both.

    `instrument` is its name ("PHQ-9"), or what the source says. `scores` are subscales and whatever else a source
    measured beside the total. `time_frame` is what the questions asked about ("last 2 weeks").
    """

    instrument: Coded
    answered_by: AnsweredBy
    version: str = ""
    language: str = ""
    time_frame: str = ""
    answers: tuple[Answer, ...] = ()
    unanswered: tuple[str, ...] = ()
    total: Quantity | None = None
    level: str = ""
    scores: tuple[Component, ...] = ()
    definition: InstrumentDefinition | None = None
    status: ObservationStatus = ObservationStatus.FINAL
    interpretation: tuple[Coded, ...] = ()
    reference_range: str = ""
    note: str = ""
    asked_to_acknowledge: tuple[MemberId, ...] = ()

    def __post_init__(self) -> None:
        need_ids(self.asked_to_acknowledge)
        says = (
            self.answers
            or self.unanswered
            or self.total
            or not blank(self.level)
            or self.scores
            or not blank(self.note)
        )
        need(says, "An assessment has answers or a result.")
        both = {answer.item for answer in self.answers} & set(self.unanswered)
        refuse(both, "An item is answered or unanswered, not both.")


class RiskLevel(StrEnum):
    """The clinician's own level of acute risk; "not-determined" is no level, and never lower than one."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    IMMINENT = "imminent"
    NOT_DETERMINED = "not-determined"


class RiskOf(StrEnum):
    """Risk of what."""

    SUICIDE = "suicide"
    SELF_HARM = "self-harm"
    VIOLENCE = "violence"
    OVERDOSE = "overdose"
    MEDICAL = "medical"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class RiskAssessment:
    """A clinician's judgement of risk, and what follows (NPSG.15.01.01).

    `screens` are the entries of the scales used, `screens_text` what else was asked. `access_to_means` says what was
    asked and found. `told` names who was told. `baseline` is the level of the person's steady, chronic risk.
    `level_reason` is why no level could be determined; `other` says risk of what, where no word of the list does.
    """

    risk_of: RiskOf
    level: RiskLevel
    access_to_means: str
    plan: str
    raises: tuple[str, ...] = ()
    lowers: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    screens: tuple[EntryId, ...] = ()
    screens_text: str = ""
    baseline: RiskLevel | None = None
    formulation: str = ""
    asked_to_acknowledge: tuple[MemberId, ...] = ()
    level_reason: str = ""
    other: str = ""

    def __post_init__(self) -> None:
        need_words(self.access_to_means, "Access to means is asked, and the answer recorded.")
        need_words(self.plan, "A level of risk comes with a plan.")
        need_all_words((*self.raises, *self.lowers, *self.told), "A line of the risk assessment is blank.")
        serious = self.level in (RiskLevel.HIGH, RiskLevel.IMMINENT)
        refuse(serious and not self.told, "A high risk is told to somebody.")
        undetermined = self.level is RiskLevel.NOT_DETERMINED
        raised = self.level is not RiskLevel.LOW and not undetermined
        refuse(raised and not self.raises, "What raises the risk is named.")
        refuse(undetermined and blank(self.level_reason), "A level that was not determined has a reason.")
        refuse(self.risk_of is RiskOf.OTHER and blank(self.other), "Say risk of what.")
        need_ids(self.screens)
        need_ids(self.asked_to_acknowledge)


class SafetyStep(StrEnum):
    """The steps of a safety plan."""

    WARNING_SIGNS = "warning-signs"
    COPING = "coping"
    PEOPLE_AND_PLACES = "people-and-places"
    PEOPLE_TO_ASK = "people-to-ask"
    PROFESSIONALS = "professionals"
    SAFE_ENVIRONMENT = "safe-environment"
    WORTH_LIVING_FOR = "worth-living-for"


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """A step of a safety plan that was left open, and why."""

    step: SafetyStep
    reason: str

    def __post_init__(self) -> None:
        need_words(self.reason, "A step is left open for a reason.")


@dataclass(frozen=True, slots=True)
class SafetyPlan:
    """One version of the patient's safety plan, whole, in the patient's words. Steps may be left open for a reason.

    Names stand with their numbers ("My sister Ana, 555-0142"). The crisis lines of the clinic's settings are printed
    beside it and need not stand in it.
    """

    warning_signs: tuple[str, ...]
    coping: tuple[str, ...]
    people_and_places: tuple[str, ...] = ()
    people_to_ask: tuple[str, ...] = ()
    professionals: tuple[str, ...] = ()
    safe_environment: tuple[str, ...] = ()
    worth_living_for: tuple[str, ...] = ()
    copy_given: bool | None = None
    left_open: tuple[LeftOpen, ...] = ()

    def __post_init__(self) -> None:
        left = [step.step for step in self.left_open]
        refuse(len(set(left)) != len(left), "A step is left open once.")
        filled = any(getattr(self, step.replace("-", "_")) for step in left)
        refuse(filled, "A step that is left open has no lines.")
        need(self.warning_signs or SafetyStep.WARNING_SIGNS in left, "A safety plan begins with warning signs.")
        need(self.coping or SafetyStep.COPING in left, "A safety plan says what the patient can do alone.")
        helpers = {SafetyStep.PEOPLE_TO_ASK, SafetyStep.PROFESSIONALS} & set(left)
        need(self.people_to_ask or self.professionals or helpers, "A safety plan says whom to ask for help.")
        contacts = (*self.people_and_places, *self.people_to_ask, *self.professionals)
        lines = (*self.warning_signs, *self.coping, *contacts, *self.safe_environment, *self.worth_living_for)
        need_all_words(lines, "A line of the safety plan is blank.")
