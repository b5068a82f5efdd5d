"""Many numbers in time: found by day without looking at each, and drawn one by one only where there is room.

A chart of 35,000 numbers moves in a part of a frame: the times stay texts that sort, until one is drawn, and what is
not looked at is not read.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from careboard.clinical.values import When
from careboard.projections.lanes.days import day_number, key_at, key_of

_NEAR = 64  # numbers: about as many share a pixel at most, and the next edge is looked for among them first
Read = Callable[[], tuple[Sequence[When], Sequence[Decimal]]]


class Points:
    """Numbers with their times, oldest first. Those whose time is not known are left out of the axis."""

    def __init__(self, read: Read, zone: ZoneInfo) -> None:
        self._read, self._zone = read, zone
        self._days: dict[int, float] = {}

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def _found(self) -> tuple[list[str], list[float], list[int] | None]:
        times, values = self._read()
        keys = [at.iso for at in times]
        if min(map(len, keys), default=20) < 20:
            keys = [key_of(at, self._zone) for at in times]
        numbers = list(map(float, values))
        if keys == sorted(keys) and (not keys or keys[0]):
            return keys, numbers, None
        order = sorted((index for index, key in enumerate(keys) if key), key=keys.__getitem__)
        return [keys[index] for index in order], [numbers[index] for index in order], order

    @property
    def keys(self) -> list[str]:
        """The times, as texts that sort."""
        return self._found[0]

    @property
    def numbers(self) -> list[float]:
        """The numbers."""
        return self._found[1]

    @cached_property
    def ends(self) -> tuple[float, float] | None:
        """The lowest and the highest number; None where there is none."""
        return (min(self.numbers), max(self.numbers)) if self.numbers else None

    def source(self, index: int) -> int:
        """The place that a number had in what was handed over."""
        order = self._found[2]
        return index if order is None else order[index]

    def day(self, index: int) -> float:
        """Where a number stands on the axis."""
        found = self._days.get(index)
        if found is None:
            found = self._days[index] = day_number(datetime.fromisoformat(self.keys[index]), self._zone)
        return found

    def last_at(self, at: float) -> int:
        """The index of the last number at or before a moment; -1 where there is none."""
        return bisect_right(self.keys, key_at(at, self._zone)) - 1

    def between(self, start: float, end: float) -> range:
        """The indices of the numbers between two moments."""
        first, last = key_at(start, self._zone), key_at(end, self._zone)
        return range(bisect_left(self.keys, first), bisect_right(self.keys, last))

    def stretches(self, edges: Sequence[str]) -> Iterator[tuple[float, float] | None]:
        """The lowest and the highest number between each edge (`second_key`) and the next; None without numbers."""
        keys, numbers, whole = self.keys, self.numbers, len(self.keys)
        first = bisect_left(keys, edges[0])
        for edge in edges[1:]:
            near = first + _NEAR
            known = near < whole and keys[near] >= edge
            last = bisect_left(keys, edge, first, near if known else whole)
            if first == last:
                yield None
            elif last - first == 1:
                yield numbers[first], numbers[first]
            else:
                between = numbers[first:last]
                yield min(between), max(between)
            first = last


@lru_cache(maxsize=4096)
def second_key(second: int) -> str:
    """A second of the epoch as text that sorts."""
    return f"{datetime.fromtimestamp(second, UTC).isoformat()[:-6]}Z"
