"""The lanes of levels that are no numbers: the clinician's own level of risk, and the triage of a screen for suicide.

Each level is a letter in a box; the value says the direction: "Moderate", "was Low 09-Sep".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from careboard.clinical.response import RiskAssessment, RiskLevel, RiskOf
from careboard.clinical.values import EntryId
from careboard.projections.lanes.days import Calendar, day_number, key_of
from careboard.projections.lanes.model import Mark, Section, Span, Tone, Value, none_yet
from careboard.projections.response.scores import Scale, Score
from careboard.projections.standing import Record
from careboard.projections.wording.response import RISK_LEVELS, RISK_OF

_HEAVY = {
    RiskLevel.LOW: 0,
    RiskLevel.MODERATE: 1,
    RiskLevel.NOT_DETERMINED: 1,
    RiskLevel.HIGH: 2,
    RiskLevel.IMMINENT: 3,
}
_LETTERS = {
    RiskLevel.LOW: "L",
    RiskLevel.MODERATE: "M",
    RiskLevel.HIGH: "H",
    RiskLevel.IMMINENT: "!",
    RiskLevel.NOT_DETERMINED: "ND",
}
_TRIAGE = {"low": ("L", 0), "moderate": ("M", 1), "high": ("H", 2)}


@dataclass(frozen=True, slots=True)
class Letter:
    """One level: its letter, its words, and how heavy it is, from -1 for none, and 0 for low, to 3 for imminent."""

    entry: EntryId
    at: float
    letter: str
    words: str
    weight: int


@dataclass(frozen=True, slots=True)
class LetterLane:
    """Levels in time. `stands`: each holds until the next, so that a line joins them."""

    key: str
    title: tuple[Span, ...]
    letters: tuple[Letter, ...]
    calendar: Calendar
    caption: str = ""
    stands: bool = False
    section: Section = field(default=Section.SCORES)

    @property
    def worsening(self) -> bool:
        """Is the last level heavier than the one before?"""
        return len(self.letters) > 1 and self.letters[-1].weight > self.letters[-2].weight

    def value(self, at: float) -> Value:
        """The last level at a moment, and the one before it with its date."""
        known = [letter for letter in self.letters if letter.at <= at]
        if not known:
            return none_yet(self.calendar.voice)
        now = known[-1]
        on = self.calendar.voice("on {day}", day=self.calendar.short(now.at))
        return Value(now.words, on, self._before(known), Tone.ALARM if now.weight > 0 else Tone.PLAIN)

    def marks(self) -> Sequence[Mark]:
        """Every level, by name."""
        what = "".join(span.text for span in self.title)
        return [
            Mark(letter.entry, letter.at, None, f"{what} {letter.words} {self._on(letter)}") for letter in self.letters
        ]

    def reaches(self, start: float, end: float) -> bool:
        """Is there a level between two moments?"""
        return any(start <= letter.at <= end for letter in self.letters)

    def _before(self, known: Sequence[Letter]) -> str:
        if len(known) < 2:
            return ""
        before = known[-2]
        return self.calendar.voice("was {before} {day}", before=before.words, day=self.calendar.short(before.at))

    def _on(self, letter: Letter) -> str:
        return self.calendar.voice("on {day}", day=self.calendar.long(letter.at))


def risk_lanes(record: Record, calendar: Calendar) -> tuple[LetterLane, ...]:
    """The clinicians' levels, one lane for each kind of risk, suicide first."""
    kinds: dict[RiskOf, list[Letter]] = {}
    for stated in record.of(RiskAssessment):
        key = key_of(stated.entry.at, calendar.zone)
        if key:
            kinds.setdefault(stated.content.risk_of, []).append(_judged(stated.entry.id, stated.content, key, calendar))
    return tuple(
        LetterLane(f"risk:{kind}", _title(kind, calendar), _in_order(kinds[kind]), calendar, stands=True)
        for kind in RiskOf
        if kind in kinds
    )


def _judged(entry: EntryId, judged: RiskAssessment, key: str, calendar: Calendar) -> Letter:
    words = calendar.voice(RISK_LEVELS[judged.level])
    return Letter(entry, _number(key, calendar), _LETTERS[judged.level], words, _HEAVY[judged.level])


def _title(kind: RiskOf, calendar: Calendar) -> tuple[Span, ...]:
    told = calendar.voice("Risk: {what}", what=calendar.voice(RISK_OF[kind]))
    return (Span(told, tall=False),)


def screen_lanes(scales: Iterable[Scale], calendar: Calendar) -> tuple[LetterLane, ...]:
    """The screens for suicide that find a level and no score."""
    return tuple(
        LetterLane(
            f"screen:{scale.instrument.name}",
            (Span(scale.instrument.name.partition(" ")[0], tall=False),),
            _in_order(
                _screened(score, key, calendar) for score in scale.scores if (key := key_of(score.at, calendar.zone))
            ),
            calendar,
        )
        for scale in scales
        if scale.instrument.method == "triage"
    )


def _screened(score: Score, key: str, calendar: Calendar) -> Letter:
    letter, weight = next(
        (_TRIAGE[word] for word in _TRIAGE if word in score.level.casefold()), ("+", 1) if score.positive else ("N", -1)
    )
    otherwise = calendar.voice("Positive") if score.positive else calendar.voice("Negative")
    words = score.level.strip() or otherwise
    return Letter(score.entry, _number(key, calendar), letter, words[:1].upper() + words[1:], weight)


def _number(key: str, calendar: Calendar) -> float:
    return day_number(datetime.fromisoformat(key), calendar.zone)


def _in_order(letters: Iterable[Letter]) -> tuple[Letter, ...]:
    return tuple(sorted(letters, key=lambda letter: letter.at))
