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
