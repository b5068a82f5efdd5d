"""The section Measures over a real vault: scales, vital signs and results, a blind weight that is held to be seen."""

import json
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from careboard.clinical.measured import LabResult, Result
from careboard.clinical.nutrition import Weight
from careboard.clinical.people import Discipline, Role
from careboard.clinical.response import AnsweredBy, Assessment
from careboard.clinical.values import LOINC, Amount, Coded, Quantity
from careboard.projections.measures.rated import Rated
from careboard.ui.look.look import Type, look
from careboard.ui.patient.composer.scale_body import ScaleBody
from careboard.ui.patient.measures.joining import MEASURES, Measures, add_measures
from careboard.ui.patient.measures.rated_list import RatedModel
from careboard.ui.patient.measures.readings_model import RESULT, WHEN, ReadingsModel
from careboard.ui.patient.page import OVERVIEW, TIMELINE
from tests.clinic import Clinic
from tests.ui.desk import PATIENCE, labels_of
from tests.ui.keys import focus, unreached
from tests.ui.patient.conftest import Opener
from tests.ui.patient.writing import CTRL, Hands

BLIND = Weight(Amount(Decimal("48.9"), "kg"), blind=True, conditions=("gown",))
LOW = LabResult(
    Coded.of(LOINC, "2823-3", "potassium"),
    Result(quantity=Quantity(Decimal("3.1"), "mEq/L")),
    reference_range="3.5 to 5.0 mEq/L",
)
PHQ = Assessment(Coded("PHQ-9"), AnsweredBy.PATIENT, total=Quantity(Decimal(14), "{score}"), level="moderate")
InSection = Callable[..., tuple[Hands, Measures]]


@pytest.fixture
def in_section(open_page: Opener, clinic: Clinic, qtbot: QtBot) -> Iterator[InSection]:
    """The section of a page, opened by its key."""

    def opened(who: Role | None = Role.NURSE, size: tuple[int, int] = (1594, 994)) -> tuple[Hands, Measures]:
        for content in (BLIND, LOW, PHQ):
            clinic.write(Role.NURSE, content)
        hands = Hands(open_page(who, size), qtbot)
        measures = add_measures(hands.page)
        section = measures.section
        QTest.keyClick(focus(), Qt.Key.Key_4, CTRL)
        qtbot.waitUntil(lambda: section.isVisible() and bool(section.readings.table.readings.rows), timeout=PATIENCE)
        return hands, measures

    yield opened
    QGuiApplication.clipboard().clear()  # what is flagged there outlives Python, else, and takes it down at its end


def results(measures: Measures) -> list[str]:
    model = measures.section.readings.table.readings
    return [str(model.index(row, RESULT).data()) for row in range(model.rowCount())]


def test_that_ctrl_4_opens_the_measures_with_the_newest_on_top(in_section: InSection) -> None:
    hands, measures = in_section()
    assert hands.page.sections.current == MEASURES
    section = measures.section
    assert focus() is section.scales.list
    phq = section.scales.list.rated.rows[0]
    assert (phq.name, phq.last) == ("PHQ-9", "14 (moderate)")
    rows = section.readings.table.readings.rows
    assert [(one.what, one.flag) for one in rows][:2] == [("Potassium", "Low"), ("Weight", "")]


def test_that_every_control_of_the_section_is_reached_by_tab_and_named(in_section: InSection) -> None:
    _hands, measures = in_section()
    assert unreached(measures.section) <= {"Vitals", "Labs"}  # of three of which one is chosen the arrows reach them
    assert all(pane.accessibleName() for pane in measures.section.panes)


def test_that_a_blind_weight_shows_only_while_f8_is_held_and_that_is_logged(
    in_section: InSection, clinic: Clinic, qtbot: QtBot
) -> None:
    _hands, measures = in_section()
    table = measures.section.readings.table
    table.setFocus()
    hidden = "Hidden, blind weight. Hold F8 to show (logged)."
    assert results(measures)[1] == hidden
    QTest.keyPress(table, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: results(measures)[1] == "48.9 kg, gown", timeout=PATIENCE)
    table.selectRow(1)
    QTest.keyClick(table, Qt.Key.Key_C, CTRL)
    assert "48.9" not in QGuiApplication.clipboard().text()
    assert QGuiApplication.clipboard().text().endswith("\tWeight\thidden, blind weight")
    QTest.keyRelease(table, Qt.Key.Key_F8)
    assert results(measures)[1] == hidden
    looks = [one for one in clinic.file().every() if one.head.kind == "access"]
    assert "weight-shown" in [json.loads(one.body or b"{}")["purpose"] for one in looks]


def test_that_a_hand_at_the_mouse_holds_a_button_to_see_a_blind_weight(in_section: InSection, qtbot: QtBot) -> None:
    _hands, measures = in_section()
    button = measures.section.readings.weights
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "48.9" in results(measures)[1], timeout=PATIENCE)
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert "48.9" not in results(measures)[1]


def test_that_a_blind_weight_is_hidden_when_the_keyboard_goes_elsewhere(in_section: InSection, qtbot: QtBot) -> None:
    _hands, measures = in_section()
    table = measures.section.readings.table
    table.setFocus()
    QTest.keyPress(table, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: "48.9" in results(measures)[1], timeout=PATIENCE)
    measures.section.scales.list.setFocus()
    assert "48.9" not in results(measures)[1]


def test_that_a_scale_is_entered_from_here_by_the_same_keys_and_leads_back(in_section: InSection, qtbot: QtBot) -> None:
    hands, measures = in_section(Role.COUNSELOR)
    hands.press(Qt.Key.Key_S)
    hands.press(Qt.Key.Key_G)
    assert hands.page.sections.current == OVERVIEW
    assert isinstance(hands.composer.body, ScaleBody)
    for _item in range(7):
        hands.digit(1)
    hands.press(Qt.Key.Key_P)
    hands.sign()
    assert hands.keys == 12
    qtbot.waitUntil(lambda: hands.page.sections.current == MEASURES, timeout=PATIENCE)
    assert "7 (mild)" in {row.last for row in measures.section.scales.list.rated.rows}


def test_that_enter_reads_the_last_entry_of_a_scale_in_the_timeline(in_section: InSection) -> None:
    hands, measures = in_section()
    measures.section.scales.list.setCurrentIndex(measures.section.scales.list.rated.index(0))
    hands.press(Qt.Key.Key_Return)
    assert hands.page.sections.current == TIMELINE
    shown = hands.page.timeline.view.rows[hands.page.timeline.view.currentIndex().row()]
    assert "PHQ-9" in shown.headline


def test_that_a_double_click_or_enter_on_a_scale_never_given_opens_its_form(
    in_section: InSection, qtbot: QtBot
) -> None:
    hands, measures = in_section(Role.COUNSELOR)
    qtbot.waitUntil(lambda: measures.may.scales, timeout=PATIENCE)
    scales = measures.section.scales
    scales.show_rows((Rated(name="GAD-7", about="", last="Never given", on=""),))
    asked: list[str] = []
    scales.list.scale_asked.connect(asked.append)
    index = scales.list.rated.index(0)
    scales.list.setCurrentIndex(index)
    QTest.mouseDClick(scales.list.viewport(), Qt.MouseButton.LeftButton, pos=scales.list.visualRect(index).center())
    assert hands.page.sections.current == OVERVIEW
    assert isinstance(hands.composer.body, ScaleBody)
    assert hands.composer.body.key == "scale:GAD-7"
    QTest.keyClick(scales.list, Qt.Key.Key_Return)
    assert asked == ["GAD-7", "GAD-7"]


def test_that_an_entry_that_the_timeline_filters_away_is_read_from_here_all_the_same(in_section: InSection) -> None:
    hands, measures = in_section()
    timeline = hands.page.timeline
    timeline.filters.toggle(Discipline.COORDINATION)
    assert not any("PHQ-9" in row.headline for row in timeline.view.rows)
    measures.section.scales.list.setCurrentIndex(measures.section.scales.list.rated.index(0))
    hands.press(Qt.Key.Key_Return)
    assert "PHQ-9" in timeline.view.rows[timeline.view.currentIndex().row()].headline


def test_that_vitals_alone_or_labs_alone_are_shown(in_section: InSection) -> None:
    _hands, measures = in_section()
    panel = measures.section.readings
    panel.kinds.button(2).click()
    assert [one.what for one in panel.table.readings.rows] == ["Potassium"]
    panel.kinds.button(1).click()
    assert [one.what for one in panel.table.readings.rows] == ["Weight"]


def test_that_a_role_that_signs_no_scale_is_offered_none(in_section: InSection, qtbot: QtBot) -> None:
    hands, measures = in_section(Role.COORDINATOR)
    qtbot.waitUntil(lambda: hands.page.desk is not None, timeout=PATIENCE)
    assert not {"Enter a scale", "Hand to the patient", "Enter vitals or labs"} & set(labels_of(measures.section))
    assert not measures.section.scales.enter.isVisible()


def test_that_both_stand_below_each_other_in_a_narrow_window(in_section: InSection, qtbot: QtBot) -> None:
    _hands, measures = in_section(size=(1180, 700))
    section = measures.section
    qtbot.waitUntil(lambda: section.readings.y() > section.scales.y(), timeout=PATIENCE)
    table = section.readings.table
    assert sum(table.columnWidth(column) for column in range(5)) <= table.viewport().width()


def test_that_a_day_and_its_time_stand_in_one_line(in_section: InSection) -> None:
    _hands, measures = in_section()
    table = measures.section.readings.table
    written = max(row.on for row in table.readings.rows)
    room = table.columnWidth(WHEN) - look().px(16)
    assert QFontMetricsF(look().font(Type.LABEL)).horizontalAdvance(written) <= room


def test_that_the_models_obey_the_item_model_rules(qtmodeltester: ModelTester, in_section: InSection) -> None:
    _hands, measures = in_section()
    scales, table = RatedModel(), ReadingsModel()
    qtmodeltester.check(scales)  # type: ignore[no-untyped-call]  # pytest-qt has no types here
    scales.show_rows(measures.section.scales.list.rated.rows)
    qtmodeltester.check(table)  # type: ignore[no-untyped-call]  # pytest-qt has no types here
    table.show_rows(measures.section.readings.table.readings.rows)
    assert scales.rowCount() > 0
    assert table.rowCount() > 0
