"""What is being written is never lost: sealed within two seconds, when the keyboard goes elsewhere, and at the end."""

from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from careboard.clinical.nutrition import Weight
from careboard.clinical.people import Role
from careboard.clinical.person import Flag, FlagType
from careboard.clinical.values import Amount, Coded
from careboard.ui.parts.autosave import AUTOSAVE
from careboard.ui.patient.composer.note_body import NoteBody
from careboard.ui.patient.composer.scale_body import ScaleBody
from careboard.workflow.outlines import unsigned
from careboard.workflow.session import Session
from careboard.workflow.writing.drafts import kept_drafts
from tests.clinic import Clinic, note
from tests.clinical_examples import PLAN_OF_CARE
from tests.ui.desk import PATIENCE, labels_of
from tests.ui.patient.conftest import Opener
from tests.ui.patient.killed import LOST_AT_MOST, type_and_be_killed
from tests.ui.patient.writing import CTRL, Hands

TEXT = "Sleeps through since Tuesday; eats breakfast with her sister."


def test_that_an_addendum_tells_no_weight_that_is_hidden_in_its_title_or_among_what_waits(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    flag = Flag(FlagType.BLIND_WEIGHT, Coded("Blind weight"))
    weight = Weight(Amount(Decimal("47.7"), "kg", ucum="kg"), blind=False, conditions=("gown",))
    session = Session(clinic.open())
    _flag, weighed = session.append_each(clinic.patient, [flag, weight])
    hands = Hands(open_page(), qtbot)
    chart = hands.page.chart
    assert chart is not None
    hands.composer.add_to(next(row for row in chart.timeline if row.id == weighed))
    hands.compose("In a gown.")
    assert [words for words in labels_of(hands.page) if words.startswith("Addendum to: ")] == ["Addendum to: Weight"]
    hands.page.close()
    hands.page.desk.close()
    (waiting,) = unsigned(Session(clinic.open()))
    assert "47.7" not in repr(waiting)


def test_that_a_draft_survives_a_kill_and_loses_at_most_two_seconds(
    clinic: Clinic, open_page: Opener, qtbot: QtBot, home: Path
) -> None:
    type_and_be_killed(clinic, TEXT)
    hands = Hands(open_page(), qtbot)
    body = hands.composer.body
    assert isinstance(body, NoteBody)
    assert body.section("Subjective").words == TEXT
    assert hands.composer.footer.state.startswith("Draft restored, saved ")


def test_that_a_draft_is_kept_within_two_seconds_and_says_so(open_page: Opener, clinic: Clinic, qtbot: QtBot) -> None:
    assert AUTOSAVE < LOST_AT_MOST * 1000
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("Came late.")
    assert hands.composer.footer.state == "Not saved yet"
    qtbot.waitUntil(lambda: hands.composer.footer.state.startswith("Draft saved "), timeout=PATIENCE)
    kept = kept_drafts(Session(clinic.open(Role.COUNSELOR)), clinic.patient)
    assert kept["dap"]["body"]["texts"][0] == "Came late."


def test_that_a_draft_is_kept_when_the_keyboard_goes_elsewhere(open_page: Opener, clinic: Clinic, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("Came late.")
    with qtbot.waitSignal(hands.composer.kept, timeout=AUTOSAVE // 3):
        hands.page.timeline.view.setFocus()


def test_that_a_draft_is_kept_when_the_page_closes_and_continued_where_it_stopped(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_S)
    hands.press(Qt.Key.Key_G)
    for answer in (1, 2, 3):
        hands.digit(answer)
    hands.page.close()
    hands.page.desk.close()
    again = Hands(open_page(Role.COUNSELOR), qtbot)
    assert isinstance(again.composer.body, ScaleBody)
    assert again.composer.body.total.startswith("Total 6,")
    again.composer.body.begin()
    for answer in (0, 0, 0, 0, 1):
        again.digit(answer)
    again.press(Qt.Key.Key_P)
    again.sign()
    assert kept_drafts(Session(clinic.open(Role.COUNSELOR)), clinic.patient) == {}


def test_that_a_draft_is_sealed_for_its_author_alone(open_page: Opener, clinic: Clinic, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("A word that nobody else reads")
    hands.composer.keep()
    qtbot.waitUntil(lambda: hands.composer.footer.state.startswith("Draft saved "), timeout=PATIENCE)
    assert b"nobody else reads" not in clinic.path.read_bytes()
    assert kept_drafts(Session(clinic.open(Role.NURSE)), clinic.patient) == {}


def test_that_esc_closes_the_form_and_keeps_the_draft_for_later(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("Came late.")
    hands.press(Qt.Key.Key_Escape)
    assert not hands.composer.is_open
    assert hands.page.timeline.view.hasFocus()
    hands.press(Qt.Key.Key_N)
    assert isinstance(hands.composer.body, NoteBody)
    assert hands.composer.body.section("Data").words == "Came late."


def test_that_a_draft_of_a_long_chart_finds_the_goals_of_its_first_days(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    clinic.write(Role.COUNSELOR, PLAN_OF_CARE)
    for number in range(60):
        clinic.write(Role.COUNSELOR, note(f"Session {number}."))
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("Came late.")
    assert isinstance(hands.composer.body, NoteBody)
    hands.composer.body.risk_and_goals.mark(1)
    hands.page.close()
    hands.page.desk.close()
    again = Hands(open_page(Role.COUNSELOR), qtbot)
    assert isinstance(again.composer.body, NoteBody)
    assert again.composer.body.risk_and_goals.numbers == (1,)


def test_that_another_template_takes_what_was_written_along(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("Came late.")
    hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Tab)
    hands.compose("Call on Friday.")
    hands.composer.header.form_wanted.emit("birp")
    assert isinstance(hands.composer.body, NoteBody)
    assert hands.composer.body.section("Plan").words == "Call on Friday."
    assert hands.composer.body.section("Behavior").words == "Came late."


def test_that_a_private_note_goes_into_its_authors_own_stream_and_leaves_no_mark(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    before = hands.entries
    hands.press(Qt.Key.Key_N)
    hands.composer.header.audience_wanted.emit("psychotherapy-note")
    assert "Only you can ever open it" in hands.composer.header.who
    hands.compose("Countertransference after the session.")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert "Only you can ever open it" in hands.composer.strip.said
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not hands.composer.is_open, timeout=PATIENCE)
    assert hands.entries == before
    mine = Session(clinic.open(Role.COUNSELOR)).private_notes(clinic.patient)
    assert [getattr(one.content, "text", "") for one in mine] == ["Countertransference after the session."]
    assert Session(clinic.open(Role.PSYCHIATRIST)).private_notes(clinic.patient) == ()
    assert "Countertransference after the session." in _labels(hands.page.sections.widget("private"))


def test_that_private_words_never_come_back_for_the_team_and_it_is_told_where_each_word_stays(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    ask, footer = hands.composer.header.audience_wanted.emit, hands.composer.footer
    private, team = "What you wrote stays in your private draft.", "What you wrote for the team stays in its draft."
    hands.press(Qt.Key.Key_N)
    ask("psychotherapy-note")
    hands.compose("Countertransference.")
    ask("team")
    assert hands.composer.body is not None
    assert hands.composer.body.empty
    assert private in _labels(footer)
    hands.compose("Came late.")
    qtbot.waitUntil(lambda: footer.state.startswith("Draft saved "), timeout=PATIENCE)
    assert private in _labels(footer)  # as long as this note is open
    ask("psychotherapy-note")
    assert team in _labels(footer)
    ask("team")
    assert private in _labels(footer)
    kept = kept_drafts(Session(clinic.open(Role.COUNSELOR)), clinic.patient)
    texts = {key: [text for text in draft["body"]["texts"] if text] for key, draft in kept.items()}
    assert texts == {"dap": ["Came late."], "private:psychotherapy-note": ["Countertransference."]}


def test_that_what_a_note_for_the_team_answers_beside_its_words_waits_for_the_team_while_these_are_private(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    clinic.write(Role.COUNSELOR, PLAN_OF_CARE)
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    ask = hands.composer.header.audience_wanted.emit
    hands.press(Qt.Key.Key_N)
    hands.compose("Countertransference.")
    body = hands.composer.body
    assert isinstance(body, NoteBody)
    body.risk_and_goals.set_risk(True)
    body.risk_and_goals.mark(1)
    body.together.practice.words.setText("Stretch before bed")
    hands.composer.header.mood.setText("4")
    ask("psychotherapy-note")
    assert "stay in the team's draft" in _labels(hands.composer.footer)
    qtbot.waitUntil(lambda: hands.composer.footer.state.startswith("Draft saved "), timeout=PATIENCE)
    ask("team")
    body = hands.composer.body
    assert isinstance(body, NoteBody)
    assert (body.texts, body.risk_and_goals.risk_changed, body.risk_and_goals.numbers) == ({}, True, (1,))
    assert (body.together.practice.words.words, hands.composer.header.mood.text()) == ("Stretch before bed", "4")
    assert "Countertransference" not in hands.composer.footer.headline.text()
    kept = kept_drafts(Session(clinic.open(Role.COUNSELOR)), clinic.patient)
    assert {key: "Countertransference" in repr(draft) for key, draft in kept.items()} == {
        "dap": False,
        "private:psychotherapy-note": True,
    }


def test_that_another_template_takes_goals_tasks_and_times_along(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    clinic.write(Role.COUNSELOR, PLAN_OF_CARE)
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    assert isinstance(hands.composer.body, NoteBody)
    hands.composer.body.risk_and_goals.mark(1)
    hands.composer.header.mood.setText("4")
    hands.composer.header.form_wanted.emit("birp")
    body = hands.composer.body
    assert isinstance(body, NoteBody)
    assert (body.key, body.risk_and_goals.numbers, hands.composer.header.mood.text()) == ("birp", (1,), "4")
    hands.composer.review()
    assert hands.composer.footer.wrong == "Nothing is written yet."


def _labels(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_that_only_roles_that_may_are_offered_private_notes(open_page: Opener, qtbot: QtBot) -> None:
    offered = [Hands(open_page(who), qtbot).composer.header.audience.count() for who in (Role.COUNSELOR, Role.NURSE)]
    assert offered == [3, 1]


def test_that_nobody_else_has_a_place_for_private_notes(open_page: Opener) -> None:
    assert "private" not in open_page(Role.NURSE).sections.keys
