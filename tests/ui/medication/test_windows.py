"""Lanes in another order, and two windows of days beside each other, by keys."""

from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from careboard.projections.lanes.model import plain_title
from careboard.ui.look import look as looks
from careboard.ui.patient.response.chart import Range, ResponseChart
from careboard.ui.patient.response.choices import Choices
from tests.projections.records import chart
from tests.ui.keys import press
from tests.ui.medication.conftest import Opener
from tests.ui.medication.hands import lane, start
from tests.ui.medication.maya import MAYA, NOW

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def shown(qtbot: QtBot) -> ResponseChart:
    """The chart of RIVERA, Maya, with room for two windows beside each other."""
    looks.apply(looks.named("light"))
    widget = ResponseChart()
    qtbot.addWidget(widget)
    widget.resize(1240, 700)
    widget.show_chart(chart(*MAYA, now=NOW))
    with qtbot.waitExposed(widget):
        widget.show()
    widget.plot.setFocus()
    return widget


def names(widget: ResponseChart) -> list[str]:
    """The rows from top to bottom."""
    return [plain_title(one.row) for one in widget.plot.rows()]


def key(widget: ResponseChart, starts: str) -> str:
    """The key of the row whose name begins so."""
    return next(one.row.key for one in widget.plot.rows() if plain_title(one.row).startswith(starts))


def day(written: str) -> float:
    """The start of a day of the story."""
    month, of_month = written.split("-")
    return float(date(2026, int(month), int(of_month)).toordinal())


# -- order --------------------------------------------------------------------------------------------------------


def test_that_alt_and_an_arrow_move_a_lane_and_the_keyboard_stays_in_it(shown: ResponseChart) -> None:
    assert names(shown)[:3] == ["escitalopram", "sertraline", "OLANZapine"]
    shown.plot.select(key(shown, "OLANZ"))
    QTest.keyClick(shown.plot, Key.Key_Up, ALT)
    assert names(shown)[:3] == ["escitalopram", "OLANZapine", "sertraline"]
    QTest.keyClick(shown.plot, Key.Key_Up, ALT)
    QTest.keyClick(shown.plot, Key.Key_Up, ALT)
    assert names(shown)[:3] == ["OLANZapine", "escitalopram", "sertraline"]
    QTest.keyClick(shown.plot, Key.Key_Down, ALT)
    assert names(shown)[:3] == ["escitalopram", "OLANZapine", "sertraline"]
    assert shown.plot.selected == key(shown, "OLANZ")


def test_that_a_lane_stays_in_its_section_and_risk_above_every_score(shown: ResponseChart) -> None:
    before = names(shown)
    shown.plot.select(key(shown, "C-SSRS"))
    QTest.keyClick(shown.plot, Key.Key_Up, ALT)
    shown.plot.select(key(shown, "Risk: suicide"))
    QTest.keyClick(shown.plot, Key.Key_Down, ALT)
    QTest.keyClick(shown.plot, Key.Key_Up, ALT)
    shown.plot.select(key(shown, "GAD-7"))
    QTest.keyClick(shown.plot, Key.Key_Down, ALT)
    assert names(shown) == before
    for _ in range(5):
        QTest.keyClick(shown.plot, Key.Key_Up, ALT)
    scores = names(shown)[names(shown).index("Risk: suicide") :]
    assert scores[:4] == ["Risk: suicide", "GAD-7", "C-SSRS", "PHQ-9"]


def test_that_a_chosen_order_outlives_the_next_chart_and_a_new_lane_finds_its_place(shown: ResponseChart) -> None:
    shown.show_chart(chart(*(one for one in MAYA if "thiamine" not in str(one.content)), now=NOW))
    shown.plot.select(key(shown, "OLANZ"))
    QTest.keyClick(shown.plot, Key.Key_Up, ALT)
    shown.show_chart(chart(*MAYA, now=NOW))
    assert names(shown)[:5] == ["escitalopram", "OLANZapine", "sertraline", "hydrOXYzine HCl", "thiamine"]
    usual = next(one for one in shown.lanes_menu().actions() if one.text() == "Lanes in their usual order")
    usual.trigger()
    assert names(shown)[:3] == ["escitalopram", "sertraline", "OLANZapine"]


def test_that_a_lane_is_moved_past_one_that_is_put_away(shown: ResponseChart) -> None:
    shown.show_row(key(shown, "sertraline"), shown=False)
    shown.plot.select(key(shown, "OLANZ"))
    QTest.keyClick(shown.plot, Key.Key_Up, ALT)
    assert names(shown)[:2] == ["OLANZapine", "escitalopram"]


def test_that_what_is_chosen_in_one_view_holds_in_the_other(at_work: Opener) -> None:
    work = at_work(None, start("olanzapine", "5", "2026-08-01"), start("sertraline", "50", "2026-08-02"))
    lane(work, "OLANZ")
    before = names(work.meds.beside.response)
    press(Key.Key_Up, ALT)
    moved = names(work.meds.beside.response)
    assert moved != before
    work.page.sections.show_section("medications")
    work.wait(lambda: names(work.meds.alone.response) == moved)


def test_that_days_long_gone_bring_back_what_was_taken_then(shown: ResponseChart) -> None:
    shown.plot.pan(60)
    assert "escitalopram" not in names(shown)
    shown.plot.pan(-60)
    assert "escitalopram" in names(shown)


# -- two windows --------------------------------------------------------------------------------------------------


def menu_item(menu: QMenu, words: str) -> None:
    """Choose from a menu."""
    next(one for one in menu.actions() if one.text() == words).trigger()


def test_that_c_offers_the_days_before_and_around_each_change(shown: ResponseChart) -> None:
    offered: list[str] = []

    def choose_the_first() -> None:
        menu = QApplication.activePopupWidget()
        if not isinstance(menu, QMenu):
            QTimer.singleShot(20, choose_the_first)
            return
        offered.extend(one.text() for one in menu.actions())
        QTest.keyClick(menu, Key.Key_Down)
        QTest.keyClick(menu, Key.Key_Return)

    QTimer.singleShot(0, choose_the_first)
    QTest.keyClick(shown.plot, Key.Key_C)
    assert offered[:2] == ["These days and those before", "Before and after: Move to IOP"]
    assert "Before and after: Last change of sertraline" in offered
    assert shown.windows.comparing
    QTest.keyClick(shown.plot, Key.Key_C)
    assert not shown.windows.comparing


def test_that_four_weeks_before_a_change_stand_beside_those_after_it(shown: ResponseChart) -> None:
    menu_item(shown.windows_menu(), "Before and after: Last change of sertraline")
    earlier, later = shown.windows.plots
    assert (earlier.axis.start, earlier.axis.end) == (day("08-18"), day("09-15"))
    assert (later.axis.start, later.axis.end) == (day("09-15"), day("10-13"))
    assert earlier.x() < later.x()
    assert earlier.axis.width == pytest.approx(later.axis.width, abs=20)
    assert [one.row.key for one in earlier.rows()] == [one.row.key for one in later.rows()]
    assert [one.top for one in earlier.rows()] == [one.top for one in later.rows()]


def test_that_each_window_tells_its_own_last_values_and_never_a_later_one(shown: ResponseChart) -> None:
    menu_item(shown.windows_menu(), "Before and after: Last change of sertraline")
    earlier, later = shown.windows.plots
    sertraline = next(one.row for one in later.rows() if plain_title(one.row) == "sertraline")
    phq = next(one.row for one in later.rows() if plain_title(one.row) == "PHQ-9")
    assert (earlier.heading(), later.heading()) == ("Mon 14-Sep-2026", "Now")
    assert (earlier.value(sertraline).strong, later.value(sertraline).strong) == ("100 mg", "150 mg")
    assert (earlier.value(phq).strong, later.value(phq).strong) == ("14", "11")
    earlier.setFocus()
    QTest.keyClick(earlier, Key.Key_Home)
    assert earlier.heading() == "Tue 18-Aug-2026"
    assert later.heading() == "Now"


def test_that_both_windows_zoom_scroll_and_choose_together_and_pan_apart(shown: ResponseChart) -> None:
    shown.resize(1240, 400)
    menu_item(shown.windows_menu(), "These days and those before")
    earlier, later = shown.windows.plots
    assert earlier.axis.end == later.axis.start
    assert earlier.axis.days == later.axis.days == 78
    QTest.keyClick(later, Key.Key_BracketRight)
    assert earlier.axis.days == pytest.approx(later.axis.days)
    began = later.axis.start
    QTest.keyClick(earlier, Key.Key_PageUp)
    assert later.axis.start == began
    last = later.rows()[-1].row.key
    QTest.keyClick(later, Key.Key_K)
    assert earlier.selected == last
    assert earlier.scrolled == later.scrolled
    before = [one.row.key for one in earlier.rows()]
    QTest.keyClick(later, Key.Key_Up, ALT)
    assert [one.row.key for one in earlier.rows()] == [one.row.key for one in later.rows()] != before


def test_that_in_little_room_the_windows_stand_one_below_the_other_each_with_its_names(
    shown: ResponseChart, qtbot: QtBot
) -> None:
    shown.resize(760, 640)
    menu_item(shown.windows_menu(), "These days and those before")
    earlier, later = shown.windows.plots
    qtbot.waitUntil(lambda: earlier.y() < later.y())
    assert earlier.named
    assert later.named
    shown.resize(1240, 640)
    qtbot.waitUntil(lambda: (earlier.y(), later.named) == (later.y(), False))


def test_that_escape_or_the_button_shows_one_window_again(shown: ResponseChart) -> None:
    button = next(one for one in shown.findChildren(QPushButton) if one.text() == "Compare")
    for by_button in (False, True):
        menu_item(shown.windows_menu(), "These days and those before")
        assert button.isChecked()
        if by_button:
            button.click()
        else:
            QTest.keyClick(shown.windows.earlier, Key.Key_Escape)
        assert not button.isChecked()
        assert shown.windows.plots == (shown.plot,)
        assert shown.plot.named
        assert not shown.windows.earlier.isVisible()


def test_that_a_range_shows_one_window_again(shown: ResponseChart) -> None:
    menu_item(shown.windows_menu(), "These days and those before")
    shown.show_range(Range.THIRTY_DAYS)
    assert not shown.windows.comparing
    assert shown.plot.axis.days == 37


def test_that_a_screen_reader_tells_the_windows_apart(shown: ResponseChart) -> None:
    menu_item(shown.windows_menu(), "These days and those before")
    told = [QAccessible.queryAccessibleInterface(plot).text(QAccessible.Text.Name) for plot in shown.windows.plots]
    assert told == ["Response chart, the earlier days", "Response chart"]


def test_that_choices_are_made_for_rows_that_are_there_only() -> None:
    choices = Choices(order=["dose:gone", "score:none"])
    assert choices.arranged(()) == []
    assert not choices.move((), (), "dose:gone", 1)
