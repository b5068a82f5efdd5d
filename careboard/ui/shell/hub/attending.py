"""Tells the courier which charts are open here and in which of them something is being written; private notes never."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from careboard.ui.patient.composer.note_body import NoteBody
from careboard.ui.patient.composer.open_form import private_kind
from careboard.ui.patient.dosing.order import OrderForm
from careboard.ui.patient.forms.form import Form
from careboard.ui.patient.page import PatientPage

if TYPE_CHECKING:
    from careboard.ui.shell.workplace import Workplace
    from careboard.workflow.hub.presence import Doing

LOOKS = 1000  # ms between two looks at what is open; only in a clinic with a hub


class Attending(QObject):
    """Looks at the pages of a workplace while there is a hub."""

    def __init__(self, workplace: "Workplace") -> None:
        super().__init__(workplace)
        self._workplace, self._sharing = workplace, workplace.desk.sharing
        self._timer = QTimer(self, interval=LOOKS)
        self._timer.timeout.connect(self.look)
        self._sharing.changed.connect(self._begin)

    @Slot()
    def _begin(self) -> None:
        if not self._timer.isActive():
            self._timer.start()
            self.look()

    @Slot()
    def look(self) -> None:
        """Say where things stand."""
        from careboard.workflow.hub.presence import AtWork  # it brings the network, which is slow to import

        pages = [page for page in self._workplace.open_pages if isinstance(page, PatientPage)]
        written = ((page.patient, doing_on(page)) for page in pages)
        writing = frozenset((patient, doing) for patient, doing in written if doing is not None)
        self._sharing.stand(AtWork(writing, frozenset(page.patient for page in pages)))


def doing_on(page: PatientPage) -> "Doing | None":
    """What is being written on a page, as a colleague may know it."""
    from careboard.workflow.hub.presence import Doing

    composer, sheet = page.composer, page.sheets.sheet
    written = composer.being_written if composer is not None else None
    if written is not None and not private_kind(written):
        return Doing.NOTE if isinstance(written, NoteBody) else Doing.FORM
    if isinstance(sheet, OrderForm):
        return Doing.ORDER
    return Doing.FORM if isinstance(sheet, Form) else None
