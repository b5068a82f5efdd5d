"""What the overview strip shows of a chart: which days it spans, how many entries of which discipline each day has.

A year and a little more at most, so that a mark is a mark; what is older is counted.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from careboard.clinical.episode import LevelOfCare
from careboard.clinical.people import Discipline
from careboard.projections.chart import Chart
from careboard.projections.moments import first_day, today
from careboard.projections.timeline import TimelineRow

LONGEST = 400  # days
_LEAST = 56
_AHEAD = 14


@dataclass(frozen=True, slots=True)
class Stretch:
    """A level of care over some days; `planned` lies ahead."""

    setting: LevelOfCare
    place: str
    first: date
    last: date
    planned: bool


@dataclass(frozen=True, slots=True)
class Density:
    """The days from `first` to `last`, today among them, and the marks of each discipline."""

    first: date
    last: date
    today: date
    marks: dict[Discipline, Counter[date]] = field(repr=False)
    levels: tuple[Stretch, ...]
    older: int


def place_day(row: TimelineRow, chart: Chart) -> date:
    """The day by which a row is sorted."""
    return row.entry.order[0].astimezone(chart.zone).date()


def density(rows: Sequence[TimelineRow], chart: Chart) -> Density:
    """The marks of these rows, which come newest first."""
    now = today(chart.now, chart.zone)
    oldest = place_day(rows[-1], chart) if rows else now
    first = max(min(oldest, now - timedelta(days=_LEAST)), now - timedelta(days=LONGEST))
    last = now + timedelta(days=_AHEAD)
    marks: dict[Discipline, Counter[date]] = {discipline: Counter() for discipline in Discipline}
    shown = 0
    for row in rows:
        day = place_day(row, chart)
        if day < first:
            break
        marks[row.discipline][day] += 1
        shown += 1
    return Density(first, last, now, marks, tuple(_levels(chart, first, last, now)), len(rows) - shown)


def _levels(chart: Chart, first: date, last: date, now: date) -> list[Stretch]:
    stretches: list[Stretch] = []
    begun = [
        (day, one.content) for one in chart.stay.levels if (day := first_day(one.content.effective_from, chart.zone))
    ]
    begun.sort(key=lambda one: one[0])
    over = chart.stay.discharge if chart.stay.admission is None else None
    end = first_day(over.entry.at, chart.zone) if over else None
    for at, (start, change) in enumerate(begun):
        until = begun[at + 1][0] - timedelta(days=1) if at + 1 < len(begun) else end or last
        for part_start, part_end, planned in (
            (start, min(until, now), False),
            (max(start, now + timedelta(days=1)), until, True),
        ):
            if part_start <= part_end and part_end >= first and part_start <= last:
                shown = max(part_start, first), min(part_end, last)
                stretches.append(Stretch(change.given.setting, change.place, *shown, planned))
    return stretches


def row_of_day(rows: Sequence[TimelineRow], day: date, chart: Chart) -> int:
    """The first row, newest first, that stands on a day or before it; the last row if all are later."""
    at = bisect_left(rows, -day.toordinal(), key=lambda row: -place_day(row, chart).toordinal())
    return min(at, len(rows) - 1)
