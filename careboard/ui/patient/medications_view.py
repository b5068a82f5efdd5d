"""The response chart over the regimen, and the section that they make.

A row chosen in one is chosen in the other; the chart has the room that the rows of the regimen leave, until somebody
moves the line between them.
"""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.entry import MedicationContent
from careboard.projections.chart import Chart
from careboard.projections.preview import unsigned
from careboard.ui.look.look import look
from careboard.ui.parts.panels import Ground
from careboard.ui.parts.splits import remember, share
from careboard.ui.patient.regimen.acts import Act
from careboard.ui.patient.regimen.panel import RegimenTable
from careboard.ui.patient.response.chart import ResponseChart
from careboard.ui.patient.response.choices import Choices
from careboard.workflow.offers import Allowed

MEDICATIONS: Final = "medications"
_REGIMEN = 0.335  # of the height, at most


class MedicationsView(QWidget):
    """The chart over the regimen. It is drawn when it is seen."""

    asked = Signal(object, str)  # an Act, and the course or nothing
    opened = Signal(str)  # an entry
    weight_asked = Signal()

    def __init__(self, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.response, self.regimen = ResponseChart(choices), RegimenTable()
        self._waiting: Chart | None = None
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(look().px(16))
        self.splitter.addWidget(self.response)
        self.splitter.addWidget(self.regimen)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        remember(self.splitter, MEDICATIONS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)
        self.response.chosen.connect(self.regimen.choose)
        self.regimen.chosen.connect(self.response.choose)
        self.response.opened.connect(self.opened)
        self.response.offering.connect(self.regimen.offer)
        self.response.weight_asked.connect(self.weight_asked)
        self.response.dose_asked.connect(lambda course: self.asked.emit(Act.ADJUST, course))
        self.regimen.asked.connect(self.asked)
        self.setFocusProxy(self.response)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Its parts, in the order of reading."""
        return self.response, self.regimen

    @property
    def course(self) -> str:
        """The course whose row is chosen in the chart, or nothing."""
        return self.response.course

    def show_chart(self, chart: Chart) -> None:
        """Show a chart, now or when this is seen."""
        self._waiting = chart
        if self.isVisible():
            self._show()

    def show_allowed(self, may: Allowed) -> None:
        """Offer what the member may do."""
        self.regimen.show_allowed(may)

    def preview(self, content: MedicationContent | None, chart: Chart) -> None:
        """Show an order that is not signed yet."""
        self.response.preview(None if content is None else unsigned(content, chart))

    def _show(self) -> None:
        if self._waiting is not None:
            chart, self._waiting = self._waiting, None
            self.response.show_chart(chart)
            self.regimen.show_chart(chart)
            self._divide()

    def _divide(self) -> None:
        """The regimen gets what its rows need, up to a third; the chart gets the rest, until somebody moves it."""
        room, kept = self.height() - self.splitter.handleWidth(), share(MEDICATIONS)
        if room > 0:
            rows = min(self.regimen.height_for(self.width()), round(room * _REGIMEN))
            chart = room - rows if kept is None else round(room * kept)
            self.splitter.setSizes([chart, room - chart])

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._divide()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()


class MedicationsSection(Ground):
    """The view as a section of its own."""

    low = 800  # px at 100%: doses, effects, risk and scores over a regimen that begins in sight
    least_height = 920  # px at 100%, where the page scrolls: a chart with most of its lanes, and three medicines below

    def __init__(self, view: MedicationsView, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self.view, self.show_chart = view, view.show_chart
        column = QVBoxLayout(self)
        margin = look().px(16)
        column.setContentsMargins(margin, 0, margin, margin)
        column.addWidget(view)
        self.setFocusProxy(view)
