"""The response chart: its ranges, its rows to choose, its table; it shows a chart and says what a clinician chose.

What it shows comes from the lanes alone; it holds no rule of the field.
"""

from enum import IntEnum

from PySide6.QtCore import QPoint, QSize, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QMenu, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.entry import Entry
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.lanes.all import Lanes, lanes_of
from careboard.projections.lanes.days import start_of
from careboard.projections.lanes.doses import DoseLane
from careboard.projections.lanes.measures import MeasureLane
from careboard.projections.lanes.model import plain_title
from careboard.projections.preview import with_one_more
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.head import Head
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Panel
from careboard.ui.patient.response.accessible import install
from careboard.ui.patient.response.axis import Axis
from careboard.ui.patient.response.choices import Choices
from careboard.ui.patient.response.geometry import MARGIN
from careboard.ui.patient.response.table import MarksTable
from careboard.ui.patient.response.windows import Windows

MONTH, WEEKS, AHEAD, WEEK = 30, 77, 14, 7  # days


class Range(IntEnum):
    """Which days are shown; the numbers are those of the buttons."""

    THIRTY_DAYS = 0
    ELEVEN_WEEKS = 1
    EPISODE = 2
    ALL = 3


class ResponseChart(Panel):
    """Medication and response over one axis of time."""

    chosen = Signal(str)  # the course whose row is chosen, or nothing
    dose_asked = Signal(str)  # the course, or nothing where none is chosen
    opened = Signal(str)  # an entry
    wanted = Signal(str)  # what else somebody wants to begin
    weight_asked = Signal()  # a blind weight is to be shown: `show_weight` does, once that is recorded

    def __init__(self, choices: Choices | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Medication and response"))
        self._chart: Chart | None = None
        self._range = Range.ELEVEN_WEEKS
        self._previewed: Entry | None = None
        self._holds_weight = self._shows_weight = False
        install()
        self.windows, self.table = Windows(choices or Choices(), self), MarksTable(self)
        self.plot = self.windows.plot
        self._title = Label(_("Medication and response"), Type.TITLE)
        self._ranges = QButtonGroup(self)
        self._lanes, self._compare = Button(_("Lanes")), Button(_("Compare"))
        self._compare.setCheckable(True)
        self._build()
        self._listen()
        self.setFocusProxy(self.plot)

    def _listen(self) -> None:
        self._lanes.clicked.connect(self._choose_lanes)
        self._compare.clicked.connect(self._choose_windows)
        self.windows.compared.connect(self._compare.setChecked)
        self.plot.chosen.connect(self._choose)
        for plot in (self.plot, self.windows.earlier):
            plot.weight_asked.connect(self._hold_weight)
            plot.dose_asked.connect(self.dose_asked)
            plot.opened.connect(self.opened)
            plot.wanted.connect(self.wanted)
            plot.table_asked.connect(self.show_table)
            plot.compare_asked.connect(self._choose_windows)
        self.table.drawing_asked.connect(self.show_drawing)
        self.table.opened.connect(self.opened)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, look().px(5), 1, 1)
        column.setSpacing(look().px(2))
        words = (_("30 d"), _("11 wk"), _("Episode"), _("All"))
        for which, told in zip(Range, words, strict=True):
            button = Button(told)
            button.setCheckable(True)
            button.setChecked(which is self._range)
            self._ranges.addButton(button, which)
        self._ranges.idClicked.connect(self.show_range)
        gap = QWidget()
        gap.setFixedWidth(look().px(1))
        head = Head(self._title, (*self._ranges.buttons(), gap, self._compare, self._lanes))
        head.space(look().px(MARGIN - 1), look().px(1), look().px(MARGIN - 1), look().px(8))
        column.addWidget(head)
        self._stack = QStackedLayout()
        column.addLayout(self._stack, 1)  # first: what is added to a layout without a widget shows as a window
        self._stack.addWidget(self.windows)
        self._stack.addWidget(self.table)

    # -- what is shown ------------------------------------------------------------------------------------------

    def show_chart(self, chart: Chart) -> None:
        """Show a patient's chart; the days and choices of before stay, where it is the same patient."""
        same = self._chart is not None and self._chart.patient == chart.patient
        self._chart = chart
        lanes = self._lanes_of(chart)
        self.windows.show_lanes(lanes, None if same else self._days(lanes))

    @Slot(int)
    def show_range(self, which: int) -> None:
        """Show 30 days, 11 weeks, the episode, or all: the number of a Range."""
        self._range = Range(which)
        self._ranges.button(which).setChecked(True)
        if self.plot.lanes is not None:
            self.plot.choices.aligned = None
            self.windows.show_lanes(self.plot.lanes, self._days(self.plot.lanes))

    def pan(self, days: float) -> None:
        """Show later days, or earlier ones."""
        self.plot.pan(days)

    @Slot()
    def show_table(self) -> None:
        """Show the numbers instead of the drawing."""
        if self.plot.lanes is not None:
            self.table.marks.show_rows(self.plot.lanes, [placed.row for placed in self.plot.rows()])
            self._stack.setCurrentWidget(self.table)
            self.setFocusProxy(self.table)
            self.table.setFocus()

    @Slot()
    def show_drawing(self) -> None:
        """Show the drawing again."""
        self._stack.setCurrentWidget(self.windows)
        self.setFocusProxy(self.plot)
        self.plot.setFocus()

    def _days(self, lanes: Lanes) -> Axis:
        today = float(int(lanes.calendar.now_number))
        end = today + 1 + AHEAD
        match self._range:
            case Range.THIRTY_DAYS:
                return Axis(today + 1 - MONTH, today + 1 + WEEK)
            case Range.ELEVEN_WEEKS:
                return Axis(end - 1 - WEEKS, end)
            case Range.EPISODE:
                return Axis(self._admitted(lanes), end)
            case Range.ALL:
                return Axis(min(lanes.first_day, today - WEEK) - 1, end)

    def _admitted(self, lanes: Lanes) -> float:
        """The day of the admission; without one, the first level of care, else all there is."""
        admission = self._chart.stay.admission if self._chart else None
        start = start_of(admission.entry.at, lanes.calendar.zone) if admission else None
        today = lanes.calendar.now_number
        first = lanes.care.spans[0].start if lanes.care.spans else lanes.first_day
        return min(first if start is None else start, today - WEEK) - 1

    # -- preview ------------------------------------------------------------------------------------------------

    def preview(self, entry: Entry | None) -> None:
        """Show the chart as it would be with one more entry; None takes it away."""
        if self._chart is not None and entry is not self._previewed:
            self._previewed = entry
            for plot in (self.plot, self.windows.earlier):
                plot.previewing = entry.id if entry else ""
            self.windows.show_lanes(self._lanes_of(self._chart))

    def _lanes_of(self, chart: Chart, *, weight_shown: bool = False) -> Lanes:
        return lanes_of(
            chart if self._previewed is None else with_one_more(chart, self._previewed), weight_shown=weight_shown
        )

    # -- choices ------------------------------------------------------------------------------------------------

    @Slot()
    def _choose_lanes(self) -> None:
        menu = self.lanes_menu()
        menu.exec(self._lanes.mapToGlobal(QPoint(0, self._lanes.height())))

    def lanes_menu(self) -> QMenu:
        """Every row to show or put away, and what the days are counted from."""
        menu = QMenu(self)
        lanes, choices = self.plot.lanes, self.plot.choices
        for row in lanes.rows if lanes else ():
            offered = lanes is not None and row.key in lanes.offered
            action = menu.addAction(plain_title(row))
            action.setCheckable(True)
            action.setChecked(row.key not in choices.hidden and (not offered or row.key in choices.extra))
            action.toggled.connect(lambda on, key=row.key: self.show_row(key, shown=on))
        menu.addSeparator()
        for words, by in ((_("Move the chosen lane up\tAlt+Up"), -1), (_("Move the chosen lane down\tAlt+Down"), 1)):
            move = menu.addAction(words)
            move.setEnabled(bool(self.plot.selected))
            move.triggered.connect(lambda _on=False, by=by: self.plot.move_row(by))
        menu.addAction(_("Lanes in their usual order")).triggered.connect(self._order_as_usual)
        menu.addSeparator()
        align = menu.addMenu(_("Align on"))
        for words, day in self.alignments():
            align.addAction(words).triggered.connect(lambda _on=False, at=day: self.align_on(at))
        return menu

    def show_row(self, key: str, *, shown: bool) -> None:
        """Show a row, or put it away."""
        choices = self.plot.choices
        (choices.hidden.discard if shown else choices.hidden.add)(key)
        (choices.extra.add if shown else choices.extra.discard)(key)
        self._lay_out()

    @Slot()
    def _order_as_usual(self) -> None:
        self.plot.choices.order.clear()
        self._lay_out()

    def _lay_out(self) -> None:
        for plot in self.windows.plots:
            plot.lay_out()

    @Slot()
    def _choose_windows(self) -> None:
        """Compare two windows of days, or show one again."""
        self._compare.setChecked(self.windows.comparing)
        if self.windows.comparing:
            self.windows.end()
        else:
            menu = self.windows_menu()
            menu.exec(self._compare.mapToGlobal(QPoint(0, self._compare.height())))

    def windows_menu(self) -> QMenu:
        """Which days may be compared: those before these, or before and after a move or a change of dose."""
        menu = QMenu(self)
        menu.addAction(_("These days and those before")).triggered.connect(lambda: self.windows.compare(None))
        for words, day in self.alignments()[1:]:
            told = _("Before and after: {what}").format(what=words)
            menu.addAction(told).triggered.connect(lambda _on=False, at=day: self.windows.compare(at))
        return menu

    def alignments(self) -> list[tuple[str, float | None]]:
        """What the days may be counted from: the first dose and the last change of each medicine, the last move."""
        found: list[tuple[str, float | None]] = [(_("The calendar"), None)]
        lanes = self.plot.lanes
        if lanes is None:
            return found
        now = lanes.calendar.now_number
        if moves := [span for span in lanes.care.spans if span.start <= now]:
            found.append((_("Move to {level}").format(level=moves[-1].words), moves[-1].start))
        for row in lanes.rows:
            if isinstance(row, DoseLane) and (past := [day for day in row.changes if day <= now]):
                found.append((_("First dose of {medicine}").format(medicine=row.name), past[0]))
                if len(past) > 1:
                    found.append((_("Last change of {medicine}").format(medicine=row.name), past[-1]))
        return found

    def align_on(self, day: float | None) -> None:
        """Count the days from one, and bring it into view."""
        self.plot.choices.aligned = day
        if day is not None and not self.plot.axis.start <= day <= self.plot.axis.end:
            self.plot.pan(day - self.plot.axis.days / 4 - self.plot.axis.start)
        self.plot.focus_day(day)

    @Slot(str)
    def _choose(self, key: str) -> None:
        lanes = self.plot.lanes
        row = next((row for row in lanes.rows if row.key == key), None) if lanes else None
        self.chosen.emit(row.course.id if isinstance(row, DoseLane) else "")
        if row is not None:
            announce(self.plot, f"{plain_title(row)}: {self.plot.value(row).words}")

    def choose(self, course: str) -> None:
        """Choose the row of a course."""
        lanes = self.plot.lanes
        for row in lanes.rows if lanes else ():
            if isinstance(row, DoseLane) and any(one.course.id == course for one in row.courses):
                self.plot.select(row.key)

    @Slot(bool)
    def _hold_weight(self, held: bool) -> None:  # noqa: FBT001 (a signal hands it over)
        """Ask for a blind weight when its key is pressed; hide it when that is let go of."""
        lanes = self.plot.lanes
        hidden = lanes is not None and any(isinstance(row, MeasureLane) and row.hidden for row in lanes.rows)
        asks, self._holds_weight = held and hidden and not self._holds_weight, held
        if asks:
            self.weight_asked.emit()
        elif not held:
            self._lift(lifted=False)

    @Slot()
    def show_weight(self) -> None:
        """Show a blind weight as long as its key is still held; that it is looked at is recorded by now."""
        if self._holds_weight:
            self._lift(lifted=True)

    def _lift(self, *, lifted: bool) -> None:
        if self._chart is not None and lifted is not self._shows_weight:
            self._shows_weight = lifted
            self.windows.show_lanes(self._lanes_of(self._chart, weight_shown=lifted))

    @override
    def sizeHint(self) -> QSize:
        plot = self.plot.sizeHint()
        return QSize(plot.width(), plot.height() + look().px(50))
