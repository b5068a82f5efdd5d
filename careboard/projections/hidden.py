"""Which entries tell a body weight that is blind, or a plan's energy: not for the patient's eyes, whoever looks.

Decided as for paper: a blind Weight always, and under the blind-weight flag whatever tells one by its code. Of a meal
plan only the energy is hidden: what is eaten is read by everybody who cares for the patient.
"""

from dataclasses import replace

from careboard.clinical.dosage import DayOfWeek
from careboard.clinical.entry import Content, Entry, KnownContent, Newer
from careboard.clinical.measured import Component, LabResult, Vitals
from careboard.clinical.nutrition import MealPlan, PlannedMeal, Weight, grouped
from careboard.clinical.response import Assessment
from careboard.projections.response.series import is_weight
from careboard.projections.wording import schema_name

HIDDEN = "hidden: weight is blind"
_MAY_TELL = frozenset({"weight", "vitals", "meal-plan"})  # in the one sentence that is known of what is newer


def hides_weight(content: Content, *, blind: bool) -> bool:
    """Does it hold a weight that is not shown? `blind`: the patient's blind-weight flag is up."""
    match content:
        case Weight():
            return content.blind or blind
        case Vitals(readings=parts):
            return blind and _any_weight(parts)
        case LabResult(code=code, components=parts):
            return blind and (is_weight(code) or _any_weight(parts))
        case Assessment(scores=parts):
            return blind and _any_weight(parts)
        case Newer():
            return blind and schema_name(content) in _MAY_TELL
        case _:
            return False


def hides_energy(content: Content, *, blind: bool) -> bool:
    """Does it plan an energy that is not shown? `blind`: the patient's blind-weight flag is up."""
    return blind and isinstance(content, MealPlan) and content != without_energy(content)


def without_energy(plan: MealPlan) -> MealPlan:
    """The plan without its kilocalories; a meal of energy alone says that it is hidden."""
    meals, others = grouped({day: _without_energy(plan.on(day)) for day in DayOfWeek})
    return replace(plan, meals=meals, energy_min_kcal=None, energy_max_kcal=None, other_days=others)


def shown_content(content: KnownContent, *, blind: bool) -> KnownContent:
    """A content as it is shown under the blind-weight flag: a meal plan without its energy."""
    return without_energy(content) if blind and isinstance(content, MealPlan) else content


def shown_entry(entry: Entry, *, blind: bool) -> Entry:
    """An entry as it is shown under the blind-weight flag; the sentence that was signed is not in it then."""
    if not hides_energy(entry.content, blind=blind) or not isinstance(entry.content, MealPlan):
        return entry
    return replace(entry, content=without_energy(entry.content), said="")


def _without_energy(meals: tuple[PlannedMeal, ...]) -> tuple[PlannedMeal, ...]:
    return tuple(
        replace(meal, energy_kcal=None, text=meal.text or ("" if meal.exchanges else HIDDEN)) for meal in meals
    )


def _any_weight(parts: tuple[Component, ...]) -> bool:
    return any(is_weight(part.code) for part in parts)
