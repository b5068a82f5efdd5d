"""The cover: a solid page over the running program, after two minutes or Ctrl+.; nothing of a patient is under it.

PIN or passphrase lift it; five wrong tries lock. Somebody else may sign in, which locks too: drafts stay sealed.
"""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.ui.desk import Desk
from careboard.ui.entrance.card import Card, centred
from careboard.ui.entrance.pin import Pin
from careboard.ui.look.look import Type
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Field, Secret
from careboard.ui.parts.labels import Label
from careboard.workflow.sign_in import confirm, count_wrong_try

MOST_TRIES = 5


class CoverPage(QWidget):
    """Ends with `lifted`, or with `lock_due` after too many wrong tries or when somebody asks."""

    lifted = Signal()
    lock_due = Signal()

    def __init__(self, desk: Desk, pin: Pin | None) -> None:
        super().__init__()
        self._desk, self._pin, self._wrong = desk, pin, 0
        self._build()
        shortcut = QShortcut(QKeySequence("Ctrl+L"), self)
        shortcut.activated.connect(self.lock_due)

    def _build(self) -> None:
        card = Card(_("Covered"), "hidden", _("{name} is signed in.").format(name=self._desk.me.name))
        self.secret = Secret()
        named = _("PIN or passphrase") if self._pin else _("Passphrase")
        self._field = Field(named, self.secret)
        self.lift = Button(_("Lift the cover"), "primary", "eye")
        self.other = Button(_("Lock, or let somebody else sign in"), "quiet")
        self._left = Label("", Type.LABEL, "text2")
        for widget in (self._field, self.lift, self._left, self.other):
            card.column.addWidget(widget)
        self.secret.returnPressed.connect(self._try)
        self.lift.clicked.connect(self._try)
        self.other.clicked.connect(self.lock_due)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(centred(card))
        self.setFocusProxy(self.secret)

    @property
    def error(self) -> str:
        """What was refused."""
        return self._field.error

    @Slot(int)
    def show_left(self, seconds: int) -> None:
        """So long until the lock."""
        minutes = -(-seconds // 60)
        self._left.setText(ngettext("Locks in {n} minute", "Locks in {n} minutes", minutes).format(n=minutes))

    @Slot()
    def _try(self) -> None:
        typed = self.secret.text()
        if not self.lift.isEnabled():
            return
        if not typed:
            self._field.refuse(_("Type it here, or paste it."))
            self.secret.setFocus()
            return
        if self._pin and self._pin.is_met_by(typed):
            self.lifted.emit()
        elif self._pin and typed.isdigit():
            self._desk.ask(lambda session: count_wrong_try(session.vault), self._desk, lambda _done: None)
            self._refuse(CareboardError(_("The PIN does not fit."), _("Your passphrase lifts the cover too.")))
        else:
            self._set_busy(busy=True)
            self._desk.ask(lambda session: confirm(session.vault, typed), self, self._lift, self._refuse)

    def _lift(self, _done: None) -> None:
        self.lifted.emit()

    def _refuse(self, error: CareboardError) -> None:
        self._set_busy(busy=False)
        self.secret.clear()
        self._wrong += 1
        left = MOST_TRIES - self._wrong
        if not left:
            self.lock_due.emit()
            return
        tries = ngettext("{n} try is left.", "{n} tries are left.", left).format(n=left)
        self._field.refuse(f"{error.told} {tries}")
        announce(self, self._field.error, assertive=True)
        self.secret.setFocus()

    def _set_busy(self, *, busy: bool) -> None:
        for widget in (self._field, self.lift):
            widget.setEnabled(not busy)
