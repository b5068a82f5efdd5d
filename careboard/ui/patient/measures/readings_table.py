"""Vital signs and results as a table, the newest on top: what is out of range says so in a word beside its icon.

A weight that is blind shows only while F8 is held, and is never copied.
"""

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from careboard.clinical.values import EntryId
from careboard.i18n import gettext as _
from careboard.projections.measures.readings import Reading
from careboard.projections.wording.voice import joined
from careboard.ui.look.icons import paint_icon
from careboard.ui.look.look import Type, look
from careboard.ui.parts.copied import copy_text
from careboard.ui.parts.headings import Headings
from careboard.ui.parts.rows import Index
from careboard.ui.patient.regimen.painting import Word, draw, text_words, wrapped
from careboard.ui.patient.response.canvas import STRONG

_NOWHERE = QModelIndex()
ROW = Qt.ItemDataRole.UserRole + 1
WHEN, WHAT, RESULT, REFERENCE, AGAINST = range(5)
_SHARES = (0.26, 0.29, 0.195, 0.255)  # of what the day and time leave to the columns beside them
_MOMENT, _MOST = "28-Mmm-2026 00:00", 0.3  # as wide as any, and how much of the table it may take
_LINE, _PAD, _EDGE, _ICON = 18, 5, 12, 20
_HIDDEN = _("Hidden, blind weight. Hold F8 to show (logged).")


class ReadingsModel(QAbstractTableModel):
    """When, what, result, reference range, and against the one before. `weights_shown`: while F8 is held."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Reading, ...] = ()
        self._weights_shown = False

    def show_rows(self, rows: Sequence[Reading]) -> None:
        """Show other rows; weights that are blind are hidden."""
        self.beginResetModel()
        self._rows, self._weights_shown = tuple(rows), False
        self.endResetModel()

    def show_weights(self, *, shown: bool) -> None:
        """Show the weights that are blind, or hide them again."""
        self._weights_shown = shown
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, AGAINST))

    @property
    def rows(self) -> tuple[Reading, ...]:
        """The rows shown."""
        return self._rows

    @property
    def hides_weights(self) -> bool:
        """Is there a weight among them that is blind?"""
        return any(row.weight for row in self._rows)

    def hidden(self, at: int) -> bool:
        """Is this row hidden now?"""
        return self._rows[at].weight and not self._weights_shown

    def copied(self, at: int) -> str:
        """A row as it is copied: a blind weight never."""
        row = self._rows[at]
        if row.weight:
            return joined([row.on, row.what, _("hidden, blind weight")], "\t")
        return joined([row.on, row.what, joined([row.value, row.flag]), row.reference, row.against], "\t")

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 1 + len(_SHARES)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = self._cell(index.row(), index.column())
            flag = row.flag if index.column() == RESULT else ""
            return joined([row.on if index.column() == WHEN else told, flag]) or _("none")
        return row if role == ROW else None

    def _cell(self, at: int, column: int) -> str:
        row = self._rows[at]
        if column == WHEN:
            above = at > 0 and self._rows[at - 1].entry == row.entry
            return "" if above else row.on
        if column == WHAT:
            return row.what
        if self.hidden(at):
            return _HIDDEN if column == RESULT else ""
        return (row.value, row.reference, row.against)[column - RESULT]

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (_("When"), _("What"), _("Result"), _("Reference"), _("Against the last"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


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
        painter.fillRect(box, look().colour("accent_tint" if chosen else "surface"))
        begins = bool(index.sibling(index.row(), WHEN).data())
        line = "border" if begins else "surface2"
        painter.fillRect(box.left(), box.top(), box.width(), 1, look().colour(line))
        if chosen and index.column() == WHEN:
            painter.fillRect(box.left(), box.top(), look().px(4), box.height(), look().colour("accent"))
        self._paint(painter, row, box, index)
        painter.restore()

    def _paint(self, painter: QPainter, row: Reading, box: QRect, index: Index) -> None:
        x, top, step = box.left() + look().px(_EDGE), box.top() + look().px(_PAD), look().px(_LINE)
        hidden = row.weight and str(index.sibling(index.row(), RESULT).data()) == _HIDDEN
        icon, tone = _sign(row, hidden=hidden)
        if index.column() == RESULT and icon:
            side = look().px(15)
            paint_icon(painter, icon, look().colour(tone), QRectF(x, top + (step - side) / 2, side, side))
            x += look().px(_ICON)
        draw(painter, x, top, self._words(row, index, box.width()), step)

    def _words(self, row: Reading, index: Index, width: int) -> list[list[Word]]:
        text = str(index.data() or "")
        hidden = row.weight and str(index.sibling(index.row(), RESULT).data()) == _HIDDEN
        icon, tone = _sign(row, hidden=hidden)
        room = width - look().px(_EDGE + (_EDGE if index.column() == AGAINST else 4))
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


class ReadingsTable(QTableView):
    """The table. Enter opens the entry of a row; F8 shows a blind weight while it is held."""

    opened = Signal(str)  # an entry
    weight_asked = Signal()  # a blind weight is to be shown: `show_weights` does, once that is recorded

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.readings = ReadingsModel(self)
        self._holds = False
        self.setHorizontalHeader(Headings(self, before=_EDGE, lined=False))
        self.setModel(self.readings)
        self.setItemDelegate(ReadingsDelegate(self))
        self.setAccessibleName(_("Vital signs and results, the newest on top"))
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.doubleClicked.connect(self._open)
        self.follow_look()

    def show_rows(self, rows: Sequence[Reading]) -> None:
        """Show other rows."""
        self._holds = False
        self.readings.show_rows(rows)
        self.lay_out()

    def entry(self, index: Index) -> EntryId:
        """The entry behind a row."""
        return self.readings.rows[index.row()].entry

    def _open(self, index: Index) -> None:
        if index.isValid():
            self.opened.emit(self.entry(index))

    # -- a blind weight -----------------------------------------------------------------------------------------

    def show_weights(self) -> None:
        """Show blind weights as long as F8 is still held here; that somebody looks is recorded by now."""
        if self._holds and self.hasFocus():
            self.readings.show_weights(shown=True)

    def _hold(self, *, held: bool) -> None:
        asks, self._holds = held and self.readings.hides_weights and not self._holds, held
        if asks:
            self.weight_asked.emit()
        elif not held:
            self.readings.show_weights(shown=False)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.key() == Qt.Key.Key_F8 and not event.isAutoRepeat():
            self._hold(held=True)
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif plain and event.key() in (Qt.Key.Key_J, Qt.Key.Key_K):
            self._step(1 if event.key() == Qt.Key.Key_J else -1)
        elif not (plain and event.text().isalnum()):  # a letter is a key of the page, not a search in the table
            super().keyPressEvent(event)
        else:
            event.ignore()

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F8 and not event.isAutoRepeat():
            self._hold(held=False)
        else:
            super().keyReleaseEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._hold(held=False)

    def _copy(self) -> None:
        rows = sorted({index.row() for index in self.selectedIndexes()})
        if rows:
            copy_text("\n".join(map(self.readings.copied, rows)))

    def _step(self, by: int) -> None:
        last = self.readings.rowCount() - 1
        at = self.currentIndex().row() + by if self.currentIndex().isValid() else 0
        if last >= 0:
            self.selectRow(min(max(at, 0), last))

    # -- its look -----------------------------------------------------------------------------------------------

    def follow_look(self) -> None:
        """Be as the look in force says."""
        self.horizontalHeader().setFixedHeight(look().px(28))
        self.lay_out()

    def lay_out(self) -> None:
        """Give each column its share, and each row the height of its words."""
        width = self.viewport().width()
        needs = QFontMetricsF(look().font(Type.LABEL)).horizontalAdvance(_MOMENT) + look().px(_EDGE + 8)
        first = min(int(needs), int(width * _MOST))
        self.setColumnWidth(WHEN, first)
        for column, share in enumerate(_SHARES, WHAT):
            self.setColumnWidth(column, int((width - first) * share))
        self.resizeRowsToContents()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.lay_out()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.readings.rows:
            painter = QPainter(self.viewport())
            painter.setFont(look().font(Type.BODY))
            painter.setPen(look().colour("text2"))
            room = self.viewport().rect().adjusted(look().px(_EDGE), 0, -look().px(_EDGE), 0)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, _("Nothing was measured here yet."))
            painter.end()
