"""The medicines of the sample clinic, how they are dosed, and the orders that name a course by its name in the story.

RxCUIs and limits are those of `resources/facts`; doses of long-acting paliperidone and of medicines that have no row
there are unverified. A dosage is said in words and in numbers alike.
"""

from dataclasses import replace
from decimal import Decimal

from careboard.clinical.condition import Severity
from careboard.clinical.dosage import Dosage, Dose, EventTiming, Medicine, Timing, UnitOfTime
from careboard.clinical.medication.orders import Complete, DoseChange, Hold, MedicationStart, ReasonType, Resume, Stop
from careboard.clinical.medication.reconciliation import Decision, Occasion, ReconciledMedicine, Reconciliation
from careboard.clinical.medication.taking import Adherence, AsNeededUse, DoseGiven
from careboard.clinical.response import SideEffect
from careboard.clinical.values import Amount, Coded, Informant, MemberId, Period
from careboard.demo.staff import Staff
from careboard.demo.telling import Book, Making
from careboard.demo.words import on
from careboard.projections.wording.dosage import dosage as dosage_words
from careboard.projections.wording.voice import Voice

ORAL = Coded("oral")
_MG = "mg"


def medicine(name: str, form: str, rxcui: str | None = None, *, ingredient: str = "", release: str = "") -> Medicine:
    """A medicine of one ingredient."""
    return Medicine(name, rxcui=rxcui, ingredients=(ingredient or name,), form=form, release=release)


ESCITALOPRAM = medicine("escitalopram", "tablet", "321988")
SERTRALINE = medicine("sertraline", "tablet", "36437")
FLUOXETINE = medicine("fluoxetine", "capsule", "4493")
MIRTAZAPINE = medicine("mirtazapine", "tablet", "15996")
VENLAFAXINE = medicine("venlafaxine", "capsule", "39786", release="extended release")
OLANZAPINE = medicine("olanzapine", "tablet", "61381")
QUETIAPINE = medicine("quetiapine", "tablet", "51272")
LITHIUM = medicine("lithium carbonate", "tablet", "42351", release="extended release")
LAMOTRIGINE = medicine("lamotrigine", "tablet", "28439")
HYDROXYZINE = medicine("hydroxyzine HCl", "tablet", "5553", ingredient="hydroxyzine")
PRAZOSIN = medicine("prazosin", "capsule", "8629")
BUPRENORPHINE_NALOXONE = Medicine(
    "buprenorphine and naloxone", ingredients=("buprenorphine", "naloxone"), form="sublingual film"
)
BUPRENORPHINE_INJECTION = medicine(
    "buprenorphine", "prefilled syringe", "1819", release="extended release, subcutaneous"
)
NALTREXONE = medicine("naltrexone", "tablet", "7243")
NALTREXONE_INJECTION = medicine("naltrexone", "injectable suspension", "7243", release="extended release")
PALIPERIDONE_INJECTION = medicine(
    "paliperidone palmitate", "injectable suspension", "679314", ingredient="paliperidone", release="extended release"
)
ACAMPROSATE = medicine("acamprosate", "tablet", "82819", release="delayed release")
GABAPENTIN = medicine("gabapentin", "capsule", "25480")
LISDEXAMFETAMINE = medicine("lisdexamfetamine", "capsule", "700810")
THIAMINE = medicine("thiamine", "tablet")
FOLIC_ACID = medicine("folic acid", "tablet")
POTASSIUM_CHLORIDE = medicine("potassium chloride", "tablet", release="extended release")
IBUPROFEN = medicine("ibuprofen", "tablet")

_WHEN = {
    "morning": EventTiming.MORNING,
    "bedtime": EventTiming.BEDTIME,
    "evening": EventTiming.EVENING,
    "breakfast": EventTiming.WITH_BREAKFAST,
    "dinner": EventTiming.WITH_DINNER,
    "lunch": EventTiming.WITH_LUNCH,
}


def milligrams(number: str, unit: str = _MG) -> Amount:
    """An amount to take."""
    return Amount(Decimal(number), unit, ucum="meq" if unit == "mEq" else unit)


def _in_words(how: Dosage) -> Dosage:
    """As the program's own orders are worded: from their numbers."""
    return replace(how, text=dosage_words(replace(how, instructions=""), Voice()))


def daily(number: str, when: str = "morning", *, unit: str = _MG, instructions: str = "") -> Dosage:
    """So much once a day: in the morning, at bedtime, with a meal."""
    once = Timing("", 1, period=Decimal(1), period_unit=UnitOfTime.DAY, events=(_WHEN[when],))
    return _in_words(Dosage("-", (Dose(milligrams(number, unit), once),), route=ORAL, instructions=instructions))


def times_a_day(number: str, times: int, *, unit: str = _MG, instructions: str = "") -> Dosage:
    """So much, so many times a day."""
    often = Timing("", times, period=Decimal(1), period_unit=UnitOfTime.DAY)
    return _in_words(Dosage("-", (Dose(milligrams(number, unit), often),), route=ORAL, instructions=instructions))


def as_needed(number: str, for_what: str, most: str, *, unit: str = _MG) -> Dosage:
    """So much as needed, with a maximum in 24 hours."""
    amount, limit = milligrams(number, unit), milligrams(most, unit)
    dose = (Dose(amount),)
    return _in_words(Dosage("-", dose, as_needed=True, as_needed_for=for_what, max_per_24h=limit, route=ORAL))


def every_weeks(number: str, weeks: int, route: str) -> Dosage:
    """An injection every so many weeks."""
    timing = Timing("", 1, period=Decimal(weeks), period_unit=UnitOfTime.WEEK)
    return _in_words(Dosage("-", (Dose(milligrams(number), timing),), route=Coded(route)))


def start(of: Medicine, dosage: Dosage, purpose: str, day: str, *, by_phone: Staff | None = None) -> Making:
    """A course begins; `by_phone` is the prescriber of an order that a nurse took by telephone."""
    return lambda book: MedicationStart(of, dosage, purpose, on(day), ordered_by=_prescriber(book, by_phone))


def _prescriber(book: Book, by_phone: Staff | None) -> MemberId | None:
    return book.member(by_phone) if by_phone else None


def change(
    course: str,
    was: Dosage,
    now: Dosage,
    day: str,
    reason: str,
    type_: ReasonType | None = None,
    *,
    by_phone: Staff | None = None,
) -> Making:
    """The dose of a course is adjusted."""
    return lambda book: DoseChange(
        book[course], was, now, on(day), reason, type_, ordered_by=_prescriber(book, by_phone)
    )


def stop(course: str, day: str, reason: str, type_: ReasonType | None = None) -> Making:
    """A course ends before its planned end."""
    return lambda book: Stop(book[course], on(day), reason, type_)


def complete(course: str, day: str, why: str) -> Making:
    """A course ends as it was planned."""
    return lambda book: Complete(book[course], on(day), why)


def hold(course: str, day: str, reason: str, awaits: str, type_: ReasonType | None = None) -> Making:
    """A course is suspended until what it awaits."""
    return lambda book: Hold(book[course], on(day), reason, awaits=awaits, reason_type=type_)


def resume(course: str, dosage: Dosage, days_missed: int, day: str, reason: str) -> Making:
    """A held course goes on."""
    return lambda book: Resume(book[course], dosage, days_missed, on(day), reason)


def used(course: str, number: str, for_what: str, effect: str, times: int = 1) -> Making:
    """A medicine taken as needed was taken."""
    return lambda book: AsNeededUse(book[course], milligrams(number), for_what, times, effect=effect)


def adherence(course: str, first: str, last: str, taken: int, missed: int, note: str) -> Making:
    """How many doses the patient says were taken and missed, from the first day to the last."""
    period = Period(on(first), on(last))
    return lambda book: Adherence(book[course], period, taken, missed, Informant.PATIENT, note)


def side_effect(
    effect: str, severity: Severity, onset: str, suspected: tuple[str, ...], ended: str = "", *, action: str = ""
) -> Making:
    """Something unwanted, from its onset to its end, with the courses that are suspected."""
    return lambda book: SideEffect(
        Coded(effect),
        severity,
        on(onset),
        tuple(book[course] for course in suspected),
        on(ended) if ended else None,
        action,
    )


Decided = tuple[str, Decision, str]


def reconciliation(occasion: Occasion, compared: str, *decided: Decided) -> Making:
    """One decision, with its reason, for each course by its name in the story."""
    return lambda book: Reconciliation(
        occasion,
        tuple(ReconciledMedicine(book[course], decision, reason) for course, decision, reason in decided),
        compared,
    )


def injected(
    of: Medicine, number: str, route: str, place: str, lot: str, next_due: str, remark: str, *, expires: str = ""
) -> Making:
    """A long-acting injection of the course "injection" is given, and seen to be."""
    return lambda book: DoseGiven(
        of,
        milligrams(number),
        book["injection"],
        route=Coded(route),
        site=Coded(place),
        lot=lot,
        observed=True,
        next_due=on(next_due),
        note=remark,
        lot_expires=on(expires) if expires else None,
    )
