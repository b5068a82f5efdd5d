"""What stands beside a note while it is written: goals, the last plan, the last note of its kind, the last scores.

It is for reading: nothing of it is handed to the note.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from careboard.clinical.entry import Entry
from careboard.clinical.note import Note, NoteType
from careboard.clinical.people import Discipline
from careboard.projections.chart import Chart
from careboard.projections.response.scores import Scale
from careboard.projections.since import risk_told
from careboard.projections.timeline import TimelineRow
from careboard.projections.wording.times import when
from careboard.projections.wording.written import unmarked
from careboard.projections.writing.pulled import score_told

_SCORES = 6


@dataclass(frozen=True, slots=True)
class Beside:
    """One thing to read: its title, from when and by whom, and its text; `marked` where that is of a note of ours."""

    title: str
    about: str
    text: str
    marked: bool = False

    @property
    def plain(self) -> str:
        """Its text as words alone."""
        return unmarked(self.text) if self.marked else self.text


def beside(chart: Chart, discipline: Discipline, kind: NoteType) -> tuple[Beside, ...]:
    """What is read beside a note of a discipline and kind, as far as there is any."""
    return tuple(_all(chart, discipline, kind))


def _all(chart: Chart, discipline: Discipline, kind: NoteType) -> Iterator[Beside]:
    voice = chart.voice
    plan = chart.stay.plan_of_care
    if plan is not None and plan.content.goals:
        goals = "\n".join(f"{one.number}  {one.goal}" for one in plan.content.goals)
        yield Beside(voice("Goals of the plan"), when(plan.entry.at, voice), goals)
    notes = list(reversed(chart.record.entries_of(Note)))
    planned = next((entry for entry in notes if _discipline(entry) is discipline and _plan(entry)), None)
    if planned is not None:
        yield Beside(voice("Plan of the last session"), _by(planned, chart), _plan(planned), planned.source is None)
    if scores := _scores(chart):
        yield Beside(voice("Last scores"), "", scores)
    same = next((entry for entry in notes if isinstance(entry.content, Note) and entry.content.type is kind), None)
    if same is not None:
        yield Beside(voice("Last note of this kind"), _by(same, chart), _whole(same), same.source is None)


def _discipline(entry: Entry) -> Discipline | None:
    return entry.content.discipline if isinstance(entry.content, Note) else None


def _plan(entry: Entry) -> str:
    sections = entry.content.sections if isinstance(entry.content, Note) else ()
    return "\n".join(one.text for one in sections if "plan" in one.heading.casefold())


def _whole(entry: Entry) -> str:
    sections = entry.content.sections if isinstance(entry.content, Note) else ()
    return "\n\n".join(f"{one.heading}\n{one.text}" if one.heading else one.text for one in sections)


def _by(entry: Entry, chart: Chart) -> str:
    return f"{TimelineRow(entry, chart.reading).author}, {when(entry.at, chart.voice)}"


def _scores(chart: Chart) -> str:
    """Risk first; each rating with its day, so that a worse answer stands beside a better total."""
    risks = [risk_told(one, chart) for one in chart.risk.standings]
    rated = sorted((one for one in chart.scales if one.totals), key=lambda one: _latest(one, chart), reverse=True)
    return "\n".join((*risks, *(score_told(one, chart) for one in rated[:_SCORES])))


def _latest(scale: Scale, chart: Chart) -> int:
    return chart.record.position[scale.totals[-1].entry]
