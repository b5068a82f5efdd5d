"""Help in the window: F1 opens it for where one stands, and the keyboard goes back where it was when it is closed.

Where there is no room for the page and the help beside each other, the help stands in the page's place meanwhile.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from shiboken6 import isValid

from careboard.clinical.people import Role
from careboard.ui.clinic.importing.page import ImportPage
from careboard.ui.clinic.new_patient import NewPatientPage
from careboard.ui.help import pages
from careboard.ui.help.pane import BESIDE, LEAST, HelpPane
from careboard.ui.look.look import look
from careboard.ui.patient.page import PatientPage

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


class Helping(QObject):
    """Opens and closes the pane of help in a row beside the pages."""

    def __init__(self, workplace: "Workplace", row: QHBoxLayout, beside: QWidget) -> None:
        super().__init__(workplace)
        self._workplace, self._row, self._beside = workplace, row, beside
        self._had_focus: QWidget | None = None
        self.pane: HelpPane | None = None

    @property
    def shown(self) -> bool:
        """Is the help open?"""
        return self.pane is not None

    @Slot()
    def toggle(self) -> None:
        """Open the help for where one stands, or close it."""
        if self.pane is None:
            self.open(page_for(self._workplace))
        else:
            self.close()

    def open(self, page: str) -> None:
        """Open the help at a page."""
        if self.pane is None:
            self._had_focus = QApplication.focusWidget()
            self.pane = HelpPane()
            self.pane.closed.connect(self.close)
            self._row.addWidget(self.pane)
            self.fit()
        self.pane.show_page(page)
        self.pane.show()
        self.pane.setFocus()

    @Slot()
    def close(self) -> None:
        """Take the help away."""
        if self.pane is not None:
            pane, self.pane = self.pane, None
            self._beside.show()
            pane.hide()
            self._row.removeWidget(pane)
            pane.deleteLater()
            back = self._had_focus
            (back if back is not None and isValid(back) and back.isVisible() else self._workplace.page).setFocus()

    def fit(self) -> None:
        """Stand beside the page where both have room."""
        if self.pane is not None:
            room, now = self._workplace.width() - self._workplace.rail.width(), look()
            beside = room >= now.px(LEAST + BESIDE)
            self._beside.setVisible(beside)
            if beside:
                self.pane.setFixedWidth(max(now.px(LEAST), room * 36 // 100))
            else:
                self.pane.setMinimumWidth(0)
                self.pane.setMaximumWidth(room)


def page_for(workplace: "Workplace") -> str:
    """The page for where one stands; where none is written, that of one's own day."""
    known = pages.names()
    return next((page for page in _wanted(workplace) if page in known), pages.INDEX)


def _wanted(workplace: "Workplace") -> list[str]:
    page = workplace.page
    here = next((place for place in workplace.places if workplace.widget_of(place) is page), "")
    if isinstance(page, PatientPage):
        writing = page.composer is not None and page.composer.is_open
        here = "writing" if writing else page.sections.current
    elif isinstance(page, ImportPage):
        here = "import"
    elif isinstance(page, NewPatientPage):
        here = "caseload"
    return [here, *(OF_ROLE[role] for role in workplace.desk.me.roles if role in OF_ROLE)]
