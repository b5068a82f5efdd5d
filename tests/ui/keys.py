"""Hands on the keyboard: real key events to real widgets."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

CTRL = Qt.KeyboardModifier.ControlModifier


def focus() -> QWidget:
    """What has the keyboard."""
    found = QApplication.focusWidget()
    assert found is not None, "nothing has the keyboard"
    return found


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1) -> None:
    """Press a key in whatever has the keyboard."""
    for _ in range(times):
        QTest.keyClick(focus(), key, modifier)
        _count(1)


def tab(times: int = 1) -> None:
    """Go on to the next field."""
    press(Qt.Key.Key_Tab, times=times)


def write(text: str) -> None:
    """Type into whatever has the keyboard."""
    QTest.keyClicks(focus(), text)
    _count(len(text))


def compose(text: str) -> None:
    """Type free text that somebody composes, which no budget counts."""
    QTest.keyClicks(focus(), text)


@dataclass
class Budget:
    """How many keys and chords were pressed within it."""

    keys: int = 0


_budgets: list[Budget] = []


@contextmanager
def budget(most: int) -> Iterator[Budget]:
    """What is done within it takes so many keys and chords at most."""
    counted = Budget()
    _budgets.append(counted)
    try:
        yield counted
    finally:
        _budgets.remove(counted)
    assert counted.keys <= most, f"{counted.keys} keys, and the budget is {most}"


def _count(keys: int) -> None:
    for counted in _budgets:
        counted.keys += keys


def unreached(page: QWidget) -> set[str]:
    """Tab, until the keyboard has come round; what of a page was not reached, by its name.

    Of buttons of which one is chosen Tab reaches that one, and the arrows the others: Qt sees to it on the way.
    """
    met: set[QWidget] = set()
    tab()
    while focus() not in met:
        met.add(focus())
        tab()
    return {
        str(widget.accessibleName() or widget.property("text"))
        for widget in set(page.findChildren(QWidget)) - met
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    }
