"""What was recorded in the wrong chart: the entry that was struck as another patient's, and all that was added to it.

Its body is in no output; neither is what it was called.
"""

from careboard.clinical.entry import Entry
from careboard.clinical.note import Acknowledgement, Addendum, CoSignature, EnteredInError, ErrorReason, Seen
from careboard.projections.standing import Record

_ADDED = (Addendum, CoSignature, EnteredInError, Acknowledgement, Seen)


def recorded_for_another(entry: Entry, record: Record) -> bool:
    """Is it about somebody else, or added to an entry that is?"""
    one: Entry | None = entry
    passed: set[str] = set()
    while one is not None and one.id not in passed:
        passed.add(one.id)
        mark = record.errors.get(one.id)
        if mark and isinstance(mark.content, EnteredInError) and mark.content.reason is ErrorReason.WRONG_PATIENT:
            return True
        one = record.by_id.get(one.ref) if one.ref and isinstance(one.content, _ADDED) else None
    return False
