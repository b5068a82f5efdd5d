"""Promises of an import as the vault keeps it: it can be stopped anywhere, and what is stopped was never there."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from careboard.clinical.note import EnteredInError
from careboard.exchange.refusals import Cancelled
from careboard.projections.as_json import chart_json, patients_json
from careboard.workflow.checking import check_vault
from careboard.workflow.importing import BATCH, plan_import, take_in
from careboard.workflow.session import Session
from tests.clinic import Clinic
from tests.exchange.test_real_files import somebody_new

MANY = 50_000


@pytest.fixture
def session(clinic: Clinic) -> Iterator[Session]:
    yield Session(clinic.open())
    clinic.close()


def told(session: Session) -> str:
    """All that a caseload and its charts say, word for word."""
    return json.dumps([patients_json(session.caseload()), *map(chart_json, session.charts())])


class Watch:
    """Somebody who looks how long the work goes on without asking, and who may want it stopped."""

    def __init__(self, stop_after: int | None = None) -> None:
        self.looks, self.longest, self._last, self._stop_after = 0, 0.0, time.process_time(), stop_after

    def __call__(self) -> bool:
        now = time.process_time()
        self.looks, self.longest, self._last = self.looks + 1, max(self.longest, now - self._last), now
        return self._stop_after is not None and self.looks > self._stop_after


def test_that_stopping_an_import_of_fifty_thousand_resources_takes_less_than_a_second_and_leaves_nothing(
    session: Session,
) -> None:
    before, records, given = told(session), session.vault.file.count(), [("many.json", somebody_new(MANY))]
    with pytest.raises(Cancelled):
        plan_import(session, given, cancelled=Watch(stop_after=5))
    watch = Watch()
    plan = plan_import(session, given, cancelled=watch)
    assert watch.looks > MANY
    assert watch.longest < 1
    assert session.vault.file.count() == records
    writing = Watch(stop_after=3)
    with pytest.raises(Cancelled):
        take_in(session, plan, cancelled=writing)
    assert writing.longest < 1
    framing = 10  # keys and checkpoints
    assert session.vault.file.count() <= records + 4 * BATCH + framing
    assert told(session) == before
    assert check_vault(session.vault).faults == ()


def test_that_reading_the_charts_that_are_here_can_be_stopped_too(session: Session) -> None:
    take_in(session, plan_import(session, [("some.json", somebody_new(1200))]))
    watch = Watch()
    plan_import(session, [], cancelled=watch)
    assert watch.looks > 2 * 1200
    with pytest.raises(Cancelled):
        plan_import(session, [], cancelled=Watch(stop_after=2))


@pytest.mark.parametrize("batches", range(4))
def test_that_an_import_stopped_after_any_batch_is_as_if_it_had_never_been_and_can_be_made_again(
    session: Session, batches: int
) -> None:
    before, given = told(session), [("some.json", somebody_new(2 * BATCH + 50))]
    plan = plan_import(session, given)
    if batches < 3:
        with pytest.raises(Cancelled):
            take_in(session, plan, cancelled=Watch(stop_after=batches))
        assert told(session) == before
    reports = take_in(session, plan_import(session, given))
    assert reports[0].taken == {"Registration": 1, "Vitals": 2 * BATCH + 50}
    row = next(row for row in session.caseload() if row.family == "Newcomer")
    assert row.entries == 2 * BATCH + 51


def test_that_a_crash_between_two_batches_leaves_nothing_in_any_chart(session: Session) -> None:
    before = told(session)

    def fails(done: int, _of: int) -> None:
        if done > BATCH:
            raise OSError("The disk was pulled out.")

    with pytest.raises(OSError, match="pulled out"):
        take_in(session, plan_import(session, [("some.json", somebody_new(250))]), fails)
    assert told(session) == before


def test_that_facts_which_their_source_calls_errors_are_struck_for_somebody_new_and_only_once(
    session: Session,
) -> None:
    bundle = json.loads(somebody_new(BATCH + 20))
    for entry in bundle["entry"][1:]:
        entry["resource"]["status"] = "entered-in-error"
    given = [("errors.json", json.dumps(bundle).encode())]
    take_in(session, plan_import(session, given))
    row = next(row for row in session.caseload() if row.family == "Newcomer")
    chart = session.chart(row.id)
    assert chart.series == ()
    marks = sum(isinstance(row.entry.content, EnteredInError) for row in chart.timeline)
    assert marks == BATCH + 20
    assert [person.incoming for person in plan_import(session, given).people] == []


def test_that_several_files_are_one_delivery_which_one_bad_file_does_not_spoil(
    session: Session, tmp_path: Path
) -> None:
    files: list[Path] = []
    content: Callable[[int], bytes] = somebody_new
    for name, data in (("good.json", content(3)), ("cut.json", content(3)[:-20]), ("empty.xml", b"")):
        files.append(tmp_path / name)
        files[-1].write_bytes(data)
    good, cut, empty = take_in(session, plan_import(session, files))
    assert good.taken == {"Registration": 1, "Vitals": 3}
    assert (cut.taken, len(cut.refused)) == ({}, 1)
    assert (empty.taken, len(empty.refused)) == ({}, 1)
