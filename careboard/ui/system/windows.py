"""A session on Windows: its lock and its change of user, and the computer's sleep, as the window is told of them.

Numbers and meanings: "WM_WTSSESSION_CHANGE message" and "WM_POWERBROADCAST message" of the Windows documentation. The
tests hand it the messages that Windows would send; nobody has seen it on a Windows computer yet.
"""

import ctypes
from collections.abc import Callable
from ctypes import wintypes
from typing import Protocol

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication
from PySide6.QtWidgets import QWidget
from typing_extensions import override

THIS_SESSION = 0  # NOTIFY_FOR_THIS_SESSION
WM_POWERBROADCAST, PBT_APMSUSPEND = 0x0218, 0x4
WM_WTSSESSION_CHANGE = 0x02B1
LEFT = {0x2, 0x4, 0x6, 0x7}  # WTS_CONSOLE_DISCONNECT, _REMOTE_DISCONNECT, _SESSION_LOGOFF, _SESSION_LOCK
MESSAGES = (b"windows_generic_MSG", b"windows_dispatcher_MSG")


class Library(Protocol):
    """What is used of wtsapi32.dll."""

    def WTSRegisterSessionNotification(self, window: ctypes.c_void_p, which: ctypes.c_uint32) -> int:  # noqa: N802
        """Let a window be told about sessions."""


class WindowsSession(QAbstractNativeEventFilter):
    """Tells when this session is locked, left or disconnected, and before the computer sleeps."""

    def __init__(self, window: QWidget, told: Callable[[], None], library: Library | None = None) -> None:
        super().__init__()
        self._told = told
        known: Library = library or ctypes.CDLL("wtsapi32.dll")
        known.WTSRegisterSessionNotification(ctypes.c_void_p(window.winId()), ctypes.c_uint32(THIS_SESSION))
        if (program := QCoreApplication.instance()) is not None:
            program.installNativeEventFilter(self)

    @override
    def nativeEventFilter(
        self, eventType: QByteArray | bytes | bytearray | memoryview, message: int, /
    ) -> tuple[bool, int]:
        """Look at a message; it goes on to whom it is meant for."""
        if eventType in MESSAGES:
            sent = wintypes.MSG.from_address(int(message))
            if _leaves(sent.message, sent.wParam):
                self._told()
        return False, 0


def _leaves(message: int, what: int) -> bool:
    return (message == WM_WTSSESSION_CHANGE and what in LEFT) or (message, what) == (WM_POWERBROADCAST, PBT_APMSUSPEND)
