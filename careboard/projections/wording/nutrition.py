"""Nutrition in words: the meal plan, what was eaten, and weight.

The sentence and the short line of a blind weight hold no number: only the whole text does, and a screen hides it.
"""

from collections.abc import Iterable

from careboard.clinical.entry import NutritionContent
from careboard.clinical.nutrition import MealObservation, MealPlan, MealPlanStatus, Weight
from careboard.clinical.values import Intent
from careboard.projections.wording import numbers
from careboard.projections.wording.terms import shorts, spaced, wholes
from careboard.projections.wording.times import when, when_told
from careboard.projections.wording.versions import changes
from careboard.projections.wording.voice import Line, Telling, Voice, joined, told
from careboard.projections.wording.week import MEALS, NOTHING, WEEK, Days, by_time, days_told, planned_meal, time_told


def tell(content: NutritionContent, voice: Voice) -> Telling:
    """A content about nutrition in words."""
    match content:
        case MealPlan():
            return _meal_plan(content, voice, meal_lines(content, voice))
        case MealObservation():
            return _meal(content, voice)
        case Weight():
            return _weight(content, voice)


def energy(plan: MealPlan, voice: Voice) -> str:
    """The energy of a day: "2,200 to 2,400 kcal a day"; empty where it is not planned."""
    low, high = plan.energy_min_kcal, plan.energy_max_kcal
    lowest, highest = numbers.number(low) if low else "", numbers.number(high) if high else ""
    if lowest and highest and low != high:
        return voice("{low} to {high} kcal a day", low=lowest, high=highest)
    return voice("{n} kcal a day", n=lowest or highest) if lowest or highest else ""


def meal_lines(plan: MealPlan, voice: Voice) -> tuple[Line, ...]:
    """What is eaten at each time, told once where it is the same each day, else for the days that are alike."""
    return tuple(
        Line(time_told(time, days, voice), planned_meal(meal) or voice(NOTHING))
        for time, days, (meal,) in by_time(plan)
    )


def plan_changes(was: MealPlan, now: MealPlan, voice: Voice) -> tuple[Line, ...]:
    """What a version changes against the one before, day by day where the days differ in either."""
    both = [(time_told(time, days, voice), meals) for time, days, meals in by_time(was, now)]
    before, after = (
        _meal_plan(plan, voice, [Line(label, planned_meal(meals[at])) for label, meals in both])
        for at, plan in enumerate((was, now))
    )
    return changes(before, after, voice, (voice("Diet"), voice("Energy"), *(label for label, _meals in both)))


def _meal_plan(plan: MealPlan, voice: Voice, meals_told: Iterable[Line]) -> Telling:
    meals = voice.count("{n} eating time", "{n} eating times", len(plan.meals)) if plan.meals else ""
    intent = "" if plan.intent is Intent.PLAN else spaced(plan.intent, voice)
    status = joined(["" if plan.status is MealPlanStatus.ACTIVE else spaced(plan.status, voice), intent])
    differs = voice("differs on {days}", days=days_told(_other_days(plan), voice)) if plan.other_days else ""
    what = joined([shorts(plan.diet), energy(plan, voice), meals, differs]) or plan.text or joined(plan.supplements)
    start = voice("from {day}", day=when(plan.effective_from, voice)) if plan.effective_from else ""
    headline = joined([f"{voice('Meal plan')}: {what}", status])
    return told(
        joined([headline, start]),
        headline,
        Line(voice("Diet"), wholes(plan.diet)),
        Line(voice("Energy"), energy(plan, voice)),
        meals_told,
        Line(voice("Supplements"), joined(plan.supplements, "; ")),
        Line(voice("Supplement rule"), plan.supplement_rule),
        Line(voice("Swaps"), joined(plan.swaps, "; ")),
        Line(voice("Avoid"), wholes(plan.avoid)),
        Line(voice("From"), when_told(plan.effective_from, voice)),
        Line(voice("Until"), when_told(plan.until, voice)),
        Line(voice("Status"), joined([spaced(plan.status, voice), intent]), aside=not status),
        Line("", plan.text),
    )


def _other_days(plan: MealPlan) -> Days:
    named = {day for other in plan.other_days for day in other.days}
    return tuple(day for day in WEEK if day in named)


SUPPLEMENTS = {
    "not-needed": "supplement not needed",
    "taken": "supplement taken",
    "partly": "supplement taken in part",
    "refused": "supplement refused",
    "not-offered": "supplement not offered",
}


def _meal(meal: MealObservation, voice: Voice) -> Telling:
    eaten = voice("{n}% eaten", n=meal.share)
    supplement = voice(SUPPLEMENTS[meal.supplement.value]) if meal.supplement else ""
    headline = f"{voice(MEALS[meal.meal])}: {joined([eaten, supplement, *meal.behaviors])}"
    return told(
        headline,
        headline,
        Line(voice(MEALS[meal.meal]), joined([eaten, supplement])),
        Line(voice("Seen"), joined(meal.behaviors, "; ")),
        Line(voice("Remark"), meal.note),
    )


def _weight(weight: Weight, voice: Voice) -> Telling:
    much = f"{numbers.plain(weight.weight.value)} {numbers.readable(weight.weight.unit)}" if weight.weight else ""
    headline = joined([_shown(weight, much, voice), *weight.conditions])
    tall = f"{numbers.plain(weight.height.value)} {numbers.readable(weight.height.unit)}" if weight.height else ""
    return told(
        headline,
        headline,
        Line(voice("Weight"), joined([much, voice("not shown to the patient") if weight.blind else ""])),
        Line(voice("Not weighed"), spaced(weight.not_weighed, voice)),
        Line(voice("Conditions"), joined(weight.conditions)),
        Line(voice("Height"), tall),
        Line("", weight.note),
    )


def _shown(weight: Weight, much: str, voice: Voice) -> str:
    if not much:
        return voice("Not weighed: {reason}", reason=spaced(weight.not_weighed, voice))
    return voice("Blind weight taken") if weight.blind else voice("Weight: {weight}", weight=much)
