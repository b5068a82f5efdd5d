"""How a chart arrives: its newest entries at once, then all of it, then who reads along and what may be written in it.

What needs more than the first entries waits here for what it needs, so that they wait for nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

from careboard.clinical.values import EntryId, PatientId
from careboard.projections.chart import Chart
from careboard.ui.background import Errand
from careboard.ui.patient.timeline.sifting import searched_words
from careboard.workflow.session import Session
from careboard.workflow.writing.drafts import Drafts, kept_drafts
from careboard.workflow.writing.offers import Offers, offers

if TYPE_CHECKING:
    from careboard.ui.patient.page import PatientPage

SEEN = 25  # ms in which what was painted comes to stand on the screen
Act = Callable[[], None]


class Arrival(QObject):
    """Hands a page its charts. `painted`: the first entries stand on the screen; `ready`: it knows what may be done."""

    def __init__(self, page: "PatientPage") -> None:
        super().__init__(page)
        self._page, self._desk = page, page.desk
        self.painted = self.ready = False
        self._then_painted: list[Act] = []
        self._then_ready: list[Act] = []
        self._errand: Errand | None = None

    def when_painted(self, act: Act) -> None:
        """Do something as soon as the first entries stand on the screen."""
        if self.painted:
            act()
        else:
            self._then_painted.append(act)

    def when_ready(self, act: Act) -> None:
        """Do something as soon as the whole chart is shown and it is known what this member may write."""
        if self.ready:
            act()
        else:
            self._then_ready.append(act)

    def begin(self) -> None:
        """Ask for the newest entries."""
        patient = self._page.patient
        self._desk.ask(lambda session: _first(session, patient), self._page, self._show_first)

    def _show_first(self, first: tuple[Chart, Iterator[Chart]]) -> None:
        chart, rest = first
        self._page.show_chart(chart)
        # Else what waits to be painted is painted before its words have their room, and then once more.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        # A timer comes after what is posted, so after the painting: work behind the screen takes turns with it.
        QTimer.singleShot(1, self, lambda: QTimer.singleShot(SEEN, self, lambda: self._go_on(chart, rest)))

    def _go_on(self, chart: Chart, rest: Iterator[Chart]) -> None:
        page = self._page
        self.painted = True
        _do(self._then_painted)
        if not chart.complete:
            self._desk.ask(lambda _session: next(rest), page, page.show_chart)
        # After the whole chart: what is restored from a draft may name what stands at its very beginning.
        self._desk.ask(
            lambda session: (offers(session, page.patient), kept_drafts(session, page.patient)), page, self._offer
        )

    def _offer(self, known: tuple[Offers, Drafts]) -> None:
        self._page.offer(*known)
        self.ready = True
        _do(self._then_ready)

    def find_words(self, chart: Chart) -> None:
        """Find out behind the screen by which words each entry is found."""
        if self._errand is not None:
            self._errand.stop()
        rows, blind = chart.timeline, chart.person.blind_weight

        def words(_session: Session, errand: Errand, _tell: object) -> tuple[Errand, Mapping[EntryId, str]]:
            found = {}
            for row in rows:
                if errand.stopped:
                    break
                found[row.id] = searched_words(row, blind=blind)
            return errand, found

        def known(found: tuple[Errand, Mapping[EntryId, str]]) -> None:
            if not found[0].stopped:  # else another chart has come, in which other figures may be hidden
                self._page.timeline.view.know_words(found[1])

        self._errand = self._desk.begin(words, self._page, known)


def _first(session: Session, patient: PatientId) -> tuple[Chart, Iterator[Chart]]:
    charts = session.open_chart(patient)
    return next(charts), charts


def _do(acts: list[Act]) -> None:
    while acts:
        acts.pop(0)()
