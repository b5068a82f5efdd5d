"""What colleagues wrote appears: in open charts, in the caseload, among the people, in what the clinic decided.

Nothing that somebody reads or writes at this moment moves for it.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from careboard.ui.patient.page import PatientPage
from careboard.workflow.hub.following import Followed, follow
from careboard.workflow.hub.hub_state import Brought

if TYPE_CHECKING:
    from careboard.ui.shell.workplace import Workplace

MANY = 20  # charts, from which on the whole caseload is read anew


class Following(QObject):
    """Lets a workplace follow what the courier brought."""

    def __init__(self, workplace: "Workplace") -> None:
        super().__init__(workplace)
        self._workplace = workplace
        workplace.desk.sharing.brought.connect(self.take)

    @Slot(object)
    def take(self, brought: Brought) -> None:
        """Something came: find out what of it this member sees."""
        self._workplace.desk.ask(lambda session: follow(session, brought), self, self._show)

    def _show(self, followed: Followed) -> None:
        here = self._workplace
        for page in here.open_pages:
            if isinstance(page, PatientPage) and page.patient in followed.charts:
                page.follow()
        left = followed.others & here.caseload.feed.outlines.keys()
        if left or len(followed.charts) > MANY:
            here.caseload.load()
        else:
            for patient in sorted(followed.charts):
                here.caseload.refresh(patient)
        if followed.people:
            here.people.load()
        if followed.clinic:
            here.desk.follow_clinic()
