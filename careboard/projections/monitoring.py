"""What is to be checked while a medicine is taken, and by when: computed from starts, dose changes and checks done.

Each due date shows the source of its rule; a rule that gives no date is shown in its words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from careboard.clinical.measured import Ecg, LabResult, ObservationStatus, Vitals
from careboard.clinical.values import LOINC, EntryId
from careboard.projections.course import Course, CourseStatus, StepKind
from careboard.projections.moments import first_day, has_begun, today
from careboard.projections.response.scores import Scale
from careboard.projections.response.series import Series
from careboard.projections.standing import Record
from careboard.reference.monitoring import MonitoringRule, monitoring, next_due

_QTC = "8636-3"
_METABOLIC = "metabolic:"
_OPEN = (ObservationStatus.REGISTERED, ObservationStatus.CANCELLED, ObservationStatus.ENTERED_IN_ERROR)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to check for one course. `on` is when it is due, None where the rule gives no date."""

    course: EntryId
    medicine: str
    rule: MonitoringRule
    on: date | None
    overdue: bool

    @property
    def text(self) -> str:
        """What is due and why."""
        return f"{self.rule.measure} ({self.medicine})"


def checks(
    record: Record,
    courses: Iterable[Course],
    series: Iterable[Series],
    scales: Iterable[Scale],
    now: datetime,
    zone: ZoneInfo,
    metabolic_scheme: str = "",
) -> tuple[Check, ...]:
    """Every check of every active course: those with a date first, the earliest before the others."""
    done = _done(record, series, scales, zone)
    running = [course for course in courses if course.status is CourseStatus.ACTIVE]
    found = [
        _check(course, rule, done, now, zone)
        for course in running
        for rule in monitoring(course.words)
        if _chosen(rule, metabolic_scheme)
    ]
    wanting = [check for check in found if check.on is not None or not check.rule.dated]
    return tuple(sorted(wanting, key=lambda check: (check.on is None, check.on or date.max, check.text)))


def _chosen(rule: MonitoringRule, metabolic_scheme: str) -> bool:
    other = rule.scheme.startswith(_METABOLIC) and metabolic_scheme and metabolic_scheme not in rule.scheme
    return not other


def _check(course: Course, rule: MonitoringRule, done: Mapping[str, set[date]], now: datetime, zone: ZoneInfo) -> Check:
    on = None
    started = first_day(course.began, zone)
    if rule.dated and started is not None:
        days = {day for code in rule.counted_by for day in done.get(code, ())}
        on = next_due(rule, started, _changed(course, now, zone), sorted(days))
    return Check(course.id, course.name, rule, on, overdue=on is not None and on < today(now, zone))


def _changed(course: Course, now: datetime, zone: ZoneInfo) -> list[date]:
    kinds = (StepKind.CHANGED, StepKind.RESUMED)
    steps = [step for step in course.steps if step.kind in kinds and has_begun(step.at, now, zone)]
    return [day for step in steps if (day := first_day(step.at, zone)) is not None]


def _done(record: Record, series: Iterable[Series], scales: Iterable[Scale], zone: ZoneInfo) -> dict[str, set[date]]:
    """The days of everything that was checked, by LOINC code or by the name of an instrument."""
    at = [(one.code, point.at) for one in series for point in one.points]
    at += [(_QTC, entry.at) for entry in record.entries_of(Ecg)]
    at += [(scale.instrument.name, score.at) for scale in scales for score in scale.scores]
    for entry in record.entries_of(LabResult, Vitals):
        content = entry.content
        if isinstance(content, LabResult | Vitals) and content.code and content.status not in _OPEN:
            at.append((content.code.code_in(LOINC) or "", entry.at))
    done: dict[str, set[date]] = {}
    for code, moment in at:
        if code and (day := first_day(moment, zone)) is not None:
            done.setdefault(code, set()).add(day)
    return done
