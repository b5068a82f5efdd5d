"""The patient's page: banner, sections, timeline and composer, joined to the desk.

What a clinician wrote is let go of only after the vault has it. What stood whole before the reader is recorded as seen
when the page closes.
"""

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.values import EntryId, PatientId
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.moments import today
from careboard.ui.desk import Desk
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.panels import Ground
from careboard.ui.parts.sheet import Sheet
from careboard.ui.parts.stops import go_on, stops
from careboard.ui.patient.acts import Acts
from careboard.ui.patient.arrival import Arrival
from careboard.ui.patient.banner import Banner
from careboard.ui.patient.below import Below
from careboard.ui.patient.composer.composer import Composer
from careboard.ui.patient.forms.drafts import FormDrafts
from careboard.ui.patient.live import Live
from careboard.ui.patient.overview import ListSection, Overview
from careboard.ui.patient.presence_line import PresenceLine
from careboard.ui.patient.recording import Recording
from careboard.ui.patient.sections import Sections
from careboard.ui.patient.sheets import Sheets
from careboard.ui.patient.team.place import TEAM, CareTeam
from careboard.ui.patient.timeline.facts import Team
from careboard.ui.patient.timeline.panel import TimelinePanel
from careboard.ui.patient.undo import UndoStrip
from careboard.ui.patient.writing import Writes
from careboard.workflow.writing.drafts import Drafts
from careboard.workflow.writing.offers import Offers

MINUTE = 60_000  # ms, in which a page notices that another day has begun
OVERVIEW, TIMELINE = "overview", "timeline"


@runtime_checkable
class ShowsCharts(Protocol):
    """A section that follows the chart."""

    def show_chart(self, chart: Chart) -> None:
        """Show a chart of the patient."""


class PatientPage(Ground):
    """One patient's chart, as one member works with it."""

    chart_shown = Signal(object)  # the Chart, whenever it is another
    sheet_closed = Signal(object)  # the Sheet that was taken away
    other_wanted = Signal(object)  # the PatientId of another chart, in which a draft waits
    form_wanted = Signal(str)  # a form that others added, by the key of its draft
    handed_over = Signal(object)  # a SelfReport that goes into the patient's hands
    left_team = Signal(object)  # the PatientId: whoever is signed in reads this chart no more
    reads_only = False  # is nothing written into this chart from here?

    def __init__(self, desk: Desk, patient: PatientId, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self.desk, self.patient = desk, patient
        self.chart: Chart | None = None
        self._above: list[QWidget] = []
        self.banner = Banner()
        self.sections = Sections(self)
        self.timeline = TimelinePanel()
        self.overview, self._alone = Overview(), ListSection()
        self.undo, self.sheets, self.presence = UndoStrip(), Sheets(), PresenceLine(desk)
        self.waiting = [self.undo]  # what waits to be done, and is done when the page is closed
        self.form_drafts = FormDrafts(desk, patient, self)
        self.writes, self.acts, self.recording = Writes(self), Acts(self), Recording(self)
        self.care_team, self._left = CareTeam(self), False
        self._minutes = QTimer(self, interval=MINUTE)
        self._entry_wanted: EntryId | None = None
        self._arrival, self.live = Arrival(self), Live(self)
        self._build()
        self._listen()
        self._arrival.begin()

    def _build(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(Below(self.sections, self.sheets), 1)
        self.overview.hold(self.timeline)
        self.timeline.below.addWidget(self.undo)
        self.timeline.below.addWidget(self.presence)
        self.sections.add(OVERVIEW, _("Overview"), self.overview)
        self.sections.add(TIMELINE, _("Timeline"), self._alone)
        self.setFocusProxy(self.timeline)

    def _listen(self) -> None:
        self.sections.shown.connect(self._show_section)
        self.desk.clinic_changed.connect(self.read_again)
        self._minutes.timeout.connect(self.follow_day)
        self._minutes.start()
        self.banner.chip_opened.connect(self.show_topic)
        self.sheets.form_shown.connect(self.form_drafts.follow)
        self.sheets.signed.connect(self.recording.record_form)
        self.sheets.entry_asked.connect(self.timeline.go_to_entry)
        self.sheets.left.connect(self._leave_sheet)
        self.timeline.wanted.connect(self.acts.do)
        self.presence.came_or_went.connect(self.timeline.fit_again, Qt.ConnectionType.QueuedConnection)
        self.overview.since.asked.connect(self.sheets.show_matters)
        self.overview.since.entry_asked.connect(self.timeline.go_to_entry)

    # -- what others add ----------------------------------------------------------------------------------------

    def add_section(self, key: str, title: str, widget: QWidget) -> None:
        """One more section; if it has `show_chart`, it is shown every chart."""
        self.sections.add(key, title, widget)
        self._follow_chart(widget)

    def put_above(self, strip: QWidget) -> None:
        """Show something above all else, as long as it is not hidden."""
        self._above.append(strip)
        self._column.insertWidget(0, strip)

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

    @Slot(str)
    def show_topic(self, topic: str) -> None:
        """Show what stands behind a chip of the banner."""
        if topic == TEAM:
            self.care_team.show()
        else:
            self.sheets.show_facts(topic)

    def close_sheet(self) -> None:
        """Take the sheet away; the keyboard goes back to the list."""
        self.sheets.close_sheet()

    def _leave_sheet(self, sheet: Sheet) -> None:
        self.timeline.view.setFocus()
        if self.composer is not None:
            self.form_drafts.ask(self.composer.show_form_drafts)
        self.sheet_closed.emit(sheet)

    def _reopen(self, draft_key: str) -> None:
        """Go on with a form that was begun and not signed."""
        if not self.sheets.reopen(draft_key):
            self.form_wanted.emit(draft_key)

    def when_ready(self, act: Callable[[], None]) -> None:
        """Do something as soon as the whole chart is shown and it is known what this member may write."""
        self._arrival.when_ready(act)

    def when_painted(self, act: Callable[[], None]) -> None:
        """Do something that the first entries do not wait for: as soon as they stand on the screen."""
        self._arrival.when_painted(act)

    def show_entry(self, entry: EntryId) -> None:
        """Show an entry whole, where the list is seen, as soon as the chart that holds it is there."""
        self._show_list()
        self._entry_wanted = entry
        if self.chart is not None:
            self._go_to_wanted(self.chart)

    def _go_to_wanted(self, chart: Chart) -> None:
        entry = self._entry_wanted
        if entry is not None and (chart.complete or entry in chart.record.by_id):
            self._entry_wanted = None
            self.timeline.go_to_entry(entry)

    def _show_list(self) -> None:
        if self.sections.current not in (OVERVIEW, TIMELINE):
            self.sections.show_section(OVERVIEW)

    def go_on_with(self, draft: str) -> None:
        """Go on with what was begun here: "composer/" or "forms/" with the key of its form."""
        where, _slash, key = draft.partition("/")
        if where == "forms":
            self._reopen(key)
        elif (composer := self.writing_place()) is not None:
            composer.open(key)

    def _follow_chart(self, widget: QWidget) -> None:
        if isinstance(widget, ShowsCharts):
            self.chart_shown.connect(widget.show_chart)
            if self.chart is not None:
                widget.show_chart(self.chart)

    @property
    def panes(self) -> Sequence[QWidget]:
        """Its parts, in the order of reading."""
        shown = self.sections.stack.currentWidget()
        parts: tuple[QWidget, ...] = self.timeline.panes
        others = parts if shown in (self.overview, self._alone) else (shown,)
        writing = (self.composer,) if self.composer is not None and others is parts else ()
        beside = self.overview.rooms if shown is self.overview else ()
        news = (self.overview.since,) if shown is self.overview else ()
        sheets = (self.sheets,) if self.sheets.sheet else ()
        above = (strip for strip in self._above if not strip.isHidden())
        return (*above, self.banner, self.sections, *news, *others, *writing, *beside, *sheets)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        if not self.isWindow():
            return super().focusNextPrevChild(next)  # the workplace goes on: what is around the page, then its panes
        order = [stop for pane in self.panes for stop in stops(pane)]
        return go_on(self, order, forward=next)

    # -- opening ------------------------------------------------------------------------------------------------

    @property
    def ready(self) -> bool:
        """Is it known who reads this chart, and what this member may write?"""
        return self._arrival.ready

    def offer(self, offered: Offers, drafts: Drafts) -> None:
        """Who reads along is known now, and what this member may write."""
        self.sheets.offer(offered.schemas, offered.team)
        self.timeline.show_team(Team(offered.team))
        if self.chart is not None:
            self.writes.offer(offered, drafts, self.chart)
        if self.composer is not None:
            self.composer.form_wanted.connect(self._reopen)
            self.form_drafts.ask(self.composer.show_form_drafts)

    def follow_team(self, offered: Offers) -> None:
        """Others read along from now on."""
        self.sheets.offer(offered.schemas, offered.team)
        self.timeline.show_team(Team(offered.team))
        if self.composer is not None:
            self.composer.know_offers(offered)

    @Slot()
    def leave(self) -> None:
        """Whoever is signed in is off the care team: nothing more is written here."""
        self._left = True
        self.left_team.emit(self.patient)

    @property
    def composer(self) -> Composer | None:
        """Where notes are written; None for who writes nothing here."""
        return self.writes.composer

    def write_note(self) -> None:
        """Begin a note, where the list and its composer are seen."""
        if (composer := self.writing_place()) is not None:
            composer.open_default()

    def writing_place(self) -> Composer | None:
        """The composer, brought into sight."""
        self._show_list()
        return self.composer

    @Slot()
    def read_again(self) -> None:
        """The clinic decided otherwise how charts are read, or files were taken in; nobody opened this one anew."""
        if self.chart is not None:
            self.desk.ask(lambda session: session.chart_after(self.patient), self, self.show_chart)

    @Slot()
    def follow(self) -> None:
        """Somebody else wrote here: show it, and let what is read or written at this moment stand where it stands."""
        self.desk.ask(lambda session: session.chart_after(self.patient), self, self.live.show_news)

    @Slot()
    def follow_day(self) -> None:
        """After midnight everything that follows the day is told anew."""
        chart = self.chart
        if chart is not None and today(self.desk.now(), chart.zone) != today(chart.now, chart.zone):
            self.read_again()

    def show_chart(self, chart: Chart) -> None:
        """Show a chart of this patient in every part of the page."""
        self.chart = chart
        self.banner.show_chart(chart)
        self.sheets.show_chart(chart)
        self.overview.show_chart(chart)
        self.presence.show_chart(chart)
        if self.composer is not None:
            self.composer.show_chart(chart)
        self.timeline.show_chart(chart)
        self._go_to_wanted(chart)
        if chart.complete:
            self._arrival.find_words(chart)
        self.chart_shown.emit(chart)

    def _show_section(self, key: str) -> None:
        if key in (OVERVIEW, TIMELINE):
            (self.overview if key == OVERVIEW else self._alone).hold(self.timeline)
            self.timeline.view.setFocus()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.banner.fit(self.width(), self.window().height())
        super().resizeEvent(event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self.banner.fit(self.width(), self.window().height())
        super().showEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """What was open is recorded as seen; the work goes on after the page is gone."""
        if not self._left:
            self.do_what_waits()
        super().closeEvent(event)

    @Slot()
    def do_what_waits(self) -> None:
        """Do what could still be undone, keep what is being written, record what was read."""
        for strip in self.waiting:
            strip.do_now()
        self.writes.keep()
        self.sheets.keep()
        self.acts.record_at_the_end()
