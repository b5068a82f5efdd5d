"""Writing by keys alone, on a real vault: each template, scales, measures, additions; and what never gets lost."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from careboard.clinical.measured import LabResult, Vitals
from careboard.clinical.note import Addendum, EnteredInError, ErrorReason, Note
from careboard.clinical.nutrition import Weight
from careboard.clinical.people import Role
from careboard.clinical.provenance import Provenance
from careboard.clinical.response import AnsweredBy, Assessment
from careboard.reference.templates import note_templates
from careboard.ui.look.look import look
from careboard.ui.parts.fields import Field
from careboard.ui.patient.composer.opening import LINE, Opening
from careboard.ui.patient.composer.risk_and_goals import RiskAndGoals
from careboard.ui.patient.composer.scale_body import ScaleBody
from careboard.ui.patient.composer.vitals_body import VitalsBody
from careboard.workflow.session import Session
from careboard.workflow.writing.scales import scale_offers
from tests.clinic import Clinic, note
from tests.clinical_examples import PLAN_OF_CARE
from tests.ui.desk import PATIENCE
from tests.ui.keys import focus
from tests.ui.patient.conftest import Opener
from tests.ui.patient.writing import CTRL, SHIFT, Hands

WRITER = {
    "psychiatry": Role.PSYCHIATRIST,
    "medical": Role.NURSE,
    "counseling": Role.COUNSELOR,
    "nutrition": Role.NUTRITIONIST,
    "coordination": Role.COORDINATOR,
}
TEMPLATES = {template.id: template for template in note_templates()}


@pytest.mark.parametrize("template", TEMPLATES)
def test_that_each_template_is_opened_filled_and_signed_by_keys_and_reread_by_section(
    open_page: Opener, clinic: Clinic, qtbot: QtBot, template: str
) -> None:
    writer = WRITER[TEMPLATES[template].disciplines[0]]
    hands = Hands(open_page(writer), qtbot)
    hands.composer.opening.setFocus()
    hands.compose(f".{template}")
    hands.press(Qt.Key.Key_Return)
    assert hands.composer.body is not None
    assert hands.composer.body.key == template
    said = {section.heading: f"{section.heading} as of today." for section in TEMPLATES[template].sections}
    for words in said.values():
        hands.compose(words)
        hands.press(Qt.Key.Key_Tab)
    hands.sign()
    (written,) = [one.content for one in clinic.read() if isinstance(one.content, Note) and one.content.template]
    assert {section.heading: section.text for section in written.sections} == said
    assert written.template == template
    assert written.type.value == TEMPLATES[template].note_type


def test_that_no_field_of_a_note_is_cut_where_the_goals_need_a_second_row(open_page: Opener, qtbot: QtBot) -> None:
    page = open_page(size=(1166, 994))
    assert page.composer is not None
    page.composer.open("soap")
    body = page.composer.body
    assert body is not None
    fields = body.findChildren(Field)
    qtbot.waitUntil(lambda: body.height() >= body.heightForWidth(body.width()), timeout=PATIENCE)
    assert all(field.height() >= field.minimumSizeHint().height() for field in fields)


def test_that_a_dap_note_costs_at_most_twelve_keys(open_page: Opener, clinic: Clinic, qtbot: QtBot) -> None:
    clinic.write(Role.COUNSELOR, PLAN_OF_CARE)
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("Urge to skip the evening snack on two days.")
    hands.press(Qt.Key.Key_Tab)
    hands.compose("Growing willingness.")
    hands.press(Qt.Key.Key_Tab)
    hands.compose("One family meal before Thursday.")
    hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_N)
    hands.digit(1)
    hands.press(Qt.Key.Key_Tab)
    assert hands.composer.footer.headline.text() == "One family meal before Thursday."
    hands.sign()
    assert hands.keys <= 12
    assert isinstance(hands.written, Note)
    assert (hands.written.risk_changed, [goal.number for goal in hands.written.goals]) == (False, [1])
    assert hands.written.headline == "One family meal before Thursday."


def test_that_phq_9_costs_at_most_fifteen_keys(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_S)
    hands.press(Qt.Key.Key_P)
    body = hands.composer.body
    assert isinstance(body, ScaleBody)
    for answer in (2, 2, 1, 1, 1, 2, 1, 0):
        hands.digit(answer)
    assert body.total == "Total 10, 8 of 9 answered"
    for answer in (0, 1):
        hands.digit(answer)
    hands.press(Qt.Key.Key_P)
    assert body.total == "Total 10, moderate"
    hands.sign()
    assert hands.keys <= 15
    assert isinstance(hands.written, Assessment)
    assert hands.written.total is not None
    assert (hands.written.total.value, hands.written.level) == (Decimal(10), "moderate")
    assert [answer.answer for answer in hands.written.answers][:2] == ["More than half the days"] * 2
    assert hands.page.chart is not None
    assert hands.page.chart.risk.due == ()


def test_that_a_scale_is_not_signed_before_somebody_says_who_answered(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.NURSE), qtbot)
    hands.composer.open("scale:AIMS")
    for _item in range(10):
        hands.digit(1)
    hands.press(Qt.Key.Key_Return, CTRL)
    assert hands.composer.footer.wrong == "Say who answered: P patient, C clinician, F family, O somebody else."
    hands.press(Qt.Key.Key_F)
    body = hands.composer.body
    assert body is not None
    assert body.status.endswith("answered by: family")
    hands.sign()
    assert isinstance(hands.written, Assessment)
    assert hands.written.answered_by is AnsweredBy.FAMILY


def test_that_the_beginning_of_one_test_is_written_out_and_of_several_is_not(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.NURSE), qtbot)
    hands.composer.open("vitals")
    body = hands.composer.body
    assert isinstance(body, VitalsBody)
    test = body.line("lab 1 0")
    for typed, stands in (("potas", "potassium"), ("c", "c")):
        test.setFocus()
        test.clear()
        hands.compose(typed)
        hands.press(Qt.Key.Key_Tab)
        assert test.text() == stands


def test_that_vital_signs_stand_at_the_time_when_they_were_taken(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.NURSE), qtbot)
    hands.composer.open("vitals")
    hands.compose("104/66")
    hands.composer.header.when.setFocus()
    hands.compose("today 8:05")
    hands.sign()
    assert hands.last.at.iso == "2026-09-15T12:05:00Z"


def test_that_a_wrong_digit_is_taken_back_by_backspace(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_S)
    hands.press(Qt.Key.Key_G)
    hands.digit(3)
    hands.digit(9)
    hands.press(Qt.Key.Key_Backspace)
    hands.digit(1)
    assert isinstance(hands.composer.body, ScaleBody)
    assert hands.composer.body.total.startswith("Total 1,")


def test_that_a_superscript_is_no_answer_and_marks_no_goal(open_page: Opener, clinic: Clinic, qtbot: QtBot) -> None:
    two = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_twosuperior, Qt.KeyboardModifier.NoModifier, "\u00b2")
    clinic.write(Role.COUNSELOR, PLAN_OF_CARE)
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_S)
    hands.press(Qt.Key.Key_G)
    QApplication.sendEvent(focus(), two)
    assert hands.composer.body is not None
    assert hands.composer.body.empty
    hands.composer.open("dap")
    (marks,) = hands.composer.body.findChildren(RiskAndGoals)
    marks.setFocus()
    QApplication.sendEvent(marks, two)
    assert hands.composer.body.empty


@pytest.mark.parametrize("typed", ["\u00b2", "-1", "0", "half an hour", "9" * 12, "9" * 5000])
def test_that_minutes_that_no_session_took_are_refused_in_words(open_page: Opener, qtbot: QtBot, typed: str) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("Slept well.")
    hands.composer.header.when.setText("today 8:05")
    hands.composer.header.minutes.setText(typed)
    hands.composer.review()
    assert hands.composer.footer.wrong == "How long it took is said in minutes."


@pytest.mark.parametrize("typed", ["\u00b2", "-1", "good", "9" * 5000])
def test_that_a_mood_that_is_no_rating_is_refused_in_words(open_page: Opener, qtbot: QtBot, typed: str) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("Slept well.")
    hands.composer.header.mood.setText(typed)
    hands.composer.review()
    assert hands.composer.footer.wrong == "Mood is rated from 0 to 10."


@pytest.mark.parametrize("typed", ["many", "NaN", "Infinity", "1e400"])
def test_that_a_total_that_is_no_number_is_refused_in_words(open_page: Opener, qtbot: QtBot, typed: str) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    scale = next(one for one in scale_offers() if not one.questions)
    hands.composer.open(f"scale:{scale.name}")
    hands.compose(typed)
    hands.composer.review()
    assert hands.composer.footer.wrong == "The total is a number."


def test_that_the_suicide_screen_stands_with_its_numbers_and_without_wording(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_S)
    hands.press(Qt.Key.Key_C)
    for key in (Qt.Key.Key_Y, Qt.Key.Key_Y, Qt.Key.Key_N, Qt.Key.Key_N, Qt.Key.Key_N, Qt.Key.Key_N):
        hands.press(key)
    hands.press(Qt.Key.Key_C)
    assert hands.composer.body is not None
    assert hands.composer.body.status == "Highest item 2, level low, answered by: clinician"
    hands.sign()
    assert hands.keys <= 12
    assert isinstance(hands.written, Assessment)
    assert [(one.item, one.answer, one.question) for one in hands.written.answers] == [
        ("1", "Yes", ""),
        ("2", "Yes", ""),
        ("3", "No", ""),
        ("4", "No", ""),
        ("5", "No", ""),
        ("6 lifetime", "No", ""),
    ]
    assert (hands.written.level, hands.written.total) == ("low", None)


def test_that_vital_signs_weight_and_labs_are_signed_in_one_act(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = Hands(open_page(Role.NURSE), qtbot)
    hands.composer.opening.setFocus()
    hands.compose(".vitals")
    hands.press(Qt.Key.Key_Return)
    hands.compose("104/66")
    hands.press(Qt.Key.Key_Tab)
    hands.compose("68")
    body = hands.composer.body
    assert body is not None
    for key, typed in (("weight", "104.3"), ("lab 1 0", "potassium"), ("lab 1 1", "3.9"), ("lab 1 2", "mmol/L")):
        body.line(key).setFocus()  # type: ignore[attr-defined]
        hands.compose(typed)
    hands.press(Qt.Key.Key_Return, CTRL)
    assert hands.composer.footer.wrong == "Choose whether the weight is in kg or in lb."
    body.line("weight").setFocus()  # type: ignore[attr-defined]
    hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_L)
    hands.sign()
    made = [one.content for one in clinic.read() if isinstance(one.content, Vitals | Weight | LabResult)]
    vitals, weight, lab = made
    assert isinstance(vitals, Vitals)
    assert [str(reading.result.quantity.value) for reading in vitals.readings if reading.result.quantity] == [
        "104",
        "66",
        "68",
    ]
    assert isinstance(weight, Weight)
    assert weight.weight is not None
    assert (str(weight.weight.value), weight.weight.unit) == ("104.3", "lb")
    assert isinstance(lab, LabResult)
    assert lab.code.code_in("http://loinc.org") == "2823-3"


def test_that_a_form_without_room_for_its_button_is_one_of_the_others(program: QApplication, qtbot: QtBot) -> None:
    forms = [(f"form-{number}", f"A form of some length, {number}") for number in range(5)]
    opening = Opening("dap", forms)
    qtbot.addWidget(opening)
    opening.resize(760, 60)
    with qtbot.waitExposed(opening):
        opening.show()
    buttons = [one for one in opening.findChildren(QAbstractButton) if one.isVisible()]
    shown = [one.text() for one in buttons if one.text()]
    next(one for one in buttons if one.accessibleName() == "Other forms").click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    others = [act.text() for act in menu.actions()]
    menu.close()
    assert shown + others == [words for _key, words in forms]
    assert 0 < len(shown) < 4
    (line,) = opening.findChildren(QLineEdit)
    qtbot.waitUntil(lambda: line.width() >= look().px(LINE), timeout=PATIENCE)


def test_that_an_addendum_costs_three_keys(open_page: Opener, clinic: Clinic, qtbot: QtBot) -> None:
    clinic.write(Role.COUNSELOR, note("Came late."))
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_E)
    hands.compose("The bus was late.")
    hands.sign()
    assert hands.keys <= 3
    assert hands.written == Addendum("The bus was late.", provenance=Provenance()), "every word was typed"
    assert [one.content for one in clinic.read() if one.id == hands.last.ref] == [note("Came late.")]


def test_that_nobody_adds_to_what_another_signed(open_page: Opener, clinic: Clinic, qtbot: QtBot) -> None:
    clinic.write(Role.COUNSELOR, note("Came late."))
    hands = Hands(open_page(Role.NURSE), qtbot)
    told: list[str] = []
    hands.page.desk.told.connect(told.append)
    hands.press(Qt.Key.Key_E)
    assert not hands.composer.is_open
    assert "author or a supervisor" in told[0]


def test_that_an_entry_in_error_has_a_reason_and_stays_struck_through(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    entry = clinic.write(Role.COUNSELOR, note("Meant for somebody else.")).id.hex()
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    row = hands.page.timeline.view.current
    assert row is not None
    hands.page.timeline.wanted.emit("in-error", row)
    hands.press(Qt.Key.Key_Return, CTRL)
    assert hands.composer.footer.wrong
    hands.press(Qt.Key.Key_Down)
    hands.sign()
    assert hands.written == EnteredInError(ErrorReason.WRONG_PATIENT)
    assert hands.page.chart is not None
    struck = next(row for row in hands.page.chart.timeline if row.id == entry)
    assert struck.struck is not None


def test_that_a_note_without_a_headline_or_a_word_is_not_signed(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.press(Qt.Key.Key_Return, CTRL)
    assert hands.composer.footer.wrong == "Nothing is written yet."
    hands.compose("Came late.")
    hands.composer.footer.headline.setFocus()
    hands.press(Qt.Key.Key_A, CTRL)
    hands.press(Qt.Key.Key_Space)
    hands.press(Qt.Key.Key_Return, CTRL)
    assert hands.composer.footer.wrong == "A note has a headline."
    assert hands.composer.strip.isHidden()


def test_that_the_button_that_signs_names_the_patient(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("Came late.")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert hands.composer.strip.button.text() == "Sign for RIVERA, Maya"
    assert "born 14-Mar-2004" in hands.composer.strip.said
    assert "the care team of this patient, now" in hands.composer.strip.said
    hands.press(Qt.Key.Key_Escape)
    assert hands.composer.strip.isHidden()
    assert hands.composer.is_open


def test_that_text_is_kept_when_the_vault_refuses_it(
    open_page: Opener, clinic: Clinic, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from careboard.vault.refusals import NotAllowed

    def refused(*_args: object) -> None:
        raise NotAllowed("Your role may not record this.")

    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("Came late, stayed to the end.")
    monkeypatch.setattr(Session, "append_all", refused)
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(hands.composer.footer.wrong), timeout=PATIENCE)
    assert hands.composer.footer.wrong.startswith("Your role may not record this.")
    assert hands.composer.body is not None
    assert "Came late, stayed to the end." in str(hands.composer.body.kept())


def test_that_a_coordinator_is_offered_only_what_a_coordinator_may_write(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COORDINATOR), qtbot)
    offered = [hands.composer.header.form.itemText(at) for at in range(hands.composer.header.form.count())]
    assert sorted(offered) == ["Collateral contact", "No-show outreach", "Note", "Team review"]
    assert hands.composer.header.audience.count() == 1


def test_that_tab_goes_through_the_note_and_out_of_it(open_page: Opener, clinic: Clinic, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    seen = [focus()]
    for _ in range(24):
        hands.press(Qt.Key.Key_Tab)
        seen.append(focus())
    assert any(isinstance(widget, RiskAndGoals) for widget in seen)
    assert hands.composer.footer.headline in seen
    assert any(not hands.composer.isAncestorOf(widget) for widget in seen)
    hands.press(Qt.Key.Key_Tab, SHIFT)
