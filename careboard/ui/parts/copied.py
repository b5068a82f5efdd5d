"""What was copied from Careboard is taken back from the clipboard when the page is covered or locked.

What another program has put there since stays. A clipboard history of the desktop may keep a copy all the same.
"""

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication


class Copied(QObject):
    """Remembers whether what is in the clipboard came there while Careboard was in front."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ours = False
        QGuiApplication.clipboard().dataChanged.connect(self._changed)

    @Slot()
    def _changed(self) -> None:
        self._ours = QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive

    def take_back(self) -> None:
        """Empty the clipboard, and the selection where there is one, if what they hold is ours."""
        clipboard = QGuiApplication.clipboard()
        if self._ours:
            clipboard.clear(clipboard.Mode.Clipboard)
        if clipboard.supportsSelection() and clipboard.ownsSelection():
            clipboard.clear(clipboard.Mode.Selection)
