"""Scales by keys: what is skipped, what changed, the screener that a positive answer opens, and what follows."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPushButton
from pytestqt.qtbot import QtBot

from careboard.clinical.coordination import Task
from careboard.clinical.entry import Content
from careboard.clinical.measured import LabResult, ObservationStatus, Result
from careboard.clinical.people import Role
from careboard.clinical.response import AnsweredBy, Assessment
from careboard.clinical.values import LOINC, Coded, Quantity
from careboard.reference.instruments import instruments
from careboard.ui.parts.buttons import Button, Chip
from careboard.ui.parts.fields import Field
from careboard.ui.parts.sheet import Sheet
from careboard.ui.patient.composer.chooser import ScaleChooser
from careboard.ui.patient.composer.scale_body import ResultBody, ScaleBody
from careboard.ui.patient.composer.vitals_body import VitalsBody
from careboard.ui.patient.forms.safety import SafetyPlanForm
from careboard.ui.patient.measures.joining import add_measures
from careboard.ui.patient.measures.what_next import NextSteps, TellForm
from careboard.workflow.writing.scales import CSSRS, LETTERS, scale_offer, scale_offers
from tests.clinic import Clinic
from tests.ui.desk import PATIENCE, labels_of
from tests.ui.keys import write
from tests.ui.patient.conftest import Opener
from tests.ui.patient.writing import CTRL, Hands

EARLIER = Assessment(Coded("PHQ-9"), AnsweredBy.PATIENT, total=Quantity(Decimal(19), "{score}"))
ONE, ZERO, YES, NO = Qt.Key.Key_1, Qt.Key.Key_0, Qt.Key.Key_Y, Qt.Key.Key_N


def phq9(hands: Hands, *answers: int) -> ScaleBody:
    """PHQ-9 from the list, with its first answers."""
    hands.press(Qt.Key.Key_S)
    hands.press(Qt.Key.Key_P)
    for answer in answers:
        hands.digit(answer)
    body = hands.composer.body
    assert isinstance(body, ScaleBody)
    return body


def written(hands: Hands, count: int) -> list[Content]:
    """What was recorded last, in order."""
    assert hands.page.chart is not None
    entries = sorted(hands.page.chart.record.entries, key=lambda entry: entry.recorded_at)
    return [entry.content for entry in entries[-count:]]


def named(sheet: Sheet, words: str) -> QPushButton:
    return next(button for button in sheet.findChildren(QPushButton) if button.text() == words)


# -- entry ------------------------------------------------------------------------------------------------------------


def test_that_a_question_gone_past_is_counted_and_never_answered_by_itself(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    body = phq9(hands, 1, 1)
    hands.press(Qt.Key.Key_Down)
    assert body.total == "Total 2, 2 of 9 answered, 1 skipped"
    for _item in range(7):
        hands.digit(0)
    hands.press(Qt.Key.Key_P)
    assert body.total == "Total 2, not answered: 3, 1 skipped"
    hands.sign()
    (scale,) = written(hands, 1)
    assert isinstance(scale, Assessment)
    assert (scale.unanswered, scale.level) == (("3",), "")


def test_that_a_whole_total_is_told_against_the_last_one(open_page: Opener, clinic: Clinic, qtbot: QtBot) -> None:
    clinic.write(Role.COUNSELOR, EARLIER)
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    body = phq9(hands, 1, 1, 1, 1, 1, 1, 1, 1)
    assert "down" not in body.status
    hands.digit(0)
    assert body.status == "Total 8, mild, down 11 since 15-Sep-2026 (19), answered by: patient"
    assert "down 11 since 15-Sep-2026 (19)" in labels_of(body)


@pytest.mark.parametrize("name", ["PHQ-9", "GAD-7", "PCL-5", "AUDIT-C", "AIMS", "CIWA-Ar"])
def test_that_the_forms_of_every_day_stand_in_their_licensed_words(open_page: Opener, qtbot: QtBot, name: str) -> None:
    hands = Hands(open_page(Role.NURSE), qtbot)
    hands.composer.open(f"scale:{name}")
    body = hands.composer.body
    assert isinstance(body, ScaleBody)
    (instrument,) = [one for one in instruments() if one.name == name]
    shown = labels_of(body)
    asked = [line for line in instrument.form("en") if line.options]
    assert asked
    assert all(f"{line.number}  {line.text}" in shown for line in asked)
    assert instrument.licence in shown


def test_that_a_scale_whose_words_may_not_ship_has_a_total_and_says_why(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.NURSE), qtbot)
    hands.composer.open("scale:MADRS")
    body = hands.composer.body
    assert isinstance(body, ResultBody)
    assert any(words.startswith("Its wording is not shown: its license") for words in labels_of(body))
    assert {one.name for one in scale_offers() if not one.questions} >= {"MADRS", "EDE-Q 6.0", "BDI-II", "ISI"}
    assert all(one.why_alone for one in scale_offers() if not one.questions)


def test_that_the_clusters_of_the_pcl_5_are_told_with_its_total(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.NURSE), qtbot)
    hands.composer.open("scale:PCL-5")
    for _item in range(20):
        hands.digit(2)
    hands.press(Qt.Key.Key_P)
    hands.sign()
    (scale,) = written(hands, 1)
    assert isinstance(scale, Assessment)
    assert scale.note == "Clusters: B 10, C 4, D 14, E 12"
    assert scale.level == "at or above the provisional cut, 31 to 33"


# -- the screener inside a scale --------------------------------------------------------------------------------------


def test_that_a_positive_item_9_opens_the_screener_and_both_are_signed_in_one_act(
    open_page: Opener, qtbot: QtBot
) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    body = phq9(hands, 2, 2, 1, 1, 1, 2, 1, 0)
    assert body.screener.isHidden()
    hands.digit(1)
    assert body.screener.isVisible()
    hands.digit(1)
    for key in (YES, NO, NO, NO):
        hands.press(key)
    hands.press(Qt.Key.Key_P)
    assert body.status == "Total 11, moderate, C-SSRS low, item 1, answered by: patient"
    hands.sign()
    assert hands.keys <= 15 + 7  # the scale, and the screener's own questions
    scale, screener = written(hands, 2)
    assert isinstance(scale, Assessment)
    assert isinstance(screener, Assessment)
    assert (screener.level, screener.total, screener.note) == ("low", None, "Highest item with yes: 1")
    assert hands.page.chart is not None
    assert {due.text for due in hands.page.chart.risk.due} == {
        "PHQ-9 is positive for suicide risk (item 9): a risk assessment is due.",
        f"{CSSRS} is positive for suicide risk: a risk assessment is due.",
    }


def test_that_a_positive_scale_is_not_signed_without_the_screener_or_a_reason(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    phq9(hands, 1, 1, 1, 1, 1, 1, 1, 1, 2, 0)
    hands.press(Qt.Key.Key_P)
    hands.press(Qt.Key.Key_Return, CTRL)
    assert hands.composer.footer.wrong == "Ask the C-SSRS screener, or say why it is not done now."
    write("Went to the hospital by ambulance.")
    hands.sign()
    (scale,) = written(hands, 1)
    assert isinstance(scale, Assessment)
    assert scale.note == "C-SSRS not done: Went to the hospital by ambulance."


def test_that_a_screener_that_was_begun_is_finished_or_says_why(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    phq9(hands, 1, 1, 1, 1, 1, 1, 1, 1, 2, 0)
    hands.press(YES)
    hands.press(Qt.Key.Key_P)
    hands.press(Qt.Key.Key_Return, CTRL)
    assert hands.composer.footer.wrong == "Ask the C-SSRS screener, or say why it is not done now."


def test_that_backspace_leads_out_of_the_screener_and_a_corrected_item_puts_it_away(
    open_page: Opener, qtbot: QtBot
) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    body = phq9(hands, 1, 1, 1, 1, 1, 1, 1, 1, 2, 0)
    hands.press(Qt.Key.Key_Backspace)
    hands.press(Qt.Key.Key_Backspace)
    hands.digit(0)
    assert body.screener.isHidden()
    hands.digit(0)
    hands.press(Qt.Key.Key_P)
    hands.sign()
    assert isinstance(hands.written, Assessment)
    assert hands.written.instrument.text == "PHQ-9"


def test_that_a_paper_form_with_a_positive_item_opens_the_screener_too(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.composer.open("scale:EPDS")
    hands.compose("14")
    hands.press(Qt.Key.Key_Tab)
    body = hands.composer.body
    assert isinstance(body, ResultBody)
    assert body.screener.isHidden()
    hands.compose("1")
    assert body.screener.isVisible()
    hands.composer.review()
    assert hands.composer.footer.wrong != ""


def test_that_a_form_whose_item_has_no_number_here_asks_whether_it_was_positive_and_opens_the_screener(
    open_page: Opener, qtbot: QtBot
) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.composer.open("scale:BDI-II")
    hands.compose("30")
    body = hands.composer.body
    assert isinstance(body, ResultBody)
    assert "Was the form's item about suicide positive?" in labels_of(body)
    hands.press(Qt.Key.Key_Tab)
    opened = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):  # yes, no, yes
        hands.press(key)
        opened.append(body.screener.isVisible())
    assert opened == [True, False, True]
    fields = {field.label: field for field in body.findChildren(Field)}
    fields["If it is not done now, why"].setFocus()
    write("Went to the hospital by ambulance.")
    fields["Answered by"].setFocus()
    hands.press(Qt.Key.Key_P)
    hands.sign()
    assert hands.page.chart is not None
    assert [due.text for due in hands.page.chart.risk.due] == [
        "BDI-II is positive for suicide risk (item about suicide): a risk assessment is due."
    ]


def test_that_the_result_of_a_scale_is_called_what_it_is(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.NURSE), qtbot)
    named = {}
    for scale in ("EDE-Q 6.0", "MADRS"):
        hands.composer.open(f"scale:{scale}")
        assert isinstance(hands.composer.body, ResultBody)
        named[scale] = {"Mean", "Total"} & set(labels_of(hands.composer.body))
    assert named == {"EDE-Q 6.0": {"Mean"}, "MADRS": {"Total"}}


def test_that_a_draft_comes_back_with_what_the_screener_was_answered(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    phq9(hands, 1, 1, 1, 1, 1, 1, 1, 1, 2, 0)
    hands.press(YES)
    hands.composer.close_form()
    body = phq9(hands)
    assert body.screener.isVisible()
    assert body.screener.questions.answers == {"1": 1}


def test_that_the_highest_item_is_that_of_the_highest_level(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_S)
    hands.press(Qt.Key.Key_C)
    for key in (YES, YES, NO, NO, YES, YES, NO):
        hands.press(key)
    assert hands.composer.body is not None
    assert hands.composer.body.status == "Highest item 5, level high, answered by: patient"


# -- what follows -----------------------------------------------------------------------------------------------------


def test_that_a_high_screen_offers_the_safety_plan_and_whom_to_tell_until_they_are_done(
    open_page: Opener, qtbot: QtBot
) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    measures = add_measures(hands.page)
    qtbot.waitUntil(lambda: bool(measures.may.schemas), timeout=PATIENCE)
    hands.press(Qt.Key.Key_S)
    hands.press(Qt.Key.Key_C)
    for key in (YES, YES, NO, YES, NO, NO, NO):
        hands.press(key)
    hands.press(Qt.Key.Key_P)
    hands.sign()
    sheets = hands.page.sheets
    qtbot.waitUntil(lambda: isinstance(sheets.sheet, NextSteps), timeout=PATIENCE)
    assert isinstance(sheets.sheet, NextSteps)
    assert f"{CSSRS}: level high, Highest item with yes: 4" in labels_of(sheets.sheet)
    named(sheets.sheet, "Tell a colleague").click()
    qtbot.waitUntil(lambda: isinstance(sheets.sheet, TellForm), timeout=PATIENCE)
    form = sheets.sheet
    assert isinstance(form, TellForm)
    form.whom.setCurrentIndex(1)
    form.review()
    assert form.reviewed
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(hands.written, Task), timeout=PATIENCE)
    qtbot.waitUntil(lambda: isinstance(sheets.sheet, NextSteps), timeout=PATIENCE)
    assert isinstance(sheets.sheet, NextSteps)
    assert "A colleague was told" in labels_of(sheets.sheet)
    named(sheets.sheet, "Write the safety plan").click()
    qtbot.waitUntil(lambda: isinstance(sheets.sheet, SafetyPlanForm), timeout=PATIENCE)


def test_that_a_negative_screen_offers_nothing(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    add_measures(hands.page)
    hands.press(Qt.Key.Key_S)
    hands.press(Qt.Key.Key_C)
    for key in (NO, NO, NO, NO):
        hands.press(key)
    hands.press(Qt.Key.Key_P)
    hands.sign()
    assert hands.page.sheets.sheet is None


def test_that_a_form_is_offered_only_in_languages_in_which_it_ships() -> None:
    assert scale_offer("PHQ-9").languages == ("en", "es")
    assert scale_offer("PCL-5").languages == ("en",)
    assert scale_offer("PHQ-9", "es").questions[0].text == "Poco interés o placer en hacer cosas"


# -- vital signs and results ------------------------------------------------------------------------------------------


def test_that_a_pending_result_and_one_that_never_came_are_signed_as_such(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.NURSE), qtbot)
    hands.composer.open("vitals")
    body = hands.composer.body
    assert isinstance(body, VitalsBody)
    body.line("lab 1 0").setText("TSH")
    body.line("lab 1 1").setText("pending")
    next(one for one in body.findChildren(QPushButton) if one.text() == "One more result").click()
    body.line("lab 2 0").setText("potassium")
    body.line("lab 2 1").setText("no result:")
    hands.composer.review()
    assert hands.composer.footer.wrong == "Say why there is no result, such as: no result: hemolyzed."
    body.line("lab 2 1").setText("no result: hemolyzed")
    body.line("lab 2 1").setFocus()
    hands.sign()
    waiting, absent = written(hands, 2)
    assert isinstance(waiting, LabResult)
    assert isinstance(absent, LabResult)
    assert (waiting.status, waiting.result) == (ObservationStatus.REGISTERED, None)
    assert absent.result is not None
    assert absent.result.absent == Coded("hemolyzed")
    assert absent.code.code_in(LOINC) == "2823-3"


def test_that_the_difference_of_positions_and_what_is_out_of_range_are_told_while_typing(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    before = LabResult(
        Coded.of(LOINC, "2823-3", "potassium"),
        Result(quantity=Quantity(Decimal("3.9"), "mEq/L")),
        reference_range="3.5 to 5.0",
    )
    clinic.write(Role.NURSE, before)
    hands = Hands(open_page(Role.NURSE), qtbot)
    hands.composer.open("vitals")
    body = hands.composer.body
    assert isinstance(body, VitalsBody)
    for key, typed in (("lying pressure", "118/76"), ("lying rate", "64"), ("standing pressure", "96/7")):
        body.line(key).setText(typed)
    assert "Systolic down 22 mmHg, diastolic down 69 mmHg" in labels_of(body)
    body.line("standing pressure").setText("96/70")
    body.line("standing rate").setText("99")
    assert "Systolic down 22 mmHg, diastolic down 6 mmHg, heart rate up 35 beats/min" in labels_of(body)
    body.line("lab 1 0").setText("potassium")
    body.line("lab 1 1").setText("3.1")
    assert (body.line("lab 1 2").text(), body.line("lab 1 3").text()) == ("", "")
    again = next(one for one in body.findChildren(Button) if one.text() == "As last time: mEq/L, 3.5 to 5.0")
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    assert (body.line("lab 1 2").text(), body.line("lab 1 3").text()) == ("mEq/L", "3.5 to 5.0")
    assert again.isHidden()
    assert "potassium 3.1: low" in labels_of(body)


def test_that_a_letter_takes_the_scale_that_shows_it(qtbot: QtBot) -> None:
    chooser, taken = ScaleChooser(scale_offers()), list[str]()
    qtbot.addWidget(chooser)
    chooser.chosen.connect(taken.append)
    QTest.keyClicks(chooser, "pgcawulm")
    assert taken == ["PHQ-9", "GAD-7", CSSRS, "AIMS", "CIWA-Ar", "AUDIT-C", "PCL-5", "MADRS"]
    shown = [button.text() for button in chooser.findChildren(Button)]
    assert all(f"{name}   {letter}" in shown for name, letter in LETTERS.items())


@pytest.mark.parametrize("role", [Role.NURSE, Role.PSYCHIATRIST])
def test_that_thirteen_clicks_sign_a_phq_9_and_ten_a_suicide_screen(
    open_page: Opener, qtbot: QtBot, role: Role
) -> None:
    page, clicks = open_page(role), 0
    hands = Hands(page, qtbot)

    def click(*words: str) -> int:
        for button in page.findChildren(QAbstractButton):
            if button.isVisible() and button.isEnabled() and button.text().startswith(words):
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)
                return 1
        raise AssertionError(words)

    before = hands.entries
    clicks += click("PHQ-9")
    body = hands.composer.body
    assert isinstance(body, ScaleBody)
    for row in body.questions.rows:
        QTest.mouseClick(row.findChildren(Chip)[0], Qt.MouseButton.LeftButton)
        clicks += 1
    clicks += click("Review and sign") + click("Sign for")
    qtbot.waitUntil(lambda: hands.entries > before, timeout=PATIENCE)
    assert clicks <= 13
    assert isinstance(hands.written, Assessment)
    clicks, before = click("C-SSRS"), hands.entries
    body = hands.composer.body
    assert isinstance(body, ScaleBody)
    for row in body.questions.rows:
        if row.isVisible():
            QTest.mouseClick(row.findChildren(Chip)[0], Qt.MouseButton.LeftButton)
            clicks += 1
    clicks += click("Review and sign") + click("Sign for")
    qtbot.waitUntil(lambda: hands.entries > before, timeout=PATIENCE)
    assert clicks <= 10
