"""The workplace: everything that is on the screen while somebody is signed in.

Rail, top bar, the page in front and the message bar; it knows which pages are open, and nothing of what is in them.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.values import PatientId
from careboard.i18n import gettext as _
from careboard.projections.caseload import CaseloadRow
from careboard.projections.chart import Chart
from careboard.settings import DesktopSettings
from careboard.ui.clinic.audit.page import AuditPage
from careboard.ui.clinic.caseload.page import CaseloadPage
from careboard.ui.clinic.importing.page import ImportPage
from careboard.ui.clinic.inbox.page import InboxPage
from careboard.ui.clinic.new_patient import NewPatientPage
from careboard.ui.clinic.people.page import PeoplePage
from careboard.ui.clinic.quarantine.page import QuarantinePage
from careboard.ui.desk import Desk
from careboard.ui.entrance.entrance import documents
from careboard.ui.parts.message_bar import MessageBar
from careboard.ui.parts.stops import go_on, stops
from careboard.ui.patient import banner_words
from careboard.ui.patient.page import PatientPage
from careboard.ui.shell.emergencies import Emergencies
from careboard.ui.shell.finder import Finder
from careboard.ui.shell.helping import Helping
from careboard.ui.shell.hub.attending import Attending
from careboard.ui.shell.hub.following import Following
from careboard.ui.shell.hub.joining import HubInSight
from careboard.ui.shell.keyboard import Keyboard
from careboard.ui.shell.open_patients import OpenPatients, PatientPages, TooManyPatients
from careboard.ui.shell.people_news import tell_of_people
from careboard.ui.shell.places import Places
from careboard.ui.shell.settings.notifications import badge_of
from careboard.ui.shell.settings.page import SettingsPage
from careboard.ui.shell.single_keys import SingleKeys
from careboard.ui.shell.tabs import MOST
from careboard.ui.shell.telling import Telling
from careboard.ui.shell.top_bar import TopBar
from careboard.ui.shell.ways import INBOX, Ways
from careboard.workflow.auditing import may_audit
from careboard.workflow.sign_in import confirm
from careboard.workflow.writing.drafts import refuse_damaged

if TYPE_CHECKING:
    from careboard.ui.entrance.pin import Pin
    from careboard.workflow.hub.hub_state import HubState

CASELOAD, PATIENT, PEOPLE, AUDIT, SETTINGS, LOCK = "caseload", "patient", "people", "audit", "settings", "lock"


class Workplace(Places):
    """The frame around every page of somebody who is signed in."""

    asked_to_lock = Signal()
    asked_to_cover = Signal()
    handed_over = Signal(object)  # a SelfReport that goes into the patient's hands
    settings_changed = Signal(object)  # what makes the settings of this computer out of those before

    def __init__(
        self, desk: Desk, patient_pages: PatientPages, settings: DesktopSettings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self._open = OpenPatients(desk, patient_pages)
        self.pin: Pin | None = None
        self.top_bar = TopBar(desk.me)
        self.messages = MessageBar(self)
        self.caseload = CaseloadPage(desk)
        self.inbox = InboxPage(desk, self.caseload.feed)
        self.ways = Ways(self)
        self.people = PeoplePage(desk, documents())
        self._settings, self._badge = settings, settings.badge
        self._single = SingleKeys(self, act=settings.single_keys)
        self.finder = Finder(self)
        self.audit: AuditPage | None = None
        self._build()
        self.emergencies = Emergencies(self)
        self.keyboard = Keyboard(self)
        self._listen()
        self.hub, self.following, self.attending = HubInSight(self), Following(self), Attending(self)
        self.show_place(CASELOAD)
        desk.ask(refuse_damaged, self, lambda _whole: None)
        desk.ask(may_audit, self, self._offer_audit)
        tell_of_people(desk, self.messages)

    def _build(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        both = QHBoxLayout()
        both.addWidget(self.pages, 1)
        self.help = Helping(self, both, self.pages)
        column.addLayout(both, 1)
        Telling(self.messages, self.top_bar, self)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.rail)
        whole.addLayout(column, 1)
        self.add_place(CASELOAD, "caseload", _("Caseload"), self.caseload)
        self.rail.add(PATIENT, "patient", _("Patient"))
        self.add_place(INBOX, "inbox", _("Inbox"), self.inbox)
        self.add_place(PEOPLE, "people", _("People"), self.people)
        self.add_place(SETTINGS, "settings", _("Settings"), None, at_the_end=True)
        self.rail.offer(PATIENT, offered=False)
        self.rail.add(LOCK, "lock", _("Lock"), at_the_end=True, act=True)

    def _listen(self) -> None:
        self.rail.chosen.connect(self._go)
        self.top_bar.tabs.shown.connect(self.show_patient)
        self.top_bar.tabs.closed.connect(self.close_patient)
        self.caseload.opened.connect(self._open_row)
        self.caseload.loaded.connect(self.keyboard.take)
        self.caseload.asked_for_new_patient.connect(self._register)
        self.caseload.asked_to_import.connect(self._import)
        self.caseload.wanted.connect(lambda: self.show_place(CASELOAD))
        self.caseload.inbox_wanted.connect(self.ways.show_inbox)
        self.caseload.move_wanted.connect(self.ways.move)
        self.caseload.names_hidden.connect(self.inbox.model.hide_names)
        self.caseload.names_hidden.connect(self.ways.name_tabs)
        self.inbox.opened.connect(self.ways.open_item)
        self.inbox.waiting.connect(self._count)
        self.top_bar.asked_to_find.connect(self.finder.open)
        self.top_bar.asked_to_cover.connect(self.asked_to_cover)
        self.desk.clinic_changed.connect(self.caseload.follow_clinic)
        self.desk.clinic_changed.connect(self.people.load)
        self.desk.sharing.changed.connect(self._tell_of_the_door)
        self.desk.told.connect(self.messages.tell)
        self.desk.refused.connect(self.messages.refuse)

    @cached_property
    def settings(self) -> SettingsPage:
        """Every setting. Built when it is first asked for: it has more controls than all that is shown before it."""
        page = SettingsPage(self.desk, self._settings)
        page.changed.connect(self.settings_changed)
        page.notifications.chosen.connect(self._count_so)
        page.cover.pin_chosen.connect(self._take_pin)
        page.single_keys.chosen.connect(lambda act: self._single.let_act(act=act))
        self.give_page(SETTINGS, page)
        return page

    @override
    def page_for(self, place: str) -> QWidget:
        return self.settings  # the only one that is made late

    def _offer_audit(self, allowed: bool) -> None:  # noqa: FBT001  an answer of the desk
        """Who may not review has no such place."""
        if allowed:
            self.audit = AuditPage(self.desk, self._names)
            self.audit.quarantine_wanted.connect(self._show_quarantine)
            self.caseload.loaded.connect(self.audit.follow_names)
            self.desk.clinic_changed.connect(self.audit.begin_anew)
            self.add_place(AUDIT, "audit", _("Audit"), self.audit)

    def _names(self) -> dict[PatientId, str]:
        return {row.id: row.named for row in self.caseload.model.rows}

    @Slot()
    def _show_quarantine(self) -> None:
        page = QuarantinePage(self.desk, self._names)
        page.adopted.connect(self.caseload.load)
        page.adopted.connect(self._open.read_again)
        self.show_beside(page, AUDIT)

    def show_who_saw(self, patient: PatientId, named: str) -> None:
        """Who saw this chart, in the audit."""
        if self.audit is not None:
            self.show_place(AUDIT)
            self.audit.show_patient(patient, named)

    @Slot()
    def _count(self) -> None:
        """How much waits, of what this computer was asked to count."""
        self.rail.set_badge(INBOX, badge_of(self.inbox.model.counts, self._badge))

    @Slot(object)
    def _tell_of_the_door(self, state: "HubState") -> None:
        """How many ask to be let in, which only an administrator's courier hears."""
        if state.waiting != self.people.waiting:
            self.rail.set_badge(PEOPLE, state.waiting)
            self.people.show_at_the_door(state.waiting)

    @Slot(str)
    def _count_so(self, badge: str) -> None:
        self._badge = badge
        self._count()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.help.fit()

    # -- where one is --------------------------------------------------------------------------------------------

    @Slot(str)
    def _go(self, place: str) -> None:
        if place == LOCK:
            self.asked_to_lock.emit()
        elif place == PATIENT and self._open.last is not None:
            self.show_patient(self._open.last)
        else:
            self.show_place(place)

    @override
    def show_place(self, place: str) -> None:
        super().show_place(place)
        self.top_bar.tabs.mark(None)

    @Slot(str)
    def show_patient(self, patient: PatientId) -> None:
        """Bring the page of an open patient to the front."""
        self.show_page(self._open.page_of(patient), PATIENT)
        self.top_bar.tabs.mark(patient)

    @Slot()
    def _register(self) -> None:
        page = NewPatientPage(self.desk)
        page.registered.connect(self.caseload.refresh)
        page.registered.connect(self.open_patient)
        self.show_beside(page, CASELOAD)

    @Slot()
    def _import(self) -> None:
        page = ImportPage(self.desk)
        page.taken.connect(self.caseload.load)
        page.taken.connect(self._open.read_again)
        page.opened.connect(self._open_row)
        self.show_beside(page, CASELOAD)

    # -- patients ------------------------------------------------------------------------------------------------

    @Slot(object)
    def _open_row(self, row: CaseloadRow) -> None:
        self.open_patient(row.id, row.named)

    @Slot(object)
    def _open_other(self, patient: PatientId) -> None:
        named = next((row.named for row in self.caseload.model.rows if row.id == patient), "")
        if named:
            self.open_patient(patient, named)

    def open_patient(self, patient: PatientId, named: str) -> None:
        """Open a patient in a tab, or show the tab where the patient is open; the fifth is refused."""
        if patient not in self._open:
            try:
                page = self._open.open(patient)
            except TooManyPatients as refused:
                self.messages.refuse(refused)
                return
            page.chart_shown.connect(self._follow_chart)
            if self.audit is not None:
                page.add_action(_("Who saw this chart"), "audit", lambda: self.show_who_saw(patient, named))
            page.handed_over.connect(self.handed_over)
            page.other_wanted.connect(self._open_other)
            page.left_team.connect(self._take_away)
            self._stack.addWidget(page)
            self.emergencies.tell_team(page)
        self.top_bar.tabs.put(patient, self.ways.name(named))
        self.rail.offer(PATIENT, offered=True)
        self.show_patient(patient)

    def show_opened(self, page: PatientPage, named: str) -> None:
        """Show a chart that was opened elsewhere in a tab of its own."""
        self._open.put(page.patient, page)
        self._stack.addWidget(page)
        self.top_bar.tabs.put(page.patient, self.ways.name(named))
        self.rail.offer(PATIENT, offered=True)
        self.show_patient(page.patient)

    @Slot(object)
    def _follow_chart(self, chart: Chart) -> None:
        """A chart was shown, or another entry stands in it: its tab and its row of the caseload follow."""
        if chart.patient in self._open:
            self.top_bar.tabs.put(chart.patient, self.ways.name(banner_words.name(chart)))
            if chart.complete:
                self.caseload.refresh(chart.patient)

    @Slot(str)
    def close_patient(self, patient: PatientId) -> None:
        """Close a patient's tab; what was being written is kept as a draft by its page."""
        before = self.page
        page = self._open.close(patient)
        self._stack.removeWidget(page)
        page.deleteLater()
        self.top_bar.tabs.take_away(patient)
        self.rail.offer(PATIENT, offered=bool(self._open))
        if not page.reads_only:
            self.caseload.refresh(patient)
        if before is page and self._open.last is not None:
            self.show_patient(self._open.last)
        elif before is page:
            self.show_place(CASELOAD)

    @Slot(object)
    def _take_away(self, patient: PatientId) -> None:
        """Whoever is signed in reads this chart no more."""
        self.close_patient(patient)
        self.caseload.feed.forget(patient)

    @property
    def open_pages(self) -> tuple[QWidget, ...]:
        """The pages of the patients that are open."""
        return self._open.pages

    @property
    def is_full(self) -> bool:
        """Are as many patients open as may be?"""
        return len(self._open.pages) == MOST

    @property
    def patient(self) -> PatientId | None:
        """Whose page is in front; None where it is nobody's."""
        return self._open.patient_of(self.page)

    def close_shown(self) -> None:
        """Close the tab of the patient in front."""
        if self.patient is not None:
            self.close_patient(self.patient)

    def show_next_patient(self, step: int) -> None:
        """Bring the next tab to the front, or with -1 the one before."""
        if (patient := self._open.beside(self.page, step)) is not None:
            self.show_patient(patient)

    @Slot(object, str)
    def _take_pin(self, pin: "Pin", passphrase: str) -> None:
        def confirmed(_done: None) -> None:
            self.pin = pin
            self.settings.cover.show_pin_kept()

        self.desk.ask(
            lambda session: confirm(session.vault, passphrase), self, confirmed, self.settings.cover.refuse_pin
        )

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab reaches everything that is seen, in the order of reading; a page may have an order of its own."""
        order = [stop for part in self.keyboard.parts for stop in stops(part)]
        return go_on(self, order, forward=next)
