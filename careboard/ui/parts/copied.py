"""What is copied from Careboard: flagged so that no clipboard history or cloud keeps it, and taken back after a while.

Fields flag what they copy before it is in the clipboard; whatever else comes there from this program is flagged as soon
as it is seen. It is taken back after 30 seconds, when the page is covered or locked, and at the end; what another
program has put there since stays.
"""

import os
from collections.abc import Mapping

from PySide6.QtCore import QMimeData, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QClipboard, QGuiApplication

KEPT_FOR = 30_000  # ms
NO = b"\0\0\0\0"  # a DWORD of zero, as Windows asks for it
# Windows: Cloud Clipboard and Clipboard History formats; macOS: nspasteboard.org; KDE: Klipper's hint.
FLAGS: Mapping[str, bytes] = {
    "ExcludeClipboardContentFromMonitorProcessing": b"1",
    "CanIncludeInClipboardHistory": NO,
    "CanUploadToCloudClipboard": NO,
    "x-kde-passwordManagerHint": b"secret",
    "org.nspasteboard.ConcealedType": b"1",
    "org.nspasteboard.TransientType": b"1",
}
_MARK = "application/x-careboard-copy"
_OURS = os.urandom(16).hex().encode()  # of this process: another one's copy is not ours


def flagged(data: QMimeData) -> QMimeData:
    """The same in every format, with the flags."""
    made = QMimeData()
    for kind in data.formats():
        made.setData(kind, data.data(kind))
    for flag, value in {**FLAGS, _MARK: _OURS}.items():
        made.setData(flag, value)
    return made


def copy_text(text: str) -> None:
    """Copy a text, flagged from the beginning; an empty one copies nothing."""
    if text:
        data = QMimeData()
        data.setText(text)
        QGuiApplication.clipboard().setMimeData(flagged(data))


def is_ours(data: QMimeData | None) -> bool:
    """Was it copied, and flagged, by this program as it runs now?"""
    return data is not None and bytes(data.data(_MARK).data()) == _OURS


class Copied(QObject):
    """Watches the clipboard, and the selection where there is one; `timer` runs while something of ours is in it."""

    def __init__(self, parent: QObject | None = None, kept_for: int = KEPT_FOR) -> None:
        super().__init__(parent)
        self._ours: dict[QClipboard.Mode, bool] = {}
        self.timer = QTimer(self, singleShot=True, interval=kept_for)
        self.timer.timeout.connect(self.take_back)
        clipboard = QGuiApplication.clipboard()
        clipboard.dataChanged.connect(self._copied)
        clipboard.selectionChanged.connect(self._selected)

    def let_be(self) -> None:
        """Watch no more: what is copied from now on is the report of a mistake, and is to be sent."""
        self.timer.stop()
        clipboard = QGuiApplication.clipboard()
        clipboard.dataChanged.disconnect(self._copied)
        clipboard.selectionChanged.disconnect(self._selected)

    @Slot()
    def _copied(self) -> None:
        in_front = QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive
        self._look(QClipboard.Mode.Clipboard, here=in_front or QGuiApplication.clipboard().ownsClipboard())

    @Slot()
    def _selected(self) -> None:
        clipboard = QGuiApplication.clipboard()
        if clipboard.supportsSelection():
            self._look(QClipboard.Mode.Selection, here=clipboard.ownsSelection())

    def _look(self, mode: QClipboard.Mode, *, here: bool) -> None:
        """Who put there what is there now? What came from here without flags gets them."""
        clipboard = QGuiApplication.clipboard()
        held = clipboard.mimeData(mode) if here else None
        self._ours[mode] = is_ours(held)
        if held is not None and held.formats() and not self._ours[mode]:
            clipboard.setMimeData(flagged(held), mode)  # seen again, and then it is ours
        elif self._ours[mode]:
            self.timer.start()

    @Slot()
    def take_back(self) -> None:
        """Empty the clipboard, and the selection where there is one, if what they hold is ours."""
        self.timer.stop()
        for mode, ours in self._ours.items():
            if ours:
                self._ours[mode] = False
                QGuiApplication.clipboard().clear(mode)
