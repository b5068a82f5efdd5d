"""Enrolling one more member on this computer: name, role, sign-in name, a first passphrase, and where the kit goes.

The newcomer types the passphrase; whoever enrols hands over the kit and keeps no copy.
"""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout

from careboard.clinical.people import Role
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.ui.entrance.setup.steps import initials, role_choices
from careboard.ui.look.look import Type
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Choice, Field, Line
from careboard.ui.parts.labels import Label
from careboard.ui.parts.passphrases import NewPassphrase
from careboard.ui.parts.places import Place
from careboard.ui.parts.sheet import Sheet
from careboard.workflow.founding import Person


class EnrolSheet(Sheet):
    """A plain form. `signed` hands over the person and the file for the kit."""

    signed = Signal(object, object)  # a founding.Person, the Path of the kit

    def __init__(self, folder: Path) -> None:
        super().__init__(_("Enroll a member"))
        self._folder = folder
        self.name, self.sign_in = Line(), Line()
        self._name = Field(_("Name"), self.name, _("As it is to stand below what they sign."))
        self.role = Choice(role_choices(tuple(Role)), empty=_("Choose"))
        self._role = Field(_("Role"), self.role, _("It decides what they may read and sign."))
        self._sign_in = Field(_("Sign-in name"), self.sign_in, _("Shown on this computer. Initials are enough."))
        self.passphrase = NewPassphrase()
        self.kit = Place(_("Recovery kit"), _("Print it, hand it over, and delete the file."), writing=True)
        told = Label(_("The newcomer types the passphrase; nobody else should know it."), Type.META, "text3", wrap=True)
        for widget in (self._name, self._role, self._sign_in, told, self.passphrase, self.kit):
            self.body.addWidget(widget)
        self._error = Label("", Type.STRONG_LABEL, "danger", wrap=True)
        self.sign = Button(_("Enroll"), "primary")
        self.sign.clicked.connect(self._submit)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.sign)
        self.footer.addWidget(self._error)
        self.footer.addLayout(row)
        self.name.textEdited.connect(self._offer)
        self.setFocusProxy(self.name)

    @Slot(str)
    def _offer(self, name: str) -> None:
        if not self.sign_in.isModified():
            self.sign_in.setText(initials(name))
            self.kit.show_path(self._folder / f"kit-{initials(name) or 'new'}.pdf")

    @Slot()
    def _submit(self) -> None:
        self._name.refuse("" if self.name.words else _("Say what they are called."))
        self._role.refuse("" if self.role.chosen else _("Say what they do here."))
        self._sign_in.refuse("" if self.sign_in.words else _("A sign-in name is needed; initials are enough."))
        path = self.kit.path
        taken = path is not None and path.exists()
        missing = "" if path else _("Say where it goes.")
        self.kit.refuse(_("There is already a file of this name.") if taken else missing)
        passphrase = self.passphrase.taken()
        wrong = any(field.error for field in (self._name, self._role, self._sign_in, self.kit))
        if passphrase and path and not wrong:
            self.sign.setEnabled(False)
            self._error.setText("")
            person = Person(self.name.words, Role(str(self.role.chosen)), self.sign_in.words, passphrase)
            self.signed.emit(person, path)

    def refuse(self, error: CareboardError) -> None:
        """Say what was refused; what was typed stays."""
        self.sign.setEnabled(True)
        self._error.setText(error.told)
        announce(self, error.told, assertive=True)

    @property
    def error(self) -> str:
        """What was refused."""
        return self._error.text()
