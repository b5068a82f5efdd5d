"""The last look before a signature: for whom, what, and who will see it. Enter signs, Esc goes back.

The button carries the patient's name, so that nobody signs into the wrong chart unawares.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button, SignButton
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Panel


class SignStrip(Panel):
    """Stands in place of the footer while somebody looks once more."""

    confirmed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, ground="accent_tint", radius=6)
        self._who = Label("", Type.VALUE, wrap=True)
        self._what = Label("", Type.LABEL, "text2", wrap=True)
        self._back = Button(_("Change it"), "quiet")
        self.button = SignButton()
        self._back.clicked.connect(lambda _checked: self.left.emit())
        self.button.clicked.connect(lambda _checked: self._confirm())
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._back)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        margin = look().px(12)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(look().px(6))
        column.addWidget(self._who)
        column.addWidget(self._what)
        column.addLayout(row)

    def show_act(self, patient: str, born: str, title: str, said: str, who: str) -> None:
        """Say what is about to be signed, and take the keyboard."""
        self._who.setText(_("{patient}, born {born}: {title}").format(patient=patient, born=born, title=title))
        self._what.setText(f"{said}\n{who}")
        self.button.setText(_("Sign for {patient}").format(patient=patient))
        self.button.setEnabled(True)
        self.show()
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def said(self) -> str:
        """What it says."""
        return f"{self._who.text()}\n{self._what.text()}"

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
