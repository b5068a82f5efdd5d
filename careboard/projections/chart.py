"""A chart: what a clinician sees of one patient, laid out from scratch from the entries of the record.

It always opens: what does not add up is a finding beside it, never an exception.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from careboard.clinical.entry import Entry
from careboard.clinical.people import Role
from careboard.clinical.values import MemberId, PatientId
from careboard.projections.findings import Finding
from careboard.projections.standing import Record, standing
from careboard.projections.timeline import Reading, TimelineRow, timeline, voice_of


@dataclass(frozen=True, slots=True)
class Chart:
    """One patient's chart for one reader at one moment. `complete` is False while older entries are still loading."""

    patient: PatientId
    reader: MemberId
    zone: ZoneInfo
    now: datetime
    complete: bool
    record: Record
    timeline: tuple[TimelineRow, ...]
    findings: tuple[Finding, ...]


def chart_of(
    patient: PatientId,
    entries: Sequence[Entry],
    reader: MemberId,
    zone: ZoneInfo,
    now: datetime,
    held_back: Sequence[Finding] = (),
    *,
    complete: bool = True,
    roles: AbstractSet[Role] = frozenset(),
) -> Chart:
    """Lay out a chart. `roles` are the reader's; `held_back` are the findings about records that may not be shown."""
    record = standing(entries)
    reading = Reading(record, reader, roles, voice_of(record, zone))
    return Chart(patient, reader, zone, now, complete, record, timeline(reading), tuple(held_back))
