"""The caseload page: who needs somebody first, found by a few letters, opened by Enter.

Rows come one after another from the worker, so that a long caseload never holds up the window.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.caseload import CaseloadRow
from careboard.ui.clinic.caseload.cells import Cells
from careboard.ui.clinic.caseload.columns import Column, Order
from careboard.ui.clinic.caseload.model import COLUMNS, ROW, CaseloadModel
from careboard.ui.desk import Desk
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import focus_ring
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Choice, Line
from careboard.ui.parts.heading import Heading, beside
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Ground, Panel

_NONE_YET = _("No patients yet. Begin with a new patient, or import a file from another system.")
_OUT_OF_REACH = _("Charts are read and begun by who treats or coordinates. Your role does neither.")
_ENROL = " " + _("Enrol them under People.")
NARROWEST = 9.4  # px for each share of a column; a narrower table is scrolled sideways


class CaseloadPage(Ground):
    """All patients within reach. `opened` hands over the row of the patient to open."""

    opened = Signal(object)  # a CaseloadRow
    asked_for_new_patient = Signal()
    asked_to_import = Signal()
    loaded = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self._desk = desk
        self._waiting: list[str] = []
        self.complete = False
        self.may_register = self._may_enrol = False
        self._chosen: str | None = None
        self.model = CaseloadModel(desk.zone)
        self.table = CaseloadTable(self.model, Cells(desk.zone))
        self._build()
        self.table.opened.connect(self.opened)
        self.table.selectionModel().currentRowChanged.connect(self._remember)
        self.model.modelReset.connect(self._show_chosen)

    def _build(self) -> None:
        self._count = Label("", Type.BODY, "text2")
        self._empty = Label("", Type.BODY, "text2", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        panel = Panel()
        column = QVBoxLayout(panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self._empty, 1)
        page = QVBoxLayout(self)
        edge = look().px(16)
        page.setContentsMargins(edge, edge, edge, edge)
        page.setSpacing(look().px(12))
        page.addWidget(self._heading())
        page.addWidget(panel, 1)
        self.setFocusProxy(self.table)

    def _heading(self) -> Heading:
        self.filter = Line(placeholder=_("Filter by name or number"))
        self.filter.setAccessibleName(_("Filter by name or number"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self.model.filter_by)
        self.filter.returnPressed.connect(self.table.open_first)
        self.order = Choice([(order.value, order) for order in Order])
        self.order.setAccessibleName(_("Sort by"))
        self.order.currentIndexChanged.connect(self._sort)
        bring = Button(_("Import"), icon_name="import")
        bring.clicked.connect(self.asked_to_import)
        new = Button(_("New patient"), "primary", "add")
        new.clicked.connect(self.asked_for_new_patient)
        self.registering = (bring, new)
        for button in self.registering:
            button.setMinimumHeight(look().px(36))
            button.hide()
        sort = Label(_("Sort by"), Type.LABEL, "text2")
        sort.setBuddy(self.order)
        self.filter.setMinimumWidth(look().px(220))
        return Heading(_("Caseload"), self._count, (self.filter, beside(sort, self.order), bring, new))

    # -- rows arrive --------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Read every row anew, one after another."""
        self._desk.ask(lambda session: (session.streams(), session.may_register, session.may_enrol), self, self._begin)

    def refresh(self, patient: str) -> None:
        """Read the row of one patient anew."""
        self._desk.ask(lambda session: session.caseload_row(patient), self, self._take)

    def _begin(self, read: tuple[Sequence[str], bool, bool]) -> None:
        streams, self.may_register, self._may_enrol = read
        for button in self.registering:
            button.setVisible(self.may_register)
        self.complete = False
        self.model.keep_only(streams)
        self._waiting = list(streams)
        self._go_on()

    def _go_on(self) -> None:
        if self._waiting:
            patient = self._waiting.pop(0)
            self._desk.ask(lambda session: session.caseload_row(patient), self, partial(self._take, go_on=True))
        else:
            self.complete = True
            self._show_count()
            self.loaded.emit()

    def _take(self, row: CaseloadRow | None, *, go_on: bool = False) -> None:
        if row is not None:
            self.model.put(row)
        if go_on:
            self._go_on()

    # -- what is chosen ------------------------------------------------------------------------------------------

    @Slot(QModelIndex, QModelIndex)
    def _remember(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self._chosen = now.data(ROW).id

    @Slot()
    def _show_chosen(self) -> None:
        at = self.model.row_of(self._chosen) if self._chosen else None
        if at is not None:
            self.table.setCurrentIndex(self.model.index(at, 0))
        self._show_count()

    @Slot()
    def _sort(self) -> None:
        chosen = self.order.chosen
        if isinstance(chosen, Order):
            self.model.sort_by(chosen)

    def _show_count(self) -> None:
        shown, known = len(self.model.shown), self.model.known
        whole = ngettext("{n} patient", "{n} patients", known).format(n=known)
        self._count.setText(whole if shown == known else _("{n} of {all} shown").format(n=shown, all=whole))
        nobody = _NONE_YET if self.may_register else f"{_OUT_OF_REACH}{_ENROL if self._may_enrol else ''}"
        self._empty.setText(nobody if not known else _("Nobody matches. Clear the filter to see everybody."))
        self._empty.setVisible(self.complete and not shown)
        self.table.setVisible(bool(shown) or not self.complete)
        instead = self.registering[-1] if self.may_register and not known else self.filter
        self.setFocusProxy(self.table if shown or not self.complete else instead)


class CaseloadTable(QTableView):
    """The table: arrows go from patient to patient, Enter or a double click opens."""

    opened = Signal(object)  # a CaseloadRow

    def __init__(self, model: CaseloadModel, cells: Cells) -> None:
        super().__init__()
        self._cells = cells
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
        self.setHorizontalHeader(_Headings(self))
        self.doubleClicked.connect(self._open)
        model.modelReset.connect(self._fit_rows)
        self._follow_look()

    @Slot()
    def open_first(self) -> None:
        """Open the patient chosen, or the first one shown."""
        current = self.currentIndex()
        self._open(current if current.isValid() else self.model().index(0, 0))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
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
        """Give each row the height in which what is due next is read whole."""
        width = self.columnWidth(COLUMNS.index(Column.DUE))
        for at in range(self.model().rowCount()):
            height = self._cells.height_of(self.model().index(at, 0).data(ROW), width)
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
        self.verticalHeader().setDefaultSectionSize(self._cells.height)
        self._fit_rows()

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.data(ROW))


class _Headings(QHeaderView):
    """The headings of the columns, as plain words on the ground of the panel."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumSectionSize(look().px(40))
        self.setStretchLastSection(True)

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, look().px(36))

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        painter.fillRect(rect, look().colour("surface2"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look().colour("border"))
        painter.setFont(look().font(Type.STRONG_META))
        painter.setPen(look().colour("text3"))
        words = rect.adjusted(look().px(12), 0, 0, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), COLUMNS[logicalIndex].heading)
        painter.restore()
