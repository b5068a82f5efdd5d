"""Two workers share one session: reading while charts begin and keys change shows nothing half done."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING

from careboard.clinical.person import HumanName, Registration
from careboard.workflow.session import Session
from tests.clinic import Clinic, note

if TYPE_CHECKING:
    from collections.abc import Callable

CHARTS = 12


def test_that_one_worker_reads_while_the_other_begins_charts_and_renews_keys(clinic: Clinic) -> None:
    session = Session(clinic.open())
    done = Event()

    def begin() -> None:
        try:
            for number in range(CHARTS):
                patient = session.new_patient(Registration(HumanName(f"Family{number}", ("Given",))))
                session.vault.begin_epoch(patient, session.care_team())
                session.append(patient, note())
                session.vault.refresh()
        finally:
            done.set()

    def read() -> int:
        rounds = 0
        while not done.is_set():
            assert clinic.patient in {row.id for row in session.caseload()}
            session.append(clinic.patient, note(f"Round {rounds}"))
            rounds += 1
        return rounds

    work: list[Callable[[], int | None]] = [begin, read]
    with ThreadPoolExecutor(2) as workers:
        begun, rounds = workers.map(lambda one: one(), work)
    assert begun is None
    assert rounds is not None
    rows = {row.family: row.entries for row in session.caseload()}
    assert all(rows[f"Family{number}"] == 2 for number in range(CHARTS))
    assert not session.vault.trouble
    session.close()
