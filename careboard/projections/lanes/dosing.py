"""A course as stretches of one dose each: from when, until when, how much, and its share of the cited maximum.

Where orders were written out of turn, the last one written that holds at a moment counts, as in the regimen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from careboard.clinical.dosage import Dosage, Dose
from careboard.clinical.medication.taking import MedicationReported
from careboard.clinical.values import EntryId
from careboard.projections.course import ENDED, Course, CourseStatus, Step, StepKind
from careboard.projections.doses import share_of_maximum
from careboard.projections.lanes.days import ENDLESS, Calendar, end_of, is_exact, start_of
from careboard.projections.steps import STATUS_OF, after
from careboard.projections.wording import numbers
from careboard.projections.wording.dosage import NOT_CONFIRMED, dose_amount, timing
from careboard.projections.wording.times import when
from careboard.projections.wording.voice import Voice, joined

_DAYS = {"h": Decimal(1) / 24, "d": Decimal(1), "wk": Decimal(7)}


@dataclass(frozen=True, slots=True)
class DoseSpan:
    """One dose of a course. `numbers` stand on it, the longest that fits first; `share` is None where there is no
    cited maximum. `held`: it is suspended meanwhile. `exact`: the day of its beginning is known; else `since` is
    what is known of it."""

    entry: EntryId
    start: float
    end: float
    amount: str
    frequency: str
    numbers: tuple[str, ...]
    share: Decimal | None
    held: bool = False
    exact: bool = True
    reason: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class CourseSpans:
    """All stretches of a course, and how it ended, if it did."""

    course: Course
    spans: tuple[DoseSpan, ...]
    ended: float | None
    status: CourseStatus

    @property
    def start(self) -> float:
        """Where it begins."""
        return self.spans[0].start if self.spans else ENDLESS

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.ended if self.ended is not None else ENDLESS


def course_spans(course: Course, calendar: Calendar) -> CourseSpans:
    """A course from its first dose to its end, with what is planned."""
    edges = list(_edges(course, calendar))
    spans: list[DoseSpan] = []
    ended, status = None, CourseStatus.ACTIVE
    for index, (start, step, dosed, state) in enumerate(edges):
        end = edges[index + 1][0] if index + 1 < len(edges) else ENDLESS
        if state in ENDED:
            ended, status = (start if index else _over(course, start, calendar)), state
            if index == 0 and ended > start:
                spans.extend(_spans(course, step, dosed, start, ended, calendar, held=False))
            break
        if end > start:
            spans.extend(_spans(course, step, dosed, start, end, calendar, held=state is CourseStatus.HELD))
    if ended is not None and not spans:  # begun and ended at once: it is there, without a width
        start, step, dosed, _state = edges[0]
        spans.extend(_spans(course, step, dosed, start, ended, calendar, held=False))
    planned_end = end_of(course.until, calendar.zone)
    if planned_end is not None and (ended is None or planned_end < ended):
        ended, status = planned_end, CourseStatus.EXPIRED
        spans = [replace(span, end=min(span.end, planned_end)) for span in spans if span.start < planned_end]
    return CourseSpans(course, tuple(spans), ended, status)


def _edges(course: Course, calendar: Calendar) -> Iterator[tuple[float, Step, Step, CourseStatus]]:
    """Each moment at which something changes: the step, the step whose dose holds from then on, the status."""
    first = course.steps[0]
    begun = [(_start(step, course, calendar), index, step) for index, step in enumerate(course.steps)]
    begun.sort(key=lambda one: one[:2])
    holding: list[tuple[int, Step]] = []
    for start, index, step in begun:
        holding.append((index, step))
        holding.sort(key=lambda one: one[0])
        dosed = next((one for _, one in reversed(holding) if one.dosage is not None), first)
        yield start, step, dosed, _status(course, [one for _, one in holding])


def _start(step: Step, course: Course, calendar: Calendar) -> float:
    """A step whose day nobody knows stands where it was written; a report is in force from then at the latest."""
    written = course.entry.at if step.entry == course.entry.id else None
    known = (start_of(at, calendar.zone) for at in (step.at, written))
    return next((day for day in known if day is not None), calendar.now_number)


def _status(course: Course, steps: Sequence[Step]) -> CourseStatus:
    told = steps[0].kind is StepKind.REPORTED
    status = _as_told(course) if told else CourseStatus.ACTIVE
    for step in steps:
        status = after(step.kind, status)
    return status


def _as_told(course: Course) -> CourseStatus:
    """How a source said that it stands; what it only plans is drawn from when it is to begin."""
    told = course.entry.content
    status = STATUS_OF[told.status] if isinstance(told, MedicationReported) else CourseStatus.ACTIVE
    return CourseStatus.ACTIVE if status is CourseStatus.PLANNED else status


def _over(course: Course, start: float, calendar: Calendar) -> float:
    """Until when a medicine was taken that was over when it was told of: its stated end, else that day."""
    told = course.entry.content
    stated = told.effective.end if isinstance(told, MedicationReported) and told.effective else None
    end = end_of(stated, calendar.zone) or start_of(course.entry.at, calendar.zone) or start
    return max(end, start)


def _spans(
    course: Course, step: Step, dosed: Step, start: float, end: float, calendar: Calendar, *, held: bool
) -> Iterator[DoseSpan]:
    exact = is_exact(step.at)
    since = "" if exact else when(step.at, calendar.voice)
    if dosed.dosage is None or dosed in course.contested[1:]:
        unknown = calendar.voice(NOT_CONFIRMED)
        yield DoseSpan(step.entry, start, end, unknown, "", (unknown,), None, held, exact, step.reason, since)
        return
    for number, (begins, part) in enumerate(_parts(dosed.dosage, start, end)):
        stop = min(end, _next(dosed.dosage, start, end, number))
        span = _span(course, step, part, (begins, stop), calendar.voice, held=held, exact=exact)
        yield replace(span, since="" if number else since)


def _span(
    course: Course, step: Step, dosage: Dosage, days: tuple[float, float], voice: Voice, *, held: bool, exact: bool
) -> DoseSpan:
    amount, frequency = _amount(dosage.schedule, voice), _frequency(dosage.schedule, voice)
    return DoseSpan(
        step.entry,
        days[0],
        days[1],
        amount,
        frequency,
        _numbers(dosage, frequency, voice),
        share_of_maximum(course.medicine, dosage),
        held,
        exact,
        step.reason,
    )


def _parts(dosage: Dosage, start: float, end: float) -> Iterator[tuple[float, Dosage]]:
    """The steps of a dosage that is a taper, each from when it holds; any other dosage is one step."""
    at = start
    for sequence in sorted({dose.sequence for dose in dosage.schedule}) or [1]:
        if at >= end and at > start:
            return
        lines = tuple(dose for dose in dosage.schedule if dose.sequence == sequence)
        yield at, replace(dosage, schedule=lines) if lines else dosage
        lasting = _lasting(lines)
        if lasting is None:
            return
        at += lasting


def _next(dosage: Dosage, start: float, end: float, number: int) -> float:
    begins = [at for at, _part in _parts(dosage, start, end)]
    return begins[number + 1] if number + 1 < len(begins) else end


def _lasting(lines: Sequence[Dose]) -> float | None:
    lasting = lines[0].timing.lasting if lines and lines[0].timing else None
    unit = _DAYS.get(lasting.ucum or lasting.unit) if lasting else None
    return float(lasting.value * unit) if lasting and unit else None


def _amount(lines: Sequence[Dose], voice: Voice) -> str:
    """How much at a time: "150 mg"; several lines of one unit share it: "25 + 50 mg"."""
    amounts = [dose_amount(dose, voice) for dose in lines]
    units = {dose.amount.unit for dose in lines if dose.amount}
    if len(lines) > 1 and len(units) == 1 and all(dose.amount and not dose.amount_max for dose in lines):
        values = " + ".join(numbers.number(dose.amount.value) for dose in lines if dose.amount)
        return f"{values} {numbers.unit(units.pop())}"
    return joined(amounts, " + ") or voice(NOT_CONFIRMED)


def _frequency(lines: Sequence[Dose], voice: Voice) -> str:
    return joined((timing(dose.timing, voice) for dose in lines), " + ") if len(lines) < 3 else ""


def _numbers(dosage: Dosage, frequency: str, voice: Voice) -> tuple[str, ...]:
    """What is printed on a step: the number, and how often where it is not simply once a day."""
    lines = dosage.schedule
    if not lines or any(dose.amount is None for dose in lines):
        return (voice(NOT_CONFIRMED),)
    bare = " + ".join(_bare(dose, voice) for dose in lines)
    return (f"{bare} {frequency}", bare) if len(lines) == 1 and frequency and not _once_a_day(lines[0]) else (bare,)


def _bare(dose: Dose, voice: Voice) -> str:
    amount = dose_amount(dose, voice)
    return amount.removesuffix(" mg")


def _once_a_day(dose: Dose) -> bool:
    due = dose.timing
    if due is None or due.days_of_week or due.count:
        return due is None
    named = len(due.events) + len(due.times_of_day)
    if due.period is None:
        return named <= 1 and due.frequency in (None, 1)
    daily = due.period == 1 and due.period_max is None and due.period_unit is not None and due.period_unit.value == "d"
    return daily and due.frequency in (None, 1) and not due.frequency_max and named <= 1
