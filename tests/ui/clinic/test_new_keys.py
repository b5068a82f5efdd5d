"""New keys for a colleague from the window: they sign in with the new passphrase, and no more with the old one."""

from pathlib import Path

import pytest

from careboard.clinical.people import Role
from careboard.ui.clinic.people.new_keys import NewKeysSheet
from careboard.ui.shell.workplace import PEOPLE
from careboard.vault.keyslot import LIGHT
from careboard.vault.refusals import WrongSecret
from careboard.workflow.founding import Person
from careboard.workflow.session import Session
from careboard.workflow.sign_in import unlock
from tests.clinic import Clinic
from tests.ui.desk import Started

NURSE = Person("R. Osei", Role.NURSE, "osei-window", "four words that fit")
NEW = "another long passphrase"


def sheet_for(started: Started, name: str) -> NewKeysSheet:
    """Sign in, go to the people, and begin to give this one new keys."""
    started.sign_in()
    started.workplace.show_place(PEOPLE)
    people = started.workplace.people
    started.wait(lambda: any(one.author.name == name for one in people.model.people))
    at = [one.author.name for one in people.model.people].index(name)
    people.list.setCurrentIndex(people.model.index(at, 0))
    started.wait(people.new_keys.isVisible)
    people.new_keys.click()
    assert isinstance(people.door, NewKeysSheet)
    return people.door


def test_that_a_colleague_gets_new_keys_and_a_kit_and_the_old_passphrase_opens_nothing(
    started: Started, clinic: Clinic, tmp_path: Path
) -> None:
    Session(clinic.open()).enrol(NURSE, cost=LIGHT)
    sheet = sheet_for(started, NURSE.name)
    assert sheet.sign_in.text() == NURSE.sign_in
    sheet.sign.click()
    assert sheet.error == "A passphrase needs at least 10 characters."
    sheet.stolen.setChecked(True)
    for field in (sheet.passphrase.first, sheet.passphrase.again):
        field.setText(NEW)
    sheet.kit.show_path(tmp_path / "new.pdf")
    sheet.old.setText("not the old one")
    sheet.sign.click()
    started.wait(lambda: sheet.error.startswith("The passphrase does not fit."))
    sheet.old.setText(NURSE.passphrase)
    sheet.sign.click()
    people = started.workplace.people
    started.wait(lambda: people.door is None)
    assert (tmp_path / "new.pdf").exists()
    unlock(clinic.path, NURSE.sign_in, NEW, clock=clinic.clock).file.close()
    with pytest.raises(WrongSecret):
        unlock(clinic.path, NURSE.sign_in, NURSE.passphrase, clock=clinic.clock)


def test_that_nobody_is_offered_new_keys_of_their_own(started: Started) -> None:
    started.sign_in()
    started.workplace.show_place(PEOPLE)
    people = started.workplace.people
    started.wait(lambda: bool(people.model.people))
    at = [one.author.member for one in people.model.people].index(started.workplace.desk.me.member)
    people.list.setCurrentIndex(people.model.index(at, 0))
    assert people.new_keys.isHidden()
    people.show_renewal()
    assert people.door is None
