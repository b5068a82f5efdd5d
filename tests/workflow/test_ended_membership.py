"""A membership that ends while its member is signed in elsewhere: told at the next act, and nothing more is written.

Two programs hold one vault file: the one of the administrator who ends a membership, and the one of who leaves.
"""

from collections.abc import Callable, Iterator

import pytest

from careboard.clinical.people import Role
from careboard.vault.keys import Keyset
from careboard.workflow.founding import admit
from careboard.workflow.open_vault import OpenVault
from careboard.workflow.people import change_roles, revoke
from careboard.workflow.refusals import MembershipEnded, PeopleChanged
from careboard.workflow.session import Session
from tests.clinic import Clinic, note
from tests.clinical_examples import REGISTRATION

Act = Callable[[Session, Clinic], object]
ACTS: dict[str, Act] = {
    "a note": lambda session, clinic: session.record(clinic.patient, note("Written too late.")),
    "a chart opened": lambda session, clinic: session.chart(clinic.patient),
    "the caseload": lambda session, _: session.caseload(),
    "a new patient": lambda session, _: session.new_patient(REGISTRATION),
    "a record of access": lambda session, clinic: session.note_access("printed", clinic.patient),
    "a search": lambda session, _: session.search("slept"),
    "a file": lambda session, clinic: session.attach(clinic.patient, b"A scan."),
    "a checkpoint": lambda session, _: session.checkpoint(),
}


@pytest.fixture
def leaving(clinic: Clinic) -> Iterator[Session]:
    """The counselor at work."""
    session = Session(clinic.open(Role.COUNSELOR))
    session.prepare_search()
    session.chart(clinic.patient)
    yield session
    session.close()


def end_membership(clinic: Clinic) -> None:
    revoke(clinic.open(), clinic.keys(Role.COUNSELOR).id)


@pytest.mark.parametrize("which", ACTS)
def test_that_who_has_left_is_told_at_the_next_act_and_writes_nothing_more(
    clinic: Clinic, leaving: Session, which: str
) -> None:
    end_membership(clinic)
    before = clinic.file().count()
    for _ in range(2):
        with pytest.raises(MembershipEnded, match="has ended") as told:
            ACTS[which](leaving, clinic)
        assert "administrator" in told.value.next_step
    leaving.close()
    assert clinic.file().count() == before


def test_that_an_end_that_comes_between_making_and_signing_a_note_is_told(clinic: Clinic, leaving: Session) -> None:
    """Or a note would be acknowledged that no colleague ever reads."""
    payload_is_sealed = leaving.vault.sealed("note", clinic.patient, b"{}")
    end_membership(clinic)
    before = clinic.file().count()
    with pytest.raises(MembershipEnded):
        leaving.vault.write([payload_is_sealed])
    assert clinic.file().count() == before


def test_that_a_note_is_not_sealed_for_a_colleague_who_left_before_it_was_signed(
    clinic: Clinic, leaving: Session
) -> None:
    sealed = leaving.vault.sealed("note", clinic.patient, b"{}")
    revoke(clinic.open(), clinic.keys(Role.NURSE).id)
    for _ in range(2):  # the second time the people are known, and still the note is sealed for who left
        with pytest.raises(PeopleChanged, match="at this moment"):
            leaving.vault.write([sealed])
    written = leaving.append(clinic.patient, note("Once more."))
    assert written in clinic.ids()
    assert clinic.keys(Role.NURSE).id not in leaving.vault.keyring.current_team(clinic.patient)


def test_that_who_comes_meanwhile_keeps_nobody_from_signing(clinic: Clinic, leaving: Session) -> None:
    sealed = leaving.vault.sealed("note", clinic.patient, b"{}")
    admit(clinic.open(), Keyset.new().public, {Role.NURSE}, "D. Okafor")
    (record,) = leaving.vault.write([sealed])
    assert clinic.file().one(record.id) == record


def test_that_two_administrators_at_once_take_no_place_twice_in_the_line_of_people(clinic: Clinic) -> None:
    one, other = clinic.open(), clinic.open()
    change_roles(one, clinic.keys(Role.ADMIN).id, {Role.ADMIN, Role.SUPERVISOR})
    stale = other.registry.last
    change_roles(other, clinic.keys(Role.NURSE).id, {Role.NURSE, Role.SUPERVISOR})
    assert other.registry.last == stale + 2
    assert OpenVault(clinic.file(), clinic.founder, clinic.id, clinic.clock).registry.trouble == ()
