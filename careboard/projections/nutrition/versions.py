"""The versions of the meal plan, the newest first, each with what it changed against the one before.

A version has the number in which it was recorded, whatever is struck or brought in later. One that was entered in error
is not shown; one that begins later says from when.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter

from careboard.clinical.entry import Entry
from careboard.clinical.nutrition import MealPlan, MealPlanStatus, MealTime, PlannedMeal
from careboard.clinical.values import EntryId
from careboard.projections.chart import Chart
from careboard.projections.hidden import without_energy
from careboard.projections.moments import first_day, has_begun, is_over
from careboard.projections.standing import author_words
from careboard.projections.wording import numbers, tell, what_changed
from careboard.projections.wording.nutrition import meal_lines
from careboard.projections.wording.terms import spaced
from careboard.projections.wording.times import day
from careboard.projections.wording.voice import Line, Voice, capital, joined
from careboard.projections.wording.week import MEALS, Alike, alike, days_told


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """One version; `standing` says whether it is in force, `changed` what it changed against number `before`.

    `number` counts from 1, those entered in error too; `before` is 0 where no version before it stands.
    """

    entry: EntryId
    number: int
    before: int
    since: str
    by: str
    standing: str
    in_force: bool
    changed: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class PlanTable:
    """Some days of a plan as a table: a row for each eating time, a column for each food group; the last adds up."""

    days: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def versions(chart: Chart, *, shows_energy: bool) -> tuple[PlanVersion, ...]:
    """Every version, the newest first; without its energy where that is hidden."""
    plans = [(entry, entry.content) for entry in chart.record.entries if isinstance(entry.content, MealPlan)]
    recorded = sorted((entry for entry, _plan in plans), key=attrgetter("recorded_at", "id"))
    given = {entry.id: number for number, entry in enumerate(recorded, start=1)}
    made: list[PlanVersion] = []
    before: tuple[int, MealPlan] | None = None
    for entry, plan in plans:
        if chart.record.struck(entry.id) is None:
            made.append(_version(chart, entry, plan, before, given[entry.id], shows_energy=shows_energy))
            before = given[entry.id], plan
    return tuple(reversed(made))


def _version(
    chart: Chart, entry: Entry, plan: MealPlan, before: tuple[int, MealPlan] | None, number: int, *, shows_energy: bool
) -> PlanVersion:
    voice, now = chart.voice, chart.stay.meal_plan
    in_force = now is not None and now.entry.id == entry.id
    on = first_day(plan.effective_from or entry.at, chart.zone)
    was, shown = ((one if shows_energy else without_energy(one)) for one in (before[1] if before else plan, plan))
    told = what_changed(was, shown, voice) if before else ()
    return PlanVersion(
        entry=entry.id,
        number=number,
        before=before[0] if before else 0,
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


def plan_tables(plan: MealPlan, chart: Chart, *, shows_energy: bool) -> tuple[PlanTable, ...]:
    """The plan as tables, one for the days that are alike; all of them have the same columns."""
    shown = plan if shows_energy else without_energy(plan)
    groups = alike(shown)
    columns = _columns([meal for group in groups for meal in group.meals])
    return tuple(_table(group, columns, chart.voice) for group in groups)


def plan_lines(plan: MealPlan, chart: Chart, *, shows_energy: bool) -> tuple[Line, ...]:
    """What stands beside the tables of a plan, in words."""
    shown = plan if shows_energy else without_energy(plan)
    in_tables = {line.label for line in meal_lines(shown, chart.voice)}
    return tuple(line for line in tell(shown, chart.voice).lines if line.label not in in_tables and line.text)


@dataclass(frozen=True, slots=True)
class _Columns:
    groups: tuple[str, ...]
    energy: bool
    words: bool


def _columns(meals: Sequence[PlannedMeal]) -> _Columns:
    groups = tuple(dict.fromkeys(one.group for meal in meals for one in meal.exchanges))
    return _Columns(groups, any(meal.energy_kcal for meal in meals), any(meal.text for meal in meals))


def _table(group: Alike, columns: _Columns, voice: Voice) -> PlanTable:
    heads = (
        voice("Eating time"),
        *(capital(name) for name in columns.groups),
        *([voice("kcal")] if columns.energy else []),
        *([voice("In words")] if columns.words else []),
    )
    return PlanTable(capital(days_told(group.days, voice)), heads, tuple(_rows(group.meals, columns, voice)))


def _rows(meals: Sequence[PlannedMeal], columns: _Columns, voice: Voice) -> Iterator[tuple[str, ...]]:
    planned = {meal.time: meal for meal in meals}
    for time in MealTime:
        meal = planned.get(time)
        counts = {one.group: one.count for one in meal.exchanges} if meal else {}
        cells = [numbers.number(counts[group]) if group in counts else "" for group in columns.groups]
        kcal = [numbers.number(meal.energy_kcal) if meal and meal.energy_kcal else ""] if columns.energy else []
        text = [meal.text if meal else ""] if columns.words else []
        yield (voice(MEALS[time]), *cells, *kcal, *text)
    if columns.groups or columns.energy:
        totals = [
            sum((one.count for meal in meals for one in meal.exchanges if one.group == group), Decimal(0))
            for group in columns.groups
        ]
        sums = [sum((meal.energy_kcal or Decimal(0) for meal in meals), Decimal(0))] if columns.energy else []
        yield (voice("A day"), *(numbers.number(one) for one in (*totals, *sums)), *([""] if columns.words else []))


def standing_words(version: PlanVersion, chart: Chart) -> str:
    """A version in one line: "Version 4, in force, from 14-Sep-2026, M. Osei, RDN"."""
    named = chart.voice("Version {n}", n=version.number)
    return joined([named, version.standing, chart.voice("from {day}", day=version.since), version.by])
