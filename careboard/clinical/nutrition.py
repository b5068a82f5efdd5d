"""Nutrition: the meal plan, what was eaten, and weight.

A blind weight is a way of showing, not a secret from the record: the number is here, and screens and paper hide it.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from careboard.clinical.checks import blank, need, need_above_zero, need_all_words, need_words, refuse
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

    `diet` are the kinds of diet; `supplement_rule` says when a supplement is due ("if less than half is eaten").
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

    def __post_init__(self) -> None:
        need(self.meals or self.diet or not blank(self.text) or self.supplements, "A meal plan says what is eaten.")
        times = [meal.time for meal in self.meals]
        refuse(len(set(times)) != len(times), "An eating time stands twice in the plan.")
        for energy in (self.energy_min_kcal, self.energy_max_kcal):
            need_above_zero(energy, "Planned energy is more than zero.")
        low, high = self.energy_min_kcal, self.energy_max_kcal
        refuse(low is not None and high is not None and high < low, "The highest energy is less than the lowest.")


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
