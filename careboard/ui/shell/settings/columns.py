"""The panels of one group, in one column or, where there is room, in two; in the order of reading, down then across."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.ui.look.look import look
from careboard.ui.shell.settings.panel import WIDTH

_GAP = 16
_WIDE = 1_000  # a column is as wide as its panels may be before anything is left beside it


class Columns(QWidget):
    """Panels side by side. `offered_changed` says that one of them was shown or hidden."""

    offered_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panels: list[QWidget] = []
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, look().px(_GAP) // 2, 0)
        row.setSpacing(look().px(_GAP))
        for column in (self._left, self._right):
            column.setSpacing(look().px(_GAP))
            column.addStretch(1)
            row.addLayout(column)
        row.addStretch(1)
        self._row = row
        self._arranging = QTimer(self, singleShot=True, interval=0)
        self._arranging.timeout.connect(self._arrange)
        self._shown: tuple[list[QWidget], list[QWidget]] = ([], [])

    @property
    def offered(self) -> tuple[QWidget, ...]:
        """The panels that may be seen."""
        return tuple(panel for panel in self._panels if not panel.isHidden())

    def add(self, panel: QWidget) -> None:
        """One more panel, after the others."""
        self._panels.append(panel)
        panel.installEventFilter(self)
        self._left.insertWidget(self._left.count() - 1, panel)
        self._arrange()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._arranging.start()
            self.offered_changed.emit()
        return super().eventFilter(watched, event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        columns = self._split()
        if columns == self._shown:
            return
        self._shown = columns
        for panel in self._panels:
            self._left.removeWidget(panel)
            self._right.removeWidget(panel)
        for at, (layout, panels) in enumerate(zip((self._left, self._right), columns, strict=True)):
            self._row.setStretch(at, _WIDE if panels else 0)
            for panel in panels:
                layout.insertWidget(layout.count() - 1, panel)

    def _split(self) -> tuple[list[QWidget], list[QWidget]]:
        """One column where two would not fit; else so that the longer of two is as short as can be."""
        panels = list(self.offered)
        if self.width() < look().px(2 * WIDTH + _GAP):
            return panels, []
        heights = [_height(panel) for panel in panels]
        left = min(range(1, len(panels) + 1), key=lambda n: max(sum(heights[:n]), sum(heights[n:])), default=0)
        return panels[:left], panels[left:]


def _height(panel: QWidget) -> int:
    layout = panel.layout()
    wide = look().px(WIDTH)
    return layout.totalHeightForWidth(wide) if layout and layout.hasHeightForWidth() else panel.sizeHint().height()
