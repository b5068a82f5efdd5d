"""The lanes of prescribed doses: one row per medicine, however often it was begun anew.

What was prescribed is not what was taken: missed doses and the use of what is taken as needed are marks of their own.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from careboard.clinical.medication.taking import AsNeededUse, DoseStatus
from careboard.clinical.values import EntryId, Precision
from careboard.projections.course import Course, CourseStatus
from careboard.projections.lanes.days import ENDLESS, Calendar, end_of, start_of
from careboard.projections.lanes.dosing import CourseSpans, DoseSpan, course_spans
from careboard.projections.lanes.model import Mark, Section, Span, Tone, Value, none_yet
from careboard.projections.regimen import Regimen, medicine_key
from careboard.projections.wording import numbers
from careboard.projections.wording.medicine import title
from careboard.projections.wording.voice import joined

_WEEK = 7
ENDED_WORDS = {
    CourseStatus.STOPPED: "Stopped",
    CourseStatus.COMPLETED: "Completed",
    CourseStatus.EXPIRED: "Expired",
}


@dataclass(frozen=True, slots=True)
class Use:
    """A medicine that is taken as needed was taken."""

    entry: EntryId
    at: float
    times: int
    words: str


@dataclass(frozen=True, slots=True)
class Missed:
    """Doses missed on one day, or so many within a longer period."""

    entry: EntryId
    start: float
    end: float
    count: int

    @property
    def one_day(self) -> bool:
        """Is the day known?"""
        return self.end - self.start <= 1


@dataclass(frozen=True, slots=True)
class DoseLane:
    """One medicine: its courses one after the other, doses missed, and use as needed."""

    key: str
    title: tuple[Span, ...]
    courses: tuple[CourseSpans, ...]
    uses: tuple[Use, ...]
    missed: tuple[Missed, ...]
    as_needed: bool
    calendar: Calendar
    section: Section = field(default=Section.DOSES)

    @property
    def caption(self) -> str:
        """What stands under its name."""
        return self.calendar.voice("as needed") if self.as_needed else ""

    @property
    def course(self) -> Course:
        """The last course: what a change of the dose is about."""
        return self.courses[-1].course

    @property
    def name(self) -> str:
        """The medicine as text."""
        return "".join(span.text for span in self.title)

    @property
    def running(self) -> bool:
        """Has it not ended by now?"""
        return self.courses[-1].end > self.calendar.now_number

    @property
    def changes(self) -> tuple[float, ...]:
        """Where something changes: each beginning of a dose, each hold, each end."""
        edges = {span.start for course in self.courses for span in course.spans}
        return tuple(sorted(edges | {course.ended for course in self.courses if course.ended is not None}))

    def spans(self) -> Iterator[DoseSpan]:
        """Every stretch, oldest first."""
        for course in self.courses:
            yield from course.spans

    def value(self, at: float) -> Value:
        """The dose prescribed at a moment, since when, and the next step that is planned after it."""
        begun = [course for course in self.courses if course.start <= at]
        if not begun:
            return none_yet(self.calendar.voice)
        course = begun[-1]
        if course.end <= at:
            ended = self.calendar.voice(ENDED_WORDS[course.status])
            return Value(ended, self.calendar.short(course.end), tone=Tone.QUIET)
        index = max(index for index, span in enumerate(course.spans) if span.start <= at)
        return self._holding(course, index, at)

    def _holding(self, course: CourseSpans, index: int, at: float) -> Value:
        voice, span = self.calendar.voice, course.spans[index]
        since = voice("since {day}", day=span.since or self.calendar.short(span.start))
        if span.held:
            return Value(voice("Suspended"), since, span.amount, Tone.CAUTION)
        if self.as_needed:
            return Value(span.amount, self._used(at), span.frequency)
        often = span.frequency if len(span.numbers) > 1 else ""
        return Value(span.amount, self._next_step(course, index, at) or since, often)

    def _next_step(self, course: CourseSpans, index: int, at: float) -> str:
        """What is planned, where the moment is now."""
        voice, ahead = self.calendar.voice, course.spans[index + 1 :]
        if at < self.calendar.now_number:
            return ""
        if ahead:
            word = voice("held") if ahead[0].held else ahead[0].numbers[-1]
            return voice("to {dose} on {day}", dose=word, day=self.calendar.short(ahead[0].start))
        return voice("until {day}", day=self.calendar.short(course.end - 1)) if course.end != ENDLESS else ""

    def _used(self, at: float) -> str:
        voice = self.calendar.voice
        count = sum(use.times for use in self.uses if at - _WEEK < use.at <= at)
        return voice("used {n} in 7 days", n=count) if count else voice("not used in 7 days")

    def marks(self) -> Sequence[Mark]:
        """Every dose, use and missed dose, by name."""
        found = [self._dose_mark(span) for course in self.courses for span in course.spans]
        found += [
            Mark(course.spans[-1].entry, course.end, None, self._end_name(course))
            for course in self.courses
            if course.ended is not None and course.spans
        ]
        found += [Mark(use.entry, use.at, None, self._use_name(use)) for use in self.uses]
        found += [Mark(one.entry, one.start, one.end, self._missed_name(one)) for one in self.missed]
        return sorted(found, key=lambda mark: mark.start)

    def reaches(self, start: float, end: float) -> bool:
        """Was it prescribed between two moments?"""
        return any(course.start < end and course.end > start for course in self.courses)

    def _dose_mark(self, span: DoseSpan) -> Mark:
        voice, day = self.calendar.voice, span.since or self.calendar.long(span.start)
        what = voice("suspended") if span.held else span.amount
        template = "{medicine} {dose} planned from {day}" if self._planned(span) else "{medicine} {dose} since {day}"
        name = voice(template, medicine=self.name, dose=what, day=day)
        end = None if span.end == ENDLESS else span.end
        return Mark(span.entry, span.start, end, joined([name, voice("as needed") if self.as_needed else ""]))

    def _planned(self, span: DoseSpan) -> bool:
        return span.start > self.calendar.now_number

    def _end_name(self, course: CourseSpans) -> str:
        word = self.calendar.voice(ENDED_WORDS[course.status]).lower()
        return f"{self.name} {word} {self.calendar.long(course.end)}"

    def _use_name(self, use: Use) -> str:
        voice, day = self.calendar.voice, self.calendar.long(use.at)
        return voice("{medicine} taken as needed on {day}, {how}", medicine=self.name, day=day, how=use.words)

    def _missed_name(self, one: Missed) -> str:
        voice, first = self.calendar.voice, self.calendar.long(one.start)
        missed = voice.count("{n} missed dose", "{n} missed doses", one.count)
        last = self.calendar.long(one.end - 0.5)
        days = first if first == last else voice("{start} to {end}", start=first, end=last)
        return f"{self.name}, {missed}, {days}"


def dose_lanes(regimen: Regimen, calendar: Calendar) -> tuple[DoseLane, ...]:
    """What has ended first, the latest end last, so that a medicine stands above the one that takes its place.

    Then what is taken now, the newest dose first.
    """
    rows: dict[Hashable, list[list[CourseSpans]]] = {}
    begun = [course for course in regimen.courses if not course.never_begun(calendar.zone)]
    for spans in sorted((course_spans(course, calendar) for course in begun), key=lambda one: one.start):
        if spans.spans:
            _place(rows.setdefault(_row_of(spans.course), []), spans)
    lanes = [_lane(row, calendar) for several in rows.values() for row in several]
    past = sorted((lane for lane in lanes if not lane.running), key=lambda lane: lane.courses[-1].end)
    order = {course.id: index for index, course in enumerate(regimen.courses)}
    return (*past, *sorted((lane for lane in lanes if lane.running), key=lambda lane: order[lane.course.id]))


def _row_of(course: Course) -> Hashable:
    needed = course.ordered is not None and course.ordered.as_needed
    return (medicine_key(course.medicine), needed)


def _place(rows: list[list[CourseSpans]], spans: CourseSpans) -> None:
    """A course goes on in a row that has ended; two that run side by side have a row each."""
    free = next((row for row in rows if row[-1].end <= spans.start), None)
    if free is None:
        rows.append([spans])
    else:
        free.append(spans)


def _lane(courses: Sequence[CourseSpans], calendar: Calendar) -> DoseLane:
    last = courses[-1].course
    return DoseLane(
        key=f"dose:{courses[0].course.id}",
        title=title(last.medicine),
        courses=tuple(courses),
        uses=tuple(sorted(_uses(courses, calendar), key=lambda use: use.at)),
        missed=tuple(sorted(_missed(courses, calendar), key=lambda one: one.start)),
        as_needed=last.ordered is not None and last.ordered.as_needed,
        calendar=calendar,
    )


def _uses(courses: Iterable[CourseSpans], calendar: Calendar) -> Iterator[Use]:
    for spans in courses:
        for stated in spans.course.used:
            if (at := start_of(stated.entry.at, calendar.zone)) is not None:
                half = 0.5 if stated.entry.at.precision is Precision.DAY else 0.0
                yield Use(stated.entry.id, at + half, stated.content.times, _how(stated.content, calendar))
        for given in spans.course.given:
            as_needed = spans.course.ordered is not None and spans.course.ordered.as_needed
            at = start_of(given.entry.at, calendar.zone)
            if as_needed and given.content.status is DoseStatus.COMPLETED and at is not None:
                yield Use(given.entry.id, at, 1, calendar.voice("given by staff"))


def _how(use: AsNeededUse, calendar: Calendar) -> str:
    voice = calendar.voice
    often = voice.count("once", "{n} times", use.times)
    reason = voice("for {reason}", reason=use.taken_for)
    return joined([numbers.amount(use.amount, voice), often, reason])


def _missed(courses: Iterable[CourseSpans], calendar: Calendar) -> Iterator[Missed]:
    for spans in courses:
        for stated in spans.course.adherence:
            period = stated.content.period
            start = start_of(period.start or period.end, calendar.zone)
            end = end_of(period.end or period.start, calendar.zone)
            if stated.content.missed and start is not None and end is not None:
                yield Missed(stated.entry.id, start, max(end, start), stated.content.missed)
        for given in spans.course.given:
            at = start_of(given.entry.at, calendar.zone)
            if given.content.status is DoseStatus.NOT_DONE and at is not None:
                yield Missed(given.entry.id, at, at, 1)
