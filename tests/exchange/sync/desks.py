"""Computers of a small clinic, each with a vault in memory: the simplest replica, over records signed by real keys.

Nothing is by chance here: keys come from names, so that a test that fails fails again.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from typing import Any

from careboard.clinical.people import Role
from careboard.exchange.sync.admission import Admitted, Refused
from careboard.exchange.sync.alarms import Alarm, Caught
from careboard.exchange.sync.engine import Engine
from careboard.exchange.sync.replica import Named
from careboard.vault.keys import Keyset
from careboard.vault.policy import Policy
from careboard.vault.record import Header, Record, canon, parse_canon, record_id, sha256
from careboard.vault.registry import REGISTRY_KINDS, Place
from careboard.vault.verifier import UNSEALED
from tests.hub.in_memory import HubInMemory

CHART, OTHER_CHART = "c" * 64, "d" * 64
_NEITHER_RENEWED = REGISTRY_KINDS | {"checkpoint"}


@cache
def keys_of(name: str) -> Keyset:
    """The keys of somebody of this name."""
    return Keyset(hashlib.sha256(name.encode()).digest())


def sign(header: Header, body: bytes, keyset: Keyset) -> Record:
    """A record with a good signature."""
    text = header.encode()
    record = record_id(text, sha256(body))
    return Record(record, text, sha256(body), body, keyset.sign(record))


@dataclass
class Desk:
    """One person at one computer; `logs` is what its vault holds, records without body among them."""

    name: str
    clinic: str = ""
    installation: int = 1
    reads: set[str] = field(default_factory=lambda: {CHART})
    may_repair: bool = False
    logs: dict[str, list[Record]] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    alarms: list[Alarm] = field(default_factory=list)
    aside: list[Record] = field(default_factory=list)
    erasures: set[bytes] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.keyset = keys_of(self.name)
        self.member = self.keyset.id

    # -- what a person does -----------------------------------------------------------------------------------------

    @property
    def log(self) -> str:
        """The log that is written to."""
        return hashlib.sha256(f"{self.name} at {self.installation}".encode()).hexdigest()[:32]

    def compose(self, kind: str, body: bytes, stream: str = "", *, log: str = "", **fields: Any) -> Record:
        """The next record of a log, signed and not kept."""
        log = log or self.log
        seq, prev = self.heads().get(log, (-1, ""))
        header = Header(
            clinic=self.clinic, log=log, seq=seq + 1, prev=prev, author=self.member, kind=kind, stream=stream,
            time=1_790_000_000_000, key="e" * 64 if kind not in UNSEALED else "", **fields,
        )  # fmt: skip
        return sign(header, body, self.keyset)

    def keep(self, *records: Record) -> Record:
        """Records as they come; the last of them."""
        for record in records:
            self.logs.setdefault(record.head.log, []).append(record)
        return records[-1]

    def note(self, text: str = "Slept well.", stream: str = CHART) -> Record:
        """A note; nobody here looks into it."""
        return self.keep(self.compose("note", text.encode(), stream))

    def admit(self, name: str, *roles: Role, reg: int) -> Record:
        """Somebody becomes a member."""
        return self.keep(self.admission_of(name, *roles, reg=reg))

    def admission_of(self, name: str, *roles: Role, reg: int) -> Record:
        """The record by which somebody becomes a member, not kept."""
        body = {"keys": keys_of(name).public.to_json(), "roles": sorted(roles or (Role.NURSE,))}
        return self.compose("member", canon(body), reg=reg, to=keys_of(name).id)

    def checkpoint(self) -> Record:
        """Name all heads."""
        return self.keep(self.compose("checkpoint", canon({log: [*head] for log, head in self.heads().items()})))

    def restored(self) -> "Desk":
        """The same computer from an image that is made now."""
        logs = {log: list(records) for log, records in self.logs.items()}
        return Desk(self.name, self.clinic, self.installation, set(self.reads), self.may_repair, logs, dict(self.known))

    def at(self, hub: HubInMemory, most: int = 500) -> Engine:
        """The engine of this computer."""
        return Engine(self, hub.seen_by(self.member, may_repair=self.may_repair), most)

    @property
    def caught(self) -> list[Caught]:
        """What the hub was caught at, in the order in which it was told."""
        return [alarm.caught for alarm in self.alarms]

    # -- the replica --------------------------------------------------------------------------------------------------

    def heads(self) -> dict[str, Place]:
        """Every log's last place."""
        return {log: (len(records) - 1, records[-1].id.hex()) for log, records in self.logs.items() if records}

    def own(self) -> dict[str, Place]:
        """Those of this person."""
        return {log: head for log, head in self.heads().items() if self.owner(log) == self.member}

    def owner(self, log: str) -> str | None:
        """The author of the first record."""
        records = self.logs.get(log)
        return records[0].head.author if records else None

    def id_at(self, log: str, seq: int) -> str | None:
        """The id at a place."""
        records = self.logs.get(log, [])
        return records[seq].id.hex() if 0 <= seq < len(records) else None

    def held(self, ids: Sequence[bytes]) -> frozenset[bytes]:
        """Which of these lie here."""
        return frozenset(ids) & {record.id for record in self.everything()}

    def people(self) -> list[Record]:
        """The registry's records."""
        return [record for record in self.everything() if record.head.kind in REGISTRY_KINDS]

    def erased(self) -> frozenset[bytes]:
        """Erased by law."""
        return frozenset(self.erasures)

    def beyond(self, log: str, seq: int, most: int) -> list[Record]:
        """What is to be pushed."""
        found: list[Record] = []
        for record in self.logs.get(log, [])[seq + 1 :][:most]:
            if record.body is None and record.id not in self.erasures:
                break
            found.append(record)
        return found

    def acked(self) -> dict[str, int]:
        """What the hub is known to hold."""
        return dict(self.known)

    def acknowledge(self, heads: Mapping[str, Place]) -> None:
        """The hub holds these."""
        for log, (seq, record) in heads.items():
            assert self.id_at(log, seq) == record, "only what stands here may be acknowledged"
            self.known[log] = max(seq, self.known.get(log, -1))

    def take_in(self, admitted: Sequence[Admitted]) -> None:
        """Keep what passed; a vault in a file would refuse what does not follow."""
        for record, header, _settled in admitted:
            here = self.logs.setdefault(header.log, [])
            assert header.seq == len(here), "only what follows may be kept"
            here.append(record)

    def quarantine(self, refused: Sequence[Refused]) -> None:
        """Keep what does not stand."""
        self.refused += refused

    def streams(self) -> frozenset[str]:
        """Whose keys are here."""
        return frozenset(self.reads)

    def lacking(self) -> dict[str, tuple[str, int]]:
        """Where bodies are missing."""
        bare = [(r.head.log, r.head.seq, r) for r in self.everything() if r.body is None and r.id not in self.erasures]
        found: dict[str, tuple[str, int]] = {}
        for log, seq, record in sorted(bare):
            if record.head.stream in self.reads:
                found.setdefault(record.head.stream, (log, seq))
        return found

    def fill(self, records: Sequence[Record]) -> None:
        """Bodies that came later."""
        for record in records:
            self.logs[record.head.log][record.head.seq] = record

    def named(self, beyond: Mapping[str, int]) -> Iterator[Named]:
        """What checkpoints name."""
        for record in self.everything():
            if record.head.kind == "checkpoint" and record.head.seq > beyond.get(record.head.log, -1):
                for log, (seq, named) in parse_canon(record.body or b"").items():
                    yield Named(record.head.log, log, seq, named)

    def part(self, log: str, seq: int) -> None:
        """Sign anew what cannot be shared."""
        moved, self.logs[log] = self.logs[log][seq:], self.logs[log][:seq]
        self.aside += moved
        self.installation += 100
        for record in moved:
            if record.head.kind not in _NEITHER_RENEWED:
                self.keep(self.compose(record.head.kind, record.body or b"", record.head.stream))

    def written_here(self, log: str) -> bool:
        """Are its records this computer's?"""
        return log == self.log

    def set_aside(self, log: str, seq: int) -> None:
        """Move what is no part of the log aside."""
        moved, self.logs[log] = self.logs[log][seq:], self.logs[log][:seq]
        self.aside += moved
        self.known[log] = min(self.known.get(log, -1), seq - 1)

    def tell(self, alarm: Alarm) -> None:
        """Keep an alarm."""
        if alarm not in self.alarms:
            self.alarms.append(alarm)

    def everything(self) -> list[Record]:
        """All records."""
        return [record for records in self.logs.values() for record in records]


def founder(name: str = "Chen") -> Desk:
    """Who begins a clinic."""
    desk = Desk(name, may_repair=True)
    body = {
        "keys": desk.keyset.public.to_json(), "roles": sorted({Role.PSYCHIATRIST, Role.ADMIN}),
        "custody": None, "policy": Policy().to_json(), "clinic_stream": "f" * 64,
    }  # fmt: skip
    desk.clinic = desk.keep(desk.compose("genesis", canon(body), reg=0)).id.hex()
    return desk


def clinic_of(*names: str) -> tuple[Desk, ...]:
    """A founder and others, whom the founder enrolled; nothing of it is at a hub yet, nor at the others' computers."""
    first = founder()
    numbers = count(1)
    for name in names:
        first.admit(name, reg=next(numbers))
    return first, *(Desk(name, first.clinic) for name in names)


def same(*desks: Desk) -> bool:
    """Do they hold the same logs, and those who read a chart its bodies?"""
    return all(desk.heads() == desks[0].heads() and not desk.lacking() for desk in desks)
