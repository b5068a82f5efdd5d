"""The line of what is new: its links by keys, what they lead to, and what has no room."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from careboard.clinical.note import Seen
from careboard.clinical.people import Role
from careboard.clinical.values import When
from careboard.projections.chart import Chart
from careboard.projections.due import DueItem
from careboard.projections.wording.times import day
from careboard.ui.look.look import apply, named
from careboard.ui.parts.stops import stops
from careboard.ui.patient.matters import MattersSheet, when_due
from careboard.ui.patient.since_line import SinceLine, fitting
from tests.clinic import Clinic
from tests.clinical_examples import POTASSIUM, RISK
from tests.projections.records import chart, on, signed
from tests.projections.story import STORY
from tests.ui.desk import PATIENCE, labels_of
from tests.ui.keys import press
from tests.ui.patient.conftest import Opener


@pytest.fixture
def story() -> Chart:
    """A chart that was last looked at on the ninth."""
    return chart(*STORY, signed(Seen((STORY[0].id,)), "look", at=on(9)))


@pytest.mark.parametrize(("width", "scale"), [(1560, 1.0), (1100, 1.0), (560, 1.0), (1060, 2.0)])
def test_that_nothing_of_the_line_is_cut(
    program: QApplication, qtbot: QtBot, story: Chart, width: int, scale: float
) -> None:
    apply(named("light", scale))
    line = SinceLine()
    qtbot.addWidget(line)
    line.show_chart(story)
    line.resize(width, line.heightForWidth(width))
    with qtbot.waitExposed(line):
        line.show()
    line.resize(width, line.heightForWidth(width))
    parts = line.parts
    shown = [link for link in parts.links if link.isVisible()]
    left = len(parts.links) - len(shown)
    assert parts.more.isVisible() == (left > 0)
    assert not left or parts.more.text() == f"and {left} more"
    for widget in (*shown, *([parts.more] if left else [])):
        assert widget.height() >= widget.heightForWidth(widget.width())
        assert widget.geometry().right() <= parts.width()
        assert widget.geometry().bottom() <= parts.height()
    assert len({link.y() for link in shown}) <= 2
    apply(named("light"))


def test_that_what_does_not_fit_in_two_lines_is_told_to_be_more() -> None:
    assert fitting([300, 100, 100], 90, 1000) == 3
    assert fitting([300, 400, 400, 400], 90, 1000) == 4
    assert fitting([300, 400, 400, 400, 400, 400], 90, 1000) == 4
    assert fitting([300, 1900, 400], 90, 1000) == 1


def test_that_a_key_on_a_part_goes_to_its_entry(open_page: Opener, clinic: Clinic, qtbot: QtBot) -> None:
    opened = When.at(clinic.clock.now - timedelta(minutes=2))
    clinic.write(Role.PSYCHIATRIST, Seen((clinic.entries["note"],)), at=opened)
    lab, judged = clinic.write(Role.NURSE, POTASSIUM), clinic.write(Role.COUNSELOR, RISK)
    page = open_page(Role.PSYCHIATRIST)
    links = page.overview.since.parts.links
    assert [link.text()[:9] for link in links] == ["Suicide r", "Potassium"]
    for link, entry in zip(links, (judged.id.hex(), lab.id.hex()), strict=True):
        while not link.hasFocus():
            press(Qt.Key.Key_Tab)
        press(Qt.Key.Key_Return)
        current = page.timeline.view.current
        assert current is not None
        assert current.id == entry
        assert page.timeline.view.is_open(current)
        assert page.timeline.view.hasFocus()


def test_that_what_is_due_says_in_words_whether_it_is_overdue(story: Chart) -> None:
    today = story.now.astimezone(story.zone).date()
    late, ahead = (DueItem(STORY[0].id, "AIMS", today + timedelta(days=days)) for days in (-2, 2))
    assert when_due(late, story) == f"overdue since {day(today - timedelta(days=2), story.voice)}"
    assert when_due(ahead, story) == f"by {day(today + timedelta(days=2), story.voice)}"


def test_that_a_sheet_with_nothing_in_it_says_so(program: QApplication, qtbot: QtBot) -> None:
    sheet = MattersSheet("What does not add up", ())
    qtbot.addWidget(sheet)
    assert "Nothing now." in labels_of(sheet)


def test_that_the_link_to_the_rest_lists_all_of_it(open_page: Opener, story: Chart, qtbot: QtBot) -> None:
    page = open_page()
    page.overview.show_chart(story)
    page.sheets.show_chart(story)
    assert page.overview.since.parts.more not in stops(page.overview.since)
    with qtbot.waitSignal(page.overview.since.asked, timeout=PATIENCE):
        page.overview.since.parts.more.click()
    sheet = page.sheets.sheet
    assert isinstance(sheet, MattersSheet)
    assert len([one for one in stops(sheet) if one.property("text") == "Show the entry"]) == len(
        page.overview.since.parts.links
    )
