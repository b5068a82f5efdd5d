"""What leaves the page: the paper printed or saved, and the emergency sheet, each recorded as having left.

What is printed and saved is the paper that is shown. The dialogs can be answered by somebody else, as a test.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from careboard.clinical.values import PatientId
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.settings import write_private
from careboard.ui.desk import Desk
from careboard.ui.patient.summary.paper import print_pdf

Printing = Callable[[bytes], bool]


class Taking(QObject):
    """Prints and saves for one patient. `recorded` carries the chart in which the emergency sheet stands."""

    recorded = Signal(object)  # Chart

    def __init__(self, desk: Desk, patient: PatientId, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._patient, self._page = desk, patient, parent
        self.ask_printer: Printing = self._ask_printer
        self.ask_file: Callable[[], str] = self._ask_file

    def print_paper(self, pdf: bytes) -> None:
        """Print the issued paper, or else the draft that says so on every page."""
        if self.ask_printer(pdf):
            self._note("printed")
            self._desk.tell(_("Sent to the printer. The printer's queue may keep a copy."))

    def save_paper(self, pdf: bytes) -> None:
        """Save it as a PDF where a person wants it."""
        name = self.ask_file()
        if not name:
            return
        try:
            _write(Path(name), pdf)
        except OSError:
            self._desk.refused.emit(CareboardError(_("The PDF could not be written."), _("Choose another folder.")))
        else:
            self._note("exported")
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
        printed = self.ask_printer(sheet)
        recorded = _("The emergency sheet is recorded as a disclosure. Add to that entry to whom it went, and why.")
        self._desk.tell(recorded if printed else f"{_('It was not printed.')} {recorded}")
        self.recorded.emit(chart)

    def _note(self, purpose: str) -> None:
        self._desk.ask(lambda session: session.note_access(purpose, self._patient), self, _nothing)

    def _ask_printer(self, pdf: bytes) -> bool:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self._page)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return False
        print_pdf(pdf, printer)
        return True

    def _ask_file(self) -> str:
        title = _("Save the summary")
        name, _filter = QFileDialog.getSaveFileName(self._page, title, "summary.pdf", "PDF (*.pdf)")
        return name


def _write(path: Path, content: bytes) -> None:
    """A file that only this user of the computer may read; its folder is there already."""
    if not path.parent.is_dir():
        raise NotADirectoryError(path.parent)
    write_private(path, content)


def _nothing(_answer: object) -> None:
    """There is nothing to show."""
