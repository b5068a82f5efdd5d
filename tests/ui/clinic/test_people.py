"""The page of people by keys: an administrator ends a membership and changes roles, and the vault holds to it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from careboard.clinical.people import Role
from careboard.settings import ClinicSettings
from careboard.ui.background import Background
from careboard.ui.clinic.people.membership import MembershipSheet
from careboard.ui.clinic.people.page import PeoplePage
from careboard.ui.desk import Desk
from careboard.ui.look.look import apply, named
from careboard.ui.shell.workplace import PEOPLE
from careboard.vault.keyslot import LIGHT
from careboard.vault.refusals import NotAllowed
from careboard.workflow.checking import check_vault
from careboard.workflow.founding import Person
from careboard.workflow.session import Session
from careboard.workflow.sign_in import unlock
from tests.clinic import FOUNDER, Clinic, note
from tests.ui.desk import Started
from tests.ui.keys import press

NURSE, COUNSELOR, ADMIN = Role.NURSE, Role.COUNSELOR, Role.ADMIN
ENTER, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Space
WORDS = "four words that fit"


def member_sheet(started: Started, name: str) -> MembershipSheet:
    """Down the list as far as the member, and Enter."""
    people = started.workplace.people
    started.workplace.show_place(PEOPLE)
    started.wait(lambda: bool(people.model.people))
    people.list.setFocus()
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Down, times=[person.author.name for person in people.model.people].index(name))
    press(ENTER)
    assert people.membership is not None
    assert people.membership.title == name
    return people.membership


def roles_of(started: Started, name: str) -> set[Role]:
    return {role for one in started.workplace.people.model.people if one.author.name == name for role in one.roles}


def test_that_a_membership_is_ended_by_keys_and_who_left_signs_in_no_more(started: Started, clinic: Clinic) -> None:
    session = Session(clinic.open())
    session.enrol(Person("L. Moreno", COUNSELOR, "leaves", WORDS), cost=LIGHT)
    session.close()
    unlock(clinic.path, "leaves", WORDS).file.close()
    started.sign_in()
    sheet = member_sheet(started, "L. Moreno")
    sheet.end.setFocus()
    press(SPACE)
    assert sheet.review.said.startswith("L. Moreno: the membership ends.\nThey sign in no more")
    assert sheet.review.button.text() == "Sign for L. Moreno"
    press(ENTER)
    started.wait(lambda: not roles_of(started, "L. Moreno"))
    assert started.workplace.people.membership is None
    with pytest.raises(NotAllowed, match="do not belong"):
        unlock(clinic.path, "leaves", WORDS)
    ClinicSettings(clinic.id).drop_sign_in("leaves")


def test_that_who_was_let_go_in_the_window_reads_nothing_new(started: Started, clinic: Clinic) -> None:
    started.sign_in()
    before = clinic.ids(NURSE)
    member_sheet(started, "Member nurse").end.click()
    press(ENTER)
    started.wait(lambda: not roles_of(started, "Member nurse"))
    session = Session(clinic.open())
    after = session.append(clinic.patient, note("After."))
    assert clinic.ids(NURSE) == before
    assert after in clinic.ids(COUNSELOR)
    assert not check_vault(session.vault).faults


def test_that_who_begins_to_treat_is_handed_the_charts(started: Started, clinic: Clinic) -> None:
    started.sign_in()
    assert not clinic.ids(ADMIN)
    sheet = member_sheet(started, "Member admin")
    sheet.boxes[NURSE].setFocus()
    press(SPACE)
    sheet.change.setFocus()
    press(SPACE)
    assert sheet.review.said.startswith("Member admin: from now on Nurse, ")
    press(ENTER)
    started.wait(lambda: roles_of(started, "Member admin") == {NURSE, ADMIN})
    after = Session(clinic.open()).append(clinic.patient, note("After."))
    assert after in clinic.ids(ADMIN)


def test_that_escape_at_the_last_look_changes_nothing(started: Started) -> None:
    started.sign_in()
    sheet = member_sheet(started, "Member nurse")
    sheet.end.click()
    press(Qt.Key.Key_Escape)
    assert sheet.review.isHidden()
    assert sheet.change.hasFocus()
    press(Qt.Key.Key_Escape)
    assert started.workplace.people.membership is None
    assert roles_of(started, "Member nurse") == {NURSE}


def test_that_no_role_at_all_and_the_same_roles_are_refused_in_words(started: Started) -> None:
    started.sign_in()
    sheet = member_sheet(started, "Member nurse")
    sheet.change.click()
    assert sheet.error == "These are the current roles. Tick what changes."
    sheet.boxes[NURSE].click()
    sheet.change.click()
    assert sheet.error == "A member has one role at least. Tick what they do here."


def test_that_nobody_ends_their_own_membership(started: Started) -> None:
    started.sign_in()
    assert member_sheet(started, FOUNDER.name).end.isHidden()


def test_that_who_does_not_administer_changes_nobody(
    program: QApplication, clinic: Clinic, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = Desk(Session(clinic.open(NURSE)), Background())
    people = PeoplePage(desk, tmp_path)
    qtbot.addWidget(people)
    with qtbot.waitSignal(people.loaded):
        people.show()
    assert people.change.isHidden()
    people.show_membership()
    assert people.membership is None
    desk.close()


@pytest.mark.parametrize(("size", "alone"), [(1.0, False), (2.0, True)])
def test_that_a_sheet_stands_alone_where_the_list_beside_it_would_be_cut(
    started: Started, size: float, *, alone: bool
) -> None:
    apply(named("light", size))
    started.desktop.window.resize(1366, 768)
    started.sign_in()
    people = started.workplace.people
    started.workplace.show_place(PEOPLE)
    started.wait(lambda: bool(people.model.people))
    people.enrol.click()
    assert people.list.isVisible() is not alone
    press(Qt.Key.Key_Escape)
    assert people.list.isVisible()
    assert people.list.hasFocus()


def test_that_the_arrows_show_what_is_known_of_each_and_who_left_reads_no_more(
    started: Started, clinic: Clinic
) -> None:
    started.sign_in()
    people = started.workplace.people
    started.workplace.show_place(PEOPLE)
    started.wait(lambda: bool(people.facts.pairs.told))
    member_sheet(started, "Member nurse").end.click()
    told = people.facts.pairs.told
    assert told["Roles"] == "Nurse"
    assert len(told["Words of their key"].split()) == 6
    assert told["Keys of charts"] == "1 of 1 shared charts"
    press(ENTER)
    started.wait(lambda: not roles_of(started, "Member nurse"))
    assert people.facts.isVisible()
    people.list.setCurrentIndex(people.model.index(people.model.rowCount() - 1, 0))
    assert people.facts.pairs.told["Keys of charts"].startswith("0 of 1 chart has a new key since. The others get one")
    assert "Recovery kit" not in people.facts.pairs.told
    assert people.clinic_facts.pairs.told["Custody sheets"].startswith("Any two of three")
