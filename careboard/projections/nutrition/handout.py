"""The meal plan as its patient takes it home: eating times and servings in words, in English or Spanish.

No figure stands in it: no energy, no weight, no percent. A text that holds one, or that nobody translated, waits for a
person.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from typing_extensions import override

from careboard.clinical.nutrition import Exchange, MealPlan, PlannedMeal
from careboard.clinical.paper import Audience
from careboard.clinical.values import EntryId
from careboard.projections.chart import Chart
from careboard.projections.hidden import HIDDEN
from careboard.projections.standing import author_words
from careboard.projections.summary.additions import Additions
from careboard.projections.summary.identity import identity
from careboard.projections.summary.making import SPANISH, Making, present
from careboard.projections.summary.parts import Block, Identity
from careboard.projections.wording.numbers import number
from careboard.projections.wording.times import long_day
from careboard.projections.wording.voice import Line, Voice, joined
from careboard.projections.wording.week import MEALS, WEEK, Days, alike, days_told, time_told

_SERVINGS = {
    Decimal("0.5"): "half a serving of {group}",
    Decimal(1): "one serving of {group}",
    Decimal("1.5"): "one and a half servings of {group}",
    Decimal(2): "two servings of {group}",
    Decimal("2.5"): "two and a half servings of {group}",
    Decimal(3): "three servings of {group}",
    Decimal(4): "four servings of {group}",
    Decimal(5): "five servings of {group}",
    Decimal(6): "six servings of {group}",
}
_GROUPS = {
    **dict.fromkeys(("starch", "starches"), "starch"),
    **dict.fromkeys(("grain", "grains"), "grains"),
    **dict.fromkeys(("fruit", "fruits"), "fruit"),
    **dict.fromkeys(("dairy", "milk"), "dairy"),
    **dict.fromkeys(("vegetable", "vegetables"), "vegetables"),
    **dict.fromkeys(("protein", "proteins"), "protein"),
    **dict.fromkeys(("fat", "fats"), "fat"),
}
_FIGURE = re.compile(r"\d|\b(?:k?cal|calories?|kilocalories?|calor[ií]as?|percent|por ?ciento)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Handout:
    """What is printed. `waiting` are the texts that a person has to word, or leave out, each with why."""

    plan: EntryId
    identity: Identity
    language: str
    title: str
    clinic: str
    made_at: datetime
    made_on: str
    plan_of: str
    blocks: tuple[Block, ...]
    waiting: Mapping[str, str]


class _Worded(Making):
    """A patient's copy in which no text with a figure stands before a person worded it."""

    @override
    def free(self, text: str) -> str:
        if not text.strip():
            return ""
        if text in self.additions.wordings:
            worded = self.additions.wordings[text]
            if _FIGURE.search(worded):
                self.waiting[text] = "your words hold a number"
            return worded
        if self.voice.language == SPANISH:
            self.waiting[text] = "it is not translated"
        elif _FIGURE.search(text):
            self.waiting[text] = "it holds a number"
        return text


def handout(chart: Chart, language: str, wordings: Mapping[str, str], *, clinic: str = "") -> Handout | None:
    """The handout of the plan in force; None where none is.

    `wordings` say how a text reads; an empty one leaves it out.
    """
    stated = chart.stay.meal_plan
    if stated is None:
        return None
    making = _Worded(chart, Audience.PATIENT, language, Additions(wordings=wordings))
    blocks = tuple(block for block in _blocks(making, stated.content) if block.lines)
    voice = making.voice
    return Handout(
        plan=stated.entry.id,
        identity=identity(making),
        language=language,
        title=voice("My meal plan"),
        clinic=clinic,
        made_at=chart.now,
        made_on=long_day(chart.now.astimezone(chart.zone).date(), voice),
        plan_of=author_words(stated.entry),
        blocks=blocks,
        waiting=dict(making.waiting),
    )


def _blocks(making: Making, plan: MealPlan) -> Iterator[Block]:
    voice = making.voice
    for group in alike(plan):
        days = days_told(group.days, voice)
        same = group.days == WEEK
        heading = voice("What I eat, the same each day") if same else voice("What I eat, {days}", days=days)
        yield Block("meals", heading, present(_meal(making, meal, group.days) for meal in group.meals))
    yield _listed(making, "diet", "My diet", [one.text for one in plan.diet])
    yield _listed(making, "swaps", "I may take one for the other", plan.swaps)
    supplements = [*plan.supplements, plan.supplement_rule]
    yield _listed(making, "supplements", "When a meal is hard: my supplement", supplements)
    yield _listed(making, "avoid", "What I leave out", [one.text for one in plan.avoid])
    known = making.chart.person.allergies.active
    yield _listed(making, "allergies", "My allergies", [one.content.substance.text for one in known])


def _listed(making: Making, key: str, heading: str, texts: Sequence[str]) -> Block:
    return Block(key, making.voice(heading), present(Line("", making.free(text)) for text in texts))


def _meal(making: Making, meal: PlannedMeal, days: Days) -> Line:
    energy = "" if meal.exchanges or meal.text else _energy_alone(making, meal, days)
    told = joined([*(_servings(making, one) for one in meal.exchanges), making.free(meal.text) or energy])
    return Line(making.voice(MEALS[meal.time]), told)


def _energy_alone(making: Making, meal: PlannedMeal, days: Days) -> str:
    """A meal of energy alone waits for a person, by its own name: two of the same energy need not be the same meal.

    Where weight is blind, its number is not shown to that person either: the paper is made in sight of its patient.
    """
    energy = f"{number(meal.energy_kcal or Decimal(0))} kcal"
    text = f"{time_told(meal.time, days, Voice())}: {f'energy alone ({HIDDEN})' if making.hides_weight else energy}"
    if text not in making.additions.wordings:
        making.waiting[text] = "it holds a number"
        return text
    return making.free(text)


def _servings(making: Making, exchange: Exchange) -> str:
    """So many servings in words; what has no words for its number or its group waits for a person."""
    group, sentence = _GROUPS.get(exchange.group.casefold()), _SERVINGS.get(exchange.count)
    if group is None or sentence is None:
        return making.free(f"{exchange.count.normalize():f} {exchange.group}")
    return making.voice(sentence, group=making.voice(group))
