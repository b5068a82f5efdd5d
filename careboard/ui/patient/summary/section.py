"""The summary as a section of the patient's page: made when it is first looked at, and drawn only while it is seen."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from careboard.projections.chart import Chart
from careboard.ui.desk import Desk
from careboard.ui.patient.summary.page import SummaryPage


class SummarySection(QWidget):
    """Holds the summary page. `issued` carries the chart in which the summary stands."""

    issued = Signal(object)  # Chart
    export_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._chart: Chart | None = None
        self.page: SummaryPage | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_chart(self, chart: Chart) -> None:
        """Take over a chart; the draft is drawn anew when it is seen."""
        newer, self._chart = self._chart is not chart, chart
        if newer and self.page is not None and self.isVisible():
            self.page.show_chart(chart)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._chart is None:
            return
        if self.page is None:
            self.page = SummaryPage(self._desk, self._chart)
            self.page.issued.connect(self.issued)
            self.page.export_asked.connect(self.export_asked)
            self._column.addWidget(self.page)
        else:
            self.page.show_chart(self._chart)
