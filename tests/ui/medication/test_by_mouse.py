"""Medications by the mouse alone: what clicks cost, and what a right click offers."""

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget

from careboard.clinical.medication.orders import DoseChange, ReasonType
from careboard.projections.lanes.model import Value
from careboard.ui.parts.menus import StayingMenu
from careboard.ui.patient.dosing.adjust import AdjustForm
from careboard.ui.patient.dosing.fields import ReasonKeys
from careboard.ui.patient.response import paint_frame
from careboard.ui.patient.response.axis import Axis
from careboard.ui.patient.response.canvas import Canvas
from careboard.ui.patient.response.chart import ResponseChart
from tests.ui.medication.conftest import Opener
from tests.ui.medication.hands import form, lane, start
from tests.ui.medication.test_response_chart import key, shown

__all__ = ["shown"]
LEFT = Qt.MouseButton.LeftButton


def click(widget: QWidget, at: QPoint | None = None) -> int:
    """One click; returns 1, so that clicks are counted where they are made."""
    QTest.mouseClick(widget, LEFT, Qt.KeyboardModifier.NoModifier, at or widget.rect().center())
    return 1


def right_click(widget: QWidget, at: QPoint) -> None:
    """What a right click asks for."""
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, widget.mapToGlobal(at))
    QApplication.sendEvent(widget, event)


def _seen(page: QWidget, words: str) -> list[QAbstractButton]:
    """The buttons in sight whose words begin so."""
    buttons = page.findChildren(QAbstractButton)
    return [one for one in buttons if one.isVisible() and one.isEnabled() and one.text().startswith(words)]


def _button(page: QWidget, words: str) -> QAbstractButton:
    """A button in sight, by how its words begin."""
    return _seen(page, words)[0]


def _words(menu: QMenu) -> list[str]:
    return [action.text().replace("&", "") for action in menu.actions() if not action.isSeparator()]


def test_that_five_clicks_change_the_dose_of_the_chosen_row(at_work: Opener) -> None:
    work = at_work(None, start("olanzapine", "5", "2026-08-01"))
    lane(work, "OLANZ")
    before = len(work.chart.record.entries)
    work.wait(lambda: _seen(work.page, "Adjust dose") != [])
    clicks = click(_button(work.page, "Adjust dose"))
    sheet = form(work, AdjustForm)
    assert isinstance(sheet, AdjustForm)
    assert not sheet.doses[0].less.isEnabled()
    clicks += click(sheet.doses[0].more)
    reasons = sheet.findChild(ReasonKeys)
    assert isinstance(reasons, ReasonKeys)
    clicks += click(reasons, reasons.boxes[2].center().toPoint())
    clicks += click(_button(work.page, "Review and sign"))
    work.wait(lambda: _seen(work.page, "Sign for") != [])
    clicks += click(_button(work.page, "Sign for"))
    work.wait_signed(before)
    change = work.last()
    assert isinstance(change, DoseChange)
    assert change.now.text.startswith("10 mg")
    assert change.reason_type is ReasonType.SIDE_EFFECT
    assert clicks <= 5


def test_that_a_right_click_is_about_the_row_under_it_and_opens_there(at_work: Opener) -> None:
    work = at_work(None, start("olanzapine", "5", "2026-08-01"), start("sertraline", "50", "2026-08-02"))
    plot, table = work.meds.beside.response.plot, work.meds.beside.regimen
    lane(work, "OLANZ")
    asked: list[tuple[str, QPoint]] = []
    table.list.menu_asked.disconnect()
    table.list.menu_asked.connect(lambda row, at: asked.append((row.name, at)))
    for at, row in enumerate(table.list.regimen.rows):
        place = table.list.visualRect(table.list.regimen.index(at)).center()
        right_click(table.list.viewport(), place)
        assert asked[-1] == (row.name, table.list.viewport().mapToGlobal(place))
    box = plot.box_of(key(work.meds.beside.response, "sertraline"))
    right_click(plot, box.center().toPoint())
    menu = next(one for one in work.meds.beside.response.findChildren(QMenu) if one.isVisible())
    assert _words(menu)[:3] == ["Dose change", "Hold", "Stop"]
    assert work.meds.beside.course == work.course("sertraline")
    menu.close()


def test_that_a_second_click_and_a_drag_to_another_card_leave_a_card_as_it_is(at_work: Opener) -> None:
    work = at_work(None, start("olanzapine", "5", "2026-08-01"), start("sertraline", "50", "2026-08-02"))
    view = work.page.timeline.view
    first, other = (view.visualRect(view.model().index(at, 0)).center() for at in (0, 1))
    port = view.viewport()
    QTest.mousePress(port, LEFT, pos=first)
    QTest.mouseRelease(port, LEFT, pos=other)
    assert not any(view.is_open(row) for row in view.rows)
    click(port, first)
    QTest.mouseDClick(port, LEFT, pos=first)
    assert view.is_open(view.rows[0])


def test_that_a_drag_pans_and_chooses_no_row_and_a_range_is_lit_only_while_it_is_shown(shown: ResponseChart) -> None:
    plot = shown.plot
    ranges = [_button(shown, words) for words in ("30 d", "11 wk", "Episode", "All")]

    def lit() -> list[str]:
        return [one.text() for one in ranges if one.isChecked()]

    place = plot.box_of(key(shown, "sertraline")).center().toPoint()
    assert len(lit()) == 1
    QTest.mousePress(plot, LEFT, pos=place)
    QTest.mouseMove(plot, place - QPoint(60, 0))
    QTest.mouseRelease(plot, LEFT, pos=place - QPoint(60, 0))
    assert (plot.selected, lit()) == ("", [])
    click(plot, place)
    assert plot.selected == key(shown, "sertraline")
    heading = plot.headings()[1]
    slip = QPoint(round(plot.axis.left) + 40, round(heading.top - plot.scrolled) + 4)
    click(plot, slip)
    assert not plot.choices.folded
    click(plot, QPoint(20, slip.y()))
    assert plot.choices.folded == {heading.section}
    shown.show_range(1)
    assert lit() == ["11 wk"]


def test_that_the_line_goes_with_the_keyboard_and_is_never_out_of_sight(shown: ResponseChart) -> None:
    plot = shown.plot
    plot.focus_day(plot.axis.start)
    plot.pan(30)
    assert plot.focus is not None
    assert plot.axis.start <= plot.focus < plot.axis.end
    shown.show_range(0)
    assert plot.heading() == "Now"
    plot.focus_day(plot.axis.start)
    _button(shown, "Lanes").setFocus()
    assert plot.heading() == "Now"


def test_that_a_value_in_a_low_row_stands_in_one_line(shown: ResponseChart, monkeypatch: pytest.MonkeyPatch) -> None:
    ground = QPixmap(400, 40)
    painter = QPainter(ground)
    canvas = Canvas(painter, Axis(0.0, 77.0).placed(0, 200), 50.0, values=158.0)
    middles: list[float] = []

    def write(_canvas: Canvas, x: float, middle: float, *_words: object, **_how: object) -> float:
        middles.append(middle)
        return x

    monkeypatch.setattr(Canvas, "text", write)
    paint_frame.paint_value(canvas, Value("moderate", "since 20-Aug"), QRectF(0, 0, 200, 18))
    painter.end()
    assert len(middles) == 2
    assert max(middles) - min(middles) < 1


def test_that_several_lanes_are_put_away_from_one_menu(shown: ResponseChart) -> None:
    menu = shown.lanes_menu()
    assert isinstance(menu, StayingMenu)
    menu.popup(QPoint(0, 0))
    for action in menu.actions()[:2]:
        click(menu, menu.actionGeometry(action).center())
        assert not action.isChecked()
    assert menu.isVisible()
    menu.close()
