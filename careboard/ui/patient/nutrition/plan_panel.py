"""The meal plan in force, a table for the days that are alike, with what stands beside it in words.

Energy is hidden where weight is blind, until somebody asks to see it, which is recorded.
"""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.nutrition.versions import PlanTable, plan_lines, plan_tables, standing_words, versions
from careboard.projections.wording.voice import Line
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.head import Head
from careboard.ui.parts.headings import Headings
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Panel
from careboard.ui.parts.rows import NOWHERE, Index
from careboard.ui.parts.tips import as_tip

_ROW, _WIDEST, _MOST = 30, 120, 150  # px at 100%
_NAMES, _AROUND = 28, 22  # px at 100%: around the words of the first column, and of the others
NO_PLAN = _("No meal plan is in force.")
_MAY_NOT = _("Prescribers and nutritionists sign meal plans.")


class PlanModel(QAbstractTableModel):
    """A row for each eating time and one that adds up, a column for each food group."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = PlanTable("", (), ())

    def show_table(self, table: PlanTable) -> None:
        """Show a plan."""
        self.beginResetModel()
        self._table = table
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._table.rows)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._table.heads)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        words = self._table.rows[index.row()][index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words
            case Qt.ItemDataRole.AccessibleTextRole:
                told = (self._table.rows[index.row()][0], self._table.heads[index.column()], words or _("none"))
                return words if index.column() == 0 else ", ".join(told)
            case Qt.ItemDataRole.ToolTipRole:
                return as_tip(words) or None
            case Qt.ItemDataRole.FontRole:
                return look().font(Type.VALUE if self._is_strong(index) else Type.BODY)
            case _:
                return None

    def _is_strong(self, index: Index) -> bool:
        return index.column() == 0 or index.row() == 6

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._table.heads[section]
        return None


class PlanGrid(QTableView):
    """The table of some days, as high as its rows; arrows go from cell to cell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan = PlanModel(self)
        self._beside: Sequence[PlanTable] = ()
        self.setModel(self.plan)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.setHorizontalHeader(Headings(self, ground="surface2", before=8))
        self.horizontalHeader().setStretchLastSection(True)
        self.plan.modelReset.connect(self.follow_look)
        self.follow_look()

    def show_table(self, table: PlanTable, beside: Sequence[PlanTable] = ()) -> None:
        """Show a table; its days are its name. `beside` are those whose columns stand under each other with its own."""
        self._beside = beside
        self.setAccessibleName(_("Meal plan, {days}").format(days=table.days))
        self.plan.show_table(table)

    def follow_look(self) -> None:
        """Take the sizes of the look in force."""
        self.horizontalHeader().setFixedHeight(look().px(_ROW))
        self.verticalHeader().setDefaultSectionSize(look().px(_ROW))
        self._fit()

    def _fit(self) -> None:
        """What is left of the room is for all columns alike; none is narrower than its words."""
        columns = self.plan.columnCount()
        if columns:
            metrics = QFontMetrics(look().font(Type.VALUE))
            least = [self._needed(at, metrics) for at in range(columns)]
            spare = max(self.viewport().width() - sum(least), 0) // columns
            for at, needed in enumerate(least):
                self.setColumnWidth(at, max(needed, min(needed + spare, look().px(_WIDEST))) if at else needed)
            bar = self.horizontalScrollBar().sizeHint().height() if sum(least) > self.viewport().width() else 0
            self.setFixedHeight((self.plan.rowCount() + 1) * look().px(_ROW) + bar + 2)

    def _needed(self, column: int, metrics: QFontMetrics) -> int:
        across = Qt.Orientation.Horizontal
        words = [str(self.plan.headerData(column, across)), *(self._said(row, column) for row in range(7))]
        words += [row[column] for table in self._beside for row in table.rows if column < len(row)]
        longest = max(metrics.horizontalAdvance(one) for one in words) + look().px(_AROUND if column else _NAMES)
        return min(longest, look().px(_MOST))  # longer words end in three dots, and their tip says them whole

    def _said(self, row: int, column: int) -> str:
        return str(self.plan.index(row, column).data() or "")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self.follow_look()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(200), super().minimumSizeHint().height())


class DayTables(QWidget):
    """The tables of a plan below each other, each under its days; where each day is the same there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grids: list[PlanGrid] = []
        self._names: list[Label] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look().px(6))

    def show_tables(self, tables: tuple[PlanTable, ...]) -> None:
        """Show these tables; one in which nothing is planned is not shown."""
        while len(self.grids) < len(tables):
            self._add()
        for at, (name, grid) in enumerate(zip(self._names, self.grids, strict=True)):
            table = tables[at] if at < len(tables) else PlanTable("", (), ())
            grid.show_table(table, tables)
            name.setText(table.days)
            grid.setVisible(any(any(row[1:]) for row in table.rows))
            name.setVisible(len(tables) > 1 and at < len(tables))
        self.setVisible(bool(tables))

    def _add(self) -> None:
        name, grid = Label("", Type.STRONG_LABEL, "text1"), PlanGrid()
        self._names.append(name)
        self.grids.append(grid)
        self._column.addWidget(name)
        self._column.addWidget(grid)


class PlanPanel(Panel):
    """The plan in force, or that there is none and who could sign one."""

    written = Signal()  # somebody wants to write a new version
    handout_asked = Signal()
    energy_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Meal plan"))
        self._title, self._told = Label(_("Meal plan"), Type.TITLE), Label("", Type.LABEL, "text2", wrap=True)
        self.write, self.handout = Button(_("New version"), "quiet"), Button(_("Handout"), "quiet", "print")
        self.energy = Button(_("Energy hidden: weight is blind. Show it"), "quiet", "hidden")
        self.days = DayTables()
        self._why = Label(_MAY_NOT, Type.META, "text3", wrap=True)
        self.lines = Lines()
        margin = look().px(16)
        head = Head(self._title, (self.handout, self.write))
        head.space(0, 0, 0, look().px(10))
        column = QVBoxLayout(self)
        column.setContentsMargins(margin, look().px(10), margin, look().px(12))
        column.setSpacing(look().px(8))
        for widget in (head, self._told, self.days, self.energy, self.lines, self._why):
            column.addWidget(widget)
        column.addStretch(1)
        self.write.clicked.connect(self.written)
        self.handout.clicked.connect(self.handout_asked)
        self.energy.clicked.connect(self.energy_asked)
        self.write.hide()

    def allow(self, *, may: bool) -> None:
        """It is known whether the member signs meal plans."""
        self.write.setVisible(may)
        self._why.setVisible(not may)

    def show_chart(self, chart: Chart, *, shows_energy: bool) -> None:
        """Show the plan of a chart."""
        stated = chart.stay.meal_plan
        tables = plan_tables(stated.content, chart, shows_energy=shows_energy) if stated else ()
        self._told.setText(self._words(chart))
        self.days.show_tables(tables)
        self.lines.show_lines(plan_lines(stated.content, chart, shows_energy=shows_energy) if stated else ())
        self.handout.setVisible(stated is not None)
        self.energy.setVisible(stated is not None and not shows_energy)

    def _words(self, chart: Chart) -> str:
        if chart.stay.meal_plan is None:
            return NO_PLAN if chart.complete else _("Older entries are still loading.")
        version = next((one for one in versions(chart, shows_energy=False) if one.in_force), None)
        told = standing_words(version, chart) if version is not None else ""
        same = not chart.stay.meal_plan.content.other_days
        return _("{version}. The same each day.").format(version=told) if same else f"{told}."


class Lines(QWidget):
    """Labelled lines below each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look().px(4))
        self._shown: list[Label] = []

    @property
    def said(self) -> list[str]:
        """What the lines say."""
        return [label.text() for label in self._shown]

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show these lines in place of those before."""
        while self._shown:
            gone = self._shown.pop()
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for line in lines:
            self._shown.append(Label(str(line), Type.BODY, "text1", wrap=True))
            self._column.addWidget(self._shown[-1])
        self.setVisible(bool(lines))
