"""Scores and measures: points joined by a thinner line, in their bands or their normal range.

A symbol is larger than its line; what is out of range is red, points the way, and says its number.
"""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen, QPolygonF

from careboard.projections.lanes.measures import MeasureLane
from careboard.projections.lanes.points import Points
from careboard.projections.lanes.scores import ScoreLane
from careboard.ui.look.icons import paint_icon
from careboard.ui.look.look import Type
from careboard.ui.patient.response.canvas import STRONG, Canvas, Height
from careboard.ui.patient.response.merged import Kept, paint_merged

_LINE, _OUTLINE = 1.8, 1.5
_TALL = 44


def paint_scores(canvas: Canvas, kept: Kept, lane: ScoreLane, box: QRectF) -> None:
    """One scale in its bands."""
    room = box.adjusted(0, canvas.px(4), 0, -canvas.px(4))
    height = Height(lane.lowest, lane.highest, room.top(), room.bottom())
    _paint_bands(canvas, lane, room, height)
    tall = box.height() > canvas.px(_TALL)
    tone = "text1" if tall else "text2"
    if paint_merged(canvas, kept, lane.key, lane.points, lane.calendar, height, tone):
        return
    near = _paint_line(canvas, lane.points, height, tone)
    for index in near:
        _paint_score(canvas, lane, index, height, tall=tall)
    _paint_response(canvas, lane, height)


def _paint_bands(canvas: Canvas, lane: ScoreLane, room: QRectF, height: Height) -> None:
    tones = canvas.look.tokens.bands
    for band in lane.bands:
        top, bottom = height.y(min(band.high, lane.highest)), height.y(band.low)
        colour = QColor(tones[round(band.depth * (len(tones) - 1))])
        canvas.fill(QRectF(canvas.axis.left, top, canvas.axis.width, bottom - top), colour)
    if canvas.look.tokens.contrast or not lane.bands:
        canvas.fill(room.adjusted(0, 0, 0, 0), QColor(Qt.GlobalColor.transparent), "border")
    if lane.remission is not None:
        y = height.y(lane.remission)
        canvas.line(canvas.axis.left, y, canvas.axis.right, y, "grid_major")


def remission_words(canvas: Canvas, lane: ScoreLane, box: QRectF, words: str) -> None:
    """The words for remission, in its band, at the left."""
    room = box.adjusted(0, canvas.px(4), 0, -canvas.px(4))
    if lane.remission is not None:
        left, middle = canvas.axis.left + canvas.px(6), room.bottom() - canvas.px(6)
        ground = QRectF(left - 2, middle - canvas.px(6), canvas.width(words, Type.META) + 4, canvas.px(12))
        canvas.fill(ground.intersected(room.adjusted(0, 1, 0, -2)), QColor(canvas.look.tokens.bands[0]))
        end = canvas.text(left, middle, words, Type.META, "text2")
        canvas.take(QRectF(canvas.axis.left, middle - canvas.px(7), end - canvas.axis.left, canvas.px(14)))


def _paint_score(canvas: Canvas, lane: ScoreLane, index: int, height: Height, *, tall: bool) -> None:
    at = QPointF(canvas.axis.x(lane.points.day(index)), height.y(lane.points.numbers[index]))
    canvas.painter.setPen(QPen(canvas.colour("surface"), _OUTLINE))
    canvas.painter.setBrush(canvas.colour("text1" if tall else "text2"))
    if tall:
        canvas.painter.drawEllipse(at, canvas.px(9) / 2 + 0.25, canvas.px(9) / 2 + 0.25)
    else:
        side = canvas.px(8)
        canvas.painter.drawRect(QRectF(at.x() - side / 2, at.y() - side / 2, side, side))
    reach = canvas.px(6)
    if lane.positive(index):
        reach = canvas.px(8.5)
        canvas.painter.setPen(QPen(canvas.colour("danger"), _OUTLINE))
        canvas.painter.setBrush(Qt.BrushStyle.NoBrush)
        canvas.painter.drawEllipse(at, reach, reach)
    canvas.take(QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach))


def _paint_response(canvas: Canvas, lane: ScoreLane, height: Height) -> None:
    """A tick above the first total that is down by half."""
    if lane.response is None:
        return
    x, y = canvas.axis.x(lane.points.day(lane.response)), height.y(lane.points.numbers[lane.response])
    side = canvas.px(12)
    if canvas.axis.left <= x <= canvas.axis.right:
        where = QRectF(x - side / 2, max(y - canvas.px(9) - side, height.top - canvas.px(2)), side, side)
        paint_icon(canvas.painter, "check", canvas.colour("ok"), where)
        canvas.take(where)


def paint_measures(canvas: Canvas, kept: Kept, lane: MeasureLane, box: QRectF) -> None:
    """One series in its normal range."""
    height = measure_height(canvas, lane, box)
    _paint_normal(canvas, lane, height)
    if paint_merged(canvas, kept, lane.key, lane.points, lane.calendar, height, "text2", lane.normal.beyond):
        return
    for index in _paint_line(canvas, lane.points, height, "text2"):
        _paint_measure(canvas, lane, index, height)


def measure_height(canvas: Canvas, lane: MeasureLane, box: QRectF) -> Height:
    """From the lowest to the highest of all numbers and of the normal range, with some air."""
    ends = [end for end in (lane.normal.low, lane.normal.high) if end is not None]
    numbers = [*ends, *(lane.points.ends or (0.0, 1.0))]
    low, high = min(numbers), max(numbers)
    air = (high - low) * 0.12 or abs(high) * 0.05 or 1.0
    return Height(low - air, high + air, box.top() + canvas.px(3), box.bottom() - canvas.px(3))


def _paint_normal(canvas: Canvas, lane: MeasureLane, height: Height) -> None:
    low, high = lane.normal.low, lane.normal.high
    if low is None and high is None:
        return
    top = height.top if high is None else height.y(high)
    bottom = height.bottom if low is None else height.y(low)
    line = "border" if canvas.look.tokens.contrast else None
    canvas.fill(QRectF(canvas.axis.left, top, canvas.axis.width, bottom - top), "normal", line)


def _paint_measure(canvas: Canvas, lane: MeasureLane, index: int, height: Height) -> None:
    x, y = canvas.axis.x(lane.points.day(index)), height.y(lane.points.numbers[index])
    beyond = lane.beyond(index)
    canvas.painter.setPen(QPen(canvas.colour("surface"), _OUTLINE))
    canvas.painter.setBrush(canvas.colour("danger" if beyond else "text2"))
    canvas.painter.drawPolygon(_symbol(canvas, x, y, beyond, diamond=lane.series.unit == "ms"))
    reach = canvas.px(6)
    canvas.take(QRectF(x - reach, y - reach, 2 * reach, 2 * reach))
    if beyond:
        _paint_beyond(canvas, f"{lane.words(index)} {'low' if beyond < 0 else 'high'}", x, y)


def _paint_beyond(canvas: Canvas, words: str, x: float, y: float) -> None:
    """The number of what is out of range, left of its mark where there is room."""
    width, gap = canvas.width(words, Type.META, STRONG), canvas.px(9)
    left = x - gap - width if x - gap - width >= canvas.axis.left else x + gap
    box = QRectF(left, y - canvas.px(7), width, canvas.px(14))
    if not any(box.intersects(other) for other in canvas.taken):
        canvas.text(left, y, words, Type.META, "danger", STRONG)
        canvas.take(box)


def _symbol(canvas: Canvas, x: float, y: float, beyond: int, *, diamond: bool) -> QPolygonF:
    half = canvas.px(11) / 2
    if diamond and not beyond:
        return QPolygonF([QPointF(x, y - half), QPointF(x + half, y), QPointF(x, y + half), QPointF(x - half, y)])
    tip = half if beyond < 0 else -half
    return QPolygonF([QPointF(x - half, y - tip * 0.8), QPointF(x + half, y - tip * 0.8), QPointF(x, y + tip)])


def _paint_line(canvas: Canvas, points: Points, height: Height, tone: str) -> range:
    """The line through what is seen and the next point on either side; returns the indices that are seen."""
    seen = points.between(canvas.axis.start, canvas.axis.end)
    drawn = range(max(seen.start - 1, 0), min(seen.stop + 1, len(points)))
    line = [QPointF(canvas.axis.x(points.day(i)), height.y(points.numbers[i])) for i in drawn]
    canvas.painter.setPen(QPen(canvas.colour(tone), _LINE))
    canvas.painter.setBrush(Qt.BrushStyle.NoBrush)
    canvas.painter.drawPolyline(line)
    if canvas.focus is not None:
        _take_line(canvas, line)
    return seen


def _take_line(canvas: Canvas, line: Sequence[QPointF]) -> None:
    step = canvas.px(8)
    for one, other in pairwise(line):
        count = max(1, int(abs(other.x() - one.x()) / step))
        for number in range(count):
            at, to = one + (other - one) * (number / count), one + (other - one) * ((number + 1) / count)
            canvas.take(QRectF(at, to).normalized().adjusted(-1, -2, 1, 2))
