"""A medicine's facts are never rewritten: what was started, changed and stopped stands as it was signed."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from careboard.clinical.medication.orders import DoseChange, MedicationStart, ReasonType, Stop
from careboard.clinical.note import EnteredInError, ErrorReason
from careboard.clinical.values import EntryId, When
from careboard.projections.chart import Chart
from careboard.projections.course import Course, CourseStatus
from careboard.workflow.session import Session
from tests.clinic import Clinic
from tests.clinical_examples import SERTRALINE, each_morning


@pytest.fixture
def session(clinic: Clinic) -> Iterator[Session]:
    session = Session(clinic.open())
    yield session
    session.vault.file.close()


def today(session: Session, days: int = 0) -> When:
    return When.on((session.vault.clock() + timedelta(days=days)).date())


def course(chart: Chart, start: EntryId) -> Course:
    return next(one for one in chart.regimen.courses if one.id == start)


def started(session: Session, clinic: Clinic, until: When | None = None) -> EntryId:
    content = MedicationStart(SERTRALINE, each_morning("50"), "depression", today(session, -10), until=until)
    return session.append(clinic.patient, content)


def test_that_a_change_and_a_stop_leave_every_earlier_fact_as_it_was_signed(session: Session, clinic: Clinic) -> None:
    start = started(session, clinic)
    change = DoseChange(start, each_morning("50"), each_morning("100"), today(session, -5), "Half a response")
    first = session.append(clinic.patient, change)
    stop = Stop(start, today(session, -1), "Tremor", ReasonType.SIDE_EFFECT)
    chart = session.record(clinic.patient, stop)
    signed = {row.entry.id: row.entry.content for row in chart.timeline}
    assert isinstance(signed[start], MedicationStart)
    assert signed[start].dosage == each_morning("50")  # type: ignore[union-attr]
    assert signed[first] == change
    found = course(chart, start)
    assert found.status is CourseStatus.STOPPED
    assert [step.reason for step in found.steps if step.reason][-2:] == ["Half a response", "Tremor"]


def test_that_a_second_start_that_names_the_first_replaces_nothing(session: Session, clinic: Clinic) -> None:
    start = started(session, clinic)
    again = MedicationStart(SERTRALINE, each_morning("200"), "sleep", today(session, -2))
    chart = session.record(clinic.patient, again, ref=start)
    assert course(chart, start).dosage == each_morning("50")


def test_that_an_error_is_struck_and_still_read(session: Session, clinic: Clinic) -> None:
    start = started(session, clinic)
    chart = session.record(clinic.patient, EnteredInError(ErrorReason.WRONG_CONTENT, "Not ordered"), ref=start)
    assert start not in {one.id for one in chart.regimen.courses}
    assert start in {row.entry.id for row in chart.timeline}


def test_that_an_order_that_ran_out_has_expired_and_nobody_stopped_it(session: Session, clinic: Clinic) -> None:
    start = started(session, clinic, until=today(session, -3))
    chart = session.chart(clinic.patient)
    assert course(chart, start).status is CourseStatus.EXPIRED


@pytest.mark.parametrize("reason", ["", "  "])
def test_that_a_change_and_a_stop_without_a_reason_cannot_be_signed(
    session: Session, clinic: Clinic, reason: str
) -> None:
    start = started(session, clinic)
    with pytest.raises(ValueError, match="reason"):
        DoseChange(start, each_morning("50"), each_morning("100"), today(session), reason)
    with pytest.raises(ValueError, match="reason"):
        Stop(start, today(session), reason, ReasonType.OTHER)
