"""The integrity badge: how far the chain was verified, when and by whom; never more than a check has shown.

A check can be begun here; it runs away from the screen, and can be stopped.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.projections.audit import AuditRow, Deed
from careboard.ui.desk import Desk
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.labels import Icon, Label
from careboard.ui.parts.panels import Panel
from careboard.ui.parts.progress import Progress
from careboard.workflow.auditing import verify_and_record
from careboard.workflow.checking import Verdict

if TYPE_CHECKING:
    from careboard.ui.background import Errand

MOST = 5  # sentences that are shown; the settings show more


class Badge(Panel):
    """A shield, what is known, and the button that checks."""

    checked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._errand: Errand | None = None
        self._faulty = False
        self._icon = Icon("shield", "text2", 20)
        self._words = Label(_("Not verified yet. A check holds every record against the rules."), Type.BODY, wrap=True)
        self._progress = Progress(_("How far the check has come"))
        self.check, self.stop = Button(_("Check now"), "", "shield"), Button(_("Stop"), "", "stop")
        self.check.clicked.connect(self._begin)
        self.stop.clicked.connect(self._stop)
        middle = QVBoxLayout()
        for widget in (self._words, self._progress):
            middle.addWidget(widget)
        row = QHBoxLayout(self)
        edge = look().px(12)
        row.setContentsMargins(edge, look().px(8), edge, look().px(8))
        row.setSpacing(edge)
        row.addWidget(self._icon)
        row.addLayout(middle, 1)
        row.addWidget(self.check)
        row.addWidget(self.stop)
        self._show(working=False)

    @property
    def said(self) -> str:
        """What it says."""
        return self._words.text()

    def follow(self, rows: Sequence[AuditRow]) -> None:
        """Say when the newest check was that found everything in order; a fault that was found now stays said."""
        newest = next((row for row in rows if row.deed is Deed.VERIFIED), None)
        if newest is not None and self._errand is None and not self._faulty:
            told = _("Chain verified to entry {n}: {moment}, by {person}.")
            number = "".join(letter for letter in newest.object if letter.isdigit())
            self._say(told.format(n=f"{int(number):,}", moment=newest.moment, person=newest.person), "ok")

    def _begin(self) -> None:
        self._faulty = False
        self._show(working=True)
        self._errand = self._desk.begin(
            lambda session, errand, tell: verify_and_record(session, tell, lambda: errand.stopped),
            self,
            self._was_checked,
            self._was_stopped,
            self._progress.show_done,
        )

    def _stop(self) -> None:
        if self._errand is not None:
            self._errand.stop()

    def _was_checked(self, verdict: Verdict) -> None:
        self._errand, self._faulty = None, bool(verdict.faults)
        self._show(working=False)
        if verdict.faults:
            counted = _("{good} of {all} records stand.").format(good=verdict.verified, all=verdict.records)
            told = "\n".join([counted, *(fault.told for fault in verdict.faults[:MOST])])
            self._say(told, "danger")
        announce(self, self.said, assertive=self._faulty)
        self.checked.emit()

    def _was_stopped(self, error: CareboardError) -> None:
        self._errand = None
        self._show(working=False)
        self._say(error.told, "text2")

    def _say(self, words: str, tone: str) -> None:
        self._icon.show_icon("warning" if tone == "danger" else "shield", tone)
        self._words.set_tone(tone)
        self._words.setText(words)

    def _show(self, *, working: bool) -> None:
        self.check.setVisible(not working)
        for widget in (self._progress, self.stop):
            widget.setVisible(working)
