"""The regimen as a list of rows: two lines a medicine, a status word that is never blank, and what comes next.

A suspended medicine stays among the current ones; what is only reported or imported says so until a prescriber decides.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from careboard.clinical.values import EntryId, Informant, Precision, When
from careboard.projections.chart import Chart
from careboard.projections.contested import either
from careboard.projections.course import Course, CourseStatus, StepKind
from careboard.projections.doses import daily_dose
from careboard.projections.moments import first_day, today
from careboard.projections.monitoring import Check
from careboard.projections.response.scores import PHQ_9
from careboard.projections.trials import trial_of
from careboard.projections.wording import numbers
from careboard.projections.wording.dosage import dose_amount
from careboard.projections.wording.medicine import MedicationLine
from careboard.projections.wording.times import INFORMANT, day, when
from careboard.projections.wording.voice import Voice, joined

STATUS_WORDS: Mapping[CourseStatus, str] = {
    CourseStatus.ACTIVE: "Started",
    CourseStatus.PLANNED: "Not started",
    CourseStatus.HELD: "Suspended",
    CourseStatus.STOPPED: "Stopped",
    CourseStatus.COMPLETED: "Completed",
    CourseStatus.EXPIRED: "Expired",
}
RECENT = 14  # days in which something that was stopped is still told of (MED-16)
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class RegimenRow:
    """One medicine. `under` is the second line; `doubt` says that, and by whom, it was only reported."""

    course: EntryId
    line: MedicationLine
    under: str
    since: str
    status: str
    doubt: str
    next_step: str
    overdue: bool
    purpose: str

    @property
    def name(self) -> str:
        """The medicine as text."""
        return "".join(span.text for span in self.line.name)

    @property
    def read(self) -> str:
        """The whole row, for who cannot see it."""
        return joined([self.line.plain, self.status, self.since, self.doubt, self.next_step, self.purpose])


@dataclass(frozen=True, slots=True)
class RegimenRows:
    """The current medicines and the past ones, the newest first; `reconciled` is when and by whom last."""

    current: tuple[RegimenRow, ...]
    past: tuple[RegimenRow, ...]
    stopped_lately: tuple[str, ...]
    reconciled: str


def regimen_rows(chart: Chart) -> RegimenRows:
    """The rows of a chart."""
    checks: dict[EntryId, Check] = {}
    for check in chart.checks():
        if check.on is not None:
            checks.setdefault(check.course, check)
    return RegimenRows(
        current=tuple(_row(course, chart, checks.get(course.id)) for course in chart.regimen.current),
        past=tuple(replace(_row(one, chart, None), under=history(one, chart)) for one in chart.regimen.past),
        stopped_lately=tuple(_lately(chart)),
        reconciled=_reconciled(chart),
    )


def _row(course: Course, chart: Chart, check: Check | None) -> RegimenRow:
    voice = chart.voice
    next_step, overdue = _next_step(course, chart, check)
    return RegimenRow(
        course=course.id,
        line=course.line,
        under=_under(course.line),
        since=_since(course, voice),
        status=voice(STATUS_WORDS[course.status]),
        doubt=_doubt(course, voice),
        next_step=next_step,
        overdue=overdue,
        purpose=course.purpose[:1].upper() + course.purpose[1:],
    )


def _under(line: MedicationLine) -> str:
    """Route and how often; several doses a day stand one after the other."""
    often = joined((dose.frequency for dose in line.doses), ", ")
    return joined([line.route, often, line.as_needed, line.instructions, line.words])


def _since(course: Course, voice: Voice) -> str:
    """Since when the dose holds; of what is over, when it ended."""
    ends = (StepKind.STOPPED, StepKind.COMPLETED)
    if course.status is CourseStatus.EXPIRED:
        return when(course.until, voice)
    last = next((step for step in reversed(course.steps) if step.kind in ends), None)
    if course.status in (CourseStatus.STOPPED, CourseStatus.COMPLETED) and last is not None:
        return when(last.at, voice)
    return _day(course.since, voice)


def _day(at: When | None, voice: Voice) -> str:
    return when(at, voice).partition(" ")[0] if at is not None and len(at.iso) > 10 else when(at, voice)


def _doubt(course: Course, voice: Voice) -> str:
    if course.overlaps:
        return voice("Two dose changes overlap: choose {either}", either=either(course, voice))
    if course.confirmed:
        return "" if course.dose_confirmed or course.dosage is None else voice("dose not confirmed")
    told = Informant.IMPORTED if course.imported else course.told_by
    return joined([voice("not confirmed"), voice(INFORMANT[told])])


def _next_step(course: Course, chart: Chart, check: Check | None) -> tuple[str, bool]:
    """The next planned dose, the next dose that staff give, the next check, the planned end: the first there is."""
    voice = chart.voice
    if course.status not in (CourseStatus.ACTIVE, CourseStatus.HELD, CourseStatus.PLANNED):
        return _reason_ended(course), False
    if step := course.next_step(chart.now, chart.zone):
        to = joined((dose_amount(dose, voice) for dose in step.dosage.schedule), " + ") if step.dosage else ""
        words = (
            voice("to {dose} on {day}", dose=to, day=_day(step.at, voice)) if to else _ahead(step.kind, step.at, voice)
        )
        return words, False
    if course.status is CourseStatus.HELD:
        return course.steps[-1].reason, False
    if course.next_due is not None:
        return voice("next dose due {day}", day=_day(course.next_due, voice)), False
    if check is not None and check.on is not None:
        words = voice("{measure} due {day}", measure=check.rule.measure, day=day(check.on, voice))
        return words, check.overdue
    if course.dosage is not None and course.dosage.as_needed:
        return _used(course, chart), False
    return (voice("until {day}", day=_day(course.until, voice)) if course.until else "", False)


def _ahead(kind: StepKind, at: When, voice: Voice) -> str:
    words = {StepKind.STOPPED: "stops {day}", StepKind.COMPLETED: "ends {day}", StepKind.HELD: "suspended from {day}"}
    return voice(words.get(kind, "starts {day}"), day=_day(at, voice))


def _reason_ended(course: Course) -> str:
    ends = (StepKind.STOPPED, StepKind.COMPLETED)
    return next((step.reason for step in reversed(course.steps) if step.kind in ends), "")


def _used(course: Course, chart: Chart) -> str:
    first = today(chart.now, chart.zone) - _WEEK
    count = sum(
        stated.content.times
        for stated in course.used
        if (at := first_day(stated.entry.at, chart.zone)) is not None and at > first
    )
    return chart.voice("used {n} in 7 days", n=count)


def history(course: Course, chart: Chart) -> str:
    """What a medicine that is over came to: highest dose, how long, PHQ-9 from first to last, what trial it was."""
    if course.never_begun(chart.zone):
        return chart.voice("stopped before it began")
    voice, began, ended = chart.voice, first_day(course.began, chart.zone), _ended_on(course, chart)
    doses = [daily_dose(course.medicine, step.dosage) for step in course.steps if step.dosage is not None]
    known = [dose for dose in doses if dose is not None]
    best = max(known, key=lambda dose: dose.high, default=None)
    highest = voice("highest {n} {unit} a day", n=numbers.number(best.high), unit=best.unit) if best else ""
    exact = course.start_known and course.began.precision in (Precision.DAY, Precision.INSTANT)
    weeks = (ended - began).days // 7 if began and ended and exact else None
    lasted = voice.count("{n} week", "{n} weeks", weeks) if weeks else ""
    trial = trial_of(course, chart)
    return joined([highest, lasted, _response(chart, began, ended), trial.told(chart) if trial else ""])


def _response(chart: Chart, began: date | None, ended: date | None) -> str:
    """The PHQ-9 that stood when it began, and the last one while it was taken."""
    scale = next((one for one in chart.scales if one.instrument.name == PHQ_9), None)
    if scale is None or began is None or ended is None:
        return ""
    dated = [(first_day(score.at, chart.zone), score.total) for score in scale.totals]
    before = [total for day_, total in dated if day_ is not None and total is not None and day_ <= began]
    until = [total for day_, total in dated if day_ is not None and total is not None and began < day_ <= ended]
    if not before or not until:
        return ""
    first, last = numbers.number(before[-1]), numbers.number(until[-1])
    return chart.voice("{scale} {first} to {last}", scale=PHQ_9, first=first, last=last)


def _lately(chart: Chart) -> Iterable[str]:
    """The medicines that were stopped in the last days."""
    first = today(chart.now, chart.zone) - timedelta(days=RECENT)
    for course in chart.regimen.past:
        ended = _ended_on(course, chart)
        if course.status is CourseStatus.STOPPED and ended is not None and ended >= first:
            yield "".join(span.text for span in course.line.name)


def _ended_on(course: Course, chart: Chart) -> date | None:
    ends = (StepKind.STOPPED, StepKind.COMPLETED)
    last = next((step for step in reversed(course.steps) if step.kind in ends), None)
    return first_day(last.at if last else course.until, chart.zone)


def _reconciled(chart: Chart) -> str:
    done = [course.decided for course in chart.regimen.courses if course.decided is not None]
    last = max(done, key=lambda one: one.entry.order, default=None)
    if last is None:
        return chart.voice("never reconciled here")
    by = last.entry.author
    told = joined([by.name, by.credentials])
    return chart.voice("last reconciled {day} by {who}", day=_day(last.entry.at, chart.voice), who=told)
