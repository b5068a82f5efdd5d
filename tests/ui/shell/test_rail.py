"""The rail: where one is, and how much waits elsewhere."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from careboard.app import application
from careboard.ui.look.look import apply, named
from careboard.ui.shell.rail import Rail, RailButton


@pytest.fixture
def rail(qapp: QApplication) -> Iterator[Rail]:
    """A rail with two places."""
    assert application() is qapp
    made = Rail()
    made.add("caseload", "caseload", "Caseload")
    made.add("people", "people", "People")
    made.show()
    yield made
    made.deleteLater()


def name_of(button: RailButton) -> str:
    """What a screen reader calls it."""
    return button.accessibleName() or button.text()


def test_that_a_badge_says_how_much_waits_and_is_gone_with_the_last(rail: Rail) -> None:
    button = rail.button("people")
    rail.set_badge("people", 3)
    assert (button.badge, name_of(button), button.toolTip()) == ("3", "People, 3 waiting", "3 waiting")
    rail.set_badge("people", 0)
    assert (button.badge, name_of(button), button.toolTip()) == ("", "People", "")


def test_that_a_badge_of_hundreds_is_short_to_see_and_exact_to_hear(rail: Rail) -> None:
    rail.set_badge("caseload", 240)
    assert rail.button("caseload").badge == "99+"
    assert name_of(rail.button("caseload")) == "Caseload, 240 waiting"


@pytest.mark.parametrize("size", [0.9, 2.0])
@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_that_a_badge_is_painted_within_its_button(rail: Rail, theme: str, size: float) -> None:
    apply(named(theme, size))
    button = rail.button("caseload")
    before = button.grab().toImage()
    rail.set_badge("caseload", 240)
    after = button.grab().toImage()
    right = range(after.width() - 2, after.width())
    assert before != after
    assert all(before.pixel(x, y) == after.pixel(x, y) for x in right for y in range(after.height()))
