"""What was measured or done to the patient: vital signs, laboratory results, tests, ECG, drug screens, procedures.

Each number stays as it was recorded: value, comparator and unit; never converted, never guessed.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from careboard.clinical.checks import blank, need, need_above_zero, need_id, need_ids, need_words, refuse
from careboard.clinical.values import Coded, EntryId, MemberId, Period, Quantity, When


@dataclass(frozen=True, slots=True)
class Result:
    """What came out, as exactly one of: a quantity, a code, a text, or absent with the reason."""

    quantity: Quantity | None = None
    coded: Coded | None = None
    text: str = ""
    absent: Coded | None = None

    def __post_init__(self) -> None:
        given = [self.quantity is not None, self.coded is not None, not blank(self.text), self.absent is not None]
        need(sum(given) == 1, "A result is one of: a quantity, a code, a text, or absent with the reason.")


class Position(StrEnum):
    """How the patient was while it was measured."""

    LYING = "lying"
    SITTING = "sitting"
    STANDING = "standing"


@dataclass(frozen=True, slots=True)
class Component:
    """One measured thing: what it is, what came out, how the patient was, and what the source made of it."""

    code: Coded
    result: Result
    position: Position | None = None
    reference_range: str = ""
    interpretation: tuple[Coded, ...] = ()
    body_site: Coded | None = None


class ObservationStatus(StrEnum):
    """How final it is, as in FHIR. Registered and preliminary are what the ward calls pending."""

    REGISTERED = "registered"
    PRELIMINARY = "preliminary"
    FINAL = "final"
    AMENDED = "amended"
    CORRECTED = "corrected"
    CANCELLED = "cancelled"
    ENTERED_IN_ERROR = "entered-in-error"
    UNKNOWN = "unknown"


_WITHOUT_RESULT = (ObservationStatus.REGISTERED, ObservationStatus.PRELIMINARY, ObservationStatus.CANCELLED)


@dataclass(frozen=True, slots=True)
class Vitals:
    """Vital signs taken together, each lying, sitting or standing where that matters. `code` names a source's panel."""

    readings: tuple[Component, ...]
    code: Coded | None = None
    status: ObservationStatus = ObservationStatus.FINAL
    method: Coded | None = None
    period: Period | None = None
    note: str = ""
    asked_to_acknowledge: tuple[MemberId, ...] = ()

    def __post_init__(self) -> None:
        need(self.readings, "Vital signs hold one reading at least.")
        need_ids(self.asked_to_acknowledge)


@dataclass(frozen=True, slots=True)
class LabResult:
    """A laboratory result, LOINC or words: one result, or several components, or both as the source has them.

    A pending one (registered, preliminary) may have neither yet. `performer` is the laboratory as stated, `period` how
    long was measured or collected. `order` names the TestOrdered that it answers; `last_dose` is when the medicine that
    is measured was last taken before (lithium).
    """

    code: Coded
    result: Result | None = None
    components: tuple[Component, ...] = ()
    status: ObservationStatus = ObservationStatus.FINAL
    reference_range: str = ""
    interpretation: tuple[Coded, ...] = ()
    categories: tuple[Coded, ...] = ()
    specimen: Coded | None = None
    method: Coded | None = None
    body_site: Coded | None = None
    period: Period | None = None
    performer: str = ""
    note: str = ""
    asked_to_acknowledge: tuple[MemberId, ...] = ()
    order: EntryId | None = None
    last_dose: When | None = None

    def __post_init__(self) -> None:
        need_id(self.order)
        said = self.result or self.components or self.status in _WITHOUT_RESULT
        need(said, "A result that is not pending says what came out, or why nothing did.")
        need_ids(self.asked_to_acknowledge)


class TestStatus(StrEnum):
    """Whether a test is still to be done."""

    ORDERED = "ordered"
    DONE = "done"
    CANCELLED = "cancelled"
    NOT_DONE = "not-done"


@dataclass(frozen=True, slots=True)
class TestOrdered:
    """A test that is to be done, and why. `timing` is when in words ("12 hours after the evening dose").

    A later state is a TestOrdered whose `ref` names the first one; results name the first one.
    """

    code: Coded
    reason: str
    due: When | None = None
    timing: str = ""
    urgent: bool = False
    ordered_by: MemberId | None = None
    status: TestStatus = TestStatus.ORDERED
    status_reason: str = ""

    def __post_init__(self) -> None:
        need_words(self.reason, "A test is ordered for a reason.")
        refuse(self.urgent and self.due is None, "An urgent test says until when.")
        need_id(self.ordered_by)
        given_up = self.status in (TestStatus.CANCELLED, TestStatus.NOT_DONE)
        refuse(given_up and blank(self.status_reason), "A test that will not be done has a reason.")


class QtcFormula(StrEnum):
    """How the QT interval was corrected for the heart rate."""

    BAZETT = "bazett"
    FRIDERICIA = "fridericia"
    FRAMINGHAM = "framingham"
    HODGES = "hodges"
    NOT_STATED = "not-stated"


@dataclass(frozen=True, slots=True)
class Ecg:
    """An electrocardiogram. Intervals in milliseconds, the rate in beats per minute; `text` is the reading in words."""

    text: str
    qt_ms: Decimal | None = None
    heart_rate: Decimal | None = None
    qtc_ms: Decimal | None = None
    formula: QtcFormula | None = None
    read_by: str = ""
    order: EntryId | None = None
    asked_to_acknowledge: tuple[MemberId, ...] = ()

    def __post_init__(self) -> None:
        need_id(self.order)
        need_ids(self.asked_to_acknowledge)
        need_words(self.text, "An ECG is read in words.")
        for number in (self.qt_ms, self.heart_rate, self.qtc_ms):
            need_above_zero(number, "An interval or a rate is more than zero.")
        need((self.qtc_ms is None) == (self.formula is None), "A QTc has its formula, if only not stated.")


class Detected(StrEnum):
    """What a drug screen found for one substance."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    INCONCLUSIVE = "inconclusive"
    NOT_STATED = "not-stated"


class Expected(StrEnum):
    """Whether the finding was to be expected with what is prescribed."""

    EXPECTED = "expected"
    NOT_EXPECTED = "not-expected"
    NOT_ASSESSED = "not-assessed"


@dataclass(frozen=True, slots=True)
class SubstanceResult:
    """One substance of a drug screen. `result` holds a level or a source's own words, `cutoff` the limit used."""

    substance: Coded
    detected: Detected
    expected: Expected = Expected.NOT_ASSESSED
    result: Result | None = None
    cutoff: Quantity | None = None


class Validity(StrEnum):
    """Whether the specimen was what it should be."""

    VALID = "valid"
    DILUTE = "dilute"
    SUBSTITUTED = "substituted"
    ADULTERATED = "adulterated"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class DrugScreen:
    """A drug screen, substance by substance, or that it was refused. `observed`: the giving was watched.

    `confirmatory` means a confirmation method (mass spectrometry), not a screening one.
    """

    substances: tuple[SubstanceResult, ...]
    specimen: Coded | None = None
    refused: bool = False
    observed: bool | None = None
    confirmatory: bool | None = None
    status: ObservationStatus = ObservationStatus.FINAL
    code: Coded | None = None
    performer: str = ""
    note: str = ""
    order: EntryId | None = None
    asked_to_acknowledge: tuple[MemberId, ...] = ()
    validity: Validity | None = None

    def __post_init__(self) -> None:
        need_id(self.order)
        need_ids(self.asked_to_acknowledge)
        refuse(self.refused and self.validity, "A screen that was refused has no specimen.")
        refuse(self.refused and self.substances, "A screen that was refused found nothing.")
        said = self.substances or self.refused or self.status in _WITHOUT_RESULT
        need(said, "A drug screen says what was found, unless it was refused or is pending.")


class ProcedureStatus(StrEnum):
    """How far a procedure went, as in FHIR."""

    PREPARATION = "preparation"
    IN_PROGRESS = "in-progress"
    NOT_DONE = "not-done"
    ON_HOLD = "on-hold"
    STOPPED = "stopped"
    COMPLETED = "completed"
    ENTERED_IN_ERROR = "entered-in-error"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ProcedureDone:
    """A procedure, here or elsewhere. `performed` is a period, where it was more than a moment."""

    code: Coded
    status: ProcedureStatus = ProcedureStatus.COMPLETED
    performed: Period | None = None
    status_reason: str = ""
    reasons: tuple[Coded, ...] = ()
    outcome: str = ""
    complication: str = ""
    body_sites: tuple[Coded, ...] = ()
    performer: str = ""
    note: str = ""
    order: EntryId | None = None

    def __post_init__(self) -> None:
        need_id(self.order)
        not_done = self.status is ProcedureStatus.NOT_DONE
        refuse(not_done and not blank(self.outcome), "A procedure that was not done has no outcome.")
