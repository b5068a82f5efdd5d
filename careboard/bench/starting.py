"""How long until the first window stands painted, from the start of a process.

The baseline is a bare Qt window, started alike.
"""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from careboard.bench.measure import Measure, in_turns

ROUNDS = 9
# Both programs end when their window was painted once and the event loop comes round again. They are watched from when
# the loop begins: before, a filter would only hear, in Python, of each of the hundreds of events that build a page.
_ENDS = """
import os
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
class Ends(QObject):
    def watch(self):
        QApplication.instance().installEventFilter(self)
        for window in QApplication.topLevelWidgets():
            window.update()
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.isWidgetType():
            QTimer.singleShot(0, lambda: os._exit(0))
        return False
ends = Ends()
"""
_BARE = """
import sys
from PySide6.QtWidgets import QWidget
program = QApplication(sys.argv[:1])
QTimer.singleShot(0, ends.watch)
window = QWidget()
window.resize(1680, 1040)
window.show()
program.exec()
"""
# As `careboard.__main__` does it.
_OURS = """
import gc
from pathlib import Path
from careboard.vault.hardening import harden
harden()
gc.disable()
from careboard.app import application, run
program = application()
QTimer.singleShot(0, ends.watch)
run(vault=Path("clinic.careboard"), name="bs")
"""


def first_window(rounds: int = ROUNDS) -> Measure:
    """The unlock page, painted."""
    with TemporaryDirectory() as folder:
        ours, bare = (_program(Path(folder), text) for text in (_OURS, _BARE))
        times = in_turns(rounds, ours, bare)
    return Measure("first-window", times[0], times[1], 1.5, "the unlock page from the start; a bare Qt window")


def _program(home: Path, text: str) -> "_Started":
    return _Started(home, _ENDS + text)


class _Started:
    """A program that is started and waited for."""

    def __init__(self, home: Path, text: str) -> None:
        self._environment = _at_home(home)
        self._text = text
        self._home = home

    def __call__(self) -> float:
        """Run it to its end."""
        began = time.perf_counter()
        command = [sys.executable, "-c", self._text]
        # Its end is heard where its pipes close; waiting for it alone would look every 50 ms and measure these.
        subprocess.run(  # noqa: S603  our own text
            command, env=self._environment, cwd=self._home, check=True, timeout=60, capture_output=True
        )
        return time.perf_counter() - began


def _at_home(home: Path) -> Mapping[str, str]:
    """An empty home folder, so that nobody's own settings are read or written; compiled once, as an installation is."""
    folders = {name: str(home) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    package = str(Path(__file__).parents[2])
    environment = {**os.environ, **folders, "PYTHONPATH": package, "PYTHONPYCACHEPREFIX": str(home / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return environment
