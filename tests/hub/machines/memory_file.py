"""A vault file in memory: as much of `VaultFile` as a member's client and its replica ask for, without a disk.

Thousands of examples write a few records each; whatever is judged is judged by the product's own code above it.
"""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from careboard.storage.kept import Head, Kept
from careboard.storage.refusals import Fork
from careboard.vault.record import Header, Record
from careboard.vault.registry import REGISTRY_KINDS

FRAME = REGISTRY_KINDS | {"stream", "epoch", "grant", "leave", "checkpoint"}


class FileInMemory:
    """The records of one computer, with the marks of its member."""

    def __init__(self) -> None:
        self.installation = os.urandom(16)
        self.records: dict[bytes, Record] = {}
        self.heads_of: dict[bytes, Header] = {}
        self.logs: dict[str, list[bytes]] = defaultdict(list)
        self.bare: set[bytes] = set()
        self.refused: list[tuple[Record, int, str]] = []
        self.changes = 0
        self._marks: dict[bytes, bytes] = {}
        self._looked_at = -1
        self._ordered: tuple[int, list[tuple[bytes, Header]]] = 0, []

    def put(self, record: Record, head: Header | None = None, *, bare: bool = False) -> None:
        """Keep a record at the end of its log, perhaps without the body that it has; the same one twice is harmless."""
        head = head or record.head
        if record.id in self.records:
            return
        if head.seq != len(self.logs[head.log]):
            raise Fork("Another record already stands in this place of the log.")
        self.logs[head.log].append(record.id)
        self.records[record.id] = record
        self.heads_of[record.id] = head
        self.changes += 1
        if bare:
            self.bare.add(record.id)

    def fill(self, record: Record) -> None:
        """The body of a record that lay here without."""
        if record.id in self.bare:
            self.records[record.id] = record
            self.bare.discard(record.id)
            self.changes += 1

    def cut(self, log: str, seq: int) -> list[Record]:
        """Move aside what stands in a log from a place on."""
        aside = self.logs[log][seq:]
        del self.logs[log][seq:]
        self.changes += 1
        for record in aside:
            del self.heads_of[record]
        return [self.records.pop(record) for record in aside]

    # What VaultFile promises.

    def append(self, log: str, member: str, compose: Callable[[Head], Sequence[Kept]]) -> Sequence[Kept]:
        ids = self.logs.get(log, [])
        last = self.heads_of[ids[-1]].time if ids else 0
        kept = compose(Head(len(ids), ids[-1].hex() if ids else "", self.people(), last, self.installation))
        for record, mac in kept:
            self.put(record)
            if mac is not None:
                self._marks[record.id] = mac
        return kept

    def remember(self, member: str, marks: Iterable[tuple[str, bytes, bytes]]) -> None:
        self._marks |= {record: mac for _stream, record, mac in marks}

    def quarantine(self, record: Record, rule: int, why: str, found: int) -> None:
        if (record, rule, why) not in self.refused:
            self.refused.append((record, rule, why))

    def people(self) -> int:
        return sum(head.kind in REGISTRY_KINDS for head in self.heads_of.values())

    def frame(self, kinds: Iterable[str], member: str = "") -> list[Kept]:
        wanted = frozenset(kinds)
        return [self._kept(record) for record, head in self._in_order() if head.kind in wanted]

    def of_kinds(self, kinds: Iterable[str]) -> list[Record]:
        return [kept.record for kept in self.frame(kinds)]

    def frame_beyond(self, kinds: Iterable[str], member: str, places: Mapping[str, int]) -> list[Kept]:
        wanted = frozenset(kinds)
        beyond = [record for record, head in self._in_order() if head.kind in wanted and _lies_beyond(head, places)]
        return [self._kept(record) for record in beyond]

    def frame_heads(self, kinds: Iterable[str]) -> dict[str, int]:
        wanted = frozenset(kinds)
        return {head.log: head.seq for _, head in self._in_order() if head.kind in wanted}

    def stream(
        self, stream: str, member: str, *, newest: int | None = None, without: Sequence[str] = ("blob",)
    ) -> list[Kept]:
        here = [
            self._kept(record)
            for record, head in self.heads_of.items()
            if head.stream == stream and head.kind not in without and record not in self.bare
        ]
        here.sort(key=lambda kept: (kept.record.head.time, kept.record.head.log, kept.record.head.seq), reverse=True)
        return here[:newest]

    def kept(self, record: bytes, member: str) -> Kept | None:
        return self._kept(record) if record in self.records else None

    def among(self, records: Sequence[bytes], member: str) -> list[Kept]:
        return [self._kept(record) for record in records if record in self.records]

    def one(self, record: bytes) -> Record | None:
        return self.records.get(record)

    def heads(self) -> dict[str, tuple[int, str]]:
        return {log: (len(ids) - 1, ids[-1].hex()) for log, ids in self.logs.items() if ids}

    def owner(self, log: str) -> str | None:
        ids = self.logs.get(log)
        return self.heads_of[ids[0]].author if ids else None

    def id_at(self, log: str, seq: int) -> bytes | None:
        ids = self.logs.get(log, [])
        return ids[seq] if 0 <= seq < len(ids) else None

    def time_at(self, log: str, seq: int) -> int:
        record = self.id_at(log, seq)
        return self.heads_of[record].time if record is not None else 0

    def headers_back(self, log: str, seq: int) -> list[tuple[bytes, bytes]]:
        back = [self.records[record] for record in reversed(self.logs.get(log, [])[: seq + 1])]
        return [(record.header, record.body_hash) for record in back]

    def closed_deliveries(self) -> frozenset[tuple[str, str]]:
        return frozenset()

    def changed(self) -> bool:
        before, self._looked_at = self._looked_at, len(self.records)
        return before != self._looked_at

    def set_aside_count(self) -> int:
        return 0

    def _kept(self, record: bytes) -> Kept:
        return Kept(self.records[record], self._marks.get(record))

    def _in_order(self) -> Iterable[tuple[bytes, Header]]:
        changes, ordered = self._ordered
        if changes != self.changes:
            ordered = [(record, self.heads_of[record]) for log in sorted(self.logs) for record in self.logs[log]]
            self._ordered = self.changes, ordered
        return ordered


def _lies_beyond(head: Header, places: Mapping[str, int]) -> bool:
    return head.log in places and head.seq > places[head.log]
