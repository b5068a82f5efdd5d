"""The head of a panel: its title, and what can be done at the right; below it where both have no room in one row.

Nothing in it is cut: a title that is told in half names something else.
"""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget
from typing_extensions import override

from careboard.ui.parts.panels import Flow, arrange


class Head(QWidget):
    """Title and buttons. `told` stands beside the title and gives way first."""

    def __init__(self, title: QWidget, buttons: Iterable[QWidget], told: QWidget | None = None) -> None:
        super().__init__()
        held = QWidget()
        self._title, self._buttons = QHBoxLayout(), Flow(held)
        self._name = title
        self._title.addWidget(title)
        self._title.addWidget(told or QWidget(), 1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.addLayout(self._title, 1)
        self._row.addWidget(held)
        self._shown = tuple(buttons)
        for button in self._shown:
            self._buttons.addWidget(button)

    def space(self, left: int, top: int, right: int, gap: int) -> None:
        """The margins around it and the gap between what stands in it, in pixels."""
        self._row.setContentsMargins(left, top, right, 0)
        for layout in (self._row, self._title, self._buttons):
            layout.setSpacing(gap)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        margins = self._row.contentsMargins()
        needed = self._name.sizeHint().width() + self._row.spacing() + self._buttons.sizeHint().width()
        arrange(self._row, beside=needed <= self.width() - margins.left() - margins.right())

    @override
    def minimumSizeHint(self) -> QSize:
        margins = self._row.contentsMargins()
        widest = max(self._name.sizeHint().width(), self._buttons.minimumSize().width())
        return QSize(widest + margins.left() + margins.right(), super().minimumSizeHint().height())
