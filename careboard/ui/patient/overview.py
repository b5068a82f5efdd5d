"""The overview of a patient: one line of what is new, the timeline, and beside it what other rooms show from 1600 px.

Below that width the timeline stands alone, and the other rooms are sections of their own.
"""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.projections.chart import Chart
from careboard.ui.look.look import look
from careboard.ui.parts.panels import Ground
from careboard.ui.parts.panes import panes_of
from careboard.ui.parts.splits import remember
from careboard.ui.patient.since_line import SinceLine

WIDE = 1600 - 86  # pixels of the page, in a window of 1600 px


class Overview(Ground):
    """The timeline, and the rooms beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self.since, self._aside, self._list_alone = SinceLine(), False, False
        self._left, self._right = QWidget(), QWidget()
        self._list = QVBoxLayout(self._left)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._beside = QVBoxLayout(self._right)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._left)
        self._splitter.addWidget(self._right)
        self._splitter.setSizes([776, 770])
        remember(self._splitter, "overview")
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.since)
        self._column.addWidget(self._splitter, 1)
        self._right.hide()
        self._space()

    def hold(self, panel: QWidget) -> None:
        """Show the timeline here."""
        self._list.addWidget(panel)
        panel.show()  # at once, not with the next event

    def add_beside(self, widget: QWidget, stretch: int = 0) -> None:
        """One more room at the right of the timeline, under those that are there."""
        self._beside.addWidget(widget, stretch)
        self._follow_width()

    @property
    def rooms(self) -> tuple[QWidget, ...]:
        """What stands beside the list, from top to bottom, each room in its panes; nothing while it is not shown."""
        found = [item.widget() for at in range(self._beside.count()) if (item := self._beside.itemAt(at)) is not None]
        shown = [widget for widget in found if widget is not None and widget.isVisible()]
        return tuple(pane for widget in shown for pane in panes_of(widget))

    def show_chart(self, chart: Chart) -> None:
        """Say what is new."""
        self.since.show_chart(chart)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow_width()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._space()

    def give_list_all(self, *, alone: bool) -> None:
        """Leave the whole width to the list while somebody writes beside it, or no longer."""
        self._list_alone = alone
        self._follow_width()

    def set_aside(self, *, aside: bool) -> None:
        """Leave the list aside while something is done with what is beside it."""
        self._aside = aside
        self._follow_width()

    def _follow_width(self) -> None:
        wide = self.width() >= look().px(WIDE) and not self._list_alone
        beside = self._beside.count() > 0 and (self._aside or wide)
        self._right.setVisible(beside)
        self._left.setVisible(not (self._aside and beside))

    def _space(self) -> None:
        now = look()
        self._column.setContentsMargins(now.px(16), 0, now.px(16), now.px(16))
        self._column.setSpacing(0)
        self._splitter.setHandleWidth(now.px(16))
        self._beside.setSpacing(now.px(16))


class ListSection(Ground):
    """The timeline alone, at full width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(look().px(16), 0, look().px(16), look().px(16))

    def hold(self, panel: QWidget) -> None:
        """Show the timeline here."""
        self._column.addWidget(panel)
        panel.show()
