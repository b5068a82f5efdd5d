"""How much a day, exactly; and nothing where the words give no number."""

from dataclasses import replace
from decimal import Decimal

import pytest

from careboard.clinical.dosage import DayOfWeek, Dosage, Dose, EventTiming, Medicine, Timing, UnitOfTime
from careboard.clinical.values import Amount, Coded, Quantity
from careboard.projections.doses import DailyDose, daily_dose, share_of_maximum
from tests.clinical_examples import AS_NEEDED, NOT_CONFIRMED, SERTRALINE, STEPS, each_morning, mg

DAY, HOUR, WEEK = UnitOfTime.DAY, UnitOfTime.HOUR, UnitOfTime.WEEK
TWO_EVENTS = Timing(events=(EventTiming.MORNING, EventTiming.BEDTIME))
WEEKDAYS = Timing(frequency=1, period=Decimal(1), period_unit=DAY, days_of_week=tuple(DayOfWeek)[:5])


def every(period: str, unit: UnitOfTime, times: int = 1) -> Timing:
    return Timing(frequency=times, period=Decimal(period), period_unit=unit)


def schedule(*doses: Dose) -> Dosage:
    return Dosage("as written", doses)


def tablets(number: str) -> Amount:
    return Amount(Decimal(number), "tablet")


GOLDEN = [
    (schedule(Dose(mg("50"), every("1", DAY))), ("50", "50", "mg")),
    (schedule(Dose(mg("50"), every("1", DAY, 2))), ("100", "100", "mg")),
    (schedule(Dose(mg("25"), every("6", HOUR))), ("100", "100", "mg")),
    (schedule(Dose(mg("50"), every("2", DAY))), ("25", "25", "mg")),
    (schedule(Dose(mg("70"), every("1", WEEK))), ("10", "10", "mg")),
    (schedule(Dose(tablets("0.5"), every("1", DAY))), ("25", "25", "mg")),
    (schedule(Dose(tablets("1.5"), every("1", DAY, 2))), ("150", "150", "mg")),
    (schedule(Dose(mg("25"), every("1", DAY), mg("50"))), ("25", "50", "mg")),
    (schedule(Dose(mg("10"), replace(every("4", HOUR), period_max=Decimal(6)))), ("40", "60", "mg")),
    (schedule(Dose(mg("100"), TWO_EVENTS)), ("200", "200", "mg")),
    (schedule(Dose(mg("100"), every("1", DAY)), Dose(mg("200"), TWO_EVENTS)), ("500", "500", "mg")),
    (schedule(Dose(mg("70"), WEEKDAYS)), ("50", "50", "mg")),
    (AS_NEEDED, ("0", "75", "mg")),
]


@pytest.mark.parametrize(("dosage", "told"), GOLDEN)
def test_that_the_dose_of_a_day_is_exact(dosage: Dosage, told: tuple[str, str, str]) -> None:
    assert daily_dose(SERTRALINE, dosage) == DailyDose(Decimal(told[0]), Decimal(told[1]), told[2])


UNKNOWN = [
    NOT_CONFIRMED,
    STEPS,
    schedule(Dose(mg("50"), Timing("when the moon is full"))),
    schedule(Dose(mg("50"), None)),
    schedule(Dose(mg("50"), every("1", UnitOfTime.MONTH))),
    schedule(Dose(mg("50"), replace(every("1", DAY), count=3))),
    schedule(Dose(mg("50"), replace(every("1", DAY), lasting=Quantity(Decimal(3), "d")))),
    schedule(Dose(mg("50"), every("1", DAY)), Dose(Amount(Decimal(1), "mL"), every("1", DAY))),
    replace(AS_NEEDED, max_per_24h=None),
]


@pytest.mark.parametrize("dosage", UNKNOWN)
def test_that_nothing_is_estimated(dosage: Dosage) -> None:
    assert daily_dose(SERTRALINE, dosage) is None


def test_that_tablets_of_unknown_strength_have_no_milligrams() -> None:
    assert daily_dose(Medicine("sertraline"), schedule(Dose(tablets("1"), every("1", DAY)))) is None


def test_that_the_share_of_the_maximum_is_of_the_labels() -> None:
    assert share_of_maximum(SERTRALINE, each_morning("100")) == Decimal("0.5")
    assert share_of_maximum(Medicine("melatonin"), each_morning("3")) is None
    assert share_of_maximum(SERTRALINE, replace(each_morning("100"), route=Coded("rectal"))) is None
