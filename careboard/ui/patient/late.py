"""A section that is made when it is first looked at, so that opening a patient waits for nothing that is not seen."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from careboard.projections.chart import Chart
from careboard.ui.parts.panes import panes_of

S = TypeVar("S", bound=QWidget)


class LateSection(QWidget, Generic[S]):
    """The place of a section. `made` is the section once somebody looked; it is then shown every chart.

    While it is `held` nothing is made for a look alone: what stands beside the first entries waits for them.
    """

    def __init__(
        self,
        make: Callable[[], S],
        show: Callable[[S, Chart], None],
        least_height: int = 0,
        *,
        low: int = 0,
        held: bool = False,
    ) -> None:
        super().__init__()
        self._make, self._show, self._held = make, show, held
        self.least_height, self.low = least_height, low
        self._chart: Chart | None = None
        self.made: S | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def panes(self) -> Sequence[QWidget]:
        """The parts of what is made, in the order of reading."""
        return () if self.made is None else panes_of(self.made)

    def show_chart(self, chart: Chart) -> None:
        """Show a chart, now or when this is first looked at."""
        self._chart = chart
        if self.made is not None:
            self._show(self.made, chart)

    def let_go(self) -> None:
        """Hold it no longer; it is made where somebody looks already."""
        self._held = False
        if self.isVisible():
            self.whole()

    def whole(self) -> S:
        """The section, made now where nobody has looked yet."""
        if self.made is None:
            self.made = made = self._make()
            self._column.addWidget(made)
            self.setFocusProxy(made)
            if self._chart is not None:
                self._show(made, self._chart)
            made.show()  # at once, not with the next event
        return self.made

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._held:
            self.whole()
