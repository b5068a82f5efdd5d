"""From review to signature: what was reviewed is what is signed, once, and its draft goes with it."""

import json

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from careboard.clinical.note import CoSignature, Note
from careboard.clinical.people import Role
from careboard.workflow.session import Session
from tests.clinic import Clinic, note
from tests.ui.desk import PATIENCE
from tests.ui.patient.conftest import Opener
from tests.ui.patient.writing import CTRL, Hands


def reviewed(open_page: Opener, qtbot: QtBot, words: str) -> Hands:
    """A counselor before the last look at a note of these words."""
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose(words)
    hands.press(Qt.Key.Key_Return, CTRL)
    assert not hands.composer.strip.isHidden()
    return hands


def notes_of(clinic: Clinic) -> list[str]:
    """The texts of the counselor's notes in the vault."""
    return [one.content.sections[0].text for one in clinic.read() if isinstance(one.content, Note)][1:]


def done(hands: Hands, qtbot: QtBot) -> None:
    """Let everything end that was asked of the vault."""
    answers: list[None] = []
    hands.page.desk.ask(lambda _session: None, hands.page.desk, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE)


def test_that_what_is_changed_after_the_review_is_reviewed_again(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = reviewed(open_page, qtbot, "Came late.")
    body = hands.composer.body
    assert body is not None
    body.findChildren(QPlainTextEdit)[0].setFocus()
    hands.compose(" And left early.")
    assert hands.composer.strip.isHidden()
    hands.composer.strip.confirmed.emit()
    done(hands, qtbot)
    assert notes_of(clinic) == []
    hands.sign()
    assert notes_of(clinic) == ["Came late. And left early."]


def test_that_nothing_is_signed_twice_or_lost_while_the_vault_writes(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = reviewed(open_page, qtbot, "Came late.")
    hands.press(Qt.Key.Key_Return)
    hands.composer.close_form()
    hands.composer.open_default()
    hands.composer.review()
    hands.composer.strip.confirmed.emit()
    done(hands, qtbot)
    qtbot.waitUntil(lambda: not hands.composer.is_open, timeout=PATIENCE)
    assert notes_of(clinic) == ["Came late."]


def test_that_a_signed_note_leaves_no_draft_when_its_page_is_closed_at_once(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = reviewed(open_page, qtbot, "Came late.")
    hands.composer.keep()
    hands.press(Qt.Key.Key_Return)
    hands.page.close()
    hands.page.deleteLater()
    done(hands, qtbot)
    assert notes_of(clinic) == ["Came late."]
    assert Session(clinic.open(Role.COUNSELOR)).drafts() == {}


def test_that_an_entry_is_cosigned_once_however_often_somebody_presses_and_can_be_taken_back_until_then(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    entry = clinic.write(Role.COUNSELOR, note("Came late.")).id.hex()
    page = open_page(None)
    row = next(row for row in page.timeline.view.rows if row.id == entry)
    page.timeline.wanted.emit("cosign", row)
    page.undo.button.click()
    for _time in range(2):
        page.timeline.wanted.emit("cosign", row)
    done(Hands(page, qtbot), qtbot)
    assert not [one for one in clinic.read() if isinstance(one.content, CoSignature)]
    page.undo.do_now()
    done(Hands(page, qtbot), qtbot)
    assert len([one for one in clinic.read() if isinstance(one.content, CoSignature)]) == 1


def test_that_a_note_that_becomes_private_leaves_no_draft_for_the_team(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("Of his brother, zebrafinch.")
    hands.composer.header.audience_wanted.emit("psychotherapy-note")
    hands.composer.keep()
    done(hands, qtbot)
    (kept,) = Session(clinic.open(Role.COUNSELOR)).drafts().values()
    assert list(json.loads(kept)) == ["private:psychotherapy-note"]
    assert b"zebrafinch" in kept
