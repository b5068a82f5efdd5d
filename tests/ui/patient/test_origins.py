"""Where the words of a note come from: typed, pulled or pasted, each is known, kept and shown."""

import json

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from careboard.clinical.note import Note, Section
from careboard.clinical.people import Role
from careboard.clinical.values import MemberId
from careboard.projections.writing.runs import Run
from careboard.ui.patient.composer.note_body import NoteBody
from careboard.ui.patient.composer.writing_field import WritingField
from careboard.workflow.session import Session
from careboard.workflow.writing.drafts import kept_drafts
from tests.clinic import Clinic
from tests.clinical_examples import NOTE
from tests.ui.desk import PATIENCE
from tests.ui.patient.conftest import Opener
from tests.ui.patient.noted import PASTED, PULLED, field_of
from tests.ui.patient.writing import CTRL, SHIFT, Hands


def runs_of(field: WritingField) -> tuple[Run, ...]:
    """What stands in a field now."""
    return field.runs


def test_that_no_control_and_no_key_copies_the_prose_of_an_earlier_note(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    words = ("zebrafinch", "quokka", "axolotl")
    sections = (Section("Data", words[1]), Section("Plan", words[2]))
    earlier = Note(NOTE.discipline, NOTE.type, words[0], sections, "dap")
    clinic.write(Role.COUNSELOR, earlier)
    hands = Hands(open_page(Role.COUNSELOR, size=(1366, 900)), qtbot)
    hands.page.sections.show_section("timeline")
    hands.page.timeline.view.setFocus()
    hands.press(Qt.Key.Key_N)
    body = hands.composer.body
    assert isinstance(body, NoteBody)
    beside = " ".join(label.text() for label in hands.composer.margin.findChildren(QLabel))
    assert words[1] in beside, "it stands there to be read"
    selectable = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    labels = hands.composer.margin.findChildren(QLabel)
    assert not any(label.textInteractionFlags() & selectable for label in labels)
    QApplication.clipboard().clear()
    keys = [*(Qt.Key(Qt.Key.Key_F1 + at) for at in range(12)), *(Qt.Key(Qt.Key.Key_A + at) for at in range(26))]
    for modifier in (CTRL, CTRL | SHIFT, Qt.KeyboardModifier.AltModifier):
        for key in keys:
            if hands.composer.body is None or hands.composer.body.key != "dap":
                hands.composer.open("dap")
            field_of(hands, "Data").setFocus()
            hands.press(key, modifier)
            if (menu := QApplication.activePopupWidget()) is not None:
                menu.close()
    for button in hands.composer.findChildren(QAbstractButton):
        if button.isVisible() and hands.composer.body is not None:
            button.click()
            if (menu := QApplication.activePopupWidget()) is not None:
                menu.close()
    if hands.composer.body is None:
        hands.composer.open("dap")
    written = json.dumps(hands.composer.body.kept()) if hands.composer.body else ""
    assert not any(word in written + hands.composer.footer.headline.text() for word in words)


def test_that_what_is_pasted_is_marked_but_ones_own_words_may_be_moved(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("Slept well. ")
    data, plan = field_of(hands, "Data"), field_of(hands, "Plan")
    mime = QMimeData()
    mime.setText("Pasted from elsewhere.")
    data.insertFromMimeData(mime)
    assert runs_of(data) == (Run("Slept well. "), Run("Pasted from elsewhere.", PASTED))
    data.selectAll()
    moved = data.createMimeDataFromSelection()
    plan.insertFromMimeData(moved)
    assert plan.runs == data.runs


def test_that_a_word_typed_into_what_was_pulled_is_typed_and_undo_gives_back_what_was(
    open_page: Opener, qtbot: QtBot
) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    data = field_of(hands, "Data")
    data.insert("PHQ-9 11", PULLED)
    cursor = data.textCursor()
    cursor.setPosition(3)
    data.setTextCursor(cursor)
    hands.compose("x")
    assert runs_of(data) == (Run("PHQ", PULLED), Run("x"), Run("-9 11", PULLED))
    data.undo()
    assert runs_of(data) == (Run("PHQ-9 11", PULLED),)
    data.selectAll()
    data.textCursor().removeSelectedText()
    data.undo()
    assert runs_of(data) == (Run("PHQ-9 11", PULLED),)
    data.selectAll()
    for key in (Qt.Key.Key_Control, Qt.Key.Key_C):
        hands.press(key, CTRL)
    assert runs_of(data) == (Run("PHQ-9 11", PULLED),), "to select and to copy is not to type"
    hands.compose("x")
    assert runs_of(data) == (Run("x"),)
    data.undo()
    assert runs_of(data) == (Run("PHQ-9 11", PULLED),)


def test_that_a_draft_keeps_where_its_words_come_from_and_its_tasks(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("Slept ")
    field_of(hands, "Data").insert("PHQ-9 11\n\U0001f600", PULLED)
    body = hands.composer.body
    assert isinstance(body, NoteBody)
    body.together.practice.words.setText("Stretch")
    asked = MemberId(clinic.founder.id)
    hands.composer.footer.ask_to_cosign(asked)
    hands.composer.keep()
    hands.page.close()
    session = Session(clinic.open(Role.COUNSELOR))
    qtbot.waitUntil(lambda: bool(kept_drafts(session, clinic.patient)), timeout=PATIENCE)
    again = Hands(open_page(Role.COUNSELOR), qtbot)
    assert field_of(again, "Data").runs == (Run("Slept "), Run("PHQ-9 11\n\U0001f600", PULLED))
    assert isinstance(again.composer.body, NoteBody)
    assert again.composer.body.together.practice.words.text() == "Stretch"
    assert again.composer.footer.cosigner == asked


def test_that_what_was_not_typed_is_tinted_when_somebody_asks(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("Slept ")
    data = field_of(hands, "Data")
    data.insert("PHQ-9 11", PULLED)
    data.moveCursor(QTextCursor.MoveOperation.End)
    hands.press(Qt.Key.Key_Tab)
    footer = hands.composer.footer
    assert footer.origins.text() == "Typed 43%, pulled 57%"
    footer.origins.click()
    assert [one.cursor.selectedText() for one in data.extraSelections()] == ["PHQ-9 11"]
    footer.origins.click()
    assert data.extraSelections() == []
