"""Joining a clinic server: the file, you, this computer, your passphrase, your kit; one decision each, then waiting.

A file that names a member leads past all that to one page: the passphrase they have, and where the vault lies here.
Nothing is asked of the clinic before the passphrase stands; afterwards the request does, and going back would not take
it away, so that the kit's page leads on or puts off.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from typing_extensions import override

from careboard.clinical.people import Role
from careboard.i18n import gettext as _
from careboard.ui.background import Background
from careboard.ui.entrance.doors import Doors
from careboard.ui.entrance.joining.steps import ComputerStep, FileStep, MemberStep
from careboard.ui.entrance.setup.kit import KitStep
from careboard.ui.entrance.setup.stepping import Stepping
from careboard.ui.entrance.setup.steps import PassphraseStep, PersonStep
from careboard.ui.entrance.setup.wish import HasAsked, WishToComeAgain, WishToJoin

if TYPE_CHECKING:
    from careboard.workflow.hub.enrolment import Enrolment

PAGES = 7  # with the choice before, and the waiting after
PAGES_OF_A_MEMBER = 4


class JoinWizard(Stepping):
    """`asked`: vault and clinic of who has asked; `finished`: vault, sign-in name and passphrase of who waits now."""

    asked = Signal(object, str)
    finished = Signal(object, str, str)
    put_off = Signal(object, str)  # vault and sign-in name of who goes on another time

    def __init__(self, background: Background, doors: Doors, folder: Path) -> None:
        self._background, self._doors, self._folder = background, doors, folder
        self._enrolment: Enrolment | None = None
        self.file, self.person, self.computer = FileStep(), PersonStep(tuple(Role)), ComputerStep(folder)
        self.passphrase = PassphraseStep(founding=False)
        self.member = MemberStep(folder)
        self._newcomers = (self.person, self.computer, self.passphrase)
        super().__init__((self.file, *self._newcomers), _("Steps of joining"), whole=PAGES, first=2)
        self._take_in(self.member)

    @override
    def go_on(self) -> None:
        if self.step is self.file:
            self._look()
        elif self.step is self.passphrase:
            self._ask()
        elif self.step is self.member:
            self._come_again()
        elif isinstance(self.step, KitStep):
            wish = self._wish()
            self.finished.emit(wish.path, wish.sign_in, wish.passphrase)
        else:
            super().go_on()

    @override
    def go_back(self) -> None:
        if isinstance(self.step, KitStep):
            wish = self._wish()
            self.put_off.emit(wish.path, wish.sign_in)
        else:
            super().go_back()

    @override
    def next_words(self) -> str:
        self.back.setText(_("Later") if isinstance(self.step, KitStep) else _("Back"))
        words = {self.passphrase: _("Ask to join"), self.member: _("Open my key")}
        return words.get(self.step, _("Next"))

    def _look(self) -> None:
        file = self.file.file.path or self._folder
        self.set_busy(_("Asking the server whether it is the one in the file"))
        self._background.run_long(lambda _errand, _tell: self._doors.look_at(file), self, self.show_clinic, self.refuse)

    def show_clinic(self, enrolment: "Enrolment") -> None:
        """The server is that of the clinic in the file: say whose it is and where, and ask who comes."""
        self.set_ready()
        self._enrolment = enrolment
        told = _("You ask to join {clinic}, on the server {address}. Go back if that is not what you expected.")
        if enrolment.member:
            told = _("This file is for a member of {clinic}, on the server {address}, who comes to a new computer.")
        step = self.member if enrolment.member else self.person
        step.lead = told.format(clinic=enrolment.named, address=enrolment.address.shown)
        if enrolment.member:
            self.go_on_with((self.member,), PAGES_OF_A_MEMBER)
        else:
            self.go_on_with(self._newcomers, PAGES)

    def _wish(self) -> WishToJoin:
        if self._enrolment is None:
            raise RuntimeError
        person = self.person
        return WishToJoin(
            path=self.computer.place.path or self._folder,
            enrolment=self._enrolment,
            person=person.name.words,
            role=person.chosen_role,
            sign_in=person.sign_in.words,
            passphrase=self.passphrase.passphrase.first.text(),
            device=self.computer.device.words,
        )

    def _ask(self) -> None:
        wish = self._wish()
        self.set_busy(_("Making your keys, and asking the clinic"))
        self._background.run_long(
            lambda _errand, _tell: self._doors.ask_to_join(wish), self, self.show_kit, self.refuse
        )

    def _come_again(self) -> None:
        if self._enrolment is None:
            raise RuntimeError
        member = self.member
        path = member.place.path or self._folder
        wish = WishToComeAgain(path, self._enrolment, member.sign_in.words, member.passphrase.text())

        def come(_done: None) -> None:
            member.passphrase.clear()
            self.asked.emit(wish.path, wish.enrolment.clinic)
            self.finished.emit(wish.path, wish.sign_in, wish.passphrase)

        self.set_busy(_("Fetching your key from the server, and opening it"))
        self._background.run_long(lambda _errand, _tell: self._doors.come_again(wish), self, come, self.refuse)

    def show_kit(self, asked: HasAsked) -> None:
        """The clinic was asked: the kit is kept while its administrator is looked for."""
        self.set_ready()
        wish = self._wish()
        self.asked.emit(wish.path, wish.enrolment.clinic)
        self.put_last(KitStep(asked.kit, (), self._folder))
