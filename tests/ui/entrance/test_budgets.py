"""How many keys the ways in and out cost, counted as they are pressed: one to unlock, seven to lift, one to lock."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from careboard.ui.entrance.cover import CoverPage
from careboard.ui.entrance.pin import Pin
from tests.clinic import FOUNDER
from tests.ui.desk import Started
from tests.ui.keys import CTRL, press

UNLOCK, LIFT, COVER, LOCK = 1, 7, 1, 1


@dataclass
class Counted:
    """Hands whose keys and chords are counted."""

    keys: int = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        press(key, modifier)
        self.keys += 1


def is_covered(started: Started) -> bool:
    return isinstance(started.desktop.window.page, CoverPage)


def test_that_a_pasted_passphrase_and_one_key_unlock(started: Started) -> None:
    hands, unlock = Counted(), started.desktop.entrance.unlock
    started.wait(unlock.passphrase.hasFocus)
    unlock.passphrase.insert(FOUNDER.passphrase)  # as a password manager does; what is composed is not counted
    hands.press(Qt.Key.Key_Return)
    started.wait(lambda: started.desktop.workplace is not None)
    assert hands.keys == UNLOCK


def test_that_the_cover_comes_by_one_key_and_goes_by_seven(started: Started) -> None:
    hands = Counted()
    started.sign_in()
    started.workplace.pin = Pin.of("314159")
    hands.press(Qt.Key.Key_Period, CTRL)
    assert is_covered(started)
    assert hands.keys == COVER
    for digit in "314159":
        hands.press(Qt.Key(ord(digit)))
    assert is_covered(started)
    hands.press(Qt.Key.Key_Return)
    assert not is_covered(started)
    assert started.workplace.isVisible()
    assert hands.keys == COVER + LIFT
    QTest.mouseClick(started.workplace.top_bar.cover, Qt.MouseButton.LeftButton)  # by mouse one click
    assert is_covered(started)


def test_that_one_key_locks(started: Started) -> None:
    hands = Counted()
    started.sign_in()
    hands.press(Qt.Key.Key_L, CTRL)
    assert started.began_anew == ["anew"]
    assert hands.keys == LOCK
