"""A card with fields, a way back and one act that takes a while: what recovering and restoring have in common."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.ui.entrance.card import Card, centred
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Rule
from careboard.ui.parts.progress import Progress

WIDTH = 560


class FormCard(QWidget):
    """Fields in a column; `submitted` when the act is asked for, `left` when going back."""

    submitted = Signal()
    left = Signal()

    def __init__(self, title: str, icon: str, lead: str, act: str) -> None:
        super().__init__()
        card = Card(title, icon, lead, WIDTH)
        self.fields = QVBoxLayout()
        self.fields.setSpacing(look().px(16))
        self._error = Label("", Type.STRONG_LABEL, "danger", wrap=True)
        self._bar = Progress(act)
        self._bar.hide()
        self.back, self.act = Button(_("Back")), Button(act, "primary")
        self.back.clicked.connect(self.left)
        self.act.clicked.connect(self._submit)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.act)
        card.column.addLayout(self.fields)
        card.column.addWidget(self._error)
        card.column.addWidget(self._bar)
        card.column.addWidget(Rule())
        card.column.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(centred(card))

    def complete(self) -> bool:
        """Is everything there? What is missing is said beside the field."""
        raise NotImplementedError

    @Slot()
    def _submit(self) -> None:
        if self.act.isEnabled() and self.complete():
            self.set_busy(busy=True)
            self.submitted.emit()

    def set_busy(self, *, busy: bool) -> None:
        """Work is under way, or ended."""
        self._error.setText("")
        self._bar.setVisible(busy)
        for widget in (self.back, self.act, *self._controls()):
            widget.setEnabled(not busy)

    def refuse(self, error: CareboardError) -> None:
        """Say what was refused."""
        self.set_busy(busy=False)
        self._error.setText(error.told)
        announce(self, error.told, assertive=True)

    @property
    def error(self) -> str:
        """What was refused last."""
        return self._error.text()

    def _controls(self) -> list[QWidget]:
        items = (self.fields.itemAt(at) for at in range(self.fields.count()))
        return [widget for item in items if item and (widget := item.widget())]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.back.isEnabled():
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._submit()
        else:
            super().keyPressEvent(event)
