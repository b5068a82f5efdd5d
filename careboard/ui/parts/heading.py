"""The heading of a page: its title, how much there is of it, and what can be done; in two rows where it is narrow."""

from collections.abc import Iterable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from careboard.ui.look.look import Type, look
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Flow, arrange


class Heading(QWidget):
    """Title and count at the left, controls at the right or below."""

    def __init__(self, title: str, count: Label, controls: Iterable[QWidget]) -> None:
        super().__init__()
        self._title, self._controls = beside(Label(title, Type.NAME), count), QWidget()
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        flow = Flow(self._controls, look().px(12))
        for control in controls:
            flow.addWidget(control)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(look().px(12))
        self._box.addWidget(self._title)
        self._box.addStretch(1)
        self._box.addWidget(self._controls)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = self._title.sizeHint().width() + self._controls.sizeHint().width() + look().px(24)
        arrange(self._box, beside=needed <= self.width())


def beside(*widgets: QWidget) -> QWidget:
    """Widgets in a row that stays together."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look().px(12))
    for widget in widgets:
        row.addWidget(widget)
    return both
