"""The versions of the meal plan, the newest first, each with what it changed against the one before.

A version that was entered in error is none; one that begins later says from when.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from careboard.clinical.entry import Entry
from careboard.clinical.nutrition import MealPlan, MealPlanStatus, MealTime
from careboard.clinical.values import EntryId
from careboard.projections.chart import Chart
from careboard.projections.moments import first_day, has_begun, is_over
from careboard.projections.standing import author_words
from careboard.projections.wording import numbers, tell
from careboard.projections.wording.nutrition import MEALS
from careboard.projections.wording.terms import spaced
from careboard.projections.wording.times import day
from careboard.projections.wording.versions import changes
from careboard.projections.wording.voice import Line, joined

HIDDEN = "hidden: weight is blind"


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """One version; `number` counts from 1, `standing` says whether it is in force, `changed` what it changed."""

    entry: EntryId
    number: int
    since: str
    by: str
    standing: str
    in_force: bool
    changed: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A plan as a table: a row for each eating time, a column for each food group; the last row adds up."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[Line, ...]


def versions(chart: Chart, *, shows_energy: bool) -> tuple[PlanVersion, ...]:
    """Every version, the newest first; without its energy where that is hidden."""
    plans = [(entry, entry.content) for entry in chart.record.entries if isinstance(entry.content, MealPlan)]
    standing = [(entry, plan) for entry, plan in plans if chart.record.struck(entry.id) is None]
    made: list[PlanVersion] = []
    before: MealPlan | None = None
    for number, (entry, plan) in enumerate(standing, start=1):
        made.append(_version(chart, entry, plan, before, number, shows_energy=shows_energy))
        before = plan
    return tuple(reversed(made))


def _version(
    chart: Chart, entry: Entry, plan: MealPlan, before: MealPlan | None, number: int, *, shows_energy: bool
) -> PlanVersion:
    voice, now = chart.voice, chart.stay.meal_plan
    in_force = now is not None and now.entry.id == entry.id
    on = first_day(plan.effective_from or entry.at, chart.zone)
    shown = [tell(one if shows_energy else without_energy(one), voice) for one in (before, plan) if one is not None]
    told = changes(shown[0], shown[1], voice) if before is not None else ()
    return PlanVersion(
        entry=entry.id,
        number=number,
        since=day(on, voice) if on else voice("not known"),
        by=author_words(entry),
        standing=_standing(chart, plan, in_force=in_force),
        in_force=in_force,
        changed=told,
    )


def _standing(chart: Chart, plan: MealPlan, *, in_force: bool) -> str:
    voice = chart.voice
    if in_force:
        return voice("in force") if plan.status is MealPlanStatus.ACTIVE else spaced(plan.status, voice)
    if not has_begun(plan.effective_from, chart.now, chart.zone):
        return voice("begins later")
    if plan.status is not MealPlanStatus.ACTIVE:
        return spaced(plan.status, voice)
    return voice("ended") if is_over(plan.until, chart.now, chart.zone) else voice("replaced")


def without_energy(plan: MealPlan) -> MealPlan:
    """The plan without its kilocalories, where weight is blind; a meal of energy alone says that it is hidden."""
    meals = tuple(
        replace(meal, energy_kcal=None, text=meal.text or ("" if meal.exchanges else HIDDEN)) for meal in plan.meals
    )
    return replace(plan, meals=meals, energy_min_kcal=None, energy_max_kcal=None)


def plan_table(plan: MealPlan, chart: Chart, *, shows_energy: bool) -> PlanTable:
    """The plan of one day, which holds for each day."""
    voice = chart.voice
    shown = plan if shows_energy else without_energy(plan)
    groups = tuple(dict.fromkeys(one.group for meal in shown.meals for one in meal.exchanges))
    energy = any(meal.energy_kcal for meal in shown.meals)
    words = any(meal.text for meal in shown.meals)
    heads = (
        voice("Eating time"),
        *(group[:1].upper() + group[1:] for group in groups),
        *([voice("kcal")] if energy else []),
        *([voice("In words")] if words else []),
    )
    rows = tuple(_rows(shown, groups, chart, energy=energy, words=words))
    lines = tuple(line for line in tell(shown, voice).lines if line.label not in _in_table(chart) and line.text)
    return PlanTable(heads, rows, lines)


def _in_table(chart: Chart) -> set[str]:
    return {chart.voice(words) for words in MEALS.values()}


def _rows(
    plan: MealPlan, groups: Sequence[str], chart: Chart, *, energy: bool, words: bool
) -> Iterator[tuple[str, ...]]:
    voice = chart.voice
    planned = {meal.time: meal for meal in plan.meals}
    for time in MealTime:
        meal = planned.get(time)
        counts = {one.group: one.count for one in meal.exchanges} if meal else {}
        cells = [numbers.number(counts[group]) if group in counts else "" for group in groups]
        kcal = [numbers.number(meal.energy_kcal) if meal and meal.energy_kcal else ""] if energy else []
        text = [meal.text if meal else ""] if words else []
        yield (voice(MEALS[time]), *cells, *kcal, *text)
    if groups:
        totals = [
            sum((one.count for meal in plan.meals for one in meal.exchanges if one.group == group), Decimal(0))
            for group in groups
        ]
        sums = [sum((meal.energy_kcal or Decimal(0) for meal in plan.meals), Decimal(0))] if energy else []
        yield (voice("A day"), *(numbers.number(one) for one in (*totals, *sums)), *([""] if words else []))


def standing_words(version: PlanVersion, chart: Chart) -> str:
    """A version in one line: "Version 4, in force, from 14-Sep-2026, M. Osei, RDN"."""
    named = chart.voice("Version {n}", n=version.number)
    return joined([named, version.standing, chart.voice("from {day}", day=version.since), version.by])
