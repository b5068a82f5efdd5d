"""A row of the inbox as a card: whose and what at the left, when at the right, below it the headline, whole.

The stripe and the tile are the discipline's; what kind of thing waits stands in words over it or beside it.
"""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from careboard.projections.inbox import Group, InboxItem
from careboard.ui.clinic.inbox.model import GROUPS, ITEM, InboxModel
from careboard.ui.look.icons import paint_icon
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import focus_ring, outline
from careboard.ui.parts.broken import Broken, broken
from careboard.ui.parts.rows import Index

STRIPE, TILE, RADIUS = 5, 32, 6
_GAP, _HEAD, _MARGIN = 6, 34, 12
_LEFT, _RIGHT, _TOP, _BOTTOM = 58, 14, 8, 10
_ICONS = {Group.DUE: "calendar", Group.TO_SIGN: "edit", Group.FOR_ME: "task"}


@dataclass(frozen=True, slots=True)
class _Laid:
    """A row as it is laid out in a width: what stands over it, its lines, and how high all of it is."""

    heading: str
    whose: Broken
    title: Broken
    tag: str
    told: float
    height: float


class InboxRows(QStyledItemDelegate):
    """Paints the rows of an inbox, as high as their words take."""

    def __init__(self, view: QListView, model: InboxModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        return QSize(width, round(self._laid(index, width).height))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, item, whole = look(), index.data(ITEM), QRectF(option.rect)
        laid = self._laid(index, option.rect.width())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = whole.top()
        if laid.heading:
            self._paint_heading(painter, laid.heading, whole)
            top += now.px(_HEAD)
        margin = now.px(_MARGIN)
        box = QRectF(whole.left() + margin, top, whole.width() - 2 * margin, whole.bottom() - top - now.px(_GAP))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, item, box, chosen=chosen)
        self._paint_words(painter, item, laid, box)
        if chosen and self._view.hasFocus():
            focus_ring(painter, box)
        painter.restore()

    def _laid(self, index: Index, width: int) -> _Laid:
        now, item = look(), index.data(ITEM)
        heading, tag = self._model.heading(index.row()), GROUPS[item.group] if item.risk else ""
        told = QFontMetricsF(now.font(Type.LABEL)).horizontalAdvance(item.told)
        beside = told + (_tag_width(tag) + now.px(8) if tag else 0) + now.px(16)
        room = width - 2 * now.px(_MARGIN) - now.px(_LEFT) - now.px(_RIGHT)
        named = self._model.name_of(item)
        whose = f"{named}   \N{MIDDLE DOT}   {item.about}" if item.about else named
        first = broken(whose, now.font(Type.STRONG_LABEL), max(room - beside, room * 0.4), now.px(20), 0, ())
        title = broken(item.title, now.font(Type.HEADLINE), room, now.line(Type.HEADLINE), 0, ())
        card = max(now.px(_TOP) + first.height + title.height + now.px(_BOTTOM), now.px(TILE + 18))
        return _Laid(heading, first, title, tag, told, card + now.px(_GAP) + (now.px(_HEAD) if heading else 0))

    def _paint_heading(self, painter: QPainter, words: str, whole: QRectF) -> None:
        now = look()
        painter.setFont(now.font(Type.STRONG_LABEL))
        painter.setPen(now.colour("text1"))
        box = QRectF(whole.left() + now.px(_MARGIN), whole.top(), whole.width(), now.px(_HEAD))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
        wide = painter.fontMetrics().horizontalAdvance(words) + now.px(14)
        line = QRectF(box.left() + wide, box.center().y(), whole.width() - wide - 2 * now.px(_MARGIN), 1)
        painter.fillRect(line, now.colour("border"))

    def _paint_ground(self, painter: QPainter, item: InboxItem, box: QRectF, *, chosen: bool) -> None:
        now = look()
        colour, tint = (now.colour(name) for name in (item.discipline.value, f"{item.discipline.value}_tint"))
        ground = "accent_tint" if chosen else "unread" if item.group is Group.UNREAD else "surface"
        outline(painter, box, now.colour("accent" if chosen else "border"), now.colour(ground), RADIUS)
        painter.save()
        painter.setClipRect(QRectF(box.left(), box.top(), now.px(STRIPE), box.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        painter.restore()
        side = now.px(TILE)
        tile = QRectF(box.left() + now.px(STRIPE + 9), box.top() + now.px(9), side, side)
        outline(painter, tile, now.colour("border") if now.tokens.contrast else tint, tint, 8)
        inside = now.px(7)
        icon = "warning" if item.risk else _ICONS.get(item.group, item.discipline.value)
        paint_icon(painter, icon, colour, tile.adjusted(inside, inside, -inside, -inside))

    def _paint_words(self, painter: QPainter, item: InboxItem, laid: _Laid, box: QRectF) -> None:
        now, x, y = look(), box.left() + look().px(_LEFT), box.top() + look().px(_TOP)
        painter.setPen(now.colour("text2"))
        laid.whose.layout.draw(painter, QPointF(x, y))
        painter.setPen(now.colour("text1"))
        laid.title.layout.draw(painter, QPointF(x, y + laid.whose.height))
        right = box.right() - now.px(_RIGHT)
        painter.setFont(now.font(Type.LABEL))
        painter.setPen(now.colour("danger" if item.late else "text1"))
        when = QRectF(right - laid.told - 2, y, laid.told + 4, now.px(20))
        painter.drawText(when, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, item.told)
        if laid.tag:
            wide = _tag_width(laid.tag)
            _paint_tag(painter, laid.tag, QRectF(when.left() - now.px(8) - wide, y, wide, now.px(20)))


def _tag_width(words: str) -> float:
    return QFontMetricsF(look().font(Type.STRONG_META)).horizontalAdvance(words) + look().px(14)


def _paint_tag(painter: QPainter, words: str, box: QRectF) -> None:
    now = look()
    outline(painter, box, now.colour("danger"), now.colour("danger_tint"), 4)
    painter.setPen(now.colour("danger"))
    painter.setFont(now.font(Type.STRONG_META))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
