"""The set-up wizard: five pages, one decision each; Back works, and nothing stands before the kit was taken.

Making the clinic is work of the worker, and signing in that of the entrance.
"""

from pathlib import Path

from PySide6.QtCore import Signal
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.ui.background import Background
from careboard.ui.entrance.doors import Doors
from careboard.ui.entrance.setup.choice import ChoiceStep
from careboard.ui.entrance.setup.kit import KitStep
from careboard.ui.entrance.setup.stepping import Stepping
from careboard.ui.entrance.setup.steps import ClinicStep, PassphraseStep, PersonStep
from careboard.ui.entrance.setup.wish import NewClinic
from careboard.workflow.founding import Founded, abandon

PAGES = 5


class Wizard(Stepping):
    """Leads to `finished`: vault, sign-in name and passphrase of a clinic that stands."""

    finished = Signal(object, str, str)
    first_steps_wanted = Signal(bool)
    asked_for_backup = Signal()
    asked_to_join = Signal()

    def __init__(self, background: Background, doors: Doors, folder: Path, *, may_leave: bool) -> None:
        self._background, self._doors, self._folder = background, doors, folder
        self._founded: Founded | None = None
        choice = ChoiceStep()
        self.clinic, self.person, self.passphrase = ClinicStep(folder), PersonStep(), PassphraseStep()
        steps = (choice, self.clinic, self.person, self.passphrase)
        super().__init__(steps, _("Steps of setting up"), whole=PAGES, may_leave=may_leave)
        choice.wants_new.connect(self.go_on)
        choice.wants_to_join.connect(self.asked_to_join)
        choice.wants_backup.connect(self.asked_for_backup)

    @override
    def go_on(self) -> None:
        if self.step is self.passphrase:
            self._found()
        elif isinstance(self.step, KitStep):
            self._finish()
        else:
            super().go_on()

    @override
    def go_back(self) -> None:
        if isinstance(self.step, KitStep):
            self.undo()
        super().go_back()

    @override
    def next_words(self) -> str:
        if self.step is self.passphrase:
            return _("Make the clinic")
        return _("Begin") if isinstance(self.step, KitStep) else _("Next")

    # -- making the clinic ---------------------------------------------------------------------------------------

    def _wish(self) -> NewClinic:
        clinic, person = self.clinic, self.person
        return NewClinic(
            path=clinic.place.path or self._folder,
            name=clinic.name.words,
            zone=str(clinic.zone.chosen),
            person=person.name.words,
            role=person.chosen_role,
            sign_in=person.sign_in.words,
            passphrase=self.passphrase.passphrase.first.text(),
            custody=self.passphrase.custody.isChecked(),
        )

    def _found(self) -> None:
        wish = self._wish()
        self.set_busy(_("Making the clinic and its keys"))
        self._background.run(lambda: self._doors.found(wish), self, self._show_kit, self.refuse)

    def _show_kit(self, founded: Founded) -> None:
        self.set_ready()
        self._founded = founded
        self.put_last(KitStep(founded.kit, founded.custody, self._folder, first_steps=True))

    def _finish(self) -> None:
        if self._founded is None:
            return
        wish, self._founded = self._wish(), self._close(self._founded)
        self.first_steps_wanted.emit(self.first_steps.ticked)
        self.finished.emit(wish.path, wish.sign_in, wish.passphrase)

    @staticmethod
    def _close(founded: Founded) -> None:
        founded.vault.file.close()

    def undo(self) -> None:
        """A clinic whose kit was not taken does not stand."""
        if self._founded is not None:
            abandon(self._founded)
            self._founded = None
