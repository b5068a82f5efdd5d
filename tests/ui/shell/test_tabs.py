"""The tabs of patients: whose each is can be read, or is told in its tip."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QApplication

from careboard.app import application
from careboard.clinical.people import Author, Role
from careboard.clinical.values import MemberId, PatientId
from careboard.ui.look.look import Type, apply, look, named
from careboard.ui.shell.top_bar import TopBar
from tests.ui.desk import labels_of, lay_out

NAMES = ("ABERNATHY, Thomas", "CASTELLANO, Vera", "DELGADO, Luz", "HADDAD, Samir")
ME = Author(MemberId("a" * 64), "A. Chen", (Role.PSYCHIATRIST,), "MD")


@pytest.fixture
def bar(qapp: QApplication) -> Iterator[TopBar]:
    assert application() is qapp
    made = TopBar(ME)
    made.show_left(600)
    made.show()
    yield made
    made.deleteLater()


def names_of(bar: TopBar, count: int, scale: float, width: int) -> list[QAbstractButton]:
    """The names on the tabs of some patients, in a window of a width."""
    apply(named("light", scale))
    for number, name in enumerate(NAMES[:count]):
        bar.tabs.put(PatientId(f"{number:064x}"), name)
    bar.resize(width - look().px(86), bar.height())
    lay_out()
    bar.grab()
    return [button for button in bar.tabs.findChildren(QAbstractButton) if button.text() in NAMES]


@pytest.mark.parametrize(("count", "scale", "width"), [(4, 1.0, 1280), (4, 1.5, 1920), (2, 2.0, 1366), (1, 2.0, 1280)])
def test_that_the_family_name_stands_whole_on_its_tab(bar: TopBar, count: int, scale: float, width: int) -> None:
    for name in names_of(bar, count, scale, width):
        family = QFontMetrics(look().font(Type.LABEL)).horizontalAdvance(name.text().partition(",")[0])
        assert name.width() - look().px(34) >= family, name.text()


@pytest.mark.parametrize("width", [1280, 1366])
def test_that_four_names_that_have_no_room_are_told_in_their_tips(bar: TopBar, width: int) -> None:
    names = names_of(bar, 4, 2.0, width)
    assert len(names) == 4
    assert bar.width() == width - look().px(86)
    for name in names:
        whole = QFontMetrics(look().font(Type.LABEL)).horizontalAdvance(name.text())
        assert name.toolTip() == name.text() or name.width() - look().px(34) >= whole


def test_that_what_locks_and_what_is_saved_stays_in_words_however_little_room_there_is(bar: TopBar) -> None:
    names_of(bar, 4, 2.0, 1280)
    shown = labels_of(bar)
    assert bar.hub.shown == "Saved here"
    assert bar.hub.width() >= bar.hub.minimumSizeHint().width()
    assert "Locks in 10 min" in shown
