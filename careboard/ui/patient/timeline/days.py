"""The days of a list of rows, found where they are looked at: each day's words, first row and count of entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.moments import first_day, today
from careboard.projections.timeline import TimelineRow
from careboard.projections.wording.voice import Voice

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class DayHead:
    """What stands over the entries of a day: "Today", "Thu 17-Sep-2026", and how many there are."""

    lead: str
    words: str
    first: int
    count: int


class Days:
    """The days of the rows of one chart."""

    def __init__(self, rows: Sequence[TimelineRow], chart: Chart) -> None:
        self._rows, self._chart = rows, chart
        self._labels: dict[int, str] = {}
        self._heads: dict[int, DayHead] = {}

    def begins(self, row: int) -> bool:
        """Is this row the first of its day?"""
        return row == 0 or self._label(row) != self._label(row - 1)

    def head(self, row: int) -> DayHead:
        """The day that a row stands in."""
        first = row
        while not self.begins(first):
            first -= 1
        if first not in self._heads:
            last = first + 1
            while last < len(self._rows) and not self.begins(last):
                last += 1
            self._heads[first] = self._worded(first, last - first)
        return self._heads[first]

    def _label(self, row: int) -> str:
        if (label := self._labels.get(row)) is None:
            label = self._labels[row] = self._rows[row].day
        return label

    def _worded(self, first: int, count: int) -> DayHead:
        row, label = self._rows[first], self._label(first)
        day = first_day(row.at, self._chart.zone) or row.recorded_at.astimezone(self._chart.zone).date()
        if len(label) != 11:  # only a month or a year is known
            return DayHead("", label, first, count)
        return DayHead(_relative(day, today(self._chart.now, self._chart.zone)), _dated(day, label), first, count)


def _relative(day: date, now: date) -> str:
    if day == now:
        return _("Today")
    if day == now - timedelta(days=1):
        return _("Yesterday")
    return _(_WEEKDAYS[day.weekday()]) if timedelta() < now - day < timedelta(days=7) else ""


def _dated(day: date, label: str) -> str:
    return f"{_(_WEEKDAYS[day.weekday()])[:3]} {label}"


def weekday(day: date, voice: Voice) -> str:
    """The day of the week in three letters."""
    return voice(_WEEKDAYS[day.weekday()])[:3]
