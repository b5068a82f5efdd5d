"""What goes into a vault file and comes out of it: records with their marks, ends of logs; and the row of a record.

A row repeats of its record's header only what questions are asked by; where it says something else, the header holds.
"""

from typing import Any, NamedTuple

from careboard.errors import CareboardError
from careboard.storage import shared_tables as s
from careboard.storage import tables as t
from careboard.vault.record import Record


class Head(NamedTuple):
    """The end of a log: the next record has `seq`, and `prev` as the id before it ("" at the beginning).

    `people`: how many records about the clinic's people there are, so that nobody writes who has not seen the last.
    `time`: when the last record was written, in milliseconds; 0 at the beginning. `installation`: the id of this copy
    of the vault, after which its logs are named.
    """

    seq: int
    prev: str
    people: int = 0
    time: int = 0
    installation: bytes = b""


class Kept(NamedTuple):
    """A record, and the mark of the member for whom it passed (None: not yet)."""

    record: Record
    mac: bytes | None


class Walked(NamedTuple):
    """A record that a walk through all logs comes to; `bare`: it lies here without its body."""

    record: Record
    bare: bool


class News(NamedTuple):
    """Where a record lies that somebody has not taken in yet, and what it is."""

    log: str
    seq: int
    id: bytes
    stream: str
    kind: str
    delivery: str


# The columns that make a Record, in its order, and those that a row repeats from the header.
RECORD = (t.record.c.id, t.record.c.header, t.record.c.body_hash, t.record.c.body, t.record.c.sig)
_PLACE = ("stream", "time", "log", "seq", "kind", "delivery", "frame")
PLACE = tuple(t.record.c[name] for name in _PLACE)
BARE_PLACE = tuple(s.bare.c[name] for name in _PLACE)


def place_of(header: bytes) -> tuple[bytes, int, bytes, int, str, str, int]:
    """Stream, time, log, seq, kind, delivery and frame, as a row repeats them from its header."""
    head = Record(b"", header, b"", None, b"").head
    frame = int(head.kind in t.FRAME_KINDS)
    return bytes.fromhex(head.stream), head.time, bytes.fromhex(head.log), head.seq, head.kind, head.delivery, frame


def lies_where_it_says(header: bytes, place: tuple[Any, ...]) -> bool:
    """Does a row repeat what its header says? A header that cannot be read says nothing."""
    try:
        return place == place_of(header)
    except (CareboardError, ValueError):
        return False


def row_of(record: Record) -> dict[str, Any]:
    """The row that keeps a record."""
    return {**record._asdict(), **dict(zip(_PLACE, place_of(record.header), strict=True))}
