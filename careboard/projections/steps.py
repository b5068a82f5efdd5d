"""The steps of a course and what each does to its status.

What has ended goes on only as a new course; a report is about the present, whatever dates it gives.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from careboard.clinical.dosage import Dosage
from careboard.clinical.entry import Entry
from careboard.clinical.medication.orders import Complete, DoseChange, Hold, Resume, Stop
from careboard.clinical.medication.taking import MedicationStatus
from careboard.clinical.values import EntryId, Intent, MemberId, When
from careboard.projections.moments import has_begun
from careboard.projections.standing import author_words


class CourseStatus(StrEnum):
    """How a course stands."""

    ACTIVE = "active"
    PLANNED = "planned"
    HELD = "held"
    STOPPED = "stopped"
    COMPLETED = "completed"
    EXPIRED = "expired"


Order = DoseChange | Hold | Resume | Stop | Complete
IN_FORCE = (Intent.STATEMENT, Intent.ORDER)
ENDED = (CourseStatus.STOPPED, CourseStatus.COMPLETED, CourseStatus.EXPIRED)


class StepKind(StrEnum):
    """What a step of a course did."""

    STARTED = "started"
    REPORTED = "reported"
    CHANGED = "changed"
    HELD = "held"
    RESUMED = "resumed"
    STOPPED = "stopped"
    COMPLETED = "completed"
    CONFIRMED = "confirmed"


ENDS = (StepKind.STOPPED, StepKind.COMPLETED)


@dataclass(frozen=True, slots=True)
class Step:
    """One step, from when it holds. `dosage` is set by the steps that name a dose; `ordered_by` by telephone orders."""

    entry: EntryId
    kind: StepKind
    at: When
    dosage: Dosage | None = None
    reason: str = ""
    author: str = ""
    ordered_by: MemberId | None = None


def new_step(
    entry: Entry,
    kind: StepKind,
    at: When,
    dosage: Dosage | None = None,
    reason: str = "",
    *,
    ordered_by: MemberId | None = None,
) -> Step:
    """A step that an entry makes, from when it holds."""
    return Step(entry.id, kind, at, dosage, reason, author_words(entry), ordered_by)


def ordered(entry: Entry, order: Order) -> Step:
    """The step of an order."""
    at, by = order.effective_from, order.ordered_by
    match order:
        case DoseChange():
            return new_step(entry, StepKind.CHANGED, at, order.now, order.reason, ordered_by=by)
        case Hold():
            return new_step(entry, StepKind.HELD, at, reason=order.reason, ordered_by=by)
        case Resume():
            return new_step(entry, StepKind.RESUMED, at, order.dosage, order.reason, ordered_by=by)
        case Stop():
            return new_step(entry, StepKind.STOPPED, at, reason=order.reason, ordered_by=by)
        case Complete():
            return new_step(entry, StepKind.COMPLETED, at, reason=order.note, ordered_by=by)


def is_ahead(one: Step, now: datetime, zone: ZoneInfo) -> bool:
    """A report is about the present, whatever dates it gives: its status decides."""
    return one.kind is not StepKind.REPORTED and not has_begun(one.at, now, zone)


def still_ahead(steps: Sequence[Step], now: datetime, zone: ZoneInfo) -> tuple[Step, ...]:
    """The steps that are ordered but do not hold yet, in the order of their days."""
    found = [one for at, one in enumerate(steps) if is_ahead(one, now, zone) and _counts(one, steps[at + 1 :])]
    return tuple(sorted(found, key=lambda step: step.at.first_instant or now))


def _counts(step: Step, ordered_after: Sequence[Step]) -> bool:
    """Will a step do something on its day? A dose or a hold gives way to what was ordered after it."""
    later = [one for one in ordered_after if not _is_after(one.at, step.at)]
    if step.dosage is not None:
        return not any(one.dosage is not None or one.kind in ENDS for one in later)
    return step.kind is not StepKind.HELD or not any(one.kind is StepKind.RESUMED for one in later)


def _is_after(one: When, other: When) -> bool:
    first, second = one.first_instant, other.first_instant
    return first is not None and second is not None and first > second


def after(kind: StepKind, status: CourseStatus) -> CourseStatus:
    """The status after a step; what has ended goes on only as a new course."""
    match kind:
        case StepKind.STARTED:
            return CourseStatus.ACTIVE
        case StepKind.STOPPED:
            return CourseStatus.STOPPED
        case StepKind.COMPLETED:
            return CourseStatus.COMPLETED
        case StepKind.HELD:
            return status if status in ENDED else CourseStatus.HELD
        case StepKind.RESUMED:
            return status if status in ENDED else CourseStatus.ACTIVE
        case StepKind.REPORTED | StepKind.CHANGED | StepKind.CONFIRMED:
            return status


STATUS_OF = {
    MedicationStatus.ACTIVE: CourseStatus.ACTIVE,
    MedicationStatus.PLANNED: CourseStatus.PLANNED,
    MedicationStatus.ON_HOLD: CourseStatus.HELD,
    MedicationStatus.COMPLETED: CourseStatus.COMPLETED,
    MedicationStatus.STOPPED: CourseStatus.STOPPED,
    MedicationStatus.CANCELLED: CourseStatus.STOPPED,
    MedicationStatus.NOT_TAKEN: CourseStatus.STOPPED,
    MedicationStatus.ENTERED_IN_ERROR: CourseStatus.STOPPED,
    # Nobody knows whether it is in force: it stands where a prescriber must look at it, not confirmed.
    MedicationStatus.UNKNOWN: CourseStatus.ACTIVE,
}


def meant(status: MedicationStatus) -> CourseStatus:
    """A plan or proposal is no order: it is planned at most."""
    told = STATUS_OF[status]
    return told if told in ENDED else CourseStatus.PLANNED
