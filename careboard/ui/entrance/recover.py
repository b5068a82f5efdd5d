"""Getting back in: with the printed kit into a clinic that is here, and into one out of a backup.

Whatever is wrong leaves everything as it was.
"""

from pathlib import Path

from PySide6.QtWidgets import QCheckBox
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.ui.entrance.form_card import FormCard
from careboard.ui.entrance.setup.steps import CLINIC_FILES
from careboard.ui.parts.fields import Field, Line, Secret
from careboard.ui.parts.passphrases import NewPassphrase
from careboard.ui.parts.places import Place

_KITS = _("Kits (*.pdf *.txt);;All files (*)")


class RecoverPage(FormCard):
    """The kit, the sign-in name, and a new passphrase."""

    def __init__(self, vault: Path) -> None:
        lead = _("Your recovery kit opens your key on any computer. Type its codes into a text file, or give the PDF.")
        super().__init__(_("Use your recovery kit"), "key", lead, _("Set the new passphrase"))
        self.vault = vault
        self.kit = Place(_("Recovery kit, as PDF or text file"), filters=_KITS)
        self.name = Line()
        self._name = Field(_("Sign-in name"), self.name)
        self.passphrase = NewPassphrase()
        for widget in (self.kit, self._name, self.passphrase):
            self.fields.addWidget(widget)
        self.setFocusProxy(self.kit)

    @override
    def complete(self) -> bool:
        self.kit.refuse("" if self.kit.path else _("Say which file holds the kit."))
        self._name.refuse("" if self.name.words else _("Say under which name you sign in here."))
        return not (self.kit.error or self._name.error) and self.passphrase.taken() is not None


class RestorePage(FormCard):
    """A backup, where its clinic is to lie, and who opens it: with the passphrase of then, or with the kit."""

    help_page = "setting-up"

    def __init__(self, folder: Path) -> None:
        lead = _("The backup is opened and every record verified before it becomes a clinic again.")
        super().__init__(_("Open a backup"), "restore", lead, _("Restore and verify"))
        self.backup = Place(_("Backup"), filters=CLINIC_FILES)
        self.place = Place(_("Keep the clinic as"), filters=CLINIC_FILES, writing=True)
        self.place.show_path(folder / "clinic.careboard")
        self.name, self.passphrase = Line(), Secret()
        self._name = Field(_("Sign-in name"), self.name)
        self._passphrase = Field(_("Passphrase"), self.passphrase)
        self.new_computer = QCheckBox(_("This computer never held the clinic: use my recovery kit"))
        self.kit = Place(_("Recovery kit, as PDF or text file"), filters=_KITS)
        self.new_passphrase = NewPassphrase()
        for widget in (
            self.backup,
            self.place,
            self._name,
            self.new_computer,
            self._passphrase,
            self.kit,
            self.new_passphrase,
        ):
            self.fields.addWidget(widget)
        self.new_computer.toggled.connect(self._ask_for_kit)
        self._ask_for_kit(with_kit=False)
        self.setFocusProxy(self.backup)

    def _ask_for_kit(self, with_kit: bool) -> None:  # noqa: FBT001  a slot of a checkbox
        self._passphrase.setVisible(not with_kit)
        self.kit.setVisible(with_kit)
        self.new_passphrase.setVisible(with_kit)

    @property
    def chosen_passphrase(self) -> str:
        """The passphrase of then, or the new one."""
        return self.new_passphrase.first.text() if self.new_computer.isChecked() else self.passphrase.text()

    @property
    def chosen_kit(self) -> Path | None:
        """The kit's file, where it is used."""
        return self.kit.path if self.new_computer.isChecked() else None

    @override
    def complete(self) -> bool:
        with_kit = self.new_computer.isChecked()
        self.backup.refuse("" if self.backup.path else _("Say which file is the backup."))
        self.place.refuse("" if self.place.path else _("Say where the clinic is to be kept."))
        self._name.refuse("" if self.name.words else _("Say under which name you sign in."))
        self._passphrase.refuse("" if with_kit or self.passphrase.text() else _("Type your passphrase."))
        self.kit.refuse("" if not with_kit or self.kit.path else _("Say which file holds the kit."))
        fields = (self.backup, self.place, self._name, self._passphrase, self.kit)
        return not any(field.error for field in fields) and (not with_kit or self.new_passphrase.taken() is not None)
