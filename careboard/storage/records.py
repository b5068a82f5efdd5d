"""The sealed records of a vault file: kept for good, and read with the marks of the member who asks.

They only grow: nothing here changes or removes a record, but for the body that a signed erasure names.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, bindparam, func, insert, literal, null, select, tuple_, union_all
from sqlalchemy.dialects.sqlite import insert as upsert

from careboard.storage import shared_tables as s
from careboard.storage import tables as t
from careboard.storage.kept import RECORD, Head, Kept, Walked, row_of
from careboard.storage.refusals import VaultDamaged
from careboard.storage.transactions import Transactions
from careboard.vault.record import Record
from careboard.vault.registry import REGISTRY_KINDS

AT_ONCE = 500  # ids in one question
_BATCH = 500  # rows fetched at a time where all records are read


class AccessPlace(NamedTuple):
    """Where a record of access stands among all, by time."""

    time: int
    log: str
    seq: int


class Records(Transactions):
    """Records in, records out; `member` is whose marks are read and kept beside them."""

    def append(self, log: str, member: str, compose: Callable[[Head], Sequence[Kept]]) -> Sequence[Kept]:
        """Write what `compose` makes for the head of a log, whole or not at all.

        The head is read inside the transaction that inserts, so two programs over one file cannot fork a log.
        """
        with self._writing() as connection:
            kept = compose(_head(connection, bytes.fromhex(log)))
            insert_kept(connection, kept, bytes.fromhex(member))
            _refuse_swallowed(connection, kept)
        return kept

    def add(self, kept: Iterable[Kept], member: str) -> int:
        """Keep records that came from elsewhere; the same record twice is harmless. Returns how many were new."""
        with self._writing() as connection:
            fresh = [k for k in kept if not _holds(connection, k.record.id)]
            insert_kept(connection, fresh, bytes.fromhex(member))
            _refuse_swallowed(connection, fresh)
        return len(fresh)

    def remember(self, member: str, marks: Iterable[tuple[str, bytes, bytes]]) -> None:
        """Keep (stream, record id, mark) of records that passed for this member."""
        rows = [_mark(bytes.fromhex(member), stream, record, mac) for stream, record, mac in marks]
        if rows:
            with self._writing() as connection:
                connection.execute(upsert(t.passed).prefix_with("OR REPLACE"), rows)

    def stream(
        self, stream: str, member: str, *, newest: int | None = None, without: Sequence[str] = ("blob",)
    ) -> list[Kept]:
        """The records of one stream with this member's marks, newest first; blobs are not read."""
        here = bytes.fromhex(stream)
        query = select(*RECORD).where(t.record.c.stream == here, t.record.c.kind.not_in(without))
        query = query.order_by(t.record.c.time.desc(), t.record.c.log.desc(), t.record.c.seq.desc()).limit(newest)
        with self._reading() as connection:
            rows = _bare(connection, query)
            marks = _marks(connection, here, bytes.fromhex(member), [row[0] for row in rows] if newest else None)
        return [Kept(Record(*row), marks.get(row[0])) for row in rows]

    def frame(self, kinds: Iterable[str], member: str = "") -> list[Kept]:
        """The records of some frame kinds with this member's marks, in the order of their logs."""
        query = _WITH_MARKS.where(t.record.c.frame == 1, t.record.c.kind.in_(list(kinds)))
        return self._kept(query.order_by(t.record.c.log, t.record.c.seq), member)

    def frame_beyond(self, kinds: Iterable[str], member: str, places: Mapping[str, int]) -> list[Kept]:
        """As `frame`, of some logs, each beyond a place."""
        c, found = t.record.c, list[Kept]()
        for log, seq in places.items():
            beyond = and_(c.frame == 1, c.kind.in_(list(kinds)), c.log == bytes.fromhex(log), c.seq > seq)
            found += self._kept(_WITH_MARKS.where(beyond).order_by(c.seq), member)
        return found

    def of_kinds(self, kinds: Iterable[str]) -> list[Record]:
        """As `frame`, without marks."""
        return [kept.record for kept in self.frame(kinds)]

    def accesses(
        self, member: str, most: int, *, stream: str | None = None, before: AccessPlace | None = None
    ) -> list[Kept]:
        """The records of who looked, newest first, with this member's marks; those of one chart, or of all.

        `before`: only those that stand before this place, which is the last one of an earlier answer.
        """
        c = t.record.c
        query = _WITH_MARKS.where(c.kind == "access").order_by(c.time.desc(), c.log.desc(), c.seq.desc()).limit(most)
        if stream is not None:
            query = query.where(c.stream == bytes.fromhex(stream))
        if before is not None:
            place = before.time, bytes.fromhex(before.log), before.seq
            query = query.where(tuple_(c.time, c.log, c.seq) < place)
        return self._kept(query, member)

    def accesses_saying(self, bodies: Sequence[bytes], member: str) -> list[Kept]:
        """The records of who looked that say exactly one of these, in no order."""
        query = _WITH_MARKS.where(t.record.c.kind == "access", t.record.c.body.in_(bodies))
        return self._kept(query, member)

    def index_accesses(self) -> None:
        """Let a file that was made without it have the index of who looked; raises StorageRefused where none may."""
        with self._writing() as connection:
            t.ACCESS_INDEX.create(connection, checkfirst=True)

    def one(self, record: bytes) -> Record | None:
        """A record by its id."""
        with self._reading() as connection:
            row = connection.execute(select(*RECORD).where(t.record.c.id == record)).first()
        return Record(*row) if row else None

    def kept(self, record: bytes, member: str) -> Kept | None:
        """A record by its id, with this member's mark."""
        return next(iter(self.among([record], member)), None)

    def among(self, records: Sequence[bytes], member: str) -> list[Kept]:
        """The records of some ids with this member's marks, in no order."""
        found = list[Kept]()
        for start in range(0, len(records), AT_ONCE):
            found += self._kept(_AMONG, member, ids=records[start : start + AT_ONCE])
        return found

    def every(self) -> Iterator[Record]:
        """All records, log by log, each log from its beginning; for verify, backup and exchange."""
        return (walked.record for walked in self.walk())

    def walk(self) -> Iterator[Walked]:
        """As `every`, and which of them lie here without their body."""
        with self._reading() as connection:
            query = _WALK_BOTH if self._shares(connection) else _WALK
            for row in connection.execute(query):
                yield Walked(Record(*row[:5]), bool(row[5]))

    def people(self) -> int:
        """How many records about the clinic's people there are."""
        return int(self._scalar(_PEOPLE))

    def count(self) -> int:
        """How many records there are, with those that lie here without their body."""
        with self._reading() as connection:
            tables = (t.record, s.bare) if self._shares(connection) else (t.record,)
            return sum(connection.execute(select(func.count()).select_from(one)).scalar_one() for one in tables)

    def _kept(self, query: Select[Any], member: str, **asked: object) -> list[Kept]:
        with self._reading() as connection:
            rows = _bare(connection, query, member=bytes.fromhex(member), **asked)
        return [Kept(Record(*row[:5]), row[5]) for row in rows]


def _walk(*queries: Select[Any]) -> Any:
    every = union_all(*queries) if len(queries) > 1 else queries[0]
    return every.order_by("log", "seq").execution_options(yield_per=_BATCH)


_WHOLE = select(*RECORD, literal(0), t.record.c.log, t.record.c.seq)
_BARE = select(
    *(s.bare.c[c.name] if c.name != "body" else null() for c in RECORD), literal(1), s.bare.c.log, s.bare.c.seq
)
_WALK, _WALK_BOTH = _walk(_WHOLE), _walk(_WHOLE, _BARE)
_PEOPLE = select(func.count()).where(t.record.c.frame == 1, t.record.c.kind.in_(sorted(REGISTRY_KINDS)))


_PEOPLE_HERE = select(_PEOPLE.scalar_subquery(), select(t.installation.c.id).scalar_subquery())


def _with_marks() -> Select[Any]:
    mine = and_(
        t.passed.c.member == bindparam("member"),
        t.passed.c.stream == t.record.c.stream,
        t.passed.c.id == t.record.c.id,
    )
    return select(*RECORD, t.passed.c.mac).select_from(t.record.outerjoin(t.passed, mine))


# Made once: SQLAlchemy takes longer to put a question together than SQLite to answer it.
_WITH_MARKS = _with_marks()
_AMONG = _WITH_MARKS.where(t.record.c.id.in_(bindparam("ids", expanding=True)))


def _marks(connection: Connection, stream: bytes, member: bytes, ids: Sequence[bytes] | None) -> dict[bytes, bytes]:
    query = select(t.passed.c.id, t.passed.c.mac).where(t.passed.c.member == member, t.passed.c.stream == stream)
    if ids is not None:
        query = query.where(t.passed.c.id.in_(ids))
    return dict(_bare(connection, query))


def _bare(connection: Connection, query: Select[Any], **asked: object) -> Sequence[Any]:
    """The driver's own tuples: none of these columns needs to be converted, and a long chart has thousands of rows."""
    return connection.execute(query, asked).cursor.fetchall()


def _head(connection: Connection, log: bytes) -> Head:
    """The end of a log that is written on this computer, so that all of its records lie here whole."""
    query = select(t.record.c.seq, t.record.c.id, t.record.c.time).where(t.record.c.log == log)
    row = connection.execute(query.order_by(t.record.c.seq.desc()).limit(1)).first()
    people, here = connection.execute(_PEOPLE_HERE).one()
    return Head(row[0] + 1, row[1].hex(), people, row[2], here) if row else Head(0, "", people, 0, here)


def _holds(connection: Connection, record: bytes) -> bool:
    return connection.execute(select(t.record.c.seq).where(t.record.c.id == record)).first() is not None


def insert_kept(connection: Connection, kept: Sequence[Kept], member: bytes) -> None:
    """Insert records with the marks of a member."""
    if kept:
        connection.execute(insert(t.record), [row_of(k.record) for k in kept])
        insert_marks(connection, kept, member)


def insert_marks(connection: Connection, kept: Iterable[Kept], member: bytes) -> None:
    """Insert the marks of those that passed for a member."""
    marks = [_mark(member, k.record.head.stream, k.record.id, k.mac) for k in kept if k.mac is not None]
    if marks:
        connection.execute(upsert(t.passed).prefix_with("OR REPLACE"), marks)


def _refuse_swallowed(connection: Connection, kept: Sequence[Kept]) -> None:
    """Nothing is acknowledged that does not lie there: somebody who may write to the file could have put a trigger."""
    for start in range(0, len(kept), AT_ONCE):
        ids = [k.record.id for k in kept[start : start + AT_ONCE]]
        query = select(func.count()).select_from(t.record).where(t.record.c.id.in_(ids))
        if connection.execute(query).scalar_one() != len(ids):
            raise VaultDamaged("The vault file did not keep what was written to it.")


def _mark(member: bytes, stream: str, record: bytes, mac: bytes) -> dict[str, bytes]:
    return {"member": member, "stream": bytes.fromhex(stream), "id": record, "mac": mac}
