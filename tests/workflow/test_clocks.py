"""A clock that is wrong: what is signed stays readable, and what is to be recorded is recorded all the same."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from careboard.clinical.people import Role
from careboard.errors import CareboardError
from careboard.workflow.checking import check_vault
from careboard.workflow.session import Session
from tests.clinic import Clinic, note

YEARS = timedelta(days=3653)


@pytest.mark.parametrize("by", [-YEARS, YEARS, timedelta(hours=-1)])
def test_that_a_note_signed_under_a_clock_that_jumped_is_read_by_everybody(clinic: Clinic, by: timedelta) -> None:
    session = Session(clinic.open())
    before = session.append(clinic.patient, note("Before the jump."))
    clinic.clock.now += by
    after = session.append(clinic.patient, note("After the jump."))
    clinic.clock.now -= by
    assert {before, after} <= set(clinic.ids(Role.NURSE))
    assert check_vault(clinic.open()).faults == ()


def test_that_a_clock_that_was_set_back_while_somebody_writes_is_told_once_with_both_times(clinic: Clinic) -> None:
    session = Session(clinic.open())
    clinic.clock.now = clinic.clock.now.replace(hour=20, minute=4, second=0)
    session.append(clinic.patient, note("Before."))
    clinic.clock.now = clinic.clock.now.replace(minute=0, second=0)
    session.append(clinic.patient, note("Clocks slip by as much."))
    assert session.take_clock_set_back() is None
    clinic.clock.now = clinic.clock.now.replace(hour=18, minute=30, second=0)
    session.append(clinic.patient, note("After."))
    told = session.take_clock_set_back()
    assert told is not None
    assert told.told == (
        "The clock of this computer says 15-Sep-2026 14:30, but something was recorded at 15-Sep-2026 16:00. "
        "Check the clock: what you sign now stands before that in a chart."
    )
    session.append(clinic.patient, note("More."))
    assert session.take_clock_set_back() is None


def test_that_who_signs_in_under_a_clock_before_what_others_recorded_is_told_once(clinic: Clinic) -> None:
    Session(clinic.open(Role.NURSE)).append(clinic.patient, note("Signed under the right clock."))
    clinic.clock.now -= timedelta(minutes=30)
    session = Session(clinic.open(Role.COUNSELOR))
    assert session.take_clock_set_back() is not None
    session.close()
    assert Session(clinic.open(Role.COUNSELOR)).take_clock_set_back() is None


def test_that_who_signs_in_under_a_clock_before_their_own_last_record_is_told_before_anything_is_signed(
    clinic: Clinic,
) -> None:
    Session(clinic.open()).close()
    clinic.clock.now -= timedelta(minutes=30)
    before = clinic.open().file.count()
    session = Session(clinic.open())
    assert session.take_clock_set_back() is not None
    assert session.vault.file.count() == before


def test_that_a_check_of_every_record_counts_by_log_those_that_went_back_in_time(clinic: Clinic) -> None:
    session = Session(clinic.open(Role.NURSE))
    assert check_vault(session.vault).went_back == ()
    for _ in range(2):
        clinic.clock.now -= timedelta(hours=1)
        session.append(clinic.patient, note())
    verdict = check_vault(session.vault)
    (log,) = verdict.went_back
    assert (log.log, log.member, log.records) == (session.vault._log, session.me.member, 2)
    assert (log.told("T. Nurse"), verdict.faults) == (
        "T. Nurse: 2 records are dated before the one they follow, as after a clock was set back. They stand.",
        (),
    )


def test_that_searches_and_checkpoints_are_recorded_though_the_clock_was_set_back(clinic: Clinic) -> None:
    session = Session(clinic.open())
    session.prepare_search()
    session.search("slept")
    clinic.clock.now -= YEARS
    session.search("sertraline")
    bodies = [json.loads(r.body or b"{}") for r in session.vault.file.every() if r.head.kind == "access"]
    assert [body["purpose"] for body in bodies] == ["searched", "searched"]
    checkpoints = [r for r in session.vault.file.every() if r.head.kind == "checkpoint"]
    assert checkpoints[-1].head.seq == max(
        r.head.seq for r in session.vault.file.every() if r.head.log == session.vault._log
    )


def test_that_nothing_is_signed_at_a_time_that_no_record_can_have(clinic: Clinic) -> None:
    session = Session(clinic.open())
    before = session.vault.file.count()
    clinic.clock.now = datetime(1969, 7, 20, tzinfo=UTC)
    with pytest.raises(CareboardError, match="clock of this computer is wrong"):
        session.append(clinic.patient, note())
    assert session.vault.file.count() == before
