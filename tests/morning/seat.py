"""The real program before one person: it is used through its display, and asked here only what is to be seen there.

Each line of JSON is answered by one; keys come from outside, as from a keyboard.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from careboard.app import application, run
from tests.ui.desk import words_on_screen

if TYPE_CHECKING:
    from collections.abc import Callable

LOOKS, QUIET, PATIENCE = 20, 0.25, 60.0  # ms between two looks; seconds without a key; seconds


class Seat(QObject):
    """Answers who asks."""

    def __init__(self, program: QApplication) -> None:
        super().__init__(program)
        self._last_key = time.monotonic()
        self._asked: tuple[float, Callable[[], object]] | None = None
        program.installEventFilter(self)
        self._reads = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._reads.activated.connect(self._hear)
        self._looks = QTimer(self, interval=LOOKS)
        self._looks.timeout.connect(self._look)
        self._looks.start()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress:
            self._last_key = time.monotonic()
        return False

    def _hear(self) -> None:
        line = sys.stdin.readline()
        if not line:
            QApplication.closeAllWindows()
            return
        what, words = json.loads(line)
        asks: dict[str, Callable[[], object]] = {
            "shown": lambda: words in words_on_screen() or None,
            "focus": lambda: _focus() if self._is_quiet() else None,
            "words": words_on_screen,
            "close": self._close_soon,
        }
        self._asked = time.monotonic(), asks[what]

    def _close_soon(self) -> bool:
        QTimer.singleShot(0, self, QApplication.closeAllWindows)
        return True

    def _is_quiet(self) -> bool:
        return time.monotonic() - self._last_key > QUIET

    def _look(self) -> None:
        if self._asked is None:
            return
        begun, ask = self._asked
        answer, waited = ask(), time.monotonic() - begun
        if answer is not None or waited > PATIENCE:
            self._asked = None
            print(json.dumps([answer, round(waited, 2)]), flush=True)


def _focus() -> str:
    """What the control with the keyboard is called."""
    focused = QApplication.focusWidget()
    return (
        "" if focused is None else str(focused.accessibleName() or focused.property("text") or type(focused).__name__)
    )


if __name__ == "__main__":
    seat = Seat(application())
    ended = run(vault=Path(sys.argv[1]), name=sys.argv[2])
    print(json.dumps(["ended", ended]), flush=True)
    os._exit(ended)
