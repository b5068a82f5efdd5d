"""What a vault file keeps when its clinic has a hub: records taken in, some without their bodies, and what was shared.

A body may come later and then moves its record among the others; nothing else about a record changes.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import takewhile

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, tuple_
from sqlalchemy.dialects.sqlite import insert as upsert

from careboard.storage import shared_tables as s
from careboard.storage import tables as t
from careboard.storage.beside import Beside
from careboard.storage.kept import RECORD, Kept, row_of
from careboard.storage.logs import Logs
from careboard.storage.records import AT_ONCE, Records, insert_kept, insert_marks
from careboard.storage.refusals import Fork
from careboard.vault.record import Record


class Sharing(Records, Logs, Beside):
    """Logs are lower-case hex, places count from 0."""

    def take_in(self, kept: Sequence[Kept], member: str, erased: Collection[bytes] = ()) -> None:
        """Keep what came from the hub, in one transaction; the same one twice is harmless.

        What comes without its body lies apart, unless it is among `erased`. Raises Fork where another record stands.
        """
        with self._writing() as connection:
            self._make_shared(connection)
            here = _among(connection, [k.record.id for k in kept], (t.record, s.bare))
            fresh = [k for k in kept if k.record.id not in here]
            bare = {k.record.id for k in fresh if k.record.body is None} - set(erased)
            whole, without = [k for k in fresh if k.record.id not in bare], [k for k in fresh if k.record.id in bare]
            _refuse_taken(connection, whole, s.bare)
            _refuse_taken(connection, without, t.record)
            insert_kept(connection, whole, bytes.fromhex(member))
            _insert_bare(connection, without, bytes.fromhex(member))

    def fill(self, bodies: Iterable[tuple[bytes, bytes]]) -> None:
        """Give (record id, body) to records that lie here without; others are passed over."""
        rows = [{"one": record, "body": body} for record, body in bodies]
        with self._writing() as connection:
            if rows and self._shares(connection):
                connection.execute(_FILL, rows)
                connection.execute(_FILLED, rows)

    def lacking(self, streams: Iterable[str]) -> dict[str, tuple[str, int]]:
        """Of some streams, those of which a record lies here without its body, and the first such place."""
        found: dict[str, tuple[str, int]] = {}
        with self._reading() as connection:
            for stream in streams if self._shares(connection) else ():
                first = connection.execute(_FIRST_BARE, {"stream": bytes.fromhex(stream)}).first()
                found |= {stream: (first[0].hex(), first[1])} if first is not None else {}
        return found

    def holds(self, record: bytes) -> bool:
        """Does a record lie here, with or without its body, or moved aside?"""
        with self._reading() as connection:
            tables = (t.record, s.bare, s.forked) if self._shares(connection) else (t.record,)
            return bool(_among(connection, [record], tables))

    def held(self, ids: Sequence[bytes]) -> set[bytes]:
        """Which of these records lie here, with or without their bodies."""
        with self._reading() as connection:
            return _among(connection, ids, (t.record, s.bare) if self._shares(connection) else (t.record,))

    def beyond(self, log: str, seq: int, most: int) -> list[Record]:
        """Up to so many records of a log after a place; they end before one whose body never was here."""
        c = t.record.c
        query = select(*RECORD, c.seq).where(c.log == bytes.fromhex(log), c.seq > seq).order_by(c.seq).limit(most)
        with self._reading() as connection:
            rows = connection.execute(query).all()
        together = takewhile(lambda one: one[1][5] == seq + 1 + one[0], enumerate(rows))
        return [Record(*row[:5]) for _, row in together]

    def acked(self) -> dict[str, int]:
        """Log to the last place that the hub is known to hold."""
        with self._reading() as connection:
            return {log.hex(): seq for log, seq in connection.execute(select(t.peer.c.log, t.peer.c.acked))}

    def unshared(self, stream: str) -> frozenset[bytes]:
        """The ids of a stream's records that the hub is not known to hold."""
        with self._reading() as connection:
            return frozenset(connection.execute(_UNSHARED, {"stream": bytes.fromhex(stream)}).scalars())

    def acknowledge(self, places: Mapping[str, int]) -> None:
        """The hub holds these logs up to these places; what it once held is never taken back."""
        known = self.acked()
        rows = [{"log": bytes.fromhex(x), "acked": seq} for x, seq in places.items() if seq > known.get(x, -1)]
        if rows:
            with self._writing() as connection:
                connection.execute(_ACKNOWLEDGE, rows)

    def quarantine_offered(self, record: Record, rule: int, why: str, found: int) -> None:
        """Keep what was refused at the door."""
        self.quarantine(record, rule, why, found)
        with self._writing() as connection:
            self._make_shared(connection)
            connection.execute(insert(s.offered).prefix_with("OR IGNORE").values(id=record.id))

    def never_entered(self) -> frozenset[bytes]:
        """The ids of what is in quarantine because it was refused at the door."""
        with self._reading() as connection:
            query = select(s.offered.c.id)
            return frozenset(connection.execute(query).scalars() if self._shares(connection) else ())

    def keep_alarm(self, caught: str, log: str, seq: int, found: int) -> bool:
        """What the hub was caught at; is it news?"""
        with self._writing() as connection:
            self._make_shared(connection)
            row = {"caught": caught, "log": log, "seq": seq, "found": found}
            return connection.execute(insert(s.alarm).prefix_with("OR IGNORE").values(row)).rowcount > 0

    def alarms(self) -> list[tuple[str, str, int, int]]:
        """What the hub was caught at, in which log and where, and when it was found (ms); newest first."""
        c = s.alarm.c
        query = select(c.caught, c.log, c.seq, c.found).order_by(c.found.desc(), c.log, c.seq)
        with self._reading() as connection:
            rows = connection.execute(query).all() if self._shares(connection) else ()
        return [(row[0], row[1], row[2], row[3]) for row in rows]


_BARE_COLUMNS = [column.name for column in s.bare.c]
_FIRST_BARE = (
    select(s.bare.c.log, s.bare.c.seq)
    .where(s.bare.c.stream == bindparam("stream"))
    .order_by(s.bare.c.log, s.bare.c.seq)
    .limit(1)
)
_FILL = insert(t.record).from_select(
    [*_BARE_COLUMNS, "body"],
    select(*s.bare.c, bindparam("body", type_=t.record.c.body.type)).where(s.bare.c.id == bindparam("one")),
)
_FILLED = delete(s.bare).where(s.bare.c.id == bindparam("one"))
_UNSHARED = (
    select(t.record.c.id)
    .join_from(t.record, t.peer, t.peer.c.log == t.record.c.log, isouter=True)
    .where(t.record.c.stream == bindparam("stream"), t.record.c.seq > func.coalesce(t.peer.c.acked, -1))
)
_ADD_PEER = upsert(t.peer)
_ACKNOWLEDGE = _ADD_PEER.on_conflict_do_update(
    index_elements=["log"], set_={"acked": func.max(t.peer.c.acked, _ADD_PEER.excluded.acked)}
)


def _among(connection: Connection, ids: Sequence[bytes], tables: Iterable[Table]) -> set[bytes]:
    """Which of these records lie in one of the tables."""
    found = set[bytes]()
    for table in tables:
        for start in range(0, len(ids), AT_ONCE):
            query = select(table.c.id).where(table.c.id.in_(ids[start : start + AT_ONCE]))
            found.update(connection.execute(query).scalars())
    return found


def _refuse_taken(connection: Connection, kept: Sequence[Kept], table: Table) -> None:
    """Raise Fork where a record of the other table claims one of the places."""
    places = [(bytes.fromhex(k.record.head.log), k.record.head.seq) for k in kept]
    for start in range(0, len(places), AT_ONCE):
        query = select(table.c.id).where(tuple_(table.c.log, table.c.seq).in_(places[start : start + AT_ONCE])).limit(1)
        if connection.execute(query).first() is not None:
            raise Fork("Another record already stands in this place of the log.")


def _insert_bare(connection: Connection, kept: Sequence[Kept], member: bytes) -> None:
    if kept:
        rows = [row_of(k.record) for k in kept]
        connection.execute(insert(s.bare), [{name: row[name] for name in _BARE_COLUMNS} for row in rows])
        insert_marks(connection, kept, member)
