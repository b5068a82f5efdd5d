"""The steps of setting up a clinic on this computer, before anything is made: one decision each.

A step says whether it is done; what is wrong stands beside the field.
"""

from collections.abc import Sequence
from pathlib import Path
from zoneinfo import available_timezones

from PySide6.QtCore import QTimeZone, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.people import Role
from careboard.i18n import gettext as _
from careboard.projections.wording.terms import spaced
from careboard.projections.wording.voice import Voice, capital
from careboard.ui.look.look import Type, look
from careboard.ui.parts.fields import Choice, Field, Line
from careboard.ui.parts.labels import Label
from careboard.ui.parts.passphrases import NewPassphrase
from careboard.ui.parts.places import Place

_NEAR = ("America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles")
_FAR = ("America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico")
FIRST_MEMBERS = tuple(role for role in Role if role is not Role.PRIVACY_OFFICER)
CLINIC_FILES = _("Clinics (*.careboard);;All files (*)")


class Step(QWidget):
    """One page of the wizard. `entered` says that Enter was pressed in its last field."""

    entered = Signal()
    title, lead = "", ""
    goes_on = True  # by the button that goes on
    asks_for_first_steps = False

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(look().px(16))

    def done(self) -> bool:
        """Is everything there that this step asks for? What is missing is said beside the field."""
        raise NotImplementedError

    def _let_enter_go_on(self, *lines: Line) -> None:
        for line in lines:
            line.returnPressed.connect(self.entered)


class ClinicStep(Step):
    """The clinic, where its file lies, and its time zone."""

    title = _("The clinic")
    lead = _("Everything is kept in one encrypted file on this computer.")

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.name = Line()
        self._name = Field(_("Name of the clinic"), self.name, _("Stands on every paper. It is sealed in the file."))
        self.zone = Choice(zone_choices())
        self.place = Place(_("File"), filters=CLINIC_FILES, writing=True)
        self.place.show_path(folder / "clinic.careboard")
        for field in (self._name, Field(_("Time zone"), self.zone), self.place):
            self.column.addWidget(field)
        self._let_enter_go_on(self.name, self.place.line)
        self.setFocusProxy(self.name)

    @override
    def done(self) -> bool:
        self._name.refuse("" if self.name.words else _("Say what the clinic is called."))
        self.place.refuse(_refusal_of(self.place.path))
        return not (self._name.error or self.place.error)


class PersonStep(Step):
    """Who sets up the clinic and administers it, or asks to join it."""

    title = _("You")
    lead = _("You administer the clinic, and enroll everybody else later.")

    def __init__(self, roles: Sequence[Role] = FIRST_MEMBERS) -> None:
        super().__init__()
        self.name, self.sign_in = Line(), Line()
        self._name = Field(_("Your name"), self.name, _("As it is to stand below what you sign."))
        self.role = Choice(role_choices(roles), empty=_("Choose"))
        self._role = Field(_("Your role"), self.role, _("It decides what you may sign."))
        hint = _("Shown on this computer before you sign in. Initials are enough.")
        self._sign_in = Field(_("Sign-in name"), self.sign_in, hint)
        for field in (self._name, self._role, self._sign_in):
            self.column.addWidget(field)
        self.name.textEdited.connect(self._offer_initials)
        self._let_enter_go_on(self.name, self.sign_in)
        self.setFocusProxy(self.name)

    @override
    def done(self) -> bool:
        self._name.refuse("" if self.name.words else _("Say what you are called."))
        self._role.refuse("" if self.role.chosen else _("Say what you do here."))
        self._sign_in.refuse("" if self.sign_in.words else _("A sign-in name is needed; initials are enough."))
        return not (self._name.error or self._role.error or self._sign_in.error)

    @property
    def chosen_role(self) -> Role:
        """The role of whoever sets up."""
        return Role(str(self.role.chosen))

    @Slot(str)
    def _offer_initials(self, name: str) -> None:
        if not self.sign_in.isModified():
            self.sign_in.setText(initials(name))


class PassphraseStep(Step):
    """The passphrase, and for who sets up a clinic whether there are custody sheets."""

    title = _("Your passphrase")
    lead = _("Nobody can reset it: it opens your own key. If you lose it, your recovery kit opens it.")

    def __init__(self, *, founding: bool = True) -> None:
        super().__init__()
        self.passphrase = NewPassphrase()
        self.custody = QCheckBox(_("Make three custody sheets for the clinic"))
        self.custody.setChecked(True)
        told = _("Any two of them open every chart if nobody who works here can. One alone opens nothing.")
        self.custody.setAccessibleDescription(told)
        self.column.addWidget(self.passphrase)
        told_of_custody = Label(told, Type.META, "text3", wrap=True)
        for widget in (self.custody, told_of_custody):
            self.column.addWidget(widget)
            widget.setVisible(founding)
        self._let_enter_go_on(self.passphrase.first, self.passphrase.again)
        self.setFocusProxy(self.passphrase)

    @override
    def done(self) -> bool:
        return self.passphrase.taken() is not None


def initials(name: str) -> str:
    """The initials of a name, in lower case."""
    return "".join(word[0] for word in name.split()).lower()


def role_choices(roles: Sequence[Role]) -> list[tuple[str, Role]]:
    """Roles with their words, for a choice."""
    return [(capital(spaced(role, Voice())), role) for role in roles]


def zone_choices() -> list[tuple[str, str]]:
    """Every time zone with its words, this computer's and those of the United States first."""
    return [(zone.replace("_", " "), zone) for zone in _zones()]


def _zones() -> list[str]:
    own = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
    known = available_timezones()
    first = [zone for zone in (own, *_NEAR, *_FAR) if zone in known]
    return list(dict.fromkeys([*first, *sorted(known)]))


def _refusal_of(path: Path | None) -> str:
    if path is None:
        return _("Say where the file is to be kept.")
    if path.exists():
        return _("There is already a file of this name. Choose another one.")
    return ""
