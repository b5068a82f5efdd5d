"""The list of the timeline by keys: reading, acknowledging, filtering, searching; what it says and where it stands."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from careboard.clinical.dosage import Medicine
from careboard.clinical.entry import Entry
from careboard.clinical.measured import Component, Result, Vitals
from careboard.clinical.note import Acknowledgement, EnteredInError, ErrorReason, Note, Seen
from careboard.clinical.nutrition import MealPlan
from careboard.clinical.people import Discipline, Role
from careboard.clinical.person import Flag, FlagType
from careboard.clinical.values import Coded, EntryId, Quantity
from careboard.projections.chart import Chart
from careboard.projections.filters import Filter
from careboard.ui.look.look import Type, apply, look, named
from careboard.ui.patient.timeline import facts
from careboard.ui.patient.timeline.card import STRIPE, TILE, Asked, Card, laid_out
from careboard.ui.patient.timeline.facts import HOLD_TO_SHOW, HOLD_TO_SHOW_ENERGY, Team, Veil, whole
from careboard.ui.patient.timeline.panel import TimelinePanel
from careboard.ui.patient.timeline.sifting import News
from careboard.ui.patient.timeline.slots import Slots
from careboard.ui.patient.timeline.slotted import GAP, MARGIN
from careboard.ui.patient.timeline.strip import HEIGHT as STRIP_HEIGHT
from careboard.ui.patient.timeline.view import TimelineView
from tests.clinic import Clinic, note
from tests.clinical_examples import HANDOVER, HOLD, NOTE, REPORTED, entry_id
from tests.projections.records import COUNSELOR, DOCTOR, NURSE, chart, imported, on, signed
from tests.projections.story import STORY
from tests.ui.desk import PATIENCE, labels_of
from tests.ui.patient.conftest import Opener
from tests.ui.patient.writing import SHIFT, Hands

BLIND = Flag(FlagType.BLIND_WEIGHT, Coded("Weight is not shown"))
TEAM = Team({DOCTOR.member: "A. Chen", COUNSELOR.member: "L. Moreno", NURSE.member: "R. Patel"})


def many(count: int) -> list[Entry]:
    return [
        signed(replace(NOTE, headline=f"Note number {n}"), f"n{n}", at=on(-n // 3, 12 - n % 3), by=COUNSELOR)
        for n in range(count)
    ]


@pytest.fixture
def view(program: QApplication, qtbot: QtBot) -> Iterator[TimelineView]:
    apply(named("light"))
    made = TimelineView()
    made.resize(776, 620)
    made.show_team(TEAM)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=PATIENCE)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def panel(program: QApplication, qtbot: QtBot) -> Iterator[TimelinePanel]:
    apply(named("light"))
    made = TimelinePanel()
    made.resize(776, 820)
    made.show_chart(chart(*STORY))
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=PATIENCE)
    made.view.setFocus()
    yield made
    made.close()
    made.deleteLater()


def row_of(made: Chart, entry: str) -> int:
    return [row.id for row in made.timeline].index(EntryId(entry))


# -- reading ----------------------------------------------------------------------------------------------------------


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


# -- what a card says -------------------------------------------------------------------------------------------------


def test_that_a_struck_entry_says_so_in_a_word(view: TimelineView) -> None:
    entry = signed(NOTE, "wrong", by=COUNSELOR)
    error = signed(EnteredInError(ErrorReason.DUPLICATE), "error", ref="wrong", by=COUNSELOR, at=on(3))
    made = chart(entry, error)
    row = made.timeline[row_of(made, entry.id)]
    assert next(facts.tags(row, veil=Veil())).text == "Entered in error"
    view.show_chart(made)
    card = view.card(row_of(made, entry.id))
    assert any(text.struck for text in card.texts)


def test_that_an_entry_of_the_wrong_chart_shows_its_words_to_nobody_else(view: TimelineView) -> None:
    entry = signed(NOTE, "wrong", by=COUNSELOR)
    error = signed(EnteredInError(ErrorReason.WRONG_PATIENT), "error", ref="wrong", by=COUNSELOR, at=on(3))
    made = chart(entry, error, reader=NURSE)
    row = made.timeline[row_of(made, entry.id)]
    told = "\n".join([facts.body(row, veil=Veil()), *map(str, facts.whole(row, TEAM, veil=Veil()))])
    assert NOTE.sections[0].text not in told
    assert NOTE.headline not in facts.spoken(row, TEAM, unread=False, veil=Veil())


def test_that_an_answer_says_what_it_answers() -> None:
    note, answer = signed(NOTE, "n", by=COUNSELOR), signed(Acknowledgement(), "answer", ref="n", by=NURSE, at=on(3))
    made = chart(note, answer)
    row = made.timeline[row_of(made, answer.id)]
    told = f"About Individual session, {made.timeline[row_of(made, note.id)].day}: {NOTE.headline}"
    assert facts.body(row, veil=Veil()).endswith(told)
    assert told in [line.text for line in facts.whole(row, TEAM, veil=Veil())]


def test_that_a_correction_does_not_tell_what_was_in_the_wrong_chart(view: TimelineView) -> None:
    entry = signed(NOTE, "wrong", by=COUNSELOR)
    error = signed(EnteredInError(ErrorReason.WRONG_PATIENT), "error", ref="wrong", by=COUNSELOR, at=on(3))
    made = chart(entry, error, reader=NURSE)
    assert NOTE.headline not in facts.body(made.timeline[row_of(made, error.id)], veil=Veil())
    view.show_chart(made)
    assert not any(text.struck for text in view.card(row_of(made, entry.id)).texts), "a message is not struck"


def test_that_an_order_that_waits_for_its_prescriber_is_not_called_signed() -> None:
    order = signed(replace(HOLD, ordered_by=DOCTOR.member), "hold", by=NURSE)
    told = [tag.text for tag in facts.tags(chart(order).timeline[0], veil=Veil())]
    assert told == ["Awaits your co-signature"]


def test_that_a_card_says_whose_cosignature_its_note_awaits() -> None:
    note = signed(replace(NOTE, cosigner=DOCTOR.member, asked_to_acknowledge=()), "note", by=COUNSELOR)
    before = signed(HANDOVER, "before", at=on(2), by=DOCTOR)
    told = {
        who: next(facts.tags(chart(*entries, reader=reader).timeline[-1], veil=Veil())).text
        for who, entries, reader in (
            ("the one who is asked", [note], DOCTOR),
            ("another who knows the name", [note, before], NURSE),
            ("another who does not", [note], NURSE),
        )
    }
    assert told == {
        "the one who is asked": "Awaits your co-signature",
        "another who knows the name": "Awaits co-signature of A. Chen, MD",
        "another who does not": "Awaits co-signature",
    }


def test_that_a_closed_card_shows_two_lines_of_a_headline_and_no_name_of_a_medicine_is_cut(view: TimelineView) -> None:
    long = "24 HR amphetamine aspartate monohydrate 1.875 MG / amphetamine sulfate 1.875 MG Extended Release Capsule"
    text = signed(replace(HANDOVER, summary="Slept well and ate the whole of breakfast. " * 5), "handover")
    drug = signed(replace(REPORTED, medicine=Medicine(long * 2)), "drug", at=on(3))
    view.show_chart(chart(text, drug))
    cards = {row.id: view.card(at) for at, row in enumerate(view.rows)}
    assert longest(cards[text.id]) <= 2 < longest(cards[drug.id])
    assert long * 2 in "".join(one.layout.text() for one in cards[drug.id].texts)


def longest(card: Card) -> int:
    """How many lines the headline takes: the text in the letters of headlines."""
    return max(one.layout.lineCount() for one in card.texts if one.layout.font() == look().font(Type.HEADLINE))


def test_that_an_imported_entry_is_marked(view: TimelineView) -> None:
    made = chart(imported(signed(NOTE, "n")))
    assert "Imported" in [tag.text for tag in facts.tags(made.timeline[0], veil=Veil())]


def test_that_a_blind_weight_is_hidden_until_f8_is_held(panel: TimelinePanel) -> None:
    scale = Vitals((Component(Coded.of("http://loinc.org", "29463-7", "Body weight"), _kilograms()),))
    entries = [*STORY, signed(BLIND), imported(signed(scale, "scale", at=on(16, 14)))]
    panel.show_chart(chart(*entries))
    asked: list[str] = []
    panel.wanted.connect(lambda what, _row: asked.append(what))
    said = _all_words(panel.view)
    assert "47.3" not in said
    assert "51.9" not in said
    assert HOLD_TO_SHOW in said
    QTest.keyPress(panel.view, Qt.Key.Key_F8)
    assert asked == ["weight"]
    assert "47.3" not in _all_words(panel.view)
    panel.show_weights()
    assert "47.3" in _all_words(panel.view)
    QTest.keyRelease(panel.view, Qt.Key.Key_F8)
    assert "47.3" not in _all_words(panel.view)


def test_that_a_plans_energy_is_hidden_as_a_blind_weight_is_and_what_is_eaten_is_not(panel: TimelinePanel) -> None:
    panel.show_chart(chart(*STORY, signed(BLIND)))
    for said in (_all_words(panel.view), _heard(panel.view)):
        assert not re.search(r"620 kcal|2,[24]00", said)
    assert "Energy hidden" in _heard(panel.view)
    (plan,) = (row for row in panel.view.all_rows if isinstance(row.entry.content, MealPlan))
    opened = [str(line) for line in whole(plan, Team(), veil=Veil(flagged=True))]
    assert HOLD_TO_SHOW_ENERGY in opened
    assert not re.search(r"620 kcal|2,[24]00", "\n".join(opened))
    assert "1.5 protein, with dessert" in _all_words(panel.view)
    QTest.keyPress(panel.view, Qt.Key.Key_F8)
    panel.show_weights()
    assert "620 kcal" in _all_words(panel.view)
    assert "2,200 to 2,400 kcal a day" in _heard(panel.view)
    QTest.keyRelease(panel.view, Qt.Key.Key_F8)
    panel.show_chart(chart(*STORY))
    assert "620 kcal" in _all_words(panel.view)


def test_that_a_weight_whose_look_is_recorded_after_the_key_was_let_go_of_stays_hidden(panel: TimelinePanel) -> None:
    panel.show_chart(chart(*STORY, signed(BLIND)))
    QTest.keyClick(panel.view, Qt.Key.Key_F8)
    panel.show_weights()
    assert "47.3" not in _all_words(panel.view)


def test_that_a_screen_reader_is_told_no_weight_that_the_screen_hides(panel: TimelinePanel) -> None:
    scale = Vitals((Component(Coded.of("http://loinc.org", "29463-7", "Body weight"), _kilograms()),))
    flagged = chart(*STORY, signed(BLIND), signed(scale, "scale", at=on(16, 14)))
    panel.show_chart(flagged)
    assert "51.9" not in _heard(panel.view)
    QTest.keyPress(panel.view, Qt.Key.Key_F8)
    panel.show_weights()
    assert "51.9" in _heard(panel.view)
    QTest.keyRelease(panel.view, Qt.Key.Key_F8)


def test_that_a_weight_is_hidden_again_when_the_keyboard_goes_elsewhere(panel: TimelinePanel) -> None:
    panel.show_chart(chart(*STORY, signed(BLIND)))
    QTest.keyPress(panel.view, Qt.Key.Key_F8)
    panel.show_weights()
    assert "47.3" in _all_words(panel.view)
    panel.filters.search.setFocus()
    assert "47.3" not in _all_words(panel.view)


def _heard(view: TimelineView) -> str:
    """Everything that a screen reader can ask of the rows."""
    model, said = view.model(), QAccessible.queryAccessibleInterface(view)
    roles = (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.AccessibleDescriptionRole,
    )
    rows = range(model.rowCount())
    told = [str(model.index(row, 0).data(role)) for row in rows for role in roles]
    texts = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)
    told += [said.child(row).text(text) for row in rows for text in texts]
    return "\n".join(told)


def _kilograms() -> Result:
    return Result(quantity=Quantity(Decimal("51.9"), "kg"))


def _all_words(view: TimelineView) -> str:
    cards = [view.card(row) for row in range(len(view.rows))]
    return "\n".join(text.layout.text() for card in cards for text in card.texts)


def test_that_a_card_says_of_how_many_it_was_seen() -> None:
    seen = signed(Seen((entry_id("n"),)), "seen", at=on(2), by=NURSE)
    made = chart(signed(NOTE, "n", by=COUNSELOR), seen)
    row = next(row for row in made.timeline if isinstance(row.entry.content, Note))
    assert TEAM.seen(row) == "1 of 2 seen"


# -- filters and search -----------------------------------------------------------------------------------------------


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
    panel.view.know_words({row.id: searched_words(row) for row in panel.view.all_rows})
    panel.view.show_filtered(Filter(words="Potassium"))
    assert [row.id for row in panel.view.rows] == found != []


def test_that_the_keyboard_in_the_search_field_means_letters_only(panel: TimelinePanel) -> None:
    asked: list[str] = []
    panel.wanted.connect(lambda what, _row: asked.append(what))
    panel.filters.search.setFocus()
    QTest.keyClicks(panel.filters.search, "nausea a 1")
    assert asked == []
    assert panel.filters.filter.disciplines == frozenset()


# -- the strip --------------------------------------------------------------------------------------------------------


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


# -- screen readers ---------------------------------------------------------------------------------------------------


def test_that_every_row_is_named_by_discipline_author_time_and_title(view: TimelineView) -> None:
    made = chart(*STORY)
    view.show_chart(made)
    access = QAccessible.queryAccessibleInterface(view)
    assert access is not None
    assert access.role() is QAccessible.Role.List
    assert access.childCount() == len(view.rows)
    for at, row in enumerate(view.rows):
        child = access.child(at)
        assert child is not None
        name = child.text(QAccessible.Text.Name)
        for part in (facts.lead(row), row.author, row.day, row.headline):
            assert part in name


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


# -- geometry and colours ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_that_a_card_has_the_measures_and_colours_of_the_mock(program: QApplication, qtbot: QtBot, theme: str) -> None:
    apply(named(theme))
    try:
        view = TimelineView()
        qtbot.addWidget(view)
        view.resize(776, 620)
        view.show_chart(chart(signed(replace(NOTE, asked_to_acknowledge=()), "n", by=COUNSELOR)))
        picture = view.grab().toImage()
        box = view.visualRect(view.model().index(0, 0))
        assert (box.x(), box.width()) == (MARGIN, view.viewport().width() - 2 * MARGIN)
        assert 95 <= box.height() <= 112  # 103 in the mock
        middle = box.center().y()
        tokens = look().tokens
        colour = {
            "stripe": (box.x() + STRIPE - 2, middle, tokens.counseling),
            "tile": (box.x() + 16 + TILE - 3, box.y() + 11 + TILE // 2, tokens.counseling_tint),
            "card": (box.right() - 4, middle, tokens.unread),
            "ground": (4, middle, tokens.surface2),
        }
        for name, (x, y, token) in colour.items():
            assert picture.pixelColor(x, y).name().upper() == token.upper(), name
    finally:
        apply(named("light"))


def test_that_cards_stand_six_pixels_apart(view: TimelineView) -> None:
    entries = [signed(replace(NOTE, headline=f"{n}"), f"n{n}", at=on(1, 12, n), by=COUNSELOR) for n in range(3)]
    view.show_chart(chart(*entries))
    first, second = (view.visualRect(view.model().index(at, 0)) for at in range(2))
    assert second.top() - first.bottom() - 1 == GAP == 6


def test_that_the_strip_is_112_pixels_high(panel: TimelinePanel) -> None:
    assert panel.strip.height() == STRIP_HEIGHT == 112


@pytest.mark.parametrize("scale", [0.9, 1.0, 1.5, 2.0])
def test_that_no_word_of_a_card_leaves_it(program: QApplication, qtbot: QtBot, scale: float) -> None:
    apply(named("light", scale))
    try:
        view = TimelineView()
        qtbot.addWidget(view)
        view.resize(700, 620)
        view.show_chart(chart(*STORY))
        view.grab()
        for row in range(len(view.rows)):
            card = view.card(row)
            for text in card.texts:
                right = text.at.x() + text.layout.boundingRect().right()
                assert right <= card.asked.width + 1
                assert text.at.y() + text.layout.boundingRect().bottom() <= card.height + 1
            for place, _tag in card.tags:
                assert place.right() <= card.asked.width
    finally:
        apply(named("light"))


# -- long lists -------------------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("width", [776, 420, 260])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_that_in_a_narrow_card_no_word_lies_on_another(
    program: QApplication, view: TimelineView, width: int, scale: float
) -> None:
    apply(named("light", scale))
    made = chart(signed(replace(NOTE, session_start=None, session_stop=None), "narrow", by=COUNSELOR))
    card = laid_out(made.timeline[0], Asked(look().px(width), opened=True, unread=True), TEAM)
    boxes = [text.layout.boundingRect().translated(text.at).adjusted(0, 3, 0, -3) for text in card.texts]
    boxes += [box for box, _tag in card.tags]
    for at, box in enumerate(boxes):
        assert not any(box.intersects(other) for other in boxes[at + 1 :])
    apply(named("light"))
