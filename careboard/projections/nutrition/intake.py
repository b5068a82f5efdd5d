"""What was eaten, by day and eating time: the last observation of each meal, and how many there are beside it.

A meal nobody recorded is not recorded; it is never nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from careboard.clinical.nutrition import MealObservation, MealTime, Supplement
from careboard.clinical.values import Informant
from careboard.projections.chart import Chart
from careboard.projections.moments import first_day, today
from careboard.projections.nutrition.rule import falls_under
from careboard.projections.standing import Stated, author_words
from careboard.projections.wording.numbers import number
from careboard.projections.wording.nutrition import SUPPLEMENTS
from careboard.projections.wording.times import INFORMANT, day, long_day, moment
from careboard.projections.wording.voice import Voice, joined
from careboard.projections.wording.week import MEALS, WEEK

Place = tuple[date, MealTime]  # of a meal


@dataclass(frozen=True, slots=True)
class Meal:
    """One eating time of one day: the last observation, None where nobody recorded one; `earlier` stand beside it."""

    day: date
    time: MealTime
    last: Stated[MealObservation] | None = None
    earlier: int = 0

    @property
    def eaten(self) -> MealObservation | None:
        """What was seen."""
        return self.last.content if self.last else None

    def read(self, voice: Voice) -> str:
        """All of it, for who cannot see the table."""
        return f"{voice(MEALS[self.time])}, {long_day(self.day, voice)}: {self.told(voice)}"

    def told(self, voice: Voice) -> str:
        """What was seen, by whom and when; or that it is not recorded."""
        if self.last is None:
            return voice("not recorded")
        seen, entry = self.last.content, self.last.entry
        beside = voice.count("{n} other observation", "{n} other observations", self.earlier) if self.earlier else ""
        said_by = entry.at.told_by
        source = "" if said_by is Informant.SEEN_HERE else voice(INFORMANT[said_by])
        by = voice("recorded by {who}, {moment}", who=author_words(entry), moment=moment(entry.recorded_at, voice))
        return joined([what_was_seen(seen, voice), source, by, beside])


@dataclass(frozen=True, slots=True)
class Intake:
    """The meals of some days that follow each other, the last of them today."""

    days: tuple[date, ...]
    meals: Mapping[Place, Meal]
    summary: str

    def meal(self, on: date, time: MealTime) -> Meal:
        """The meal of a day."""
        return self.meals.get((on, time)) or Meal(on, time)


def what_was_seen(seen: MealObservation, voice: Voice) -> str:
    """How much was eaten, the supplement, and the behaviour, in words."""
    supplement = voice(SUPPLEMENTS[seen.supplement.value]) if seen.supplement else ""
    return joined([voice("{n}% eaten", n=seen.share), supplement, *seen.behaviors, seen.note])


def intake(chart: Chart, days: int) -> Intake:
    """What was eaten in so many days up to today."""
    last = today(chart.now, chart.zone)
    shown = tuple(last - timedelta(days=back) for back in reversed(range(days)))
    meals = {place: meal for place, meal in _meals(chart).items() if place[0] in shown}
    return Intake(shown, meals, _summary(meals, shown, chart.voice))


def due_supplement(meal: Meal, seen: MealObservation | None, chart: Chart) -> str:
    """The supplement rule in force, quoted, where what was seen falls under it and says nothing of a supplement."""
    plan = chart.stay.meal_plan
    if plan is None or seen is None or seen.supplement is not None:
        return ""
    rule = plan.content.supplement_rule
    if not falls_under(rule, seen.share):
        return ""
    told = "{meal}, {day}: {share}% eaten. The plan's supplement rule: {rule}"
    on, eaten = day(meal.day, chart.voice), chart.voice(MEALS[meal.time])
    return chart.voice(told, meal=eaten, day=on, share=seen.share, rule=rule)


def planned_words(on: date, time: MealTime, chart: Chart) -> str:
    """What the plan in force has for an eating time of a day, without its energy; empty where it has nothing."""
    plan = chart.stay.meal_plan
    meals = plan.content.on(WEEK[on.weekday()]) if plan else ()
    meal = next((one for one in meals if one.time is time), None)
    told = joined([*(f"{number(one.count)} {one.group}" for one in meal.exchanges), meal.text]) if meal else ""
    return chart.voice("Planned: {meal}", meal=told) if told else ""


def _meals(chart: Chart) -> dict[Place, Meal]:
    found: dict[Place, list[Stated[MealObservation]]] = defaultdict(list)
    for one in chart.record.of(MealObservation):
        on = first_day(one.entry.at, chart.zone) or one.entry.recorded_at.astimezone(chart.zone).date()
        found[on, one.content.meal].append(one)
    return {(on, time): Meal(on, time, _last(several), len(several) - 1) for (on, time), several in found.items()}


def _last(several: Sequence[Stated[MealObservation]]) -> Stated[MealObservation]:
    """What was recorded last counts: of two who saw one meal, the later knew more."""
    return max(several, key=lambda one: (one.entry.recorded_at, one.entry.id))


def _summary(meals: Mapping[Place, Meal], days: Sequence[date], voice: Voice) -> str:
    seen = [meal.eaten for meal in meals.values() if meal.eaten is not None]
    if not seen:
        return voice.count("No meal is recorded in {n} day", "No meal is recorded in {n} days", len(days))
    recorded = voice.count("{n} meal recorded", "{n} meals recorded", len(seen))
    within = voice.count("in {n} day", "in {n} days", len(days))
    little = sum(one.share < 50 for one in seen)
    under = voice("under half eaten: {n}", n=little)
    behaviors = sum(bool(one.behaviors) for one in seen)
    noticed = voice("behavior noted: {n}", n=behaviors) if behaviors else ""
    return joined([f"{recorded} {within}", under, _supplements(seen, voice), noticed], "; ")


def _supplements(seen: Sequence[MealObservation], voice: Voice) -> str:
    """What became of the supplements that were offered, and how often one was due and not offered."""
    count = Counter(one.supplement for one in seen)
    taken, partly, forgone = count[Supplement.TAKEN], count[Supplement.PARTLY], count[Supplement.NOT_OFFERED]
    offered = taken + partly + count[Supplement.REFUSED]
    told = voice("supplement taken {n} of {all}", n=taken, all=offered) if offered else ""
    in_part = voice("in part: {n}", n=partly) if partly else ""
    unoffered = voice("not offered: {n}", n=forgone) if offered else voice("supplement not offered: {n}", n=forgone)
    return joined([told, in_part, unoffered if forgone else ""])
