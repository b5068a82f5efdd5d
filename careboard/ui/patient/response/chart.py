"""The response chart: its ranges, its rows to choose, its table; it shows a chart and says what a clinician chose.

What it shows comes from the lanes alone; it holds no rule of the field.
"""

from enum import IntEnum

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.entry import Entry
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.lanes.all import Lanes, lanes_of
from careboard.projections.lanes.days import start_of
from careboard.projections.lanes.measures import MeasureLane
from careboard.projections.preview import with_one_more
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.head import Head
from careboard.ui.parts.labels import Label
from careboard.ui.patient.response.accessible import install
from careboard.ui.patient.response.axis import Axis
from careboard.ui.patient.response.choices import Choices
from careboard.ui.patient.response.choosing import Choosing
from careboard.ui.patient.response.geometry import MARGIN
from careboard.ui.patient.response.table import MarksTable

MONTH, WEEKS, AHEAD, WEEK = 30, 77, 14, 7  # days


class Range(IntEnum):
    """Which days are shown; the numbers are those of the buttons."""

    THIRTY_DAYS = 0
    ELEVEN_WEEKS = 1
    EPISODE = 2
    ALL = 3


class ResponseChart(Choosing):
    """Medication and response over one axis of time."""

    dose_asked = Signal(str)  # the course, or nothing where none is chosen
    wanted = Signal(str)  # what else somebody wants to begin
    weight_asked = Signal()  # a blind weight is to be shown: `show_weight` does, once that is recorded

    def __init__(self, choices: Choices | None = None, parent: QWidget | None = None) -> None:
        super().__init__(choices, parent)
        self.setAccessibleName(_("Medication and response"))
        self._chart: Chart | None = None
        self._range = Range.ELEVEN_WEEKS
        self._previewed: Entry | None = None
        self._holds_weight = self._shows_weight = False
        install()
        self.table = MarksTable(self)
        self._title = Label(_("Medication and response"), Type.TITLE)
        self._ranges = QButtonGroup(self)
        self._build()
        self._listen()
        self.setFocusProxy(self.plot)

    def _listen(self) -> None:
        for plot in (self.plot, self.windows.earlier):
            plot.weight_asked.connect(self._hold_weight)
            plot.dose_asked.connect(self.dose_asked)
            plot.opened.connect(self.opened)
            plot.wanted.connect(self.wanted)
            plot.table_asked.connect(self.show_table)
            plot.moved.connect(self._tell_range)
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
    def _tell_range(self) -> None:
        """The button of a range is lit as long as its days are the ones shown."""
        lanes, axis = self.plot.lanes, self.plot.axis
        if lanes is None or self.windows.comparing:
            return
        named = self._days(lanes)
        lit = (axis.start, axis.end) == (named.start, named.end)
        button = self._ranges.button(self._range)
        if button.isChecked() is not lit:
            self._ranges.setExclusive(False)
            button.setChecked(lit)
            self._ranges.setExclusive(True)

    @override
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

    # -- a blind weight --------------------------------------------------------------------------------------------

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
