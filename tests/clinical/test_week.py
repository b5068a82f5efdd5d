"""A meal plan as a week: what differs is stated once, each day reads as planned, and no week has two spellings."""

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careboard.clinical.dosage import DayOfWeek
from careboard.clinical.nutrition import Exchange, MealPlan, MealTime, OtherDays, PlannedMeal, grouped

WEEK = tuple(DayOfWeek)
SAT, SUN = DayOfWeek.SATURDAY, DayOfWeek.SUNDAY
MEALS = [(PlannedMeal(MealTime.LUNCH, (Exchange("starch", Decimal(count)),)),) for count in range(1, 8)]
USUAL, LARGE, SMALL = MEALS[:3]
WEEKS = st.lists(st.sampled_from(MEALS), min_size=7, max_size=7).map(lambda meals: dict(zip(WEEK, meals, strict=True)))


@given(WEEKS)
def test_that_each_day_of_a_week_reads_as_it_was_planned(week: dict[DayOfWeek, tuple[PlannedMeal, ...]]) -> None:
    meals, others = grouped(week)
    plan = MealPlan(meals, other_days=others)
    assert {day: plan.on(day) for day in WEEK} == week
    assert grouped({day: plan.on(day) for day in WEEK}) == (meals, others)
    assert len(others) == len(set(week.values())) - 1
    assert msgspec.json.decode(msgspec.json.encode(plan), type=MealPlan) == plan


def test_that_a_plan_that_is_the_same_each_day_names_no_day() -> None:
    assert grouped(dict.fromkeys(WEEK, USUAL)) == (USUAL, ())


@pytest.mark.parametrize(
    ("meals", "others"),
    [
        (USUAL, (OtherDays((SAT,), USUAL),)),
        (USUAL, (OtherDays((SAT,), LARGE), OtherDays((SUN,), LARGE))),
        (USUAL, (OtherDays((SAT, SUN), LARGE), OtherDays((SUN,), SMALL))),
        (USUAL, (OtherDays((SUN,), LARGE), OtherDays((SAT,), SMALL))),
        (USUAL, (OtherDays(WEEK, LARGE),)),
        ((), (OtherDays((SAT,), LARGE),)),
    ],
)
def test_that_a_week_that_could_be_stated_otherwise_is_refused(
    meals: tuple[PlannedMeal, ...], others: tuple[OtherDays, ...]
) -> None:
    with pytest.raises(ValueError, match=r"^[A-Z].+\.$"):
        MealPlan(meals, text="in words", other_days=others)


@pytest.mark.parametrize(
    ("days", "meals"), [((), LARGE), ((SAT,), ()), ((SUN, SAT), LARGE), ((SAT, SAT), LARGE), ((SAT,), LARGE + LARGE)]
)
def test_that_days_that_say_too_little_or_twice_are_refused(
    days: tuple[DayOfWeek, ...], meals: tuple[PlannedMeal, ...]
) -> None:
    with pytest.raises(ValueError, match=r"^[A-Z].+\.$"):
        OtherDays(days, meals)
