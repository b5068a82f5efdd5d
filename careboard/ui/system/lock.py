"""The computer's own lock, its sleep and its change of user, as one signal.

Whoever leaves the computer locked leaves the record locked too. It listens from the first sign-in until the program
ends, so the first window never waits for it. Where the computer says nothing, Careboard's own clock still locks.
"""

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

Told = Callable[[], None]
Listening = Callable[[QWidget, Told], object]  # what hears, as long as it lives


class SystemLock(QObject):
    """Says once more what the computer said: the record is to be locked, now."""

    asked = Signal()

    def __init__(self, listening: Listening, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listening = listening
        self._ear: object = None

    def begin(self, window: QWidget) -> None:
        """Listen from now on; a second time changes nothing."""
        if self._ear is None:
            self._ear = self._listening(window, self.asked.emit)


def this_computer(window: QWidget, told: Told) -> object:
    """Listen to the computer that the program runs on."""
    match sys.platform:
        case "win32":
            from careboard.ui.system.windows import WindowsSession

            return WindowsSession(window, told)
        case "darwin":
            from careboard.ui.system.mac import MacScreen

            return MacScreen(told)
        case _:
            from careboard.ui.system.linux import LinuxSession, buses

            return LinuxSession(told, buses())
