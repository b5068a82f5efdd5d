"""Rating scales as they are filled in: questions with their answers, the total as it grows, and what is recorded.

Wording is shown only where its licence allows; the C-SSRS screener stands with its numbers alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from careboard.clinical.response import Answer, AnsweredBy, Assessment
from careboard.clinical.values import LOINC, Coded, Quantity
from careboard.i18n import gettext as _
from careboard.reference.instruments import Instrument, by_name, instruments
from careboard.reference.scoring import TriageLevel, cssrs_triage, score

FIRST = ("PHQ-9", "GAD-7", "C-SSRS screener (recent)")
_TRIAGE = "triage"
_CSSRS = ("1", "2", "3", "4", "5", "6 lifetime", "6 past 3 months")
_LEVELS = {TriageLevel.LOW: "Low", TriageLevel.MODERATE: "Moderate", TriageLevel.HIGH: "High"}
_TIME_FRAMES = {"PHQ-9": "last 2 weeks", "PHQ-2": "last 2 weeks", "PHQ-8": "last 2 weeks", "GAD-7": "last 2 weeks"}


@dataclass(frozen=True, slots=True)
class Question:
    """One line of a form: its number, its words (empty where they may not ship), and its answers with their values."""

    number: str
    text: str
    options: tuple[tuple[int, str], ...]
    scored: bool = True


@dataclass(frozen=True, slots=True)
class ScaleOffer:
    """A scale that can be filled in; without questions only its result is recorded. `licence` holds its attribution."""

    name: str
    instruction: str
    questions: tuple[Question, ...]
    licence: str
    minimum: Decimal | None
    maximum: Decimal | None
    risk_item: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """What the answers add up to so far. `at_risk`: a risk assessment is due; `asked` are the questions to be put."""

    words: str
    complete: bool
    at_risk: bool
    asked: tuple[str, ...]


@cache
def scale_offers() -> tuple[ScaleOffer, ...]:
    """Every scale, those used most often first."""
    offered = [_offer(one) for one in instruments()]
    return tuple(sorted(offered, key=lambda one: FIRST.index(one.name) if one.name in FIRST else len(FIRST)))


def _offer(one: Instrument) -> ScaleOffer:
    lines = one.form("en")
    instruction = " ".join(line.text for line in lines if not line.options)
    questions = tuple(
        Question(line.number, line.text, tuple((option.value, option.label) for option in line.options), line.scored)
        for line in lines
        if line.options
    )
    if one.method == _TRIAGE:
        yes_no = ((1, _("Yes")), (0, _("No")))
        questions = tuple(Question(number, "", yes_no) for number in _CSSRS)
        instruction = _("Ask in the words of your site's permitted form; the numbers are those of the screener.")
    return ScaleOffer(one.name, instruction, questions, one.licence, one.minimum, one.maximum, one.risk_item)


def tally(name: str, answers: Mapping[str, int]) -> Tally:
    """What answers by number add up to."""
    instrument = _known(name)
    if instrument.method == _TRIAGE:
        triage = cssrs_triage({number: value > 0 for number, value in answers.items()})
        asked = tuple(number for number in _CSSRS if number not in ("3", "4", "5") or answers.get("2"))
        words = _(_LEVELS[triage.level]) if triage.level else _("No positive answer")
        return Tally(words, not triage.unanswered, triage.level is not None, asked)
    numbers = tuple(line.number for line in instrument.form("en") if line.options)
    counted = score(instrument, answers)
    return Tally(counted.told, counted.complete, counted.at_risk, numbers)


def assessment(name: str, answers: Mapping[str, int], answered_by: AnsweredBy) -> Assessment:
    """The content that records these answers."""
    instrument = _known(name)
    given = tuple(_answers(instrument, answers))
    if instrument.method == _TRIAGE:
        triage = cssrs_triage({number: value > 0 for number, value in answers.items()})
        level = _LEVELS[triage.level].casefold() if triage.level else "negative"
        return Assessment(_coded(instrument), answered_by, answers=given, unanswered=triage.unanswered, level=level)
    counted = score(instrument, answers)
    total = Quantity(Decimal(counted.total), "{score}", ucum="{score}") if counted.total is not None else None
    return Assessment(
        _coded(instrument),
        answered_by,
        language="en",
        time_frame=_TIME_FRAMES.get(name, ""),
        answers=given,
        unanswered=counted.unanswered,
        total=total,
        level=counted.band or "",
        note="; ".join(counted.remarks),
    )


def result_alone(name: str, total: Decimal, answered_by: AnsweredBy) -> Assessment:
    """The content for a scale whose form is on paper: its total alone. Raises ValueError outside its range."""
    instrument = _known(name)
    if not instrument.within_range(total):
        raise ValueError(
            _("The total of this scale is from {low} to {high}.").format(
                low=instrument.minimum, high=instrument.maximum
            )
        )
    quantity = Quantity(total, "{score}", ucum="{score}")
    level = instrument.band(total) or ""
    return Assessment(
        _coded(instrument), answered_by, total=quantity, level=level, time_frame=_TIME_FRAMES.get(name, "")
    )


def _answers(instrument: Instrument, answers: Mapping[str, int]) -> list[Answer]:
    lines = {line.number: line for line in instrument.form("en")}
    made = []
    for number, value in answers.items():
        line = lines.get(number)
        labels = {option.value: option.label for option in line.options} if line else {1: "Yes", 0: "No"}
        made.append(Answer(number, labels[value], Decimal(value), line.text if line else ""))
    return made


def _coded(instrument: Instrument) -> Coded:
    return Coded.of(LOINC, instrument.panel, instrument.name) if instrument.panel else Coded(instrument.name)


def _known(name: str) -> Instrument:
    instrument = by_name(name)
    if instrument is None:
        raise ValueError(_("There is no such scale here."))
    return instrument
