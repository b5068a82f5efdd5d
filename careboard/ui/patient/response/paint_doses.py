"""Prescribed doses as ribbons of steps: height and shade by the share of the cited maximum, the number on every step.

Solid is what holds or held; ahead of now, and where a medicine is held, a ribbon is an outline.
"""

from bisect import bisect_left, bisect_right
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen, QPolygonF

from careboard.projections.lanes.days import ENDLESS
from careboard.projections.lanes.doses import DoseLane, Missed
from careboard.projections.lanes.dosing import CourseSpans, DoseSpan
from careboard.ui.look.look import Type
from careboard.ui.look.tokens import text_on
from careboard.ui.patient.response.canvas import HEAVY, Canvas
from careboard.ui.patient.response.geometry import BAR_LEAST, BAR_MORE, NEUTRAL_BAR, TICK_BAR

_SHADES = (Decimal("0.25"), Decimal("0.5"), Decimal(1))
_PAD = 5


def shade_of(share: Decimal | None) -> int | None:
    """Which of the four shades a share of the maximum has; None without a maximum."""
    return None if share is None else sum(share > limit for limit in _SHADES[:2]) + (share >= _SHADES[2])


def bar_height(share: Decimal | None) -> float:
    """How high a ribbon is at 100%."""
    return NEUTRAL_BAR if share is None else BAR_LEAST + BAR_MORE * float(min(share, Decimal(1)))


def paint_doses(canvas: Canvas, lane: DoseLane, box: QRectF, *, chosen: bool, previewed: str = "") -> None:
    """One medicine."""
    if lane.as_needed:
        _paint_uses(canvas, lane, box)
    else:
        for course in lane.courses:
            for span in course.spans:
                _paint_span(canvas, span, box, chosen=chosen)
                if span.entry == previewed:
                    _paint_preview(canvas, span, box)
            _paint_end(canvas, course, box)
    for missed in lane.missed:
        _paint_missed(canvas, lane, missed, box)


def ribbon(canvas: Canvas, span: DoseSpan, box: QRectF) -> QRectF:
    """Where a step is drawn."""
    left = canvas.axis.x(span.start)
    right = canvas.axis.right if span.end == ENDLESS else canvas.axis.x(span.end)
    height = canvas.px(bar_height(span.share))
    bottom = float(round(box.center().y() + canvas.px(BAR_LEAST + BAR_MORE) / 2))  # a whole pixel: its edge is sharp
    return QRectF(left, bottom - height, max(right - left, 1.0), height)


def _paint_span(canvas: Canvas, span: DoseSpan, box: QRectF, *, chosen: bool) -> None:
    whole = ribbon(canvas, span, box)
    if whole.right() < canvas.axis.left or whole.left() > canvas.axis.right:
        return
    now, line = canvas.axis.x(canvas.now), _line(canvas, span, chosen=chosen)
    solid = QRectF(whole.left(), whole.top(), min(whole.right(), now) - whole.left(), whole.height())
    ahead = QRectF(max(whole.left(), now), whole.top(), whole.right() - max(whole.left(), now), whole.height())
    if solid.width() > 0:
        _paint_solid(canvas, span, solid, line)
    if ahead.width() > 0:
        canvas.fill(ahead, "surface", line if chosen else canvas.planned(line))
    if chosen and canvas.axis.left <= whole.left():
        canvas.fill(QRectF(whole.left(), whole.top() - 2, 2, whole.height() + 2), "accent")
    _paint_number(canvas, span, solid, ahead)
    canvas.take(whole)


def _paint_preview(canvas: Canvas, span: DoseSpan, box: QRectF) -> None:
    """A step that is not signed yet has an outline of its own."""
    where = ribbon(canvas, span, box).intersected(QRectF(canvas.axis.left, box.top(), canvas.axis.width, box.height()))
    canvas.painter.setBrush(Qt.BrushStyle.NoBrush)
    canvas.painter.setPen(QPen(canvas.colour("accent"), 2))
    canvas.painter.drawRect(where.adjusted(1, 1, -1, -1))


def _paint_solid(canvas: Canvas, span: DoseSpan, solid: QRectF, line: QColor) -> None:
    if span.held:
        canvas.fill(solid, "surface", line)
        return
    fill = fill_of(canvas, span)
    if span.exact:
        canvas.fill(solid, fill, line if span.share is None or canvas.look.tokens.contrast else None)
        if solid.left() > canvas.axis.left:
            canvas.fill(QRectF(solid.left(), solid.top(), 1, solid.height()), "surface")
    else:
        box = solid.adjusted(0.5, 0.5, -0.5, -0.5)
        slant = min(canvas.px(8), solid.width())
        points = [box.bottomLeft(), QPointF(box.left() + slant, box.top()), box.topRight(), box.bottomRight()]
        outlined = span.share is None or canvas.look.tokens.contrast
        canvas.painter.setPen(QPen(line, 1) if outlined else Qt.PenStyle.NoPen)
        canvas.painter.setBrush(fill)
        canvas.painter.drawPolygon(QPolygonF(points))


def fill_of(canvas: Canvas, span: DoseSpan) -> QColor:
    """The shade of a step, neutral where no source gives a maximum."""
    shade = shade_of(span.share)
    return canvas.colour("sunken") if shade is None else QColor(canvas.look.tokens.dose[shade])


def _line(canvas: Canvas, span: DoseSpan, *, chosen: bool) -> QColor:
    if chosen:
        return canvas.colour("accent")
    plain = span.share is None or canvas.look.tokens.contrast
    return canvas.colour("border_strong") if plain else QColor(canvas.look.tokens.dose[2])


def _paint_number(canvas: Canvas, span: DoseSpan, solid: QRectF, ahead: QRectF) -> None:
    """The number where it fits first: on the solid part, else ahead of now; the seen part counts."""
    words = (canvas_word(span),) if span.held else span.numbers
    for part, solid_part in ((solid, True), (ahead, False)):
        left, right = max(part.left(), canvas.axis.left), min(part.right(), canvas.axis.right)
        for number in words:
            width = canvas.width(number, Type.LABEL, HEAVY)
            pad = min(_PAD, (right - left - width) / 2)
            if pad >= 1:
                tone = _on(canvas, span) if solid_part and not span.held else canvas.colour("text1")
                canvas.text(left + pad, part.center().y() - 0.5, number, Type.LABEL, tone, HEAVY)
                return


def canvas_word(span: DoseSpan) -> str:
    """What stands on a suspended stretch."""
    return f"{span.numbers[-1]} held"


def _on(canvas: Canvas, span: DoseSpan) -> QColor:
    if span.share is None:
        return canvas.colour("text1")
    ground = fill_of(canvas, span).name()
    return (
        canvas.colour("text1")
        if text_on(ground) == "#000000" and not canvas.look.tokens.dark
        else QColor(text_on(ground))
    )


def _paint_end(canvas: Canvas, course: CourseSpans, box: QRectF) -> None:
    """A dark edge where a course was ended."""
    if course.ended is None or not course.spans or course.ended > canvas.now:
        return
    x = canvas.axis.x(course.ended)
    if canvas.axis.left <= x <= canvas.axis.right:
        last = ribbon(canvas, course.spans[-1], box)
        canvas.fill(QRectF(x - 1, last.bottom() - canvas.px(BAR_LEAST), 2, canvas.px(BAR_LEAST)), "text1")


def _paint_uses(canvas: Canvas, lane: DoseLane, box: QRectF) -> None:
    """What is taken as needed: an outline while it is prescribed, and a tick each time it was taken."""
    height = canvas.px(TICK_BAR)
    for course in lane.courses:
        left, right = canvas.axis.x(course.start), min(canvas.axis.x(min(course.end, 9e6)), canvas.axis.right)
        if right <= canvas.axis.left or left >= canvas.axis.right:
            continue
        bar = QRectF(left, box.center().y() - height / 2, right - left, height)
        edge = canvas.colour("border_strong") if canvas.look.tokens.contrast else QColor(canvas.look.tokens.dose[1])
        canvas.fill(bar, "surface", edge, canvas.px(4))
        canvas.take(bar)
    width = canvas.px(3)
    tick = QColor(canvas.look.tokens.dose[3]) if not canvas.look.tokens.contrast else canvas.colour("text1")
    drawn = -1.0
    first = bisect_left(lane.uses, canvas.axis.start, key=lambda use: use.at)
    last = bisect_right(lane.uses, canvas.axis.end, key=lambda use: use.at)
    for use in lane.uses[first:last]:
        x = canvas.axis.x(use.at)
        if canvas.axis.left <= x <= canvas.axis.right and x - drawn >= 1:
            canvas.fill(QRectF(x - width / 2, box.center().y() - height / 2, width, height), tick)
            drawn = x


def _paint_missed(canvas: Canvas, lane: DoseLane, missed: Missed, box: QRectF) -> None:
    """A notch cut into the ribbon: deep on the day it was missed, shallow over a period of which more is not known."""
    span = next((span for span in lane.spans() if span.start <= missed.start < span.end), None)
    left, right = canvas.axis.x(missed.start), canvas.axis.x(missed.end)
    if span is None or right < canvas.axis.left or left > canvas.axis.right:
        return
    bar = ribbon(canvas, span, box)
    deep = canvas.px(8 if missed.one_day else 4)
    width = max(right - left, canvas.px(7))
    notch = QRectF((left + right) / 2 - width / 2, bar.top() - 1, width, deep + 1)
    canvas.painter.setPen(Qt.PenStyle.NoPen)
    canvas.painter.setBrush(canvas.colour("surface"))
    if missed.one_day:
        tip = QPointF(notch.center().x(), notch.bottom())
        canvas.painter.drawPolygon(QPolygonF([notch.topLeft(), notch.topRight(), tip]))
        canvas.line(notch.left(), bar.top(), tip.x(), tip.y(), "danger", 1.5)
        canvas.line(tip.x(), tip.y(), notch.right(), bar.top(), "danger", 1.5)
    else:
        canvas.painter.drawRect(notch)
        canvas.line(notch.left(), notch.bottom(), notch.right(), notch.bottom(), "danger", 1.5)
