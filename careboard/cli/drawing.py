"""The main screens of the sample clinic as pictures, for a computer with no display: the real window, drawn off screen.

Each picture is taken when what it shows has been read; nothing on it is made up for the picture.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QEventLoop, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from careboard.app import Desktop, application
from careboard.demo import NOW, Sample
from careboard.errors import CareboardError
from careboard.i18n import filled
from careboard.ui.collecting import Collecting
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
    collecting = Collecting()
    try:
        return _Walk(Camera(desktop), folder).all(sample, sign_in, mrn)
    finally:
        desktop.close()
        collecting.end()


def _without_the_plugin(_kind: QtMsgType, _context: object, told: str) -> None:
    """Let every message through but that the platform of pictures has no window to tell sizes to."""
    if not told.startswith("This plugin does not support"):
        print(told, file=sys.stderr)


class Camera:
    """Stands before one desktop: waits until what was asked for is to be seen, and takes the picture."""

    def __init__(self, desktop: Desktop, width: int = WIDTH, height: int = HEIGHT) -> None:
        self.desktop = desktop
        desktop.window.setFixedSize(width, height)

    @property
    def workplace(self) -> Workplace:
        """The workplace of who is signed in; raises NotDrawn while nobody is."""
        if self.desktop.workplace is None:
            raise NotDrawn("Nobody is signed in.")
        return self.desktop.workplace

    def sign_in(self, sample: Sample, name: str) -> None:
        """Let somebody of the sample clinic sign in, and wait for the caseload."""
        self.desktop.entrance.begin(name, sample.sign_in(name).passphrase)
        self.wait(lambda: self.desktop.workplace is not None)
        self.wait(lambda: self.workplace.caseload.complete)

    def open_patient(self, mrn: str) -> PatientPage:
        """Open the chart of one patient by MRN, and wait for all of it."""
        caseload = self.workplace.caseload
        caseload.opened.emit(next(row for row in caseload.model.shown if row.mrn == mrn))
        page = self.workplace.page
        if not isinstance(page, PatientPage):
            raise NotDrawn("The chart did not open.")
        self.wait(lambda: page.ready and page.chart is not None and page.chart.complete)
        return page

    def show_section(self, page: PatientPage, key: str) -> None:
        """Show a section of a chart, and wait for what it draws."""
        page.sections.show_section(key)
        self.settle()
        self.wait(lambda: all(summary.at_rest for summary in page.findChildren(SummaryPage)))

    def take(self, path: Path) -> None:
        """Write the picture of the window as it stands."""
        self.settle()
        if not self.desktop.window.grab().save(str(path)):
            raise NotDrawn(filled("{name} cannot be written.", name=path.name))

    def wait(self, until: Callable[[], bool]) -> None:
        """Let the program run until something is so; raises NotDrawn when that takes longer than a minute."""
        end = monotonic() + PATIENCE
        while not until():
            if monotonic() > end:
                raise NotDrawn("A screen took longer than a minute.")
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)

    def settle(self) -> None:
        """Let what was asked of the workers, the look and the layout happen."""
        for _turn in range(3):
            self.wait(lambda: self.desktop.background.idle)
            QApplication.processEvents()


class _Walk:
    """Walks through the main screens and has a picture taken of each."""

    def __init__(self, camera: Camera, folder: Path) -> None:
        self._camera, self._folder = camera, folder
        self._taken: list[Path] = []
        apply(named("light"))

    def all(self, sample: Sample, sign_in: str, mrn: str) -> list[Path]:
        """Every screen."""
        self._camera.desktop.entrance.show_vault(sample.vault, sign_in)
        self._camera.desktop.window.show()
        self._take("unlock")
        self._camera.sign_in(sample, sign_in)
        self._take("caseload")
        self._camera.workplace.caseload.show_view(board=True)
        self._take("caseload-board")
        self._camera.workplace.caseload.show_view(board=False)
        self._patient(mrn)
        for place in self._camera.workplace.places:
            self._camera.workplace.show_place(place)
            self._take(place)
        return self._taken

    def _patient(self, mrn: str) -> None:
        page = self._camera.open_patient(mrn)
        for key in page.sections.keys:
            self._camera.show_section(page, key)
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
        self._camera.workplace.show_place(CASELOAD)
        self._take("caseload-dark")
        apply(named("light"))

    def _take(self, name: str) -> None:
        path = self._folder / f"{name}.png"
        self._camera.take(path)
        if path not in self._taken:
            self._taken.append(path)
