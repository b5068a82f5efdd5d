"""The list of the timeline by keys: reading, acknowledging, filtering, searching, and where it stands."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from careboard.clinical.clinic import SiteSetting
from careboard.clinical.entry import Entry
from careboard.clinical.note import Acknowledgement, EnteredInError, ErrorReason, Seen
from careboard.clinical.people import Discipline, Role
from careboard.clinical.response import RiskLevel
from careboard.clinical.values import EntryId
from careboard.projections.duties import Matter, kept_roles
from careboard.projections.filters import Filter
from careboard.ui.patient.timeline import facts
from careboard.ui.patient.timeline.panel import TimelinePanel
from careboard.ui.patient.timeline.sifting import News
from careboard.ui.patient.timeline.slots import Slots
from careboard.ui.patient.timeline.strip import HEIGHT as STRIP_HEIGHT
from careboard.ui.patient.timeline.view import TimelineView
from tests.clinic import Clinic, note
from tests.clinical_examples import NOTE, RISK, entry_id
from tests.projections.records import COUNSELOR, DOCTOR, chart, on, signed
from tests.projections.story import STORY
from tests.ui.desk import PATIENCE, labels_of
from tests.ui.patient.conftest import Opener
from tests.ui.patient.writing import SHIFT, Hands


def many(count: int) -> list[Entry]:
    return [
        signed(replace(NOTE, headline=f"Note number {n}"), f"n{n}", at=on(-n // 3, 12 - n % 3), by=COUNSELOR)
        for n in range(count)
    ]


def test_that_four_unread_entries_are_read_with_four_keys_and_recorded_when_the_page_closes(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    new = {clinic.write(Role.COUNSELOR, note(f"Session {n}.")).id.hex() for n in range(4)}
    page = open_page()
    hands = Hands(page, qtbot)
    for _ in range(4):
        hands.press(Qt.Key.Key_U)
        page.timeline.view.viewport().repaint()
    assert hands.keys == 4
    assert page.timeline.view.read == new
    assert page.timeline.filters.words["unread"] == "Unread 0"
    page.close()
    page.desk.close()
    seen = [one.content for one in clinic.read() if isinstance(one.content, Seen)]
    assert [set(one.entries) for one in seen] == [new]


def test_that_an_entry_is_not_seen_before_its_end_was_in_sight(view: TimelineView) -> None:
    long = replace(NOTE, sections=(replace(NOTE.sections[0], text="\n".join(["A line."] * 80)),))
    view.show_chart(chart(signed(long, "long", by=COUNSELOR)))
    view.toggle(0)
    view.viewport().repaint()
    assert not view.read
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    view.viewport().repaint()
    assert view.read == {entry_id("long")}


def test_that_what_was_read_loses_its_dot_and_nothing_moves_until_r_brings_it_back(view: TimelineView) -> None:
    view.show_chart(chart(signed(NOTE, "note", by=COUNSELOR)))
    view.toggle(0)
    unread = view.card(0)
    view.viewport().repaint()
    read = view.card(0)
    assert (unread.dot is None, read.dot is None) == (False, True)
    assert read.height == unread.height
    view.keep_unread()
    assert view.card(0).dot is not None


def test_that_a_right_click_asks_about_the_entry_under_the_mouse(view: TimelineView) -> None:
    view.show_chart(chart(*many(3)))
    view.setCurrentIndex(view.model().index(0, 0))
    at = view.visualRect(view.model().index(2, 0)).center()
    where = view.viewport().mapToGlobal(at)
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, where))
    assert view.currentIndex().row() == 2
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert menu.pos() == where
    menu.close()


def test_that_r_keeps_an_entry_unread_and_shift_r_records_the_opened_ones(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    first, second = (clinic.write(Role.COUNSELOR, note(f"Session {n}.")).id.hex() for n in range(2))
    page = open_page()
    hands = Hands(page, qtbot)
    for _ in range(2):
        hands.press(Qt.Key.Key_U)
        page.timeline.view.viewport().repaint()
    hands.press(Qt.Key.Key_R)
    assert page.timeline.view.read == {second}
    hands.press(Qt.Key.Key_R, SHIFT)
    qtbot.waitUntil(lambda: isinstance(hands.written, Seen), timeout=PATIENCE)
    assert hands.written == Seen((EntryId(second),))
    assert page.chart is not None
    assert first in page.chart.unread.entries


def test_that_acknowledging_costs_one_key_and_can_be_taken_back(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    clinic.write(Role.COUNSELOR, note("Session."))
    page = open_page()
    hands = Hands(page, qtbot)
    hands.press(Qt.Key.Key_U)
    hands.keys = 0
    hands.press(Qt.Key.Key_A)
    page.undo.button.click()
    taken_back = page.undo.isHidden()
    hands.press(Qt.Key.Key_A)
    page.undo.do_now()
    qtbot.waitUntil(lambda: isinstance(hands.written, Acknowledgement), timeout=PATIENCE)
    assert taken_back
    assert hands.keys == 2  # one each time


def test_that_what_the_clinic_wants_acknowledged_says_so_on_its_card_and_a_answers(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    stream = clinic.open().registry.clinic_stream
    clinic.write(None, SiteSetting(Matter.RISK.setting, kept_roles([Role.PSYCHIATRIST])), stream=stream)
    clinic.write(Role.COUNSELOR, replace(RISK, level=RiskLevel.MODERATE, asked_to_acknowledge=(), screens=()))
    page = open_page()
    hands = Hands(page, qtbot)
    hands.press(Qt.Key.Key_U)
    row = page.timeline.view.current
    assert row is not None
    assert "Needs your acknowledgement" in [tag.text for tag in facts.tags(row, veil=facts.Veil())]
    lines = {line.label: line.text for line in facts.whole(row, facts.Team(), veil=facts.Veil())}
    assert lines["Not yet acknowledged by"] == "a psychiatrist (asked by the clinic's policy)"
    hands.press(Qt.Key.Key_A)
    page.undo.do_now()
    qtbot.waitUntil(lambda: isinstance(hands.written, Acknowledgement), timeout=PATIENCE)
    assert page.chart is not None
    assert not page.chart.unread.to_acknowledge
    assert not next(one for one in page.chart.timeline if one.id == row.id).awaited.anybody


def test_that_a_closed_entry_is_not_acknowledged(open_page: Opener, clinic: Clinic, qtbot: QtBot) -> None:
    clinic.write(Role.COUNSELOR, note("Session."))
    page = open_page()
    Hands(page, qtbot).press(Qt.Key.Key_A)
    assert page.undo.isHidden()


def test_that_j_and_k_go_from_entry_to_entry_and_enter_opens(view: TimelineView) -> None:
    view.show_chart(chart(*STORY))
    view.setFocus()
    assert view.currentIndex().row() == 0
    for key, row in ((Qt.Key.Key_J, 1), (Qt.Key.Key_Down, 2), (Qt.Key.Key_K, 1), (Qt.Key.Key_End, len(STORY) - 1)):
        QTest.keyClick(view, key)
        assert view.currentIndex().row() == row
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert view.current is not None
    assert view.is_open(view.current)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.is_open(view.current)


def test_that_the_list_keeps_its_place_when_entries_arrive(view: TimelineView) -> None:
    older = many(200)
    view.show_chart(chart(*older))
    view.setFocus()
    view.verticalScrollBar().setValue(4_000)
    view.viewport().repaint()
    before = view.rows[view.indexAt(QPoint(200, 300)).row()].id
    view.show_chart(chart(*older, signed(replace(NOTE, headline="New"), "new", at=on(2), by=COUNSELOR)))
    view.viewport().repaint()
    assert view.rows[view.indexAt(QPoint(200, 300)).row()].id == before


def test_that_what_is_new_stands_over_a_line_with_its_count_and_the_last_visit(view: TimelineView) -> None:
    old, new = many(3), signed(NOTE, "new", at=on(3), by=COUNSELOR)
    look_before = signed(Seen((old[0].id,)), "seen", at=on(2), by=DOCTOR)
    view.show_chart(chart(*old, look_before, new))
    assert view.news == News(1, "1 new since your last visit, Wed 02-Sep-2026 08:00")


def test_that_the_counts_of_the_disciplines_sum_to_the_whole(panel: TimelinePanel) -> None:
    words = panel.filters.words
    numbers = {key: int(told.rpartition(" ")[2]) for key, told in words.items()}
    assert numbers["all"] == len(panel.view.all_rows)
    assert sum(numbers[discipline.value] for discipline in Discipline) == numbers["all"]


def test_that_digits_filter_and_0_shows_all_again(panel: TimelinePanel) -> None:
    QTest.keyClick(panel.view, Qt.Key.Key_2)
    assert {row.discipline for row in panel.view.rows} == {Discipline.COUNSELING}
    QTest.keyClick(panel.view, Qt.Key.Key_4)
    assert {row.discipline for row in panel.view.rows} == {Discipline.COUNSELING, Discipline.MEDICAL}
    QTest.keyClick(panel.view, Qt.Key.Key_0)
    assert panel.view.rows == panel.view.all_rows


def test_that_a_search_marks_its_words_and_f3_goes_on(panel: TimelinePanel) -> None:
    QTest.keyClick(panel.view, Qt.Key.Key_Slash, Qt.KeyboardModifier.NoModifier)
    assert panel.filters.search.hasFocus()
    QTest.keyClicks(panel.filters.search, "sertraline")
    count = len(panel.view.rows)
    assert count > 2
    assert all("sertraline" in row.words.casefold() for row in panel.view.rows)
    assert f"1 of {count}" in labels_of(panel.filters)
    QTest.keyClick(panel.filters.search, Qt.Key.Key_F3)
    assert f"2 of {count}" in labels_of(panel.filters)
    assert panel.view.current is not None
    assert panel.view.is_open(panel.view.current)
    card = panel.view.card(1)
    assert any(text.layout.formats() for text in card.texts)
    QTest.keyClick(panel.filters.search, Qt.Key.Key_Escape)
    assert panel.view.rows == panel.view.all_rows


def test_that_words_known_beforehand_find_the_same(panel: TimelinePanel) -> None:
    from careboard.ui.patient.timeline.sifting import searched_words

    panel.view.show_filtered(Filter(words="Potassium"))
    found = [row.id for row in panel.view.rows]
    panel.view.show_filtered(Filter())
    panel.view.know_words({row.id: searched_words(row, blind=False) for row in panel.view.all_rows})
    panel.view.show_filtered(Filter(words="Potassium"))
    assert [row.id for row in panel.view.rows] == found != []


def test_that_words_known_beforehand_find_nothing_of_what_was_struck_since(panel: TimelinePanel) -> None:
    theirs = signed(NOTE, "theirs", by=COUNSELOR)
    wrong = signed(EnteredInError(ErrorReason.WRONG_PATIENT), "wrong", by=COUNSELOR, ref="theirs")
    panel.show_chart(chart(theirs))
    panel.view.know_words({theirs.id: "figure"})
    panel.view.show_filtered(Filter(words="figure"))
    assert [row.id for row in panel.view.rows] == [theirs.id]
    panel.show_chart(chart(theirs, wrong))
    assert panel.view.rows == ()


def test_that_the_keyboard_in_the_search_field_means_letters_only(panel: TimelinePanel) -> None:
    asked: list[str] = []
    panel.wanted.connect(lambda what, _row: asked.append(what))
    panel.filters.search.setFocus()
    QTest.keyClicks(panel.filters.search, "nausea a 1")
    assert asked == []
    assert panel.filters.filter.disciplines == frozenset()


def test_that_the_brush_shows_where_the_list_is_and_takes_it_there_by_keys(panel: TimelinePanel) -> None:
    strip = panel.strip
    assert strip.span is not None
    newest = strip.span[1]
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_BracketLeft)
    assert strip.span[1] == newest - timedelta(days=7) or strip.span[1] < newest
    QTest.keyClick(strip, Qt.Key.Key_Right)
    assert "the list shows" in strip.accessibleDescription()


def test_that_dragging_the_brush_takes_the_list_to_the_first_day(panel: TimelinePanel) -> None:
    left = round(panel.strip.axis.left())
    QTest.mousePress(panel.strip, Qt.MouseButton.LeftButton, pos=QPoint(panel.strip.width() - 20, 60))
    QTest.mouseMove(panel.strip, QPoint(left + 1, 60))
    QTest.mouseRelease(panel.strip, Qt.MouseButton.LeftButton, pos=QPoint(left + 1, 60))
    QTest.mouseClick(panel.strip, Qt.MouseButton.LeftButton, pos=QPoint(left + 1, 60))
    assert panel.view.current is not None
    assert panel.view.current.id == panel.view.rows[-1].id


def test_that_the_strip_counts_every_discipline(panel: TimelinePanel) -> None:
    for discipline in Discipline:
        assert facts.DISCIPLINES[discipline] in panel.strip.accessibleDescription()


def test_that_the_model_obeys_the_rules_of_item_models(view: TimelineView, qtmodeltester: ModelTester) -> None:
    view.show_chart(chart(*STORY))
    qtmodeltester.check(view.model())  # type: ignore[no-untyped-call]
    view.show_filtered(Filter(disciplines=frozenset({Discipline.COUNSELING})))


def test_that_every_control_of_the_panel_has_a_name(panel: TimelinePanel) -> None:
    from careboard.ui.parts.stops import stops

    for stop in stops(panel):
        access = QAccessible.queryAccessibleInterface(stop)
        assert access is not None
        assert access.text(QAccessible.Text.Name)


def test_that_the_strip_is_112_pixels_high(panel: TimelinePanel) -> None:
    assert panel.strip.height() == STRIP_HEIGHT == 112


def test_that_only_what_is_near_is_measured() -> None:
    measured: list[int] = []

    def measure(row: int) -> int:
        measured.append(row)
        return 100 + row % 7

    slots = Slots(100_000, measure, 112)
    assert slots.height == 100_000 * 112
    assert slots.at(0) == 0
    row = slots.at(5_000_000)
    assert slots.top(row) <= 5_000_000 < slots.top(row) + slots.height_of(row)
    assert len(measured) < 50


def test_that_measured_rows_stand_without_gaps() -> None:
    heights = [30 + (row * 37) % 200 for row in range(60)]
    slots = Slots(60, heights.__getitem__, 90)
    slots.learn(0, 100_000, 0)
    assert [slots.top(row) for row in range(60)] == [sum(heights[:row]) for row in range(60)]
    assert slots.height == sum(heights)
    for y in (0, 29, 30, 500, sum(heights) - 1):
        row = slots.at(y)
        assert slots.top(row) <= y < slots.top(row) + heights[row]


def test_that_scrolling_up_into_the_unmeasured_moves_by_as_much_as_asked(view: TimelineView) -> None:
    view.show_chart(chart(*many(400)))
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    view.viewport().repaint()
    for _ in range(30):
        index = view.indexAt(QPoint(200, 200))
        row = index.row() if index.isValid() else view.indexAt(QPoint(200, 240)).row()
        before = view.visualRect(view.model().index(row, 0)).top()
        bar.setValue(bar.value() - 60)
        assert view.visualRect(view.model().index(row, 0)).top() == before + 60
