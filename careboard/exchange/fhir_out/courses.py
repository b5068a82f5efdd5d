"""The orders of a course in FHIR: which of them are one MedicationRequest, and how each stands today.

A dose that is ordered is a MedicationRequest of its own; to hold, resume, stop or complete it is a new version of that.
"""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from careboard.clinical.dosage import Dosage
from careboard.clinical.entry import Entry
from careboard.clinical.values import EntryId
from careboard.projections.course import Course, CourseStatus, Step, StepKind
from careboard.projections.moments import has_begun

REPLACED = "Replaced by a later order."
AHEAD = "Signed; it does not hold yet."
EXPIRED = "Its planned end has passed; nobody recorded that it was completed."
_DOSES = (StepKind.STARTED, StepKind.REPORTED, StepKind.CHANGED)
_STATUS = {
    CourseStatus.ACTIVE: "active",
    CourseStatus.PLANNED: "draft",
    CourseStatus.HELD: "on-hold",
    CourseStatus.STOPPED: "stopped",
    CourseStatus.COMPLETED: "completed",
    CourseStatus.EXPIRED: "completed",
}


def standing_of(course: Course, entry: Entry, now: datetime, zone: ZoneInfo) -> tuple[str, str]:
    """The status of an order, and the reason in words where FHIR's word says less."""
    holding = [step.entry for step in _orders(course) if _holds(step, now, zone)]
    if entry.id not in holding:
        return "draft", AHEAD
    if entry.id != holding[-1]:
        return "stopped", REPLACED
    return _STATUS[course.status], EXPIRED if course.status is CourseStatus.EXPIRED else ""


def versions_of(course: Course) -> Iterator[tuple[EntryId, EntryId]]:
    """Each order of a course with the one whose MedicationRequest it is a version of: its own, or the last dose's."""
    head = course.steps[0].entry
    for step in _orders(course):
        head = step.entry if step.kind in _DOSES else head
        yield step.entry, head


def order_before(course: Course, entry: EntryId) -> EntryId | None:
    """The order of a dose before the one that this entry is, or is a version of."""
    heads = dict(versions_of(course))
    doses = list(dict.fromkeys(heads.values()))
    place = doses.index(heads[entry]) if entry in heads else len(doses)
    return doses[place - 1] if place else None


def is_followed(course: Course, entry: EntryId) -> bool:
    """Was anything ordered after it?"""
    return _orders(course)[-1].entry != entry


def dosage_at(course: Course, entry: EntryId) -> Dosage | None:
    """The dose that an order found when it was given."""
    known = None
    for step in course.steps:
        if step.entry == entry:
            break
        known = step.dosage or known
    return known


def _orders(course: Course) -> list[Step]:
    """What stands in the list of medicines: a decision at a reconciliation stands in a list of its own."""
    return [step for step in course.steps if step.kind is not StepKind.CONFIRMED]


def _holds(step: Step, now: datetime, zone: ZoneInfo) -> bool:
    return step.kind is StepKind.REPORTED or has_begun(step.at, now, zone)
