"""Below the paper: how it stands in words, what can be done with it, and the last look before it is signed.

The buttons go on in another row where there is no room; the sentence has a row of its own.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from careboard.i18n import gettext as _
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Flow
from careboard.ui.parts.tips import tell_in_tip


class Foot(QWidget):
    """A sentence and buttons; each signal says which one was pressed."""

    review_asked = Signal()
    sign_asked = Signal()
    print_asked = Signal()
    save_asked = Signal()
    emergency_asked = Signal()
    export_asked = Signal()

    def __init__(self, patient: str) -> None:
        super().__init__()
        self._state = Label("", Type.LABEL, "text2", wrap=True)
        self.issue = Button(_("Review and issue"), "primary", "check")
        self.sign = Button(_("Sign for {patient}").format(patient=patient), "primary", "check")
        self.sign.hide()
        self.print = Button(_("Print"), "", "print")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(8))
        column.addWidget(self._state)
        column.addWidget(self._buttons())
        self.issue.clicked.connect(self.review_asked)
        self.sign.clicked.connect(self.sign_asked)
        self.print.clicked.connect(self.print_asked)

    def _buttons(self) -> QWidget:
        row = QWidget()
        flow = Flow(row, look().px(8))
        flow.addWidget(self.print)
        for words, icon, asked in (
            (_("Save as PDF"), "save", self.save_asked),
            (_("Emergency sheet"), "warning", self.emergency_asked),
            (_("Export record"), "export", self.export_asked),
        ):
            button = Button(words, "", icon)
            button.clicked.connect(asked)
            flow.addWidget(button)
        for button in (self.issue, self.sign):
            flow.addWidget(button)
        return row

    @property
    def said(self) -> str:
        """How it stands."""
        return self._state.text()

    def tell(self, words: str) -> None:
        """Say how it stands."""
        if words != self._state.text():
            self._state.setText(words)
            announce(self, words)

    def offer_issue(self, why_not: str = "") -> None:
        """Offer to review and issue, unless a reason stands against it."""
        self.issue.setEnabled(not why_not)
        tell_in_tip(self.issue, why_not)

    def ask_to_sign(self, words: str) -> None:
        """Say what will be signed, and give the keyboard to the button that signs."""
        self.tell(words)
        self.issue.set_kind("")
        self.sign.show()
        self.sign.setEnabled(True)
        self.sign.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_back(self) -> None:
        """What was asked to be signed is not signed now."""
        self.sign.hide()
        self.issue.set_kind("primary")

    def set_signing(self, *, signing: bool) -> None:
        """It is being signed, or that has ended."""
        for button in (self.sign, self.issue):
            button.setEnabled(not signing)
