"""The rows of the palette: the sort at its first row, icon, words, what more is known at the right, a note's own words.

Words that have no room end in an ellipsis; the tip holds them whole.
"""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem
from typing_extensions import override

from careboard.ui.look.icons import paint_icon
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import outline
from careboard.ui.parts.rows import Index, Rows
from careboard.ui.shell.finding import Findable

FOUND = Qt.ItemDataRole.UserRole
ROW, TALL, SORT = 40, 60, 78


class FoundRows(Rows):
    """One row for each."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(look().px(80), look().px(TALL) if index.data(FOUND).below else self.height)

    @override
    def paint_row(self, painter: QPainter, box: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        now, one = look(), index.data(FOUND)
        if option.state & QStyle.StateFlag.State_Selected:
            outline(painter, box.adjusted(0.5, 0.5, -0.5, -0.5), now.colour("accent"), now.colour("accent_tint"))
        first = QRectF(box.left() + now.px(10), box.top(), box.width() - now.px(20), now.px(ROW))
        if index.row() == 0 or index.sibling(index.row() - 1, 0).data(FOUND).sort is not one.sort:
            _write(painter, first, one.sort.word, Type.META, "text3")
        side = now.px(18)
        at = QRectF(first.left() + now.px(SORT), first.center().y() - side / 2, side, side)
        paint_icon(painter, one.sort.icon, now.colour("text2"), at)
        words = QRectF(at.right() + now.px(10), first.top(), first.right() - at.right() - now.px(10), first.height())
        _paint_words(painter, words, one)


def _paint_words(painter: QPainter, box: QRectF, one: Findable) -> None:
    """Of a patient the name is written whole, of a note whose it is and of when: what is left is for the rest."""
    gap = look().px(16)
    if one.below:
        right = Qt.AlignmentFlag.AlignRight
        used = _write(painter, box, one.about, Type.LABEL, "text2", right) + gap
        _write(painter, box.adjusted(0, 0, -used, 0), one.words, Type.VALUE, "text1")
        _write(painter, box.translated(0, look().px(22)), one.below, Type.LABEL, "text2")
        return
    used = _write(painter, box, one.words, Type.VALUE, "text1") + gap
    if box.width() - used > look().px(24):
        _write(painter, box.adjusted(used, 0, 0, 0), one.about, Type.LABEL, "text3", Qt.AlignmentFlag.AlignRight)


def _write(
    painter: QPainter,
    box: QRectF,
    text: str,
    role: Type,
    tone: str,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> float:
    """Write on one line, as far as there is room; returns how wide it is."""
    painter.setFont(look().font(role))
    painter.setPen(look().colour(tone))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | side, shown)
    return float(painter.fontMetrics().horizontalAdvance(shown))
