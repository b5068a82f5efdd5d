"""A computer for tests: a real D-Bus with logind and a screen saver on it that say what a test wants.

The bus is a `dbus-daemon` of its own, or Qt's own end of a connection without any daemon between.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusServer,
    QDBusUnixFileDescriptor,
    QDBusVirtualObject,
)
from pytestqt.qtbot import QtBot
from typing_extensions import override

from careboard.ui.system.linux import LOGIND, MANAGER, MANAGER_PATH, PROPERTIES, SESSION, Buses

MINE, ANOTHERS = "/org/freedesktop/login1/session/_31", "/org/freedesktop/login1/session/_32"
_numbers = count()


class Logind(QDBusVirtualObject):
    """Answers as logind does; an old one knows no session called "auto"."""

    def __init__(self, *, old: bool = False) -> None:
        super().__init__()
        self._old = old
        self.asked_for: list[str] = []
        self.held: list[int] = []  # the ends that logind keeps of what holds sleep back

    @override
    def introspect(self, path: str, /) -> str:
        return ""

    @override
    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection, /) -> bool:
        match message.member(), message.arguments():
            case "GetSession", [str() as name]:
                self.asked_for.append(name)
                unknown = self._old and name == "auto"
                connection.send(
                    message.createErrorReply("org.freedesktop.login1.NoSuchSession", "No session 'auto' known")
                    if unknown
                    else message.createReply(QDBusObjectPath(MINE))
                )
            case "Inhibit", ["sleep", "Careboard", str(), "delay"]:
                kept, given = os.pipe()
                self.held.append(kept)
                connection.send(message.createReply(QDBusUnixFileDescriptor(given)))
                os.close(given)
            case _:
                return False
        return True


class Computer:
    """What says something, and the buses on which Careboard hears it."""

    def __init__(self, speaks: QDBusConnection, buses: Buses, address: str, logind: Logind) -> None:
        self._speaks, self.buses, self.address, self.logind = speaks, buses, address, logind

    def say(self, path: str, interface: str, signal: str, *arguments: object) -> None:
        """Send a signal."""
        said = QDBusMessage.createSignal(path, interface, signal)
        said.setArguments(arguments)
        assert self._speaks.send(said)

    def lock(self, session: str = MINE) -> None:
        """Somebody locks a session."""
        self.say(session, SESSION, "Lock")

    def change(self, **changed: bool) -> None:
        """Something about this session is otherwise."""
        self.say(MINE, PROPERTIES, "PropertiesChanged", SESSION, changed, [])

    def sleep(self, *, begins: bool = True) -> None:
        """The computer is about to sleep, or awake again."""
        self.say(MANAGER_PATH, MANAGER, "PrepareForSleep", begins)

    def show_screen_saver(self, name: str, *, begins: bool = True) -> None:
        """The screen saver of a desktop comes, or goes."""
        self.say("/ScreenSaver", name, "ActiveChanged", begins)


@contextmanager
def computer(kind: str, bot: QtBot, *, old: bool = False) -> Iterator[Computer]:
    """A computer with a bus of that kind: "daemon", or "peer" for none between."""
    logind = Logind(old=old)
    with _by_daemon() if kind == "daemon" else _by_peer(bot) as (speaks, hears, address):
        everything = QDBusConnection.VirtualObjectRegisterOption.SubPath
        assert speaks.registerVirtualObject(MANAGER_PATH, logind, everything)
        service = LOGIND if kind == "daemon" else ""
        assert not service or speaks.registerService(service)
        yield Computer(speaks, Buses(hears, hears, service), address, logind)
        for end in logind.held:
            os.close(end)


Ends = tuple[QDBusConnection, QDBusConnection, str]


@contextmanager
def _by_daemon() -> Iterator[Ends]:
    daemon = shutil.which("dbus-daemon")
    assert daemon, "dbus-daemon is not on this computer: `packaging/test` installs it, or says how"
    command = [daemon, "--session", "--nofork", "--nopidfile", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as running:
        assert running.stdout is not None
        address = running.stdout.readline().strip()
        names = [f"careboard-test-{next(_numbers)}" for _end in range(2)]
        speaks, hears = (QDBusConnection.connectToBus(address, name) for name in names)
        yield speaks, hears, address
        for name in names:
            QDBusConnection.disconnectFromBus(name)
        running.terminate()


@contextmanager
def _by_peer(bot: QtBot) -> Iterator[Ends]:
    server = QDBusServer("unix:tmpdir=/tmp")
    name = f"careboard-test-{next(_numbers)}"
    came: list[QDBusConnection] = []
    server.newConnection.connect(lambda other: came.append(QDBusConnection(other)))
    hears = QDBusConnection.connectToPeer(server.address(), name)
    bot.waitUntil(lambda: bool(came))
    yield came[0], hears, server.address()
    QDBusConnection.disconnectFromPeer(name)
