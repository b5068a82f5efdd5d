"""The regimen: all courses of medicines, present and past, folded from the record.

An order for a course that was never started here, and a second start of a running one, are findings.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import get_args
from zoneinfo import ZoneInfo

from careboard.clinical.dosage import Medicine
from careboard.clinical.entry import Entry, MedicationContent
from careboard.clinical.medication.orders import Complete, DoseChange, Hold, MedicationStart, Resume, Stop
from careboard.clinical.medication.reconciliation import Reconciliation
from careboard.clinical.medication.taking import Adherence, AsNeededUse, DoseGiven, MedicationReported, MedicationStatus
from careboard.clinical.values import EntryId
from careboard.i18n import filled, gettext, later
from careboard.projections.course import ENDED, IN_FORCE, Course, CourseStatus, Order
from careboard.projections.findings import Finding
from careboard.projections.standing import Record

CURRENT = (CourseStatus.ACTIVE, CourseStatus.HELD, CourseStatus.PLANNED)
UNKNOWN = later("Refers to a medicine that was never started in this chart.")
"""What is said of an order whose course is not here."""


@dataclass(frozen=True, slots=True)
class Regimen:
    """Every course, the newest dose first, and what does not add up."""

    courses: tuple[Course, ...]
    findings: tuple[Finding, ...]

    @property
    def current(self) -> tuple[Course, ...]:
        """Active, held and planned courses."""
        return tuple(course for course in self.courses if course.status in CURRENT)

    @property
    def past(self) -> tuple[Course, ...]:
        """Stopped, completed and expired courses."""
        return tuple(course for course in self.courses if course.status in ENDED)

    def course(self, of: EntryId) -> Course | None:
        """The course of this name."""
        return next((course for course in self.courses if course.id == of), None)


def regimen(record: Record, now: datetime, zone: ZoneInfo, *, complete: bool = True) -> Regimen:
    """Fold the record into courses as they stand now.

    `complete`: False while older entries are still loading, so that a course may be known later.
    """
    fold = _Fold(record)
    for entry in record.entries_of(*get_args(MedicationContent)):
        if isinstance(entry.content, MedicationContent):
            fold.apply(entry, entry.content)
    courses = [course.as_of(now, zone) for course in fold.courses.values()]
    courses.sort(key=_newest_first, reverse=True)
    overlaps = [finding for course in courses for finding in course.overlaps]
    unknown = fold.unknown if complete else []
    return Regimen(tuple(courses), tuple(sorted([*fold.findings, *overlaps, *unknown], key=lambda one: one.entry)))


def _newest_first(course: Course) -> tuple[str, datetime, EntryId]:
    since = course.since if course.since and course.since.iso else course.entry.at
    return (since.iso, course.entry.recorded_at, course.id)


FOREIGN_ORDER = later("A source states an order about a medicine that this clinic started; it changes nothing here.")


class _Fold:
    """The courses while the record is read. All begin first: an order may carry an earlier date than its start."""

    def __init__(self, record: Record) -> None:
        self._first_version = record.first_version
        self.courses: dict[EntryId, Course] = {}
        self.findings: list[Finding] = []
        self.unknown: list[Finding] = []
        self._started: dict[Hashable, list[EntryId]] = {}
        for entry in record.entries_of(MedicationStart, MedicationReported):
            self._begin(entry)

    def _name(self, course: EntryId) -> EntryId:
        """A course keeps the name of its first version, when its source states it anew."""
        return self._first_version.get(course, course)

    def _begin(self, entry: Entry) -> None:
        course = self._name(entry.id)
        match entry.content:
            case MedicationStart() as start:
                self.courses[course] = Course.begun(course, entry, start)
            case MedicationReported() as told if not told.do_not_give and not _only_an_end(told):
                self.courses[course] = Course.reported(course, entry, told)
            case _:
                pass

    def apply(self, entry: Entry, content: MedicationContent) -> None:
        match content:
            case MedicationStart():
                self._start(entry, content)
            case MedicationReported():
                pass
            case DoseChange() | Hold() | Resume() | Stop() | Complete():
                self._order(entry, content)
            case DoseGiven() | Adherence() | AsNeededUse():
                self._attach(entry, content)
            case Reconciliation():
                for medicine in content.medicines:
                    if course := self._course(entry, medicine.course):
                        self.courses[course.id] = course.reconciled(entry, content, medicine)

    def _course(self, entry: Entry, named: EntryId) -> Course | None:
        course = self.courses.get(self._name(named))
        if course is None:
            self.unknown.append(Finding(entry.id, gettext(UNKNOWN)))
        return course

    def _start(self, entry: Entry, start: MedicationStart) -> None:
        alike = self._started.setdefault(_alike(start), [])
        if any(not self.courses[other].ended_before(start.effective_from) for other in alike):
            self.findings.append(Finding(entry.id, _already_running(self.courses[self._name(entry.id)])))
        alike.append(self._name(entry.id))

    def _order(self, entry: Entry, order: Order) -> None:
        course = self._course(entry, order.course)
        if course is None:
            return
        if entry.source is not None and not course.imported:
            self.findings.append(Finding(entry.id, gettext(FOREIGN_ORDER)))
            return
        goes_on = not isinstance(order, Stop | Complete)
        if goes_on and course.ended_before(order.effective_from):
            self.findings.append(Finding(entry.id, _ended(course)))
        self.courses[course.id] = course.followed(entry, order)

    def _attach(self, entry: Entry, content: DoseGiven | Adherence | AsNeededUse) -> None:
        if content.course is None:
            return
        if course := self._course(entry, content.course):
            self.courses[course.id] = course.attached(entry, content)


def _only_an_end(told: MedicationReported) -> bool:
    """A source's plan that came to nothing was never a medicine of this patient."""
    return told.intent not in IN_FORCE and told.status is MedicationStatus.CANCELLED


def _alike(start: MedicationStart) -> Hashable:
    """The same medicine for the same purpose, both by schedule or both as needed."""
    return (medicine_key(start.medicine), start.purpose.casefold(), start.dosage.as_needed)


def medicine_key(medicine: Medicine) -> Hashable:
    """By what two courses are of one medicine: its ingredients where they are known, else its words."""
    named = medicine.ingredients or (medicine.text,)
    return frozenset(word.casefold() for word in named)


def _already_running(course: Course) -> str:
    return filled("{name} was started, but a course of it for the same purpose is already running.", name=course.name)


def _ended(course: Course) -> str:
    return filled(
        "{name} has ended; what is ordered for it later has no effect. Start it as a new course.", name=course.name
    )
