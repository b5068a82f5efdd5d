"""The whole entry at the right of the list: shown and left by Space, followed by J and K, read when it was whole."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from careboard.clinical.note import Acknowledgement
from careboard.clinical.people import Role
from careboard.clinical.values import EntryId
from careboard.ui.look.look import apply, named
from careboard.ui.patient.timeline.panel import TimelinePanel
from tests.clinic import Clinic, note
from tests.clinical_examples import NOTE, entry_id
from tests.projections.records import COUNSELOR, chart, on, signed
from tests.ui.desk import PATIENCE, lay_out
from tests.ui.keys import press
from tests.ui.patient.conftest import Opener
from tests.ui.patient.writing import Hands

LONG = replace(NOTE, sections=(replace(NOTE.sections[0], text="\n".join(f"Line {n}." for n in range(120))),))
RECORD = tuple(
    signed(replace(LONG if n % 2 else NOTE, headline=f"Note number {n}"), f"n{n}", at=on(9 - n), by=COUNSELOR)
    for n in range(6)
)


@pytest.fixture
def panel(program: QApplication, qtbot: QtBot) -> Iterator[TimelinePanel]:
    """A list of short and long notes, the first of them current."""
    apply(named("light"))
    made = TimelinePanel()
    made.resize(1200, 820)
    made.show_chart(chart(*RECORD))
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=PATIENCE)
    made.view.setFocus()
    yield made
    made.close()
    made.deleteLater()


def shown(panel: TimelinePanel) -> str:
    """What stands in the pane."""
    return panel.peek.around.accessibleDescription()


def test_that_space_shows_the_whole_entry_and_the_list_keeps_its_place_and_the_keyboard(panel: TimelinePanel) -> None:
    press(Qt.Key.Key_J)
    before = panel.view.place()
    press(Qt.Key.Key_Space)
    assert panel.peek.isVisible()
    assert "Line 119." in shown(panel)
    assert panel.view.hasFocus()
    assert panel.view.place() == before
    assert panel.view.current is not None
    assert not panel.view.is_open(panel.view.current)
    press(Qt.Key.Key_Space)
    assert not panel.peek.isVisible()
    assert panel.view.place() == before


def test_that_j_and_k_go_on_in_the_list_and_the_pane_follows(panel: TimelinePanel) -> None:
    press(Qt.Key.Key_Space)
    for key, title in ((Qt.Key.Key_J, "Note number 1"), (Qt.Key.Key_J, "Note number 2"), (Qt.Key.Key_K, "number 1")):
        press(key)
        assert title in shown(panel)
    panel.peek.around.setFocus()
    press(Qt.Key.Key_J)
    assert "Note number 2" in shown(panel)
    press(Qt.Key.Key_Escape)
    assert not panel.peek.isVisible()
    assert panel.view.hasFocus()


def test_that_each_entry_stands_where_it_was_left(panel: TimelinePanel, qtbot: QtBot) -> None:
    press(Qt.Key.Key_J)
    press(Qt.Key.Key_Space)
    bar = panel.peek.around.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 300, timeout=PATIENCE)
    bar.setValue(300)
    press(Qt.Key.Key_J)
    assert bar.value() == 0
    press(Qt.Key.Key_K)
    assert bar.value() == 300


def test_that_a_long_entry_is_read_when_its_end_was_in_sight(panel: TimelinePanel, qtbot: QtBot) -> None:
    press(Qt.Key.Key_J)
    press(Qt.Key.Key_Space)
    bar = panel.peek.around.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 300, timeout=PATIENCE)
    lay_out()
    assert entry_id("n1") not in panel.view.read
    panel.peek.around.setFocus()
    with qtbot.waitSignal(panel.opened, timeout=PATIENCE):
        press(Qt.Key.Key_End)
    assert panel.view.read == {entry_id("n1")}


def test_that_u_shows_the_next_unread_one_beside_and_opens_nothing(panel: TimelinePanel) -> None:
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_U)
    assert "Note number 1" in shown(panel)
    assert not any(panel.view.is_open(row) for row in panel.view.rows)
    press(Qt.Key.Key_U)
    assert "Note number 2" in shown(panel)


def test_that_what_stands_beside_is_acknowledged_with_one_key(open_page: Opener, clinic: Clinic, qtbot: QtBot) -> None:
    entry = clinic.write(Role.COUNSELOR, note("Asks for a call.")).id.hex()
    page = open_page()
    hands = Hands(page, qtbot)
    page.timeline.view.go_to_entry(EntryId(entry), opened=False)
    press(Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_A)
    assert hands.keys == 1
    page.undo.do_now()
    qtbot.waitUntil(lambda: isinstance(hands.written, Acknowledgement), timeout=PATIENCE)
    assert page.chart is not None
    row = next(row for row in page.chart.timeline if row.id == entry)
    assert len(row.acknowledgements) == 1


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_that_no_word_of_the_pane_leaves_it(panel: TimelinePanel, qtbot: QtBot, scale: float) -> None:
    apply(named("light", scale))
    press(Qt.Key.Key_Space)
    around = panel.peek.around
    qtbot.waitUntil(lambda: panel.peek.sheet.width() == around.viewport().width() > 0, timeout=PATIENCE)
    lay_out()
    card = panel.peek.sheet.card
    assert card is not None
    assert card.asked.width == around.viewport().width()
    assert all(words.at.x() + words.layout.boundingRect().right() <= card.asked.width + 1 for words in card.texts)
    apply(named("light"))


def test_that_where_nothing_passes_the_filters_a_button_clears_them(panel: TimelinePanel) -> None:
    emptiness = panel.view.emptiness
    assert not emptiness.isVisible()
    press(Qt.Key.Key_3)
    assert emptiness.isVisible()
    assert emptiness.said == "No entries match. Clear filters (0)"
    emptiness.clear.click()
    assert not emptiness.isVisible()
    assert len(panel.view.rows) == len(RECORD)
    press(Qt.Key.Key_3)
    press(Qt.Key.Key_0)
    assert not emptiness.isVisible()


def test_that_in_a_low_window_the_strip_gives_way_to_the_whole_entry(panel: TimelinePanel) -> None:
    panel.resize(1200, 480)
    assert panel.strip.isVisible()
    press(Qt.Key.Key_Space)
    assert not panel.strip.isVisible()
    press(Qt.Key.Key_Space)
    assert panel.strip.isVisible()
