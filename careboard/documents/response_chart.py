"""The small response chart: the doses of the last half year above the totals of a scale, on one axis of days.

Every mark has its number beside it, so that the chart reads the same without its colours; the text beside it has all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from careboard.documents.fonts import BOLD, HEAVY, REGULAR
from careboard.documents.ink import BANDS, BODY, DOSES, FAINT, RULE, STRONG_RULE, TEXT
from careboard.documents.strips import Box, Column, Dot, Ink, Path, Strip, Words
from careboard.documents.typeset import Run, lines_of, text_of, width_of
from careboard.projections.summary import DoseLane, DosePiece, ScoreLine, ScorePoint
from careboard.projections.summary.lanes import SHOWN
from careboard.projections.wording.times import day
from careboard.projections.wording.voice import Voice

MOST_LANES = 8
_LABELS = 118.0
_RIGHT = 62.0
_LANE, _BAR, _NEXT = 20.0, 7.0, 8.6
_PLOT = 76.0
_AXIS = 14.0
_SMALL, _TICK = 7.0, 6.5
_TICKS = 6
_NEUTRAL = "#C9D0DA"


@dataclass(frozen=True, slots=True)
class _Axis:
    """Days from left to right."""

    start: datetime
    end: datetime
    left: float
    right: float

    def x(self, at: datetime) -> float:
        whole = (self.end - self.start) / timedelta(seconds=1) or 1.0
        share = (at - self.start) / timedelta(seconds=1) / whole
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)


def response_chart(
    lanes: Sequence[DoseLane], scores: Sequence[ScoreLine], until: datetime, column: Column, voice: Voice
) -> list[Strip]:
    """The chart as one strip; nothing where there is neither a dose nor a total."""
    scale = _chosen(scores, until - SHOWN)
    begins = [piece.start for lane in lanes for piece in lane.pieces]
    times = [*begins, *(one.at for one in (scale.points if scale else ()))]
    if not times:
        return []
    axis = _Axis(min(times), until, column.x + _LABELS, column.x + column.width - _RIGHT)
    shown = lanes[-MOST_LANES:]
    ink: list[Ink] = []
    down = 4.0
    for lane in shown:
        ink += _lane(lane, axis, column, down)
        down += _LANE + _NEXT * (len(_name(lane)) - 1)
    bottom = down + (_PLOT + 8 if scale else 0)
    ticks = list(_ticks(axis, 4.0, bottom, voice))
    if scale:
        ink += _plot(scale, axis, column, down + 8)
    return [Strip(bottom + _AXIS, (*_behind(ticks, ink), *_ahead(ticks)), 6)]


def _chosen(scores: Sequence[ScoreLine], since: datetime) -> ScoreLine | None:
    """PHQ-9 where it was rated in that time, else the scale with the most totals."""
    recent = [replace(scale, points=tuple(one for one in scale.points if one.at >= since)) for scale in scores]
    rated = [scale for scale in recent if scale.points]
    first = [scale for scale in rated if scale.name == "PHQ-9"]
    return first[0] if first else max(rated, key=lambda scale: len(scale.points), default=None)


def _lane(lane: DoseLane, axis: _Axis, column: Column, down: float) -> Iterator[Ink]:
    for number, line in enumerate(_name(lane)):
        yield Words(column.x, down + _LANE - 6 + number * _NEXT, line, _SMALL, BODY)
    bar = down + _LANE - _BAR - 3
    free = axis.left
    for piece in lane.pieces:
        left, right = axis.x(piece.start), axis.x(piece.end)
        yield Box(left, bar, max(right - left, 1.0), _BAR, fill=_shade(piece), frame=STRONG_RULE, thickness=0.4)
        words = lines_of([Run(piece.words, BOLD)], 200, _TICK)[0]
        at = max(free, left)
        if at + width_of(words, _TICK) <= column.x + column.width:
            yield Words(at, bar - 2, words, _TICK, TEXT)
            free = at + width_of(words, _TICK) + 4


def _name(lane: DoseLane) -> list[tuple[Run, ...]]:
    """The name beside the lane in as many lines as it takes: the name of a medicine is never cut (MED-12)."""
    return lines_of([Run(lane.name, REGULAR)], _LABELS - 8, _SMALL)


def _shade(piece: DosePiece) -> str:
    return _NEUTRAL if piece.shade is None else DOSES[piece.shade]


def _plot(scale: ScoreLine, axis: _Axis, column: Column, top: float) -> Iterator[Ink]:
    most = max(
        [high for _, high, _ in scale.bands] + [float(one.total) for one in scale.points if one.total], default=1
    )

    def y(value: float) -> float:
        return top + _PLOT * (1 - value / (most or 1))

    for index, (low, high, words) in enumerate(scale.bands):
        upper = min(high + 1, most)
        yield Box(
            axis.left, y(upper), axis.right - axis.left, y(low) - y(upper), fill=BANDS[min(index, len(BANDS) - 1)]
        )
        line = lines_of([Run(words)], _RIGHT - 6, 5.5)[0]
        yield Words(axis.right + 4, (y(low) + y(upper)) / 2 + 2, line, 5.5, FAINT)
    yield Words(column.x, top + _PLOT / 2, (Run(scale.name, BOLD),), _SMALL, TEXT)
    yield Box(axis.left, top + _PLOT, axis.right - axis.left, 0, frame=STRONG_RULE)
    points = [(axis.x(one.at), y(float(one.total)), one) for one in scale.points if one.total]
    if len(points) > 1:
        yield Path(tuple((x, down) for x, down, _ in points), TEXT, 1.2)
    for x, down, point in points:
        yield from _point(point, x, down, axis)


def _point(point: ScorePoint, x: float, down: float, axis: _Axis) -> Iterator[Ink]:
    words = (Run(point.total, HEAVY),)
    wide = width_of(words, _TICK)
    yield Dot(x, down, 2.6, "#FFFFFF")
    yield Dot(x, down, 2.0, TEXT)
    yield Words(min(x - wide / 2, axis.right - wide), down - 4.5, words, _TICK, TEXT)


def _ticks(axis: _Axis, top: float, bottom: float, voice: Voice) -> Iterator[Ink]:
    """Days on whole steps, the last one being the day of the summary."""
    days = max((axis.end - axis.start).days, 1)
    step = max(1, -(-days // _TICKS))
    free = axis.left - 20
    for number in range(0, days + 1, step):
        at = axis.start + timedelta(days=number)
        x = axis.x(at)
        yield Path(((x, top), (x, bottom)), RULE, 0.4)
        words = (Run(day(at.date(), voice).rpartition("-")[0], REGULAR),)
        wide = width_of(words, _TICK)
        if x - wide / 2 > free:
            yield Words(x - wide / 2, bottom + 9, words, _TICK, FAINT)
            free = x + wide / 2 + 4


def _behind(ticks: Sequence[Ink], ink: Sequence[Ink]) -> tuple[Ink, ...]:
    """Bands first, then the lines of days, then the marks."""
    bands = [one for one in ink if isinstance(one, Box) and not one.frame]
    lines = [one for one in ticks if isinstance(one, Path)]
    return (*bands, *lines, *(one for one in ink if one not in bands))


def _ahead(ticks: Sequence[Ink]) -> tuple[Ink, ...]:
    return tuple(one for one in ticks if isinstance(one, Words) and text_of(one.line))
