"""The whole record, from the settings: every record checked, or copied into a backup that is opened and checked.

Either tells how far it is, and can be stopped.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.ui.desk import Desk
from careboard.ui.look.look import look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Flow
from careboard.ui.parts.progress import Progress
from careboard.ui.shell.settings.panel import SettingsPanel
from careboard.workflow.auditing import verify_and_record
from careboard.workflow.checking import Verdict, back_up

if TYPE_CHECKING:
    from collections.abc import Callable

    from careboard.ui.background import Errand

MOST = 20  # sentences that are shown; the command line prints all


class RecordCheck(SettingsPanel):
    """A button that checks, one that backs up, and what was found in words."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("The record"), parent=parent)
        self._desk = desk
        self._errand: Errand | None = None
        self._state = Label(_("Every hash, seal, signature and chain is held against the rules."), wrap=True)
        self._progress = Progress(_("How far the check has come"))
        self._check = Button(_("Check every record"), "", "shield")
        self._stop = Button(_("Stop"), "", "stop")
        self._back_up = Button(_("Back up to a file"), "", "save")
        self.ask_file: Callable[[], str] = self._ask_file
        self._check.clicked.connect(self.check)
        self._back_up.clicked.connect(self.back_up)
        self._stop.clicked.connect(self.stop)
        self._lay_out()
        self._show(working=False)

    @property
    def said(self) -> str:
        """How things stand, in words."""
        return self._state.text()

    @property
    def working(self) -> bool:
        """Is a check under way?"""
        return self._errand is not None

    def check(self) -> None:
        """Check the whole vault, away from the screen."""
        self._show(working=True)
        self._errand = self._desk.begin(
            lambda session, errand, tell: verify_and_record(session, tell, lambda: errand.stopped),
            self,
            self._was_checked,
            self._was_stopped,
            self._progress.show_done,
        )

    def back_up(self) -> None:
        """Ask for a new file and copy the clinic into it, away from the screen; sealed as the clinic's own file is."""
        if not (name := self.ask_file()):
            return
        self._show(working=True)
        self._errand = self._desk.begin(
            lambda session, errand, tell: back_up(session.vault, Path(name), tell, lambda: errand.stopped),
            self,
            lambda verdict: self._was_backed_up(Path(name), verdict),
            self._was_stopped,
            self._progress.show_done,
        )

    def stop(self) -> None:
        """Stop at the next batch."""
        if self._errand is not None:
            self._errand.stop()

    def _was_backed_up(self, file: Path, verdict: Verdict) -> None:
        told = _("Backed up, opened and verified: {good} of {all} records in {file}.")
        self._rest(told.format(good=verdict.verified, all=verdict.records, file=file.name), "ok")

    def _ask_file(self) -> str:
        name, _filter = QFileDialog.getSaveFileName(
            self,
            _("Back up to a file"),
            "backup.careboard",
            _("Clinics (*.careboard);;All files (*)"),
            options=QFileDialog.Option.DontConfirmOverwrite,  # nothing is overwritten: it is refused in words
        )
        return name

    def _was_checked(self, verdict: Verdict) -> None:
        counted = _("{good} of {all} records stand.").format(good=verdict.verified, all=verdict.records)
        faults = [fault.told for fault in verdict.faults[:MOST]]
        self._rest("\n".join([counted, *faults]), "danger" if faults else "ok")

    def _was_stopped(self, error: CareboardError) -> None:
        self._rest(error.told, "text2")

    def _rest(self, words: str, tone: str) -> None:
        self._errand = None
        self._state.set_tone(tone)
        self._state.setText(words)
        self._show(working=False)

    def _show(self, *, working: bool) -> None:
        for button in (self._check, self._back_up):
            button.setVisible(not working)
        for widget in (self._progress, self._stop):
            widget.setVisible(working)

    def _lay_out(self) -> None:
        row = QWidget()
        flow = Flow(row, look().px(8))
        for button in (self._check, self._back_up, self._stop):
            flow.addWidget(button)
        for widget in (self._state, self._progress, row):
            self.column.addWidget(widget)
