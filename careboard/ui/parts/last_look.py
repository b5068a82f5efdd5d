"""A last look before a signature: what will be signed, the way back, and the button. Enter signs, Esc goes back.

It is confirmed once; what comes after is up to whoever asked.
"""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button, SignButton
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Panel


class LastLook(Panel):
    """Stands in place of what led to it while somebody looks once more."""

    confirmed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, ground="accent_tint", radius=6)
        self._act = Label("", Type.VALUE, wrap=True)
        self._told = Label("", Type.LABEL, "text2", wrap=True)
        back = Button(_("Change it"), "quiet")
        self.button = SignButton()
        back.clicked.connect(self.left)
        self.button.clicked.connect(self._confirm)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(back)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        margin = look().px(12)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(look().px(6))
        column.addWidget(self._act)
        column.addWidget(self._told)
        column.addLayout(row)

    @property
    def said(self) -> str:
        """What it says."""
        return f"{self._act.text()}\n{self._told.text()}"

    def ask(self, act: str, told: str, button: str) -> None:
        """Say what is about to be signed, and take the keyboard."""
        self._act.setText(act)
        self._told.setText(told)
        self.button.setText(button)
        self.button.setEnabled(True)
        self.show()
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _confirm(self) -> None:
        if self.button.isEnabled():
            self.button.setEnabled(False)
            self.confirmed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._confirm()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
