"""When what is being typed is to be kept: within two seconds of its first letter, and when the keyboard goes elsewhere.

It knows no draft: it says that the time has come.
"""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

AUTOSAVE = 1_500  # ms from the first letter that is not kept yet: with the writing itself, under two seconds


class Autosave(QObject):
    """Watches over what is typed into one part of the window."""

    due = Signal()

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self._watched = watched
        self._timer = QTimer(self, singleShot=True, interval=AUTOSAVE)
        self._timer.timeout.connect(self.due)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_went)

    @property
    def waiting(self) -> bool:
        """Is there something that is not kept yet?"""
        return self._timer.isActive()

    def touch(self) -> None:
        """Something was typed."""
        if not self._timer.isActive():
            self._timer.start()

    def rest(self) -> None:
        """Nothing waits any more."""
        self._timer.stop()

    def _focus_went(self, old: QWidget | None, new: QWidget | None) -> None:
        if not isValid(self._watched):  # it is being taken apart, and what was typed was handed out before
            return
        inside = [one is not None and self._watched.isAncestorOf(one) for one in (old, new)]
        if inside == [True, False]:
            self.due.emit()
