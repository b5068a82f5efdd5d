"""The way in: the unlock page first, and behind it whatever else leads to a session; all of it off the main thread.

Nothing of the vault is imported before somebody asks for it, so that the first page stands at once.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QStackedLayout

from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.settings import DesktopSettings
from careboard.ui.background import Background
from careboard.ui.entrance.unlock import UnlockPage
from careboard.ui.parts.panels import Ground

if TYPE_CHECKING:
    from careboard.workflow.session import Session

SignIn = Callable[[Path, str, str], "Session"]


class Entrance(Ground):
    """Ends with `unlocked`: somebody has signed in to a vault."""

    unlocked = Signal(object, object)  # a Session, the Path of its vault

    def __init__(self, background: Background, settings: DesktopSettings, vault: Path | None, sign_in: SignIn) -> None:
        super().__init__("bg")
        self._background, self._settings, self._sign_in = background, settings, sign_in
        self._try = 0
        self.unlock = UnlockPage()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.unlock)
        self.unlock.submitted.connect(self._begin)
        self.unlock.cancelled.connect(self._cancel)
        self.unlock.asked_for_another.connect(self._choose_another)
        known = Path(settings.vaults[0].path) if settings.vaults else None
        self.show_vault(vault or known)

    def show_vault(self, vault: Path | None) -> None:
        """Offer to sign in to this vault."""
        self._vault = vault
        if vault is not None:
            self.unlock.show_vault(vault, self._settings.vault_at(vault))
        self.setFocusProxy(self.unlock)

    @Slot()
    def _choose_another(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(
            self, _("Open a clinic file"), "", _("Clinics (*.careboard);;All files (*)")
        )
        if chosen:
            self.show_vault(Path(chosen))

    @Slot(str, str)
    def _begin(self, name: str, passphrase: str) -> None:
        vault = self._vault
        assert vault is not None  # noqa: S101  the page is shown for a vault
        self._try += 1
        tried = self._try
        self.unlock.show_working(_("Checking the passphrase, which takes a moment"))

        def unlocked(session: "Session") -> None:
            if tried == self._try:
                self.unlock.forget()
                self.unlocked.emit(session, vault)
            else:
                session.close()

        def refused(error: CareboardError) -> None:
            if tried == self._try:
                self._refuse(error)

        self._background.run(lambda: self._sign_in(vault, name, passphrase), self, unlocked, refused)

    @Slot()
    def _cancel(self) -> None:
        self._try += 1
        self.unlock.forget()
        self.unlock.passphrase.setFocus()

    def _refuse(self, error: CareboardError) -> None:
        from careboard.workflow.founding import mistyped

        self.unlock.refuse(error.told, wrong_passphrase=mistyped(error))
