"""What goes with a note: tasks, home practice and a co-signer, each named and dated in words that are read."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from careboard.clinical.coordination import HomePractice, Task
from careboard.clinical.note import CoSignature, Note
from careboard.clinical.people import Role
from careboard.clinical.values import MemberId
from careboard.ui.patient.composer.note_body import NoteBody
from careboard.ui.patient.timeline import facts
from careboard.ui.patient.timeline.facts import Veil
from tests.clinic import Clinic
from tests.ui.desk import PATIENCE
from tests.ui.keys import focus
from tests.ui.patient.conftest import Opener
from tests.ui.patient.noted import field_of, notes, offered_in
from tests.ui.patient.writing import CTRL, Hands


def test_that_a_member_is_mentioned_by_family_name_given_name_or_role(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    for typed in ("@chen", "@psychiatr"):
        hands.compose(typed)
        assert any("A. Chen (" in words for words in offered_in(field_of(hands, "Data")))
        hands.press(Qt.Key.Key_Escape)
        hands.compose(" ")
    hands.compose("@memb")
    found = offered_in(field_of(hands, "Data"))
    assert [words for words in found if "Member nurse (nurse)" in words], "by what the first name is"


def test_that_a_note_goes_with_its_tasks_and_home_practice_and_awaits_the_cosigner_who_then_signs(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("Cramps at night. ")
    asked = MemberId(clinic.founder.id)
    body = hands.composer.body
    assert isinstance(body, NoteBody)
    offer = next(one for one in body.offering() if one.member == asked)
    hands.compose(f"@{offer.name}")
    hands.press(Qt.Key.Key_Tab)
    hands.compose(" please check the potassium.")
    row = body.together.task_of(asked)
    assert row is not None
    other = next(one for one in body.offering() if one.member not in (None, asked))
    hands.compose(f" Also @{other.name}")
    hands.press(Qt.Key.Key_Tab)
    assert other.member is not None
    assert body.together.task_of(other.member) is not None
    row.due.setText("+2d")
    body.together.practice.words.setText("Stretch before bed")
    hands.composer.footer.ask_to_cosign(asked)
    entries = hands.entries
    hands.press(Qt.Key.Key_Return, CTRL)
    assert "please check the potassium" in hands.composer.strip.said
    assert hands.composer.footer.asks.endswith(" co-signs.")
    assert hands.composer.footer.asks in hands.composer.strip.said
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: hands.entries == entries + 3 and not hands.composer.is_open, timeout=PATIENCE)
    found = [one.content for one in clinic.read()]
    (task,) = [one for one in found if isinstance(one, Task)]
    (practice,) = [one for one in found if isinstance(one, HomePractice)]
    assert (task.text, task.member, task.due and task.due.iso) == ("please check the potassium.", asked, "2026-09-17")
    assert (practice.text, practice.due) == ("Stretch before bed", None)
    assert notes(clinic)[0].cosigner == asked
    page = open_page(None)
    assert page.chart is not None
    waiting = next(
        row for row in page.chart.timeline if isinstance(row.entry.content, Note) and row.awaits_cosignature_of
    )
    assert page.chart.unread.to_cosign == (waiting.id,)
    assert next(facts.tags(waiting, veil=Veil())).text == "Awaits your co-signature"
    page.timeline.wanted.emit("cosign", waiting)
    page.undo.do_now()
    qtbot.waitUntil(lambda: page.chart is not None and not page.chart.unread.to_cosign, timeout=PATIENCE)
    assert [one.ref for one in clinic.read() if isinstance(one.content, CoSignature)] == [waiting.id]


def test_that_a_day_that_is_none_is_refused_beside_its_field(open_page: Opener, qtbot: QtBot) -> None:
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_N)
    hands.compose("Slept well.")
    body = hands.composer.body
    assert isinstance(body, NoteBody)
    body.together.practice.words.setText("Stretch")
    body.together.practice.due.setText("9/15")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert hands.composer.strip.isHidden()
    assert focus() is body.together.practice.due
    assert hands.composer.footer.wrong.startswith("Type a day as 15-Sep-2026")
