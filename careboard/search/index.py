"""The index of words: a contentless FTS5 table in memory, and which entry of which chart stands behind each row.

Rows are numbered by the minute (the next one that is free), so the newest are found first without sorting. Where in
an entry a word stands is not kept: that would make the index three times as large, and its owner reads the hits.
A row that must go is found no more from that moment; its words go with the index, which its owner makes anew
(contentless FTS5 forgets no single row).
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import RLock
from typing import NamedTuple, Self

from careboard.clinical.values import EntryId, PatientId
from careboard.search.query import Query, folded

FORMAT = 1
_TABLES = """
CREATE VIRTUAL TABLE word USING fts5(words, content='', detail=none, columnsize=0, prefix='1 2 3',
                                     tokenize='unicode61 remove_diacritics 2');
CREATE TABLE entry(number INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, chart INTEGER NOT NULL);
CREATE INDEX entry_chart ON entry(chart);
CREATE TABLE chart(number INTEGER PRIMARY KEY, stream TEXT NOT NULL UNIQUE);
CREATE TABLE about(covers TEXT NOT NULL);
"""
_EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
_CHART = "\ue000"  # begins the token of a chart; in no word, because what is put in is stripped of it
_MERGED_PAGES = 64


class Page(NamedTuple):
    """What is put in: an entry, whose chart it stands in, its time in the fold, and its words."""

    entry: EntryId
    patient: PatientId
    at: datetime
    words: str


class Unusable(Exception):
    """These bytes are no index of this format."""


@dataclass(frozen=True, slots=True)
class Covers:
    """What an index has taken in: log heads (place and id), and streams that hold no chart."""

    heads: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    no_charts: frozenset[str] = frozenset()


class Index:
    """Words in memory. Threads may share it."""

    def __init__(self, connection: sqlite3.Connection | None = None) -> None:
        self.covers = Covers()
        self.stale = False
        self._lock = RLock()
        self._db = connection or _empty()
        self._charts: dict[str, int] = dict(self._db.execute("SELECT stream, number FROM chart"))

    @classmethod
    def from_bytes(cls, snapshot: bytes) -> Self:
        """The index that `to_bytes` wrote; raises Unusable. They must be one's own bytes."""
        connection = _connected()
        try:
            index = cls(_laid_open(connection, snapshot))
            ((covers,),) = connection.execute("SELECT covers FROM about")
            index.covers = _read_covers(covers)
        except (sqlite3.Error, ValueError, MemoryError):
            connection.close()
            raise Unusable from None
        return index

    def to_bytes(self) -> bytes:
        """The whole index, with what it covers."""
        with self._lock, self._db as db:
            db.execute("DELETE FROM about")
            db.execute("INSERT INTO about VALUES (?)", (_write_covers(self.covers),))
        with self._lock:
            return self._db.serialize()

    def close(self) -> None:
        """Let go of the memory."""
        with self._lock:
            self._db.close()

    @property
    def charts(self) -> Collection[str]:
        """The streams whose entries stand in it."""
        return self._charts.keys()

    def __len__(self) -> int:
        with self._lock:
            return int(self._db.execute("SELECT count(*) FROM entry").fetchone()[0])

    def entries(self, patient: str) -> frozenset[EntryId]:
        """The entries of a chart that can be found."""
        with self._lock:
            rows = self._db.execute("SELECT id FROM entry WHERE chart = ?", (self._charts.get(patient, -1),))
            return frozenset(EntryId(row[0].hex()) for row in rows)

    def holds(self, entry: EntryId) -> bool:
        """Can this entry be found?"""
        with self._lock:
            return self._db.execute("SELECT 1 FROM entry WHERE id = ?", (bytes.fromhex(entry),)).fetchone() is not None

    def put(self, pages: Iterable[Page]) -> None:
        """Take entries in; one that is here already is passed by."""
        with self._lock, self._db as db:
            number = -(2**62)
            for page in sorted(pages, key=lambda page: page.at):
                if not self.holds(page.entry):
                    number = self._free(max(number + 1, _minute(page.at)))
                    chart = self._chart(page.patient)
                    words = f"{_CHART}{chart} {folded(page.words).replace(_CHART, ' ')}"
                    db.execute("INSERT INTO word(rowid, words) VALUES (?, ?)", (number, words))
                    db.execute("INSERT INTO entry VALUES (?, ?, ?)", (number, bytes.fromhex(page.entry), chart))

    def drop(self, entries: Iterable[EntryId]) -> None:
        """These are found no more; the index is stale, because their words are still in it."""
        rows = [(bytes.fromhex(entry),) for entry in entries]
        if rows:
            with self._lock, self._db as db:
                db.executemany("DELETE FROM entry WHERE id = ?", rows)
            self.stale = True

    def find(self, asked: Query, patient: str | None = None, most: int = 50, after: int = 0) -> list[EntryId]:
        """The entries that hold each of the words, the newest first, without the first `after` of them."""
        if asked.empty or (patient is not None and patient not in self._charts):
            return []
        token = f"{_CHART}{self._charts[patient]}" if patient is not None else None
        query = """SELECT entry.id FROM word JOIN entry ON entry.number = word.rowid
                   WHERE word MATCH ? ORDER BY word.rowid DESC LIMIT ? OFFSET ?"""
        with self._lock:
            return [EntryId(row[0].hex()) for row in self._db.execute(query, (asked.match(token), most, after))]

    def tidy(self) -> bool:
        """Merge a little of what was put in piece by piece; True while there is more to merge."""
        with self._lock, self._db as db:
            before = db.total_changes
            db.execute("INSERT INTO word(word, rank) VALUES ('merge', ?)", (-_MERGED_PAGES,))
            return db.total_changes - before > 1

    def _chart(self, patient: str) -> int:
        if patient not in self._charts:
            self._db.execute("INSERT INTO chart(stream) VALUES (?)", (patient,))
            self._charts = dict(self._db.execute("SELECT stream, number FROM chart"))
        return self._charts[patient]

    def _free(self, number: int) -> int:
        for (taken,) in self._db.execute("SELECT number FROM entry WHERE number >= ? ORDER BY number", (number,)):
            if taken != number:
                break
            number += 1
        return number


def _minute(at: datetime) -> int:
    return int((at - _EARLIEST).total_seconds() // 60)


def _connected() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", check_same_thread=False)


def _laid_open(connection: sqlite3.Connection, snapshot: bytes) -> sqlite3.Connection:
    connection.deserialize(snapshot)
    _in_memory(connection)
    ((version,),) = connection.execute("PRAGMA user_version")
    if version != FORMAT:
        raise ValueError("This index is of another format.")
    return connection


def _in_memory(connection: sqlite3.Connection) -> None:
    """Neither journal nor sorting leaves the memory."""
    connection.execute("PRAGMA journal_mode=MEMORY")
    connection.execute("PRAGMA temp_store=MEMORY")


def _empty() -> sqlite3.Connection:
    connection = _connected()
    _in_memory(connection)
    connection.executescript(_TABLES)
    connection.execute(f"PRAGMA user_version={FORMAT}")
    return connection


def _write_covers(covers: Covers) -> str:
    return json.dumps({"heads": dict(covers.heads), "no_charts": sorted(covers.no_charts)})


def _read_covers(text: str) -> Covers:
    said = json.loads(text)
    heads = {log: (int(seq), str(record)) for log, (seq, record) in said["heads"].items()}
    return Covers(heads, frozenset(said["no_charts"]))
