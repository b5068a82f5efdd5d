"""The way in: the unlock page first, and behind it whatever else leads to a session; all of it off the main thread.

Nothing of the vault is imported before somebody asks for it, so that the first page stands at once.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.settings import DesktopSettings
from careboard.ui.entrance.doors import Doors
from careboard.ui.entrance.helping import EntranceHelp
from careboard.ui.entrance.unlock import UnlockPage
from careboard.ui.parts.panels import Ground

if TYPE_CHECKING:
    from collections.abc import Callable

    from careboard.ui.background import Background
    from careboard.ui.entrance.joining.waiting import WaitingPage
    from careboard.ui.entrance.recover import RecoverPage, RestorePage
    from careboard.ui.entrance.setup.wizard import Wizard
    from careboard.workflow.session import Session


class Entrance(Ground):
    """Ends with `unlocked`: somebody has signed in to a vault."""

    unlocked = Signal(object, object)  # a Session, the Path of its vault
    asked_to_join = Signal(object, str)  # the Path of a vault that waits, and its clinic

    def __init__(
        self, background: "Callable[[], Background]", settings: DesktopSettings, doors: Doors, vault: Path | None = None
    ) -> None:
        super().__init__("bg")
        self._background, self._settings, self._doors = background, settings, doors
        self._try = 0
        self.first_steps = False  # does who has just set up a clinic want to read what to do first?
        self._wizard: Wizard | None = None
        self._waiting: WaitingPage | None = None
        self._vault = vault or (Path(settings.vaults[0].path) if settings.vaults else None)
        self.unlock = UnlockPage()
        pages, row = QWidget(), QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(pages, 1)
        self._stack = QStackedLayout(pages)
        self.help = EntranceHelp(self, row, pages, lambda: self.page)
        self._stack.addWidget(QWidget())  # nothing yet: on the first run the set-up follows
        self._stack.addWidget(self.unlock)
        self.unlock.submitted.connect(self.begin)
        self.unlock.cancelled.connect(self._cancel)
        self.unlock.asked_for_another.connect(self._choose_another)
        self.unlock.asked_to_recover.connect(self.show_recovery)
        self.unlock.asked_to_set_up.connect(self.show_set_up)
        self.unlock.asked_for_help.connect(self.help.toggle)
        self.unlocked.connect(self.help.close)
        if self._vault is not None:
            self.show_vault(self._vault)

    @property
    def page(self) -> QWidget:
        """The page in front."""
        return self._stack.currentWidget() or self

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.help.fit()

    @property
    def first_run(self) -> bool:
        """Is no clinic known on this computer?"""
        return self._vault is None

    # -- unlocking -----------------------------------------------------------------------------------------------

    def show_vault(self, vault: Path, name: str = "") -> None:
        """Offer to sign in to this vault; a name stands ready where one is given."""
        self._vault = vault
        self.unlock.show_vault(vault, self._settings.vault_at(vault), name)
        self._show(self.unlock)

    @Slot()
    def _choose_another(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        chosen, _filter = QFileDialog.getOpenFileName(
            self, _("Open a clinic file"), "", _("Clinics (*.careboard);;All files (*)")
        )
        if chosen:
            self.show_vault(Path(chosen))

    @Slot(str, str)
    def begin(self, name: str, passphrase: str) -> None:
        """Check a passphrase off the main thread."""
        if (vault := self._vault) is None:
            return
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
            if tried == self._try and not self._waits(error, vault, name, passphrase):
                self._refuse(error)

        self._background().run(lambda: self._doors.sign_in(vault, name, passphrase), self, unlocked, refused)

    @Slot()
    def _cancel(self) -> None:
        self._try += 1
        self.unlock.forget()
        self.unlock.passphrase.setFocus()

    def _refuse(self, error: CareboardError) -> None:
        from careboard.workflow.sign_in import mistyped

        self.unlock.refuse(error.told, wrong_passphrase=mistyped(error))

    # -- setting up, recovering, restoring -----------------------------------------------------------------------

    @Slot()
    def show_set_up(self) -> None:
        """Begin to set up a clinic."""
        from careboard.ui.entrance.setup.wizard import Wizard

        wizard = Wizard(self._background(), self._doors, documents(), may_leave=not self.first_run)
        wizard.left.connect(self._show_unlock)
        wizard.asked_for_backup.connect(self.show_restoring)
        wizard.asked_to_join.connect(self.show_joining)
        wizard.finished.connect(self._begin_with)
        wizard.first_steps_wanted.connect(self._remember_first_steps)
        self._wizard = wizard
        self._show(wizard)

    @Slot()
    def show_joining(self) -> None:
        """Begin to ask a clinic to be let in."""
        from careboard.ui.entrance.joining.wizard import JoinWizard

        wizard = JoinWizard(self._background(), self._doors, documents())
        wizard.left.connect(self.show_set_up)
        wizard.asked.connect(self.asked_to_join)
        wizard.finished.connect(self.show_waiting)
        wizard.put_off.connect(self.show_vault)
        self._show(wizard)

    @Slot(object, str, str)
    def show_waiting(self, vault: Path, name: str, passphrase: str) -> None:
        """Wait to be let in, fetch what may be read then, and go on at the unlock page."""
        from careboard.ui.entrance.joining.waiting import WaitingPage

        page = WaitingPage(self._background(), self._doors, vault, name, passphrase)
        page.finished.connect(self.show_vault)
        page.left.connect(self.show_vault)
        page.refused.connect(self._refuse_waiting)
        self._waiting = page
        self._show(page)

    def _waits(self, error: CareboardError, vault: Path, name: str, passphrase: str) -> bool:
        """Does whoever signs in wait to be let in? Then that page is shown."""
        from careboard.workflow.refusals import NotLetInYet

        if waits := isinstance(error, NotLetInYet):
            self.unlock.forget()
            self.show_waiting(vault, name, passphrase)
        return waits

    @Slot(object, str, object)
    def _refuse_waiting(self, vault: Path, name: str, error: CareboardError) -> None:
        self.show_vault(vault, name)
        self._refuse(error)

    @Slot()
    def show_recovery(self) -> None:
        """Use a recovery kit."""
        from careboard.ui.entrance.recover import RecoverPage

        if self._vault is None:
            return
        page = RecoverPage(self._vault)
        page.name.setText(self.unlock.chosen_name)
        page.left.connect(self._show_unlock)
        page.submitted.connect(lambda: self._recover(page))
        self._show(page)

    def _recover(self, page: "RecoverPage") -> None:
        kit, name, passphrase = page.kit.path, page.name.words, page.passphrase.first.text()
        if kit is not None:
            self._background().run(
                lambda: self._doors.recover(page.vault, kit, name, passphrase),
                page,
                lambda _done: self._begin_with(page.vault, name, passphrase),
                page.refuse,
            )

    @Slot()
    def show_restoring(self) -> None:
        """Open a backup."""
        from careboard.ui.entrance.recover import RestorePage

        page = RestorePage(documents())
        page.left.connect(self.show_set_up)
        page.submitted.connect(lambda: self._restore(page))
        self._show(page)

    def _restore(self, page: "RestorePage") -> None:
        backup, vault, kit = page.backup.path, page.place.path, page.chosen_kit
        name, passphrase = page.name.words, page.chosen_passphrase
        if backup is not None and vault is not None:
            self._background().run(
                lambda: self._doors.restore(backup, vault, name, passphrase, kit),
                page,
                lambda _verdict: self._begin_with(vault, name, passphrase),
                page.refuse,
            )

    @Slot(object, str, str)
    def _begin_with(self, vault: Path, name: str, passphrase: str) -> None:
        self.show_vault(vault, name)
        self.begin(name, passphrase)

    @Slot()
    def _show_unlock(self) -> None:
        self._show(self.unlock)

    @Slot(bool)
    def _remember_first_steps(self, wanted: bool) -> None:  # noqa: FBT001  a slot of the wizard
        self.first_steps = wanted

    def give_up(self) -> None:
        """Leave whatever was begun: a clinic whose kit was not taken does not stand."""
        if self._wizard is not None and isValid(self._wizard):
            self._wizard.undo()
        if self._waiting is not None and isValid(self._waiting):
            self._waiting.stop()

    def _show(self, page: QWidget) -> None:
        before = self.page
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self.setFocusProxy(page)
        page.setFocus()
        if before is not page and before is not self.unlock:
            self._stack.removeWidget(before)
            before.deleteLater()


def documents() -> Path:
    """The folder where a person keeps what is theirs."""
    from platformdirs import user_documents_path

    return user_documents_path() / "Careboard"
