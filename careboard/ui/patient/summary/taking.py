"""What leaves the page: the paper printed or saved, and the emergency sheet, each recorded before it leaves.

What is printed and saved is the paper that is shown. The dialogs can be answered by somebody else, as a test.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from careboard.clinical.values import PatientId
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.settings import write_private
from careboard.ui.desk import Desk
from careboard.ui.parts.printing import Sending, ask_printer
from careboard.ui.patient.summary.paper import print_pdf

Printing = Callable[[], Sending | None]  # asks for a printer
_PDF = b"%PDF-"


class Taking(QObject):
    """Prints and saves for one patient. `recorded` carries the chart in which the emergency sheet stands."""

    recorded = Signal(object)  # Chart

    def __init__(self, desk: Desk, patient: PatientId, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._patient, self._page = desk, patient, parent
        self.ask_printer: Printing = self._ask_printer
        self.ask_file: Callable[[], str] = self._ask_file

    def print_paper(self, pdf: bytes) -> None:
        """Print the issued paper, or else the draft that says so; recorded before the first page goes."""
        send = self.ask_printer()
        if send is not None:
            self._note("printed", lambda: self._send(send, pdf))

    def _send(self, send: Sending, pdf: bytes) -> None:
        send(pdf)
        self._desk.tell(_("Sent to the printer. The printer's queue may keep a copy."))

    def save_paper(self, pdf: bytes) -> None:
        """Save it as a PDF where a person wants it; recorded before the file is there."""
        name = self.ask_file()
        if not name:
            return
        if (refusal := _refusal(Path(name))) is not None:
            self._desk.refused.emit(refusal)
        else:
            self._note("exported", lambda: self._keep(Path(name), pdf))

    def _keep(self, path: Path, pdf: bytes) -> None:
        try:
            write_private(path, pdf)
        except OSError:
            self._desk.refused.emit(_not_written())
        else:
            self._desk.tell(_("Saved. This file is not encrypted: keep it where only you can read it."))

    def print_emergency_sheet(self, recipient: str) -> None:
        """Print it at once, whatever is missing; it is a disclosure, to whom and why is told when there is time."""
        patient = self._patient
        self._desk.ask(
            lambda session: (session.emergency_sheet(patient, recipient), session.chart_after(patient)),
            self,
            self._print_sheet,
        )

    def _print_sheet(self, made: tuple[bytes, Chart]) -> None:
        sheet, chart = made
        send = self.ask_printer()
        if send is not None:
            send(sheet)
        recorded = _("The emergency sheet is recorded as a disclosure. Add to that entry to whom it went, and why.")
        self._desk.tell(recorded if send is not None else f"{_('It was not printed.')} {recorded}")
        self.recorded.emit(chart)

    def _note(self, purpose: str, then: Callable[[], None]) -> None:
        """Nothing leaves without its record: what is to be done comes after."""
        self._desk.ask(lambda session: session.note_access(purpose, self._patient), self, lambda _done: then())

    def _ask_printer(self) -> Sending | None:
        printer = ask_printer(self._page)
        return (lambda pdf: print_pdf(pdf, printer)) if printer is not None else None

    def _ask_file(self) -> str:
        title = _("Save the summary")
        name, _filter = QFileDialog.getSaveFileName(self._page, title, "summary.pdf", "PDF (*.pdf)")
        return name


def _refusal(path: Path) -> CareboardError | None:
    """Why a PDF cannot be kept there; only another PDF may make room, and never a clinic's own file."""
    try:
        if not path.parent.is_dir():
            return _not_written()
        with path.open("rb") as there:
            if there.read(len(_PDF)) != _PDF:
                return CareboardError(_("There is a file of this name that is no PDF."), _("Choose another name."))
    except FileNotFoundError:
        return None
    except OSError:
        return _not_written()
    return None


def _not_written() -> CareboardError:
    return CareboardError(_("The PDF could not be written."), _("Choose another folder."))
