"""The rows of the regimen as a list with columns: the medicine widest, days of one width, no scrolling sideways.

Nothing is selected when it opens; what is out of view is named under the list.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QRect,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.projections.regimen_rows import RegimenRow
from careboard.ui.look.icons import paint_icon
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import focus_ring, row_ground
from careboard.ui.parts.rows import NOWHERE, Index
from careboard.ui.patient.regimen.painting import Word, draw, line_words, text_words, wrapped
from careboard.ui.patient.response.canvas import STRONG

ROW = Qt.ItemDataRole.UserRole + 1
_MARGIN, _PAD, _SINCE, _MORE, _GAP = 16, 4, 98, 28, 12
_LINE = 18  # 130% of 14 px (MED-13)
_NEXT, _FOR = 0.185, 0.13


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns stand in a width: medicine, dose since, next step, for, and the menu."""

    medicine: int
    since: int
    next_step: int
    purpose: int
    menu: int

    @classmethod
    def of(cls, width: int) -> "Columns":
        """The columns of a width; the medicine has what the others leave."""
        menu = width - look().px(_MORE + 8)
        purpose = menu - round(width * _FOR)
        next_step = purpose - round(width * _NEXT)
        return cls(look().px(_MARGIN), next_step - look().px(_SINCE), next_step, purpose, menu)


class RegimenModel(QAbstractListModel):
    """Rows, in the order in which they were handed over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[RegimenRow, ...] = ()

    def show_rows(self, rows: tuple[RegimenRow, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    @property
    def rows(self) -> tuple[RegimenRow, ...]:
        """The rows shown."""
        return self._rows

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.read
        return row if role == ROW else None


class RegimenDelegate(QStyledItemDelegate):
    """Draws a row; its height follows from its words."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: RegimenRow = index.data(ROW)
        view = option.widget
        box: QRect = option.rect
        chosen = isinstance(view, RegimenList) and view.currentIndex() == index
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row_ground(painter, QRectF(box), chosen=chosen, otherwise=("surface2", "surface")[index.row() % 2])
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, look().colour("border"))
        self._paint_cells(painter, row, box)
        if chosen and view.hasFocus():
            focus_ring(painter, box.adjusted(2, 1, -2, -2).toRectF())
        painter.restore()

    def _paint_cells(self, painter: QPainter, row: RegimenRow, box: QRect) -> None:
        columns, top = Columns.of(box.width()), box.top() + look().px(_PAD)
        step = look().px(_LINE)
        for x, lines in _cells(row, columns):
            draw(painter, box.left() + x, top, lines, step)
        side = look().px(18)
        where = QRect(box.left() + columns.menu + look().px(5), box.center().y() - side // 2, side, side)
        paint_icon(painter, "menu", look().colour("text2"), where.toRectF())

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = option.widget.viewport().width() if isinstance(option.widget, QListView) else option.rect.width()
        return QSize(look().px(240), row_height(index.data(ROW), width))


def _cells(row: RegimenRow, columns: Columns) -> list[tuple[int, list[list[Word]]]]:
    """The words of each column, wrapped to its width."""
    gap = look().px(_GAP)
    medicine = wrapped(line_words(row.line), columns.since - columns.medicine - gap)
    medicine += wrapped(text_words(row.under, "text2"), columns.since - columns.medicine - gap) if row.under else []
    if row.doubt:
        medicine += wrapped(text_words(row.doubt, "warn", Type.LABEL, STRONG), columns.since - columns.medicine - gap)
    tone = {_("Suspended"): "warn", _("Not started"): "text2"}.get(row.status, "text1")
    since = wrapped(text_words(row.since, "text1"), columns.next_step - columns.since - gap)
    since.append(text_words(row.status, tone, Type.LABEL, STRONG))
    coming = wrapped(
        text_words(row.next_step, "danger" if row.overdue else "text1"), columns.purpose - columns.next_step - gap
    )
    purpose = wrapped(text_words(row.purpose, "text1"), columns.menu - columns.purpose - gap)
    return [
        (columns.medicine, medicine),
        (columns.since, since),
        (columns.next_step, coming),
        (columns.purpose, purpose),
    ]


def row_height(row: RegimenRow, width: int) -> int:
    """How high a row is in a width."""
    most = max(len(lines) for _x, lines in _cells(row, Columns.of(width)))
    return most * look().px(_LINE) + look().px(2 * _PAD)


class RegimenList(QListView):
    """The list. Enter or a click on the sign at the right opens the menu of a row."""

    menu_asked = Signal(object, object)  # the RegimenRow, and where on the screen
    dose_asked = Signal(str)
    chosen = Signal(str)  # a course
    resized = Signal()  # and its rows are laid out anew

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.regimen = RegimenModel(self)
        self.setModel(self.regimen)
        self.setItemDelegate(RegimenDelegate(self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName(_("Regimen"))

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(current.data(ROW).course)
        self.viewport().update()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard alone chooses no row (MED-19)."""
        nothing = not self.currentIndex().isValid()
        with QSignalBlocker(self):
            super().focusInEvent(event)
            if nothing:
                self.setCurrentIndex(QModelIndex())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        plain = not event.modifiers()
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu) and index.isValid():
            self._ask_menu(index)
        elif plain and event.key() == Qt.Key.Key_D:
            self.dose_asked.emit(index.data(ROW).course if index.isValid() else "")
        elif plain and event.key() in (Qt.Key.Key_J, Qt.Key.Key_K):
            self._step(1 if event.key() == Qt.Key.Key_J else -1)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        last = self.regimen.rowCount() - 1
        at = self.currentIndex().row() + by if self.currentIndex().isValid() else 0
        self.setCurrentIndex(self.regimen.index(min(max(at, 0), last)))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        by_left = event.button() is Qt.MouseButton.LeftButton
        if by_left and index.isValid() and event.position().x() >= Columns.of(self.viewport().width()).menu:
            self._ask_menu(index)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By mouse about the row under it, and there; by key about the current one."""
        if event.reason() is not QContextMenuEvent.Reason.Mouse:
            self._ask_menu(self.currentIndex())
        elif (index := self.indexAt(event.pos())).isValid():
            self.menu_asked.emit(index.data(ROW), event.globalPos())

    def _ask_menu(self, index: Index) -> None:
        if not index.isValid():
            return
        box = self.visualRect(self.regimen.index(index.row()))
        corner = box.bottomRight()
        corner.setX(Columns.of(self.viewport().width()).menu)
        self.menu_asked.emit(index.data(ROW), self.viewport().mapToGlobal(corner))

    def height_for(self, width: int) -> int:
        """How high all rows are in a width."""
        return sum(row_height(row, width) for row in self.regimen.rows)

    def names_below(self, height: int | None = None) -> tuple[str, ...]:
        """The medicines whose rows are below what is seen, or what would be in a height."""
        seen = self.viewport().height() if height is None else height
        return self._names(lambda box: box.center().y() > seen)

    def names_above(self) -> tuple[str, ...]:
        """The medicines whose rows are above."""
        return self._names(lambda box: box.center().y() < 0)

    def _names(self, out: Callable[[QRect], bool]) -> tuple[str, ...]:
        rows = enumerate(self.regimen.rows)
        return tuple(row.name for at, row in rows if out(self.visualRect(self.regimen.index(at))))

    def show_rows(self, rows: tuple[RegimenRow, ...]) -> None:
        """Show other rows."""
        self.regimen.show_rows(rows)
        self._make_room()

    def _make_room(self) -> None:
        """Rows that fit without the scroll bar get its room too: with it they might not fit."""
        fits = self.height_for(self.width()) <= self.height()
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fits else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        if self.verticalScrollBarPolicy() is not bar:
            self.setVerticalScrollBarPolicy(bar)

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        self._make_room()
        self.doItemsLayout()
        self.resized.emit()

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        if not self.regimen.rows:
            painter = QPainter(self.viewport())
            painter.setFont(look().font(Type.BODY))
            painter.setPen(look().colour("text2"))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, _("No medicines here."))
            painter.end()
