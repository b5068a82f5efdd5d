"""The summary page: fields and meter left, the live paper right; from here it is issued, printed and saved.

A draft is only drawn; what is issued is one signed entry, and printing it again gives its own bytes. What is printed
and saved is the paper that is shown, and what is signed is what was reviewed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.paper import Audience, Direction
from careboard.documents.summary_pdf import summary_pdf
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.summary import Additions, Summary
from careboard.settings import write_private
from careboard.ui.background import Errand
from careboard.ui.desk import Desk
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Ground
from careboard.ui.parts.sheet import Scrolled
from careboard.ui.patient.forms.about import About
from careboard.ui.patient.summary.fields import SummaryFields
from careboard.ui.patient.summary.meter import Meter
from careboard.ui.patient.summary.paper import Picture, pictures, print_pdf
from careboard.ui.patient.summary.preview import Preview
from careboard.workflow.issuing import Copy, Issued, SummaryIncomplete
from careboard.workflow.session import Session

Printing = Callable[[bytes], bool]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A draft with its paper and the pictures of its pages."""

    draft: Summary
    pdf: bytes
    pages: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be issued, as the fields stood at the review."""

    direction: Direction
    additions: Additions
    copies: tuple[Copy, ...]


class SummaryPage(Ground):
    """One patient's summary. `issued` carries the new chart."""

    issued = Signal(object)  # Chart
    export_asked = Signal()

    def __init__(self, desk: Desk, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self._desk, self._chart = desk, chart
        self._paper = b""
        self._reviewed: Wanted | None = None
        self._issued: tuple[Wanted, Mapping[Copy, bytes]] | None = None
        self._errand: Errand | None = None
        self._resting = QTimer(self, singleShot=True, interval=200)
        self._resting.timeout.connect(self.draw)
        self.fields = SummaryFields(chart)
        self.meter = Meter()
        self.preview = Preview()
        self._patient = About.of(chart).patient
        self._state = Label("", Type.LABEL, "text2", wrap=True)
        self._print = Button(_("Print"), "", "print")
        self._save = Button(_("Save as PDF"), "", "save")
        self._emergency = Button(_("Emergency sheet"), "quiet", "warning")
        self._export = Button(_("Export record"), "quiet", "export")
        self._issue = Button(_("Review and issue"), "primary", "check")
        self._sign = Button(_("Sign for {patient}").format(patient=self._patient), "primary", "check")
        self._sign.hide()
        self.ask_printer: Printing = self._ask_printer
        self.ask_file: Callable[[], str] = self._ask_file
        self._lay_out()
        self._connect()
        self.draw()

    # -- the draft ----------------------------------------------------------------------------------------------

    def show_chart(self, chart: Chart) -> None:
        """The chart has changed: draw the draft of the new one; what was typed stays."""
        if chart is not self._chart:
            self._chart = chart
            self.draw()

    def draw(self) -> None:
        """Make the draft anew, away from the screen; an older one under way is dropped.

        What was issued as the fields stand is shown as it was issued.
        """
        if self._errand is not None:
            self._errand.stop()
        self._sign.hide()
        issued = self._issued_as_the_fields_stand()
        if issued:
            self._show_issued(issued)
        else:
            self._begin_drawing()

    def _begin_drawing(self) -> None:
        audience, language = self.fields.copy
        resolution = self.preview.dots_per_inch()
        work = partial(
            _drawn, self._chart, self.fields.direction, audience, language, self.fields.additions(), resolution
        )
        self._errand = self._desk.begin(lambda session, errand, _tell: work(session, errand), self, self._show)

    def _show(self, drawn: Drawn | None) -> None:
        if drawn is None or self._errand is None or self._errand.stopped:
            return
        self._paper = drawn.pdf
        self.fields.follow(drawn.draft)
        self.meter.show_missing(drawn.draft.missing, drawn.draft.gaps)
        self.preview.show_pages(drawn.pages, self.devicePixelRatioF())
        self._issue.setEnabled(not self.meter.sentences)
        self._issue.setToolTip("" if self._issue.isEnabled() else _("Something is missing: see left"))
        self._state.setText(_("A draft: it is recorded nowhere until it is issued."))

    # -- issuing, printing, saving ------------------------------------------------------------------------------

    def review(self) -> None:
        """Show what will be signed, and for whom."""
        if not self._issue.isEnabled():
            self._state.setText(self._issue.toolTip())
            return
        additions = self.fields.additions()
        copies = tuple(dict.fromkeys(((Audience.CLINICIAN, "en"), self.fields.copy)))
        self._reviewed = Wanted(self.fields.direction, additions, copies)
        whom = additions.recipient or _("nobody outside: an internal copy")
        self._state.setText(
            _("The summary of {patient} goes to {recipient}. It is signed and cannot be changed.").format(
                patient=self._patient, recipient=whom
            )
        )
        self._sign.show()
        self._sign.setEnabled(True)
        self._sign.setFocus(Qt.FocusReason.OtherFocusReason)

    def sign(self) -> None:
        """Issue what was reviewed, once: one entry with the bytes of every copy."""
        wanted, self._reviewed = self._reviewed, None
        if wanted is None:
            return
        self._set_signing(signing=True)
        patient = self._chart.patient
        self._desk.ask(
            lambda session: session.issue_summary(patient, wanted.direction, wanted.additions, wanted.copies),
            self,
            lambda issued: self._was_issued(wanted, issued),
            self._was_refused,
        )

    def _was_issued(self, wanted: Wanted, issued: Issued) -> None:
        papers = (paper.content for paper in issued.papers)
        self._issued = wanted, dict(zip(wanted.copies, papers, strict=True))
        self._chart = issued.chart
        self._set_signing(signing=False)
        self.draw()
        self._desk.tell(_("The summary of {patient} was issued.").format(patient=self._patient))
        self.issued.emit(issued.chart)

    def _was_refused(self, error: CareboardError) -> None:
        self._set_signing(signing=False)
        self._sign.hide()
        why = [one.text for one in error.missing] if isinstance(error, SummaryIncomplete) else []
        self._state.setText(" ".join([*why, error.told]))

    def _set_signing(self, *, signing: bool) -> None:
        self._sign.setEnabled(not signing)
        for widget in (self.fields, self._issue):
            widget.setEnabled(not signing)

    def _issued_as_the_fields_stand(self) -> bytes:
        """The paper of the copy that is shown, if it was issued with these very fields; else nothing."""
        if self._issued is None:
            return b""
        wanted, papers = self._issued
        same = (wanted.direction, wanted.additions) == (self.fields.direction, self.fields.additions())
        return papers.get(self.fields.copy, b"") if same else b""

    def _show_issued(self, paper: bytes) -> None:
        self._paper = paper
        self._issue.setEnabled(False)
        self._issue.setToolTip(_("Issued already: change a field to draft another."))
        self._state.setText(_("Issued. Printing it again gives the same bytes. Change a field to draft another."))
        self.preview.show_pages(pictures(paper, self.preview.dots_per_inch()), self.devicePixelRatioF())

    def print_paper(self) -> None:
        """Print what is shown: the issued paper, or else the draft that says so on every page."""
        if self.ask_printer(self.shown_pdf):
            self._note("printed")
            self._desk.tell(_("Sent to the printer. The printer's queue may keep a copy: see Help, printing."))

    def save_paper(self) -> None:
        """Save what is shown as a PDF where a person wants it."""
        name = self.ask_file()
        if not name:
            return
        try:
            _write(Path(name), self.shown_pdf)
        except OSError:
            self._desk.refused.emit(CareboardError(_("The PDF could not be written."), _("Choose another folder.")))
        else:
            self._note("exported")
            self._desk.tell(_("Saved. This file is not encrypted: keep it where only you can read it."))

    def print_emergency_sheet(self) -> None:
        """Print it at once, whatever is missing; it is a disclosure, to whom and why is told when there is time."""
        patient, recipient = self._chart.patient, self.fields.additions().recipient
        self._desk.ask(
            lambda session: (session.emergency_sheet(patient, recipient), session.chart_after(patient)),
            self,
            self._print_sheet,
        )

    def _print_sheet(self, made: tuple[bytes, Chart]) -> None:
        sheet, chart = made
        printed = self.ask_printer(sheet)
        recorded = _("The emergency sheet is recorded as a disclosure. Add to that entry to whom it went, and why.")
        self._desk.tell(recorded if printed else f"{_('It was not printed.')} {recorded}")
        self.issued.emit(chart)

    def _note(self, purpose: str) -> None:
        self._desk.ask(lambda session: session.note_access(purpose, self._chart.patient), self, _nothing)

    @property
    def shown_pdf(self) -> bytes:
        """The paper that is shown: the issued one, or else the draft."""
        return self._paper

    def _ask_printer(self, pdf: bytes) -> bool:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return False
        print_pdf(pdf, printer)
        return True

    def _ask_file(self) -> str:
        name, _filter = QFileDialog.getSaveFileName(self, _("Save the summary"), "summary.pdf", "PDF (*.pdf)")
        return name

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wait_for_the_hand()

    def _wait_for_the_hand(self) -> None:
        """The width is still being changed: draw when it rests."""
        self._resting.start()

    # -- layout -------------------------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.review()
        elif enter and self._sign.hasFocus():
            self.sign()
        elif event.key() == Qt.Key.Key_Escape and self._sign.isVisible():
            self._sign.hide()
            self._reviewed = None
            self._state.setText("")
        else:
            super().keyPressEvent(event)

    def _jump(self, about: str) -> None:
        if (control := self.fields.control_of(about)) is not None:
            self._scrolled.ensureWidgetVisible(control)
            control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.fields.changed.connect(self.draw)
        self.meter.wanted.connect(self._jump)
        self._print.clicked.connect(self.print_paper)
        self._save.clicked.connect(self.save_paper)
        self._export.clicked.connect(self.export_asked)
        self._emergency.clicked.connect(self.print_emergency_sheet)
        self._issue.clicked.connect(self.review)
        self._sign.clicked.connect(self.sign)

    def _lay_out(self) -> None:
        margin = look().px(16)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, look().px(8), 0)
        column.setSpacing(look().px(12))
        column.addWidget(self.meter)
        column.addWidget(self.fields)
        column.addStretch(1)
        self._scrolled = Scrolled(left)
        right = QWidget()
        paper = QVBoxLayout(right)
        paper.setContentsMargins(0, 0, 0, 0)
        paper.addWidget(self.preview, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._state, 1)
        for button in (self._emergency, self._export, self._save, self._print, self._issue, self._sign):
            buttons.addWidget(button)
        paper.addLayout(buttons)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(margin)
        splitter.addWidget(self._scrolled)
        splitter.addWidget(right)
        splitter.setSizes([look().px(520), look().px(900)])
        splitter.splitterMoved.connect(self._wait_for_the_hand)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(margin, margin, margin, margin)
        whole.addWidget(splitter)


def _drawn(
    chart: Chart,
    direction: Direction,
    audience: Audience,
    language: str,
    additions: Additions,
    resolution: float,
    session: Session,
    errand: Errand,
) -> Drawn | None:
    draft = session.draft_summary(chart, direction, audience, language, additions)
    pdf = summary_pdf(draft)
    return None if errand.stopped else Drawn(draft, pdf, pictures(pdf, resolution))


def _write(path: Path, content: bytes) -> None:
    """A file that only this user of the computer may read; its folder is there already."""
    if not path.parent.is_dir():
        raise NotADirectoryError(path.parent)
    write_private(path, content)


def _nothing(_answer: object) -> None:
    """There is nothing to show."""
