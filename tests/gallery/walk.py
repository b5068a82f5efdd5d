"""The walk through the sample clinic: one desktop after another, and whoever looks at each screen it stops at.

What a tour begins it finds tidy: no sheet, no form, no message, the caseload in front.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar, cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from typing_extensions import override

from careboard.app import Desktop, application
from careboard.cli.drawing import Camera
from careboard.demo import NOW, Sample
from careboard.settings import DesktopSettings
from careboard.ui.entrance.doors import Doors
from careboard.ui.entrance.idle import Idle, Limits
from careboard.ui.look.look import apply, named
from careboard.ui.patient.composer.composer import Composer
from careboard.ui.patient.measures.joining import Measures
from careboard.ui.patient.page import PatientPage
from careboard.ui.shell.workplace import CASELOAD, Workplace
from careboard.vault.keyslot import LIGHT
from careboard.workflow.hub.joining import Joining
from tests.ui.desk import take_apart, to_nobody

MAYA = "004-1187"
WORDS = ("refurbish", "overbite", "unwashed", "circulate", "petroleum", "handcuff")
W = TypeVar("W", bound=QWidget)


class Asked:
    """Somebody who has asked to join a clinic whose hub never answers otherwise."""

    words, let_in, is_member = WORDS, False, False

    def give_up(self) -> None:
        """There is no line."""

    def close(self) -> None:
        """There is no file."""


class DoorsOfTheGallery(Doors):
    """The doors of the program; behind that of joining stands no hub."""

    @override
    def wait_to_be_let_in(self, vault: Path, name: str, passphrase: str) -> Joining:
        return cast("Joining", Asked())


class Walk:
    """One person's walk; `folder` is theirs to write into."""

    def __init__(self, sample: Sample, desktop: Desktop, size: tuple[int, int], folder: Path) -> None:
        self.sample, self.desktop, self.folder, self._size = sample, desktop, folder, size
        self.camera = Camera(desktop, *size)

    @property
    def workplace(self) -> Workplace:
        """The workplace of who is signed in."""
        return self.camera.workplace

    def sign_in(self, name: str) -> None:
        """Sign in to the sample clinic."""
        self.desktop.entrance.show_vault(self.sample.vault, name)
        self.camera.sign_in(self.sample, name)

    def stand(self) -> None:
        """Stand on the screen that is meant, also where the platform of pictures filled its own, of 800 x 800 px."""
        window = self.desktop.window
        if (window.width(), window.height()) != self._size:
            window.setWindowState(Qt.WindowState.WindowNoState)
            window.setFixedSize(*self._size)

    def patient(self, mrn: str = MAYA) -> PatientPage:
        """The chart of a patient, with nothing open in it."""
        page = self.camera.open_patient(mrn)
        page.close_sheet()
        if page.composer is not None:
            page.composer.close_form()
        self.camera.show_section(page, page.sections.keys[0])
        return page

    def tidy(self) -> None:
        """Close what a tour left open."""
        if self.desktop.workplace is not None:
            for page in self.workplace.open_pages:
                if isinstance(page, PatientPage):
                    self.workplace.close_patient(page.patient)
            self.workplace.show_place(CASELOAD)
            self.workplace.messages.hide()
            self.camera.settle()

    def wait(self, until: Callable[[], bool]) -> None:
        """Let the program run until something is so."""
        self.camera.wait(until)

    def measures(self, page: PatientPage) -> Measures:
        """The measures of a chart, once it is known that they may be entered."""
        found = page.findChildren(Measures)[0]
        self.wait(lambda: found.may.scales)
        return found

    def find(self, words: str) -> None:
        """Ask the palette for something, by keys."""
        self.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        self.camera.settle()
        line = QApplication.focusWidget()
        if isinstance(line, QLineEdit):
            line.clear()
            QTest.keyClicks(line, words)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        if (focused := QApplication.focusWidget()) is not None:
            QTest.keyClick(focused, key, modifier)

    def one(self, kind: type[W]) -> W:
        """The one widget of a kind that is seen."""
        return next(widget for widget in self.desktop.window.findChildren(kind) if widget.isVisible())


def composer_of(page: PatientPage) -> Composer:
    """Where one writes in a chart."""
    assert page.composer is not None
    return page.composer


@contextmanager
def walking(sample: Sample, theme: str, text_size: float, size: tuple[int, int], folder: Path) -> Iterator[Walk]:
    """A desktop that looks so, of the size of a screen, at its unlock page; taken apart at the end."""
    program = application()
    DesktopSettings(theme, text_size).keep()
    desktop = Desktop(program, lambda: None, DoorsOfTheGallery(lambda: NOW, LIGHT), listening=to_nobody)
    desktop.idle = Idle(Limits(), desktop, lambda: 0.0)  # time stands still: whoever looks closely is not covered
    try:
        desktop.window.show()
        desktop.window.activateWindow()
        yield Walk(sample, desktop, size, folder)
    finally:
        take_apart(desktop)
        apply(named("light"))
