"""Logs to exchange with a hub, signed by real keys and made in no time: bodies are noise, as sealed ones look.

`broken` is what must be empty whenever a hub was cut, killed or asked by many at once.
"""

import hashlib
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from careboard.vault.keys import Keyset
from careboard.vault.record import Header, Record, record_id, sha256
from careboard.vault.registry import Place

_BEGAN = 1_790_000_000_000  # milliseconds UTC
NOTE = 2048 + 28  # bytes of a note of 2 KB when it is sealed


@dataclass
class Writer:
    """Someone's log on some computer; the same name writes the same log whenever it is asked."""

    clinic: str
    name: str
    stream: str = ""
    seq: int = -1
    head: str = ""
    keys: Keyset = field(init=False)
    log: str = field(init=False)
    said: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.keys = Keyset(hashlib.sha256(self.name.encode()).digest())
        self.log = named(f"log of {self.name}")[:32]
        self.said = random.Random(f"{self.name} {self.seq}")

    @property
    def place(self) -> Place:
        """Where the log ends."""
        return self.seq, self.head

    def write(self, kind: str = "note", size: int = NOTE) -> Record:
        """The next record of the log."""
        sealed = kind == "note"
        header = Header(
            clinic=self.clinic, log=self.log, seq=self.seq + 1, prev=self.head, author=self.keys.id, kind=kind,
            stream=self.stream if sealed else "", time=_BEGAN + self.seq, key=named("key") if sealed else "",
        ).encode()  # fmt: skip
        body = self.said.randbytes(size)
        found = record_id(header, sha256(body))
        self.seq, self.head = self.seq + 1, found.hex()
        return Record(found, header, sha256(body), body, self.keys.sign(found))

    def several(self, count: int, size: int = NOTE) -> list[Record]:
        """The next notes of the log."""
        return [self.write(size=size) for _ in range(count)]

    def again(self) -> "Writer":
        """The same log from here on, as a computer writes it that was set back to an old image."""
        again = replace(self)
        again.said = random.Random(f"{self.name} once more")
        return again


def named(what: str) -> str:
    """An id, 64 hex digits, that is the same whenever it is asked for."""
    return hashlib.sha256(what.encode()).hexdigest()


def broken(records: Iterable[Record], writers: Iterable[Writer]) -> Iterator[str]:
    """Each place where what a hub handed out, with all bodies, is no whole chain that its writer signed."""
    heads: dict[str, Place] = {}
    keys = {writer.log: writer.keys for writer in writers}
    for record in records:
        head = record.head
        seq, before = heads.get(head.log, (-1, ""))
        if (head.seq, head.prev) != (seq + 1, before):
            yield f"{head.log[:8]}: {head.seq} after {seq}"
        if record_id(record.header, record.body_hash) != record.id or sha256(record.body or b"") != record.body_hash:
            yield f"{head.log[:8]}: {head.seq} was altered"
        if head.log in keys:
            keys[head.log].public.check(record.sig, record.id)
        heads[head.log] = head.seq, record.id.hex()
