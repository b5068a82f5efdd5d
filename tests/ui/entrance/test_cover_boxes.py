"""Boxes and voices of a page that is covered: they end with it, and none comes up later over what covers it."""

import pytest
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import QToolTip

from careboard.ui.parts.printing import may_print, take_choices
from tests.ui.desk import Started
from tests.ui.entrance.test_cover import covered


def windows_seen() -> list[str]:
    """The titles of all windows on the screen."""
    return [window.title() for window in QGuiApplication.topLevelWindows() if window.isVisible()]


def test_that_a_box_ends_when_the_page_is_covered_and_none_comes_up_or_back(started: Started) -> None:
    started.sign_in()
    take_choices(1, told=False)
    QTimer.singleShot(0, started.desktop.window, started.desktop.cover)
    assert not may_print(started.workplace)
    assert not started.workplace.isVisible()
    assert not may_print(started.workplace)
    assert windows_seen() == ["Careboard"]
    started.desktop.lift()
    assert started.workplace.isVisible()
    assert windows_seen() == ["Careboard"]


def test_that_a_tip_is_gone_under_the_cover_and_after_it(started: Started) -> None:
    started.sign_in()
    QToolTip.showText(QPoint(20, 20), "RIVERA, Maya", started.workplace)
    assert QToolTip.isVisible()
    covered(started)
    assert not QToolTip.isVisible()
    started.desktop.lift()
    assert not QToolTip.isVisible()


def test_that_a_menu_of_the_cover_itself_opens(started: Started) -> None:
    started.sign_in()
    cover = covered(started)
    menu = cover.secret.createStandardContextMenu()
    menu.popup(QPoint(20, 20))
    started.wait(menu.isVisible)
    menu.close()


def test_that_nothing_is_said_aloud_of_a_page_that_is_covered(
    started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []

    def hear(event: object) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            heard.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    started.sign_in()
    started.workplace.desk.tell("Signed for RIVERA, Maya")
    assert heard[-1] == "Signed for RIVERA, Maya"
    covered(started)
    heard.clear()
    started.workplace.desk.tell("Signed for RIVERA, Maya")
    assert heard == []
