"""A meal plan as a week in words: which days are alike, and what is eaten at each time where days differ.

A time that is the same each day is told once; one that differs is told for each group of days, also where it is none.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from careboard.clinical.dosage import DayOfWeek
from careboard.clinical.nutrition import MealPlan, MealTime, PlannedMeal
from careboard.projections.wording import numbers
from careboard.projections.wording.dosage import DAYS
from careboard.projections.wording.voice import Voice, bracketed, joined, listed

MEALS = {
    MealTime.BREAKFAST: "Breakfast",
    MealTime.MORNING_SNACK: "Morning snack",
    MealTime.LUNCH: "Lunch",
    MealTime.AFTERNOON_SNACK: "Afternoon snack",
    MealTime.DINNER: "Dinner",
    MealTime.EVENING_SNACK: "Evening snack",
}
WEEK, TIMES = tuple(DayOfWeek), tuple(MealTime)
Days = tuple[DayOfWeek, ...]
Planned = tuple[PlannedMeal | None, ...]  # of each plan, at one time
NOTHING = "nothing planned"
_RUN = 3  # days in a row that are told as from one to another


@dataclass(frozen=True, slots=True)
class Alike:
    """Days of the week on which a plan has the same meals."""

    days: Days
    meals: tuple[PlannedMeal, ...]


def alike(plan: MealPlan) -> tuple[Alike, ...]:
    """The days of a plan that are alike, in the order of the week; one group where each day is the same."""
    groups: dict[tuple[PlannedMeal, ...], list[DayOfWeek]] = {}
    for day in WEEK:
        groups.setdefault(plan.on(day), []).append(day)
    return tuple(Alike(tuple(days), meals) for meals, days in groups.items())


def days_told(days: Days, voice: Voice) -> str:
    """Days of the week in words: "Monday to Friday", "Saturday and Sunday"; "each day" for all of them."""
    if days == WEEK:
        return voice("each day")
    names = [voice(DAYS[day]) for day in days]
    first = WEEK.index(days[0])
    if len(days) >= _RUN and days == WEEK[first : first + len(days)]:
        return voice("{first} to {last}", first=names[0], last=names[-1])
    return listed(names, voice)


def by_time(*plans: MealPlan) -> Iterator[tuple[MealTime, Days, Planned]]:
    """Each eating time that is in a plan, once for the days on which it is the same in all of the plans."""
    for time in MealTime:
        groups: dict[Planned, list[DayOfWeek]] = {}
        for day in WEEK:
            groups.setdefault(tuple(_at(plan, day, time) for plan in plans), []).append(day)
        if any(map(any, groups)):
            yield from ((time, tuple(days), meals) for meals, days in groups.items())


def time_told(time: MealTime, days: Days, voice: Voice) -> str:
    """An eating time, with its days where these are not all: "Lunch (Saturday and Sunday)"."""
    return voice(MEALS[time]) + ("" if days == WEEK else bracketed(days_told(days, voice)))


def planned_meal(meal: PlannedMeal | None) -> str:
    """What is eaten at one eating time; empty where nothing is planned."""
    if meal is None:
        return ""
    exchanges = [f"{numbers.number(one.count)} {one.group}" for one in meal.exchanges]
    return joined([*exchanges, f"{numbers.number(meal.energy_kcal)} kcal" if meal.energy_kcal else "", meal.text])


def _at(plan: MealPlan, day: DayOfWeek, time: MealTime) -> PlannedMeal | None:
    return next((meal for meal in plan.on(day) if meal.time is time), None)
