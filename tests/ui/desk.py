"""A desktop for tests: the real window over the real vault; only the start afresh after a lock is written down."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel, QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from careboard.app import Desktop
from careboard.app import application as careboard_application
from careboard.settings import DesktopSettings
from careboard.ui.desk import Desk
from careboard.ui.entrance.doors import Doors
from careboard.ui.shell.workplace import Workplace
from careboard.ui.system.lock import Listening
from careboard.vault.keyslot import LIGHT
from tests.clinic import FOUNDER, Clinic
from tests.ui.keys import press, write

PATIENCE = 20_000  # ms


def to_nobody(_window: QWidget, _told: Callable[[], None]) -> None:
    """The computer of whoever runs the tests is not listened to."""


@dataclass
class Started:
    """A desktop that was started. `began_anew` counts how often it locked."""

    desktop: Desktop
    bot: QtBot
    began_anew: list[str] = field(default_factory=list)
    listen: Listening = field(default=to_nobody)

    @property
    def workplace(self) -> Workplace:
        """The workplace of who is signed in."""
        assert self.desktop.workplace is not None
        return self.desktop.workplace

    def wait(self, until: Callable[[], bool]) -> None:
        """Let the program run until something is so."""
        self.bot.waitUntil(until, timeout=PATIENCE)

    def sign_in(self, passphrase: str = FOUNDER.passphrase) -> None:
        """Sign in by keys, and wait for the caseload."""
        self.type_passphrase(passphrase)
        unlock = self.desktop.entrance.unlock
        self.wait(lambda: self.desktop.workplace is not None or bool(unlock.error))
        assert unlock.error == ""
        caseload = self.workplace.caseload
        self.wait(lambda: caseload.complete)

    def sign_in_as(self, vault: Path, name: str, passphrase: str) -> None:
        """Sign in as somebody else of the clinic, where this computer knows the founder alone."""
        entrance = self.desktop.entrance
        entrance.unlock.show_vault(vault, None, name)
        entrance.unlock.passphrase.setFocus()
        self.sign_in(passphrase)

    def type_passphrase(self, passphrase: str) -> None:
        """Type a passphrase and Enter."""
        self.wait(self.desktop.entrance.unlock.passphrase.hasFocus)
        write(passphrase)
        press(Qt.Key.Key_Return)


def lay_out() -> None:
    """Qt lays out and paints what has changed: it has queued that for itself, and says of it neither begin nor end."""
    QApplication.processEvents()


def answered(desk: Desk, bot: QtBot) -> None:
    """Wait until the worker has answered all that was asked of it so far: it answers in the order of asking."""
    done: list[None] = []
    desk.ask(lambda _session: None, desk, done.append)
    bot.waitUntil(lambda: bool(done), timeout=PATIENCE)


def labels_of(widget: QWidget) -> list[str]:
    """What the labels of a widget say that are to be seen when it is."""
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def words_on_screen() -> str:
    """The text of every widget that is visible now, titles and tips included."""
    told: list[str] = []
    for widget in QApplication.allWidgets():
        if not widget.isVisible():
            continue
        told += [widget.windowTitle(), widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        match widget:
            case QLabel() | QLineEdit():
                told.append(widget.text())
            case QPlainTextEdit():
                told.append(widget.toPlainText())
            case _:
                told.append(str(widget.property("text") or ""))
        model = getattr(widget, "model", None)
        if callable(model) and (shown := model()) is not None:
            columns = 1 if isinstance(shown, QAbstractListModel) else shown.columnCount()  # private in a list
            told += [
                str(shown.index(row, column).data() or "")
                for row in range(shown.rowCount())
                for column in range(columns)
            ]
    return "\n".join(told)


def take_apart(desktop: Desktop) -> None:
    """End a desktop at once: taken apart by the collector alone, in its own order, widgets fall over each other."""
    desktop.close()
    desktop.window.close()
    for page in (desktop.entrance, desktop.window):  # the entrance may have been put aside, out of the window
        page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def program(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> QApplication:
    """The application with our style, and settings of the desktop that nobody has changed."""
    monkeypatch.setattr(DesktopSettings, "file", staticmethod(lambda: tmp_path / "desktop.json"))
    return careboard_application()


@pytest.fixture
def started(program: QApplication, clinic: Clinic, qtbot: QtBot) -> Iterator[Started]:
    """The desktop at the unlock page of the clinic, where the founder signed in last."""
    DesktopSettings().opened(clinic.path, clinic.id).keep()
    desk: list[str] = []

    def listening(window: QWidget, told: Callable[[], None]) -> object:
        return here.listen(window, told)

    desktop = Desktop(program, lambda: desk.append("anew"), Doors(clinic.clock, LIGHT), listening=listening)
    here = Started(desktop, qtbot, desk)
    desktop.entrance.show_vault(clinic.path, FOUNDER.sign_in)
    desktop.window.show()
    with qtbot.waitActive(desktop.window):
        desktop.window.activateWindow()
    yield here
    take_apart(desktop)
