"""Where records lie in the logs of a vault file: heads, places, gaps, and what was added since somebody looked.

Only rows are asked here, never whether a record may be believed: that is the verifier's question.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Column, Select, and_, bindparam, func, select, tuple_

from careboard.storage import tables as t
from careboard.storage.kept import PLACE, RECORD, News, lies_where_it_says
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
            return {log.hex(): (seq, record.hex()) for log, seq, record in connection.execute(_HEADS)}

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
        """What lies in the logs beyond these places; a log that is not named is new from its beginning."""
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
        header = self._at(_HEADER_AT, log, 0)
        return Record(b"", header, b"", None, b"").head.author if header is not None else None

    def id_at(self, log: str, seq: int) -> bytes | None:
        """The id of the record at a place."""
        return self._at(_ID_AT, log, seq)

    def time_at(self, log: str, seq: int) -> int:
        """When the record at a place was written, in milliseconds; 0 where there is none."""
        return self._at(_TIME_AT, log, seq) or 0

    def headers_back(self, log: str, seq: int) -> list[tuple[bytes, bytes]]:
        """(header, body hash) of the records of a log, from this place back to its beginning."""
        query = select(t.record.c.header, t.record.c.body_hash).order_by(t.record.c.seq.desc())
        query = query.where(t.record.c.log == bytes.fromhex(log), t.record.c.seq <= seq)
        with self._reading() as connection:
            return [(header, body_hash) for header, body_hash in connection.execute(query)]

    def logs_with_gaps(self) -> list[str]:
        """The logs that have fewer records than their last place says."""
        log, seq = t.record.c.log, t.record.c.seq
        query = select(log).group_by(log).having(func.count() != func.max(seq) + 1)
        with self._reading() as connection:
            return [found.hex() for found in connection.execute(query).scalars()]

    def misplaced(self) -> Iterator[list[bytes]]:
        """Piece by piece: ids of records whose row says another place, stream or kind than their header.

        Such a row hides its record: charts, people and keys are asked for by what rows say. Between two pieces nobody
        is kept from writing.
        """
        last: tuple[Any, ...] | None = None
        while rows := self._piece_after(last):
            yield [row[0] for row in rows if not lies_where_it_says(row[1], tuple(row[2:]))]
            last = tuple(rows[-1][2:6])

    def _piece_after(self, last: tuple[Any, ...] | None) -> Sequence[Any]:
        place = tuple_(*PLACE[:4])  # the key of the table
        query = select(*RECORD[:2], *PLACE).order_by(*PLACE[:4]).limit(_BATCH)
        with self._reading() as connection:
            return connection.execute(query if last is None else query.where(place > last)).all()

    def streams_of(self, log: str, delivery: str) -> frozenset[str]:
        """The streams into which an import wrote."""
        query = select(t.record.c.stream).distinct()
        query = query.where(t.record.c.log == bytes.fromhex(log), t.record.c.delivery == delivery)
        with self._reading() as connection:
            return frozenset(stream.hex() for (stream,) in connection.execute(query))

    def closed_deliveries(self) -> frozenset[tuple[str, str]]:
        """(log, delivery) of every import that was brought to its end."""
        query = select(t.record.c.log, t.record.c.delivery)
        query = query.where(t.record.c.frame == 1, t.record.c.kind == "delivery")
        with self._reading() as connection:
            return frozenset((log.hex(), delivery) for log, delivery in connection.execute(query))

    def _at(self, query: Select[T], log: str, seq: int) -> T | None:
        with self._reading() as connection:
            found: T | None = connection.execute(query, {"log": bytes.fromhex(log), "seq": seq}).scalar()
        return found


def _heads_of_all_logs() -> Select[Any]:
    """From log to log by the index: as many steps as there are logs, however long they are."""
    logs = select(func.min(t.record.c.log).label("log")).cte(recursive=True)
    later = select(func.min(t.record.c.log)).where(t.record.c.log > logs.c.log).correlate(logs).scalar_subquery()
    logs = logs.union_all(select(later).where(logs.c.log.is_not(None)))
    last = select(func.max(t.record.c.seq)).where(t.record.c.log == logs.c.log).correlate(logs).scalar_subquery()
    joined = and_(t.record.c.log == logs.c.log, t.record.c.seq == last)
    return select(t.record.c.log, t.record.c.seq, t.record.c.id).join(logs, joined)


def _of_the_record_at(column: Column[T]) -> Select[T]:
    """Built once: it is asked of each record that is verified for the first time."""
    return select(column).where(t.record.c.log == bindparam("log"), t.record.c.seq == bindparam("seq"))


_HEADS = _heads_of_all_logs()
_ID_AT, _HEADER_AT = _of_the_record_at(t.record.c.id), _of_the_record_at(t.record.c.header)
_TIME_AT = _of_the_record_at(t.record.c.time)
