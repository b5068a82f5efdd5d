"""New keys for a member who lost passphrase and kit, or must fear that somebody has them.

Their owner types the new passphrase; what it means for the charts is said beside each choice.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.ui.look.look import Type
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Field, Line, Secret
from careboard.ui.parts.labels import Label
from careboard.ui.parts.passphrases import NewPassphrase
from careboard.ui.parts.places import Place
from careboard.ui.parts.sheet import Sheet
from careboard.workflow.new_keys import give_new_keys_here
from careboard.workflow.papers import keep_kit, refuse_unwritable
from careboard.workflow.session import Colleague, Session


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed for somebody's new keys; `kit` is where their new kit goes."""

    member: str
    name: str
    passphrase: str = field(repr=False)
    old_passphrase: str = field(repr=False)
    sign_in: str
    stolen: bool
    kit: Path


class NewKeysSheet(Sheet):
    """A plain form. `signed` hands over what was typed."""

    signed = Signal(object)  # a Wanted

    def __init__(self, person: Colleague, sign_in: str, folder: Path) -> None:
        super().__init__(_("New keys for {name}").format(name=person.author.name))
        self.person = person
        told = _(
            "Name, roles and all that they signed stay theirs. The old keys sign nothing more that counts. Charts "
            "follow at once, or when a colleague who reads them signs in next."
        )
        self.stolen = QCheckBox(_("The old ones may be stolen"))
        means = _(
            "Then every chart gets a new key before anybody writes again. What could be read before, may be kept."
        )
        self.sign_in, self.passphrase, self.old = Line(), NewPassphrase(_("New passphrase")), Secret()
        self.sign_in.setText(sign_in)
        self._sign_in = Field(_("Sign-in name"), self.sign_in, _("Shown on this computer. Initials are enough."))
        old = Field(_("Old passphrase"), self.old, _("Only where they know it: their private notes go along then."))
        self.kit = Place(_("Recovery kit"), _("Print it, hand it over, and delete the file."), writing=True)
        self.kit.show_path(folder / f"kit-{sign_in or 'new'}-new.pdf")
        typed = Label(_("They type it themselves; nobody else should know it."), Type.META, "text3", wrap=True)
        lead = Label(told, Type.BODY, "text2", wrap=True)
        stolen = Label(means, Type.META, "text3", wrap=True)
        for widget in (lead, self.stolen, stolen, self._sign_in, typed, self.passphrase, old, self.kit):
            self.body.addWidget(widget)
        self._error = Label("", Type.STRONG_LABEL, "danger", wrap=True)
        self.sign = Button(_("Give new keys"), "primary")
        self.sign.clicked.connect(self._submit)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.sign)
        self.footer.addWidget(self._error)
        self.footer.addLayout(row)
        self.setFocusProxy(self.stolen)

    @property
    def error(self) -> str:
        """What was refused, or is said to be wrong."""
        return self._error.text() or self._sign_in.error or self.passphrase.error or self.kit.error

    def refuse(self, error: CareboardError) -> None:
        """Say what was refused; what was typed stays."""
        self.sign.setEnabled(True)
        self._error.setText(error.told)
        announce(self, error.told, assertive=True)

    @Slot()
    def _submit(self) -> None:
        self._sign_in.refuse("" if self.sign_in.words else _("A sign-in name is needed; initials are enough."))
        path = self.kit.path
        taken = path is not None and path.exists()
        self.kit.refuse(
            _("There is already a file of this name.") if taken else "" if path else _("Say where it goes.")
        )
        passphrase = self.passphrase.taken()
        if passphrase and path and not (self._sign_in.error or self.kit.error):
            self.sign.setEnabled(False)
            self._error.setText("")
            who, stolen = self.person.author, self.stolen.isChecked()
            typed = passphrase, self.old.text(), self.sign_in.words
            self.signed.emit(Wanted(who.member, who.name, *typed, stolen, path))


def renewal(wanted: Wanted) -> Callable[[Session], None]:
    """What the desk is asked to do."""
    return partial(_renewed, wanted=wanted)


def _renewed(session: Session, *, wanted: Wanted) -> None:
    refuse_unwritable(wanted.kit)
    give_new_keys_here(
        session,
        wanted.member,
        wanted.passphrase,
        wanted.sign_in,
        stolen=wanted.stolen,
        old_passphrase=wanted.old_passphrase,
        keep=partial(keep_kit, path=wanted.kit),
    )
