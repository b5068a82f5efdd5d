"""A session on Linux: its lock, sleep and change of user from logind, and the screen savers of the desktops.

Nothing is waited for, and no bus is started: without one nothing is heard and nobody is bothered. Sleep is held back
until this process has ended with its keys; logind gives it five seconds, and goes to sleep without an answer too.
Sources: org.freedesktop.login1(5), systemd.io/INHIBITOR_LOCKS, the Idle Inhibition draft of freedesktop.org.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusObjectPath, QDBusPendingCallWatcher

from careboard.i18n import gettext as _

LOGIND = "org.freedesktop.login1"
MANAGER_PATH, MANAGER = "/org/freedesktop/login1", "org.freedesktop.login1.Manager"
SESSION = "org.freedesktop.login1.Session"
PROPERTIES = "org.freedesktop.DBus.Properties"
SCREEN_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")
PATIENCE = 5_000  # ms for an answer that nobody waits for
Told = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Buses:
    """The system's bus and the desktop's own, as far as they are there; and who logind is on the first."""

    system: QDBusConnection | None
    desktop: QDBusConnection | None
    logind: str = LOGIND


def buses() -> Buses:
    """The buses of this computer. The desktop's is only asked where it runs: asking must not start one."""
    return Buses(QDBusConnection.systemBus(), QDBusConnection.sessionBus() if _has_desktop_bus() else None)


def _has_desktop_bus() -> bool:
    folder = os.environ.get("XDG_RUNTIME_DIR")
    return "DBUS_SESSION_BUS_ADDRESS" in os.environ or (folder is not None and Path(folder, "bus").exists())


class LinuxSession(QObject):
    """Tells when this session is locked or left, and before the computer sleeps."""

    def __init__(self, told: Told, buses: Buses) -> None:
        super().__init__()
        self._told, self._logind = told, buses.logind
        self._names = ["auto", os.environ.get("XDG_SESSION_ID", "self")]  # "auto" is known from systemd 243 on
        self.holds_sleep_back: object = None
        self.knows_session = False
        if buses.system is not None and buses.system.isConnected():
            self._system = buses.system
            self._hear_of_sleep()
            self._ask_for_session()
        if buses.desktop is not None and buses.desktop.isConnected():
            for saver in SCREEN_SAVERS:
                buses.desktop.connect("", "", saver, "ActiveChanged", self, _slot("hear_if(bool)"))

    def _hear_of_sleep(self) -> None:
        self._connect(MANAGER_PATH, MANAGER, "PrepareForSleep", _slot("hear_if(bool)"))
        self._ask("Inhibit", ("sleep", "Careboard", _("Locks the record first"), "delay"), self._hold_sleep_back)

    def _hold_sleep_back(self, held: object) -> None:
        """The descriptor closes when the process becomes another one, so sleep begins when the keys are gone."""
        self.holds_sleep_back = held

    def _ask_for_session(self) -> None:
        if self._names:
            self._ask("GetSession", (self._names.pop(0),), self._hear_of_session, self._ask_for_session)

    def _hear_of_session(self, found: object) -> None:
        if isinstance(found, QDBusObjectPath):
            self._connect(found.path(), SESSION, "Lock", _slot("hear()"))
            self._connect(found.path(), PROPERTIES, "PropertiesChanged", _slot("hear_change(QString,QVariantMap)"))
            self.knows_session = True

    def _connect(self, path: str, interface: str, signal: str, slot: bytes) -> None:
        self._system.connect(self._logind, path, interface, signal, self, slot)

    def _ask(
        self, method: str, arguments: Sequence[str], then: Callable[[object], None], otherwise: Told | None = None
    ) -> None:
        call = QDBusMessage.createMethodCall(self._logind, MANAGER_PATH, MANAGER, method)
        call.setArguments(arguments)
        waiting = QDBusPendingCallWatcher(self._system.asyncCall(call, PATIENCE), self)
        waiting.finished.connect(lambda call: _answer(call, then, otherwise))

    @Slot()
    def hear(self) -> None:
        """The session was locked."""
        self._told()

    @Slot(bool)
    def hear_if(self, so: bool) -> None:  # noqa: FBT001  what the bus says
        """The computer falls asleep, or the screen saver came; at the end of either it is false."""
        if so:
            self._told()

    @Slot("QString", "QVariantMap")
    def hear_change(self, _interface: str, changed: Mapping[str, object]) -> None:
        """Something about the session is otherwise: another user is in front, or the desktop says that it is locked."""
        if changed.get("Active") is False or changed.get("LockedHint") is True:
            self._told()


def _slot(signature: str) -> bytes:
    return cast("bytes", SLOT(signature))  # bytes by its annotation; the binding takes text alone


def _answer(call: QDBusPendingCallWatcher, then: Callable[[object], None], otherwise: Told | None) -> None:
    call.deleteLater()
    answer = call.reply()
    if answer.type() is QDBusMessage.MessageType.ReplyMessage and answer.arguments():
        then(answer.arguments()[0])
    elif otherwise is not None:
        otherwise()
