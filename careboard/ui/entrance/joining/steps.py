"""The steps of joining that setting up a clinic does not have: the file, this computer, and who belongs already."""

import platform
from pathlib import Path

from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.ui.entrance.setup.steps import CLINIC_FILES, Step
from careboard.ui.look.look import Type
from careboard.ui.parts.fields import Field, Line, Secret
from careboard.ui.parts.labels import Label
from careboard.ui.parts.places import Place

_ENROLMENTS = _("Enrollment files (*.json);;All files (*)")


class FileStep(Step):
    """The file that the clinic's administrator hands over."""

    title = _("The enrollment file")
    lead = _("The clinic's administrator makes it for you alone. It says where the clinic's server is, and opens once.")

    def __init__(self) -> None:
        super().__init__()
        self.file = Place(_("Enrollment file"), filters=_ENROLMENTS)
        self.column.addWidget(self.file)
        told = _("The server is asked at once whether it is the one in the file. It can read nothing of any chart.")
        self.column.addWidget(Label(told, Type.META, "text3", wrap=True))
        self._let_enter_go_on(self.file.line)
        self.setFocusProxy(self.file)

    @override
    def done(self) -> bool:
        self.file.refuse("" if self.file.path else _("Say which file you were given."))
        return not self.file.error


class ComputerStep(Step):
    """How this computer is called, and where the vault lies on it."""

    title = _("This computer")
    lead = _("What the clinic shares with you is kept here too, encrypted, so that you can work without the network.")

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.device = Line(platform.node())
        self._device = Field(_("Name of this computer"), self.device, _("The administrator sees it beside your name."))
        self.place = Place(_("File"), filters=CLINIC_FILES, writing=True)
        self.place.show_path(folder / "clinic.careboard")
        for field in (self._device, self.place):
            self.column.addWidget(field)
        self._let_enter_go_on(self.device, self.place.line)
        self.setFocusProxy(self.device)

    @override
    def done(self) -> bool:
        self._device.refuse("" if self.device.words else _("Say how this computer is called."))
        self.place.refuse("" if self.place.path else _("Say where the file is to be kept."))
        return not (self._device.error or self.place.error)


class MemberStep(Step):
    """A member at a new computer: the passphrase that they have, how they sign in here, and where the vault lies."""

    title = _("You, on this computer")

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.passphrase, self.sign_in = Secret(), Line()
        told = _("The one that you have. It opens your key, which lies sealed on the server.")
        self._passphrase = Field(_("Your passphrase"), self.passphrase, told)
        hint = _("Shown on this computer before you sign in. Initials are enough.")
        self._sign_in = Field(_("Sign-in name"), self.sign_in, hint)
        self.place = Place(_("File"), filters=CLINIC_FILES, writing=True)
        self.place.show_path(folder / "clinic.careboard")
        for field in (self._sign_in, self._passphrase, self.place):
            self.column.addWidget(field)
        self._let_enter_go_on(self.sign_in, self.passphrase, self.place.line)
        self.setFocusProxy(self.sign_in)

    @override
    def done(self) -> bool:
        self._passphrase.refuse("" if self.passphrase.text() else _("Type your passphrase."))
        self._sign_in.refuse("" if self.sign_in.words else _("A sign-in name is needed; initials are enough."))
        self.place.refuse("" if self.place.path else _("Say where the file is to be kept."))
        return not (self._passphrase.error or self._sign_in.error or self.place.error)
