"""The main screens of the sample clinic as pictures, for a computer with no display: the real window, drawn off screen.

Each picture is taken when what it shows has been read; nothing on it is made up for the picture.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QEventLoop, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from careboard.app import Desktop, application
from careboard.demo import NOW, Sample
from careboard.errors import CareboardError
from careboard.ui.entrance.doors import Doors
from careboard.ui.look.look import apply, named
from careboard.ui.patient.page import PatientPage
from careboard.ui.patient.summary.page import SummaryPage
from careboard.ui.shell.workplace import CASELOAD, Workplace

WIDTH, HEIGHT = 1680, 1040
PATIENCE = 60  # seconds for one screen


class NotDrawn(CareboardError):
    """A screen did not come to be."""

    advice = "Run the command again; if it stays so, tell us what it says."


def draw_screens(sample: Sample, sign_in: str, mrn: str, folder: Path) -> list[Path]:
    """Draw the main screens into a folder, as this member sees them, with one patient by MRN; returns the pictures."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    qInstallMessageHandler(_without_the_plugin)
    folder.mkdir(parents=True, exist_ok=True)
    desktop = Desktop(application(), lambda: None, Doors(clock=lambda: NOW))
    try:
        return _Camera(desktop, folder).all(sample, sign_in, mrn)
    finally:
        desktop.close()


def _without_the_plugin(_kind: QtMsgType, _context: object, told: str) -> None:
    """Let every message through but that the platform of pictures has no window to tell sizes to."""
    if not told.startswith("This plugin does not support"):
        print(told, file=sys.stderr)


class _Camera:
    """Walks through the window and takes a picture of each screen."""

    def __init__(self, desktop: Desktop, folder: Path) -> None:
        self._desktop, self._folder = desktop, folder
        self._taken: list[Path] = []
        apply(named("light"))
        desktop.window.setFixedSize(WIDTH, HEIGHT)

    def all(self, sample: Sample, sign_in: str, mrn: str) -> list[Path]:
        """Every screen."""
        who = sample.sign_in(sign_in)
        self._desktop.entrance.show_vault(sample.vault, sign_in)
        self._desktop.window.show()
        self._take("unlock")
        self._desktop.entrance.begin(sign_in, who.passphrase)
        self._wait(lambda: self._desktop.workplace is not None)
        workplace = self._workplace
        self._wait(lambda: workplace.caseload.complete)
        self._take("caseload")
        workplace.caseload.show_view(board=True)
        self._take("caseload-board")
        workplace.caseload.show_view(board=False)
        self._patient(mrn)
        for place in workplace.places:
            workplace.show_place(place)
            self._take(place)
        return self._taken

    @property
    def _workplace(self) -> Workplace:
        if self._desktop.workplace is None:
            raise NotDrawn("Nobody is signed in.")
        return self._desktop.workplace

    def _patient(self, mrn: str) -> None:
        caseload = self._workplace.caseload
        row = next(row for row in caseload.model.shown if row.mrn == mrn)
        caseload.opened.emit(row)
        page = self._workplace.page
        if not isinstance(page, PatientPage):
            raise NotDrawn("The chart did not open.")
        self._wait(lambda: page.ready and page.chart is not None and page.chart.complete)
        for key in page.sections.keys:
            page.sections.show_section(key)
            self._settle()
            self._wait(lambda: all(summary.at_rest for summary in page.findChildren(SummaryPage)))
            self._take(f"patient-{key}")
        page.sections.show_section(page.sections.keys[0])
        apply(named("dark"))
        self._take("patient-overview-dark")
        apply(named("light"))
        if page.composer is not None:
            page.composer.open_default()
            self._take("patient-composer")
            page.composer.close_form()
        apply(named("dark"))
        self._workplace.show_place(CASELOAD)
        self._take("caseload-dark")
        apply(named("light"))

    def _take(self, name: str) -> None:
        self._settle()
        path = self._folder / f"{name}.png"
        widget: QWidget = self._desktop.window
        if not widget.grab().save(str(path)):
            raise NotDrawn(f"{path.name} cannot be written.")
        if path not in self._taken:
            self._taken.append(path)

    def _wait(self, until: Callable[[], bool]) -> None:
        end = monotonic() + PATIENCE
        while not until():
            if monotonic() > end:
                raise NotDrawn("A screen took longer than a minute.")
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)

    def _settle(self) -> None:
        """Let what was asked of the workers, the look and the layout happen."""
        for _turn in range(3):
            self._wait(lambda: self._desktop.background.idle)
            QApplication.processEvents()
