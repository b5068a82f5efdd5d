"""What is filled in beside what comes of it: two halves with a handle between, or one at a time where it is narrow.

Which one is seen is chosen above them; whatever is to be filled in brings its half to the front.
"""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.ui.look.look import look
from careboard.ui.parts.buttons import Chip
from careboard.ui.parts.sheet import Scrolled
from careboard.ui.parts.splits import remember

BOTH = 820  # px at 100% that fields and paper need beside each other


class Halves(QWidget):
    """Fields at the left, which scroll, and the paper at the right. `moved`: the paper has another width."""

    moved = Signal()

    def __init__(self, fields: Iterable[QWidget], paper: QWidget) -> None:
        super().__init__()
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, look().px(8), 0)
        column.setSpacing(look().px(12))
        for widget in fields:
            column.addWidget(widget)
        column.addStretch(1)
        self._fields, self._paper = Scrolled(left), paper
        self._choice = self._choices()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(look().px(16))
        for half in (self._fields, paper):
            self._splitter.addWidget(half)
        self._splitter.setSizes([look().px(520), look().px(900)])
        remember(self._splitter, "summary")
        self._splitter.splitterMoved.connect(self.moved)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._choice)
        whole.addWidget(self._splitter, 1)

    def _choices(self) -> QWidget:
        row = QWidget()
        self.to_fields = Chip(_("To fill in"), "edit", "accent", checkable=True)
        self.to_paper = Chip(_("Paper"), "print", "accent", checkable=True)
        chosen = QButtonGroup(row)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        for chip in (self.to_fields, self.to_paper):
            chosen.addButton(chip)
            line.addWidget(chip)
        line.addStretch(1)
        self.to_fields.setChecked(True)
        self.to_fields.toggled.connect(self._show)
        return row

    @property
    def one_at_a_time(self) -> bool:
        """Is there room for one half only?"""
        return self.width() < look().px(BOTH)

    def reveal(self, control: QWidget) -> None:
        """Bring a field to where it is seen, and give it the keyboard."""
        self.to_fields.setChecked(True)
        self._fields.ensureWidgetVisible(control)
        control.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show()

    def _show(self) -> None:
        narrow, filling = self.one_at_a_time, self.to_fields.isChecked()
        self._choice.setVisible(narrow)
        self._fields.setVisible(filling or not narrow)
        self._paper.setVisible(not (narrow and filling))
        self.moved.emit()
