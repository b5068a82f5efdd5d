"""The chart as a table: every row with its values, the most recent on top; for eyes and screen readers alike.

It holds the same marks as the drawing, each in the same words.
"""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from careboard.clinical.values import EntryId
from careboard.i18n import gettext as _
from careboard.projections.lanes.all import Lanes, Row
from careboard.projections.lanes.model import Mark, plain_title
from careboard.ui.look.look import look
from careboard.ui.parts.headings import Headings
from careboard.ui.parts.rows import NOWHERE, Index
from careboard.ui.parts.tips import as_tip
from careboard.ui.patient.response.rows import heading


class MarksModel(QAbstractTableModel):
    """Day, row and mark, the newest first; those of one day in the order of the chart."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: list[tuple[str, str, Mark]] = []

    def show_rows(self, lanes: Lanes, rows: Sequence[Row]) -> None:
        """Show the marks of some rows."""
        self.beginResetModel()
        marks = [(heading(row.section), row, mark) for row in rows for mark in row.marks()]
        marks.sort(key=lambda one: -one[2].start)
        self._marks = [(lanes.calendar.long(mark.start), plain_title(row), mark) for _section, row, mark in marks]
        self.endResetModel()

    def entry(self, index: Index) -> EntryId:
        """The entry behind a row."""
        return self._marks[index.row()][2].entry

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._marks)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else 3

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        day, title, mark = self._marks[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            shown = (day, title, mark.name)[index.column()]
            return shown if role == Qt.ItemDataRole.DisplayRole else as_tip(shown)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return mark.name if index.column() == 2 else (day, title)[index.column()]
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return (_("Day"), _("Lane"), _("What"))[section]
        return None


class MarksTable(QTableView):
    """The table. T brings the drawing back."""

    drawing_asked = Signal()
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marks = MarksModel(self)
        self.setModel(self.marks)
        self.setAccessibleName(_("Data of the response chart, the most recent on top"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        headings = Headings(self)
        self.setHorizontalHeader(headings)
        headings.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.verticalHeader().setDefaultSectionSize(look().px(28))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.marks.entry(index)))

    @override
    def updateGeometries(self) -> None:
        """The last column takes what is left of the width; where its words need more, the table is scrolled."""
        super().updateGeometries()
        headings = self.horizontalHeader()
        room = self.viewport().width() - headings.sectionSize(0) - headings.sectionSize(1)
        headings.setStretchLastSection(self.sizeHintForColumn(2) <= room)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_T, Qt.Key.Key_Escape) and not event.modifiers():
            self.drawing_asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.marks.entry(self.currentIndex()))
        else:
            super().keyPressEvent(event)
