"""A note by keys on a real vault: its marks, its template, its session, and where it is written in the window."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from careboard.clinical.note import Note
from careboard.clinical.people import Role
from careboard.clinical.values import EntryId
from careboard.projections.writing.runs import Run, plain
from careboard.ui.parts.sheet import around
from careboard.ui.patient.composer.note_body import NoteBody
from careboard.workflow.session import Session
from careboard.workflow.writing.drafts import keep_drafts, next_draft
from tests.clinic import Clinic
from tests.clinical_examples import NOTE, PHQ9, PLAN_OF_CARE, REGISTRATION
from tests.ui.desk import PATIENCE
from tests.ui.keys import focus
from tests.ui.patient.conftest import Opener
from tests.ui.patient.noted import PULLED, field_of, notes
from tests.ui.patient.writing import CTRL, SHIFT, Hands


def test_that_bold_lists_and_headings_are_set_by_keys_kept_as_plain_text_and_read_without_their_marks(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    data = field_of(hands, "Data")
    data.insert("PHQ-9 11", PULLED)
    hands.press(Qt.Key.Key_Left)
    hands.press(Qt.Key.Key_B, CTRL)
    hands.press(Qt.Key.Key_End)
    hands.press(Qt.Key.Key_Return)
    hands.compose("- eat")
    hands.press(Qt.Key.Key_Return)
    hands.compose("- walk")
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return)
    hands.compose("## Told")
    assert data.toPlainText() == "PHQ-9 **11**\n- eat\n- walk\n## Told"
    hands.sign()
    (written,) = notes(clinic)
    text = written.sections[0].text
    assert text == "PHQ-9 **11**\n- eat\n- walk\n## Told"
    assert written.provenance is not None
    assert [text[one.start : one.stop] for one in written.provenance.passages] == ["PHQ-9 ", "11"], "pulled still"
    hands.page.timeline.view.setFocus()
    hands.press(Qt.Key.Key_Space)
    assert (
        "PHQ-9 11\n\N{EN DASH}\neat\n\N{EN DASH}\nwalk\nTold" in hands.page.timeline.peek.around.accessibleDescription()
    )


def test_that_f4_takes_the_next_template_of_the_role_and_what_was_written_stays(
    open_page: Opener, qtbot: QtBot
) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    first = hands.composer.body
    assert first is not None
    hands.compose("Slept well.")
    field_of(hands, "Data").insert("PHQ-9 11", PULLED)
    hands.press(Qt.Key.Key_F4)
    second = hands.composer.body
    assert isinstance(second, NoteBody)
    assert second.key != first.key
    assert plain([run for runs in second.written for run in runs]).strip() == "Slept well.PHQ-9 11"
    assert any(run == Run("PHQ-9 11", PULLED) for runs in second.written for run in runs)
    hands.press(Qt.Key.Key_F4, SHIFT)
    assert hands.composer.body is not None
    assert hands.composer.body.key == "dap"


def test_that_the_end_of_a_session_follows_its_minutes_and_the_minutes_its_end(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("Slept well.")
    header = hands.composer.header
    for line, typed in ((header.when, "today 9:05"), (header.minutes, "50")):
        line.setFocus()
        hands.compose(typed)
    assert header.until.text() == "09:55"
    header.until.setFocus()
    hands.press(Qt.Key.Key_A, CTRL)
    hands.compose("10:20")
    assert header.minutes.text() == "75"
    hands.sign()
    assert isinstance(hands.written, Note)
    assert (hands.written.session_start, hands.written.session_stop) != (None, None)
    assert hands.written.session_stop is not None
    assert hands.written.session_stop.iso == "2026-09-15T14:20:00Z"


def test_that_an_end_without_a_beginning_is_refused_in_words(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("Slept well.")
    hands.composer.header.until.setText("9:55")
    hands.composer.review()
    assert hands.composer.footer.wrong.startswith("A session that ended began at a time")


def test_that_what_is_read_beside_a_note_is_the_plan_the_last_session_and_the_scores(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    clinic.write(Role.COUNSELOR, PLAN_OF_CARE)
    clinic.write(Role.NURSE, PHQ9)
    clinic.write(Role.COUNSELOR, Note(NOTE.discipline, NOTE.type, "Last time", NOTE.sections, "dap"))
    hands = Hands(open_page(Role.COUNSELOR, size=(1280, 900)), qtbot)
    hands.press(Qt.Key.Key_N)
    assert hands.composer.margin.isVisible()
    read = [label.text() for label in hands.composer.margin.findChildren(QLabel) if label.isVisible()]
    titles = ("Goals of the plan", "Plan of the last session", "Last scores", "Last note of this kind")
    assert [words for words in read if words in titles] == list(titles)
    assert NOTE.sections[2].text in read
    assert any(words.startswith("PHQ-9 ") for words in read)
    hands.press(Qt.Key.Key_F9)
    assert hands.composer.margin.isHidden()
    hands.press(Qt.Key.Key_F9)
    assert hands.composer.margin.isVisible()


def test_that_a_note_stands_side_by_side_with_the_timeline_and_below_it_again(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N, CTRL | SHIFT)
    composer, view = hands.composer, hands.page.timeline.view
    qtbot.waitUntil(lambda: composer.x() > view.x() + view.width() // 2, timeout=PATIENCE)
    assert composer.height() >= view.height()
    hands.compose("Slept well.")
    hands.press(Qt.Key.Key_N, CTRL | SHIFT)
    qtbot.waitUntil(lambda: composer.y() > view.y(), timeout=PATIENCE)
    assert field_of(hands, "Data").toPlainText() == "Slept well."


def test_that_where_somebody_writes_stays_in_sight_while_a_field_grows(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR, size=(1280, 720)), qtbot)
    hands.press(Qt.Key.Key_N)
    data = field_of(hands, "Data")

    def seen() -> bool:
        caret = data.cursorRect()
        place = QRect(data.viewport().mapToGlobal(caret.topLeft()), caret.size())
        outside = around(data)
        assert outside is not None
        sight = outside.viewport()
        return QRect(sight.mapToGlobal(QPoint()), sight.size()).contains(place)

    for _line in range(14):
        hands.press(Qt.Key.Key_Return)
    hands.compose("Last.")
    qtbot.waitUntil(seen, timeout=PATIENCE)
    for _line in range(14):
        hands.press(Qt.Key.Key_Up)
    qtbot.waitUntil(seen, timeout=PATIENCE)


def test_that_a_note_takes_the_place_of_the_timeline_where_there_is_no_room_for_both(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = Hands(open_page(Role.COUNSELOR, size=(900, 700)), qtbot)
    hands.press(Qt.Key.Key_N, CTRL | SHIFT)
    composer, panel = hands.composer, hands.page.timeline
    qtbot.waitUntil(lambda: composer.height() >= panel.height() - 20, timeout=PATIENCE)
    assert composer.width() >= panel.width() - 20
    assert (panel.view.isVisible(), panel.filters.isVisible()) == (False, False)
    hands.compose("Slept well.")
    panel.go_to_entry(EntryId(clinic.entries["note"]))
    assert panel.view.isVisible(), "an entry that is asked for is shown"
    field_of(hands, "Data").setFocus()
    hands.press(Qt.Key.Key_N, CTRL | SHIFT)
    assert panel.view.isHidden()
    hands.press(Qt.Key.Key_Escape)
    assert focus() is panel.view
    assert panel.view.isVisible()


def test_that_ctrl_shift_enter_signs_and_opens_the_next_draft(open_page: Opener, clinic: Clinic, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.composer.open("birp")
    hands.compose("The second note.")
    hands.composer.open("dap")
    hands.compose("The first note.")
    hands.press(Qt.Key.Key_Return, CTRL | SHIFT)
    assert hands.composer.strip.button.text() == "Sign for RIVERA, Maya, then the next draft"
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: hands.composer.body is not None and hands.composer.body.key == "birp", timeout=PATIENCE)
    assert [one.sections[0].text for one in notes(clinic)] == ["The first note."]
    wanted: list[str] = []
    hands.page.other_wanted.connect(wanted.append)
    other = Session(clinic.open(None)).new_patient(REGISTRATION)
    keep_drafts(Session(clinic.open(Role.COUNSELOR)), other, {"dap": {"title": "DAP", "body": {}}})
    hands.press(Qt.Key.Key_Return, CTRL | SHIFT)
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: wanted == [other], timeout=PATIENCE)
    assert next_draft(Session(clinic.open(Role.COUNSELOR)), other) is None


def test_that_a_private_note_is_one_key_away_and_says_who_can_ever_open_it(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_P)
    assert hands.composer.body is not None
    assert hands.composer.body.key == "private:psychotherapy-note"
    assert hands.composer.header.who.startswith("Only you can ever open it")


def test_that_headline_and_figures_follow_when_somebody_pauses_and_never_at_a_keystroke(
    open_page: Opener, qtbot: QtBot
) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    footer = hands.composer.footer
    told: list[str] = []
    footer.headline.textChanged.connect(told.append)
    hands.compose("Slept well for the third night")
    assert told == [], "no letter was waited for"
    qtbot.waitUntil(lambda: told == ["Slept well for the third night"], timeout=PATIENCE)
    assert "6 words" in [label.text() for label in footer.findChildren(QLabel)]


def test_that_the_headline_is_the_first_line_of_the_plan_until_its_author_writes_another(
    open_page: Opener, qtbot: QtBot
) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("Slept well.")
    plan, headline = field_of(hands, "Plan"), hands.composer.footer.headline
    plan.setFocus()
    hands.compose("One family meal " * 8)
    hands.press(Qt.Key.Key_Tab)
    assert headline.text().startswith("One family meal One family meal")
    assert (len(headline.text()) <= 80, headline.maxLength()) == (True, 80)
    headline.setFocus()
    hands.press(Qt.Key.Key_A, CTRL)
    hands.compose("My own words")
    plan.setFocus()
    hands.compose(" more")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert headline.text() == "My own words"
    said = hands.composer.strip.said
    assert all(
        words in said for words in ("RIVERA, Maya", "born 14-Mar-2004", "DAP", "My own words", "Will be seen by")
    )
