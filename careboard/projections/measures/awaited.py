"""Tests that were ordered and have no result yet, and results that are not final yet.

A test is answered by a result that names it, or by a later result of the same test; so is a pending result.
"""

from careboard.clinical.entry import Entry
from careboard.clinical.measured import (
    DrugScreen,
    Ecg,
    LabResult,
    ObservationStatus,
    ProcedureDone,
    TestOrdered,
    TestStatus,
    Vitals,
)
from careboard.clinical.values import LOINC, Coded, EntryId
from careboard.projections.standing import Record
from careboard.projections.wording.measured import PENDING

_RESULTS = (LabResult, Ecg, DrugScreen, ProcedureDone)


def awaited_tests(record: Record) -> list[Entry]:
    """Tests still to be done, oldest first: no result names the order, and none of the same test came since."""
    results = [entry for entry in record.entries_of(*_RESULTS) if not is_open(entry)]
    answered = {_order(entry) for entry in results}
    last = _last(record, results)
    return [
        stated.entry
        for stated in record.of(TestOrdered)
        if stated.content.status is TestStatus.ORDERED
        and record.first_version.get(stated.entry.id, stated.entry.id) not in answered
        and last.get(name_of_test(stated.entry), -1) < record.position[stated.entry.id]
    ]


def pending_results(record: Record) -> list[Entry]:
    """Results that are not final, oldest first, of whose test none that is came since."""
    pending = [entry for entry in record.entries_of(LabResult, DrugScreen) if _status(entry) in PENDING]
    last = _last(record, [one for one in record.entries_of(*_RESULTS) if not is_open(one)]) if pending else {}
    return [entry for entry in pending if last.get(name_of_test(entry), -1) < record.position[entry.id]]


def _last(record: Record, results: list[Entry]) -> dict[str, int]:
    """Where the last result of each test stands."""
    return {name_of_test(entry): record.position[entry.id] for entry in results}


def name_of_test(entry: Entry) -> str:
    """The code or the words by which a test is known again."""
    code = code_of_test(entry)
    return (code.code_in(LOINC) or code.text.casefold()) if code else type(entry.content).__name__


def code_of_test(entry: Entry) -> Coded | None:
    """What a test or its result is called; None where it is called by its kind alone."""
    match entry.content:
        case LabResult() | DrugScreen() | ProcedureDone() | TestOrdered() as test:
            return test.code
        case _:
            return None


def is_open(entry: Entry) -> bool:
    """Is it pending or cancelled, so that nothing has come out?"""
    return _status(entry) in (*PENDING, ObservationStatus.CANCELLED)


def _order(result: Entry) -> EntryId | None:
    """The order that a result names."""
    match result.content:
        case LabResult() | Ecg() | DrugScreen() | ProcedureDone() as done:
            return done.order
        case _:
            return None


def _status(result: Entry) -> ObservationStatus | None:
    """How far a result is from being final; None of what has no such status."""
    match result.content:
        case Vitals() | LabResult() | DrugScreen() as observed:
            return observed.status
        case _:
            return None
