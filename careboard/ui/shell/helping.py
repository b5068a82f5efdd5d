"""Help at work: F1 opens the page for where one stands; where none is written, that of one's own day."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.people import Role
from careboard.ui.clinic.importing.page import ImportPage
from careboard.ui.clinic.new_patient import NewPatientPage
from careboard.ui.help import pages
from careboard.ui.help.beside import HelpBeside
from careboard.ui.patient.page import PatientPage
from careboard.ui.shell.hub.page import HubPage

if TYPE_CHECKING:
    from careboard.ui.shell.workplace import Workplace

OF_ROLE = {
    Role.PSYCHIATRIST: "psychiatrist",
    Role.PHYSICIAN: "psychiatrist",
    Role.NURSE_PRACTITIONER: "psychiatrist",
    Role.COUNSELOR: "counselor",
    Role.NUTRITIONIST: "nutritionist",
    Role.NURSE: "nurse",
    Role.COORDINATOR: "coordinator",
    Role.SUPERVISOR: "counselor",
    Role.PRIVACY_OFFICER: "privacy-officer",
    Role.ADMIN: "privacy-officer",
}


class Helping(HelpBeside):
    """Opens and closes the pane of help beside the pages of who is signed in."""

    def __init__(self, workplace: "Workplace", row: QHBoxLayout, beside: QWidget) -> None:
        super().__init__(workplace, row, beside)
        self._workplace = workplace

    @property
    @override
    def wanted(self) -> str:
        return page_for(self._workplace)

    @property
    @override
    def room(self) -> int:
        return self._workplace.width() - self._workplace.rail.width()

    @property
    @override
    def way_back(self) -> QWidget:
        return self._workplace.page


def page_for(workplace: "Workplace") -> str:
    """The page for where one stands; where none is written, that of one's own day."""
    known = pages.names()
    return next((page for page in _wanted(workplace) if page in known), pages.INDEX)


def _wanted(workplace: "Workplace") -> list[str]:
    page = workplace.page
    here = workplace.place
    if isinstance(page, PatientPage):
        writing = page.composer is not None and page.composer.is_open
        here = "writing" if writing else page.sections.current
    elif isinstance(page, ImportPage):
        here = "import"
    elif isinstance(page, NewPatientPage):
        here = "caseload"
    elif isinstance(page, HubPage):
        here = "sharing"
    return [here, *(OF_ROLE[role] for role in workplace.desk.me.roles if role in OF_ROLE)]
