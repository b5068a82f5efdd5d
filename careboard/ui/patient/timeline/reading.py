"""Which entries stand open before the reader, and which were read: both ends of the whole body in sight."""

from dataclasses import dataclass, field

from careboard.clinical.values import EntryId
from careboard.projections.timeline import TimelineRow


@dataclass(slots=True)
class Reader:
    """What one reader did with the entries of one chart since it was opened."""

    open: set[EntryId] = field(default_factory=set)
    read: set[EntryId] = field(default_factory=set)
    _ends: dict[EntryId, set[str]] = field(default_factory=dict)

    def toggle(self, entry: EntryId) -> None:
        """Open an entry, or close it."""
        self.open.symmetric_difference_update({entry})
        self._ends.pop(entry, None)

    def is_unread(self, row: TimelineRow) -> bool:
        """Is it unread, and was not read since?"""
        return row.id not in self.read and row.unread

    def saw(self, row: TimelineRow, *, top: bool, bottom: bool) -> bool:
        """Ends of an open entry were in sight in the list; True when it became read by that."""
        return row.id in self.open and self.saw_beside(row, top=top, bottom=bottom)

    def saw_beside(self, row: TimelineRow, *, top: bool, bottom: bool) -> bool:
        """Ends of an entry were in sight where it stands whole; True when it became read by that."""
        if row.id in self.read or not row.unread:
            return False
        ends = self._ends.setdefault(row.id, set())
        ends.update(end for end, seen in (("top", top), ("bottom", bottom)) if seen)
        if len(ends) < 2:
            return False
        self.read.add(row.id)
        return True

    def keep_unread(self, entry: EntryId) -> bool:
        """It counts as unread again, and closes; False where it was not read."""
        if entry not in self.read:
            return False
        self.read.discard(entry)
        self.open.discard(entry)
        self._ends.pop(entry, None)
        return True
