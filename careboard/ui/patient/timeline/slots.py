"""Where each row of a long list stands, measured only near what is seen.

Rows far away count with an estimate; what was measured once stays, until width, text size or rows change.
"""

from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate

_BLOCK = 8  # rows that are measured together


class Slots:
    """The heights of rows, in pixels. `measure` tells the exact height of a row, `estimate` the expected one."""

    def __init__(self, count: int, measure: Callable[[int], int], estimate: int) -> None:
        self.count = count
        self._measure = measure
        whole, rest = divmod(count, _BLOCK)
        self._blocks = [estimate * _BLOCK] * whole + ([estimate * rest] if rest else [])
        self._rows: dict[int, list[int]] = {}
        self._tops: list[int] | None = None

    @property
    def height(self) -> int:
        """The height of all rows together, as far as it is known."""
        return self._starts()[-1]

    def top(self, row: int) -> int:
        """Where a row begins."""
        block, within = divmod(row, _BLOCK)
        heights = self._known(block)
        return self._starts()[block] + sum(heights[:within])

    def height_of(self, row: int) -> int:
        """How high a row is."""
        block, within = divmod(row, _BLOCK)
        return self._known(block)[within]

    def at(self, y: int) -> int:
        """The row that covers a height; the last one below the end."""
        while True:
            block = max(0, min(bisect_right(self._starts(), y) - 1, len(self._blocks) - 1))
            heights = self._known(block)
            bottom = self._starts()[block]
            for within, height in enumerate(heights):
                bottom += height
                if y < bottom:
                    return block * _BLOCK + within
            if block == len(self._blocks) - 1:
                return self.count - 1

    def learn(self, y: int, until: int, above: int) -> int:
        """Measure the rows between two heights; by how much those grew that begin above a third."""
        grown, block = 0, max(0, bisect_right(self._starts(), y) - 1)
        while block < len(self._blocks) and self._starts()[block] < until:
            if block not in self._rows:
                start, before = self._starts()[block], self._blocks[block]
                growth = sum(self._known(block)) - before
                if start < above:
                    grown, above, until = grown + growth, above + growth, until + growth
            block += 1
        return grown

    def changed(self, row: int) -> None:
        """A row has another height now."""
        block = row // _BLOCK
        if block in self._rows:
            del self._rows[block]
            self._known(block)

    def _known(self, block: int) -> list[int]:
        if block not in self._rows:
            first = block * _BLOCK
            heights = [self._measure(row) for row in range(first, min(first + _BLOCK, self.count))]
            self._rows[block] = heights
            self._blocks[block] = sum(heights)
            self._tops = None
        return self._rows[block]

    def _starts(self) -> list[int]:
        if self._tops is None:
            self._tops = list(accumulate(self._blocks, initial=0))
        return self._tops
