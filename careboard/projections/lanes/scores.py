"""The lanes of rating scales: totals in their bands, remission, response, and what was answered about suicide.

A falling total never hides a worsening answer: the warning stands before what is beside the total.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from careboard.projections.lanes.days import Calendar
from careboard.projections.lanes.model import Mark, Section, Span, Value, none_yet
from careboard.projections.lanes.points import Points
from careboard.projections.response.scores import REMISSION, RESPONSE, Scale, Score
from careboard.projections.response.suicide_item import item_told
from careboard.projections.wording import numbers
from careboard.projections.wording.voice import joined
from careboard.reference.tall_man import tall_man_spans

_FIRST = {"score:PHQ-9": 0, "score:GAD-7": 1}
_CAPTIONS = {"PHQ-9": "depression, 0 to 27", "GAD-7": "anxiety, 0 to 21"}


@dataclass(frozen=True, slots=True)
class BandOf:
    """A stretch of totals with its words; `depth` is 0 for the lightest, 1 for the most severe."""

    low: float
    high: float
    words: str
    depth: float


@dataclass(frozen=True, slots=True, eq=False)
class ScoreLane:
    """One scale. `lowest` and `highest` are the limits of its totals; `response` is the first total down by half."""

    key: str
    title: tuple[Span, ...]
    caption: str
    scores: tuple[Score, ...]
    points: Points
    bands: tuple[BandOf, ...]
    lowest: float
    highest: float
    remission: float | None
    response: int | None
    risk_item: str
    calendar: Calendar
    section: Section = field(default=Section.SCORES)

    def score(self, index: int) -> Score:
        """The rating behind a point."""
        return self.scores[self.points.source(index)]

    def positive(self, index: int) -> bool:
        """Was the item about suicide answered with more than never?"""
        answer = self.score(index).risk_answer
        return answer is not None and answer > 0

    def value(self, at: float) -> Value:
        """The last total at a moment, the one before with its date, and the answer about suicide with its direction."""
        index = self.points.last_at(at)
        if index < 0:
            return none_yet(self.calendar.voice)
        day = self.calendar.voice("on {day}", day=self.calendar.short(self.points.day(index)))
        eased = not self.score(index).risk_answer
        return Value(self._total(index), day, self._before(index), warning=self._risk(index), eased=eased)

    def marks(self) -> Sequence[Mark]:
        """Every total, by name."""
        return [self.mark(index) for index in range(len(self.points))]

    def mark(self, index: int) -> Mark:
        """One total, by name."""
        return Mark(self.score(index).entry, self.points.day(index), None, self._name(index))

    def reaches(self, start: float, end: float) -> bool:
        """Is there a total between two moments?"""
        return bool(self.points.between(start, end))

    def _before(self, index: int) -> str:
        if index == 0:
            return ""
        day = self.calendar.short(self.points.day(index - 1))
        return self.calendar.voice("was {value} on {day}", value=self._total(index - 1), day=day)

    def _risk(self, index: int) -> str:
        """ "item 9: 1, was 0"; empty where it is and was nought, or was never asked."""
        now = self.score(index).risk_answer
        asked = [i for i in range(index) if self.score(i).risk_answer is not None] if now is not None else []
        before = self.score(asked[-1]).risk_answer if asked else None
        if now is None or not self.risk_item or not (now or before):
            return ""
        return item_told(self.risk_item, now, before, self.calendar.voice)

    def _total(self, index: int) -> str:
        total = self.score(index).total
        return "" if total is None else numbers.plain(total)

    def _name(self, index: int) -> str:
        voice, score = self.calendar.voice, self.score(index)
        day = self.calendar.long(self.points.day(index))
        what = "".join(span.text for span in self.title)
        told = voice("{what} {total} on {day}", what=what, total=self._total(index), day=day)
        item = "" if score.risk_answer is None else item_told(self.risk_item, score.risk_answer, None, voice)
        response = voice("down by half") if index == self.response else ""
        return joined([told, score.level, item, response, "" if score.complete else voice("not complete")])


def score_lanes(scales: Sequence[Scale], calendar: Calendar) -> tuple[ScoreLane, ...]:
    """The scales that have totals: PHQ-9 and GAD-7 first, the others by name."""
    lanes = [_lane(scale, calendar) for scale in scales if scale.totals and scale.instrument.method != "triage"]
    return tuple(sorted(lanes, key=lambda lane: (_FIRST.get(lane.key, len(_FIRST)), lane.key)))


def _lane(scale: Scale, calendar: Calendar) -> ScoreLane:
    totals = scale.totals
    values = [score.total for score in totals if score.total is not None]
    points = Points(lambda: ([score.at for score in totals], values), calendar.zone)
    instrument = scale.instrument
    lowest = float(instrument.minimum if instrument.minimum is not None else min(values))
    highest = float(instrument.maximum if instrument.maximum is not None else max(values))
    return ScoreLane(
        key=f"score:{instrument.name}",
        title=tall_man_spans(instrument.name),
        caption=_caption(scale, calendar, lowest, highest),
        scores=totals,
        points=points,
        bands=_bands(scale),
        lowest=min([lowest, *points.numbers]),
        highest=max([highest, lowest + 1, *points.numbers]),
        remission=REMISSION.get(instrument.name),
        response=_response(points),
        risk_item=instrument.risk_item,
        calendar=calendar,
    )


def _caption(scale: Scale, calendar: Calendar, lowest: float, highest: float) -> str:
    voice, item = calendar.voice, scale.instrument.risk_item
    if item and any(score.risk_answer for score in scale.totals):
        return voice("ring: item {item} positive", item=item)
    return voice(_CAPTIONS.get(scale.instrument.name, "{low} to {high}"), low=f"{lowest:g}", high=f"{highest:g}")


def _bands(scale: Scale) -> tuple[BandOf, ...]:
    bands = scale.instrument.bands
    last = max(len(bands) - 1, 1)
    return tuple(BandOf(band.low, band.high + 1, band.words, index / last) for index, band in enumerate(bands))


def _response(points: Points) -> int | None:
    """The first total that is down by half from the first one."""
    if not points.numbers or points.numbers[0] <= 0:
        return None
    half = points.numbers[0] * float(RESPONSE)
    return next((index for index, number in enumerate(points.numbers) if number <= half), None)
