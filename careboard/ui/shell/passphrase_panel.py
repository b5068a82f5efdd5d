"""Changing one's own passphrase in the settings: the one of now, the new one twice, and what a change does not do.

The vault is asked away from the screen; a wrong passphrase of now changes nothing, and is counted as at the entrance.
"""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.ui.desk import Desk
from careboard.ui.look.look import Type
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Field, Secret
from careboard.ui.parts.labels import Label
from careboard.ui.parts.passphrases import NewPassphrase
from careboard.ui.shell.settings_panel import SettingsPanel
from careboard.workflow.session import Session
from careboard.workflow.sign_in import change_passphrase, confirm, mistyped


class PassphrasePanel(SettingsPanel):
    """Three fields and a button; what came of it is said below them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Passphrase"), parent=parent)
        self._desk = desk
        self.old = Secret()
        self._old = Field(_("Your passphrase of now"), self.old)
        self.new = NewPassphrase(_("New passphrase"))
        self.change = Button(_("Change my passphrase"))
        self._state = Label("", Type.LABEL, "ok", wrap=True)
        for secret in (self.old, self.new.first, self.new.again):
            secret.returnPressed.connect(self._submit)
        self.change.clicked.connect(self._submit)
        self._lay_out()

    @property
    def said(self) -> str:
        """What came of it, or what is said to be wrong."""
        return self._old.error or self.new.error or self._state.text()

    @Slot()
    def _submit(self) -> None:
        old, new = self.old.text(), self.new.taken()
        self._say("", "ok")
        self._old.refuse("" if old else _("Type the passphrase that you signed in with."))
        if old and new:
            self._set_busy(busy=True)
            self._desk.ask(lambda session: _changed(session, old, new), self, self._was_changed, self._was_refused)

    def _was_changed(self, _done: None) -> None:
        self._set_busy(busy=False)
        for secret in (self.old, self.new.first, self.new.again):
            secret.clear()
        self._say(_("Changed. Sign in with the new passphrase from now on."), "ok")
        self.change.setFocus()

    def _was_refused(self, error: CareboardError) -> None:
        self._set_busy(busy=False)
        if mistyped(error):
            self._old.refuse(error.told)
            announce(self, error.told, assertive=True)
            self.old.selectAll()
            self.old.setFocus()
        else:
            self._say(error.told, "danger")

    def _say(self, words: str, tone: str) -> None:
        self._state.set_tone(tone)
        self._state.setText(words)
        if words:
            announce(self, words, assertive=tone == "danger")

    def _set_busy(self, *, busy: bool) -> None:
        for widget in (self._old, self.new, self.change):
            widget.setEnabled(not busy)

    def _lay_out(self) -> None:
        told = _(
            "Your printed kit stays good. A backup that was made before still opens with the passphrase of that time."
        )
        row = QHBoxLayout()
        row.addWidget(self.change)
        row.addStretch(1)
        for widget in (Label(told, Type.BODY, "text2", wrap=True), self._old, self.new):
            self.column.addWidget(widget)
        self.column.addLayout(row)
        self.column.addWidget(self._state)


def _changed(session: Session, old: str, new: str) -> None:
    confirm(session.vault, old)
    change_passphrase(session.vault, new)
