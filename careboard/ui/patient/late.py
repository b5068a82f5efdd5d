"""A section that is made when it is first looked at, so that opening a patient waits for nothing that is not seen."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from careboard.projections.chart import Chart

S = TypeVar("S", bound=QWidget)


class LateSection(QWidget, Generic[S]):
    """The place of a section. `made` is the section once somebody looked; it is then shown every chart."""

    def __init__(self, make: Callable[[], S], show: Callable[[S, Chart], None], least_height: int) -> None:
        super().__init__()
        self._make, self._show, self.least_height = make, show, least_height
        self._chart: Chart | None = None
        self.made: S | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_chart(self, chart: Chart) -> None:
        """Show a chart, now or when this is first looked at."""
        self._chart = chart
        if self.made is not None:
            self._show(self.made, chart)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.made is None:
            self.made = self._make()
            self._column.addWidget(self.made)
            self.setFocusProxy(self.made)
            if self._chart is not None:
                self._show(self.made, self._chart)
