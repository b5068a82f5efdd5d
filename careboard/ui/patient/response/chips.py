"""The values at the focus line: a chip beside it wherever none covers a mark; the right column says all of them."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF

from careboard.projections.lanes.model import Value
from careboard.ui.look.look import Type
from careboard.ui.patient.response.canvas import STRONG, Canvas

_HEIGHT, _PAD, _GAP = 17, 6, 6


def chip_box(canvas: Canvas, words: str, row: QRectF, x: float) -> QRectF | None:
    """Where a chip is free: right of the line, else left of it; None where it would cover something."""
    width = canvas.width(words, Type.META, STRONG) + canvas.px(2 * _PAD)
    height = canvas.px(_HEIGHT)
    if row.height() < height:
        return None
    for left in (x + canvas.px(_GAP), x - canvas.px(_GAP) - width):
        for top in (row.center().y() - height / 2, row.top() + 1, row.bottom() - height - 1):
            box = QRectF(left, top, width, height)
            if _free(canvas, box):
                return box
    return None


def _free(canvas: Canvas, box: QRectF) -> bool:
    inside = box.left() >= canvas.axis.left and box.right() <= canvas.axis.right
    now = canvas.axis.x(canvas.now)
    crossed = box.left() - 2 < now < box.right() + 2
    return inside and not crossed and not any(box.adjusted(-2, -1, 2, 1).intersects(mark) for mark in canvas.taken)


def paint_chips(canvas: Canvas, rows: Iterable[tuple[Value, QRectF]], x: float) -> list[QRectF]:
    """Draw the chips that are free, and tell where they stand."""
    drawn = []
    for value, row in rows:
        box = chip_box(canvas, value.at_the_line, row, x)
        if box is None:
            continue
        canvas.fill(box, "surface", "accent", canvas.px(4))
        canvas.text(box.left() + canvas.px(_PAD), box.center().y(), value.at_the_line, Type.META, "accent", STRONG)
        canvas.taken.append(box)
        drawn.append(box)
    return drawn
