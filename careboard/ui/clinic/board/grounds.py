"""What is painted around the cards of the board: the grounds of its lanes, their heads, and a name that is dragged.

It paints what it is given, where it is told; it knows no model.
"""

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from careboard.ui.clinic.board.lanes import GAP, HEAD, Lane
from careboard.ui.clinic.caseload.filters import STAGES
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import outline
from careboard.ui.parts.broken import broken

_BESIDE, _HIGH, _AROUND, _RADIUS = 8, 34, 40, 6  # of the name that is dragged; px at 100%


def paint_ground(painter: QPainter, lane: Lane, left: int, height: int, *, over: bool) -> None:
    """The ground of a lane and the line at its right; `over`: a card is held over it. `left`: px scrolled away."""
    now = look()
    box = QRectF(lane.x - left - now.px(GAP) / 2, 0, lane.width, height)
    if over:
        outline(painter, box, now.colour("accent"), now.colour("accent_tint"))
    painter.fillRect(QRectF(box.right() - 0.5, 0, 1, box.height()), now.colour("border"))


def paint_heads(painter: QPainter, lanes: tuple[Lane, ...], left: int, width: int) -> None:
    """The names of the stages and how many patients stand in each, over whatever was scrolled below them."""
    now, high = look(), look().px(HEAD)
    painter.fillRect(QRectF(0, 0, width, high), now.colour("surface2"))
    painter.fillRect(QRectF(0, high - 1, width, 1), now.colour("border"))
    for lane in lanes:
        words, room = f"{STAGES[lane.stage][0]}  {len(lane.rows)}", lane.width - now.px(GAP)
        made = broken(words, now.font(Type.STRONG_LABEL), room, now.line(Type.STRONG_LABEL), 2, ())
        painter.setPen(now.colour("text1" if lane.rows else "text3"))
        made.layout.draw(painter, QPointF(lane.x - left, (high - made.height) / 2))


def paint_dragged(painter: QPainter, name: str, at: QPoint) -> None:
    """The name of whose card is dragged, beside the pointer."""
    now, font = look(), look().font(Type.STRONG_LABEL)
    width = QFontMetricsF(font).horizontalAdvance(name) + now.px(_AROUND)
    box = QRectF(at.x() + now.px(_BESIDE), at.y() + now.px(_BESIDE), width, now.px(_HIGH))
    painter.setPen(QPen(now.colour("accent"), 2))
    painter.setBrush(now.colour("surface"))
    painter.drawRoundedRect(box, _RADIUS, _RADIUS)
    painter.setFont(font)
    painter.setPen(now.colour("text1"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)
