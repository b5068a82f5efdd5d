"""The top bar's place of the hub and the page behind it, joined to what the courier tells."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from shiboken6 import isValid

from careboard.ui.shell.hub.page import HubPage
from careboard.ui.shell.hub.words import Told, told
from careboard.workflow.hub.following import KeptAlarm, kept_alarms

if TYPE_CHECKING:
    from careboard.ui.shell.workplace import Workplace

HALF_A_MINUTE = 30_000  # ms, in which a day that has begun is noticed


class HubInSight(QObject):
    """Keeps what a workplace says of the hub up to date."""

    def __init__(self, workplace: "Workplace") -> None:
        super().__init__(workplace)
        self._workplace, self._sharing = workplace, workplace.desk.sharing
        self._alarms: tuple[KeptAlarm, ...] = ()
        self._known = 0
        self.page: HubPage | None = None
        self._timer = QTimer(self, interval=HALF_A_MINUTE)
        self._timer.timeout.connect(self.show)
        self._timer.start()
        self._sharing.changed.connect(self._follow)
        workplace.top_bar.hub.clicked.connect(self.open)

    @property
    def told(self) -> Told:
        """How it stands, in words of now."""
        desk, unread = self._workplace.desk, sum(not alarm.read for alarm in self._alarms)
        return told(self._sharing.state, unread, desk.zone, desk.now())

    @Slot()
    def show(self) -> None:
        """Say it, in the top bar and on the page."""
        place = self._workplace.top_bar.hub
        place.lead_somewhere(leads=self._sharing.state is not None)
        place.show_told(self.told)
        if self.page is not None and isValid(self.page):
            self.page.show_state(self.told, self._sharing.state, self._alarms)

    @Slot()
    def _follow(self) -> None:
        state = self._sharing.state
        if state is not None and state.alarms != self._known:
            self._known = state.alarms
            self._workplace.desk.ask(kept_alarms, self, self._take_alarms)
        self.show()

    def _take_alarms(self, alarms: tuple[KeptAlarm, ...]) -> None:
        self._alarms = alarms
        self.show()

    @Slot()
    def open(self) -> None:
        """Show the page; it leads back to where one was."""
        here = self._workplace
        patient = here.patient
        page = self.page = HubPage(here.desk)
        page.alarms_read.connect(self._take_alarms)
        page.sync_wanted.connect(self._sharing.now)
        self.show()
        here.show_beside(page, here.place or "caseload")
        if patient is not None:
            page.closed.connect(lambda: here.show_patient(patient))
