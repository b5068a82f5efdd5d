"""The chart of RIVERA, Maya, the one of the sample clinic: a switch of antidepressants over two levels of care."""

from datetime import UTC, datetime
from decimal import Decimal

from careboard.clinical.condition import Severity
from careboard.clinical.dosage import Dosage, Dose, EventTiming, Medicine, Timing, UnitOfTime
from careboard.clinical.entry import Entry, KnownContent
from careboard.clinical.episode import Level, LevelOfCare, LevelOfCareChange
from careboard.clinical.measured import Ecg, LabResult, QtcFormula, Result
from careboard.clinical.medication.orders import DoseChange, MedicationStart, ReasonType, Stop
from careboard.clinical.medication.taking import Adherence, AsNeededUse
from careboard.clinical.nutrition import Weight
from careboard.clinical.person import Flag, FlagType, HumanName, Registration, Sex
from careboard.clinical.response import Answer, AnsweredBy, Assessment, RiskAssessment, RiskLevel, RiskOf, SideEffect
from careboard.clinical.values import LOINC, Amount, Coded, EntryId, Informant, Period, Quantity, When
from tests.clinical_examples import example_id
from tests.projections.records import DOCTOR, NURSE, signed

NOW = datetime(2026, 9, 17, 14, 42, tzinfo=UTC)
ORAL = Coded("oral")
YEAR = 2026


def day(written: str) -> When:
    """A day of the story, such as "09-15"."""
    return When(f"{YEAR}-{written}")


def moment(written: str, hour: int = 14) -> datetime:
    """An hour of a day of the story, in UTC."""
    month, of_month = written.split("-")
    return datetime(YEAR, int(month), int(of_month), hour, tzinfo=UTC)


def mg(value: str) -> Amount:
    """So many milligrams."""
    return Amount(Decimal(value), "mg", ucum="mg")


def daily(value: str, event: EventTiming = EventTiming.MORNING) -> Dosage:
    """So many milligrams once a day, by mouth."""
    timing = Timing(frequency=1, period=Decimal(1), period_unit=UnitOfTime.DAY, events=(event,))
    return Dosage(f"{value} mg once daily", (Dose(mg(value), timing),), route=ORAL)


def as_needed(value: str, most: str) -> Dosage:
    """So many milligrams as needed for anxiety."""
    words = f"{value} mg as needed"
    return Dosage(words, (Dose(mg(value)),), as_needed=True, as_needed_for="anxiety", max_per_24h=mg(most), route=ORAL)


def tablet(name: str, form: str = "tablet") -> Medicine:
    """A medicine by its ingredient."""
    return Medicine(name, ingredients=(name,), form=form)


def course(name: str) -> EntryId:
    """The course of a medicine of this story."""
    return EntryId(example_id(name))


def _start(name: str, dosage: Dosage, since: str, purpose: str, form: str = "tablet", text: str = "") -> Entry:
    medicine = Medicine(text or name, ingredients=(name,), form=form)
    return signed(MedicationStart(medicine, dosage, purpose, day(since)), name, at=moment(since))


def _change(name: str, was: Dosage, now: Dosage, since: str, signed_on: str = "") -> Entry:
    change = DoseChange(course(name), was, now, day(since), "Partial response", ReasonType.PARTIAL_RESPONSE)
    return signed(change, f"{name} {since}", at=moment(signed_on or since))


def _effect(what: str, severity: Severity, onset: str, ended: str, suspected: str) -> Entry:
    effect = SideEffect(Coded(what), severity, day(onset), (course(suspected),), day(ended))
    return signed(effect, f"{what} {onset}", at=moment(onset))


def scale(name: str, code: str, total: int, written: str, item_9: int | None = None) -> Entry:
    """A rating with its total and the answer to its ninth item."""
    answers = (Answer("9", "Several days" if item_9 else "Not at all", Decimal(item_9)),) if item_9 is not None else ()
    content = Assessment(
        Coded.of(LOINC, code, name), AnsweredBy.PATIENT, answers=answers, total=Quantity(Decimal(total), "{score}")
    )
    return signed(content, f"{name} {written}", at=moment(written), by=NURSE)


def _screen(level: str, written: str) -> Entry:
    yes = Answer("2", "Yes" if level == "high" else "No")
    content = Assessment(Coded("C-SSRS screener (recent)"), AnsweredBy.CLINICIAN, answers=(yes,), level=level)
    return signed(content, f"C-SSRS {written}", at=moment(written), by=NURSE)


def _risk(level: RiskLevel, written: str) -> Entry:
    raises = () if level is RiskLevel.LOW else ("passive ideation",)
    told = ("R. Patel, RN",)
    content = RiskAssessment(RiskOf.SUICIDE, level, "None at home.", "Safety plan reviewed.", raises, told=told)
    return signed(content, f"risk {written}", at=moment(written))


def _ecg(qtc: int, written: str) -> Entry:
    content = Ecg("Sinus rhythm.", qtc_ms=Decimal(qtc), formula=QtcFormula.FRIDERICIA)
    return signed(content, f"ecg {written}", at=moment(written))


def potassium(value: str, written: str, hour: int = 14) -> Entry:
    """A potassium in US units with its stated range."""
    result = Result(Quantity(Decimal(value), "mEq/L", ucum="meq/L"))
    content = LabResult(Coded.of(LOINC, "2823-3", "Potassium"), result, reference_range="3.5 to 5.0 mEq/L")
    return signed(content, f"potassium {written}", at=moment(written, hour), by=NURSE)


def _level(setting: LevelOfCare, since: str, place: str = "") -> Entry:
    content = LevelOfCareChange(Level(setting), Level(setting), day(since), place=place)
    return signed(content, f"level {since}", at=moment(since))


def _other(content: KnownContent, name: str, written: str) -> Entry:
    return signed(content, name, at=moment(written), by=DOCTOR)


_USES = "08-02 08-03 08-05 08-09 08-10 08-14 08-15 08-16 08-22 08-27 09-02 09-11 09-14".split()
_PHQ = [(21, "07-20", 1), (22, "07-29", 2), (20, "08-05", 1), (19, "08-12", 1), (17, "08-19", 1), (16, "08-26", 1)]
_GAD = [(17, "07-20"), (18, "07-29"), (15, "08-12"), (13, "08-26"), (12, "09-02"), (10, "09-15")]
_CSSRS = [("high", "07-28"), ("moderate", "08-05"), ("moderate", "08-12"), ("low", "08-19"), ("low", "08-26")]

MAYA: tuple[Entry, ...] = (
    _other(Registration(HumanName("Rivera", ("Maya",)), When("2004-03-14"), Sex.FEMALE), "registration", "07-01"),
    _other(Flag(FlagType.BLIND_WEIGHT, Coded("Blind weight")), "blind", "07-28"),
    _level(LevelOfCare.OUTPATIENT, "07-01"),
    _level(LevelOfCare.RESIDENTIAL, "07-28", "Cedar House"),
    _level(LevelOfCare.INTENSIVE_OUTPATIENT, "09-09"),
    _start("escitalopram", daily("20"), "06-01", "Depression"),
    _change("escitalopram", daily("20"), daily("10"), "08-10"),
    _change("escitalopram", daily("10"), daily("5"), "08-20"),
    signed(Stop(course("escitalopram"), day("08-27"), "Switch to sertraline"), "stop", at=moment("08-27")),
    _start("sertraline", daily("25"), "08-13", "Depression"),
    _change("sertraline", daily("25"), daily("50"), "08-20"),
    _change("sertraline", daily("50"), daily("100"), "09-01"),
    _change("sertraline", daily("100"), daily("150"), "09-15"),
    _start("olanzapine", daily("2.5", EventTiming.BEDTIME), "07-30", "Meal anxiety"),
    _change("olanzapine", daily("2.5", EventTiming.BEDTIME), daily("5", EventTiming.BEDTIME), "08-06"),
    _change("olanzapine", daily("5", EventTiming.BEDTIME), daily("2.5", EventTiming.BEDTIME), "09-22", "09-15"),
    _start("hydroxyzine", as_needed("25", "75"), "07-30", "Anxiety", "capsule", "hydroxyzine HCl"),
    _start("thiamine", daily("100"), "07-29", "Refeeding"),
    *(
        signed(AsNeededUse(course("hydroxyzine"), mg("25"), "anxiety"), f"use {written}", at=moment(written))
        for written in _USES
    ),
    signed(
        Adherence(course("sertraline"), Period(day("09-08"), day("09-08")), 0, 1, Informant.PATIENT),
        "missed",
        at=moment("09-09"),
    ),
    _effect("nausea", Severity.MILD, "08-14", "08-19", "sertraline"),
    _effect("nausea", Severity.MODERATE, "08-20", "08-28", "sertraline"),
    _effect("nausea", Severity.MILD, "09-01", "09-07", "sertraline"),
    _effect("sedation", Severity.MODERATE, "08-01", "08-12", "olanzapine"),
    _effect("sedation", Severity.MILD, "08-13", "08-23", "olanzapine"),
    *(scale("PHQ-9", "44249-1", total, written, item) for total, written, item in _PHQ),
    scale("PHQ-9", "44249-1", 14, "09-02", 0),
    scale("PHQ-9", "44249-1", 11, "09-15", 1),
    *(scale("GAD-7", "69737-5", total, written) for total, written in _GAD),
    *(_screen(level, written) for level, written in _CSSRS),
    *(_screen(level, written) for level, written in (("low", "09-02"), ("low", "09-09"), ("moderate", "09-15"))),
    _risk(RiskLevel.HIGH, "07-28"),
    _risk(RiskLevel.MODERATE, "08-12"),
    _risk(RiskLevel.LOW, "09-09"),
    _risk(RiskLevel.MODERATE, "09-15"),
    _ecg(430, "07-29"),
    _ecg(434, "08-12"),
    _ecg(436, "08-27"),
    _ecg(438, "09-17"),
    potassium("3.3", "07-29"),
    potassium("3.5", "08-01"),
    potassium("4.0", "08-08"),
    potassium("4.1", "08-22"),
    potassium("3.9", "09-17"),
    _other(Weight(Amount(Decimal("48.2"), "kg", ucum="kg"), blind=True, conditions=("gown",)), "weight", "09-14"),
)
