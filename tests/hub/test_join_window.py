"""Joining in the window, by keys, against a real server: from the empty computer to the chart that colleagues wrote."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from careboard.app import Desktop
from careboard.clinical.people import Role
from careboard.ui.entrance.doors import Doors
from careboard.ui.entrance.joining import waiting
from careboard.ui.entrance.joining.waiting import WaitingPage
from careboard.ui.entrance.joining.wizard import JoinWizard
from careboard.ui.entrance.setup.kit import KitStep
from careboard.ui.entrance.setup.wizard import Wizard
from careboard.vault.keyslot import LIGHT
from careboard.workflow.hub import approving
from careboard.workflow.hub.logins import invite_member
from tests.clinic import PASSPHRASE
from tests.conftest import FOLDERS
from tests.hub.computers import Computer, Shared
from tests.ui.desk import Started, take_apart, to_nobody
from tests.ui.entrance.test_set_up import group_on_the_paper
from tests.ui.keys import budget, compose, press, tab, write

THEIRS = "four words of a newcomer"
ENTER, SPACE, DOWN, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Escape


@pytest.fixture
def invitation(shared: Shared, tmp_path: Path) -> Path:
    """The file that the administrator made."""
    with closing(shared.session()) as session:
        approving.invite(session).write(tmp_path / "join.json")
    return tmp_path / "join.json"


@pytest.fixture
def for_a_member(shared: Shared, tmp_path: Path) -> Path:
    """The file for the founder, who comes to a new computer."""
    with closing(shared.session()) as session:
        invite_member(session.vault, session.vault.member).write(tmp_path / "member.json")
    return tmp_path / "member.json"


@pytest.fixture
def laptop(program: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Started]:
    """The desktop on a new computer."""
    monkeypatch.setattr("careboard.ui.entrance.entrance.documents", lambda: tmp_path / "documents")
    monkeypatch.setattr(waiting, "SOON", 100)
    with Computer(tmp_path / "laptop").at_hand():
        desktop = Desktop(program, lambda: None, Doors(cost=LIGHT), listening=to_nobody)
        desktop.window.show()
        with qtbot.waitActive(desktop.window):
            desktop.window.activateWindow()
        started = Started(desktop, qtbot)
        desktop.import_the_rest()
        started.wait(lambda: isinstance(desktop.entrance.page, Wizard))
        yield started
        take_apart(desktop)


def joining(started: Started) -> JoinWizard:
    page = started.desktop.entrance.page
    assert isinstance(page, JoinWizard)
    return page


def waits(started: Started) -> WaitingPage:
    """The page of six words, as soon as they stand there."""
    entrance = started.desktop.entrance
    started.wait(lambda: isinstance(entrance.page, WaitingPage) and entrance.page.six.isVisible())
    assert isinstance(entrance.page, WaitingPage)
    return entrance.page


def test_that_keys_alone_lead_a_newcomer_from_the_file_through_six_words_to_the_chart(
    invitation: Path, laptop: Started, shared: Shared, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with budget(25 + len("nurse")):
        tab()
        press(SPACE)
        wizard = joining(laptop)
        compose(str(invitation))
        press(ENTER)
        laptop.wait(lambda: wizard.step is wizard.person or bool(wizard.error))
        assert wizard.error == ""
        assert f"North River IOP, on the server {shared.address.shown}" in wizard.step.lead
        compose("J. Dow")
        tab()
        write("nurse")
        tab()
        press(ENTER)
        compose("Room 4")
        press(ENTER)
        compose(THEIRS)
        tab()
        compose(THEIRS)
        press(ENTER)
        laptop.wait(lambda: isinstance(wizard.step, KitStep) or bool(wizard.error))
        assert wizard.error == ""
        press(SPACE)
        kit = wizard.step
        assert isinstance(kit, KitStep)
        compose(group_on_the_paper(kit, tmp_path / "documents", "kit-jd.pdf"))
        press(ENTER)
        words = waits(laptop).six.words
        press(ESCAPE)  # cancelled; whoever signs in again goes on waiting
    laptop.wait(laptop.desktop.entrance.unlock.isVisible)
    laptop.type_passphrase(THEIRS)
    page = waits(laptop)
    assert page.six.words == words
    page.show_fetching(1, 2)
    assert (page.title.text(), page.six.isVisible()) == ("You are let in", False)
    with monkeypatch.context() as there:
        there.setenv("XDG_DATA_HOME", str(home / FOLDERS["XDG_DATA_HOME"]))  # the administrator's own computer
        _let_in(shared, words)
    laptop.wait(laptop.desktop.entrance.unlock.isVisible)
    laptop.sign_in(THEIRS)
    (row,) = laptop.workplace.caseload.model.rows
    assert (row.named, laptop.workplace.desk.me.name) == ("RIVERA, Maya", "J. Dow")


def _let_in(shared: Shared, words: tuple[str, ...]) -> None:
    with closing(shared.session()) as session:
        (newcomer,) = approving.waiting(session).newcomers
        assert newcomer.words == words
        approving.approve(session, newcomer, words, newcomer.name, [Role.NURSE])


def test_that_a_members_file_and_passphrase_lead_by_keys_to_the_chart_on_a_new_computer(
    for_a_member: Path, laptop: Started
) -> None:
    with budget(15):
        tab()
        press(SPACE)
        wizard = joining(laptop)
        compose(str(for_a_member))
        press(ENTER)
        laptop.wait(lambda: wizard.step is wizard.member or bool(wizard.error))
        assert wizard.error == ""
        assert "This file is for a member of North River IOP" in wizard.step.lead
        compose("ac")
        tab()
        compose("not the passphrase")
        press(ENTER)
        laptop.wait(lambda: bool(wizard.error))
        assert wizard.error.startswith("The passphrase does not fit.")
        assert not (wizard.member.place.path or Path()).exists()
        wizard.member.passphrase.clear()
        wizard.member.passphrase.setFocus()
        compose(PASSPHRASE)
        press(ENTER)
    entrance = laptop.desktop.entrance
    laptop.wait(lambda: entrance.page is not wizard or bool(wizard.error))
    assert entrance.page is not wizard
    laptop.wait(entrance.unlock.isVisible)
    laptop.sign_in(PASSPHRASE)
    (row,) = laptop.workplace.caseload.model.rows
    assert row.named == "RIVERA, Maya"
