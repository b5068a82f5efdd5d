"""Changing one's own passphrase in the settings: the one of now, the new one twice, and what a change does not do.

The vault is asked away from the screen; a wrong passphrase of now changes nothing, and is counted as at the entrance.
"""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.ui.desk import Desk
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Field, Secret
from careboard.ui.parts.passphrases import NewPassphrase
from careboard.ui.shell.settings.panel import KeepingPanel
from careboard.workflow.session import Session
from careboard.workflow.sign_in import change_passphrase, confirm, mistyped


class PassphrasePanel(KeepingPanel):
    """Three fields and a button; what came of it is said below them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Passphrase"), parent)
        self._desk = desk
        self.old = Secret()
        self._old = Field(_("Your current passphrase"), self.old)
        self.new = NewPassphrase(_("New passphrase"))
        self.change = Button(_("Change my passphrase"))
        for secret in (self.old, self.new.first, self.new.again):
            secret.returnPressed.connect(self._submit)
        self.change.clicked.connect(self._submit)
        told = _(
            "Your printed kit stays good. A backup that was made before still opens with the passphrase of that time."
        )
        self.lay_out(told, (self._old, self.new), self.change)

    @property
    def said(self) -> str:
        """What came of it, or what is said to be wrong."""
        return self._old.error or self.new.error or self._state.text()

    @Slot()
    def _submit(self) -> None:
        old, new = self.old.text(), self.new.taken()
        self.say("", "ok")
        self._old.refuse("" if old else _("Type the passphrase that you signed in with."))
        if old and new:
            self.set_busy(busy=True)
            self._desk.ask(lambda session: _changed(session, old, new), self, self._was_changed, self._was_refused)

    def _was_changed(self, _done: None) -> None:
        self.set_busy(busy=False)
        for secret in (self.old, self.new.first, self.new.again):
            secret.clear()
        self.say(_("Changed. Sign in with the new passphrase from now on."), "ok")
        self.change.setFocus()

    def _was_refused(self, error: CareboardError) -> None:
        if mistyped(error):
            self.set_busy(busy=False)
            self.old.selectAll()
            self.refuse_beside(self._old, error.told)
        else:
            self.was_refused(error)


def _changed(session: Session, old: str, new: str) -> None:
    confirm(session.vault, old)
    change_passphrase(session.vault, new)
