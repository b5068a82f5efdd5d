"""Whoever locks the computer, lets it sleep or hands it to somebody else leaves the record locked."""

import ctypes
import os
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from ctypes import wintypes
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusUnixFileDescriptor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from careboard.ui.system.linux import SCREEN_SAVERS, Buses, LinuxSession
from careboard.ui.system.lock import SystemLock
from careboard.ui.system.mac import LOCKED, MacScreen
from careboard.ui.system.windows import WindowsSession
from tests.clinical_examples import REGISTRATION
from tests.ui.desk import Started, words_on_screen
from tests.ui.system.computer import ANOTHERS, Computer, computer

Said = Callable[[Computer], None]
LEAVING: dict[str, Said] = {
    "lock": lambda one: one.lock(),
    "another-user": lambda one: one.change(Active=False),
    "locked-hint": lambda one: one.change(LockedHint=True),
    "sleep": lambda one: one.sleep(),
    "screen-saver": lambda one: one.show_screen_saver("org.freedesktop.ScreenSaver"),
    "screen-saver-of-gnome": lambda one: one.show_screen_saver("org.gnome.ScreenSaver"),
}


@pytest.fixture(params=["daemon", "peer"])
def bus(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[Computer]:
    with computer(request.param, qtbot) as one:
        yield one


def session_on(bus: Computer, bot: QtBot) -> tuple[LinuxSession, list[str]]:
    """What hears, once it knows which session is its own; and what it told."""
    told: list[str] = []
    session = LinuxSession(lambda: told.append("told"), bus.buses)
    bot.waitUntil(lambda: session.knows_session and session.holds_sleep_back is not None)
    return session, told


@pytest.mark.parametrize("said", LEAVING.values(), ids=LEAVING)
def test_that_the_record_locks_with_the_computer(started: Started, bus: Computer, said: Said) -> None:
    ears: list[LinuxSession] = []

    def listening(_window: QWidget, told: Callable[[], None]) -> LinuxSession:
        ears.append(LinuxSession(told, bus.buses))
        return ears[0]

    started.listen = listening
    started.sign_in()
    started.wait(lambda: ears[0].knows_session)
    assert REGISTRATION.name.family.upper() in words_on_screen()
    said(bus)
    started.wait(lambda: bool(started.began_anew))
    assert started.began_anew == ["anew"]
    assert started.desktop.workplace is None
    assert REGISTRATION.name.family.casefold() not in words_on_screen().casefold()


def test_that_what_ends_and_what_others_do_locks_nothing(bus: Computer, qtbot: QtBot) -> None:
    _session, told = session_on(bus, qtbot)
    bus.lock(ANOTHERS)
    bus.sleep(begins=False)
    bus.change(Active=True, LockedHint=False)
    for saver in SCREEN_SAVERS:
        bus.show_screen_saver(saver, begins=False)
    bus.lock()  # a bus keeps the order: this comes after all of them
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["told"]


def test_that_the_computer_does_not_sleep_before_the_keys_are_gone(bus: Computer, qtbot: QtBot) -> None:
    session, told = session_on(bus, qtbot)
    (kept,) = bus.logind.held
    bus.sleep()
    qtbot.waitUntil(lambda: bool(told))
    assert not _let_go_of(kept)  # locking has begun; logind still waits
    held = session.holds_sleep_back
    assert isinstance(held, QDBusUnixFileDescriptor)
    assert not os.get_inheritable(held.fileDescriptor())  # the fresh program does not take it over
    session.holds_sleep_back = held = None
    assert _let_go_of(kept)


def _let_go_of(end: int) -> bool:
    return bool(select.select([end], [], [], 0)[0])


def test_that_an_older_logind_is_asked_for_the_session_by_its_number(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_SESSION_ID", "31")
    with computer("peer", qtbot, old=True) as bus:
        _session, told = session_on(bus, qtbot)
        assert bus.logind.asked_for == ["auto", "31"]
        bus.lock()
        qtbot.waitUntil(lambda: bool(told))


@pytest.mark.parametrize("there", [None, QDBusConnection("nowhere")], ids=["none", "broken"])
def test_that_a_computer_without_a_bus_is_as_good_as_silent(program: QApplication, there: QDBusConnection) -> None:
    LinuxSession(lambda: None, Buses(there, there))


REAL = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
from careboard.ui.system.lock import SystemLock, this_computer
program = QApplication([])
lock = SystemLock(this_computer)
lock.asked.connect(lambda: (print("locked", flush=True), program.quit()))
window = QWidget()
lock.begin(window)
print("listening", flush=True)
sys.exit(program.exec() if sys.argv[1:] else 0)
"""


def run_real(*arguments: str, **variables: str) -> "subprocess.Popen[str]":
    """A program that listens to the computer as its variables say."""
    return subprocess.Popen(
        [sys.executable, "-c", REAL, *arguments],
        env=os.environ | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_that_the_program_finds_the_system_bus_by_itself(qtbot: QtBot) -> None:
    with computer("daemon", qtbot) as bus:
        variables = {"DBUS_SYSTEM_BUS_ADDRESS": bus.address, "DBUS_SESSION_BUS_ADDRESS": bus.address}
        with run_real("stay", **variables) as running:
            qtbot.waitUntil(lambda: bool(bus.logind.held and bus.logind.asked_for), timeout=20_000)
            bus.sleep()
            qtbot.waitUntil(lambda: running.poll() is not None, timeout=20_000)
            said, complained = running.communicate()
        assert (said.split(), complained) == (["listening", "locked"], "")
        assert _let_go_of(bus.logind.held[0])  # its end let the computer sleep


def test_that_nobody_is_bothered_where_there_is_no_bus() -> None:
    nowhere = "unix:path=/nowhere/at/all"
    with run_real(DBUS_SYSTEM_BUS_ADDRESS=nowhere, DBUS_SESSION_BUS_ADDRESS=nowhere) as running:
        said, complained = running.communicate(timeout=60)
    assert (said.split(), complained, running.returncode) == (["listening"], "", 0)


def test_that_it_listens_once_however_often_somebody_signs_in(program: QApplication) -> None:
    heard: list[QWidget] = []

    def listening(window: QWidget, _told: Callable[[], None]) -> str:
        heard.append(window)
        return "an ear"

    lock = SystemLock(listening)
    window = QWidget()
    for _time in range(2):
        lock.begin(window)
    assert heard == [window]


# -- Windows and macOS: what they would send, to the code that hears it -----------------------------------------------


class Session:
    """Stands in for wtsapi32.dll."""

    def __init__(self) -> None:
        self.registered: list[tuple[int | None, int]] = []

    def WTSRegisterSessionNotification(self, window: ctypes.c_void_p, which: ctypes.c_uint32) -> int:  # noqa: N802
        self.registered.append((window.value, which.value))
        return 1


@pytest.mark.parametrize(
    ("message", "what", "leaves"),
    [
        pytest.param(0x02B1, 0x7, True, id="WTS_SESSION_LOCK"),
        pytest.param(0x02B1, 0x2, True, id="WTS_CONSOLE_DISCONNECT"),
        pytest.param(0x02B1, 0x4, True, id="WTS_REMOTE_DISCONNECT"),
        pytest.param(0x02B1, 0x6, True, id="WTS_SESSION_LOGOFF"),
        pytest.param(0x0218, 0x4, True, id="PBT_APMSUSPEND"),
        pytest.param(0x02B1, 0x8, False, id="WTS_SESSION_UNLOCK"),
        pytest.param(0x0218, 0x7, False, id="PBT_APMRESUMESUSPEND"),
        pytest.param(0x0218, 0xA, False, id="PBT_APMPOWERSTATUSCHANGE"),
        pytest.param(0x0100, 0x7, False, id="WM_KEYDOWN"),
    ],
)
def test_that_the_messages_of_windows_lock(
    program: QApplication, qtbot: QtBot, message: int, what: int, *, leaves: bool
) -> None:
    told: list[str] = []
    window, library = QWidget(), Session()
    qtbot.addWidget(window)
    ear = WindowsSession(window, lambda: told.append("told"), library)
    assert library.registered == [(window.winId(), 0)]
    sent = wintypes.MSG(message=message, wParam=what)
    assert ear.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(sent)) == (False, 0)
    assert ear.nativeEventFilter(b"xcb_generic_event_t", 0) == (False, 0)
    assert bool(told) is leaves
    program.removeNativeEventFilter(ear)


def test_that_a_locked_screen_of_a_mac_locks() -> None:
    told: list[str] = []
    observed: list[tuple[Any, ...]] = []
    mac = SimpleNamespace(
        CFNotificationCenterGetDistributedCenter=lambda: 7,
        CFStringCreateWithCString=lambda _allocator, name, _encoding: name,
        CFNotificationCenterAddObserver=lambda *asked: observed.append(asked),
    )
    ear = MacScreen(lambda: told.append("told"), mac)
    ((center, _observer, heard, name, _sender, behaviour),) = observed
    assert (center, name, behaviour) == (7, LOCKED, 4)
    heard(None, None, None, None, None)
    assert told == ["told"]
    assert ear is not None  # what it heard with lives as long as it
