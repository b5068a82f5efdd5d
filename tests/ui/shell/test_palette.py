"""The palette finds people, commands, medicines and notes; what is searched for comes while the hands go on typing."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QVBoxLayout

from careboard.clinical.nutrition import MealPlan, MealTime, PlannedMeal
from careboard.clinical.paper import DischargeSummaryIssued
from careboard.clinical.people import Role
from careboard.clinical.person import HumanName, Registration
from careboard.ui.patient.composer.meal_body import MealPlanBody
from careboard.ui.patient.composer.week_grid import WeekGrid
from careboard.ui.patient.dosing.adjust import AdjustForm
from careboard.ui.patient.forms.facts import FactsSheet
from careboard.ui.patient.forms.person import AllergyForm, DiagnosisForm
from careboard.ui.patient.forms.safety import RiskForm
from careboard.ui.patient.nutrition.handout_sheet import HandoutSheet
from careboard.ui.patient.page import PatientPage
from careboard.ui.patient.summary.section import SummarySection
from careboard.ui.patient.whole import SUMMARY
from careboard.ui.shell import findable
from careboard.ui.shell.finding import Findable, Sort, found
from careboard.ui.shell.palette import Palette
from careboard.workflow.session import Session
from tests.clinic import Clinic, note
from tests.clinical_examples import REGISTRATION
from tests.ui.desk import Started
from tests.ui.keys import CTRL, focus, press, write
from tests.ui.patient.conftest import Opener, open_page
from tests.workflow.test_issuing import issue

__all__ = ["open_page"]

FAMILY = REGISTRATION.name.family


def nothing() -> None:
    """Chosen, and nothing done."""


def palette_of(started: Started, typed: str) -> Palette:
    """Ctrl+K, and some letters."""
    press(Qt.Key.Key_K, CTRL)
    palette = started.workplace.finder.palette
    assert palette is not None
    write(typed)
    return palette


def sorts(palette: Palette) -> list[Sort]:
    """Of which sorts the found are."""
    return [one.sort for one in palette.shown]


def open_chart(started: Started) -> PatientPage:
    """The patient of the clinic, whole."""
    workplace = started.workplace
    row = next(row for row in workplace.caseload.model.rows if row.family == FAMILY)
    workplace.open_patient(row.id, row.named)
    page = workplace.page
    assert isinstance(page, PatientPage)
    started.wait(lambda: page.ready and page.chart is not None and page.chart.complete)
    started.wait(lambda: QApplication.focusWidget() is not None and page.isAncestorOf(focus()))
    return page


def test_that_a_word_of_a_note_opens_the_chart_at_that_note(started: Started) -> None:
    started.sign_in()
    palette = palette_of(started, "slept")
    started.wait(lambda: Sort.NOTE in sorts(palette))
    hit = next(one for one in palette.shown if one.sort is Sort.NOTE)
    assert "Slept well." in hit.told
    assert FAMILY.upper() in hit.told
    press(Qt.Key.Key_Return)
    page = started.workplace.page
    assert isinstance(page, PatientPage)
    view = page.timeline.view
    started.wait(lambda: view.current is not None and view.is_open(view.current))
    assert view.current is not None
    assert view.current.headline == "Slept well."


def test_that_notes_come_below_what_stands_there_and_move_nothing_under_the_finger(
    clinic: Clinic, started: Started
) -> None:
    session = Session(clinic.open())
    session.new_patient(Registration(HumanName("Sleptova", ("Ana",))))
    session.close()
    started.sign_in()
    palette = palette_of(started, "slept")
    before = palette.list.currentItem().text()
    assert before.startswith("SLEPTOVA")
    started.wait(lambda: Sort.NOTE in sorts(palette))
    assert palette.list.currentRow() == 0
    assert palette.list.currentItem().text() == before
    assert sorts(palette) == sorted(sorts(palette), key=tuple(Sort).index)


def test_that_an_answer_to_other_letters_is_dropped(started: Started) -> None:
    started.sign_in()
    palette = palette_of(started, "slept")
    palette.add("sle", [Findable(Sort.NOTE, "An older answer", "", nothing)])
    assert Sort.NOTE not in sorts(palette)


def test_that_a_fuller_answer_takes_the_place_of_the_first_until_somebody_chooses(started: Started) -> None:
    started.sign_in()
    palette = palette_of(started, "zzzz")
    first, second, third = (Findable(Sort.NOTE, words, "", nothing) for words in ("First", "Second", "Third"))
    palette.add("zzzz", [second], "More may be found.")
    palette.add("zzzz", [first, second])
    assert [one.words for one in palette.shown] == ["First", "Second"]
    press(Qt.Key.Key_Down)
    palette.add("zzzz", [third, first, second])
    assert [one.words for one in palette.shown] == ["First", "Second", "Third"]
    assert palette.list.currentItem().text() == "Second"


def test_that_the_line_keeps_its_height_where_nothing_is_found(started: Started) -> None:
    started.sign_in()
    palette = palette_of(started, "zzzz")
    assert palette.said
    started.wait(lambda: palette.line.height() >= palette.line.sizeHint().height())


def test_that_two_letters_search_no_note_and_a_sign_searches_its_sort_alone(started: Started) -> None:
    started.sign_in()
    asked: list[str] = []
    palette = palette_of(started, "sl")
    palette.typed.connect(asked.append)
    timer = started.workplace.finder.findChild(QTimer)
    assert timer is not None
    assert not timer.isActive()
    write("ept")
    assert timer.isActive()
    press(Qt.Key.Key_Backspace, times=5)
    write(">slept")
    assert asked[-1] == ">slept"
    assert not timer.isActive()


def test_that_a_medicine_of_the_open_chart_leads_to_the_sheet_that_changes_its_dose(started: Started) -> None:
    started.sign_in()
    page = open_chart(started)
    assert page.chart is not None
    course = page.chart.regimen.courses[0]
    started.wait(lambda: any(button.text() == "Adjust dose" for button in page.sections.offered))
    palette = palette_of(started, course.name[:4])
    assert [one.words for one in palette.shown if one.sort is Sort.MEDICINE] == [course.name]
    while palette.shown[palette.list.currentRow()].sort is not Sort.MEDICINE:
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert isinstance(page.sheets.sheet, AdjustForm)


def test_that_what_stands_behind_a_chip_and_its_forms_are_found_by_their_words(started: Started) -> None:
    started.sign_in()
    page = open_chart(started)
    palette_of(started, "assess the")
    press(Qt.Key.Key_Return)
    assert isinstance(page.sheets.sheet, RiskForm)
    palette = palette_of(started, "appoi")
    assert [one.words for one in palette.shown] == ["Appointments", "Add an appointment"]
    press(Qt.Key.Key_Return)
    assert isinstance(page.sheets.sheet, FactsSheet)


def test_that_a_new_version_of_the_meal_plan_and_the_handout_are_found_by_their_words(
    started: Started, clinic: Clinic
) -> None:
    clinic.write(None, MealPlan((PlannedMeal(MealTime.LUNCH, text="as at home"),)))
    started.sign_in()
    page = open_chart(started)
    started.wait(lambda: page.composer is not None)
    palette_of(started, "new meal")
    press(Qt.Key.Key_Return)
    assert page.composer is not None
    assert isinstance(page.composer.body, MealPlanBody)
    assert isinstance(focus(), WeekGrid)
    palette_of(started, "print the hand")
    press(Qt.Key.Key_Return)
    assert isinstance(page.sheets.sheet, HandoutSheet)
    started.wait(lambda: page.sheets.findChildren(HandoutSheet)[0].drafted is not None)


def test_that_no_form_is_found_that_the_member_may_not_sign(open_page: Opener) -> None:
    page = open_page(Role.NUTRITIONIST)
    assert page.sheets.may_sign(AllergyForm)
    assert not page.sheets.may_sign(DiagnosisForm)
    assert not page.sheets.show_form(DiagnosisForm)
    assert page.sheets.sheet is None


def test_that_medicines_are_found_in_their_own_chart_only(started: Started) -> None:
    started.sign_in()
    palette = palette_of(started, "")
    assert set(sorts(palette)) == {Sort.PATIENT, Sort.COMMAND}


def test_that_another_room_adds_what_it_has_and_its_sign_finds_it(
    started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    phrase = Findable(Sort.SNIPPET, "dap", "Counseling note", nothing)
    monkeypatch.setattr(findable, "SOURCES", [*findable.SOURCES, lambda _workplace: (phrase,)])
    started.sign_in()
    assert palette_of(started, ".da").shown == (phrase,)


def test_that_a_row_is_told_with_its_sort_and_all_that_is_known() -> None:
    one = Findable(Sort.NOTE, "Slept well", "RIVERA, Maya", nothing, "... slept well ...")
    assert one.told == "Entry, Slept well, RIVERA, Maya, ... slept well ..."
    assert found([one], "riv") == (one,)


class Printer(QDialog):
    """What the system asks with before it prints; Enter prints."""

    def __init__(self) -> None:
        super().__init__()
        button = QPushButton("Print")
        button.setDefault(True)
        button.clicked.connect(self.accept)
        QVBoxLayout(self).addWidget(button)
        QTimer.singleShot(0, self, self.press_enter)

    def press_enter(self) -> None:
        """The seventh key."""
        QTest.keyClick(self, Qt.Key.Key_Return)


@pytest.fixture
def issued(clinic: Clinic) -> Iterator[bytes]:
    """The bytes of a summary that was signed before the desktop was started."""
    session = Session(clinic.open())
    issue(session, clinic)
    chart = session.chart(clinic.patient)
    copy = chart.record.of(DischargeSummaryIssued)[-1].content.copies[0]
    yield session.printed(clinic.patient, copy)
    session.close()


def test_that_seven_keys_print_a_signed_discharge_summary_byte_for_byte(issued: bytes, started: Started) -> None:
    started.sign_in()
    page = open_chart(started)
    printed: list[bytes] = []
    palette_of(started, "dis")  # four keys
    press(Qt.Key.Key_Return)
    assert page.sections.current == SUMMARY
    summary = page.sections.widget(SUMMARY)
    assert isinstance(summary, SummarySection)
    assert summary.page is not None
    summary.page.taking.ask_printer = lambda: printed.append if Printer().exec() else None
    press(Qt.Key.Key_P, CTRL)
    started.wait(lambda: bool(printed))
    assert printed == [issued]


def test_that_notes_of_the_chart_in_front_stand_before_newer_ones_of_others(clinic: Clinic, started: Started) -> None:
    session = Session(clinic.open())
    other = session.new_patient(Registration(HumanName("Okafor", ("Ada",))))
    session.record(other, note("Slept badly."))
    session.close()
    started.sign_in()
    open_chart(started)
    palette = palette_of(started, "slept")
    started.wait(lambda: sorts(palette).count(Sort.NOTE) == 2)
    assert [one.words for one in palette.shown] == ["Slept well.", "Slept badly."]
