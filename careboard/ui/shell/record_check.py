"""Checking every record of the vault from the settings: it tells how far it is, and can be stopped."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.ui.desk import Desk
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.labels import Label
from careboard.ui.parts.progress import Progress
from careboard.ui.shell.settings_panel import SettingsPanel
from careboard.workflow.checking import Verdict, check_vault

if TYPE_CHECKING:
    from careboard.ui.background import Errand

MOST = 20  # sentences that are shown; the command line prints all


class RecordCheck(SettingsPanel):
    """A button that checks, and what was found in words."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("The record"), parent=parent)
        self._desk = desk
        self._errand: Errand | None = None
        self._state = Label(_("Every hash, seal, signature and chain is held against the rules."), wrap=True)
        self._progress = Progress(_("How far the check has come"))
        self._check = Button(_("Check every record"), "", "shield")
        self._stop = Button(_("Stop"), "", "stop")
        self._check.clicked.connect(self.check)
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
            lambda session, errand, tell: check_vault(session.vault, tell, lambda: errand.stopped),
            self,
            self._was_checked,
            self._was_stopped,
            self._progress.show_done,
        )

    def stop(self) -> None:
        """Stop at the next batch."""
        if self._errand is not None:
            self._errand.stop()

    def _was_checked(self, verdict: Verdict) -> None:
        counted = _("{good} of {all} records stand.").format(good=verdict.verified, all=verdict.records)
        faults = [fault.text for fault in verdict.faults[:MOST]]
        self._rest("\n".join([counted, *faults]), "danger" if faults else "ok")

    def _was_stopped(self, error: CareboardError) -> None:
        self._rest(error.told, "text2")

    def _rest(self, words: str, tone: str) -> None:
        self._errand = None
        self._state.set_tone(tone)
        self._state.setText(words)
        self._show(working=False)

    def _show(self, *, working: bool) -> None:
        self._check.setVisible(not working)
        for widget in (self._progress, self._stop):
            widget.setVisible(working)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        for button in (self._check, self._stop):
            row.addWidget(button)
        row.addStretch(1)
        for widget in (self._state, self._progress):
            self.column.addWidget(widget)
        self.column.addLayout(row)
