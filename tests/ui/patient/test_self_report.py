"""A scale in the patient's hands: nothing of the chart is reached from there, staff alone lead back, answers wait."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from careboard.clinical.response import AnsweredBy, Assessment
from careboard.ui.entrance.cover import CoverPage
from careboard.ui.patient.composer.scale_body import ScaleBody
from careboard.ui.patient.measures.hand_over import HandOver
from careboard.ui.patient.measures.joining import MEASURES
from careboard.ui.patient.measures.self_report import SelfReport
from careboard.ui.patient.page import PatientPage
from careboard.workflow.session import Session
from careboard.workflow.writing.drafts import kept_drafts
from careboard.workflow.writing.scales import scale_offer, self_rated
from tests.clinic import FOUNDER, Clinic
from tests.clinical_examples import REGISTRATION
from tests.ui.desk import PATIENCE, Started, labels_of, words_on_screen
from tests.ui.entrance.test_cover import words_within
from tests.ui.keys import press, write
from tests.ui.patient.writing import CTRL, SHIFT

ENTER, ALT = Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier
NAMES = (REGISTRATION.name.family, *REGISTRATION.name.given)
OUT = (
    *((key, CTRL) for key in (Qt.Key.Key_K, Qt.Key.Key_P, Qt.Key.Key_W, Qt.Key.Key_Tab, Qt.Key.Key_L, Qt.Key.Key_C)),
    *((key, CTRL) for key in (Qt.Key.Key_Period, *(Qt.Key(Qt.Key.Key_1 + at) for at in range(9)), Qt.Key.Key_Return)),
    *(
        (key, Qt.KeyboardModifier.NoModifier)
        for key in (Qt.Key.Key_Escape, Qt.Key.Key_F1, Qt.Key.Key_F6, Qt.Key.Key_F8)
    ),
    *((key, Qt.KeyboardModifier.NoModifier) for key in (Qt.Key.Key_S, Qt.Key.Key_N, Qt.Key.Key_A, Qt.Key.Key_Menu)),
    *((key, SHIFT) for key in (Qt.Key.Key_F6, Qt.Key.Key_R)),
    *((key, ALT) for key in (Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_F)),
)


@pytest.fixture
def page(started: Started, clinic: Clinic) -> PatientPage:
    """The measures of the clinic's patient in the whole window."""
    started.sign_in()
    started.workplace.open_patient(clinic.patient, "the patient")
    page = started.workplace.page
    assert isinstance(page, PatientPage)
    started.wait(lambda: page.ready and page.chart is not None and page.chart.complete)
    page.sections.show_section(MEASURES)
    return page


def handed(started: Started, page: PatientPage, form: str = "PHQ-9", language: str = "en") -> SelfReport:
    """Hand a form over by keys, and let the patient begin."""
    press(Qt.Key.Key_H)
    sheet = page.sheets.sheet
    assert isinstance(sheet, HandOver)
    sheet.form.choose(form)
    sheet.language.choose(language)
    press(ENTER)
    report = started.desktop.window.page
    assert isinstance(report, SelfReport)
    press(ENTER)
    return report


def come_back(started: Started) -> None:
    """Lift the cover that lies over the page when the form is back."""
    assert isinstance(started.desktop.window.page, CoverPage)
    write(FOUNDER.passphrase)
    press(ENTER)
    started.wait(lambda: started.desktop.window.page is started.workplace)


def test_that_nothing_of_the_chart_is_reached_by_any_key_while_the_patient_holds_it(
    started: Started, page: PatientPage
) -> None:
    report = handed(started, page)
    window = started.desktop.window
    assert window.isFullScreen()
    for key, modifier in OUT:
        press(key, modifier)
        assert window.page is report
        told = words_on_screen().casefold() + words_within(window).casefold()
        assert not [name for name in NAMES if name.casefold() in told], key
    assert not started.workplace.isVisible()
    assert [box for box in QGuiApplication.topLevelWindows() if box.isVisible()] == [window.windowHandle()]
    assert report.answers == {}


def test_that_staff_alone_lead_back_and_the_answers_wait_unsigned(
    started: Started, page: PatientPage, clinic: Clinic
) -> None:
    before = len(clinic.read())
    report = handed(started, page)
    for answer in (2, 2, 1, 1, 0, 0, 1, 0, 1, 1):
        press(Qt.Key(Qt.Key.Key_0 + answer))
    assert any("tell a member of staff now" in words for words in labels_of(report))
    press(ENTER)
    come_back(started)
    assert not started.desktop.window.isFullScreen()
    assert len(clinic.read()) == before
    composer = page.composer
    assert composer is not None
    body = composer.body
    assert isinstance(body, ScaleBody)
    assert body.status == "Total 8, mild, C-SSRS to be asked, answered by: patient"
    for key in (Qt.Key.Key_N, Qt.Key.Key_N, Qt.Key.Key_N):
        press(key)
    press(ENTER, CTRL)
    press(ENTER)
    started.wait(lambda: not composer.is_open)
    assert page.chart is not None
    made = [one.content for one in page.chart.record.entries_of(Assessment)]
    scale = next(one for one in made if isinstance(one, Assessment) and one.instrument.text == "PHQ-9" and one.note)
    assert (scale.answered_by, scale.language) == (AnsweredBy.PATIENT, "en")
    assert scale.total is not None
    assert scale.total.value == Decimal(8)
    assert scale.note == "Filled in by the patient alone, on screen"


def test_that_a_cover_in_between_leads_back_to_the_form_and_a_lock_keeps_the_answers(
    started: Started, page: PatientPage, clinic: Clinic
) -> None:
    report = handed(started, page, "GAD-7")
    press(Qt.Key.Key_3)
    started.desktop.cover()
    write(FOUNDER.passphrase)
    press(ENTER)
    started.wait(lambda: started.desktop.window.page is report)
    assert report.answers == {"1": 3}
    started.desktop.lock()
    assert started.began_anew == ["anew"]
    draft = kept_drafts(Session(clinic.open()), clinic.patient)["scale:GAD-7"]
    assert (draft["body"]["answers"], draft["body"]["alone"]) == ({"1": 3}, True)


def test_that_an_unsigned_form_is_not_overwritten_by_the_patients(started: Started, page: PatientPage) -> None:
    composer = page.composer
    assert composer is not None
    press(Qt.Key.Key_S)
    press(Qt.Key.Key_G)
    press(Qt.Key.Key_2)
    composer.close_form()
    press(Qt.Key.Key_H)
    sheet = page.sheets.sheet
    assert isinstance(sheet, HandOver)
    sheet.form.choose("GAD-7")
    press(ENTER)
    assert started.desktop.window.page is started.workplace
    assert isinstance(composer.body, ScaleBody)
    assert composer.body.questions.answers == {"1": 2}


def test_that_spanish_is_offered_where_its_wording_ships_and_said_where_it_does_not(qtbot: QtBot) -> None:
    sheet = HandOver("PCL-5")
    qtbot.addWidget(sheet)
    sheet.language.choose("es")
    told = "The wording of PCL-5 does not ship in Spanish: hand it over in English, or use a paper form."
    assert told in labels_of(sheet)
    assert not sheet.button.isEnabled()
    sheet.form.choose("GAD-7")
    assert sheet.button.isEnabled()


@pytest.fixture
def in_spanish(qtbot: QtBot) -> Iterator[SelfReport]:
    report = SelfReport(scale_offer("PHQ-9", "es"), "es", "M. R.")
    qtbot.addWidget(report)
    report.show()
    report.activateWindow()
    qtbot.waitUntil(report.isActiveWindow, timeout=PATIENCE)
    report.setFocus()
    yield report
    report.hide()


def test_that_a_spanish_form_is_spanish_in_every_word(in_spanish: SelfReport) -> None:
    press(ENTER)
    shown = labels_of(in_spanish)
    assert "Poco interés o placer en hacer cosas" in shown
    assert "Pregunta 1 de 10" in shown
    words = words_on_screen()
    assert not [english for english in ("Back", "rather", "Give back", "Question") if english in words]
    in_spanish.warn(20)
    assert "Se cierra en 20 segundos. Cualquier tecla lo mantiene abierto." in labels_of(in_spanish)


def test_that_a_question_may_stay_open_and_be_gone_back_to(in_spanish: SelfReport, qtbot: QtBot) -> None:
    press(ENTER)
    press(Qt.Key.Key_1)
    with qtbot.waitSignal(in_spanish.answered, timeout=100, raising=False) as taken:
        press(Qt.Key.Key_Backspace)
        in_spanish.skip.click()
    assert taken.args == [{}]
    assert in_spanish.question is not None
    assert in_spanish.question.number == "2"


def test_that_only_scales_that_ask_the_person_go_into_a_patients_hands() -> None:
    assert {one.name for one in self_rated()} == {"PHQ-9", "GAD-7", "PCL-5", "AUDIT-C", "PHQ-8", "PHQ-2"}
