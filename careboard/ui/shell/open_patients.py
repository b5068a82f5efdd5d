"""The patients that are open: a page for each, four at most, in the order in which they were opened.

A page that is closed keeps what was being written as a draft, and records what was read.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from careboard.clinical.values import PatientId
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.i18n import later
from careboard.ui.desk import Desk
from careboard.ui.patient.page import PatientPage
from careboard.ui.shell.tabs import MOST

PatientPages = Callable[[Desk, PatientId], PatientPage]


class TooManyPatients(CareboardError):
    """Four patients are open."""

    advice = later("Close one of the tabs first.")


class OpenPatients:
    """Makes and closes the pages. `last` is the patient who was looked at last, of those who are open."""

    def __init__(self, desk: Desk, make_page: PatientPages) -> None:
        self._desk, self._make_page = desk, make_page
        self._pages: dict[PatientId, PatientPage] = {}
        self.last: PatientId | None = None

    def __contains__(self, patient: PatientId) -> bool:
        return patient in self._pages

    def __bool__(self) -> bool:
        return bool(self._pages)

    @property
    def pages(self) -> tuple[PatientPage, ...]:
        """Every page, in the order in which they were opened."""
        return tuple(self._pages.values())

    def open(self, patient: PatientId) -> PatientPage:
        """A new page; the fifth is refused."""
        self.refuse_fifth()
        page = self._pages[patient] = self._make_page(self._desk, patient)
        return page

    def put(self, patient: PatientId, page: PatientPage) -> None:
        """Take in a page that was made elsewhere."""
        self._pages[patient] = page

    def refuse_fifth(self) -> None:
        """Raise TooManyPatients where four are open."""
        if len(self._pages) == MOST:
            raise TooManyPatients(_("Four patients are open."))

    def page_of(self, patient: PatientId) -> PatientPage:
        """The page of a patient who is open, to be looked at now."""
        self.last = patient
        return self._pages[patient]

    def read_again(self) -> None:
        """Charts have changed without an act on one of these pages: each shows its own as it stands now."""
        for page in self._pages.values():
            page.read_again()

    def patient_of(self, page: QWidget) -> PatientId | None:
        """Whose page it is; None for any other page."""
        return next((patient for patient, one in self._pages.items() if one is page), None)

    def close(self, patient: PatientId) -> PatientPage:
        """Close a page, and hand it over to be taken away."""
        page = self._pages.pop(patient)
        if self.last == patient:
            self.last = next(iter(self._pages), None)
        page.close()
        return page

    def beside(self, page: QWidget, step: int) -> PatientId | None:
        """Whose page comes after (1) or before (-1) this one, round and round; None where nobody is open."""
        patients = list(self._pages)
        here = self.patient_of(page)
        start = patients.index(here) if here is not None else -1 if step > 0 else 0
        return patients[(start + step) % len(patients)] if patients else None
