"""Days as numbers: the axis that all lanes share; 1.0 is a day of the clinic's calendar, noon is its half.

A time known as a day begins with it; one known as a month or a year is marked as not exact, never made so.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from careboard.clinical.values import Precision, When
from careboard.projections.moments import first_day
from careboard.projections.wording import times
from careboard.projections.wording.voice import Voice

_SECONDS = 86_400
_EXACT = (Precision.DAY, Precision.INSTANT)
ENDLESS = float("inf")


def day_number(moment: datetime, zone: ZoneInfo) -> float:
    """The number of a moment, by the clock of the clinic."""
    local = moment.astimezone(zone)
    return local.toordinal() + (local.hour * 3600 + local.minute * 60 + local.second) / _SECONDS


def start_of(at: When | None, zone: ZoneInfo) -> float | None:
    """Where something begins that holds from then on; None where the time is not known."""
    if at is None or not at.iso:
        return None
    if (instant := at.instant) is not None:
        return day_number(instant, zone)
    day = first_day(at, zone)
    return None if day is None else float(day.toordinal())


def end_of(at: When | None, zone: ZoneInfo) -> float | None:
    """Where something ends that held until then: a day is over when it is over."""
    start = start_of(at, zone)
    return start + 1 if start is not None and at is not None and at.precision is Precision.DAY else start


def is_exact(at: When | None) -> bool:
    """Is the day known?"""
    return at is not None and at.precision in _EXACT


def the_day(number: float) -> date:
    """The day of the calendar in which a number lies."""
    return date.fromordinal(int(number))


def end_of_day(day: date) -> float:
    """The last moment of a day: what happened on it counts, what happened after it does not."""
    return day.toordinal() + 1 - 1 / _SECONDS


def key_of(at: When, zone: ZoneInfo) -> str:
    """An instant as text that sorts as time does; noon of a day, the middle of a month or year. Empty if not known."""
    if len(at.iso) > 10 or not at.iso:
        return at.iso
    day = first_day(at, zone)
    middle = {4: timedelta(182), 7: timedelta(15)}.get(len(at.iso), timedelta(0))
    return "" if day is None else key_at((day + middle).toordinal() + 0.5, zone)


def key_at(number: float, zone: ZoneInfo) -> str:
    """The text of the moment that a number names."""
    day, rest = divmod(number, 1)
    midnight = datetime.combine(date.fromordinal(int(day)), datetime.min.time(), zone)
    return f"{(midnight + timedelta(seconds=round(rest * _SECONDS))).astimezone(UTC).isoformat()[:-6]}Z"


@dataclass(frozen=True, slots=True)
class Calendar:
    """How days are told beside a chart: shortly in the year that it is now, with the year in every other."""

    zone: ZoneInfo
    now: datetime
    voice: Voice

    @property
    def now_number(self) -> float:
        """Now, on the axis."""
        return day_number(self.now, self.zone)

    def short(self, number: float) -> str:
        """A day such as "15-Sep", or "15-Sep-2025" in another year."""
        told = times.day(the_day(number), self.voice)
        return told[:-5] if the_day(number).year == self.now.astimezone(self.zone).year else told

    def long(self, number: float) -> str:
        """A day such as "15-Sep-2026"."""
        return times.day(the_day(number), self.voice)
