"""The table of the caseload: arrows go from patient to patient, Enter or a double click opens.

A row is as high as what must be read whole in it; a narrow table is scrolled sideways, with its headings.
"""

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.ui.clinic.caseload.cells import Cells
from careboard.ui.clinic.caseload.heights import Heights
from careboard.ui.clinic.caseload.keys import belongs_to_the_page
from careboard.ui.clinic.caseload.model import COLUMNS, ROW, CaseloadModel
from careboard.ui.look.look import look
from careboard.ui.look.style import focus_ring
from careboard.ui.parts.headings import Headings

HEAD = 36  # px at 100%
NARROWEST = 9.2  # px for each share of a column; a narrower table is scrolled sideways


class CaseloadTable(QTableView):
    """All patients in rows. `opened` hands over the row that was chosen."""

    opened = Signal(object)  # a CaseloadRow

    def __init__(self, model: CaseloadModel, cells: Cells) -> None:
        super().__init__()
        self._cells, self._caseload = cells, model
        self._heights = Heights()
        self.setAccessibleName(_("Patients"))
        self.setModel(model)
        self.setItemDelegate(cells)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalHeader(Headings(self, ground="surface2", tone="text3"))
        self.horizontalHeader().setStretchLastSection(True)
        self.doubleClicked.connect(self._open)
        model.changed.connect(self._fit_rows)
        self._follow_look()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif belongs_to_the_page(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        whole = sum(column.share for column in COLUMNS)
        for at, column in enumerate(COLUMNS):
            wanted = self.viewport().width() * column.share // whole
            self.setColumnWidth(at, max(wanted, look().px(round(column.share * NARROWEST))))
        self._fit_rows()

    @Slot()
    def _fit_rows(self) -> None:
        """Give each row the height in which it is read whole."""
        widths = {column: self.columnWidth(at) for at, column in enumerate(COLUMNS)}
        rests_on = (*widths.values(), look().scale, self._cells.hidden)
        for at, row in enumerate(self._caseload.shown):
            height = self._heights.of(row, rests_on, lambda row: self._cells.height_of(row, widths))
            if self.rowHeight(at) != height:
                self.setRowHeight(at, height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex().isValid():
            cell = self.visualRect(self.currentIndex())
            painter = QPainter(self.viewport())
            cell.setLeft(0)
            cell.setRight(self.viewport().width() - 1)
            focus_ring(painter, cell.toRectF())
            painter.end()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._follow_look()

    def _follow_look(self) -> None:
        self.horizontalHeader().setFixedHeight(look().px(HEAD))
        self.verticalHeader().setDefaultSectionSize(self._cells.height)
        self._fit_rows()

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.data(ROW))
