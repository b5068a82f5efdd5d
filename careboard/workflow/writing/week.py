"""A week of meals as it is being written: seven days of six eating times, each of which can be changed and copied.

It changes nothing by itself: what is copied is named, and what a copy would take away is only gone when it is made.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType

import msgspec

from careboard.clinical.dosage import DayOfWeek
from careboard.clinical.nutrition import Exchange, MealPlan, MealTime, OtherDays, PlannedMeal, grouped
from careboard.projections.wording.week import TIMES, WEEK

WEEKDAYS, WEEKEND = WEEK[:5], WEEK[5:]
Place = tuple[DayOfWeek, MealTime]
KeptMeal = Sequence[object]  # its day, and the meal as JSON has it


@dataclass(frozen=True, slots=True)
class Week:
    """What is planned, by day and eating time; a place that is not there has nothing planned."""

    meals: Mapping[Place, PlannedMeal] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, plan: MealPlan | None) -> "Week":
        """The week of a plan, whole."""
        if plan is None:
            return cls()
        return cls({(day, meal.time): meal for day in WEEK for meal in plan.on(day)})

    def at(self, place: Place) -> PlannedMeal | None:
        """What is planned there."""
        return self.meals.get(place)

    def on(self, day: DayOfWeek) -> tuple[PlannedMeal, ...]:
        """What is planned on a day, in the order of its eating times."""
        return tuple(self.meals[day, time] for time in TIMES if (day, time) in self.meals)

    def put(self, place: Place, meal: PlannedMeal | None) -> "Week":
        """The week with another meal there; None takes it out."""
        others = {other: one for other, one in self.meals.items() if other != place}
        return Week(others if meal is None else {**others, place: replace(meal, time=place[1])})

    def copy_meal(self, place: Place, days: Iterable[DayOfWeek]) -> "Week":
        """The week with the meal of a place on other days too."""
        week = self
        for day in days:
            week = week.put((day, place[1]), self.at(place))
        return week

    def copy_day(self, day: DayOfWeek, days: Iterable[DayOfWeek]) -> "Week":
        """The week with all that is planned on a day on other days too."""
        week, copied = self, tuple(days)
        for time in TIMES:
            week = week.copy_meal((day, time), copied)
        return week

    @property
    def empty_days(self) -> tuple[DayOfWeek, ...]:
        """The days on which nothing is planned."""
        return tuple(day for day in WEEK if not self.on(day))

    @property
    def stated(self) -> tuple[tuple[PlannedMeal, ...], tuple[OtherDays, ...]]:
        """The week as a plan states it: the meals of most days, and the days that differ."""
        return grouped({day: self.on(day) for day in WEEK})

    def alike(self, place: Place) -> tuple[DayOfWeek, ...]:
        """The days on which the same is planned at this time."""
        return tuple(day for day in WEEK if self.at((day, place[1])) == self.at(place))


def with_servings(meal: PlannedMeal | None, time: MealTime, group: str, count: Decimal) -> PlannedMeal | None:
    """A meal with so many servings of a group, in the place where it stood; None where then nothing is planned."""
    before = meal.exchanges if meal is not None else ()
    changed = tuple(replace(one, count=count) if one.group == group and count else one for one in before)
    kept = tuple(one for one in changed if count or one.group != group)
    new = (Exchange(group, count),) if count and all(one.group != group for one in before) else ()
    return made(time, (*kept, *new), meal.energy_kcal if meal else None, meal.text if meal else "")


def made(
    time: MealTime, exchanges: tuple[Exchange, ...], energy: Decimal | None = None, text: str = ""
) -> PlannedMeal | None:
    """A meal of these parts; None where there is nothing in it."""
    return PlannedMeal(time, exchanges, energy, text) if exchanges or energy or text.strip() else None


def as_kept(week: Week) -> list[KeptMeal]:
    """A week as a draft holds it: each meal with its day."""
    written = msgspec.json.encode([[day.value, meal] for (day, _time), meal in week.meals.items()])
    kept: list[KeptMeal] = msgspec.json.decode(written)
    return kept


def from_kept(kept: Iterable[KeptMeal]) -> Week:
    """The week that a draft holds."""
    meals = ((DayOfWeek(str(day)), msgspec.convert(meal, PlannedMeal)) for day, meal in kept)
    return Week({(day, meal.time): meal for day, meal in meals})
