"""The last step: the recovery kit is kept on paper or as a file, and one group of its code is typed back.

A clinic stands only when this was done; until then going back undoes it.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from careboard.documents.keys_on_paper import CustodySheet, Kit
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.ui.entrance.setup.steps import Step
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Field, Line
from careboard.ui.parts.labels import Label
from careboard.ui.parts.places import Place
from careboard.ui.parts.printing import ask_printer
from careboard.ui.patient.summary.paper import print_pdf
from careboard.workflow.papers import Retyped, keep_founding, papers

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class KitStep(Step):
    """Keeps the kit, then asks for a group of it. `kept` says that it was saved or printed."""

    kept = Signal()
    title = _("Your recovery kit")
    lead = _("Whoever holds it can sign as you. Print it, and keep it where you keep your passport.")

    def __init__(self, kit: Kit, sheets: Sequence[CustodySheet], folder: Path, *, first_steps: bool = False) -> None:
        super().__init__()
        self._kit, self._sheets = kit, sheets
        self.asks_for_first_steps = first_steps
        self._asked = Retyped.chosen_from(kit)
        self.ask_printer: Callable[[], QPrinter | None] = lambda: ask_printer(self)
        self.place = Place(_("Recovery kit"), filters="PDF (*.pdf)", writing=True)
        self.place.show_path(folder / f"kit-{kit.sign_in}.pdf")
        self.save = Button(_("Save the kit and the custody sheets") if sheets else _("Save the kit"), icon_name="save")
        self.save.clicked.connect(self._save)
        self.print = Button(_("Print it"), icon_name="print")
        self.print.clicked.connect(self._print)
        self._saved = Label("", Type.LABEL, "ok", wrap=True)
        self.group = Line()
        self.group.setMaxLength(8)
        asked = _("Group {n} of the recovery code").format(n=self._asked.place)
        self._group = Field(asked, self.group, _("Groups are parted by hyphens. It shows that you hold the kit."))
        self._group.setEnabled(False)
        row = QHBoxLayout()
        row.setSpacing(look().px(8))
        row.addWidget(self.save, 1)
        row.addWidget(self.print)
        self.column.addWidget(self.place)
        self.column.addLayout(row)
        self.column.addWidget(self._saved)
        self.column.addWidget(self._group)
        self.place.line.returnPressed.connect(self._save)
        self._let_enter_go_on(self.group)
        self.setFocusProxy(self.save)

    @override
    def done(self) -> bool:
        if not self._group.isEnabled():
            self.place.refuse(_("Save or print the kit first."))
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
            keep_founding(self._kit, path, self._sheets)
        except CareboardError as error:
            self.place.refuse(error.told)
            return
        self._was_taken(_("Saved in {folder}. Open it, print it, and delete the file.").format(folder=path.parent))
        for widget in (self.save, self.place):
            widget.setEnabled(False)

    @Slot()
    def _print(self) -> None:
        printer = self.ask_printer()
        if printer is not None:
            for paper in papers(self._kit, self._sheets):
                print_pdf(paper, printer)
            self._was_taken(_("Printed. Keep the kit apart from this computer."))

    def _was_taken(self, told: str) -> None:
        self.place.refuse("")
        self._saved.setText(told)
        self._group.setEnabled(True)
        self.group.setFocus()
        self.kept.emit()
