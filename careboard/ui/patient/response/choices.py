"""What the reader chose to see: rows put away or asked for, sections folded, the order of rows, what days count from.

A choice outlives the chart it was made in; whatever was not chosen stands where the lanes have it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from careboard.projections.lanes.all import Row
from careboard.projections.lanes.model import Section


@dataclass(slots=True)
class Choices:
    """One reader's choices for one patient. `order` names the rows that were moved, and those they were moved past."""

    hidden: set[str] = field(default_factory=set)
    extra: set[str] = field(default_factory=set)
    folded: set[Section] = field(default_factory=set)
    order: list[str] = field(default_factory=list)
    aligned: float | None = None

    def arranged(self, rows: Sequence[Row]) -> list[Row]:
        """The rows in the chosen order; a row that is new since then keeps its place among them."""
        known = {row.key: row for row in rows}
        moved = iter([known[key] for key in self.order if key in known])
        named = set(self.order)
        return [next(moved) if row.key in named else row for row in rows]

    def move(self, rows: Sequence[Row], shown: Sequence[Row], key: str, by: int) -> bool:
        """Let a row change places with the next one shown, up or down; False where it stays.

        Rows stay in their section, and risk above every score (decision 0014).
        """
        seen = [row for row in shown if _group(row) == _group_of(shown, key)]
        at = next((at for at, row in enumerate(seen) if row.key == key), None)
        if at is None or not 0 <= at + by < len(seen):
            return False
        order = [row.key for row in self.arranged(rows)]
        order.remove(key)
        order.insert(order.index(seen[at + by].key) + (by > 0), key)
        self.order = order
        return True


def _group(row: Row) -> tuple[Section, bool]:
    return row.section, row.key.startswith("risk:")


def _group_of(rows: Sequence[Row], key: str) -> tuple[Section, bool] | None:
    return next((_group(row) for row in rows if row.key == key), None)
