"""Starting the desktop: the Qt application, the window, and what the system may ask of it."""

import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from careboard.app.desktop import Desktop
from careboard.ui.collecting import Collecting
from careboard.ui.entrance.doors import Doors
from careboard.ui.look.style import Style
from careboard.ui.look.tip_manners import TipManners

AFTER_THE_FIRST_PAINT = 100  # ms after it is shown: imports would take turns with the painting of the first page
HEED = 200  # ms within which a signal of the system is heard


def application() -> QApplication:
    """The Qt application with our style; the one that is there, or a new one."""
    there = QApplication.instance()
    made = there if isinstance(there, QApplication) else QApplication(sys.argv[:1])
    made.setApplicationName("Careboard")
    made.setApplicationDisplayName("Careboard")
    style = Style()
    style.manners = TipManners(made, style)
    made.setStyle(style)
    return made


def run(arguments: Sequence[str] = (), vault: Path | None = None, name: str = "", doors: Doors | None = None) -> int:
    """Open the desktop and stay until its window is closed.

    `arguments` are those to start again with after a lock; `vault` and `name` say who is expected where.
    """
    program = application()

    def begin_anew() -> None:
        from careboard.vault.hardening import begin_anew

        begin_anew(arguments)

    desktop = Desktop(program, begin_anew, doors or Doors())
    sys.excepthook = lambda _kind, mistake, _trace: desktop.show_mistake(mistake)
    if vault is not None:
        desktop.entrance.show_vault(vault, name)
    desktop.window.appear()
    Collecting(desktop)
    QTimer.singleShot(AFTER_THE_FIRST_PAINT, desktop.import_the_rest)
    _heed_signals(desktop)
    return program.exec()


def _heed_signals(desktop: Desktop) -> None:
    """Ctrl+C in the terminal and the end of a login session close the window, drafts first.

    Python hears of a signal between two steps of its own; the timer gives it one while Qt waits.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: desktop.window.close())
    steps = QTimer(desktop)
    steps.timeout.connect(lambda: None)
    steps.start(HEED)
