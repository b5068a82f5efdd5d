"""A page to which others write at the same time: what they wrote is shown and told, what is not shared yet is marked.

Place, current entry, keyboard and whatever is being written stay as they are.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from careboard.clinical.note import Seen
from careboard.clinical.values import EntryId
from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.chart import Chart
from careboard.projections.timeline import TimelineRow
from careboard.ui.patient import banner_words
from careboard.ui.patient.timeline.facts import Whereabouts
from careboard.workflow.hub.following import unshared_entries

if TYPE_CHECKING:
    from careboard.ui.patient.page import PatientPage


class Live(QObject):
    """What of a page follows the hub."""

    def __init__(self, page: "PatientPage") -> None:
        super().__init__(page)
        self._page, self._sharing = page, page.desk.sharing
        self._asked: tuple[Chart, int] | None = None  # and how much was unshared then
        page.chart_shown.connect(self._ask)
        self._sharing.changed.connect(self._ask)

    def show_news(self, chart: Chart) -> None:
        """Show a chart in which somebody else has written."""
        page = self._page
        before = page.chart.record.by_id if page.chart is not None else {}
        with page.timeline.view.standing_still():
            page.show_chart(chart)
        new = [row for row in chart.timeline if row.id not in before and _is_news(row)]
        if new and page.isVisible():
            page.desk.tell(_told(new, banner_words.name(chart)))

    @Slot()
    def _ask(self) -> None:
        """Which entries are on this computer alone? Asked where there is a hub, whenever it may be otherwise."""
        state, chart = self._sharing.state, self._page.chart
        if state is None or chart is None:
            return
        if self._asked is not None and self._asked[0] is chart and self._asked[1] == state.unshared:
            return
        self._asked = chart, state.unshared
        patient, shown = self._page.patient, frozenset(row.id for row in chart.timeline)

        def found(alone: frozenset[EntryId]) -> None:
            self._page.timeline.view.show_whereabouts(Whereabouts(True, shown, alone & shown))

        self._page.desk.ask(lambda session: unshared_entries(session, patient), self, found)


def _is_news(row: TimelineRow) -> bool:
    return type(row.entry.content) is not Seen and row.entry.author.member != row.reading.reader


def _told(new: list[TimelineRow], name: str) -> str:
    if len(new) == 1:
        told = _("New for {name}: {kind}, {author}.")
        return told.format(name=name, kind=new[0].kind_name, author=new[0].author)
    told = ngettext("{n} new entry for {name}.", "{n} new entries for {name}.", len(new))
    return told.format(n=len(new), name=name)
