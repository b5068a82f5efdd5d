"""The clinic's hub in PostgreSQL, asked for records and given them; it knows bytes and places, and no key.

Each call is one statement and one transaction: a push is kept whole or not at all, and is on the disk once answered.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, LiteralString

import psycopg
from psycopg.types.json import Jsonb

from careboard.i18n import later
from careboard.storage.hub.answers import TELL, Kind, otherwise, rows_of
from careboard.storage.hub.connecting import Line
from careboard.storage.hub.lasting import LastingLine
from careboard.storage.hub.meaning import refusal_of
from careboard.storage.hub.port import Digest, Forked, Gap, HubRefused, NotYourLog, RegistryMoved
from careboard.vault.record import Record
from careboard.vault.registry import Place

_DIGEST = "SELECT logs, records FROM hub.digest()"
_HEADS = "SELECT log, seq, id FROM hub.heads()"
_PEOPLE = "SELECT id, header, body_hash, body, sig FROM hub.people()"
_PULL = "SELECT id, header, body_hash, body, sig FROM hub.pull(%b, %b::bytea[], %b)"
_BODIES = "SELECT id, header, body_hash, body, sig FROM hub.bodies(%b, %b, %b, %b)"
_PUSH = """
    INSERT INTO hub.record (log, seq, id, header, body_hash, body, sig)
    SELECT * FROM unnest(%b::bytea[], %b::bigint[], %b::bytea[], %b::bytea[], %b::bytea[], %b::bytea[], %b::bytea[])
"""
_LENGTHS = 16, 32  # bytes of a log's id, and of a record's
_RECORD: tuple[Kind, ...] = (bytes, bytes, bytes, bytes | None, bytes)


class PostgresHub:
    """The hub as one login meets it; keeps the promise of `port.Hub`."""

    def __init__(self, line: LastingLine) -> None:
        self._line = line

    def digest(self) -> Digest:
        """How many logs, and how many records in them."""
        for counted in self._rows(_DIGEST, int, int):
            return Digest(*counted)
        raise otherwise()

    def heads(self) -> dict[str, Place]:
        """Every log's last place and id."""
        rows = self._rows(_HEADS, bytes, int, bytes)
        if all((len(log), len(record)) == _LENGTHS and seq >= 0 for log, seq, record in rows):
            return {log.hex(): (seq, record.hex()) for log, seq, record in rows}
        raise otherwise()

    def people(self) -> list[Record]:
        """All records about the clinic's people, in the order of their `reg`."""
        return self._records(_PEOPLE)

    def pull(self, have: Mapping[str, int], streams: Collection[str], most: int) -> list[Record]:
        """Records beyond these places, with the bodies of what nobody seals and of these streams."""
        wanted = [bytes.fromhex(stream) for stream in streams]
        return self._records(_PULL, Jsonb(dict(have)), wanted, most)

    def bodies(self, stream: str, after: tuple[str, int], most: int) -> list[Record]:
        """Whole records of one stream beyond a place."""
        log, seq = after
        return self._records(_BODIES, bytes.fromhex(stream), bytes.fromhex(log), seq, most)

    def push(self, records: Sequence[Record]) -> None:
        """Keep records, all or none; raises as `port.Hub` says."""
        if records:
            self._line.ask(lambda line: keep(line, records), _refusal_of_push)

    def close(self) -> None:
        """Hang up, also on a call that still waits for its answer."""
        self._line.close()

    def give_up(self) -> None:
        """Break off a call that waits for its answer, without waiting for it; nothing more is asked after this."""
        self._line.give_up()

    def _records(self, question: LiteralString, *told: object) -> list[Record]:
        return [Record(*row) for row in self._rows(question, *_RECORD, told=told)]

    def _rows(self, question: LiteralString, *kinds: Kind, told: Sequence[object] = ()) -> Sequence[tuple[Any, ...]]:
        return rows_of(kinds, self._line.ask(lambda line: line.execute(question, told, binary=True).fetchall()))


def keep(line: Line, records: Sequence[Record]) -> None:
    """Add records to what the hub keeps, in the order in which they are given."""
    heads = [record.head for record in records]
    places = [bytes.fromhex(head.log) for head in heads], [head.seq for head in heads]
    line.execute(_PUSH, (*places, *map(list, zip(*records, strict=True))))


def _refusal_of_push(error: psycopg.Error) -> HubRefused:
    """What the rules of the hub refuse; their codes stand in the schema beside them."""
    told = _told(error)
    match error.sqlstate, told.get("log"), told.get("seq"), told.get("reg"):
        case "23505", str(log), int(seq), _:
            return Forked(log, seq)
        case "CB001", str(log), int(seq), _:
            return Gap(log, seq)
        case "CB002", _, _, int(reg):
            return RegistryMoved(reg)
        case "CB003", *_:
            return NotYourLog(later("This log belongs to another login of the clinic's server."))
        case "CB005", *_:
            return HubRefused(later("The hub at this address belongs to another clinic."), TELL)
        case "CB006", *_:
            return HubRefused(later("Only an administrator of the clinic may change its people on the hub."), TELL)
        case _:
            return refusal_of(error)


def _told(error: psycopg.Error) -> dict[str, Any]:
    """What the rule that refused says about it: a place, or a number."""
    try:
        told = json.loads(error.diag.message_detail or "{}")
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
