"""The doses of the last half year as lanes of a small chart: from when to when how much was prescribed.

A dose whose day is not known has no place on an axis of days; the text tells it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from careboard.clinical.medication.taking import MedicationReported
from careboard.projections.course import ENDED, Course, Step, StepKind
from careboard.projections.doses import share_of_maximum
from careboard.projections.moments import has_begun
from careboard.projections.summary.making import Making
from careboard.projections.wording.dosage import NOT_CONFIRMED
from careboard.projections.wording.medicine import medication_line
from careboard.projections.wording.voice import joined

SHOWN = timedelta(weeks=26)  # a residential stay before this one belongs to the course of the illness
_BEGINS = (StepKind.STARTED, StepKind.REPORTED, StepKind.CHANGED, StepKind.RESUMED)
_ENDS = (StepKind.HELD, StepKind.STOPPED, StepKind.COMPLETED)
_SHADES = (Decimal("0.25"), Decimal("0.5"), Decimal(1))


@dataclass(frozen=True, slots=True)
class DosePiece:
    """One dose over its time, in the clinic's zone. `shade`: its quarter of the label's maximum, 0 to 3, or none."""

    start: datetime
    end: datetime
    words: str
    shade: int | None


@dataclass(frozen=True, slots=True)
class DoseLane:
    """The doses of one medicine, oldest first."""

    name: str
    pieces: tuple[DosePiece, ...]


def dose_lanes(making: Making) -> tuple[DoseLane, ...]:
    """A lane for each medicine that was taken in that time, the first begun first."""
    lanes = [DoseLane(course.name, tuple(_pieces(making, course))) for course in making.chart.regimen.courses]
    inside = [lane for lane in lanes if lane.pieces]
    return tuple(sorted(inside, key=lambda lane: (lane.pieces[0].start, lane.name)))


def _pieces(making: Making, course: Course) -> Iterator[DosePiece]:
    now, zone = making.chart.now, making.chart.zone
    known = [step for step in course.steps if step.at.first_instant and has_begun(step.at, now, zone)]
    steps = [step for step in known if step.kind in (*_BEGINS, *_ENDS)]
    ends = [*(step.at.first_instant or now for step in steps[1:]), _end(making, course)]
    for step, end in zip(steps, ends, strict=False):
        start = max(step.at.first_instant or now, now - SHOWN)
        if step.kind in _BEGINS and end is not None and end > start:
            words = _words(making, course, step)
            yield DosePiece(start.astimezone(zone), end.astimezone(zone), words, _shade(course, step))


def _end(making: Making, course: Course) -> datetime | None:
    """Until now, or until the end that has passed; None where it has ended and nobody said when."""
    now, content = making.chart.now, course.entry.content
    if isinstance(content, MedicationReported) and course.status in ENDED:
        return content.effective.end.first_instant if content.effective and content.effective.end else None
    until = course.until.first_instant if course.until else None
    return min(until, now) if until else now


def _words(making: Making, course: Course, step: Step) -> str:
    line = medication_line(course.medicine, step.dosage, making.voice)
    amounts = joined(dict.fromkeys(dose.amount for dose in line.doses), " + ")
    return joined(
        [
            amounts if line.confirmed else making.voice(NOT_CONFIRMED),
            making.voice("as needed") if line.as_needed else "",
        ]
    )


def _shade(course: Course, step: Step) -> int | None:
    share = share_of_maximum(course.medicine, step.dosage) if step.dosage else None
    return None if share is None else sum(share > limit if limit < 1 else share >= limit for limit in _SHADES)
