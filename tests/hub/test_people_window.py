"""People in the window of an administrator whose clinic has a hub: invite, compare six words, let in, turn away."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from careboard.clinical.people import Role
from careboard.ui.background import Background
from careboard.ui.clinic.people.inviting import InviteSheet
from careboard.ui.clinic.people.letting_in import NewcomerCard, WaitingSheet
from careboard.ui.clinic.people.page import PeoplePage
from careboard.ui.desk import Desk
from careboard.vault.keyslot import LIGHT
from careboard.workflow.founding import Person
from careboard.workflow.hub.enrolment import Enrolment
from careboard.workflow.hub.joining import Asked, Joining, ask_to_join
from tests.hub.computers import Computer, Shared
from tests.ui.desk import PATIENCE, labels_of
from tests.ui.keys import budget, compose, press

THEIRS = "four words of a newcomer"
ENTER = Qt.Key.Key_Return


@pytest.fixture
def people(program: QApplication, qtbot: QtBot, shared: Shared, tmp_path: Path) -> Iterator[PeoplePage]:
    """The founder, who administers, at the page of people."""
    desk = Desk(shared.session(), Background())
    page = PeoplePage(desk, tmp_path)
    page.resize(1280, 900)
    with qtbot.waitSignal(page.loaded, timeout=PATIENCE):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow, timeout=PATIENCE)
    yield page
    page.close()
    page.deleteLater()
    desk.close()


def asks(file: Path, laptop: Computer, name: str) -> Asked:
    with laptop.at_hand() as path:
        person = Person(name, Role.NURSE, name[:1].lower(), THEIRS)
        return ask_to_join(path, Enrolment.read(file), person, "Room 4", cost=LIGHT)


def card_of(sheet: WaitingSheet, name: str) -> NewcomerCard | None:
    return next((card for card in sheet.cards if name in labels_of(card)), None)


def test_that_an_administrator_invites_hears_six_words_and_lets_a_newcomer_in_by_keys(
    people: PeoplePage, qtbot: QtBot, tmp_path: Path
) -> None:
    people.invite.click()
    assert isinstance(people.door, InviteSheet)
    people.door.write.click()
    qtbot.waitUntil(lambda: people.door is None, timeout=PATIENCE)
    laptop = Computer(tmp_path / "laptop")
    asked = asks(tmp_path / "enrollment.json", laptop, "J. Dow")
    people.waits.click()
    sheet = people.door
    assert isinstance(sheet, WaitingSheet)
    qtbot.waitUntil(lambda: len(sheet.cards) == 1, timeout=PATIENCE)
    assert labels_of(sheet.cards[0])[:2] == ["J. Dow", "Nurse, at Room 4"]
    assert not set(asked.words) & set(" ".join(labels_of(sheet)).split())  # what is compared is what is heard
    sheet.cards[0].compare.setFocus()
    with budget(3):
        press(ENTER)
        compose("one two three four five six")
        press(ENTER)
        assert sheet.review.said.startswith("J. Dow is let in.\nThey become a member, as Nurse.")
        press(ENTER)
    qtbot.waitUntil(
        lambda: sheet.error.startswith("These are not the six words of who asks to join."), timeout=PATIENCE
    )
    assert sheet.form is not None
    sheet.form.words.clear()
    sheet.form.words.setFocus()
    compose(" ".join(asked.words).upper())
    press(ENTER)
    with qtbot.waitSignal(people.loaded, timeout=PATIENCE):
        press(ENTER)
    qtbot.waitUntil(lambda: sheet.said == "Nobody waits now.", timeout=PATIENCE)
    assert "J. Dow" in [one.author.name for one in people.model.people]
    with laptop.at_hand() as path, closing(Joining.sign_in(path, "j", THEIRS)) as theirs:
        assert theirs.let_in


def test_that_somebody_is_turned_away_and_the_page_tells_computers_server_kits_and_new_keys(
    people: PeoplePage, qtbot: QtBot, tmp_path: Path
) -> None:
    people.show_invitation()
    assert isinstance(people.door, InviteSheet)
    people.door.write.click()
    qtbot.waitUntil(lambda: people.door is None, timeout=PATIENCE)
    asks(tmp_path / "enrollment.json", Computer(tmp_path / "phone"), "I. Impostor")
    people.show_waiting()
    sheet = people.door
    assert isinstance(sheet, WaitingSheet)
    qtbot.waitUntil(lambda: card_of(sheet, "I. Impostor") is not None, timeout=PATIENCE)
    card = card_of(sheet, "I. Impostor")
    assert card is not None
    card.away.click()
    assert sheet.review.button.text() == "Turn I. Impostor away"
    press(ENTER)
    qtbot.waitUntil(lambda: card_of(sheet, "I. Impostor") is None, timeout=PATIENCE)
    told, clinic = people.facts.pairs.told, people.clinic_facts.pairs.told
    assert told["Computers"].startswith("This computer, last at work ")
    assert len(told["Computers"].rpartition(": ")[2].split()) == 6
    assert clinic["New keys"] == "Every shared chart stands under a key that nobody knows who has left."
    assert "Last in step with it" in clinic
