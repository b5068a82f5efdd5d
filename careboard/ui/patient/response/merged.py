"""Numbers that stand closer than can be drawn: one stretch a column, from the lowest to the highest; none is left out.

The columns are cut from time and kept, so that moving the axis draws them elsewhere and works out only the new ones.
A column has the offset of summer time of the first one that is seen.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache

from PySide6.QtCore import QLineF
from PySide6.QtGui import QPainter, QPen

from careboard.projections.lanes.days import Calendar, key_at
from careboard.projections.lanes.points import Points, second_key
from careboard.ui.patient.response.canvas import Canvas, Height

ROOM = 3  # pixels a point needs at least; closer ones are merged
COLUMN = 2
_DAY = 86_400
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(slots=True)
class Columns:
    """What was worked out of one row for one scale and height; `None` is a column without numbers."""

    points: Points
    step: int
    height: Height
    lines: dict[int, QLineF | None] = field(default_factory=dict)
    alarms: set[int] = field(default_factory=set)


class Kept(dict[str, Columns]):
    """The columns of each row, by its key."""


def paint_merged(
    canvas: Canvas,
    kept: Kept,
    key: str,
    points: Points,
    calendar: Calendar,
    height: Height,
    tone: str,
    beyond: Callable[[float], int] | None = None,
) -> bool:
    """Draw what is too close to be drawn point by point; False where there is room for each."""
    if len(points) * ROOM < canvas.axis.width:
        return False
    if len(points.between(canvas.axis.start, canvas.axis.end)) * ROOM < canvas.axis.width:
        return False
    step = max(1, round(COLUMN / canvas.axis.scale * _DAY))
    columns = kept.get(key)
    if columns is None or columns.points is not points or columns.step != step or columns.height != height:
        columns = kept[key] = Columns(points, step, height)
    _paint(canvas, columns, calendar, tone, beyond)
    return True


def _paint(
    canvas: Canvas, columns: Columns, calendar: Calendar, tone: str, beyond: Callable[[float], int] | None
) -> None:
    start = datetime.fromisoformat(key_at(canvas.axis.start, calendar.zone))
    offset = (canvas.axis.start - _EPOCH) * _DAY - (start - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()
    wide = columns.step / _DAY * canvas.axis.scale
    first = int(start.timestamp()) // columns.step
    last = first + int(canvas.axis.width / wide) + 1
    lines = columns.lines
    base = next(iter(lines), first)
    if missing := [number for number in range(first, last) if number not in lines]:
        _work_out(columns, range(missing[0], missing[-1] + 1), base, wide, beyond)
    day = (base * columns.step + offset) / _DAY + _EPOCH
    plain = [line for n in range(first, last) if (line := lines[n]) is not None and n not in columns.alarms]
    alarms = [line for n in columns.alarms if first <= n < last and (line := lines[n]) is not None]
    canvas.painter.save()
    canvas.painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    canvas.painter.translate(canvas.axis.left + (day - canvas.axis.start) * canvas.axis.scale, 0)
    for several, colour in ((plain, tone), (alarms, "danger")):
        canvas.painter.setPen(QPen(canvas.colour(colour), COLUMN))
        canvas.painter.drawLines(several)
    canvas.painter.restore()


def _work_out(columns: Columns, numbers: range, base: int, wide: float, beyond: Callable[[float], int] | None) -> None:
    """The columns of a range, in the place that they have when the first one stands at nought."""
    step, lines = columns.step, columns.lines
    y, out = cache(columns.height.y), cache(beyond or _within)  # thousands of columns hold few different numbers
    edges = [second_key(number * step) for number in range(numbers.start, numbers.stop + 1)]
    for number, found in zip(numbers, columns.points.stretches(edges), strict=True):
        if found is None:
            lines[number] = None
            continue
        low, high = found
        x = (number - base) * wide + COLUMN / 2
        lines[number] = QLineF(x, y(low) + 1, x, y(high) - 1)
        if out(low) or out(high):
            columns.alarms.add(number)


def _within(_number: float) -> int:
    return 0
