"""What does not add up in a chart, as data beside it.

A finding is never an exception: a chart always opens.
"""

from dataclasses import dataclass

from careboard.clinical.values import EntryId


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about one entry."""

    entry: EntryId
    text: str
