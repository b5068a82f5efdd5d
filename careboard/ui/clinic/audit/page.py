"""The page of the audit: who looked at what; reveals, prints, exports and failed sign-ins stand on top.

The newest rows are there at once, the older ones follow from the worker. What leaves is recorded before it leaves.
"""

from collections.abc import Callable, Mapping
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.values import PatientId
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.audit import AuditRow, renamed, sifted
from careboard.ui.clinic.audit.badge import Badge
from careboard.ui.clinic.audit.filters import Filters
from careboard.ui.clinic.audit.silence import SilencePanel
from careboard.ui.clinic.audit.table import AuditTable
from careboard.ui.desk import Desk
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.heading import Heading
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Ground, Panel
from careboard.ui.parts.sheet import Roomy
from careboard.workflow import auditing
from careboard.workflow.session import Session

if TYPE_CHECKING:
    from careboard.ui.background import Errand

MOST_PINNED, LEAST = 5, 560
Names = Callable[[], Mapping[PatientId, str]]


class AuditPage(Ground):
    """Reads the audit when it is shown for the first time, and what is new whenever it is shown again."""

    quarantine_wanted = Signal()

    def __init__(self, desk: Desk, names: Names, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self._desk, self._names = desk, names
        self._rows: tuple[AuditRow, ...] = ()
        self._asked = False
        self._read: auditing.Newest | None = None
        self._errand: Errand | None = None
        self.ask_file: Callable[[str, str], str] = self._ask_file
        self._build()

    def _build(self) -> None:
        self._count = Label("", Type.BODY, "text2")
        self.pdf, self.csv = Button(_("Save as PDF"), "", "save"), Button(_("Save as table"), "", "save")
        self.pdf.clicked.connect(self.save_pdf)
        self.csv.clicked.connect(self.save_csv)
        self.quarantine = Button(_("Quarantine"), "", "shield")
        self.quarantine.clicked.connect(lambda _checked: self.quarantine_wanted.emit())
        self.json = Button(_("Save as JSON"), "", "save")
        self.json.clicked.connect(self.save_json)
        self.filters, self.badge, self.silence = Filters(), Badge(self._desk), SilencePanel(self._desk)
        self.filters.changed.connect(self._sift)
        self.badge.checked.connect(self.load)
        self.silence.changed.connect(self._make_room, Qt.ConnectionType.QueuedConnection)
        self.pinned = AuditTable(self._desk.zone, _("Reveals, prints, exports, failed sign-ins"), MOST_PINNED)
        self.table = AuditTable(self._desk.zone, _("Who looked at what, the newest on top"))
        self._no_pinned = Label(
            _("No reveal, print, export or failed sign-in among these."), Type.BODY, "text2", wrap=True
        )
        self._empty = Label("", Type.BODY, "text2", wrap=True)
        self._no_key = Label(
            _("A chart with a number in place of a name: you hold no key for it."), Type.META, "text3", wrap=True
        )
        self.clear = Button(_("Clear the filters"))
        self.clear.clicked.connect(self.filters.clear)
        inside = QWidget()
        page = self._parts = QVBoxLayout(inside)
        edge = look().px(16)
        page.setContentsMargins(edge, edge, edge, edge)
        page.setSpacing(look().px(12))
        page.addWidget(Heading(_("Audit"), self._count, (self.quarantine, self.json, self.csv, self.pdf)))
        page.addWidget(self.badge)
        page.addWidget(self.silence)
        page.addWidget(self.filters)
        page.addWidget(_panel(_("Look at these first"), self.pinned, self._no_pinned))
        page.addWidget(_panel("", self.table, self._empty, self.clear), 1)
        page.addWidget(self._no_key)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._roomy = Roomy(inside, LEAST)
        whole.addWidget(self._roomy)
        self.setFocusProxy(self.table)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.load()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    @Slot()
    def _make_room(self) -> None:
        """No part is pressed together by another one: where there is no room for all, the page scrolls."""
        self._roomy.need(self._parts.totalMinimumHeightForWidth(self._roomy.viewport().width()))

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """The parts that F6 goes through."""
        return self.filters, self.pinned, self.table

    @property
    def complete(self) -> bool:
        """Is everything read that is wanted?"""
        return self._read is not None and self._errand is None

    @property
    def rows(self) -> tuple[AuditRow, ...]:
        """The rows that are shown."""
        return self.table.audit.rows

    # -- reading -------------------------------------------------------------------------------------------------

    @Slot()
    def load(self) -> None:
        """Read what is new; the first time, everything."""
        names, read = dict(self._names()), auditing.since if self._asked else auditing.newest
        self._asked = True
        self.silence.load()
        self._desk.ask(lambda session: read(session, names), self, self._take)

    @Slot()
    def begin_anew(self) -> None:
        """Times are told otherwise from now on: everything is read once more when the page is shown next."""
        if self._errand is not None:
            self._errand.stop()
        self._asked, self._read, self._errand = False, None, None
        for table in (self.table, self.pinned):
            table.audit.tell_in(self._desk.zone)
        self._put(())

    def _take(self, newest: auditing.Newest) -> None:
        if self._read is None:
            self._read = newest
        self._add(newest.rows)

    def _add(self, rows: tuple[AuditRow, ...]) -> None:
        known = {row.record for row in rows}
        self._put((*rows, *(row for row in self._rows if row.record not in known)))

    def _read_on(self, day: date | None) -> None:
        """Read older ones as far back as the days that are wanted."""
        place = self._read.rest if self._read is not None else None
        if self._errand is not None or place is None:
            return
        if auditing.reaches(place, day, self._desk.zone):
            names = dict(self._names())
            self._errand = self._desk.begin(
                lambda session, errand, _tell: auditing.older(session, names, place, day, lambda: errand.stopped),
                self,
                self._take_older,
                self._stop_reading,
            )

    def _stop_reading(self, error: CareboardError) -> None:
        """Older ones could not be read: it is said, and tried again when other days are wanted."""
        self._errand = None
        self._count.setText(_("{acts}, older ones could not be read").format(acts=_counted(len(self.rows))))
        self._desk.refused.emit(error)

    def _take_older(self, older: auditing.Newest) -> None:
        self._errand, self._read = None, older
        self._add(older.rows)

    @Slot()
    def follow_names(self) -> None:
        """The names of patients became known."""
        self._put(renamed(self._rows, self._names()))

    def _put(self, rows: tuple[AuditRow, ...]) -> None:
        self._rows = tuple(sorted(rows, key=attrgetter("order"), reverse=True))
        self.filters.offer(self._rows)
        self.badge.follow(self._rows)
        self._sift()

    # -- showing -------------------------------------------------------------------------------------------------

    @Slot()
    def _sift(self) -> None:
        sieve = self.filters.sieve(self._desk.now().astimezone(self._desk.zone).date())
        self._read_on(sieve.since)
        shown = sifted(self._rows, sieve)
        self.table.audit.show_rows(shown)
        pinned = [row for row in shown if row.pinned]
        self.pinned.audit.show_rows(pinned)
        counted = _counted(len(shown))
        self._count.setText(counted if self.complete else _("{acts}, older ones are being read").format(acts=counted))
        nothing = _("No act matches.") if self._rows else _("Nobody has looked at anything yet.")
        self._empty.setText(nothing)
        named = self._names()
        for widget, wanted in (
            (self._no_key, any(row.patient and row.patient not in named for row in shown)),
            (self.pinned, bool(pinned)),
            (self._no_pinned, not pinned),
            (self.table, bool(shown)),
            (self._empty, not shown),
            (self.clear, not shown and bool(self._rows)),
        ):
            widget.setVisible(wanted)
        for button in (self.pdf, self.csv, self.json):
            button.setEnabled(bool(shown))
        self.setFocusProxy(self.table if shown or not self.complete else self.filters.person)

    def show_patient(self, patient: PatientId, named: str) -> None:
        """Who saw this chart: everything about one patient, of all days."""
        self.filters.show_patient(patient, named)

    @property
    def about(self) -> str:
        """Which rows are shown, in words."""
        filters = self.filters
        if filters.patient.chosen is not None:
            told = _("Who saw the chart of {patient}").format(patient=filters.patient.currentText())
        else:
            told = _("Audit")
        kept = [choice.currentText() for choice in (filters.person, filters.deed) if choice.chosen is not None]
        return ", ".join([told, *kept, filters.days.currentText()])

    # -- taking away ---------------------------------------------------------------------------------------------

    @Slot()
    def save_pdf(self) -> None:
        """Save the rows that are shown as a PDF."""
        rows, about = self.rows, self.about
        self._save("audit.pdf", "PDF (*.pdf)", lambda session, path: auditing.keep_pdf(session, rows, about, path))

    @Slot()
    def save_csv(self) -> None:
        """Save the rows that are shown for a spreadsheet."""
        rows = self.rows
        self._save("audit.csv", "CSV (*.csv)", lambda session, path: auditing.keep_csv(session, rows, path))

    @Slot()
    def save_json(self) -> None:
        """Save the rows that are shown for another program."""
        rows = self.rows
        self._save("audit.json", "JSON (*.json)", lambda session, path: auditing.keep_json(session, rows, path))

    def _save(self, name: str, kinds: str, keep: Callable[[Session, Path], None]) -> None:
        if chosen := self.ask_file(name, kinds):
            self._desk.ask(lambda session: keep(session, Path(chosen)), self, self._was_saved)

    def _was_saved(self, _done: None) -> None:
        self._desk.tell(_("Saved. This file is not encrypted: keep it where only you can read it."))
        self.load()

    def _ask_file(self, name: str, kinds: str) -> str:
        title, plain = _("Save the audit"), QFileDialog.Option.DontConfirmOverwrite  # it is refused in words
        chosen, _filter = QFileDialog.getSaveFileName(self, title, name, kinds, options=plain)
        return chosen


def _counted(acts: int) -> str:
    return ngettext("{n} act", "{n} acts", acts).format(n=f"{acts:,}")


def _panel(title: str, *widgets: QWidget) -> Panel:
    panel = Panel()
    panel.setAccessibleName(title)
    column = QVBoxLayout(panel)
    edge = look().px(12)
    column.setContentsMargins(1, look().px(8) if title else 1, 1, 1)
    column.setSpacing(look().px(6))
    if title:
        head = Label(title, Type.HEADLINE)
        head.setContentsMargins(edge, 0, edge, 0)
        column.addWidget(head)
    for widget in widgets:
        if isinstance(widget, Label):
            widget.setContentsMargins(edge, look().px(4), edge, look().px(10))
        column.addWidget(widget)
    return panel
