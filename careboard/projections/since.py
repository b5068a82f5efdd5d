"""What happened since a reader's last visit, in the order in which it matters: risk, scores, doses, what was missed,
side effects, results.

Worsening risk stands above an improving total; each thing names the entry of the timeline that it comes from. A glance
at a chart is no visit (`unread.BRIEF`): after it everything is still told but what was read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from careboard.clinical.entry import Content, Entry
from careboard.clinical.measured import DrugScreen, Ecg, LabResult, Vitals
from careboard.clinical.medication.orders import DoseChange, Hold, MedicationStart, Resume, Stop
from careboard.clinical.medication.taking import Adherence, DoseGiven, DoseStatus
from careboard.clinical.response import SideEffect
from careboard.clinical.values import EntryId
from careboard.projections.chart import Chart
from careboard.projections.hidden import hides_weight
from careboard.projections.response.risk import RiskStanding
from careboard.projections.response.scores import Scale
from careboard.projections.wording import headline, kind_name
from careboard.projections.wording.numbers import plain

_DOSES = (MedicationStart, DoseChange, Hold, Resume, Stop)
_RESULTS = (Vitals, LabResult, Ecg, DrugScreen)
_NOT_TAKEN = (DoseStatus.NOT_DONE, DoseStatus.STOPPED, DoseStatus.ON_HOLD)


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened, and the entry that tells it whole. `text` is in English, for staff.

    `worse` is what must not be overlooked.
    """

    text: str
    entry: EntryId
    worse: bool = False


def since_last_visit(chart: Chart) -> tuple[Happening, ...] | None:
    """What is new to the chart's reader, most pressing first; None where the reader was never here before."""
    since = chart.unread.last_look
    return tuple(_happenings(chart, since)) if since is not None else None


def _happenings(chart: Chart, since: datetime) -> Iterator[Happening]:
    risks = [*_risks(chart, since), *_answers(chart, since)]
    yield from sorted(risks, key=lambda one: not one.worse)
    for scale in chart.scales:
        yield from _score(scale, chart, since)
    yield from _told(chart, since, *_DOSES)
    yield from _missed(chart, since)
    yield from _told(chart, since, SideEffect)
    yield from _told(chart, since, *_RESULTS)


def _told(chart: Chart, since: datetime, *contents: type) -> Iterator[Happening]:
    """Each entry in its headline; one whose weight is hidden in what it is."""
    for entry in _new(chart, since, *contents):
        hidden = hides_weight(entry.content, blind=chart.person.blind_weight)
        words = headline(entry.content, names=chart.record.names, zone=chart.zone)
        yield Happening(kind_name(entry.content) if hidden else words, entry.id)


def _new(chart: Chart, since: datetime, *contents: type) -> Iterator[Entry]:
    return (entry for entry in chart.record.entries_of(*contents) if is_new(entry, chart, since))


def is_new(entry: Entry, chart: Chart, since: datetime) -> bool:
    """Was it recorded since then, not by the chart's reader, who has not read it in a glance either?"""
    own = entry.source is None and entry.author.member == chart.reader
    return entry.recorded_at > since and not own and chart.reader not in chart.record.seen.get(entry.id, ())


def risk_told(standing: RiskStanding, chart: Chart) -> str:
    """One kind of risk with its level and direction."""
    kind = chart.voice("{what} risk", what=standing.risk_of.value.replace("-", " ").capitalize())
    return f"{kind} {standing.told(chart.voice)}"


def _risks(chart: Chart, since: datetime) -> Iterator[Happening]:
    """The clinicians' levels that are new, and what a positive screen makes due, however old it is."""
    for standing in chart.risk.standings:
        if is_new(standing.now.entry, chart, since):
            yield Happening(risk_told(standing, chart), standing.now.entry.id, standing.worsening)
    for due in chart.risk.due:
        yield Happening(due.text, due.entry, worse=True)


def _answers(chart: Chart, since: datetime) -> Iterator[Happening]:
    """Answers about suicide that are worse than those before, where they make nothing due any more."""
    due = {one.entry for one in chart.risk.due}
    for scale in chart.scales:
        last = scale.risk_rose
        if last is not None and is_new(chart.record.by_id[last], chart, since) and last not in due:
            yield Happening(f"{scale.instrument.name} {scale.risk_direction}", last, worse=True)


def _score(scale: Scale, chart: Chart, since: datetime) -> Iterator[Happening]:
    totals = scale.totals
    if not totals or not is_new(chart.record.by_id[totals[-1].entry], chart, since):
        return
    told = f"{scale.instrument.name} {_number(totals[-1].total)}"
    if len(totals) > 1:
        told += chart.voice(", was {before}", before=_number(totals[-2].total))
    risk = f" ({scale.risk_direction})" if scale.risk_direction and scale.risk_rose is None else ""
    yield Happening(told + risk, totals[-1].entry)


def _number(value: Decimal | None) -> str:
    return plain(value) if value is not None else ""


def _missed(chart: Chart, since: datetime) -> Iterator[Happening]:
    """Doses that staff did not give, and those that somebody says were missed: how many, and the last of them."""
    missed = [(entry, _count(entry.content)) for entry in _new(chart, since, DoseGiven, Adherence)]
    count = sum(times for _entry, times in missed)
    if count:
        last = [entry for entry, times in missed if times][-1]
        yield Happening(chart.voice.count("{n} missed dose", "{n} missed doses", count), last.id)


def _count(content: Content) -> int:
    match content:
        case DoseGiven(status=status) if status in _NOT_TAKEN:
            return 1
        case Adherence(missed=missed):
            return missed
        case _:
            return 0
