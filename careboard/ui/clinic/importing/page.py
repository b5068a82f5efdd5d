"""The import page: files are read away from the screen, shown, and taken in only when a person says so.

Stopping is always possible: until the closing record stands no chart shows anything of it. Then its charts are offered.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from careboard.clinical.values import PatientId
from careboard.errors import CareboardError
from careboard.exchange.facts import FileReport, Plan
from careboard.exchange.refusals import Stop
from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.caseload import CaseloadRow
from careboard.ui.clinic.importing.preview import Told, ToldPanel, files_told, people_told
from careboard.ui.desk import Desk
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Flow, Ground
from careboard.ui.parts.progress import Progress
from careboard.ui.parts.sheet import Scrolled
from careboard.workflow.importing import plan_import, take_in
from careboard.workflow.session import Session

if TYPE_CHECKING:
    from careboard.ui.background import Errand

MOST_OFFERED = 8  # charts that are offered by name; more stand in the caseload
FILES = _("FHIR R4 or C-CDA (*.json *.ndjson *.xml);;All files (*)")


class ImportPage(Ground):
    """Choose, look, take in. `taken` says that charts have changed; `closed` that a person is done here."""

    taken = Signal()
    opened = Signal(object)  # the CaseloadRow of a chart that was imported, to be opened
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self._desk = desk
        self._plan: Plan | None = None
        self._people: tuple[Told, ...] = ()
        self._errand: Errand | None = None
        self.ask_files: Callable[[], Sequence[str]] = self._ask_files
        self._state = Label("", Type.BODY, "text2", wrap=True)
        self._progress = Progress(_("How far the import has come"))
        self._choose = Button(_("Choose files"), "primary", "import")
        self._take = Button(_("Take them in"), "primary", "check")
        self._stop = Button(_("Stop"), "", "stop")
        self._close = Button(_("Close"), "quiet")
        self._lay_out()
        self._choose.clicked.connect(self.choose)
        self._take.clicked.connect(self.take)
        self._stop.clicked.connect(self.stop)
        self._close.clicked.connect(self.closed)
        self._rest(_("Files given together are read as one delivery. Nothing is taken before you have seen it."))

    @property
    def said(self) -> str:
        """How things stand, in words."""
        return self._state.text()

    @property
    def working(self) -> bool:
        """Is an import under way?"""
        return self._errand is not None

    # -- reading ------------------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Let a person choose files, and read them."""
        if names := self.ask_files():
            self.read([Path(name) for name in names])

    def read(self, files: Sequence[Path]) -> None:
        """Read files, and show what taking them would do; nothing is written."""
        self._show(())
        self._work(_("Reading {files}").format(files=", ".join(file.name for file in files)))
        self._errand = self._desk.begin(
            lambda session, errand, tell: _planned(session, files, tell, lambda: errand.stopped),
            self,
            self._show_plan,
            self._refused,
            self._progress.show_done,
        )

    def _show_plan(self, planned: "_Planned") -> None:
        plan, here = planned
        self._plan, self._people = plan, people_told(plan, here)
        people = sum(bool(person.incoming) for person in plan.people)
        entries = sum(len(person.incoming) for person in plan.people)
        self._show((*self._people, *files_told(plan.reports)))
        self._rest(_told_plan(people, entries))
        self._take.setVisible(entries > 0)
        self._choose.set_kind("" if entries else "primary")
        self._take.setText(
            ngettext("Take in {n} entry", "Take in {n} entries", entries).format(n=f"{entries:,}"),
        )
        self._take.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- taking in ----------------------------------------------------------------------------------------------

    def take(self) -> None:
        """Take in what was shown."""
        if (plan := self._plan) is None:
            return
        self._work(_("Taking in. No chart shows any of it before all of it is here."))
        self._errand = self._desk.begin(
            lambda session, errand, tell: _taken(session, plan, tell, lambda: errand.stopped),
            self,
            self._was_taken,
            self._refused,
            self._progress.show_done,
        )

    def _was_taken(self, taken: "_Taken") -> None:
        self._plan = None
        self._show((*self._people, *files_told(taken.reports)))
        self._rest(_("Done. Everything that was taken in is marked as imported, and stands in the charts now."))
        self._offer(taken.rows)
        self.taken.emit()

    def _offer(self, rows: Sequence[CaseloadRow]) -> None:
        """The way to each chart that was imported; a single one is the next step."""
        alone = len(rows) == 1
        for row in rows:
            button = Button(_("Open chart of {name}").format(name=row.named), "primary" if alone else "")
            button.clicked.connect(partial(self._open, row))
            self._charts.addWidget(button)
            if alone:
                self._choose.set_kind("")
                self.setFocusProxy(button)
                button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._offered.setVisible(bool(rows))

    def _open(self, row: CaseloadRow, *_checked: object) -> None:
        self.opened.emit(row)

    def stop(self) -> None:
        """Stop at the next batch; no chart is changed."""
        if self._errand is not None:
            self._errand.stop()
            self._state.setText(_("Stopping"))

    def _refused(self, error: CareboardError) -> None:
        self._plan = None
        self._rest(error.told)

    # -- showing ------------------------------------------------------------------------------------------------

    def _work(self, words: str) -> None:
        self._state.setText(words)
        self._progress.show_done(0, 0)
        for widget in (self._progress, self._stop):
            widget.show()
        for button in (self._choose, self._take, self._close, self._offered):
            button.hide()
        self._stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rest(self, words: str) -> None:
        self._errand = None
        self._state.setText(words)
        for widget in (self._progress, self._stop, self._take, self._offered):
            widget.hide()
        self._choose.set_kind("primary")
        for button in (self._choose, self._close):
            button.show()
        self.setFocusProxy(self._choose)

    def _show(self, told: Sequence[Told]) -> None:
        for layout in (self._told, self._charts):
            while (item := layout.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.hide()
                    widget.deleteLater()
        for one in told:
            self._told.addWidget(ToldPanel(one))

    def _ask_files(self) -> Sequence[str]:
        names, _filter = QFileDialog.getOpenFileNames(self, _("Choose files to import"), "", FILES)
        return names

    def _lay_out(self) -> None:
        inside = QWidget()
        self._told = QVBoxLayout(inside)
        self._told.setContentsMargins(0, 0, 0, 0)
        self._told.setSpacing(look().px(8))
        self._told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._offered = QWidget()
        self._charts = Flow(self._offered, look().px(8))
        buttons = QHBoxLayout()
        buttons.addWidget(self._state, 1)
        for button in (self._stop, self._close, self._choose, self._take):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        edge = look().px(16)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(look().px(12))
        column.addWidget(Label(_("Import"), Type.NAME))
        column.addLayout(buttons)
        column.addWidget(self._offered)
        column.addWidget(self._progress)
        column.addWidget(Scrolled(inside), 1)


_Planned = tuple[Plan, Mapping[PatientId, CaseloadRow]]


def _planned(session: Session, files: Sequence[Path], tell: Callable[[int, int], None], stop: Stop) -> _Planned:
    """What an import will do, and who of the patients here it is about."""
    plan = plan_import(session, files, None, tell, stop)
    rows = {person.patient: session.caseload_row(person.patient) for person in plan.people if person.patient}
    return plan, {patient: row for patient, row in rows.items() if row is not None}


class _Taken(NamedTuple):
    """What became of each file, and the charts that have gained something, as far as they are offered."""

    reports: tuple[FileReport, ...]
    rows: tuple[CaseloadRow, ...]


def _taken(session: Session, plan: Plan, tell: Callable[[int, int], None], stop: Stop) -> _Taken:
    before = set(session.streams())
    reports = take_in(session, plan, tell, stop)
    known = [person.patient for person in plan.people if person.incoming and person.patient]
    begun = [stream for stream in session.streams() if stream not in before]
    rows = (session.caseload_row(patient) for patient in (*known, *begun)[:MOST_OFFERED])
    return _Taken(reports, tuple(row for row in rows if row is not None))


def _told_plan(people: int, entries: int) -> str:
    if not entries:
        return _("There is nothing new in it for any chart.")
    charts = ngettext("{n} chart", "{n} charts", people).format(n=people)
    facts = ngettext("{n} entry", "{n} entries", entries).format(n=f"{entries:,}")
    return _("{facts} for {charts}. Look at what is refused before you take it in.").format(facts=facts, charts=charts)
