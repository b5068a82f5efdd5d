"""How a cell of vital signs and results is painted: its words wrapped, a sign before what is out of range.

The sign never stands alone: its word is before the number.
"""

from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView
from typing_extensions import override

from careboard.projections.measures.readings import Reading
from careboard.projections.wording.voice import joined
from careboard.ui.look.icons import paint_icon
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import row_ground
from careboard.ui.parts.rows import Index
from careboard.ui.patient.measures.readings_model import AGAINST, HIDDEN, RESULT, ROW, WHAT, WHEN
from careboard.ui.patient.regimen.painting import Word, draw, text_words, wrapped
from careboard.ui.patient.response.canvas import STRONG

EDGE = 12  # px at 100% before the words
_LINE, _PAD, _ICON = 18, 5, 20


@lru_cache(maxsize=4096)
def _lines(text: str, tone: str, weight: int, room: int, _scale: float) -> list[list[Word]]:
    return wrapped(text_words(text, tone, Type.LABEL, weight), room)


class ReadingsDelegate(QStyledItemDelegate):
    """Draws a cell with its words wrapped; what is out of range has a sign and its word before the number."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Reading = index.data(ROW)
        box: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row_ground(painter, QRectF(box), chosen=chosen)
        begins = bool(index.sibling(index.row(), WHEN).data())
        line = "border" if begins else "surface2"
        painter.fillRect(box.left(), box.top(), box.width(), 1, look().colour(line))
        if chosen and index.column() == WHEN:
            painter.fillRect(box.left(), box.top(), look().px(4), box.height(), look().colour("accent"))
        self._paint(painter, row, box, index)
        painter.restore()

    def _paint(self, painter: QPainter, row: Reading, box: QRect, index: Index) -> None:
        x, top, step = box.left() + look().px(EDGE), box.top() + look().px(_PAD), look().px(_LINE)
        hidden = row.weight and str(index.sibling(index.row(), RESULT).data()) == HIDDEN
        icon, tone = _sign(row, hidden=hidden)
        if index.column() == RESULT and icon:
            side = look().px(15)
            paint_icon(painter, icon, look().colour(tone), QRectF(x, top + (step - side) / 2, side, side))
            x += look().px(_ICON)
        draw(painter, x, top, self._words(row, index, box.width()), step)

    def _words(self, row: Reading, index: Index, width: int) -> list[list[Word]]:
        text = str(index.data() or "")
        hidden = row.weight and str(index.sibling(index.row(), RESULT).data()) == HIDDEN
        icon, tone = _sign(row, hidden=hidden)
        room = width - look().px(EDGE + (EDGE if index.column() == AGAINST else 4))
        if index.column() == RESULT:
            flag = "" if hidden else row.flag
            strong = 0 if hidden else STRONG
            told = joined([flag, text], ": ") if flag else text
            return _lines(told, tone, strong, room - (look().px(_ICON) if icon else 0), look().scale)
        plain = "text1" if index.column() == WHAT else "text2"
        return _lines(text, plain, 0, room, look().scale)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = option.widget
        width = view.columnWidth(index.column()) if isinstance(view, QTableView) else option.rect.width()
        lines = len(self._words(index.data(ROW), index, width))
        return QSize(look().px(60), lines * look().px(_LINE) + look().px(2 * _PAD))


def _sign(row: Reading, *, hidden: bool) -> tuple[str, str]:
    """The icon before a result, and the tone of its words."""
    if hidden:
        return "hidden", "warn"
    if row.out:
        return ("arrow-up" if row.out > 0 else "arrow-down"), "danger"
    return ("warning", "warn") if row.flag else ("", "text1")
