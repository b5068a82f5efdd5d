"""Scores of rating scales from their answers, by the scale's own rules.

A total over unanswered items says so and has no severity words; a screen never sets a risk level by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from careboard.errors import CareboardError
from careboard.i18n import filled
from careboard.i18n import gettext as _
from careboard.reference.instruments import Instrument, Item

_EITHER = ("16A", "16B")
_AIMS_AREAS = ("1", "2", "3", "4", "5", "6", "7")
_CLUSTERS = (("B", 1, 5), ("C", 6, 7), ("D", 8, 14), ("E", 15, 20))
_CSSRS_IF_2 = ("3", "4", "5")
CSSRS_QUESTIONS = ("1", "2", *_CSSRS_IF_2, "6 lifetime", "6 past 3 months")


class AnswerRefused(CareboardError):
    """An answer does not belong to the form."""

    advice = "Check the number of the item and the answers that it offers."


@dataclass(frozen=True, slots=True)
class Score:
    """What answers add up to.

    `total` is the sum of what was answered, None where the scale has no sum or nothing was answered; `unanswered`
    names the scored items without a rating; `band` is None unless all were rated; `at_risk` is True where the risk
    item was answered above 0; `remarks` are findings of the scale's own rules.
    """

    total: int | None
    unanswered: tuple[str, ...]
    band: str | None
    at_risk: bool
    remarks: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether every scored item was rated."""
        return not self.unanswered

    @property
    def told(self) -> str:
        """The total in words, always with what is missing."""
        total = _("No total") if self.total is None else str(self.total)
        if self.complete:
            return ", ".join(filter(None, (total, self.band)))
        return _("{total}, not answered: {items}").format(total=total, items=", ".join(self.unanswered))


class TriageLevel(IntEnum):
    """The level that the C-SSRS screener's own rule gives; never the clinician's risk level."""

    LOW = 1
    MODERATE = 2
    HIGH = 3


@dataclass(frozen=True, slots=True)
class Triage:
    """The highest level of the positive answers, None if none is, and `highest`, the question that gave it.

    Unanswered questions are named. There is no score: levels are not added up.
    """

    level: TriageLevel | None
    unanswered: tuple[str, ...]
    highest: str = ""


def score(instrument: Instrument, answers: Mapping[str, int]) -> Score:
    """Add up answers by item number, such as {"1": 2, "16A": 0}; an item that is left out is unanswered."""
    if not instrument.scored_items:
        raise AnswerRefused(
            filled("{name} is not added up here.", name=instrument.name),
            "Record its result as the form gives it.",
        )
    _refuse_strangers(instrument, answers)
    rated = {item.number: answers[item.number] for item in instrument.scored_items if _is_rated(item, answers)}
    if all(number in rated for number in _EITHER):
        raise AnswerRefused("Weight loss is rated by 16A or by 16B, not by both.", "Take one of the two answers away.")
    unanswered = _unanswered(instrument, rated)
    total = sum(rated.values()) if instrument.method == "sum" and rated else None
    return Score(
        total=total,
        unanswered=unanswered,
        band=None if unanswered or total is None else instrument.band(total),
        at_risk=bool(instrument.risk_item) and answers.get(instrument.risk_item, 0) > 0,
        remarks=_remarks(instrument.name, rated),
    )


def cssrs_triage(answers: Mapping[str, bool]) -> Triage:
    """The triage of C-SSRS screener answers by number: "1" to "5", "6 lifetime" and "6 past 3 months".

    Questions 3 to 5 are asked if 2 is positive; what never was in a life was not in its past 3 months, so that is
    not asked.
    """
    strangers = [number for number in answers if number not in CSSRS_QUESTIONS]
    if strangers:
        raise AnswerRefused(filled("The C-SSRS screener has no question {strangers}.", strangers=strangers[0]))
    asked = cssrs_asked(answers)
    found = [(_cssrs_level(number), number) for number, positive in answers.items() if positive]
    level, highest = max(found, default=(None, ""))
    return Triage(level, tuple(sorted(number for number in asked if number not in answers)), highest)


def cssrs_asked(answers: Mapping[str, bool]) -> tuple[str, ...]:
    """The questions of the C-SSRS screener that these answers leave to be asked, in its order."""
    if_2 = _CSSRS_IF_2 if answers.get("2") else ()
    lately = () if answers.get("6 lifetime") is False else ("6 past 3 months",)
    return ("1", "2", *if_2, "6 lifetime", *lately)


def _cssrs_level(number: str) -> TriageLevel:
    match number:
        case "4" | "5" | "6 past 3 months":
            return TriageLevel.HIGH
        case "3" | "6 lifetime":
            return TriageLevel.MODERATE
        case _:
            return TriageLevel.LOW


def _refuse_strangers(instrument: Instrument, answers: Mapping[str, int]) -> None:
    offered = {item.number: {option.value for option in item.options} for item in instrument.items if item.options}
    for number, value in answers.items():
        if number not in offered:
            raise AnswerRefused(filled("{name} has no item {number}.", name=instrument.name, number=number))
        if value not in offered[number]:
            raise AnswerRefused(
                filled(
                    "Item {number} of {name} has no answer {value}.", number=number, name=instrument.name, value=value
                )
            )


def _is_rated(item: Item, answers: Mapping[str, int]) -> bool:
    return any(option.assessed and option.value == answers.get(item.number) for option in item.options)


def _unanswered(instrument: Instrument, rated: Mapping[str, int]) -> tuple[str, ...]:
    wanted = [item.number for item in instrument.scored_items if item.number not in rated]
    either = [number for number in wanted if number in _EITHER]
    if len(either) == 1:
        wanted.remove(either[0])
    return tuple(wanted)


def _remarks(name: str, rated: Mapping[str, int]) -> tuple[str, ...]:
    match name:
        case "AIMS":
            return _schooler_kane(rated)
        case "PCL-5":
            return _clusters(rated)
        case _:
            return ()


def _clusters(rated: Mapping[str, int]) -> tuple[str, ...]:
    """The sums of the clusters of the PCL-5 that were wholly rated (facts/instruments.csv: B1-5 C6-7 D8-14 E15-20)."""
    whole = {
        letter: [rated[str(number)] for number in range(first, last + 1)]
        for letter, first, last in _CLUSTERS
        if all(str(number) in rated for number in range(first, last + 1))
    }
    told = ", ".join(f"{letter} {sum(values)}" for letter, values in whole.items())
    return (_("Clusters: {sums}").format(sums=told),) if told else ()


def _schooler_kane(rated: Mapping[str, int]) -> tuple[str, ...]:
    areas = [rated[number] for number in _AIMS_AREAS if number in rated]
    met = max(areas, default=0) >= 3 or sum(area >= 2 for area in areas) >= 2
    return (_("Schooler-Kane: 2 or more in two areas, or 3 or more in one"),) if met else ()
