"""What happened since a reader's last visit, in one line: risk first, scores with direction, doses, effects, results.

Worsening risk stands above an improving total; what is told here stands in the timeline too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from careboard.clinical.entry import Entry
from careboard.clinical.measured import DrugScreen, Ecg, LabResult, Vitals
from careboard.clinical.medication.orders import DoseChange, Hold, MedicationStart, Resume, Stop
from careboard.clinical.medication.taking import Adherence, DoseGiven, DoseStatus
from careboard.clinical.response import SideEffect
from careboard.projections.chart import Chart
from careboard.projections.response.risk import RiskStanding
from careboard.projections.response.scores import Scale
from careboard.projections.wording import headline
from careboard.projections.wording.numbers import plain

_DOSES = (MedicationStart, DoseChange, Hold, Resume, Stop)
_RESULTS = (Vitals, LabResult, Ecg, DrugScreen)
_NOT_TAKEN = (DoseStatus.NOT_DONE, DoseStatus.STOPPED, DoseStatus.ON_HOLD)


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened; `worse` is what must not be overlooked. `text` is in English, for staff."""

    text: str
    worse: bool = False


def since_last_visit(chart: Chart) -> tuple[Happening, ...] | None:
    """What is new to the chart's reader, most pressing first; None where the reader was never here before."""
    since = chart.unread.last_look
    return tuple(_happenings(chart, since)) if since is not None else None


def _happenings(chart: Chart, since: datetime) -> Iterator[Happening]:
    voice = chart.voice
    for standing in chart.risk.standings:
        if standing.now.entry.recorded_at > since:
            yield Happening(risk_told(standing, chart), standing.worsening)
    yield from (Happening(due.text, worse=True) for due in chart.risk.due)
    for scale in chart.scales:
        yield from _score(scale, chart, since)
    for entry in _new(chart, since, *_DOSES):
        yield Happening(headline(entry.content, names=chart.record.names, zone=chart.zone))
    missed = _missed(chart, since)
    if missed:
        yield Happening(voice.count("{n} missed dose", "{n} missed doses", missed))
    for entry in _new(chart, since, SideEffect, *_RESULTS):
        yield Happening(headline(entry.content, names=chart.record.names, zone=chart.zone))


def _new(chart: Chart, since: datetime, *contents: type) -> Iterator[Entry]:
    return (entry for entry in chart.record.entries_of(*contents) if entry.recorded_at > since)


def risk_told(standing: RiskStanding, chart: Chart) -> str:
    """One kind of risk with its level and direction."""
    kind = chart.voice("{what} risk", what=standing.risk_of.value.replace("-", " ").capitalize())
    return f"{kind} {standing.told(chart.voice)}"


def _score(scale: Scale, chart: Chart, since: datetime) -> Iterator[Happening]:
    totals = scale.totals
    if not totals or chart.record.by_id[totals[-1].entry].recorded_at <= since:
        return
    told = f"{scale.instrument.name} {_number(totals[-1].total)}"
    if len(totals) > 1:
        told += chart.voice(", was {before}", before=_number(totals[-2].total))
    risk = f" ({scale.risk_direction})" if scale.risk_direction else ""
    yield Happening(told + risk, totals[-1].positive)


def _number(value: Decimal | None) -> str:
    return plain(value) if value is not None else ""


def _missed(chart: Chart, since: datetime) -> int:
    """Doses that staff did not give, and those that somebody says were missed."""
    count = 0
    for entry in _new(chart, since, DoseGiven, Adherence):
        match entry.content:
            case DoseGiven(status=status) if status in _NOT_TAKEN:
                count += 1
            case Adherence(missed=missed):
                count += missed
            case _:
                pass
    return count
