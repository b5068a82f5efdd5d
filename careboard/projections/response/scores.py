"""Rating scales over time: each scale that the program knows, with its bands, direction and response.

A falling total never hides a worsening answer to the item about suicide: the two stand side by side.
"""

from dataclasses import dataclass
from decimal import Decimal

from careboard.clinical.entry import Entry
from careboard.clinical.response import Answer, Assessment
from careboard.clinical.values import LOINC, EntryId, When
from careboard.projections.standing import Record
from careboard.reference.instruments import Instrument, by_code, by_name

PHQ_9 = "PHQ-9"
_REMISSION = {PHQ_9: 5}  # under it: DOMAIN.md 5, "PHQ-9 remission is under 5"
_RESPONSE = Decimal("0.5")  # a 50% drop: DOMAIN.md 5
_YES = ("yes", "y", "si", "s\N{LATIN SMALL LETTER I WITH ACUTE}", "true", "positive")
_NOTHING_FOUND = ("no", "none", "negative", "not at risk", "no risk")


@dataclass(frozen=True, slots=True)
class Score:
    """One rating: its total and level as recorded, and what was answered to the item about risk."""

    entry: EntryId
    at: When
    total: Decimal | None
    level: str
    complete: bool
    risk_answer: Decimal | None
    positive: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """All ratings by one instrument, oldest first."""

    instrument: Instrument
    scores: tuple[Score, ...]

    @property
    def totals(self) -> tuple[Score, ...]:
        """The ratings that have a total."""
        return tuple(score for score in self.scores if score.total is not None)

    @property
    def change(self) -> Decimal | None:
        """The last total less the one before; less than zero is better on most scales."""
        totals = [score.total for score in self.totals if score.total is not None]
        return totals[-1] - totals[-2] if len(totals) > 1 else None

    @property
    def responded(self) -> bool:
        """Has the total dropped by half since the first?"""
        totals = [score.total for score in self.totals if score.total is not None]
        return len(totals) > 1 and totals[0] > 0 and totals[-1] <= totals[0] * _RESPONSE

    @property
    def remitted(self) -> bool:
        """Is the last total below what counts as remission?"""
        limit = _REMISSION.get(self.instrument.name)
        last = self.totals[-1].total if self.totals else None
        return limit is not None and last is not None and last < limit

    @property
    def risk_direction(self) -> str:
        """The answer about suicide, and what it was before: "item 9: 1, was 0"; empty where it was never asked."""
        asked = [score for score in self.scores if score.risk_answer is not None]
        if not asked or not self.instrument.risk_item:
            return ""
        now = f"item {self.instrument.risk_item}: {asked[-1].risk_answer}"
        return f"{now}, was {asked[-2].risk_answer}" if len(asked) > 1 else now


def scales(record: Record) -> tuple[Scale, ...]:
    """Every scale that is known here, by name; a site's own instruments are followed as series only."""
    known: dict[tuple[str, str | None], Instrument | None] = {}
    found: dict[str, list[Score]] = {}
    instruments: dict[str, Instrument] = {}
    for entry in record.entries_of(Assessment):
        if not isinstance(entry.content, Assessment):
            continue
        named = (entry.content.instrument.text, entry.content.instrument.code_in(LOINC))
        if named not in known:
            known[named] = by_name(named[0]) or by_code(named[1] or "")
        if (instrument := known[named]) is not None:
            instruments[instrument.name] = instrument
            found.setdefault(instrument.name, []).append(_score(entry, entry.content, instrument))
    return tuple(Scale(instruments[name], tuple(found[name])) for name in sorted(found))


def _score(entry: Entry, scale: Assessment, instrument: Instrument) -> Score:
    risk_answer = _risk_answer(scale, instrument)
    return Score(
        entry=entry.id,
        at=entry.at,
        total=scale.total.value if scale.total else None,
        level=scale.level,
        complete=not scale.unanswered,
        risk_answer=risk_answer,
        positive=bool(risk_answer and risk_answer > 0) or (instrument.method == "triage" and _triaged(scale)),
    )


def _risk_answer(scale: Assessment, instrument: Instrument) -> Decimal | None:
    """What the item about suicide counts, however a source names the item."""
    if not instrument.risk_item:
        return None
    codes = {item.loinc for item in instrument.items if item.number == instrument.risk_item and item.loinc}
    names = codes | {instrument.risk_item}
    given = [answer.value for answer in scale.answers if answer.item in names]
    measured = [one.result.quantity for one in scale.scores if one.code.code_in(LOINC) in codes]
    values = [*given, *(quantity.value for quantity in measured if quantity)]
    return next((value for value in values if value is not None), None)


def _triaged(scale: Assessment) -> bool:
    """Is any answer of a screen for suicide a yes, or did it find a level?"""
    level = scale.level.strip().casefold()
    return any(map(_yes, scale.answers)) or (bool(level) and level not in _NOTHING_FOUND)


def _yes(answer: Answer) -> bool:
    if answer.value is not None:
        return answer.value > 0
    return answer.answer.strip().casefold() in _YES
