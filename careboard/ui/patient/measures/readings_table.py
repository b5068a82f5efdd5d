"""Vital signs and results as a table, the newest on top: what is out of range says so in a word beside its icon.

A weight that is blind shows only while F8 is held, and is never copied.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget
from typing_extensions import override

from careboard.clinical.values import EntryId
from careboard.i18n import gettext as _
from careboard.projections.measures.readings import Reading
from careboard.ui.look.look import Type, look
from careboard.ui.parts.copied import copy_text
from careboard.ui.parts.headings import Headings
from careboard.ui.parts.rows import Index
from careboard.ui.patient.measures.readings_cells import EDGE, ReadingsDelegate
from careboard.ui.patient.measures.readings_model import WHAT, WHEN, ReadingsModel

_SHARES = (0.26, 0.29, 0.195, 0.255)  # of what the day and time leave to the columns beside them
_MOMENT, _MOST = "28-Mmm-2026 00:00", 0.3  # as wide as any, and how much of the table it may take


class ReadingsTable(QTableView):
    """The table. Enter opens the entry of a row; F8 shows a blind weight while it is held, and so does `hold`."""

    opened = Signal(str)  # an entry
    weight_asked = Signal()  # a blind weight is to be shown: `show_weights` does, once that is recorded

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.readings = ReadingsModel(self)
        self._holds = False
        self.setHorizontalHeader(Headings(self, before=EDGE, lined=False))
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
        """Show blind weights as long as they are still held here; that somebody looks is recorded by now."""
        if self._holds and self.hasFocus():
            self.readings.show_weights(shown=True)

    def hold(self, *, held: bool) -> None:
        """F8, or the button for the mouse, goes down or up."""
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
            self.hold(held=True)
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
            self.hold(held=False)
        else:
            super().keyReleaseEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.hold(held=False)

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
        needs = QFontMetricsF(look().font(Type.LABEL)).horizontalAdvance(_MOMENT) + look().px(EDGE + 8)
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
            room = self.viewport().rect().adjusted(look().px(EDGE), 0, -look().px(EDGE), 0)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, _("Nothing was measured here yet."))
            painter.end()
