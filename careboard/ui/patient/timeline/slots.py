"""Where each row of a long list stands, measured only near what is seen.

Rows far away count with an estimate; what was measured once stays, until width, text size or rows change.
"""

from collections.abc import Callable


class Slots:
    """The heights of rows, in pixels. `measure` tells the exact height of a row, `estimate` the expected one.

    How much the measured rows differ from the estimate is kept in a tree of sums (Fenwick, 1994), so that neither a
    place nor a measure costs more for a hundred thousand rows than for a hundred.
    """

    def __init__(self, count: int, measure: Callable[[int], int], estimate: int) -> None:
        self.count = count
        self._measure, self._estimate = measure, estimate
        self._known: dict[int, int] = {}
        self._sums: dict[int, int] = {}
        self._highest = 1 << max(count.bit_length() - 1, 0)

    @property
    def height(self) -> int:
        """The height of all rows together, as far as it is known."""
        return self._top(self.count)

    def top(self, row: int) -> int:
        """Where a row begins, as far as the rows before it are known."""
        return self._top(row)

    def height_of(self, row: int) -> int:
        """How high a row is."""
        if row not in self._known:
            self._know(row, self._measure(row))
        return self._known[row]

    def at(self, y: int) -> int:
        """The row that covers a height; the last one below the end."""
        while True:
            row = self._guess(y)
            if y < self._top(row) + self.height_of(row) or row == self.count - 1:
                return row

    def learn(self, y: int, until: int, above: int) -> int:
        """Measure the rows between two heights; by how much those grew that begin above a third."""
        if not self.count:
            return 0
        grown, row = 0, self._guess(y)
        while row < self.count and self._top(row) < until:
            growth = self._grow(row)
            if growth and self._top(row) < above:
                grown, above, until = grown + growth, above + growth, until + growth
            row += 1
        return grown

    def changed(self, row: int) -> None:
        """A row has another height now."""
        if row in self._known:
            self._know(row, self._measure(row))

    def _grow(self, row: int) -> int:
        if row in self._known:
            return 0
        return self.height_of(row) - self._estimate

    def _know(self, row: int, height: int) -> None:
        change = height - self._known.get(row, self._estimate)
        self._known[row] = height
        node = row + 1
        while change and node <= self.count:
            self._sums[node] = self._sums.get(node, 0) + change
            node += node & -node

    def _top(self, row: int) -> int:
        top, node = row * self._estimate, row
        while node:
            top += self._sums.get(node, 0)
            node -= node & -node
        return top

    def _guess(self, y: int) -> int:
        """The last row that begins at or above a height, by what is known now."""
        row, top, step = 0, 0, self._highest
        while step:
            after = row + step
            if after <= self.count:
                below = top + step * self._estimate + self._sums.get(after, 0)
                if below <= y:
                    row, top = after, below
            step >>= 1
        return min(row, self.count - 1)
