"""How much of a medicine a day, exactly: from lowest to highest, with half tablets and the limit of what is as needed.

Where the words give no number a day there is none: nothing is estimated.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from careboard.clinical.dosage import Dosage, Dose, Medicine, Timing, UnitOfTime
from careboard.clinical.values import Amount
from careboard.projections.wording.numbers import unit
from careboard.reference.formulary import usual_maximum

_DAYS = {
    UnitOfTime.MINUTE: Fraction(1, 24 * 60),
    UnitOfTime.HOUR: Fraction(1, 24),
    UnitOfTime.DAY: Fraction(1),
    UnitOfTime.WEEK: Fraction(7),
}
_PRODUCTS = ("tablet", "capsule")
_WHOLE_WEEK = 7


@dataclass(frozen=True, slots=True)
class DailyDose:
    """The amount of one day on average, in one unit; `low` is 0 for a medicine that is taken only as needed."""

    low: Decimal
    high: Decimal
    unit: str


def daily_dose(medicine: Medicine, dosage: Dosage) -> DailyDose | None:
    """The dose of a day; None where an amount, a frequency or a common unit is not known, and for steps of a taper."""
    if dosage.as_needed:
        limit = dosage.max_per_24h and _in_strength(dosage.max_per_24h, medicine)
        return DailyDose(Decimal(0), limit.value, unit(limit.unit)) if limit else None
    if not dosage.confirmed or len({dose.sequence for dose in dosage.schedule}) != 1:
        return None
    parts = [_of_dose(dose, medicine) for dose in dosage.schedule]
    return _sum([part for part in parts if part is not None]) if all(parts) else None


def share_of_maximum(medicine: Medicine, dosage: Dosage) -> Decimal | None:
    """The highest dose of a day as a share of the label's maximum, 1 being all of it; None without a plain maximum."""
    dose = daily_dose(medicine, dosage)
    words = " ".join([medicine.text, *medicine.ingredients])
    limit = usual_maximum(words, dosage.route.text if dosage.route else "oral")
    if dose is None or dose.unit != "mg" or limit is None or not limit.label_max:
        return None
    return dose.high / limit.label_max


def _of_dose(dose: Dose, medicine: Medicine) -> DailyDose | None:
    often = _times_a_day(dose.timing)
    low = _in_strength(dose.amount, medicine) if dose.amount else None
    high = _in_strength(dose.amount_max, medicine) if dose.amount_max else low
    if often is None or low is None or high is None or low.unit != high.unit:
        return None
    return DailyDose(_decimal(low.value, often[0]), _decimal(high.value, often[1]), unit(low.unit))


def _decimal(value: Decimal, times: Fraction) -> Decimal:
    return value * times.numerator / times.denominator


def _sum(parts: Iterable[DailyDose]) -> DailyDose | None:
    low, high, units = Decimal(0), Decimal(0), set()
    for part in parts:
        low, high = low + part.low, high + part.high
        units.add(part.unit)
    return DailyDose(low, high, units.pop()) if len(units) == 1 else None


def _times_a_day(timing: Timing | None) -> tuple[Fraction, Fraction] | None:
    """The least and the most doses a day, on average."""
    if timing is None or timing.count or timing.lasting or timing.bounds:
        return None
    a_week = Fraction(len(timing.days_of_week) or _WHOLE_WEEK, _WHOLE_WEEK)
    named = len(timing.times_of_day) or len(timing.events)
    if timing.period is None or timing.period_unit is None:
        return (named * a_week, named * a_week) if named and not timing.frequency else None
    days = _DAYS.get(timing.period_unit)
    if days is None:
        return None
    least = Fraction(max(timing.frequency or 1, named))
    most = Fraction(max(timing.frequency_max or timing.frequency or 1, named))
    longest = Fraction(timing.period_max or timing.period) * days
    return least / longest * a_week, most / (Fraction(timing.period) * days) * a_week


def _in_strength(given: Amount, medicine: Medicine) -> Amount | None:
    """Tablets and capsules as milligrams, where the product has one known strength; other units as they are."""
    if unit(given.unit) not in _PRODUCTS:
        return given
    if len(medicine.strengths) != 1 or "/" in medicine.strengths[0].unit:
        return None
    (strength,) = medicine.strengths
    return Amount(given.value * strength.value, strength.unit, ucum=strength.ucum)
