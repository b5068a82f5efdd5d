"""Nutrition: the meal plan, what was eaten, and weight.

A blind weight is a way of showing, not a secret from the record: the number is here, and screens and paper hide it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from careboard.clinical.checks import blank, need, need_above_zero, need_all_words, need_words, refuse
from careboard.clinical.dosage import DayOfWeek
from careboard.clinical.values import Amount, Coded, Intent, When

SHARES = (0, 25, 50, 75, 100)  # percent of a meal that is eaten


class MealTime(StrEnum):
    """The eating times of a day."""

    BREAKFAST = "breakfast"
    MORNING_SNACK = "morning-snack"
    LUNCH = "lunch"
    AFTERNOON_SNACK = "afternoon-snack"
    DINNER = "dinner"
    EVENING_SNACK = "evening-snack"


@dataclass(frozen=True, slots=True)
class Exchange:
    """So many exchanges of one food group; halves are allowed."""

    group: str
    count: Decimal

    def __post_init__(self) -> None:
        need_words(self.group, "An exchange names its food group.")
        need_above_zero(self.count, "A group without exchanges is left out.")


@dataclass(frozen=True, slots=True)
class PlannedMeal:
    """One eating time: exchanges, or energy in kcal, or words."""

    time: MealTime
    exchanges: tuple[Exchange, ...] = ()
    energy_kcal: Decimal | None = None
    text: str = ""

    def __post_init__(self) -> None:
        need(self.exchanges or self.energy_kcal or not blank(self.text), "A planned meal says what is eaten.")
        need_above_zero(self.energy_kcal, "Planned energy is more than zero.")
        groups = [exchange.group for exchange in self.exchanges]
        refuse(len(set(groups)) != len(groups), "A food group stands twice in one meal.")


@dataclass(frozen=True, slots=True)
class OtherDays:
    """Days of the week on which a plan differs, and all that is eaten on each of them.

    Days that are alike stand together, so that a week has one spelling and stays short.
    """

    days: tuple[DayOfWeek, ...]
    meals: tuple[PlannedMeal, ...]

    def __post_init__(self) -> None:
        need(self.days and self.meals, "Days that differ say which they are and what is eaten.")
        refuse(self.days != _in_order(self.days), "Days of the week stand in their order, each once.")
        _need_each_time_once(self.meals)


class MealPlanStatus(StrEnum):
    """Whether a meal plan is in force, as in FHIR."""

    DRAFT = "draft"
    ACTIVE = "active"
    ON_HOLD = "on-hold"
    REVOKED = "revoked"
    COMPLETED = "completed"
    ENTERED_IN_ERROR = "entered-in-error"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class MealPlan:
    """One version of the meal plan, whole. Energy is kcal a day, from lowest to highest.

    `meals` are those of every day that `other_days` do not name; where these are none, of each day. `diet` are the
    kinds of diet; `supplement_rule` says when a supplement is due ("if less than half is eaten").
    """

    meals: tuple[PlannedMeal, ...]
    diet: tuple[Coded, ...] = ()
    text: str = ""
    energy_min_kcal: Decimal | None = None
    energy_max_kcal: Decimal | None = None
    supplements: tuple[str, ...] = ()
    supplement_rule: str = ""
    swaps: tuple[str, ...] = ()
    avoid: tuple[Coded, ...] = ()
    effective_from: When | None = None
    until: When | None = None
    status: MealPlanStatus = MealPlanStatus.ACTIVE
    intent: Intent = Intent.PLAN
    other_days: tuple[OtherDays, ...] = ()

    def __post_init__(self) -> None:
        need(self.meals or self.diet or not blank(self.text) or self.supplements, "A meal plan says what is eaten.")
        _need_each_time_once(self.meals)
        if self.other_days:
            self._need_days_that_differ()
        for energy in (self.energy_min_kcal, self.energy_max_kcal):
            need_above_zero(energy, "Planned energy is more than zero.")
        low, high = self.energy_min_kcal, self.energy_max_kcal
        refuse(low is not None and high is not None and high < low, "The highest energy is less than the lowest.")

    def _need_days_that_differ(self) -> None:
        days = [day for other in self.other_days for day in other.days]
        firsts = tuple(other.days[0] for other in self.other_days)
        refuse(firsts != _in_order(firsts), "Days that differ stand in the order of the week.")
        refuse(len(set(days)) != len(days), "A day of the week stands twice in the plan.")
        refuse(len(days) == len(DayOfWeek), "The meals of a plan hold for one day of the week at least.")
        eaten = [self.meals, *(other.meals for other in self.other_days)]
        refuse(len(set(eaten)) != len(eaten), "Days that are alike stand together.")
        need(self.meals, "A plan with days that differ says what is eaten on the others.")

    def on(self, day: DayOfWeek) -> tuple[PlannedMeal, ...]:
        """What is eaten on a day of the week, whole."""
        return next((other.meals for other in self.other_days if day in other.days), self.meals)


def grouped(week: Mapping[DayOfWeek, tuple[PlannedMeal, ...]]) -> tuple[tuple[PlannedMeal, ...], tuple[OtherDays, ...]]:
    """A week as a plan states it: the meals of most of its days, and the days that differ. It names all seven days."""
    days: dict[tuple[PlannedMeal, ...], list[DayOfWeek]] = {}
    for day in DayOfWeek:
        days.setdefault(week[day], []).append(day)
    most = max(days, key=lambda meals: len(days[meals]))
    return most, tuple(OtherDays(tuple(found), meals) for meals, found in days.items() if meals != most)


def _need_each_time_once(meals: tuple[PlannedMeal, ...]) -> None:
    times = [meal.time for meal in meals]
    refuse(len(set(times)) != len(times), "An eating time stands twice in the plan.")


def _in_order(days: tuple[DayOfWeek, ...]) -> tuple[DayOfWeek, ...]:
    return tuple(day for day in DayOfWeek if day in days)


class Supplement(StrEnum):
    """What became of the supplement of a meal."""

    NOT_NEEDED = "not-needed"
    TAKEN = "taken"
    PARTLY = "partly"
    REFUSED = "refused"
    NOT_OFFERED = "not-offered"


@dataclass(frozen=True, slots=True)
class MealObservation:
    """A meal that staff watched. `share` is the share eaten in percent: 0, 25, 50, 75 or 100.

    `behaviors` are what was seen, one a line ("cut food very small").
    """

    meal: MealTime
    share: int
    supplement: Supplement | None = None
    behaviors: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        need(self.share in SHARES, "The share eaten is 0, 25, 50, 75 or 100 percent.")
        need_all_words(self.behaviors, "An observed behavior is said in words.")
        unneeded = self.supplement is Supplement.NOT_NEEDED
        refuse(unneeded and self.share == 0, "After a meal of which nothing was eaten a supplement is not unneeded.")


WEIGHT_UNITS = ("kg", "lb")
HEIGHT_UNITS = ("cm", "m", "in")


class NotWeighed(StrEnum):
    """Why no weight was taken."""

    DECLINED = "declined"
    NOT_WEIGHED = "not-weighed"


@dataclass(frozen=True, slots=True)
class Weight:
    """A weight in kg or lb, as read. `blind`: not shown to the patient. `conditions` make it comparable ("gown").

    None is a weight that was not taken; then `not_weighed` says why, and `note` in words. A height is in cm, m or in.
    """

    weight: Amount | None
    blind: bool
    conditions: tuple[str, ...]
    height: Amount | None = None
    note: str = ""
    not_weighed: NotWeighed | None = None

    def __post_init__(self) -> None:
        need((self.weight is None) == bool(self.not_weighed), "A weight was taken, or not for a reason.")
        need(self.weight is None or self.weight.unit in WEIGHT_UNITS, "A weight is in kg or lb.")
        need(self.height is None or self.height.unit in HEIGHT_UNITS, "A height is in cm, m or in.")
        need(
            self.conditions or self.weight is None,
            "A weight says under which conditions, if only that they are not recorded.",
        )
        need_all_words(self.conditions, "A condition is said in words.")
