"""Handing over one patient's whole record: what it includes is said first, then it is written where a person wants it.

It can be stopped until the first file stands; what was written is not encrypted, and the sheet says so.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from careboard.clinical.values import PatientId
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.ui.desk import Desk
from careboard.ui.look.look import Type
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Field, Text
from careboard.ui.parts.labels import Label
from careboard.ui.parts.progress import Progress
from careboard.ui.parts.sheet import Sheet
from careboard.workflow.exporting import Exported

if TYPE_CHECKING:
    from collections.abc import Callable

    from careboard.ui.background import Errand


class ExportSheet(Sheet):
    """Writes a folder with the record as PDF and FHIR R4, and a README that says what is in it."""

    def __init__(self, desk: Desk, patient: PatientId, parent: QWidget | None = None) -> None:
        super().__init__(_("Export the whole record"), parent)
        self._desk, self._patient = desk, patient
        self._errand: Errand | None = None
        self.ask_folder: Callable[[], str] = self._ask_folder
        for words in (
            _("A new folder with everything in this chart: as PDF, as FHIR R4, and a README of the format."),
            _("Private notes and what is for staff only are not in it. Weights are in it, blind ones too."),
            _("The files are not encrypted: keep them where only you can read them."),
        ):
            self.body.addWidget(Label(words, Type.BODY, "text2", wrap=True))
        self._denial = Text(lines=2)
        hint = _("A licensed professional's reason (45 CFR 164.524: danger to life or physical safety). Mostly empty.")
        self.body.addWidget(
            Field(_("Leave blind weights and the energy of meal plans out, because"), self._denial, hint)
        )
        self._state = Label("", Type.BODY, wrap=True)
        self._progress = Progress(_("How far the export has come"))
        self._write = Button(_("Choose a folder and export"), "primary", "export")
        self._stop = Button(_("Stop"), "", "stop")
        self._write.clicked.connect(self.write)
        self._stop.clicked.connect(self.stop)
        self._lay_out()
        self._rest("")

    @property
    def said(self) -> str:
        """How things stand, in words."""
        return self._state.text()

    @property
    def working(self) -> bool:
        """Is an export under way?"""
        return self._errand is not None

    def write(self) -> None:
        """Ask for a folder, and write the record into it."""
        if not (name := self.ask_folder()):
            return
        folder, denial = Path(name) / "careboard-export", self._denial.words
        self._show(working=True)
        self._progress.show_done(0, 0)
        self._errand = self._desk.begin(
            lambda session, errand, tell: session.export(self._patient, folder, denial, tell, lambda: errand.stopped),
            self,
            self._was_written,
            self._was_refused,
            self._progress.show_done,
        )

    def stop(self) -> None:
        """Stop before anything is written."""
        if self._errand is not None:
            self._errand.stop()

    def _was_written(self, done: Exported) -> None:
        self._rest(_("{n} entries are in {folder}.").format(n=done.entries, folder=done.folder))

    def _was_refused(self, error: CareboardError) -> None:
        self._rest(error.told)

    def _rest(self, words: str) -> None:
        self._errand = None
        self._state.setText(words)
        self._show(working=False)

    def _show(self, *, working: bool) -> None:
        self._write.setVisible(not working)
        for widget in (self._progress, self._stop):
            widget.setVisible(working)
        self._state.setVisible(bool(self._state.text()) and not working)

    def _ask_folder(self) -> str:
        return QFileDialog.getExistingDirectory(self, _("Where the export is written"))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._stop)
        row.addWidget(self._write)
        self.footer.addWidget(self._state)
        self.footer.addWidget(self._progress)
        self.footer.addLayout(row)
