"""What is new to one reader, and what that reader is asked to acknowledge.

Seen means that the whole entry was open; acknowledging is another act, and neither stands for the other.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from careboard.clinical.entry import Entry
from careboard.clinical.measured import DrugScreen, Ecg, LabResult, TestOrdered, Vitals
from careboard.clinical.medication.orders import Complete
from careboard.clinical.medication.reconciliation import Reconciliation
from careboard.clinical.note import Note, Seen
from careboard.clinical.response import Assessment, RiskAssessment
from careboard.clinical.values import EntryId
from careboard.projections.acknowledging import CHANGES
from careboard.projections.timeline import Reading, awaited_cosignature, is_unread, needs_acknowledgement

BRIEF = timedelta(minutes=1)
"""A chart that was open for less was not visited: what is new in it stays so, but for what was read."""
_AT_ONCE = timedelta(milliseconds=100)  # what says nothing of when the chart was opened is dated when it is signed
ASKING = (Note, Vitals, LabResult, Ecg, DrugScreen, Assessment, RiskAssessment)
"""The contents whose author may ask members to acknowledge them."""
ORDERED = (*CHANGES, Complete, Reconciliation, TestOrdered)
"""The contents that may be entered for a prescriber by telephone."""


@dataclass(frozen=True, slots=True)
class Unread:
    """For one reader: unread entries, those asked to acknowledge, and orders and notes to co-sign, newest first.

    `last_look` is when this reader last closed the chart after a visit; None if never.
    """

    entries: tuple[EntryId, ...]
    to_acknowledge: tuple[EntryId, ...]
    to_cosign: tuple[EntryId, ...]
    last_look: datetime | None


def unread(reading: Reading) -> Unread:
    """What this reader has not read, answered and co-signed."""
    record = reading.record
    own = (one.entry for one in record.of(Seen) if one.entry.author.member == reading.reader)
    looks = [entry.recorded_at for entry in own if not _brief(entry)]
    asking = reversed(record.entries_of(*ASKING, *(CHANGES if reading.duties else ())))
    awaiting = reversed(record.entries_of(Note, *ORDERED))
    return Unread(
        entries=tuple(entry.id for entry in reversed(record.entries) if is_unread(entry, reading)),
        to_acknowledge=tuple(entry.id for entry in asking if needs_acknowledgement(entry, reading)),
        to_cosign=tuple(entry.id for entry in awaiting if awaited_cosignature(entry, record) == reading.reader),
        last_look=max(looks, default=None),
    )


def _brief(seen: Entry) -> bool:
    """Was the chart open for less than a visit? It is true from when it was opened, and recorded when it closed."""
    opened = seen.at.instant
    return opened is not None and _AT_ONCE < seen.recorded_at - opened < BRIEF
