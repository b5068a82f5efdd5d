"""Levels as letters in boxes, heavier with the level; a level that stands is joined to the next one."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from careboard.projections.lanes.letters import Letter, LetterLane
from careboard.ui.look.look import Type
from careboard.ui.look.tokens import text_on
from careboard.ui.patient.response.canvas import HEAVY, Canvas
from careboard.ui.patient.response.geometry import LETTER

_HIGH = 2


def paint_letters(canvas: Canvas, lane: LetterLane, box: QRectF) -> None:
    """One row of levels."""
    middle = box.center().y()
    if lane.stands and lane.letters:
        left, right = canvas.axis.x(lane.letters[0].at), canvas.axis.x(canvas.now)
        canvas.line(left, middle, right, middle, "border_strong")
        canvas.take(QRectF(left, middle - 1, max(right - left, 1), 2))
    for letter in lane.letters:
        if canvas.axis.start <= letter.at <= canvas.axis.end:
            _paint_letter(canvas, letter, canvas.axis.x(letter.at), middle)


def _paint_letter(canvas: Canvas, letter: Letter, x: float, middle: float) -> None:
    side = canvas.px(LETTER)
    wide = max(side, canvas.width(letter.letter, Type.META, HEAVY) + canvas.px(6))
    x = min(max(x, canvas.axis.left + wide / 2), canvas.axis.right - wide / 2)  # whole, also on the first day seen
    where = QRectF(x - wide / 2, middle - side / 2, wide, side)
    heavy, raised = letter.weight >= _HIGH, letter.weight > 0
    line = "danger" if raised else "border_strong"
    canvas.fill(where, "danger" if heavy else "danger_tint" if raised else "surface", line, canvas.px(3))
    tone = QColor(text_on(canvas.colour("danger").name())) if heavy else canvas.colour("danger" if raised else "text2")
    left = x - canvas.width(letter.letter, Type.META, HEAVY) / 2
    canvas.text(left, middle, letter.letter, Type.META, tone, HEAVY)
    canvas.take(where)
