"""The patient's page: banner, sections, timeline and composer, joined to the desk.

What a clinician wrote is let go of only after the vault has it. What stood whole before the reader is recorded as seen
when the page closes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.entry import Entry, KnownContent
from careboard.clinical.note import Acknowledgement, CoSignature, Seen
from careboard.clinical.values import EntryId, PatientId, When
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.timeline import TimelineRow
from careboard.ui.background import Errand, Refused
from careboard.ui.desk import Desk
from careboard.ui.look.look import look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.panels import Ground
from careboard.ui.parts.sheet import Roomy, Sheet
from careboard.ui.parts.sheet import width as sheet_width
from careboard.ui.parts.stops import go_on, stops
from careboard.ui.patient import banner_words
from careboard.ui.patient.banner import Banner
from careboard.ui.patient.composer.composer import Composer
from careboard.ui.patient.composer.forms import SCALES
from careboard.ui.patient.composer.signing import Signing
from careboard.ui.patient.forms.drafts import FormDrafts
from careboard.ui.patient.forms.form import Form, Signed
from careboard.ui.patient.overview import ListSection, Overview
from careboard.ui.patient.private_section import PrivateSection
from careboard.ui.patient.sections import Sections
from careboard.ui.patient.sheets import Sheets
from careboard.ui.patient.timeline.acts import may_acknowledge, may_correct
from careboard.ui.patient.timeline.facts import Team
from careboard.ui.patient.timeline.panel import TimelinePanel
from careboard.ui.patient.timeline.sifting import searched_words
from careboard.ui.patient.undo import UndoStrip
from careboard.workflow.session import Session, Writing
from careboard.workflow.writing.drafts import Drafts, keep_drafts, kept_drafts, let_go
from careboard.workflow.writing.offers import Offers, offers
from careboard.workflow.writing.private import write_private

OVERVIEW, TIMELINE, PRIVATE = "overview", "timeline", "private"
BESIDE = 330  # px at 100%: less of the page has no use beside a sheet
LEAST = 460  # px below the banner at 100%: a list with two cards and its composer
Done = Callable[[Chart], None]


class PatientPage(Ground):
    """One patient's chart, as one member works with it."""

    chart_shown = Signal(object)  # the Chart, whenever it is another
    sheet_closed = Signal(object)  # the Sheet that was taken away
    form_wanted = Signal(str)  # a form that others added, by the key of its draft

    def __init__(self, desk: Desk, patient: PatientId, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self.desk, self.patient = desk, patient
        self.chart: Chart | None = None
        self.ready = False  # is it known who reads this chart, and what this member may write?
        self._cosigned: set[EntryId] = set()
        self.banner = Banner()
        self.sections, self._shown = Sections(self), QWidget()
        self.timeline = TimelinePanel()
        self.overview, self._alone = Overview(), ListSection()
        self.composer: Composer | None = None
        self.undo, self.sheets = UndoStrip(), Sheets()
        self.form_drafts = FormDrafts(desk, patient, self)
        self._errand: Errand | None = None
        self._private: PrivateSection | None = None
        self._build()
        self._listen()
        self._open()

    def _build(self) -> None:
        beside = QHBoxLayout()
        beside.setSpacing(0)
        self._shown.setLayout(self.sections.stack)
        beside.addWidget(self._shown, 1)
        beside.addWidget(self.sheets)
        below, rows, column = QWidget(), QVBoxLayout(), QVBoxLayout(self)
        below.setLayout(rows)
        for layout in (rows, column):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        rows.addWidget(self.sections)
        rows.addLayout(beside, 1)
        column.addWidget(self.banner)
        column.addWidget(Roomy(below, LEAST), 1)
        self.overview.hold(self.timeline)
        self.timeline.below.addWidget(self.undo)
        self.sections.add(OVERVIEW, _("Overview"), self.overview)
        self.sections.add(TIMELINE, _("Timeline"), self._alone)
        self.setFocusProxy(self.timeline)

    def _listen(self) -> None:
        self.sections.shown.connect(self._show_section)
        self.banner.chip_opened.connect(self.sheets.show_facts)
        self.sheets.form_shown.connect(self.form_drafts.follow)
        self.sheets.signed.connect(self.record_form)
        self.sheets.entry_asked.connect(self.timeline.go_to_entry)
        self.sheets.shown.connect(self._share_width)
        self.sheets.left.connect(self._leave_sheet)
        self.timeline.wanted.connect(self._do)
        self.overview.since.asked.connect(self.sheets.show_matters)

    # -- what others add ----------------------------------------------------------------------------------------

    def add_section(self, key: str, title: str, widget: QWidget) -> None:
        """One more section; if it has `show_chart`, it is shown every chart."""
        self.sections.add(key, title, widget)
        self._follow_chart(widget)

    def add_beside(self, widget: QWidget, stretch: int = 0) -> None:
        """One more room at the right of the timeline in a wide window."""
        self.overview.add_beside(widget, stretch)
        self._follow_chart(widget)

    def add_action(self, title: str, icon: str, act: Callable[[], None], kind: str = "") -> Button:
        """A button beside the tabs."""
        return self.sections.add_action(title, icon, act, kind)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a sheet at the right, in place of the one that is there."""
        self.sheets.show_sheet(sheet)

    def close_sheet(self) -> None:
        """Take the sheet away; the keyboard goes back to the list."""
        self.sheets.close_sheet()

    def _share_width(self) -> None:
        """In a window too narrow for both, the sheet stands alone."""
        sheet = self.sheets.sheet
        alone = sheet is not None and self.width() < sheet_width() + look().px(BESIDE)
        if sheet is not None:
            sheet.stand_alone(alone=alone)
        self._shown.setVisible(not alone)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _leave_sheet(self, sheet: Sheet) -> None:
        self._share_width()
        self.timeline.view.setFocus()
        if self.composer is not None:
            self.form_drafts.ask(self.composer.show_form_drafts)
        self.sheet_closed.emit(sheet)

    def _reopen(self, draft_key: str) -> None:
        """Go on with a form that was begun and not signed."""
        if not self.sheets.reopen(draft_key):
            self.form_wanted.emit(draft_key)

    def _follow_chart(self, widget: QWidget) -> None:
        show: Done | None = getattr(widget, "show_chart", None)
        if show is not None:
            self.chart_shown.connect(show)
            if self.chart is not None:
                show(self.chart)

    @property
    def panes(self) -> Sequence[QWidget]:
        """Its parts, in the order of reading."""
        shown = self.sections.stack.currentWidget()
        parts: tuple[QWidget, ...] = (self.timeline.strip, self.timeline.filters, self.timeline.view)
        others = parts if shown in (self.overview, self._alone) else (shown,)
        writing = (self.composer,) if self.composer is not None and others is parts else ()
        beside = self.overview.rooms if shown is self.overview else ()
        return (self.banner, self.sections, *others, *writing, *beside, *((self.sheets,) if self.sheets.sheet else ()))

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        order = [stop for pane in self.panes for stop in stops(pane)]
        return go_on(self, order, forward=next)

    # -- opening ------------------------------------------------------------------------------------------------

    def _open(self) -> None:
        """The newest entries at once, then the whole chart."""
        self.desk.ask(lambda session: _first(session, self.patient), self, self._opened)

    def _offer(self, known: tuple[Offers, Drafts]) -> None:
        """Who reads along is known now, and what this member may write."""
        offered, drafts = known
        self.sheets.offer(offered.schemas)
        self.timeline.show_team(Team(offered.team))
        if self.chart is not None and (offered.templates or offered.schemas & {"addendum"}):
            self.composer = Composer(self.chart, offered)
            self.timeline.hold_composer(self.composer)
            self.composer.signed.connect(self._sign)
            self.composer.kept.connect(self._keep)
            self.composer.show_drafts(drafts)
            if offered.private:
                self._private = PrivateSection(self.chart.voice)
                self.sections.add(PRIVATE, _("My private notes"), self._private)
                self.desk.ask(lambda session: session.private_notes(self.patient), self, self._private.show_notes)
            if offered.templates:
                self.add_action(_("New note"), "edit", self._write_note, "primary")
            self.composer.form_wanted.connect(self._reopen)
            self.form_drafts.ask(self.composer.show_form_drafts)
        self.ready = True

    def _keep(self, drafts: Drafts) -> None:
        def kept(stamped: Drafts) -> None:
            if self.composer is not None:
                self.composer.were_kept(stamped)

        self.desk.ask(lambda session: keep_drafts(session, self.patient, drafts), self, kept)

    def _sign(self, act: Signing) -> None:
        """Sign what was composed; the text is let go of only when the vault has it."""
        composer = self.composer
        if composer is None:
            return
        if act.private:
            text = str(getattr(act.contents[0], "text", ""))

            def write(session: Session) -> tuple[Entry, ...]:
                notes = write_private(session, self.patient, act.private, text)
                let_go(session, self.patient, act.stays)
                return notes

            self.desk.ask(write, self, self._signed_privately, composer.refuse)
            return
        writings = [Writing(self.patient, content, act.at, act.ref) for content in act.contents]

        def sign(session: Session) -> Chart:
            session.append_all(writings)
            let_go(session, self.patient, act.stays)
            return session.chart_after(self.patient)

        self.desk.ask(sign, self, self._signed, composer.refuse)

    def _signed(self, chart: Chart) -> None:
        self.show_chart(chart)
        if self.composer is not None:
            self.composer.was_signed()
        newest = max(chart.record.entries, key=lambda entry: entry.recorded_at)
        self.timeline.view.go_to_entry(newest.id, opened=False)
        self.desk.tell(_("Signed for {patient}.").format(patient=banner_words.name(chart)))

    def _signed_privately(self, notes: tuple[Entry, ...]) -> None:
        if self._private is not None:
            self._private.show_notes(notes)
        if self.composer is not None:
            self.composer.was_signed()
        self.desk.tell(_("Your private note is kept; only you can open it."))

    def _opened(self, first: tuple[Chart, Iterator[Chart]]) -> None:
        chart, rest = first
        self.show_chart(chart)
        if not chart.complete:
            self.desk.ask(lambda _session: next(rest), self, self.show_chart)
        # After the whole chart: what is restored from a draft may name what stands at its very beginning.
        self.desk.ask(
            lambda session: (offers(session, self.patient), kept_drafts(session, self.patient)), self, self._offer
        )

    def show_chart(self, chart: Chart) -> None:
        """Show a chart of this patient in every part of the page."""
        self.chart = chart
        self.banner.show_chart(chart)
        self.sheets.show_chart(chart)
        self.overview.show_chart(chart)
        if self.composer is not None:
            self.composer.show_chart(chart)
        self.timeline.show_chart(chart)
        if chart.complete:
            self._prepare_search(chart)
        self.chart_shown.emit(chart)

    def _prepare_search(self, chart: Chart) -> None:
        """Find out the words of every entry behind the screen."""
        if self._errand is not None:
            self._errand.stop()
        rows = chart.timeline

        def words(_session: Session, errand: Errand, _tell: object) -> Mapping[EntryId, str]:
            found = {}
            for row in rows:
                if errand.stopped:
                    break
                found[row.id] = searched_words(row)
            return found

        self._errand = self.desk.begin(words, self, self.timeline.view.know_words)

    def _show_section(self, key: str) -> None:
        if key in (OVERVIEW, TIMELINE):
            (self.overview if key == OVERVIEW else self._alone).hold(self.timeline)
            self.timeline.view.setFocus()

    # -- recording ----------------------------------------------------------------------------------------------

    def record(
        self,
        content: KnownContent,
        at: When | None = None,
        ref: EntryId | None = None,
        then: Done | None = None,
        refused: Refused | None = None,
    ) -> None:
        """Sign a content into this patient's record, and show the chart as it then stands."""

        def shown(chart: Chart) -> None:
            self.show_chart(chart)
            if then is not None:
                then(chart)

        self.desk.ask(lambda session: session.record(self.patient, content, at=at, ref=ref), self, shown, refused)

    def record_form(self, form: Form, signed: Signed, then: Done | None = None) -> None:
        """Sign what stands in a form, and take its sheet away; its draft goes with it, also when the page is closed."""
        let_go = self.form_drafts.let_go(form)

        def sign(session: Session) -> Chart:
            session.append(self.patient, signed.content, at=signed.at, ref=signed.ref)
            let_go(session)
            return session.chart_after(self.patient)

        def shown(chart: Chart) -> None:
            self.show_chart(chart)
            if then is not None:
                then(chart)
            self.sheets.close_sheet(form)

        self.desk.ask(sign, self, shown, form.refuse)

    def _do(self, what: str, row: TimelineRow | None) -> None:
        match what, row:
            case "mark-read", _row:
                self._record_seen()
            case "weight", _row:
                self.desk.ask(
                    lambda session: session.note_access("weight-shown", self.patient), self, lambda _none: None
                )
            case "keys", _row:
                self.sheets.show_keys()
            case "undo", _row:
                self.undo.undo()
            case "note", _row if self._may_write_notes:
                self._write_note()
            case "note", _row if self.ready:
                self.desk.tell(_("Your role writes no notes here."))
            case "scale", _row if self.composer is not None:
                self.composer.open(SCALES)
            case str(), TimelineRow() as entry if self.chart is not None:
                self._do_with(what, entry, self.chart)
            case _:
                pass

    @property
    def _may_write_notes(self) -> bool:
        return self.composer is not None and self.composer.may_write_notes

    def _write_note(self) -> None:
        if self.sections.current not in (OVERVIEW, TIMELINE):
            self.sections.show_section(OVERVIEW)
        if self.composer is not None:
            self.composer.open_default()

    def _do_with(self, what: str, row: TimelineRow, chart: Chart) -> None:
        """What a reader does with an entry; why not, where it cannot be."""
        match what:
            case "acknowledge" if may_acknowledge(row, chart) and self.timeline.view.is_open(row):
                words = _("Acknowledged: {entry}").format(entry=row.headline)
                self.undo.wait_with(words, partial(self.record, Acknowledgement(), ref=row.id))
            case "acknowledge":
                self.desk.tell(_("Open an entry of somebody else that you have not acknowledged, then press A."))
            case "add" if may_correct(row, chart) and self.composer is not None:
                self.composer.add_to(row)
            case "add":
                self.desk.tell(_("Its author or a supervisor adds to a signed entry. Write a note of your own: N."))
            case "in-error" if self.composer is not None:
                self.composer.take_back(row)
            case "cosign" if row.id not in self._cosigned:
                self._cosign(row.id)
            case _:
                pass

    def _cosign(self, entry: EntryId) -> None:
        """Once, however often it is pressed before the vault answers."""

        def refused(error: CareboardError) -> None:
            self._cosigned.discard(entry)
            self.desk.refused.emit(error)

        self._cosigned.add(entry)
        self.record(CoSignature(_("I have read this entry and stand for it.")), ref=entry, refused=refused)

    def _record_seen(self) -> None:
        read = self.timeline.view.read
        if read:
            self.timeline.view.were_recorded_as_seen(read)
            self.record(Seen(tuple(sorted(read))))

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """What was open is recorded as seen; the work goes on after the page is gone."""
        self.undo.do_now()
        if self.composer is not None:
            self.composer.keep()
        self.sheets.keep()
        read = self.timeline.view.read
        if read:
            self.timeline.view.were_recorded_as_seen(read)
            seen = Seen(tuple(sorted(read)))
            self.desk.ask(lambda session: session.append(self.patient, seen), self.desk, lambda _entry: None)
        super().closeEvent(event)


def _first(session: Session, patient: PatientId) -> tuple[Chart, Iterator[Chart]]:
    charts = session.open_chart(patient)
    return next(charts), charts
