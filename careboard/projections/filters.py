"""Which rows of the timeline are shown, grouped by day, and how many there are of each discipline.

Words are found whatever their capitals and accents; what was filtered away is never lost, only not shown.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from careboard.clinical.entry import Kind
from careboard.clinical.note import Seen
from careboard.clinical.people import Discipline
from careboard.projections.timeline import TimelineRow


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows are shown; an empty set means all. `words` must all stand in the row, accents and capitals ignored.

    `receipts` shows also who has seen what.
    """

    disciplines: frozenset[Discipline] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    authors: frozenset[str] = frozenset()
    unread: bool = False
    words: str = ""
    receipts: bool = False


def shown(rows: Iterable[TimelineRow], wanted: Filter) -> tuple[TimelineRow, ...]:
    """The rows that pass a filter, in their order."""
    words = folded(wanted.words).split()
    return tuple(row for row in rows if _passes(row, wanted) and _holds(row, words))


def _passes(row: TimelineRow, wanted: Filter) -> bool:
    return (
        (wanted.receipts or not isinstance(row.entry.content, Seen))
        and (not wanted.disciplines or row.discipline in wanted.disciplines)
        and (not wanted.kinds or row.kind in wanted.kinds)
        and (not wanted.authors or row.author in wanted.authors)
        and (not wanted.unread or row.unread)
    )


def _holds(row: TimelineRow, words: Sequence[str]) -> bool:
    if not words:
        return True
    told = folded(f"{row.kind_name} {row.author} {row.words}")
    return all(word in told for word in words)


def folded(text: str) -> str:
    """Text for comparing: without capitals and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


@dataclass(frozen=True, slots=True)
class Day:
    """The rows of one day, or of a month or year where the day is not known."""

    label: str
    rows: tuple[TimelineRow, ...]


def days(rows: Iterable[TimelineRow]) -> tuple[Day, ...]:
    """The rows grouped by day in the clinic's zone, in their order."""
    groups: list[tuple[str, list[TimelineRow]]] = []
    for row in rows:
        label = row.day
        if not groups or groups[-1][0] != label:
            groups.append((label, []))
        groups[-1][1].append(row)
    return tuple(Day(label, tuple(of_day)) for label, of_day in groups)


def counts(rows: Iterable[TimelineRow]) -> Mapping[Discipline, int]:
    """How many rows each discipline has."""
    return Counter(row.discipline for row in rows)
