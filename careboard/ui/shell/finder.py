"""The finder: opens the palette over the page, and searches the notes behind the screen while somebody types.

A search waits until the hand rests; its answer is shown only under the letters it was asked for.
"""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from careboard.clinical.values import PatientId
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.projections.wording import Voice
from careboard.projections.wording.times import moment
from careboard.ui.background import Errand
from careboard.ui.patient.page import PatientPage
from careboard.ui.shell.findable import findable
from careboard.ui.shell.finding import Findable, Sort, sign_of
from careboard.ui.shell.palette import Palette
from careboard.workflow.searching import Found, Hit
from careboard.workflow.session import Session

if TYPE_CHECKING:
    from careboard.ui.shell.workplace import Workplace

LEAST, RESTS = 3, 120  # letters of which a note is searched; ms without another letter


class Finder(QObject):
    """One palette at a time. `closed` when it is gone, and the keyboard is where it was."""

    closed = Signal()

    def __init__(self, workplace: "Workplace") -> None:
        super().__init__(workplace)
        self._workplace = workplace
        self._had_focus: QWidget | None = None
        self._ready = False
        self.palette: Palette | None = None
        self._resting = QTimer(self, singleShot=True, interval=RESTS)
        self._resting.timeout.connect(self._search)

    @Slot()
    def open(self) -> None:
        """Open the palette over the page."""
        if self.palette is None:
            self._had_focus = QApplication.focusWidget()
            palette = Palette(findable(self._workplace), self._workplace, self._workplace.top_bar.finder)
            palette.closed.connect(self.close)
            palette.typed.connect(self._rest)
            self.palette = palette
            palette.show()
            palette.place()
            self._make_ready()
        self.palette.setFocus()

    @Slot()
    def close(self) -> None:
        """Take the palette away."""
        self._resting.stop()
        if self.palette is not None:
            palette, self.palette = self.palette, None
            palette.hide()
            palette.deleteLater()
            if self._had_focus is not None and isValid(self._had_focus):
                self._had_focus.setFocus()
            self.closed.emit()

    # -- notes ---------------------------------------------------------------------------------------------------

    def _make_ready(self) -> None:
        """Let every note be taken in, once for each session."""
        if not self._ready:
            self._ready = True
            self._workplace.desk.begin(_prepare, self, self._was_made_ready, self._was_refused)

    def _was_refused(self, error: CareboardError) -> None:
        """It is tried again when the palette opens the next time."""
        self._ready = False
        self._workplace.desk.refused.emit(error)

    def _was_made_ready(self, whole: bool) -> None:  # noqa: FBT001 (it is handed over by the worker)
        self._ready = whole
        if self.palette is not None and self.palette.told:
            self._search()

    @Slot(str)
    def _rest(self, typed: str) -> None:
        if sign_of(typed) or len(typed.strip()) < LEAST:
            self._resting.stop()
        else:
            self._resting.start()

    @Slot()
    def _search(self) -> None:
        if (palette := self.palette) is not None:
            typed, page = palette.line.text(), self._workplace.page
            patient = page.patient if isinstance(page, PatientPage) else None
            self._workplace.desk.ask(
                lambda session: _searched(session, typed, patient), palette, partial(self._show, typed)
            )

    def _show(self, typed: str, found: Found) -> None:
        if (palette := self.palette) is None:
            return
        names = {row.id: row.named for row in self._workplace.caseload.model.rows}
        notes = [self._note(hit, names[hit.patient]) for hit in found.hits if hit.patient in names]
        told = ""
        if not found.complete:
            told = _("Older notes are still being read: more may be found.")
        elif found.more:
            told = _("There are more notes with these words: type another word.")
        palette.add(typed, notes, told)

    def _note(self, hit: Hit, named: str) -> Findable:
        when = moment(hit.recorded_at, Voice(zone=self._workplace.desk.zone))
        go = partial(self._open, hit, named)
        return Findable(Sort.NOTE, hit.headline, f"{self._workplace.ways.name(named)}  {when}", go, hit.snippet.text)

    def _open(self, hit: Hit, named: str) -> None:
        self._workplace.open_patient(hit.patient, named)
        page = self._workplace.page
        if isinstance(page, PatientPage) and page.patient == hit.patient:
            page.show_entry(hit.entry)


def _searched(session: Session, typed: str, patient: PatientId | None) -> Found:
    """What was found in the chart in front, then in all others."""
    everywhere = session.search(typed)
    if patient is None:
        return everywhere
    here = session.search(typed, patient)
    others = tuple(hit for hit in everywhere.hits if hit.patient != patient)
    return replace(everywhere, hits=here.hits + others, more=everywhere.more or here.more)


def _prepare(session: Session, errand: Errand, _tell: object) -> bool:
    return session.prepare_search(cancelled=lambda: errand.stopped)
