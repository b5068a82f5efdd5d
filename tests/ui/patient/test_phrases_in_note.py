"""Phrases, blanks and values in a note, by keys: written out, filled, pulled, or refused beside the field."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from careboard.clinical.clinic import Template, TemplateSection
from careboard.clinical.note import Addendum, NoteType, PsychotherapyNote, Section
from careboard.clinical.people import Discipline, Role
from careboard.clinical.person import Flag, FlagType
from careboard.clinical.values import Coded, EntryId
from careboard.projections.writing.phrases import Phrase
from careboard.projections.writing.runs import Run
from careboard.ui.patient.composer.text_bodies import TextBody
from careboard.ui.patient.composer.writing_field import WritingField
from careboard.workflow.session import Session
from careboard.workflow.writing.phrases import keep_clinics, keep_own
from tests.clinic import Clinic
from tests.clinical_examples import NOTE, PHQ9, WEIGHT
from tests.ui.desk import PATIENCE
from tests.ui.keys import focus
from tests.ui.patient.conftest import Opener
from tests.ui.patient.noted import PULLED, TEMPLATE, field_of, notes, offered_in
from tests.ui.patient.writing import CTRL, Hands

SLEEP = Phrase("sleep", "Sleeps {well|badly}, *** hours.\nDreams: ___")


def text_of(hands: Hands) -> WritingField:
    """The field of an addendum or a private note."""
    assert isinstance(hands.composer.body, TextBody)
    return hands.composer.body.text


def labels_beside(field: WritingField) -> list[str]:
    around = field.parentWidget()
    assert around is not None
    return [label.text() for label in around.findChildren(QLabel)]


def test_that_a_phrase_is_written_out_and_filled_by_keys_and_what_must_be_filled_keeps_it_from_being_signed(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    keep_own(Session(clinic.open(Role.COUNSELOR)), (SLEEP,))
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("Came late. .sle")
    data = field_of(hands, "Data")
    assert offered_in(data) == (".sleep   Sleeps {well|badly}, *** hours. Dreams: ___",)
    hands.press(Qt.Key.Key_Tab)
    assert offered_in(data) == ("1  well", "2  badly")
    hands.digit(2)
    hands.press(Qt.Key.Key_Return, CTRL)
    assert hands.composer.strip.isHidden()
    assert hands.composer.footer.wrong == "Data: Fill in ***. F2 goes there."
    assert "Fill in ***. F2 goes there." in labels_beside(data)
    assert data.textCursor().selectedText() == "***"
    hands.compose("5")
    assert hands.composer.footer.wrong == ""
    hands.sign()
    (written,) = notes(clinic)
    assert written.sections == (Section("Data", "Came late. Sleeps badly, 5 hours."),)
    assert written.provenance is not None
    text = written.sections[0].text
    assert [(text[one.start : one.stop], one.origin) for one in written.provenance.passages] == [
        ("Sleeps badly, ", TEMPLATE),
        (" hours.", TEMPLATE),
    ]
    assert hands.page.chart is not None
    whole = hands.page.chart.timeline[0].text
    assert "Provenance: typed 36%, template 64%" in whole


def test_that_f2_goes_from_blank_to_blank_through_the_sections_and_then_to_the_next_field(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    data, plan = field_of(hands, "Data"), field_of(hands, "Plan")
    plan.write((Run("Call *** on {Monday|Friday|}.", TEMPLATE),))
    data.setFocus()
    for selected in ("***", "{Monday|Friday|}", "***"):
        hands.press(Qt.Key.Key_F2)
        assert (focus(), plan.textCursor().selectedText()) == (plan, selected)
    plan.write((Run("Call Ana."),))
    hands.press(Qt.Key.Key_F2)
    assert focus() is not plan


def click_into(field: WritingField, words: str) -> None:
    """A click behind the first letter of these words."""
    cursor = QTextCursor(field.document())
    cursor.setPosition(field.toPlainText().index(words) + 1)
    QTest.mouseClick(field.viewport(), Qt.MouseButton.LeftButton, pos=field.cursorRect(cursor).center())


def test_that_a_choice_may_be_left_out_and_the_arrows_or_a_click_choose_too(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    data = field_of(hands, "Data")
    data.write((Run("{sad|angry|} {a|b|c}", TEMPLATE),))
    hands.press(Qt.Key.Key_F2)
    assert offered_in(data) == ("1  sad", "2  angry", "0  leave it out")
    hands.digit(0)
    hands.press(Qt.Key.Key_F2)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    assert data.toPlainText() == " b"
    data.write((Run("Sleeps {well|badly}, *** hours.", TEMPLATE),))
    click_into(data, "badly")
    assert offered_in(data) == ("1  well", "2  badly")
    click_into(data, "hours")
    assert offered_in(data) == ()
    click_into(data, "***")
    assert data.textCursor().selectedText() == "***"


def test_that_a_value_is_pulled_with_its_day_and_a_blind_weight_is_refused_beside_the_field(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    clinic.write(Role.NURSE, PHQ9)
    clinic.write(Role.NURSE, WEIGHT)
    clinic.write(Role.NURSE, Flag(FlagType.BLIND_WEIGHT, Coded("Blind weight")))
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("@phq")
    hands.press(Qt.Key.Key_Tab)
    data = field_of(hands, "Data")
    (pulled,) = data.runs
    assert pulled.origin is PULLED
    assert pulled.text.startswith("PHQ-9 ")
    assert " on 15-Sep-2026" in pulled.text
    before = data.toPlainText()
    hands.compose(" @weight")
    hands.press(Qt.Key.Key_Tab)
    assert data.toPlainText() == f"{before} @weight"
    assert "The weight is not shown to this patient, so it is put into no note." in labels_beside(data)


def test_that_an_addendum_takes_phrases_values_and_blanks_as_a_note_does(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    clinic.write(Role.NURSE, PHQ9)
    keep_own(Session(clinic.open(Role.COUNSELOR)), (SLEEP,))
    own = clinic.write(Role.COUNSELOR, NOTE)
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.page.timeline.go_to_entry(EntryId(own.id.hex()))
    hands.press(Qt.Key.Key_E)
    hands.compose(".sle")
    hands.press(Qt.Key.Key_Tab)
    hands.digit(1)
    hands.press(Qt.Key.Key_Return, CTRL)
    assert hands.composer.footer.wrong == "What is added: Fill in ***. F2 goes there."
    hands.compose("5")
    hands.press(Qt.Key.Key_End)
    hands.compose(" @phq")
    hands.press(Qt.Key.Key_Tab)
    hands.compose(" @member")
    assert not any(words.endswith(": mentioned") for words in offered_in(text_of(hands))), "a task goes with a note"
    hands.press(Qt.Key.Key_A, CTRL)
    hands.press(Qt.Key.Key_B, CTRL)
    hands.sign()
    (added,) = [one for one in clinic.read() if isinstance(one.content, Addendum)]
    assert isinstance(added.content, Addendum)
    assert added.content.text.startswith("**Sleeps well, 5 hours. PHQ-9 11 on 15-Sep-2026")
    assert added.ref == own.id.hex()
    assert added.content.provenance is not None
    pulled = [one for one in added.content.provenance.passages if one.origin is PULLED]
    assert added.content.text[pulled[0].start : pulled[0].stop].startswith("PHQ-9 11 on")


def test_that_a_private_note_takes_values_of_the_chart_but_names_nobody_in_the_chart(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    clinic.write(Role.NURSE, PHQ9)
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    entries = hands.entries
    hands.press(Qt.Key.Key_P)
    hands.compose("@phq")
    hands.press(Qt.Key.Key_Tab)
    hands.compose(": I doubt it. @chen")
    assert offered_in(text_of(hands)) == ()
    told = text_of(hands).toPlainText()
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not hands.composer.is_open, timeout=PATIENCE)
    (kept,) = Session(clinic.open(Role.COUNSELOR)).private_notes(clinic.patient)
    assert kept.content == PsychotherapyNote(clinic.patient, told)
    assert hands.entries == entries, "nothing of it stands in the chart"


def test_that_the_clinics_phrases_are_offered_and_follow_what_was_changed_meanwhile(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    keep_clinics(Session(clinic.open(Role.SUPERVISOR)), (Phrase("mse", "Neat."),))
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.composer.opening.setFocus()
    hands.compose(".mse")
    hands.press(Qt.Key.Key_Return)
    assert field_of(hands, "Data").runs == (Run("Neat.", TEMPLATE),)
    keep_clinics(Session(clinic.open(Role.SUPERVISOR)), (Phrase("mse", "Tidy."),))
    hands.composer.hide()
    hands.composer.show()
    qtbot.waitUntil(lambda: [one.phrase.text for one in hands.composer.phrases] == ["Tidy."], timeout=PATIENCE)
    field_of(hands, "Plan").setFocus()
    hands.compose(".mse")
    hands.press(Qt.Key.Key_Tab)
    assert field_of(hands, "Plan").toPlainText() == "Tidy."
    hands.composer.footer.headline.setFocus()
    hands.composer.write_phrase("mse")  # as the palette does
    assert field_of(hands, "Plan").toPlainText() == "Tidy.Tidy."
    assert focus() is field_of(hands, "Plan")


def test_that_a_template_of_the_clinic_begins_with_its_blanks_which_are_filled_before_it_is_signed(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    supervisor = Session(clinic.open(Role.SUPERVISOR))
    sections = (TemplateSection("Sleep", "Slept *** hours. Dreams: ___"), TemplateSection("Told", "What was said"))
    template = Template("Morning check-in", Discipline.COUNSELING, NoteType.INDIVIDUAL, sections)
    supervisor.append(supervisor.vault.registry.clinic_stream, template)
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.composer.opening.setFocus()
    hands.compose(".morning")
    hands.press(Qt.Key.Key_Return)
    assert hands.composer.body is not None
    assert hands.composer.body.title == "Morning check-in"
    assert hands.composer.body.empty
    field_of(hands, "Told").setFocus()
    hands.compose("Calm.")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert hands.composer.footer.wrong == "Sleep: Fill in ***. F2 goes there."
    hands.compose("7")
    hands.sign()
    (written,) = notes(clinic)
    assert written.sections == (Section("Sleep", "Slept 7 hours."), Section("Told", "Calm."))
