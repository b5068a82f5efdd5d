"""Records of a log moved aside where the hub holds others, as after a computer was restored from an old image.

Nothing is deleted: what was moved lies in a table of its own, beside the record that says the same in a new log.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, null, select, text, update

from careboard.storage import shared_tables as s
from careboard.storage import tables as t
from careboard.storage.kept import RECORD, Kept
from careboard.storage.records import insert_kept
from careboard.storage.sharing import Sharing
from careboard.vault.record import Record

_GUARD = "record_never_goes"
_COUNT = select(func.count()).select_from(s.forked)


class Renewed(NamedTuple):
    """The id of a record that was moved aside, and the one that says the same in another log."""

    was: bytes
    kept: Kept


# Signs anew what was moved aside, in a log that begins under this installation's id.
Renew = Callable[[Sequence[Record], bytes], Sequence[Renewed]]


class Forks(Sharing):
    """Forks of logs that were written on this computer."""

    def part(self, log: str, seq: int, member: str, renew: Renew) -> Sequence[Renewed]:
        """Move the records of a log from this place on aside, and keep in another log what `renew` makes of them.

        All of it is one transaction, in which this copy of the vault gets a new id, and with it new logs.
        """
        here = bytes.fromhex(log)
        with self._writing() as connection:
            self._make_shared(connection)
            moved = _move_aside(connection, here, seq)
            _forget_acknowledged(connection, here, seq)
            installation = os.urandom(16)
            connection.execute(update(t.installation).values(id=installation))
            renewed = renew(moved, installation)
            insert_kept(connection, [one.kept for one in renewed], bytes.fromhex(member))
            _remember_what_became(connection, renewed)
        return renewed

    def set_aside(self, log: str, seq: int) -> None:
        """Move the records of a log from this place on aside; whoever wrote them is not asked."""
        here = bytes.fromhex(log)
        with self._writing() as connection:
            self._make_shared(connection)
            _move_aside(connection, here, seq)
            _forget_acknowledged(connection, here, seq)

    def set_aside_count(self) -> int:
        """How many records were ever moved aside: where it grew, places of logs may hold others than before."""
        with self._reading() as connection:
            return int(connection.execute(_COUNT).scalar_one()) if self._shares(connection) else 0

    def became(self) -> dict[str, str | None]:
        """Of all records that were ever moved aside: the one that says the same since, or None."""
        query = select(s.forked.c.id, s.forked.c.became)
        with self._reading() as connection:
            rows = connection.execute(query).all() if self._shares(connection) else ()
        return {was.hex(): became.hex() if became is not None else None for was, became in rows}


def _move_aside(connection: Connection, log: bytes, seq: int) -> list[Record]:
    where = and_(t.record.c.log == log, t.record.c.seq >= seq)
    moved = [Record(*row) for row in connection.execute(select(*RECORD).where(where).order_by(t.record.c.seq))]
    columns = [t.record.c.log, t.record.c.seq, *RECORD]
    names = [column.name for column in columns]
    connection.execute(insert(s.forked).from_select(names, select(*columns).where(where)))
    bare = and_(s.bare.c.log == log, s.bare.c.seq >= seq)
    without = [s.bare.c[name] if name != "body" else null() for name in names]
    connection.execute(insert(s.forked).from_select(names, select(*without).where(bare)))
    with _unguarded(connection):
        connection.execute(delete(t.record).where(where))
    connection.execute(delete(s.bare).where(bare))
    return moved


def _forget_acknowledged(connection: Connection, log: bytes, seq: int) -> None:
    connection.execute(update(t.peer).where(t.peer.c.log == log, t.peer.c.acked >= seq).values(acked=seq - 1))


@contextmanager
def _unguarded(connection: Connection) -> Iterator[None]:
    """Nobody else sees the file without its guard: it is there again before the transaction ends."""
    guard = next(trigger for trigger in t.TRIGGERS if _GUARD in trigger)
    connection.execute(text(f"DROP TRIGGER {_GUARD}"))
    yield
    connection.execute(text(guard))


def _remember_what_became(connection: Connection, renewed: Sequence[Renewed]) -> None:
    rows = [{"was": one.was, "new": one.kept.record.id} for one in renewed]
    if rows:
        connection.execute(_BECAME, rows)


_BECAME = update(s.forked).where(s.forked.c.id == bindparam("was")).values(became=bindparam("new"))
