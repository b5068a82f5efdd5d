"""One vault in one SQLite file: sealed records that only grow, and what the file keeps beside them.

No row object and no plaintext leaves or enters; every write is one transaction, acknowledged when this returns.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple, Self

from sqlalchemy import Connection, Engine, Select, and_, func, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert

from careboard.errors import CareboardError
from careboard.storage import tables as t
from careboard.storage.engine import WRITES, marks_of, open_engine
from careboard.storage.place import refuse_network_drive
from careboard.storage.refusals import NotAVault, StorageRefused, VaultDamaged, told
from careboard.vault.record import Record

NO_STREAM = b""


class Head(NamedTuple):
    """The end of a log: the next record has `seq`, and `prev` as the id before it ("" at the beginning)."""

    seq: int
    prev: str


class Kept(NamedTuple):
    """A record, and the mark of the member for whom it passed (None: not yet)."""

    record: Record
    mac: bytes | None


class News(NamedTuple):
    """Where a record lies that somebody has not taken in yet, and what it is."""

    log: str
    seq: int
    id: bytes
    stream: str
    kind: str
    delivery: str


_RECORD = (t.record.c.id, t.record.c.header, t.record.c.body_hash, t.record.c.body, t.record.c.sig)
_SEEN = "careboard data_version"
_AT_ONCE = 500  # ids in one question
_PLACE = ("stream", "time", "log", "seq", "kind", "delivery", "frame")


class VaultFile:
    """The storage of one vault. Threads may share it; writers wait for each other."""

    def __init__(self, engine: Engine, path: Path) -> None:
        self._engine = engine
        self.path = path

    @classmethod
    def create(cls, path: Path) -> Self:
        """A new, empty vault file; an existing file is never touched."""
        if not _reached(path.parent.is_dir):
            raise NotAVault("The folder for the vault does not exist.", "Make the folder first, or choose another.")
        refuse_network_drive(path)
        _make_private(path)
        engine = open_engine(path)
        try:
            with told():
                make_tables(engine)
        except BaseException:
            engine.dispose()
            path.unlink()
            raise
        return cls(engine, path)

    @classmethod
    def open(cls, path: Path, *, connect: Callable[[], Any] | None = None, driver: ModuleType | None = None) -> Self:
        """Open an existing vault file of a version that this program knows."""
        if connect is None:
            if not _reached(path.is_file):
                raise NotAVault("There is no vault of this name.")
            refuse_network_drive(path)
            _refuse_other_files(path)
        return cls(open_engine(path, connect=connect, driver=driver), path)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    # -- records ------------------------------------------------------------------------------------------------

    def append(self, log: str, member: str, compose: Callable[[Head], Sequence[Kept]]) -> Sequence[Kept]:
        """Write what `compose` makes for the head of a log, whole or not at all.

        The head is read inside the transaction that inserts, so two programs over one file cannot fork a log.
        """
        with told(), self._writing() as connection:
            kept = compose(self._head(connection, bytes.fromhex(log)))
            self._insert(connection, kept, bytes.fromhex(member))
        return kept

    def add(self, kept: Iterable[Kept], member: str) -> int:
        """Keep records that came from elsewhere; the same record twice is harmless. Returns how many were new."""
        with told(), self._writing() as connection:
            fresh = [k for k in kept if not self._holds(connection, k.record.id)]
            self._insert(connection, fresh, bytes.fromhex(member))
        return len(fresh)

    def stream(
        self, stream: str, member: str, *, newest: int | None = None, without: Sequence[str] = ("blob",)
    ) -> list[Kept]:
        """The records of one stream with this member's marks, newest first; blobs are not read."""
        here = bytes.fromhex(stream)
        query = select(*_RECORD).where(t.record.c.stream == here, t.record.c.kind.not_in(without))
        query = query.order_by(t.record.c.time.desc(), t.record.c.log.desc(), t.record.c.seq.desc()).limit(newest)
        with told(), self._engine.connect() as connection:
            rows = _bare(connection, query)
            marks = self._marks(connection, here, bytes.fromhex(member), [r[0] for r in rows] if newest else None)
        return [Kept(Record(*row), marks.get(row[0])) for row in rows]

    def frame(self, kinds: Iterable[str], member: str = "") -> list[Kept]:
        """The records of some frame kinds with this member's marks, in the order of their logs."""
        mine = and_(
            t.passed.c.member == bytes.fromhex(member),
            t.passed.c.stream == t.record.c.stream,
            t.passed.c.id == t.record.c.id,
        )
        query = select(*_RECORD, t.passed.c.mac).select_from(t.record.outerjoin(t.passed, mine))
        query = query.where(t.record.c.frame == 1, t.record.c.kind.in_(list(kinds)))
        query = query.order_by(t.record.c.log, t.record.c.seq)
        with told(), self._engine.connect() as connection:
            return [Kept(Record(*row[:5]), row[5]) for row in connection.execute(query)]

    def of_kinds(self, kinds: Iterable[str]) -> list[Record]:
        """As `frame`, without marks."""
        return [kept.record for kept in self.frame(kinds)]

    def frame_heads(self, kinds: Iterable[str]) -> dict[str, int]:
        """Log to the place of its last record of some frame kinds."""
        query = select(t.record.c.log, func.max(t.record.c.seq)).group_by(t.record.c.log)
        query = query.where(t.record.c.frame == 1, t.record.c.kind.in_(list(kinds)))
        with told(), self._engine.connect() as connection:
            return {log.hex(): seq for log, seq in connection.execute(query)}

    def changed(self) -> bool:
        """May anybody have written to the file since this was asked last? A wrong yes is possible, a wrong no is not.

        Each connection of the pool knows what the others and other programs wrote (sqlite.org/pragma.html,
        data_version). The file itself must not be opened to look: closing it would drop SQLite's locks on it.
        """
        with told(), self._engine.connect() as connection:
            version = connection.execute(text("PRAGMA data_version")).scalar_one()
            changed = bool(connection.info.get(_SEEN) != version)
            connection.info[_SEEN] = version
        return changed

    def one(self, record: bytes) -> Record | None:
        """A record by its id."""
        with told(), self._engine.connect() as connection:
            row = connection.execute(select(*_RECORD).where(t.record.c.id == record)).first()
        return Record(*row) if row else None

    def kept(self, record: bytes, member: str) -> Kept | None:
        """A record by its id, with this member's mark."""
        found = self.one(record)
        if found is None:
            return None
        mine = and_(t.passed.c.member == bytes.fromhex(member), t.passed.c.id == record)
        mine = and_(mine, t.passed.c.stream == bytes.fromhex(found.head.stream))
        with told(), self._engine.connect() as connection:
            return Kept(found, connection.execute(select(t.passed.c.mac).where(mine)).scalar())

    def among(self, records: Sequence[bytes], member: str) -> list[Kept]:
        """The records of some ids with this member's marks, in no order."""
        mine = and_(
            t.passed.c.member == bytes.fromhex(member),
            t.passed.c.stream == t.record.c.stream,
            t.passed.c.id == t.record.c.id,
        )
        query = select(*_RECORD, t.passed.c.mac).select_from(t.record.outerjoin(t.passed, mine))
        found: list[Kept] = []
        for start in range(0, len(records), _AT_ONCE):
            some = query.where(t.record.c.id.in_(records[start : start + _AT_ONCE]))
            with told(), self._engine.connect() as connection:
                found += [Kept(Record(*row[:5]), row[5]) for row in connection.execute(some)]
        return found

    def news(self, since: Mapping[str, int]) -> list[News]:
        """What lies in the logs beyond these places; a log that is not named is new from its beginning."""
        c = t.record.c
        query = select(c.log, c.seq, c.id, c.stream, c.kind, c.delivery).order_by(c.seq)
        found: list[News] = []
        for log in self.heads():
            beyond = query.where(c.log == bytes.fromhex(log), c.seq > since.get(log, -1))
            with told(), self._engine.connect() as connection:
                rows = connection.execute(beyond).all()
            found += [News(log, seq, one, stream.hex(), kind, of) for _, seq, one, stream, kind, of in rows]
        return found

    def streams_of(self, log: str, delivery: str) -> frozenset[str]:
        """The streams into which an import wrote."""
        query = select(t.record.c.stream).distinct()
        query = query.where(t.record.c.log == bytes.fromhex(log), t.record.c.delivery == delivery)
        with told(), self._engine.connect() as connection:
            return frozenset(stream.hex() for (stream,) in connection.execute(query))

    def every(self) -> Iterator[Record]:
        """All records, log by log, each log from its beginning; for verify, backup and exchange."""
        query = select(*_RECORD).order_by(t.record.c.log, t.record.c.seq).execution_options(yield_per=500)
        with told(), self._engine.connect() as connection:
            for row in connection.execute(query):
                yield Record(*row)

    def misplaced(self) -> list[bytes]:
        """Ids of records whose row says another place, stream or kind than their header."""
        columns = [t.record.c[name] for name in _PLACE]
        query = select(*_RECORD[:2], *columns).execution_options(yield_per=500)
        with told(), self._engine.connect() as connection:
            return [row[0] for row in connection.execute(query) if not _lies_where_it_says(row[1], tuple(row[2:]))]

    def owner(self, log: str) -> str | None:
        """The author of a log's first record, as the header says."""
        first = self._at(log, 0)
        return first.head.author if first else None

    def id_at(self, log: str, seq: int) -> bytes | None:
        """The id of the record at a place."""
        found = self._at(log, seq)
        return found.id if found else None

    def headers_back(self, log: str, seq: int) -> list[tuple[bytes, bytes]]:
        """(header, body hash) of the records of a log, from this place back to its beginning."""
        query = select(t.record.c.header, t.record.c.body_hash).order_by(t.record.c.seq.desc())
        query = query.where(t.record.c.log == bytes.fromhex(log), t.record.c.seq <= seq)
        with told(), self._engine.connect() as connection:
            return [(header, body_hash) for header, body_hash in connection.execute(query)]

    def heads(self) -> dict[str, tuple[int, str]]:
        """Every log's last place and id."""
        with told(), self._engine.connect() as connection:
            return {log.hex(): (seq, record.hex()) for log, seq, record in connection.execute(_HEADS)}

    def logs_with_gaps(self) -> list[str]:
        """The logs that have fewer records than their last place says."""
        log, seq = t.record.c.log, t.record.c.seq
        query = select(log).group_by(log).having(func.count() != func.max(seq) + 1)
        with told(), self._engine.connect() as connection:
            return [found.hex() for found in connection.execute(query).scalars()]

    def closed_deliveries(self) -> frozenset[tuple[str, str]]:
        """(log, delivery) of every import that was brought to its end."""
        query = select(t.record.c.log, t.record.c.delivery)
        query = query.where(t.record.c.frame == 1, t.record.c.kind == "delivery")
        with told(), self._engine.connect() as connection:
            return frozenset((log.hex(), delivery) for log, delivery in connection.execute(query))

    def count(self) -> int:
        """How many records there are."""
        return int(self._scalar(select(func.count()).select_from(t.record)))

    def remember(self, member: str, marks: Iterable[tuple[str, bytes, bytes]]) -> None:
        """Keep (stream, record id, mark) of records that passed for this member."""
        rows = [
            {"member": bytes.fromhex(member), "stream": bytes.fromhex(stream), "id": record, "mac": mac}
            for stream, record, mac in marks
        ]
        if rows:
            with told(), self._writing() as connection:
                connection.execute(upsert(t.passed).prefix_with("OR REPLACE"), rows)

    def erase(self, record: bytes) -> None:
        """Set a body to NULL; the caller has written the signed erasure that names it."""
        with told(), self._writing() as connection:
            connection.execute(update(t.record).where(t.record.c.id == record).values(body=None))

    # -- what lies beside the records ---------------------------------------------------------------------------

    @property
    def installation(self) -> bytes:
        """The id of this copy of the vault."""
        return bytes(self._scalar(select(t.installation.c.id)))

    def renew_installation(self) -> None:
        """A restored copy begins new logs, so that it can never fork the old ones."""
        with told(), self._writing() as connection:
            connection.execute(update(t.installation).values(id=os.urandom(16)))

    def keyslots(self, slot: str) -> dict[str, bytes]:
        """Member to sealed slot, for one kind of slot."""
        query = select(t.keyslot.c.member, t.keyslot.c.sealed).where(t.keyslot.c.slot == slot)
        with told(), self._engine.connect() as connection:
            return {member.hex(): sealed for member, sealed in connection.execute(query)}

    def every_keyslot(self) -> list[tuple[str, str, bytes]]:
        """(member, kind of slot, sealed) of all keyslots, also of those that no member or kind answers to."""
        query = select(t.keyslot.c.member, t.keyslot.c.slot, t.keyslot.c.sealed)
        with told(), self._engine.connect() as connection:
            return [(member.hex(), slot, sealed) for member, slot, sealed in connection.execute(query)]

    def put_keyslot(self, member: str, slot: str, sealed: bytes) -> None:
        """Keep a member's slot; it takes the place of the one before."""
        self._put(t.keyslot, member=bytes.fromhex(member), slot=slot, sealed=sealed)

    def put_draft(self, member: str, name: str, saved: int, sealed: bytes) -> None:
        """Keep a sealed draft."""
        self._put(t.draft, member=bytes.fromhex(member), name=name, saved=saved, sealed=sealed)

    def drafts(self, member: str) -> dict[str, tuple[int, bytes]]:
        """Name to (saved at, sealed) of a member's drafts."""
        query = select(t.draft.c.name, t.draft.c.saved, t.draft.c.sealed).where(
            t.draft.c.member == bytes.fromhex(member)
        )
        with told(), self._engine.connect() as connection:
            return {name: (saved, sealed) for name, saved, sealed in connection.execute(query)}

    def draft_owners(self) -> frozenset[str]:
        """The members of whom there are drafts."""
        with told(), self._engine.connect() as connection:
            return frozenset(member.hex() for member in connection.execute(select(t.draft.c.member)).scalars())

    def drop_draft(self, member: str, name: str) -> None:
        """A draft was signed or thrown away."""
        where = and_(t.draft.c.member == bytes.fromhex(member), t.draft.c.name == name)
        with told(), self._writing() as connection:
            connection.execute(t.draft.delete().where(where))

    def put_snapshot(self, member: str, name: str, sealed: bytes) -> None:
        """Keep a sealed snapshot, such as the search index."""
        self._put(t.snapshot, member=bytes.fromhex(member), name=name, sealed=sealed)

    def snapshot(self, member: str, name: str) -> bytes | None:
        """A sealed snapshot, if there is one."""
        where = and_(t.snapshot.c.member == bytes.fromhex(member), t.snapshot.c.name == name)
        with told(), self._engine.connect() as connection:
            return connection.execute(select(t.snapshot.c.sealed).where(where)).scalar()

    def quarantine(self, record: Record, rule: int, why: str, found: int) -> None:
        """Keep what was refused, for the privacy officer; the same bytes are kept once."""
        values = {**record._asdict(), "rule": rule, "why": why, "found": found}
        with told(), self._writing() as connection:
            connection.execute(insert(t.quarantine).prefix_with("OR IGNORE").values(values))

    def quarantined(self) -> list[tuple[Record, int, str]]:
        """What was refused: record, rule, reason."""
        c = t.quarantine.c
        query = select(c.id, c.header, c.body_hash, c.body, c.sig, c.rule, c.why).order_by(c.found)
        with told(), self._engine.connect() as connection:
            return [(Record(*row[:5]), row[5], row[6]) for row in connection.execute(query)]

    def count_failed_unlock(self, time: int, who: bytes) -> None:
        """A sign-in failed; nobody is signed in, so it cannot be a signed record yet."""
        with told(), self._writing() as connection:
            connection.execute(insert(t.failed_unlock).values(time=time, who=who))

    def take_failed_unlocks(self, connection_use: Callable[[int], None]) -> None:
        """Hand the number of failed sign-ins to a writer, then forget them."""
        count = int(self._scalar(select(func.count()).select_from(t.failed_unlock)))
        if count:
            connection_use(count)
            with told(), self._writing() as connection:
                connection.execute(t.failed_unlock.delete())

    # -- care of the file ---------------------------------------------------------------------------------------

    def quick_check(self) -> None:
        """SQLite's own quick check, after an unclean exit; raises VaultDamaged."""
        self._check("PRAGMA quick_check(1)")

    def integrity_check(self) -> None:
        """SQLite's whole check of pages, indices and tables; raises VaultDamaged."""
        self._check("PRAGMA integrity_check(1)")

    def copy_to(self, path: Path) -> None:
        """Copy the whole file into a new one, page by page, while others may write."""
        _make_private(path)
        target = open_engine(path)
        try:
            with told(), self._engine.connect() as source, target.connect() as copy:
                source.connection.driver_connection.backup(copy.connection.driver_connection)  # type: ignore[union-attr]
        finally:
            target.dispose()

    def _check(self, pragma: str) -> None:
        if (answer := str(self._scalar(text(pragma)))) != "ok":
            raise VaultDamaged(f"The vault file is damaged: {answer.splitlines()[-1]}.")

    # -- within ---------------------------------------------------------------------------------------------------

    def _writing(self) -> Any:
        return self._engine.execution_options(**WRITES).begin()

    def _scalar(self, query: Any) -> Any:
        with told(), self._engine.connect() as connection:
            return connection.execute(query).scalar_one()

    def _put(self, table: Any, **values: Any) -> None:
        with told(), self._writing() as connection:
            connection.execute(insert(table).prefix_with("OR REPLACE").values(**values))

    def _at(self, log: str, seq: int) -> Record | None:
        query: Select[Any] = select(*_RECORD).where(t.record.c.log == bytes.fromhex(log), t.record.c.seq == seq)
        with told(), self._engine.connect() as connection:
            row = connection.execute(query).first()
        return Record(*row) if row else None

    def _head(self, connection: Connection, log: bytes) -> Head:
        query = (
            select(t.record.c.seq, t.record.c.id).where(t.record.c.log == log).order_by(t.record.c.seq.desc()).limit(1)
        )
        row = connection.execute(query).first()
        return Head(row[0] + 1, row[1].hex()) if row else Head(0, "")

    def _holds(self, connection: Connection, record: bytes) -> bool:
        return connection.execute(select(t.record.c.seq).where(t.record.c.id == record)).first() is not None

    def _insert(self, connection: Connection, kept: Sequence[Kept], member: bytes) -> None:
        if not kept:
            return
        connection.execute(insert(t.record), [_row(k.record) for k in kept])
        marks = [
            {"member": member, "stream": bytes.fromhex(k.record.head.stream), "id": k.record.id, "mac": k.mac}
            for k in kept
            if k.mac is not None
        ]
        if marks:
            connection.execute(insert(t.passed), marks)

    def _marks(
        self, connection: Connection, stream: bytes, member: bytes, ids: Sequence[bytes] | None
    ) -> dict[bytes, bytes]:
        query = select(t.passed.c.id, t.passed.c.mac).where(t.passed.c.member == member, t.passed.c.stream == stream)
        if ids is not None:
            query = query.where(t.passed.c.id.in_(ids))
        return dict(_bare(connection, query))


def _bare(connection: Connection, query: Select[Any]) -> Sequence[Any]:
    """The driver's own tuples: none of these columns needs to be converted, and a long chart has thousands of rows."""
    return connection.execute(query).cursor.fetchall()


def _heads_of_all_logs() -> Select[Any]:
    """From log to log by the index: as many steps as there are logs, however long they are."""
    logs = select(func.min(t.record.c.log).label("log")).cte(recursive=True)
    later = select(func.min(t.record.c.log)).where(t.record.c.log > logs.c.log).correlate(logs).scalar_subquery()
    logs = logs.union_all(select(later).where(logs.c.log.is_not(None)))
    last = select(func.max(t.record.c.seq)).where(t.record.c.log == logs.c.log).correlate(logs).scalar_subquery()
    joined = and_(t.record.c.log == logs.c.log, t.record.c.seq == last)
    return select(t.record.c.log, t.record.c.seq, t.record.c.id).join(logs, joined)


_HEADS = _heads_of_all_logs()


def _reached(there: Callable[[], bool]) -> bool:
    try:
        return there()
    except OSError:
        raise NotAVault("This folder may not be read.", "Ask whoever looks after this computer.") from None


def _make_private(path: Path) -> None:
    """An empty file that only this user may read; never one that exists."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        raise NotAVault("There is already a file of this name.", "Choose another name.") from None
    except OSError:
        raise StorageRefused(
            "No file can be made in this folder.", "Choose another folder, or free some space."
        ) from None


def _refuse_other_files(path: Path) -> None:
    with told():
        application, version = marks_of(path)
    if application != t.APPLICATION_ID:
        raise NotAVault("This file is not a Careboard vault.")
    if version > t.FILE_VERSION:
        raise NotAVault("This vault was made by a newer version of Careboard.", "Install the newer version.")
    if version < t.FILE_VERSION:
        raise VaultDamaged("The vault file does not say which version it is.")


def make_tables(engine: Engine) -> None:
    """Lay out an empty vault file."""
    with engine.execution_options(**WRITES).begin() as connection:
        t.metadata.create_all(connection)
        for trigger in t.TRIGGERS:
            connection.execute(text(trigger))
        connection.execute(insert(t.installation).values(id=os.urandom(16)))
        connection.execute(text(f"PRAGMA application_id={t.APPLICATION_ID}"))
        connection.execute(text(f"PRAGMA user_version={t.FILE_VERSION}"))


def place_of(header: bytes) -> tuple[bytes, int, bytes, int, str, str, int]:
    """Stream, time, log, seq, kind, delivery and frame, as a row repeats them from its header."""
    head = Record(b"", header, b"", None, b"").head
    frame = int(head.kind in t.FRAME_KINDS)
    return bytes.fromhex(head.stream), head.time, bytes.fromhex(head.log), head.seq, head.kind, head.delivery, frame


def _lies_where_it_says(header: bytes, place: tuple[Any, ...]) -> bool:
    try:
        return place == place_of(header)
    except (CareboardError, ValueError):
        return False


def _row(record: Record) -> dict[str, Any]:
    return {**record._asdict(), **dict(zip(_PLACE, place_of(record.header), strict=True))}
