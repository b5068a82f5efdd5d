"""Medications with text at twice its size on 1366x768: nothing is cut, everything is reached by keys."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QPushButton, QWidget

from careboard.clinical.medication.taking import MedicationReported, MedicationStatus
from careboard.clinical.values import Informant
from careboard.ui.look.look import Type, apply, look, named
from careboard.ui.parts.head import Head
from careboard.ui.parts.labels import Label
from careboard.ui.parts.sheet import width as usual_width
from careboard.ui.patient.below import Below
from careboard.ui.patient.dosing.adjust import AdjustForm
from careboard.ui.patient.regimen.acts import Act
from tests.ui.desk import lay_out
from tests.ui.keys import focus, press, tab
from tests.ui.medication.conftest import Opened, Opener
from tests.ui.medication.hands import form, start
from tests.ui.medication.maya import tablet

Key = Qt.Key
PAGE = (1366 - 172, 768 - 92)  # what rail and top bar leave of the window at 200%


@pytest.fixture
def twice() -> Iterator[None]:
    """Text at twice its size."""
    apply(named("light", 2.0))
    yield
    apply(named("light"))


@pytest.fixture
def work(at_work: Opener, twice: None) -> Opened:
    """The Medications section of a chart with a few medicines."""
    medicines = (start("olanzapine", "5", "2026-08-01"), start("sertraline", "50", "2026-08-02"))
    opened = at_work(None, *medicines, size=PAGE)
    opened.page.sections.show_section("medications")
    settle(opened)
    return opened


def settle(work: Opened) -> None:
    """Let what was laid out come to rest."""
    for _turn in range(5):
        work.wait(lambda: work.background.idle)
        lay_out()


def below(work: Opened) -> Below:
    """What lies below the banner."""
    found = work.page.findChild(Below)
    assert found is not None
    return found


def in_sight(work: Opened, widget: QWidget) -> bool:
    """Is a widget seen below the banner, the whole of it where it has room; or is it in the banner, which stays?"""
    if work.page.banner.isAncestorOf(widget):
        return True
    seen = below(work).viewport()
    shown = QRect(widget.mapTo(seen, QPoint(0, 0)), widget.size()).intersected(seen.rect())
    return shown.height() >= min(widget.height(), seen.height() // 2) - 2


def test_that_titles_and_buttons_of_both_panels_are_whole(work: Opened) -> None:
    for head in work.meds.alone.findChildren(Head):
        for part in (*head.findChildren(Label), *head.findChildren(QPushButton)):
            assert part.width() >= part.sizeHint().width(), part.property("text")
            assert QRect(QPoint(0, 0), head.size()).contains(QRect(part.mapTo(head, QPoint(0, 0)), part.size()))


def test_that_the_page_scrolls_with_room_for_chart_and_table(work: Opened) -> None:
    page, view = below(work), work.meds.alone
    assert page.verticalScrollBar().maximum() > 0
    assert page.horizontalScrollBar().maximum() == 0
    assert view.response.plot.axis.width >= look().px(120)
    assert len(view.regimen.list.regimen.rows) - len(view.regimen.list.names_below()) >= 2


def test_that_a_sheet_without_room_beside_stands_above_whole_and_every_field_comes_into_sight(work: Opened) -> None:
    work.meds.open(Act.ADJUST, work.course("sertraline"))
    sheet = form(work, AdjustForm)
    settle(work)
    section = work.meds.alone
    assert sheet.mapTo(work.page, QPoint(0, sheet.height())).y() <= section.mapTo(work.page, QPoint(0, 0)).y()
    assert sheet.width() > usual_width()
    assert sheet.inside.height() <= sheet.inside.parentWidget().height()  # type: ignore[union-attr]
    met: list[QWidget] = []
    while focus() not in met:
        met.append(focus())
        settle(work)
        assert in_sight(work, focus()), focus().accessibleName()
        tab()
    named_ = {widget.accessibleName() for widget in met}
    assert {"New dose (mg)", "Reason", "In words", "How often", "Effective from", "Response chart"} <= named_


def test_that_what_is_refused_comes_into_sight_though_no_key_was_pressed_in_it(work: Opened) -> None:
    work.page.sections.show_section("timeline")
    work.page.sections.show_section("medications")
    work.meds.open(Act.ADJUST, work.course("sertraline"))
    sheet = form(work, AdjustForm)
    work.page.resize(PAGE[0], 420)  # so low that below the head of the sheet no field has room
    settle(work)
    bar = below(work).verticalScrollBar()
    bar.setValue(bar.maximum())
    sheet.review()
    settle(work)
    assert sheet.wrong
    assert in_sight(work, focus())


def test_that_an_order_is_signed_by_keys_and_the_chart_is_there_again(work: Opened) -> None:
    work.meds.open(Act.ADJUST, work.course("sertraline"))
    form(work, AdjustForm)
    settle(work)
    before = len(work.chart.record.entries)
    press(Key.Key_Up)
    tab()
    press(Key.Key_P)
    press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(work)
    assert in_sight(work, focus())
    assert "Sign for" in str(focus().property("text"))
    press(Key.Key_Return)
    work.wait_signed(before)
    settle(work)
    assert work.meds.alone.isVisible()
    assert not below(work).isAncestorOf(work.page.sheets) or not work.page.sheets.isVisible()


def test_that_the_wheel_goes_on_with_the_page_where_the_lanes_end(work: Opened) -> None:
    plot = work.meds.alone.response.plot
    notch = QWheelEvent(
        QPointF(20, 20),
        QPointF(20, 20),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    plot.wheelEvent(notch)
    assert not notch.isAccepted()


def test_that_a_name_of_two_hundred_letters_is_whole_at_any_size(at_work: Opener, twice: None) -> None:
    long = ("hydroxypropylmethylcellulose with extract of " * 5)[:200].strip()
    reported = MedicationReported(replace(tablet("x"), text=long), MedicationStatus.ACTIVE, Informant.PATIENT)
    work = at_work(None, reported, size=PAGE)
    work.page.sections.show_section("medications")
    settle(work)
    plot, rows = work.meds.alone.response.plot, work.meds.alone.regimen.list
    placed = next(one for one in plot.rows() if one.row.key.endswith(work.course(long[:20])))
    lines = -(-len(long) * look().px(7) // plot.labels)
    assert placed.height >= lines * look().px(14)
    row = next(at for at, one in enumerate(rows.regimen.rows) if one.name == long)
    assert rows.visualRect(rows.regimen.index(row)).width() <= rows.viewport().width()


@pytest.mark.parametrize("section", ["overview", "timeline", "medications"])
def test_that_a_section_opens_at_its_tabs_and_the_first_key_goes_to_what_has_the_keyboard(
    work: Opened, section: str
) -> None:
    work.page.sections.show_section("summary")
    settle(work)
    work.page.sections.show_section(section)
    settle(work)
    assert below(work).verticalScrollBar().maximum() > 0
    assert below(work).verticalScrollBar().value() == 0
    press(Key.Key_J)
    settle(work)
    assert in_sight(work, focus())


@pytest.mark.parametrize("section", ["overview", "timeline"])
def test_that_a_note_is_written_and_its_button_is_brought_into_sight(work: Opened, section: str) -> None:
    page = work.page
    page.sections.show_section(section)
    settle(work)
    page.timeline.view.setFocus()
    press(Key.Key_N)
    settle(work)
    assert page.composer is not None
    assert page.composer.geometry().bottom() < page.timeline.height()
    assert focus().visibleRegion().boundingRect().height() >= look().line(Type.BODY)
    (sign,) = (one for one in page.composer.findChildren(QPushButton) if one.text() == "Review and sign")
    sign.setFocus(Qt.FocusReason.TabFocusReason)
    settle(work)
    assert sign.visibleRegion().boundingRect() == sign.rect()
