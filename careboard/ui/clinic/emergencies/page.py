"""The page of emergencies: the charts that were opened so, until they are reviewed and after; and the way to open one.

Everybody sees who opened whose chart when; a privacy officer reviews, whoever treats opens.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.values import EntryId
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.moments import today
from careboard.projections.wording.times import moment
from careboard.projections.wording.voice import Voice
from careboard.ui.background import Errand
from careboard.ui.clinic.emergencies.ask import AskSheet
from careboard.ui.clinic.emergencies.events import (
    EVENT,
    ROW,
    EventModel,
    EventRows,
    Names,
    act,
    in_the_audit,
    state,
    whose,
)
from careboard.ui.clinic.emergencies.review import ReviewSheet
from careboard.ui.clinic.people.facts import FactsPanel
from careboard.ui.desk import Desk
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.heading import Heading
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Ground, Panel, arrange
from careboard.ui.parts.sheet import Scrolled
from careboard.workflow.breaking_glass.at_desk import (
    Emergencies,
    Event,
    Match,
    OpenChart,
    Outcome,
    Ready,
    emergencies,
    find,
    make_ready,
    open_chart,
    sign_review,
)
from careboard.workflow.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

BOTH = 840  # px at 100% that the list and a sheet beside it need
_WHY_NOT = {
    Ready.NOT_MADE: _(
        "This clinic is not ready for emergencies: nobody can open the chart of a patient whom they do not treat. An "
        "administrator makes it ready on this page."
    ),
    Ready.NO_KEY: _(
        "You have not been handed the key for emergencies yet. The desktop of a clinical colleague does that by itself."
    ),
    Ready.NOT_CLINICAL: _("Only who treats patients opens a chart in an emergency."),
}


class EmergenciesPage(Ground):
    """`opened` hands over the chart that is open; `known` what the page shows, whenever it is another."""

    opened = Signal(object)  # an OpenChart
    known = Signal(object)  # Emergencies

    def __init__(self, desk: Desk, names: Names, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self._desk, self._names = desk, names
        self.shown: Emergencies | None = None
        self.sheet: AskSheet | ReviewSheet | None = None
        self.may_open: Callable[[], str] = str  # why no other chart can be opened now; "" where one can
        self.model = EventModel(names)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(EventRows(ROW, self.list))
        self.list.setAccessibleName(_("Charts opened in an emergency"))
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.selectionModel().currentChanged.connect(self._show_facts)
        self.list.activated.connect(self.show_review)
        self._build()
        self.load()

    def _build(self) -> None:
        self._count = Label("", Type.BODY, "text2")
        self.open = Button(_("Open a chart"), "danger", "unlock")
        self.open.clicked.connect(self.show_ask)
        self.review = Button(_("Review"), "primary", "check")
        self.review.clicked.connect(self.show_review)
        self.make = Button(_("Make the clinic ready"), "primary", "add")
        self.make.clicked.connect(self._make_ready)
        for button in (self.open, self.review, self.make):
            button.hide()
        self._state = Label("", Type.BODY, "text2", wrap=True)
        self._empty = Label(_("No chart was opened in an emergency."), Type.BODY, "text2", wrap=True)
        self._panel = Panel()
        column = QVBoxLayout(self._panel)
        column.setContentsMargins(1, 1, 1, 1)
        edge = look().px(16)
        self._empty.setContentsMargins(edge, edge, edge, edge)
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)
        column.addStretch(0)
        self.facts = FactsPanel()
        self.facts.hide()
        inside = QWidget()
        below = QVBoxLayout(inside)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.facts)
        below.addStretch(1)
        self._known = Scrolled(inside)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(edge)
        self._beside.addWidget(self._panel, 1)
        self._beside.addWidget(self._known, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(edge, edge, edge, edge)
        page.setSpacing(look().px(12))
        self._heading = Heading(_("Emergencies"), self._count, (self.make, self.review, self.open))
        page.addWidget(self._heading)
        page.addWidget(self._state)
        page.addLayout(self._beside, 1)
        self.setFocusProxy(self.list)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.load()

    def _make_room(self) -> None:
        """Where a sheet and the list do not stand side by side, the sheet stands alone."""
        busy, narrow = self.sheet is not None, self.width() < look().px(BOTH)
        for widget in (self._heading, self._panel):
            widget.setVisible(not (busy and narrow))
        self._state.setVisible(bool(self._state.text()) and not (busy and narrow))
        self._known.setVisible(not busy)
        arrange(self._beside, beside=busy or not narrow)

    # -- what happened --------------------------------------------------------------------------------------------

    @Slot()
    def load(self) -> None:
        """Read what happened."""
        self._desk.ask(emergencies, self, self.show_emergencies)

    def show_emergencies(self, known: Emergencies) -> None:
        """Show what happened, and offer what may be done."""
        if known == self.shown:
            return
        self.shown = known
        kept = self._event
        self.model.show_events(known.events, self._desk.zone)
        row = next((at for at, one in enumerate(known.events) if kept and one.request.record == kept.request.record), 0)
        if known.events:
            self.list.setCurrentIndex(self.model.index(row, 0))
        waiting = ngettext("{n} waits for a review", "{n} wait for a review", known.waiting).format(n=known.waiting)
        self._count.setText(waiting if known.waiting else "")
        self.open.setVisible(known.ready is Ready.YES)
        self.make.setVisible(known.may_make_ready)
        self._state.setText(_state_of(known))
        self._empty.setVisible(not known.events)
        self.list.setVisible(bool(known.events))
        self.setFocusProxy(self.list if known.events else self.open if known.ready is Ready.YES else self.make)
        self._show_facts()
        self._make_room()
        self.known.emit(known)

    @property
    def _event(self) -> Event | None:
        event = self.list.currentIndex().data(EVENT)
        return event if isinstance(event, Event) else None

    @Slot()
    def _show_facts(self) -> None:
        event = self._event
        self.facts.setVisible(event is not None)
        self.review.setVisible(event is not None and event.to_review)
        if event is not None:
            self.facts.show_pairs(act(event, self._names()), self.facts_of(event))

    def facts_of(self, event: Event) -> list[tuple[str, str]]:
        """All that this reader may know of it."""
        request, voice = event.request, Voice(zone=self._desk.zone)
        hidden = _("Who asked and the privacy officers read it.")
        pairs = [
            (_("Opened by"), event.who),
            (_("When"), moment(request.at, voice)),
            (_("Whose chart"), whose(event, self._names())),
            (_("In the audit"), in_the_audit(event, self._names())),
            (_("Why"), request.reason or hidden),
            (_("State"), state(event)),
        ]
        if request.review is not None:
            pairs += [
                (_("Reviewed by"), event.reviewer),
                (_("Reviewed on"), moment(request.review.at, voice)),
                (_("What was found"), request.review.words if request.review.outcome else hidden),
            ]
        return pairs

    @Slot()
    def _make_ready(self) -> None:
        self.make.setEnabled(False)

        def made(known: Emergencies) -> None:
            self._desk.tell(_("The clinic is ready for emergencies."))
            self.make.setEnabled(True)
            self.show_emergencies(known)

        def refused(error: CareboardError) -> None:
            self.make.setEnabled(True)
            self._desk.refused.emit(error)

        self._desk.ask(make_ready, self, made, refused)

    # -- sheets -----------------------------------------------------------------------------------------------------

    def _show_sheet(self, sheet: AskSheet | ReviewSheet) -> None:
        self.close_sheet()
        self.sheet = sheet
        sheet.closed.connect(self.close_sheet)
        self._beside.addWidget(sheet)
        sheet.show()
        sheet.setFocus()
        self._make_room()

    @Slot()
    def close_sheet(self) -> None:
        """Take the sheet away."""
        sheet, self.sheet = self.sheet, None
        if sheet is not None:
            self._beside.removeWidget(sheet)
            sheet.hide()
            sheet.deleteLater()
            self._make_room()
            self.setFocus()

    @Slot()
    def show_ask(self) -> None:
        """Begin to open a chart; one at a time."""
        if why := self.may_open():
            self._desk.tell(why)
        elif self.shown is not None and self.shown.ready is Ready.YES and not isinstance(self.sheet, AskSheet):
            day = today(self._desk.now(), self._desk.zone)
            sheet = AskSheet(self._desk.zone, day, server=self.shown.server)
            sheet.searched.connect(self._search)
            sheet.asked.connect(self._open)
            self._show_sheet(sheet)

    def _search(self, typed: dict[str, str]) -> None:
        if isinstance(sheet := self.sheet, AskSheet):
            self._desk.ask(lambda session: find(session, **typed), sheet, sheet.show_matches, sheet.refuse_search)

    def _open(self, match: Match, reason: str, passphrase: str) -> None:
        sheet = self.sheet
        if not isinstance(sheet, AskSheet):
            return

        def work(session: Session, _errand: Errand, _tell: object) -> OpenChart:
            return open_chart(session, match.patient, reason, passphrase)

        def opened(chart: OpenChart) -> None:
            self.close_sheet()
            self.opened.emit(chart)
            self.load()

        def refused(error: CareboardError) -> None:
            if self.sheet is sheet:
                sheet.refuse(error)
            self.load()  # the request may be on record though nothing opened

        self._desk.begin(work, self, opened, refused)

    @Slot()
    def show_review(self) -> None:
        """Begin to review the one that is chosen, for who may."""
        event = self._event
        if event is not None and event.to_review:
            sheet = ReviewSheet(event, self.facts_of(event)[:5])  # up to the reason
            sheet.signed.connect(self._sign)
            self._show_sheet(sheet)

    def _sign(self, record: str, outcome: Outcome, words: str) -> None:
        if not isinstance(sheet := self.sheet, ReviewSheet):
            return

        def signed(known: Emergencies) -> None:
            self._desk.tell(_("Your review is signed."))
            self.close_sheet()
            self.show_emergencies(known)

        self._desk.ask(
            lambda session: sign_review(session, EntryId(record), outcome, words), sheet, signed, sheet.refuse
        )


def _state_of(known: Emergencies) -> str:
    """What is to be known before anything happens."""
    told = [_WHY_NOT[known.ready]] if known.ready is not Ready.YES else []
    if not known.officers:
        told.append(
            _("Nobody is a privacy officer: what is opened is never reviewed. An administrator makes somebody one.")
        )
    return " ".join(told)
