"""Dose changes of one medicine that were ordered without having seen each other: both stand, and neither has won.

Each change says which dose its prescriber saw; one that saw another dose than the last ordered did not see that order.
"""

from dataclasses import dataclass

from careboard.clinical.dosage import Dosage
from careboard.clinical.values import EntryId
from careboard.projections.chart import Chart
from careboard.projections.course import Course
from careboard.projections.steps import Step
from careboard.projections.wording.dosage import dosage
from careboard.projections.wording.times import moment, when
from careboard.projections.wording.voice import Voice, joined


@dataclass(frozen=True, slots=True)
class Contested:
    """One of the orders that a prescriber chooses among. `told`: its dose, from when, by whom, when and why."""

    entry: EntryId
    dosage: Dosage
    short: str
    told: str


def contested(course: Course, chart: Chart) -> tuple[Contested, ...]:
    """The orders among which a prescriber must choose, in the order of the record; none where all is clear."""
    return tuple(_told(step, step.dosage, chart) for step in course.contested if step.dosage is not None)


def either(course: Course, voice: Voice) -> str:
    """Both doses in a few words, each with who ordered it."""
    named = (_short(step, step.dosage, voice) for step in course.contested if step.dosage is not None)
    return joined(named, f" {voice('or')} ")


def _told(step: Step, dose: Dosage, chart: Chart) -> Contested:
    voice, entry = chart.voice, chart.record.by_id[step.entry]
    signed = voice("ordered by {who} on {moment}", who=step.author, moment=moment(entry.recorded_at, voice))
    dated = voice("{dose}, from {day}", dose=dosage(dose, voice), day=when(step.at, voice))
    told = joined([joined([dated, signed], "; "), step.reason], ": ")
    return Contested(step.entry, dose, _short(step, dose, voice), told)


def _short(step: Step, dose: Dosage, voice: Voice) -> str:
    return voice("{dose} ({who})", dose=dosage(dose, voice), who=step.author)
