"""What is shown when a membership ended while its member was at work: nothing of a patient, and what to do now.

The only way on is the lock, which comes by itself when nobody presses the button.
"""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.ui.entrance.card import Card, centred
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button

LOCKS_AFTER = 30_000  # ms


class EndedPage(QWidget):
    """The sentence and its next step; ends with `lock_due`."""

    lock_due = Signal()

    def __init__(self, ended: CareboardError) -> None:
        super().__init__()
        self.told = ended.told
        card = Card(_("You are signed out"), "lock", self.told, 560)
        lock = Button(_("Lock"), "primary", "lock")
        lock.clicked.connect(self.lock_due)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(lock)
        card.column.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(centred(card))
        self.setFocusProxy(lock)
        self.timer = QTimer(self, interval=LOCKS_AFTER, singleShot=True)
        self.timer.timeout.connect(self.lock_due)
        self.timer.start()

    def announce(self) -> None:
        """Let a screen reader say it at once."""
        announce(self, self.told, assertive=True)
