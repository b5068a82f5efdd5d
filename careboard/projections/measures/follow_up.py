"""What a positive screen for suicide asks for: a judgement of the risk; where it is high, a safety plan, and to tell.

It says what is still to be done and does nothing; the level of risk stays the clinician's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from careboard.clinical.coordination import Task
from careboard.clinical.entry import Entry
from careboard.clinical.response import Assessment, RiskAssessment, SafetyPlan
from careboard.clinical.values import EntryId
from careboard.projections.chart import Chart
from careboard.projections.response.scores import known_instrument
from careboard.projections.wording.voice import joined

_TRIAGE, _HIGH = "triage", "high"


class Step(StrEnum):
    """What is to be done."""

    ASSESS = "risk-assessment"
    PLAN = "safety-plan"
    TELL = "task"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The screen in words, and each step with whether it was done since."""

    screen: EntryId
    said: str
    high: bool
    steps: tuple[tuple[Step, bool], ...]

    @property
    def done(self) -> bool:
        """Is nothing left to do?"""
        return all(done for _step, done in self.steps)


def follow_up(chart: Chart, screen: EntryId) -> FollowUp | None:
    """What follows from a screen; None where it found nothing."""
    entry = chart.record.by_id.get(screen)
    content = entry.content if entry is not None else None
    positive = any(score.entry == screen and score.positive for scale in chart.scales for score in scale.scores)
    if entry is None or not isinstance(content, Assessment) or not positive:
        return None
    instrument = known_instrument(content.instrument)
    triage = instrument is not None and instrument.method == _TRIAGE
    high = triage and content.level.casefold() == _HIGH
    wanted = tuple(Step) if high else (Step.ASSESS,)
    return FollowUp(screen, _said(content, triage=triage), high, tuple(_done(chart, entry, wanted)))


def _said(content: Assessment, *, triage: bool) -> str:
    """The screen in words: its level with the item that gave it, never a score."""
    named = content.instrument.text
    if not triage:
        return f"{named} is positive for suicide risk; the C-SSRS screener was not done"
    return joined([f"{named}: level {content.level}", content.note])


def _done(chart: Chart, screen: Entry, wanted: tuple[Step, ...]) -> Iterator[tuple[Step, bool]]:
    contents = {Step.ASSESS: RiskAssessment, Step.PLAN: SafetyPlan, Step.TELL: Task}
    for step in wanted:
        since = (entry for entry in chart.record.entries_of(contents[step]) if entry.recorded_at > screen.recorded_at)
        yield step, any(True for _entry in since)
