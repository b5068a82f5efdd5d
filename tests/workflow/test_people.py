"""Promises about leaving: the next write renews the key, and who has left reads nothing new."""

import pytest

from careboard.clinical.people import Role
from careboard.documents.keys_on_paper import custody_pdf
from careboard.vault.keyslot import LIGHT
from careboard.workflow.checking import check_vault
from careboard.workflow.enrolling import change_membership
from careboard.workflow.founding import Person
from careboard.workflow.people import change_roles, revoke, under_old_keys
from careboard.workflow.reading import authors_of
from careboard.workflow.recovery import recover_by_custody
from careboard.workflow.session import Session
from tests.clinic import Clinic, goes_on, note

NURSE = Role.NURSE


def leaves(clinic: Clinic, how: str) -> None:
    """The nurse leaves the clinic, or from now on only administers it."""
    admin, nurse = clinic.open(), clinic.keys(NURSE).id
    revoke(admin, nurse) if how == "gone" else change_roles(admin, nurse, {Role.ADMIN})


@pytest.mark.parametrize("how", ["gone", "administers"])
def test_that_the_next_write_after_somebody_left_renews_the_key_and_they_read_nothing_new(
    clinic: Clinic, how: str
) -> None:
    session = Session(clinic.open(Role.COUNSELOR))
    before = session.append(clinic.patient, note("Before."))
    leaves(clinic, how)
    after = session.append(clinic.patient, note("After."))  # the counselor's session was open all the time
    epoch, _ = session.vault.keyring.current(clinic.patient)
    assert epoch.number == 1
    assert clinic.keys(NURSE).id not in epoch.wraps
    assert {before, after} <= set(clinic.ids(Role.PSYCHIATRIST))
    read = clinic.ids(NURSE)
    assert before in read
    assert after not in read


def test_that_one_departure_renews_each_chart_once(clinic: Clinic) -> None:
    leaves(clinic, "gone")
    session = Session(clinic.open())
    for number in range(3):
        session.append(clinic.patient, note(f"Note {number}."))
    assert session.vault.keyring.current(clinic.patient)[0].number == 1


def test_that_an_entry_under_the_old_key_is_told_where_its_writer_had_seen_the_departure(clinic: Clinic) -> None:
    """A modified client goes on as if nobody had left; what was written before anybody could know is in order."""
    unaware = clinic.write(Role.COUNSELOR, note("Written before."))
    leaves(clinic, "gone")
    Session(clinic.open(Role.COUNSELOR))  # begins with a checkpoint that names the departure
    stale = clinic.write(Role.COUNSELOR, note("Under the old key, knowingly."))
    assert [trouble.record for trouble in under_old_keys(clinic.open(), clinic.patient)] == [stale.id]
    faults = [(fault.record, fault.damage) for fault in check_vault(clinic.open()).faults]
    assert faults == [(stale.id.hex(), False)]
    assert {unaware.id.hex(), stale.id.hex()} <= set(clinic.ids())  # told, and shown all the same


def test_that_whoever_left_cannot_read_who_is_enrolled_after_them(clinic: Clinic) -> None:
    leaves(clinic, "gone")
    session = Session(clinic.open())
    session.enrol(Person("L. Moreno", Role.COUNSELOR, "after-them", "four words that fit"), cost=LIGHT)
    assert check_vault(session.vault).faults == ()


@pytest.mark.parametrize("written_between", [False, True])
def test_that_who_treats_again_reads_what_is_written_from_then_on(
    clinic: Clinic,
    written_between: bool,  # noqa: FBT001  a parameter of pytest
) -> None:
    session, nurse = Session(clinic.open()), clinic.keys(NURSE).id
    change_membership(session, nurse, frozenset({Role.ADMIN}))
    if written_between:
        session.append(clinic.patient, note("Meanwhile."))
    change_membership(session, nurse, frozenset({NURSE}))
    after = session.append(clinic.patient, note("After."))
    assert after in clinic.ids(NURSE)
    assert check_vault(session.vault).faults == ()


def test_that_whoever_left_cannot_read_who_recovers_the_clinic_after_them(clinic: Clinic) -> None:
    leaves(clinic, "gone")
    newcomer = Person("B. Osei", Role.SUPERVISOR, "recovers-after-them", "four words that fit")
    one, two, _ = map(custody_pdf, clinic.sheets)
    recover_by_custody(clinic.path, (one, two), newcomer, cost=LIGHT, clock=clinic.clock)
    told, left = ({one.name for one in authors_of(goes_on(clinic.open(who))).values()} for who in (None, NURSE))
    assert told - left == {"B. Osei"}
    assert check_vault(clinic.open()).faults == ()
