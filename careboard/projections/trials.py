"""What a past course of an antidepressant or antipsychotic was as a trial: adequate, too short, too low, not tolerated.

A trial is adequate at the lowest usual dose or above for some weeks: a convention, which a person reads beside the
reason and the response. Where no source gives a lowest usual dose, or days are not known, nothing is concluded.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from careboard.clinical.medication.orders import ReasonType, Stop
from careboard.clinical.values import Precision
from careboard.projections.chart import Chart
from careboard.projections.course import Course, StepKind
from careboard.projections.doses import daily_dose
from careboard.projections.moments import first_day
from careboard.projections.wording.numbers import number
from careboard.reference.formulary import usual_maximum
from careboard.reference.medicines import matching

WEEKS = {"antidepressant": 4, "antipsychotic": 6}
"""Weeks at the lowest usual dose: four for antidepressants; six for antipsychotics, unverified."""
_NOT_TOLERATED = (ReasonType.SIDE_EFFECT, ReasonType.INTOLERANCE)
_EXACT = (Precision.DAY, Precision.INSTANT)
_ENDS = (StepKind.STOPPED, StepKind.COMPLETED)


class Outcome(StrEnum):
    """What a trial was."""

    ADEQUATE = "adequate trial"
    SHORT = "trial too short"
    LOW = "trial too low"
    NOT_TOLERATED = "not tolerated"


@dataclass(frozen=True, slots=True)
class Trial:
    """The outcome; whole weeks at the lowest usual dose or above, how many are needed, and doses said to be missed.

    `decided`: the clinic decided how many are needed; `verified`: else the program's number was checked on its source.
    """

    outcome: Outcome
    weeks: int
    needed: int
    least: Decimal
    missed: int = 0
    verified: bool = True
    decided: bool = False

    def told(self, chart: Chart) -> str:
        """The outcome and what it rests on."""
        voice = chart.voice
        if self.outcome is Outcome.NOT_TOLERATED:
            return voice(self.outcome.value)
        told = voice(
            "{outcome}: {n} weeks at {dose} mg or more a day, {most} needed",
            outcome=voice(self.outcome.value),
            n=self.weeks,
            most=self.needed,
            dose=number(self.least),
        )
        told += voice(" (as this clinic decided)") if self.decided else "" if self.verified else voice(" (unverified)")
        return f"{told}, {voice.count('{n} dose missed', '{n} doses missed', self.missed)}" if self.missed else told


def trial_of(course: Course, chart: Chart) -> Trial | None:
    """The trial that a course which is over was; None where nothing can be concluded."""
    kind = next((kind for kind in WEEKS if matching(course.words, kind)), None)
    least = _lowest_usual(course)
    ended = _ended(course, chart)
    if kind is None or least is None or ended is None or course.never_begun(chart.zone):
        return None
    decided = {"antidepressant": chart.site.antidepressant_weeks, "antipsychotic": chart.site.antipsychotic_weeks}[kind]
    needed, verified = decided or WEEKS[kind], kind == "antidepressant"
    days = _days_at(course, chart, least, ended)
    if days is None:
        return None
    reached = any(dose >= least for _begin, _end, dose in _stretches(course, chart, ended))
    outcome = _outcome(course, chart, days >= needed * 7, reached)
    missed = sum(one.content.missed for one in course.adherence)
    return Trial(outcome, days // 7, needed, least, missed, verified, decided=decided is not None)


def _outcome(course: Course, chart: Chart, long: bool, reached: bool) -> Outcome:  # noqa: FBT001
    if _reason(course, chart) in _NOT_TOLERATED:
        return Outcome.NOT_TOLERATED
    if not reached:
        return Outcome.LOW
    return Outcome.ADEQUATE if long else Outcome.SHORT


def _reason(course: Course, chart: Chart) -> ReasonType | None:
    last = course.steps[-1] if course.steps else None
    content = chart.record.by_id[last.entry].content if last and last.entry in chart.record.by_id else None
    return content.reason_type if isinstance(content, Stop) else None


def _lowest_usual(course: Course) -> Decimal | None:
    dosage = course.ordered
    usual = usual_maximum(course.words, dosage.route.text if dosage and dosage.route else "oral")
    return usual.usual_low if usual else None


def _ended(course: Course, chart: Chart) -> date | None:
    last = next((step for step in reversed(course.steps) if step.kind in _ENDS), None)
    return first_day(last.at if last else course.until, chart.zone)


def _days_at(course: Course, chart: Chart, least: Decimal, ended: date) -> int | None:
    """Days at a dose or above; None where the day of a step is not exactly known."""
    exact = course.start_known and all(step.at.precision in _EXACT for step in course.steps)
    if not exact:
        return None
    return sum((end - begin).days for begin, end, dose in _stretches(course, chart, ended) if dose >= least)


def _stretches(course: Course, chart: Chart, ended: date) -> Iterator[tuple[date, date, Decimal]]:
    """From when to when which dose of mg a day was prescribed; nothing while the course was held."""
    begun = [(first_day(step.at, chart.zone), step.dosage) for step in course.steps]
    known = [(day, dosage) for day, dosage in begun if day is not None]
    for at, (day, dosage) in enumerate(known):
        after = min(known[at + 1][0] if at + 1 < len(known) else ended, ended)
        dose = daily_dose(course.medicine, dosage) if dosage is not None else None
        if dose is not None and dose.unit == "mg" and after > day:
            yield day, after, dose.low
