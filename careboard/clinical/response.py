"""How the patient does: side effects, rating scales, risk, and the plan for staying safe.

A scale never sets the level of risk: a clinician does, and says from what.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from careboard.clinical.checks import need, need_all_words, need_ids, need_number, need_words, refuse
from careboard.clinical.measured import Component, ObservationStatus
from careboard.clinical.person import Severity
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

    def __post_init__(self) -> None:
        says = self.answers or self.unanswered or self.total or self.level.strip() or self.scores or self.note.strip()
        need(says, "An assessment has answers or a result.")
        both = {answer.item for answer in self.answers} & set(self.unanswered)
        refuse(both, "An item is answered or unanswered, not both.")


class RiskLevel(StrEnum):
    """The clinician's own level of acute risk."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    IMMINENT = "imminent"


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

    def __post_init__(self) -> None:
        need_words(self.access_to_means, "Access to means is asked, and the answer recorded.")
        need_words(self.plan, "A level of risk comes with a plan.")
        need_all_words((*self.raises, *self.lowers, *self.told), "A line of the risk assessment is blank.")
        serious = self.level in (RiskLevel.HIGH, RiskLevel.IMMINENT)
        refuse(serious and not self.told, "A high risk is told to somebody.")
        refuse(self.level is not RiskLevel.LOW and not self.raises, "What raises the risk is named.")
        need_ids(self.screens)
        need_ids(self.asked_to_acknowledge)


@dataclass(frozen=True, slots=True)
class SafetyPlan:
    """One version of the patient's safety plan, whole, in the patient's words.

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

    def __post_init__(self) -> None:
        need(self.warning_signs, "A safety plan begins with warning signs.")
        need(self.coping, "A safety plan says what the patient can do alone.")
        need(self.people_to_ask or self.professionals, "A safety plan says whom to ask for help.")
        contacts = (*self.people_and_places, *self.people_to_ask, *self.professionals)
        lines = (*self.warning_signs, *self.coping, *contacts, *self.safe_environment, *self.worth_living_for)
        need_all_words(lines, "A line of the safety plan is blank.")
