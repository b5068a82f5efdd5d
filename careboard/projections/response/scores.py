"""Rating scales over time: each scale that the program knows, with its bands, direction and response.

A falling total never hides a worsening answer to the item about suicide: the two stand side by side.
"""

from dataclasses import dataclass
from decimal import Decimal

from careboard.clinical.entry import Entry
from careboard.clinical.measured import Result
from careboard.clinical.response import Answer, Assessment
from careboard.clinical.values import LOINC, Coded, EntryId, When
from careboard.projections.response.suicide_item import is_alone, item_told, risk_answer
from careboard.projections.standing import Record
from careboard.projections.wording.voice import Voice
from careboard.reference.instruments import Instrument, by_code, by_name, by_risk_item
from careboard.reference.scoring import CSSRS_QUESTIONS, TriageLevel, cssrs_triage

PHQ_9 = "PHQ-9"
REMISSION = {PHQ_9: 5}
"""Below this total a scale is in remission: the lowest band of its row in resources/facts/instruments.csv."""
RESPONSE = Decimal("0.5")
"""A response is a drop by this share of the first total: the convention of measurement-based care, unverified."""
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
        return len(totals) > 1 and totals[0] > 0 and totals[-1] <= totals[0] * RESPONSE

    @property
    def remitted(self) -> bool:
        """Is the last total below what counts as remission?"""
        limit = REMISSION.get(self.instrument.name)
        last = self.totals[-1].total if self.totals else None
        return limit is not None and last is not None and last < limit

    @property
    def risk_direction(self) -> str:
        """The answer about suicide, and what it was before: "item 9: 1, was 0"; empty where it was never asked."""
        asked = [score.risk_answer for score in self.scores if score.risk_answer is not None]
        if not asked or not self.instrument.risk_item:
            return ""
        return item_told(self.instrument.risk_item, asked[-1], asked[-2] if len(asked) > 1 else None, Voice())

    @property
    def risk_rose(self) -> EntryId | None:
        """The last rating, where its answer about suicide is above the one before; above 0 where it is the first."""
        answers = [(score.entry, score.risk_answer) for score in self.scores if score.risk_answer is not None]
        if not answers or not self.instrument.risk_item:
            return None
        (last, now), before = answers[-1], answers[-2][1] if len(answers) > 1 else Decimal(0)
        return last if now > before else None


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
            known[named] = known_instrument(entry.content.instrument)
        if (instrument := known[named]) is not None:
            instruments[instrument.name] = instrument
            found.setdefault(instrument.name, []).append(_score(entry, entry.content, instrument))
    return tuple(Scale(instruments[name], tuple(found[name])) for name in sorted(found))


def known_instrument(named: Coded) -> Instrument | None:
    """The scale that is meant, by its name, its code, or the code of its item about suicide; None for any other."""
    code = named.code_in(LOINC) or ""
    return by_name(named.text) or by_code(code) or by_risk_item(code)


def _score(entry: Entry, scale: Assessment, instrument: Instrument) -> Score:
    answered = risk_answer(scale, instrument)
    total = None if is_alone(scale, instrument) else scale.total
    return Score(
        entry=entry.id,
        at=entry.at,
        total=total.value if total else None,
        level=scale.level,
        complete=not scale.unanswered,
        risk_answer=answered,
        positive=bool(answered and answered > 0) or (instrument.method == "triage" and _triaged(scale)),
    )


def is_high_risk(scale: Assessment) -> bool:
    """Did a screen for suicide come out at the highest level of its own rule, by its words or by its answers?"""
    instrument = known_instrument(scale.instrument)
    if instrument is None or instrument.method != "triage":
        return False
    said = {answer.item: _yes(answer) for answer in scale.answers if answer.item in CSSRS_QUESTIONS}
    told = scale.level.casefold().replace("-", " ").split()
    return "high" in told or cssrs_triage(said).level is TriageLevel.HIGH


def _triaged(scale: Assessment) -> bool:
    """Is any answer of a screen for suicide a yes, or did it find a level?"""
    level = scale.level.strip().casefold()
    found = (*map(_yes, scale.answers), *(_measured_yes(one.result) for one in scale.scores))
    return any(found) or (bool(level) and level not in _NOTHING_FOUND)


def _yes(answer: Answer) -> bool:
    if answer.value is not None:
        return answer.value > 0
    return answer.answer.strip().casefold() in _YES


def _measured_yes(result: Result) -> bool:
    if result.quantity:
        return result.quantity.value > 0
    words = result.coded.text if result.coded else result.text
    return words.strip().casefold() in _YES
