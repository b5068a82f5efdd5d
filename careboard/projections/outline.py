"""What the caseload, the inbox and the digest say of one patient, made from one chart at one moment.

It is small enough to be kept sealed for a whole caseload, so that the first screen never waits for a chart.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from careboard.clinical.measured import DrugScreen, Ecg, LabResult, Vitals
from careboard.clinical.medication.orders import DoseChange, Hold, MedicationStart, Resume, Stop
from careboard.clinical.response import Assessment, RiskLevel, SideEffect
from careboard.projections.caseload import CaseloadRow, caseload_row
from careboard.projections.chart import Chart
from careboard.projections.inbox import InboxItem, inbox
from careboard.projections.since import is_new, risk_told, since_last_visit

_GRAVE = (RiskLevel.HIGH, RiskLevel.IMMINENT)


@dataclass(frozen=True, slots=True)
class Changed:
    """What others recorded in a chart since the reader's last visit, counted."""

    doses: int = 0
    effects: int = 0
    results: int = 0
    scores: int = 0

    def __bool__(self) -> bool:
        return bool(self.doses or self.effects or self.results or self.scores)


@dataclass(frozen=True, slots=True)
class Outline:
    """One patient in short. `risks` are the sentences that must not be overlooked; `visited`: was the reader here?"""

    row: CaseloadRow
    inbox: tuple[InboxItem, ...] = ()
    risks: tuple[str, ...] = ()
    changed: Changed = Changed()
    visited: bool = True


def outline(chart: Chart, now: datetime) -> Outline:
    """The outline of a chart as it is shown now."""
    row = caseload_row(chart, now)
    since = chart.unread.last_look
    return Outline(
        row=row,
        inbox=inbox(chart, now),
        risks=() if row.discharged else tuple(_risks(chart)),
        changed=_changed(chart, since) if since is not None else Changed(),
        visited=since is not None,
    )


def _risks(chart: Chart) -> Iterator[str]:
    """What is worse since the last visit; in a chart that was never visited, what is grave or worse now."""
    happened = since_last_visit(chart)
    if happened is not None:
        yield from (one.text for one in happened if one.worse)
        return
    for standing in chart.risk.standings:
        if standing.worsening or standing.level in _GRAVE:
            yield risk_told(standing, chart)
    yield from (due.text for due in chart.risk.due)


def _changed(chart: Chart, since: datetime) -> Changed:
    def new(*contents: type) -> int:
        entries = chart.record.entries_of(*contents)
        return sum(is_new(one, chart, since) and one.author.member != chart.reader for one in entries)

    return Changed(
        doses=new(MedicationStart, DoseChange, Hold, Resume, Stop),
        effects=new(SideEffect),
        results=new(Vitals, LabResult, Ecg, DrugScreen),
        scores=new(Assessment),
    )
