"""Where records lie in the logs of a vault file: heads, places, gaps, and what was added since somebody looked.

Logs go through the records that lie here without their bodies. Only rows are asked here, never whether a record may be
believed: that is the verifier's question.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Column, Connection, Select, Table, and_, bindparam, func, select, tuple_

from careboard.storage import shared_tables as s
from careboard.storage import tables as t
from careboard.storage.kept import BARE_PLACE, PLACE, News, lies_where_it_says
from careboard.storage.transactions import Transactions
from careboard.vault.record import Record

T = TypeVar("T")
_SEEN = "careboard data_version"
_BATCH = 500  # rows fetched at a time where all records are read


class Logs(Transactions):
    """Questions about logs and places; logs are lower-case hex, places count from 0."""

    def heads(self) -> dict[str, tuple[int, str]]:
        """Every log's last place and id."""
        with self._reading() as connection:
            return {log.hex(): (seq, record.hex()) for log, (seq, record) in self._ends(connection).items()}

    def _ends(self, connection: Connection) -> dict[bytes, tuple[int, bytes]]:
        ends: dict[bytes, tuple[int, bytes]] = {}
        for asked in self._asked(connection):
            for log, seq, record in connection.execute(asked.heads):
                ends[log] = max(ends.get(log, (-1, b"")), (seq, record))
        return ends

    def _asked(self, connection: Connection) -> Sequence["_Asked"]:
        """The questions to the tables that hold the logs of this file."""
        return _OF_BOTH if self._shares(connection) else _OF_RECORDS

    def latest_time(self, before: int) -> int:
        """The latest time of any record before a moment, both in milliseconds; 0 where there is none."""
        latest = select(func.coalesce(func.max(t.record.c.time), 0)).where(t.record.c.time < before)
        return int(self._scalar(latest))

    def frame_heads(self, kinds: Iterable[str]) -> dict[str, int]:
        """Log to the place of its last record of some frame kinds."""
        query = select(t.record.c.log, func.max(t.record.c.seq)).group_by(t.record.c.log)
        query = query.where(t.record.c.frame == 1, t.record.c.kind.in_(list(kinds)))
        with self._reading() as connection:
            return {log.hex(): seq for log, seq in connection.execute(query)}

    def changed(self) -> bool:
        """May anybody have written to the file since this was asked last? A wrong yes is possible, a wrong no is not.

        Each connection of the pool knows what the others and other programs wrote (sqlite.org/pragma.html,
        data_version). The file itself must not be opened to look: closing it would drop SQLite's locks on it.
        """
        with self._reading() as connection:
            version = connection.exec_driver_sql("PRAGMA data_version").scalar_one()
            changed = bool(connection.info.get(_SEEN) != version)
            connection.info[_SEEN] = version
        return changed

    def news(self, since: Mapping[str, int]) -> list[News]:
        """What lies in the logs beyond these places; a log that is not named is new from its beginning.

        A record without its body is no news until the body comes.
        """
        c = t.record.c
        query = select(c.log, c.seq, c.id, c.stream, c.kind, c.delivery).order_by(c.seq)
        found: list[News] = []
        for log in self.heads():
            beyond = query.where(c.log == bytes.fromhex(log), c.seq > since.get(log, -1))
            with self._reading() as connection:
                rows = connection.execute(beyond).all()
            found += [News(log, seq, one, stream.hex(), kind, of) for _, seq, one, stream, kind, of in rows]
        return found

    def owner(self, log: str) -> str | None:
        """The author of a log's first record, as the header says."""
        header = self._at(lambda asked: asked.header_at, log, 0)
        return Record(b"", header, b"", None, b"").head.author if header is not None else None

    def id_at(self, log: str, seq: int) -> bytes | None:
        """The id of the record at a place."""
        found: bytes | None = self._at(lambda asked: asked.id_at, log, seq)
        return found

    def time_at(self, log: str, seq: int) -> int:
        """When the record at a place was written, in milliseconds; 0 where there is none."""
        return self._at(lambda asked: asked.time_at, log, seq) or 0

    def headers_back(self, log: str, seq: int) -> list[tuple[bytes, bytes]]:
        """(header, body hash) of the records of a log, from this place back to its beginning."""
        place = {"log": bytes.fromhex(log), "seq": seq}
        with self._reading() as connection:
            rows = [row for asked in self._asked(connection) for row in connection.execute(asked.headers_to, place)]
        return [(header, body_hash) for _, header, body_hash in sorted(rows, reverse=True)]

    def logs_with_gaps(self) -> list[str]:
        """The logs that have fewer records than their last place says."""
        records, last = Counter[bytes](), dict[bytes, int]()
        with self._reading() as connection:
            for asked in self._asked(connection):
                for log, count, seq in connection.execute(asked.lengths):
                    records[log] += count
                    last[log] = max(last.get(log, -1), seq)
        return [log.hex() for log, count in records.items() if count != last[log] + 1]

    def misplaced(self) -> Iterator[list[bytes]]:
        """Piece by piece: ids of records whose row says another place, stream or kind than their header.

        Such a row hides its record: charts, people and keys are asked for by what rows say. Between two pieces nobody
        is kept from writing.
        """
        with self._reading() as connection:
            tables = self._asked(connection)
        for asked in tables:
            yield from self._misplaced_in(asked)

    def _misplaced_in(self, asked: "_Asked") -> Iterator[list[bytes]]:
        key = tuple(asked.table.primary_key.columns)
        places = [column.name for column in asked.place]
        last: tuple[Any, ...] | None = None
        while rows := self._piece_after(asked, key, last):
            yield [row[0] for row in rows if not lies_where_it_says(row[1], tuple(row[2:]))]
            last = tuple(rows[-1][2 + places.index(column.name)] for column in key)

    def _piece_after(self, asked: "_Asked", key: tuple[Any, ...], last: tuple[Any, ...] | None) -> Sequence[Any]:
        c = asked.table.c
        query = select(c.id, c.header, *asked.place).order_by(*key).limit(_BATCH)
        with self._reading() as connection:
            return connection.execute(query if last is None else query.where(tuple_(*key) > last)).all()

    def streams_of(self, log: str, delivery: str) -> frozenset[str]:
        """The streams into which an import wrote, as far as its records lie here whole."""
        query = select(t.record.c.stream).distinct()
        query = query.where(t.record.c.log == bytes.fromhex(log), t.record.c.delivery == delivery)
        with self._reading() as connection:
            return frozenset(stream.hex() for (stream,) in connection.execute(query))

    def closed_deliveries(self) -> frozenset[tuple[str, str]]:
        """(log, delivery) of every import that was brought to its end."""
        with self._reading() as connection:
            rows = [row for asked in self._asked(connection) for row in connection.execute(asked.closed)]
        return frozenset((log.hex(), delivery) for log, delivery in rows)

    def _at(self, question: Callable[["_Asked"], Select[Any]], log: str, seq: int) -> Any:
        place = {"log": bytes.fromhex(log), "seq": seq}
        with self._reading() as connection:
            found = connection.execute(question(_OF_RECORDS[0]), place).scalar()
            if found is None and self._shares(connection):
                found = connection.execute(question(_OF_BOTH[1]), place).scalar()
        return found


def _heads_of_all_logs(table: Table) -> Select[Any]:
    """From log to log by the index: as many steps as there are logs, however long they are."""
    c = table.c
    logs = select(func.min(c.log).label("log")).cte(recursive=True)
    later = select(func.min(c.log)).where(c.log > logs.c.log).correlate(logs).scalar_subquery()
    logs = logs.union_all(select(later).where(logs.c.log.is_not(None)))
    last = select(func.max(c.seq)).where(c.log == logs.c.log).correlate(logs).scalar_subquery()
    joined = and_(c.log == logs.c.log, c.seq == last)
    return select(c.log, c.seq, c.id).join(logs, joined)


def _of_the_record_at(table: Table, column: Column[T]) -> Select[T]:
    return select(column).where(table.c.log == bindparam("log"), table.c.seq == bindparam("seq"))


class _Asked(NamedTuple):
    """The questions to one of the tables that hold records, built once: some are asked of each record."""

    table: Table
    place: Sequence[Column[Any]]
    heads: Select[Any]
    id_at: Select[Any]
    header_at: Select[Any]
    time_at: Select[Any]
    headers_to: Select[Any]
    lengths: Select[Any]
    closed: Select[Any]


def _questions(table: Table, place: Sequence[Column[Any]]) -> _Asked:
    c = table.c
    upto = and_(c.log == bindparam("log"), c.seq <= bindparam("seq"))
    return _Asked(
        table,
        place,
        _heads_of_all_logs(table),
        _of_the_record_at(table, c.id),
        _of_the_record_at(table, c.header),
        _of_the_record_at(table, c.time),
        select(c.seq, c.header, c.body_hash).where(upto),
        select(c.log, func.count(), func.max(c.seq)).group_by(c.log),
        select(c.log, c.delivery).where(c.frame == 1, c.kind == "delivery"),
    )


_OF_RECORDS = (_questions(t.record, PLACE),)
_OF_BOTH = (*_OF_RECORDS, _questions(s.bare, BARE_PLACE))
