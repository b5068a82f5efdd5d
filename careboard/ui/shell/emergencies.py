"""Emergencies at work: their place on the rail with how many wait, the chart that is open so, and whose team is told.

It looks once a minute, because others open charts and review.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from careboard.clinical.values import PatientId
from careboard.i18n import gettext as _
from careboard.projections.wording.times import moment
from careboard.projections.wording.voice import Voice
from careboard.ui.background import Errand
from careboard.ui.clinic.emergencies.page import EmergenciesPage
from careboard.ui.patient.emergency import EmergencyPage, Strip
from careboard.ui.patient.page import PatientPage
from careboard.workflow.breaking_glass.at_desk import Emergencies as Known
from careboard.workflow.breaking_glass.at_desk import OpenChart, Ready, tend_here
from careboard.workflow.session import Session

if TYPE_CHECKING:
    from careboard.ui.shell.workplace import Workplace

EMERGENCIES = "emergencies"
LOOKS = 60_000  # ms


class Emergencies(QObject):
    """Joins their page to the workplace."""

    def __init__(self, workplace: "Workplace") -> None:
        super().__init__(workplace)
        self._workplace = workplace
        rows = workplace.caseload.model
        self.page = EmergenciesPage(workplace.desk, lambda: {row.id: row.named for row in rows.rows})
        self.page.may_open = self._why_not
        self.open: EmergencyPage | None = None
        self._strips: dict[PatientPage, Strip] = {}
        workplace.add_place(EMERGENCIES, "warning", _("Emergency"), self.page)
        workplace.rail.offer(EMERGENCIES, offered=False)
        self.page.known.connect(self._follow)
        self.page.opened.connect(self._open)
        workplace.caseload.loaded.connect(self.tend)
        self._looks = QTimer(self, interval=LOOKS)
        self._looks.timeout.connect(self.page.load)
        self._looks.start()

    @Slot()
    def tend(self) -> None:
        """Keep the group and the charts within reach as they should be; with a hub its courier does."""

        def work(session: Session, errand: Errand, _tell: object) -> None:
            tend_here(session, lambda: errand.stopped)

        self._workplace.desk.begin(work, self, lambda _done: self.page.load())

    @Slot(object)
    def _follow(self, known: Known) -> None:
        offered = known.ready in (Ready.YES, Ready.NO_KEY) or known.may_make_ready or bool(known.events)
        self._workplace.rail.offer(EMERGENCIES, offered=offered)
        self._workplace.rail.set_badge(EMERGENCIES, known.waiting)
        for page in self._workplace.open_pages:
            if isinstance(page, PatientPage):
                self.tell_team(page)

    def tell_team(self, page: PatientPage) -> None:
        """Say on a chart who opened it in an emergency, until that is reviewed."""
        known = self.page.shown
        if known is None or isinstance(page, EmergencyPage):
            return
        events = known.open_in(page.patient)
        strip = self._strips.get(page)
        if events and strip is None:
            strip = self._strips[page] = Strip("")
            page.put_above(strip)
            page.destroyed.connect(lambda: self._strips.pop(page, None))
        if strip is not None:
            voice = Voice(zone=self._workplace.desk.zone)
            told = _("{who} opened this chart in an emergency on {when}. It waits for a privacy officer's review.")
            lines = (told.format(who=one.who, when=moment(one.request.at, voice)) for one in events)
            strip.words.setText("\n".join(lines))
            strip.setVisible(bool(events))

    def _why_not(self) -> str:
        if self.open is not None:
            return _("One chart is open in an emergency already. End it first.")
        return _("Four patients are open. Close one of the tabs first.") if self._workplace.is_full else ""

    def _open(self, opened: OpenChart) -> None:
        page = EmergencyPage(self._workplace.desk, opened)
        patient = PatientId(opened.patient)
        page.ended.connect(lambda: self._workplace.close_patient(patient))
        page.closed.connect(self._gone)
        self.open = page
        self._workplace.show_opened(page, opened.named)

    @Slot()
    def _gone(self) -> None:
        self.open = None
