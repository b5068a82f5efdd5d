"""The axis of time that all lanes share: which days are seen, and where each stands.

Time runs in proportion, left to right; the range is chosen, never fitted to what is there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

_STEPS = (1, 2, 7, 14, 28, 56, 91, 182, 364, 728, 1456)  # days between two dates on the axis
_WEEK = 7
LEAST_DAYS, MOST_DAYS = 3.0, 36_525.0


@dataclass(frozen=True, slots=True)
class Axis:
    """The days from `start` to `end`, drawn from `left` over `width` pixels."""

    start: float
    end: float
    left: float = 0.0
    width: float = 1.0

    def x(self, day: float) -> float:
        """Where a day stands; far outside it stays a number that can be drawn."""
        return min(max(self.left + (day - self.start) * self.scale, -20_000.0), 60_000.0)

    def day(self, x: float) -> float:
        """Which day stands at a place."""
        return self.start + (x - self.left) / self.scale

    @property
    def scale(self) -> float:
        """Pixels a day."""
        return self.width / self.days

    @property
    def days(self) -> float:
        """How many days are seen."""
        return self.end - self.start

    @property
    def middle(self) -> float:
        """The day in the middle."""
        return (self.start + self.end) / 2

    @property
    def right(self) -> float:
        """Where the last day ends."""
        return self.left + self.width

    def placed(self, left: float, width: float) -> "Axis":
        """The same days elsewhere."""
        return replace(self, left=left, width=max(width, 1.0))

    def moved(self, days: float) -> "Axis":
        """Later days, or earlier ones."""
        days = min(max(days, 1 - self.start), date.max.toordinal() - 1 - self.end)
        return replace(self, start=self.start + days, end=self.end + days)

    def zoomed(self, factor: float, around: float) -> "Axis":
        """More days (above 1) or fewer, while one day keeps its place."""
        days = min(max(self.days * factor, LEAST_DAYS), MOST_DAYS)
        factor = days / self.days
        start = around - (around - self.start) * factor
        return replace(self, start=max(start, 1.0), end=min(max(start, 1.0) + days, date.max.toordinal() - 1.0))

    def weeks(self) -> Iterator[float]:
        """Every Monday, or the first of every fourth one where they would stand too close."""
        step = _WEEK if self.scale * _WEEK >= 7 else _WEEK * 4 if self.scale * 28 >= 7 else _WEEK * 52
        yield from self._every(step)

    def dates(self, room: float) -> Iterator[float]:
        """The days whose date is written, so far apart that each has its room."""
        step = next((step for step in _STEPS if step * self.scale >= room), _STEPS[-1])
        yield from self._every(step)

    def _every(self, step: int) -> Iterator[float]:
        first = int(self.start) - (int(self.start) - 1) % step  # day 1 of the calendar was a Monday
        day = first if first >= self.start else first + step
        while day <= self.end:
            yield float(day)
            day += step


def middle(day: date) -> float:
    """Where the focus line of a day stands."""
    return day.toordinal() + 0.5
