"""The PIN that lifts the cover: six digits or more, set by whoever shows the passphrase, and kept nowhere."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.ui.entrance.pin import LEAST, Pin
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Field, Secret
from careboard.ui.shell.settings.panel import KeepingPanel


class CoverPanel(KeepingPanel):
    """A PIN, the passphrase beside it, and a button."""

    pin_chosen = Signal(object, str)  # a Pin, and the passphrase that shows who sets it

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("PIN for the cover"), parent)
        self.pin, self.passphrase = Secret(), Secret()
        hint = _("Six digits or more. It lifts the cover until you sign out, and is kept nowhere.")
        self._pin = Field(_("PIN"), self.pin, hint)
        self._passphrase = Field(_("Your passphrase"), self.passphrase, _("It shows that it is you who sets the PIN."))
        self.keep = Button(_("Set the PIN"))
        for secret in (self.pin, self.passphrase):
            secret.returnPressed.connect(self._choose_pin)
        self.keep.clicked.connect(self._choose_pin)
        told = _(
            "After 2 minutes without a touch the page is covered (at once: Ctrl+.). After 10, or as your clinic has "
            "decided, it locks (Ctrl+L)."
        )
        self.lay_out(told, (self._pin, self._passphrase), self.keep)

    @property
    def error(self) -> str:
        """What is said to be wrong with the PIN, or with the passphrase beside it."""
        return self._pin.error or self._passphrase.error

    def show_pin_kept(self) -> None:
        """Say that the PIN holds from now on."""
        self.set_busy(busy=False)
        for secret in (self.pin, self.passphrase):
            secret.clear()
        self.say(_("The PIN lifts the cover from now on."), "ok")
        self.keep.setFocus()

    def refuse_pin(self, error: CareboardError) -> None:
        """Say why the PIN was not taken; who is at the desk did not show who they are."""
        self.set_busy(busy=False)
        self.passphrase.clear()
        self.refuse_beside(self._passphrase, error.told)

    @Slot()
    def _choose_pin(self) -> None:
        try:
            pin = Pin.of(self.pin.text())
        except ValueError:
            self.refuse_beside(self._pin, _("A PIN has {n} digits or more.").format(n=LEAST))
            return
        self._pin.refuse("")
        typed = self.passphrase.text()
        if not typed:
            self.refuse_beside(self._passphrase, _("Type your passphrase too."))
            return
        self._passphrase.refuse("")
        self.say("", "ok")
        self.set_busy(busy=True)
        self.pin_chosen.emit(pin, typed)
