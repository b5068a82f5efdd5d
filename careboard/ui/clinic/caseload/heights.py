"""How high rows and cards are, remembered until a patient is told otherwise or there is another width, size or name.

Rows arrive one after another, and each time all of them are asked: only the new one is measured.
"""

from collections.abc import Callable, Hashable

from careboard.projections.caseload import CaseloadRow


class Heights:
    """The heights of one view."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[CaseloadRow, Hashable, int]] = {}

    def of(self, row: CaseloadRow, rests_on: Hashable, measure: Callable[[CaseloadRow], int]) -> int:
        """How high a row is, measured where it is not known; `rests_on` is all that this rests on beside the row."""
        known = self._known.get(row.id)
        if known is None or known[0] is not row or known[1] != rests_on:
            known = self._known[row.id] = (row, rests_on, measure(row))
        return known[2]
