"""Where the care team stands in a patient's page: the sheet, and what the page does when the team is another one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from careboard.ui.patient.team.sheet import TeamSheet
from careboard.workflow.writing.offers import Offers, offers

if TYPE_CHECKING:
    from careboard.ui.patient.page import PatientPage

TEAM = "care-team"  # what a chip that leads there is about


class CareTeam(QObject):
    """Opens the sheet; whoever leaves by it has what waited done first, and then no page of this patient any more."""

    def __init__(self, page: "PatientPage") -> None:
        super().__init__(page)
        self._page = page

    @Slot()
    def show(self) -> None:
        """Show who is on it."""
        page = self._page
        if page.chart is not None:
            sheet = TeamSheet(page.desk, page.chart)
            sheet.changed.connect(self._follow)
            sheet.leaving.connect(page.do_what_waits)
            sheet.gone.connect(page.leave)
            page.show_sheet(sheet)

    @Slot()
    def _follow(self) -> None:
        page = self._page
        page.desk.ask(lambda session: offers(session, page.patient), self, self._show_who_reads)

    def _show_who_reads(self, offered: Offers) -> None:
        self._page.follow_team(offered)
