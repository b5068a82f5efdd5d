"""A medicine, and how it is taken: the words of the order, and as much of it in numbers as the words allow.

The words are always kept; an amount that is not known is None, "not confirmed", and never zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from careboard.clinical.checks import blank, need, need_above_zero, need_all_words, need_clock, need_words, refuse
from careboard.clinical.values import Amount, Coded, Coding, Period, Quantity


@dataclass(frozen=True, slots=True)
class Medicine:
    """A medicine by the words as written, with what is known of the product.

    `strengths` holds one amount per ingredient, in the order of `ingredients` (unit such as mg or mg/mL), or nothing.
    `release` is how it is set free, in words ("extended release"). `rxcui` names it in RxNorm.
    """

    text: str
    rxcui: str | None = None
    ingredients: tuple[str, ...] = ()
    strengths: tuple[Amount, ...] = ()
    form: str = ""
    release: str = ""
    codings: tuple[Coding, ...] = ()

    def __post_init__(self) -> None:
        need_words(self.text, "A medicine is named in words.")
        need_all_words(self.ingredients, "An ingredient is named in words.")
        refuse(self.rxcui is not None and not _digits(self.rxcui), "An RxCUI is a number.")
        one_each = not self.strengths or len(self.strengths) == len(self.ingredients)
        need(one_each, "Strengths stand one for each ingredient.")


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


class UnitOfTime(StrEnum):
    """The unit of a period, as in UCUM."""

    SECOND = "s"
    MINUTE = "min"
    HOUR = "h"
    DAY = "d"
    WEEK = "wk"
    MONTH = "mo"
    YEAR = "a"


class DayOfWeek(StrEnum):
    """A day of the week, as in FHIR."""

    MONDAY = "mon"
    TUESDAY = "tue"
    WEDNESDAY = "wed"
    THURSDAY = "thu"
    FRIDAY = "fri"
    SATURDAY = "sat"
    SUNDAY = "sun"


class EventTiming(StrEnum):
    """The event of the day that a dose hangs on; FHIR's EventTiming (R4) in words."""

    MORNING = "morning"
    EARLY_MORNING = "early-morning"
    LATE_MORNING = "late-morning"
    NOON = "noon"
    AFTERNOON = "afternoon"
    EARLY_AFTERNOON = "early-afternoon"
    LATE_AFTERNOON = "late-afternoon"
    EVENING = "evening"
    EARLY_EVENING = "early-evening"
    LATE_EVENING = "late-evening"
    NIGHT = "night"
    AFTER_SLEEP_BEGINS = "after-sleep-begins"
    BEDTIME = "bedtime"
    ON_WAKING = "on-waking"
    WITH_MEALS = "with-meals"
    WITH_BREAKFAST = "with-breakfast"
    WITH_LUNCH = "with-lunch"
    WITH_DINNER = "with-dinner"
    BEFORE_MEALS = "before-meals"
    BEFORE_BREAKFAST = "before-breakfast"
    BEFORE_LUNCH = "before-lunch"
    BEFORE_DINNER = "before-dinner"
    AFTER_MEALS = "after-meals"
    AFTER_BREAKFAST = "after-breakfast"
    AFTER_LUNCH = "after-lunch"
    AFTER_DINNER = "after-dinner"


@dataclass(frozen=True, slots=True)
class Timing:
    """When one dose of a schedule is due: so often per period, at which times, on which days, for how long.

    `frequency` (to `frequency_max`) times every `period` (to `period_max`) `period_unit`: 1 every 4 to 6 h. `bounds` or
    `lasting` (such as 3 d) limit it; `count` is the number of doses altogether. Times of day are the patient's own.
    """

    text: str = ""
    frequency: int | None = None
    frequency_max: int | None = None
    period: Decimal | None = None
    period_max: Decimal | None = None
    period_unit: UnitOfTime | None = None
    events: tuple[EventTiming, ...] = ()
    times_of_day: tuple[str, ...] = ()
    days_of_week: tuple[DayOfWeek, ...] = ()
    count: int | None = None
    bounds: Period | None = None
    lasting: Quantity | None = None

    def __post_init__(self) -> None:
        says = not blank(self.text) or self.frequency or self.period or self.count or self.bounds or self.lasting
        need(says or self.events or self.times_of_day or self.days_of_week, "A timing says when.")
        for number in (self.frequency, self.frequency_max, self.period, self.period_max, self.count):
            need_above_zero(number, "How often, and every how long, is more than zero.")
        refuse(self.period and not self.period_unit, "A period has a unit.")
        refuse(self.frequency_max and not self.frequency, "A highest frequency needs a lowest.")
        refuse(self.period_max and not self.period, "A longest period needs a shortest.")
        for time in self.times_of_day:
            need_clock(time)


@dataclass(frozen=True, slots=True)
class Dose:
    """One line of a schedule: how much, and when. None is "not confirmed".

    `amount_max` makes it a range ("25 to 50 mg"). Lines with the same `sequence` are taken side by side; a higher
    number follows a lower one, as in a taper.
    """

    amount: Amount | None
    timing: Timing | None = None
    amount_max: Amount | None = None
    sequence: int = 1

    def __post_init__(self) -> None:
        need_above_zero(self.sequence, "The steps of a schedule are counted from 1.")
        refuse(self.amount_max and not self.amount, "A highest amount needs a lowest.")
        if self.amount and self.amount_max and self.amount.unit == self.amount_max.unit:
            refuse(self.amount_max.value < self.amount.value, "The highest amount is less than the lowest.")


@dataclass(frozen=True, slots=True)
class Dosage:
    """How a medicine is taken, by a schedule or as needed.

    `text` is the source's own words, whole; `schedule` is as much of them as stands in numbers. `instructions` are
    further words for the patient ("with food").
    """

    text: str
    schedule: tuple[Dose, ...] = ()
    as_needed: bool = False
    as_needed_for: str = ""
    max_per_24h: Amount | None = None
    route: Coded | None = None
    site: Coded | None = None
    method: Coded | None = None
    instructions: str = ""

    def __post_init__(self) -> None:
        need_words(self.text, "A dosage is said in words.")
        refuse(not blank(self.as_needed_for) and not self.as_needed, "Only a medicine taken as needed says for what.")

    @property
    def confirmed(self) -> bool:
        """Is every amount known?"""
        return bool(self.schedule) and all(dose.amount is not None for dose in self.schedule)


# Units whose words and UCUM code are known: where both stand, they say the same.
_UCUM_OF: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "kg": frozenset({"kg"}),
        "g": frozenset({"g"}),
        "mg": frozenset({"mg"}),
        "mcg": frozenset({"ug"}),
        "ug": frozenset({"ug"}),
        "\N{MICRO SIGN}g": frozenset({"ug"}),
        "\N{GREEK SMALL LETTER MU}g": frozenset({"ug"}),
        "ng": frozenset({"ng"}),
        "l": frozenset({"L", "l"}),
        "ml": frozenset({"mL", "ml"}),
        "meq": frozenset({"meq"}),
        "mmol": frozenset({"mmol"}),
    }
)
_METRIC = frozenset(code for codes in _UCUM_OF.values() for code in codes)
_COUNTED = frozenset("tablet tablets tab tabs capsule capsules cap caps patch patches drop drops puff puffs".split())


def contradicts_its_code(amount: Quantity) -> bool:
    """Do the unit's words and its UCUM code say two different units (mg, g)? Unknown words contradict nothing."""
    words = amount.unit.strip().lower()
    known = _UCUM_OF.get(words)
    if known is not None and amount.ucum:
        return amount.ucum not in known
    return words in _COUNTED and amount.ucum in _METRIC


def refuse_unclear_order(dosage: Dosage) -> None:
    """What a prescriber orders here says how much, in which unit, when, how long each step, and by which route.

    As needed it says at most how much in 24 hours.
    """
    need(dosage.confirmed, "An order says how much.")
    units = [dose.amount.unit for dose in dosage.schedule if dose.amount is not None]
    need_all_words(units, "An order gives the unit of each amount.")
    need(all(dose.timing is not None for dose in dosage.schedule) or dosage.as_needed, "An order says when to take it.")
    limited = dosage.max_per_24h is not None or not dosage.as_needed
    need(limited, "A medicine ordered as needed has a maximum per 24 hours.")
    for dose in dosage.schedule:
        _refuse_unclear_amounts(dose, dosage.max_per_24h)
    _refuse_endless_steps(dosage.schedule)
    need(dosage.route, "An order says by which route.")


def _refuse_unclear_amounts(dose: Dose, most: Amount | None) -> None:
    """The highest amount and the maximum are in the unit of the amount, and no maximum is below one dose."""
    for amount in (dose.amount, dose.amount_max, most):
        refuse(amount and contradicts_its_code(amount), "The unit of an amount and its code are not the same unit.")
        same = amount is None or dose.amount is None or amount.unit == dose.amount.unit
        need(same, "The amounts of an order and its maximum have the same unit.")
    highest = dose.amount_max or dose.amount
    refuse(most and highest and most.value < highest.value, "The maximum per 24 hours is less than a single dose.")


def _refuse_endless_steps(schedule: tuple[Dose, ...]) -> None:
    last = max(dose.sequence for dose in schedule)
    endless = any(not _ends(dose.timing) for dose in schedule if dose.sequence != last)
    refuse(endless, "Every step of an order but the last says how long it lasts.")


def _ends(timing: Timing | None) -> bool:
    bounded = timing is not None and timing.bounds is not None and timing.bounds.end is not None
    return bounded or (timing is not None and bool(timing.lasting or timing.count))


def same_in_numbers(one: Dosage, other: Dosage) -> bool:
    """Do two dosages order the same, whatever their words are? Amounts, times, maximum, route, site and method count.

    A timing that is told in words alone is compared by its words.
    """
    return _numbers(one) == _numbers(other)


def _numbers(dosage: Dosage) -> tuple[object, ...]:
    lines = tuple((dose.amount, dose.amount_max, dose.sequence, _when(dose.timing)) for dose in dosage.schedule)
    ways = tuple(way and way.text.strip().casefold() for way in (dosage.route, dosage.site, dosage.method))
    words = "" if lines else dosage.text.strip()
    return (lines, words, dosage.as_needed, dosage.max_per_24h, ways)


def _when(timing: Timing | None) -> tuple[object, ...]:
    if timing is None:
        return ()
    stated = tuple(getattr(timing, field.name) for field in fields(timing) if field.name != "text")
    return stated if any(stated) else (timing.text.strip(),)
