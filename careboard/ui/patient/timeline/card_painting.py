"""A card on the screen: ground, stripe, icon tile, words, marks; and the ring of the current one."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from careboard.ui.look.icons import paint_icon
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import focus_ring, outline
from careboard.ui.patient.timeline import facts
from careboard.ui.patient.timeline.card import RADIUS, STRIPE, TILE, Card, Words
from careboard.ui.patient.timeline.facts import Tag
from careboard.ui.patient.timeline.passage import marked


def paint(painter: QPainter, card: Card, x: float, y: float) -> None:
    """Paint a card with its upper left corner there."""
    now, row = look(), card.row
    box = QRectF(x, y, card.asked.width, card.height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _ground(painter, card, box)
    colour, tint = now.tokens.discipline(row.discipline)
    side = now.px(TILE)
    tile = QRectF(x + now.px(16), y + now.px(11), side, side)
    line = now.colour("border") if now.tokens.contrast else QColor(tint)
    outline(painter, tile, line, QColor(tint), now.px(8))
    inset = now.px(6)
    paint_icon(painter, facts.icon(row), colour, tile.adjusted(inset, inset, -inset, -inset))
    for index, text in enumerate(card.texts):
        painter.setPen(now.colour(text.tone))
        text.layout.draw(painter, QPointF(x, y) + text.at, marked(card, index, text))
        if text.struck:
            _strike(painter, text, x, y)
    if card.dot is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.colour("accent"))
        painter.drawEllipse(card.dot.translated(x, y))
    for place, tag in card.tags:
        _paint_tag(painter, place.translated(x, y), tag)


def paint_ring(painter: QPainter, card: Card, x: float, y: float, *, focused: bool) -> None:
    """The ring of the current card, where the keyboard is or would be."""
    box = QRectF(x, y, card.asked.width, card.height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if focused:
        focus_ring(painter, box.adjusted(-1, -1, 1, 1), RADIUS + 1)
    else:
        line = "accent" if look().tokens.contrast else "border_strong"
        outline(painter, box, look().colour(line), None, RADIUS)


def _ground(painter: QPainter, card: Card, box: QRectF) -> None:
    now = look()
    path = QPainterPath()
    path.addRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
    painter.fillPath(path, now.colour("unread" if card.asked.unread else "surface"))
    painter.save()
    painter.setClipPath(path)
    stripe = now.tokens.discipline(card.row.discipline)[0]
    painter.fillRect(QRectF(box.left(), box.top(), STRIPE, box.height()), QColor(stripe))
    painter.restore()
    outline(painter, box, now.colour("border"), None, RADIUS)


def _strike(painter: QPainter, text: Words, x: float, y: float) -> None:
    for index in range(text.layout.lineCount()):
        line = text.layout.lineAt(index)
        middle = y + text.at.y() + line.y() + line.height() / 2
        left = x + text.at.x()
        painter.drawLine(QPointF(left, middle), QPointF(left + line.naturalTextWidth(), middle))


def _paint_tag(painter: QPainter, box: QRectF, tag: Tag) -> None:
    now = look()
    outline(painter, box, now.colour("border" if now.tokens.contrast else tag.line), now.colour(tag.ground), 4)
    words = box.adjusted(now.px(7), 0, 0, 0)
    if tag.icon:
        side = now.px(14)
        icon = QRectF(words.left(), box.center().y() - side / 2, side, side)
        paint_icon(painter, tag.icon, now.colour(tag.tone), icon)
        words.adjust(now.px(18), 0, 0, 0)
    painter.setPen(now.colour(tag.tone))
    painter.setFont(now.font(Type.STRONG_META))
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, tag.text)
