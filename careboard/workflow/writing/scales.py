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
from careboard.projections.own_scales import OwnScale
from careboard.reference.instruments import UNNUMBERED, Instrument, by_name, instruments
from careboard.reference.scoring import TriageLevel, cssrs_asked, cssrs_triage, score

CSSRS = "C-SSRS screener (recent)"
FIRST = ("PHQ-9", "GAD-7", CSSRS)
LETTERS = {"PHQ-9": "P", "GAD-7": "G", CSSRS: "C", "AIMS": "A", "CIWA-Ar": "W", "AUDIT-C": "U", "PCL-5": "L"}
_SELF_RATED = ("PHQ-9", "GAD-7", "PCL-5", "AUDIT-C", "PHQ-8", "PHQ-2")
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
    """A scale that can be filled in; without questions only its result is recorded, and `why_alone` says why.

    `licence` holds its attribution, `languages` those in which its wording ships; `own` is the site's own form.
    """

    name: str
    instruction: str
    questions: tuple[Question, ...]
    licence: str
    minimum: Decimal | None
    maximum: Decimal | None
    risk_item: str = ""
    why_alone: str = ""
    languages: tuple[str, ...] = ()
    own: OwnScale | None = None
    highest_risk: int = 3
    averaged: bool = False

    @property
    def numbers_risk(self) -> bool:
        """Is the item about suicide known by its number, so that what it counts can be asked for?"""
        return self.risk_item != UNNUMBERED

    @property
    def yes_no(self) -> bool:
        """Is it a screener of yes and no, which has a level and never a total?"""
        return self.own is None and all({value for value, _ in one.options} == {0, 1} for one in self.questions)

    @property
    def asks_patient(self) -> bool:
        """Do its questions ask the person, so that the patient answered until somebody says otherwise?"""
        return bool(self.questions) and self.own is None and (self.name in _SELF_RATED or self.name == CSSRS)


@dataclass(frozen=True, slots=True)
class Tally:
    """What the answers add up to so far. `at_risk`: a risk assessment is due; `asked` are the questions to be put.

    `scored` are those that count; a screener has no `total`, but the `highest` question that was answered with yes.
    """

    words: str
    complete: bool
    at_risk: bool
    asked: tuple[str, ...]
    scored: tuple[str, ...]
    total: int | None = None
    highest: str = ""


@cache
def scale_offers() -> tuple[ScaleOffer, ...]:
    """Every scale, those used most often first."""
    offered = [_offer(one) for one in instruments()]
    return tuple(sorted(offered, key=lambda one: FIRST.index(one.name) if one.name in FIRST else len(FIRST)))


def self_rated() -> tuple[ScaleOffer, ...]:
    """The scales that a patient can answer alone: their wording ships and asks the person, not an observer."""
    return tuple(one for one in scale_offers() if one.name in _SELF_RATED and one.questions)


def scale_offer(name: str, language: str = "en") -> ScaleOffer:
    """One scale, in the words of a language in which it ships. Raises ValueError where there is none."""
    return _offer(_known(name), language)


def _offer(one: Instrument, language: str = "en") -> ScaleOffer:
    lines = one.form(language)
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
    return ScaleOffer(
        one.name,
        instruction,
        questions,
        one.licence,
        one.minimum,
        one.maximum,
        one.risk_item,
        "" if questions else _why_alone(one),
        tuple(dict.fromkeys(item.language for item in one.items if item.text)),
        highest_risk=one.highest_risk,
        averaged=one.averaged,
    )


def _why_alone(one: Instrument) -> str:
    """Why the form itself is not shown: its licence, or that its wording was not read in two sources."""
    if one.may_reprint:
        return _("Its wording is not shown: not every line of it was read in two sources. Fill in the paper form.")
    return _("Its wording is not shown: its license does not allow it without permission. Fill in the paper form.")


def tally(name: str, answers: Mapping[str, int]) -> Tally:
    """What answers by number add up to."""
    instrument = _known(name)
    if instrument.method == _TRIAGE:
        said = {number: value > 0 for number, value in answers.items()}
        triage, asked = cssrs_triage(said), cssrs_asked(said)
        words = _(_LEVELS[triage.level]) if triage.level else _("No positive answer")
        return Tally(words, not triage.unanswered, triage.level is not None, asked, asked, highest=triage.highest)
    numbers = tuple(line.number for line in instrument.form("en") if line.options)
    counted = score(instrument, answers)
    scored = tuple(line.number for line in instrument.scored_items)
    return Tally(counted.told, counted.complete, counted.at_risk, numbers, scored, counted.total)


def assessment(
    name: str, answers: Mapping[str, int], answered_by: AnsweredBy, language: str = "en", note: str = ""
) -> Assessment:
    """The content that records these answers, as they were read in a language."""
    instrument = _known(name)
    given = tuple(_answers(instrument, answers, language))
    if instrument.method == _TRIAGE:
        triage = cssrs_triage({number: value > 0 for number, value in answers.items()})
        level = _LEVELS[triage.level].casefold() if triage.level else "negative"
        highest = _("Highest item with yes: {item}").format(item=triage.highest) if triage.highest else ""
        return Assessment(
            _coded(instrument),
            answered_by,
            answers=given,
            unanswered=triage.unanswered,
            level=level,
            note="; ".join(filter(None, (highest, note))),
        )
    counted = score(instrument, answers)
    total = Quantity(Decimal(counted.total), "{score}", ucum="{score}") if counted.total is not None else None
    return Assessment(
        _coded(instrument),
        answered_by,
        language=language,
        time_frame=_TIME_FRAMES.get(name, ""),
        answers=given,
        unanswered=counted.unanswered,
        total=total,
        level=counted.band or "",
        note="; ".join(filter(None, (*counted.remarks, note))),
    )


def result_alone(
    name: str, total: Decimal, answered_by: AnsweredBy, risk_answer: int | None = None, note: str = ""
) -> Assessment:
    """The content for a scale whose form is on paper: its total, and what its item about suicide was answered.

    Raises ValueError outside its range.
    """
    instrument = _known(name)
    if not instrument.within_range(total):
        told = _("The mean of this scale is from {low} to {high}.")
        told = told if instrument.averaged else _("The total of this scale is from {low} to {high}.")
        raise ValueError(told.format(low=instrument.minimum, high=instrument.maximum))
    answers = _risk_answered(instrument, risk_answer)
    quantity = Quantity(total, "{score}", ucum="{score}")
    level = instrument.band(total) or ""
    return Assessment(
        _coded(instrument),
        answered_by,
        time_frame=_TIME_FRAMES.get(name, ""),
        answers=answers,
        total=quantity,
        level=level,
        note=note,
    )


def _risk_answered(instrument: Instrument, counted: int | None) -> tuple[Answer, ...]:
    """The item about suicide: by its number and what it counts, else only whether it was positive."""
    if counted is None or not instrument.risk_item:
        return ()
    if instrument.risk_item == UNNUMBERED:
        return (Answer(UNNUMBERED, "Yes" if counted else "No", question="Item about suicide positive"),)
    return (Answer(instrument.risk_item, str(counted), Decimal(counted)),)


def _answers(instrument: Instrument, answers: Mapping[str, int], language: str) -> list[Answer]:
    lines = {line.number: line for line in instrument.form(language)}
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
