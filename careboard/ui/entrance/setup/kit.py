"""The last step: the recovery kit is kept on paper or as a file, and one group of its code is typed back.

A clinic stands only when this was done; until then going back undoes it.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Slot
from typing_extensions import override

from careboard.documents.keys_on_paper import CustodySheet, Kit
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.ui.entrance.setup.steps import Step
from careboard.ui.look.look import Type
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Field, Line
from careboard.ui.parts.labels import Label
from careboard.ui.parts.places import Place
from careboard.workflow.papers import Retyped, keep_kit, keep_sheets


class KitStep(Step):
    """Keeps the kit, then asks for a group of it."""

    title = _("Your recovery kit")
    lead = _("Whoever holds it can sign as you. Print it, and keep it where you keep your passport.")

    def __init__(self, kit: Kit, sheets: Sequence[CustodySheet], folder: Path) -> None:
        super().__init__()
        self._kit, self._sheets = kit, sheets
        self._asked = Retyped.chosen_from(kit)
        self.place = Place(_("Recovery kit"), filters="PDF (*.pdf)", writing=True)
        self.place.show_path(folder / f"kit-{kit.sign_in}.pdf")
        self.save = Button(_("Save the kit and the custody sheets") if sheets else _("Save the kit"), icon_name="save")
        self.save.clicked.connect(self._save)
        self._saved = Label("", Type.LABEL, "ok", wrap=True)
        self.group = Line()
        self.group.setMaxLength(8)
        asked = _("Group {n} of the recovery code").format(n=self._asked.place)
        self._group = Field(asked, self.group, _("Groups are parted by hyphens. It shows that you hold the kit."))
        self._group.setEnabled(False)
        for widget in (self.place, self.save, self._saved, self._group):
            self.column.addWidget(widget)
        self.place.line.returnPressed.connect(self._save)
        self._let_enter_go_on(self.group)
        self.setFocusProxy(self.save)

    @override
    def done(self) -> bool:
        if not self._group.isEnabled():
            self.place.refuse(_("Save the kit first."))
            return False
        met = self._asked.is_met_by(self.group.text())
        self._group.refuse("" if met else _("This is not group {n} of your kit.").format(n=self._asked.place))
        return met

    @property
    def error(self) -> str:
        """What is said to be wrong."""
        return self.place.error or self._group.error

    @property
    def asked(self) -> int:
        """Which group is asked for, from 1."""
        return self._asked.place

    @Slot()
    def _save(self) -> None:
        path = self.place.path
        if path is None:
            self.place.refuse(_("Say where the kit is to be saved."))
            return
        try:
            keep_kit(self._kit, path)
            keep_sheets(self._sheets, path.parent)
        except CareboardError as error:
            self.place.refuse(error.told)
            return
        self.place.refuse("")
        saved = _("Saved in {folder}. Open it, print it, and delete the file.").format(folder=path.parent)
        self._saved.setText(saved)
        for widget in (self.save, self.place):
            widget.setEnabled(False)
        self._group.setEnabled(True)
        self.group.setFocus()
