"""The patient's page: opened from the vault, recorded into it, closed with what was seen."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from careboard.clinical.condition import Allergy
from careboard.clinical.note import Acknowledgement, Note, Seen
from careboard.clinical.people import Role
from careboard.projections.chart import Chart
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.stops import stops
from careboard.ui.patient import matters
from careboard.ui.patient.forms.facts import FactsSheet
from careboard.ui.patient.forms.form import Form, Signed
from careboard.ui.patient.overview import WIDE, Overview
from careboard.ui.patient.page import PatientPage
from tests.clinic import Clinic, note
from tests.clinical_examples import ALLERGY, PHQ9, RISK
from tests.projections.records import COUNSELOR, chart, on, signed
from tests.projections.story import STORY
from tests.ui.desk import PATIENCE
from tests.ui.keys import press
from tests.ui.patient.conftest import Opener
from tests.ui.patient.writing import CTRL, SHIFT, Hands


def test_that_the_banner_stands_above_everything_else(open_page: Opener) -> None:
    page = open_page()
    assert page.banner.y() == 0
    assert page.banner.width() == page.width()
    assert page.sections.mapTo(page, QPoint()).y() == page.banner.height()
    assert page.sections.height() == 48


def test_that_a_long_chart_is_shown_newest_first_and_then_whole(
    clinic: Clinic, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(60):
        clinic.write(Role.COUNSELOR, note(f"Session {number}."))
    shown: list[Chart] = []
    show = PatientPage.show_chart

    def watched(page: PatientPage, made: Chart) -> None:
        shown.append(made)
        show(page, made)

    monkeypatch.setattr(PatientPage, "show_chart", watched)
    page = open_page()
    assert [made.complete for made in shown] == [False, True]
    assert len(shown[0].timeline) < len(shown[1].timeline) == len(page.timeline.view.rows)


def test_that_what_was_open_is_recorded_as_seen_when_the_page_closes(open_page: Opener, clinic: Clinic) -> None:
    entry = clinic.write(Role.COUNSELOR, note("Came late, stayed to the end.")).id.hex()
    before = clinic.clock.now
    page = open_page()
    page.timeline.view.next_unread()
    page.timeline.view.viewport().repaint()
    assert page.timeline.view.read == {entry}
    closing = clinic.clock.now
    page.close()
    page.desk.close()
    (seen,) = [one for one in clinic.read() if isinstance(one.content, Seen)]
    assert isinstance(seen.content, Seen)
    assert seen.content.entries == (entry,)
    assert seen.at.instant is not None
    assert before < seen.at.instant <= closing, "it is true from when the chart was opened"


def test_that_a_visit_is_one_although_what_was_read_was_marked_in_its_first_minute(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    clinic.write(Role.COUNSELOR, note("Came early."))
    page = open_page()
    hands = Hands(page, qtbot)
    hands.press(Qt.Key.Key_U)
    page.timeline.view.viewport().repaint()
    hands.press(Qt.Key.Key_R, SHIFT)
    qtbot.waitUntil(lambda: isinstance(hands.written, Seen), timeout=PATIENCE)
    assert page.chart is not None
    assert page.chart.unread.last_look is None, "so far it was a glance"
    clinic.clock.now += timedelta(minutes=20)
    page.close()
    page.desk.close()
    again = open_page().chart
    assert again is not None
    assert again.unread.last_look == clinic.read()[-1].recorded_at


def test_that_what_waits_to_be_undone_is_done_when_the_page_closes(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    clinic.write(Role.COUNSELOR, note("Session."))
    page = open_page()
    hands = Hands(page, qtbot)
    hands.press(Qt.Key.Key_U)
    hands.press(Qt.Key.Key_A)
    page.close()
    page.desk.close()
    assert [one for one in clinic.read() if isinstance(one.content, Acknowledgement)]


def test_that_ctrl_z_takes_an_acknowledgement_back(open_page: Opener, clinic: Clinic, qtbot: QtBot) -> None:
    clinic.write(Role.COUNSELOR, note("Session."))
    page = open_page()
    hands = Hands(page, qtbot)
    hands.press(Qt.Key.Key_U)
    hands.press(Qt.Key.Key_A)
    hands.press(Qt.Key.Key_Z, CTRL)
    assert page.undo.isHidden()


def test_that_holding_f8_is_recorded_without_saying_what_was_seen(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    page = open_page()
    before = _access(clinic)
    Hands(page, qtbot).press(Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: _access(clinic) == before + 1, timeout=PATIENCE)


def _access(clinic: Clinic) -> int:
    return sum(record.head.kind == "access" for record in clinic.file().every())


def test_that_the_rooms_beside_the_list_stand_there_from_1600_pixels_on(open_page: Opener, qtbot: QtBot) -> None:
    page = open_page(size=(WIDE, 900))
    beside = QLabel("beside")
    page.add_beside(beside)
    qtbot.waitUntil(beside.isVisible, timeout=PATIENCE)
    page.resize(WIDE - 10, 900)
    qtbot.waitUntil(lambda: not beside.isVisible(), timeout=PATIENCE)
    assert page.timeline.isVisible()


def test_that_a_section_of_another_room_is_shown_every_chart(open_page: Opener, clinic: Clinic, qtbot: QtBot) -> None:
    shown: list[Chart] = []

    class Room(QLabel):
        def show_chart(self, made: Chart) -> None:
            shown.append(made)

    page = open_page(Role.COUNSELOR)
    page.add_section("room", "Room", Room())
    before = len(shown)
    hands = Hands(page, qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("Came late.")
    hands.sign()
    assert len(shown) > before == 1
    page.sections.show_section("room")
    assert page.sections.current == "room"
    page.sections.show_section("timeline")
    assert page.timeline.isVisible()


def test_that_a_section_keeps_its_number_and_its_place_whenever_it_comes(open_page: Opener) -> None:
    page = open_page(Role.NURSE)
    for key in ("summary", "room", "nutrition"):
        page.add_section(key, key.title(), QLabel(key))
    assert page.sections.keys == ("overview", "timeline", "nutrition", "summary", "room")
    assert [page.sections.number(key) for key in page.sections.keys] == [1, 2, 5, 7, 8]
    assert page.sections.current == "overview"
    press(Qt.Key.Key_5, CTRL)
    assert page.sections.current == "nutrition"
    assert page.sections.stack.currentWidget() is page.sections.widget("nutrition")


def test_that_a_chip_leads_to_its_form_and_the_form_into_the_record(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    page = open_page()
    page.banner.chip_opened.emit("allergies")
    sheet = page.sheets.sheet
    assert isinstance(sheet, FactsSheet)
    next(button for button in sheet.findChildren(Button) if button.text()).click()
    assert isinstance(page.sheets.sheet, Form)
    page.sheets.sheet.signed.emit(Signed(ALLERGY))
    qtbot.waitUntil(lambda: page.sheets.sheet is None, timeout=PATIENCE)
    assert [one.content for one in clinic.read() if isinstance(one.content, Allergy)] == [ALLERGY]
    assert page.banner.chips["allergies"].startswith("Known allergies: penicillin")


def test_that_a_key_that_the_role_cannot_use_says_so(open_page: Opener, qtbot: QtBot) -> None:
    page = open_page()
    told: list[str] = []
    page.desk.told.connect(told.append)
    page.writes.composer = None
    Hands(page, qtbot).press(Qt.Key.Key_N)
    assert told == ["Your role writes no notes here."]


def test_that_the_keys_of_the_list_are_shown_by_a_question_mark(open_page: Opener, qtbot: QtBot) -> None:
    page = open_page()
    hands = Hands(page, qtbot)
    hands.compose("?")
    said = {label.text() for label in page.sheets.findChildren(QLabel)}
    assert {"U", "Next unread entry, opened", "F8"} <= said
    hands.press(Qt.Key.Key_Escape)
    assert page.sheets.sheet is None
    assert page.timeline.view.hasFocus()


def test_that_the_primary_button_stands_last(open_page: Opener) -> None:
    page = open_page()
    page.add_action("Adjust dose", "pill", lambda: None)
    assert [button.text() for button in page.sections.offered] == ["Adjust dose", "New note"]


def test_that_after_signing_the_list_stands_at_the_new_entry(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("Came late.")
    hands.sign()
    row = hands.page.timeline.view.current
    assert row is not None
    assert isinstance(row.entry.content, Note)
    assert row.headline == "Came late."
    assert hands.page.timeline.view.hasFocus()


def test_that_tab_goes_through_the_page_in_the_order_of_reading(open_page: Opener) -> None:
    page = open_page()
    order = [stop for pane in page.panes for stop in stops(pane)]
    places = [order.index(one) for one in (page.timeline.strip, page.timeline.filters.search, page.timeline.view)]
    assert places == sorted(places)
    assert page.banner.isAncestorOf(order[0])
    assert page.composer is not None
    assert page.composer.isAncestorOf(order[-1])


# -- what is new, due, and odd -----------------------------------------------------------------------------------------


def test_that_the_overview_says_in_one_line_what_is_new_since_the_last_visit(open_page: Opener) -> None:
    overview = Overview()
    overview.show_chart(chart(*STORY, reader=COUNSELOR))
    assert overview.since.said == "You have not read this chart yet: what others wrote in it is new to you."
    look = signed(Seen((STORY[0].id,)), "look", at=on(9), by=COUNSELOR)
    overview.show_chart(chart(*STORY, look, reader=COUNSELOR))
    said = overview.since.said
    assert said.startswith("Since your last visit, 09-Sep-2026 08:00: Suicide risk Moderate, was Low 08-Sep-2026")
    assert said.index("Suicide risk") < said.index("PHQ-9 11")
    assert "Potassium" in said
    late = signed(Seen((STORY[0].id,)), "late", at=on(16, 13), by=COUNSELOR)
    overview.show_chart(chart(*STORY, late, reader=COUNSELOR))
    assert overview.since.said.startswith("No change of risk, scores, doses")


def test_that_a_positive_screen_is_due_and_leads_to_its_entry() -> None:
    answers = (*PHQ9.answers, replace(PHQ9.answers[0], item="9"))
    made = chart(
        *STORY, signed(RISK, "judged", at=on(9)), signed(replace(PHQ9, answers=answers), "phq nine", at=on(16))
    )
    first = matters.due(made)[0]
    assert (first.late, first.when) == (True, "at once")
    assert first.entry in made.record.by_id
