"""The lines of a meal plan beside its week, and what each of them carries over from the plan in force.

What was carried over waits until the keyboard was there; a day that nobody typed is today's.
"""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from typing_extensions import override

from careboard.clinical.dosage import DayOfWeek
from careboard.clinical.nutrition import MealPlan, MealTime, PlannedMeal
from careboard.clinical.values import Coded
from careboard.projections.wording.numbers import number as number_words
from careboard.ui.parts.fields import Line
from careboard.ui.patient.composer.body import Kept
from careboard.workflow.writing.meals import planned_meal
from careboard.workflow.writing.week import Week, as_kept

APART = ";"
LOW, HIGH, FROM = "low", "high", "from"
ENERGY = (LOW, HIGH)


class PlanLine(Line):
    """A line of the plan. What was carried over is looked at when the keyboard was in it."""

    looked_at = Signal()

    def __init__(self, carried: str, hint: str) -> None:
        super().__init__(carried, hint)
        self.carried, self.waits = carried, bool(carried)

    def wait(self) -> None:
        """What stands in it is to be looked at again; where the keyboard is, somebody looks."""
        self.waits = bool(self.text()) and not self.hasFocus()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.waits:
            self.waits = False
            self.looked_at.emit()


class FromLine(PlanLine):
    """The day from which a plan holds: today, whenever that is, until a person types one."""

    def __init__(self) -> None:
        super().__init__("", "")

    @property
    def stated(self) -> bool:
        """Did a person say this day?"""
        return self.isModified() or self.text() != self.carried

    def follow(self, today: str) -> None:
        """Another day has begun; one that a person said stays."""
        stated, self.carried = self.stated, today
        if not stated and self.text() != today:
            self.setText(today)

    def put_back(self, typed: str) -> None:
        """A day that a person said before stands there again."""
        self.setText(typed)
        self.setModified(True)


def carried_lines(plan: MealPlan | None) -> dict[str, str]:
    """What each line carries over from a plan; nothing where there is none."""
    if plan is None:
        return {}
    low, high = plan.energy_min_kcal, plan.energy_max_kcal
    several = {
        "supplements": plan.supplements,
        "swaps": plan.swaps,
        "avoid": texts(plan.avoid),
        "diet": texts(plan.diet),
    }
    return {
        LOW: number_words(low) if low else "",
        HIGH: number_words(high) if high else "",
        "rule": plan.supplement_rule,
        **{key: f"{APART} ".join(words) for key, words in several.items()},
    }


def week_of_lines(lines: Kept) -> Kept:
    """The week of a draft from when a plan was one day, written as lines."""
    meals = [meal for time in MealTime if (meal := _read(time, str(lines.get(time.value, "")))) is not None]
    return {"meals": as_kept(Week({(day, meal.time): meal for day in DayOfWeek for meal in meals})), "waiting": []}


def _read(time: MealTime, typed: str) -> PlannedMeal | None:
    try:
        return planned_meal(time, typed)
    except ValueError:  # a group stood twice in it: it stays as it was typed
        return PlannedMeal(time, text=typed)


def texts(coded: tuple[Coded, ...]) -> tuple[str, ...]:
    """The words of what may be coded."""
    return tuple(one.text for one in coded)


def same_or_new(typed: tuple[str, ...], before: tuple[Coded, ...]) -> tuple[Coded, ...]:
    """What was coded stays coded, where its words stand as they were."""
    known = {one.text: one for one in before}
    return tuple(known.get(words) or Coded(words) for words in typed)
