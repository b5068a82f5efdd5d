"""A hub in memory that keeps the port's promise: what tests exchange logs with when no server is needed.

It knows bytes and places and no key, like the hub in PostgreSQL; `kept` is what it holds, `shown` what it tells of it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from careboard.storage.hub.port import Digest, Forked, Gap, NotYourLog, RegistryMoved
from careboard.vault.record import Record
from careboard.vault.registry import REGISTRY_KINDS, Place
from careboard.vault.verifier import UNSEALED

Shelves = dict[str, dict[int, Record]]  # log -> place -> what is handed out as the record at this place


def shelved(records: Iterable[Record]) -> Shelves:
    """Records at the places that their headers say."""
    shelves: Shelves = {}
    for record in records:
        shelves.setdefault(record.head.log, {})[record.head.seq] = record
    return shelves


@dataclass
class HubInMemory:
    """An honest hub; a login that owns no log and may not repair is told so where `owners` says who owns what."""

    kept: Shelves = field(default_factory=dict)

    def shown(self) -> Shelves:
        """What is told to whoever asks."""
        return self.kept

    def digest(self) -> Digest:
        """How many logs, and how many records in them."""
        shown = self.shown()
        return Digest(len(shown), sum(map(len, shown.values())))

    def heads(self) -> dict[str, Place]:
        """Every log's last place and id."""
        return {log: (max(places), places[max(places)].id.hex()) for log, places in self.shown().items() if places}

    def people(self) -> list[Record]:
        """All records about people, in the order of their `reg`."""
        people = [record for record in _in_order(self.shown()) if record.head.kind in REGISTRY_KINDS]
        return sorted(people, key=lambda record: record.head.reg or 0)

    def pull(self, have: Mapping[str, int], streams: Collection[str], most: int) -> list[Record]:
        """What lies beyond these places; bodies of what nobody seals, and of these streams."""
        shown = self.shown()
        beyond = [
            shown[log][seq] for log in sorted(shown) for seq in sorted(shown[log]) if seq > have.get(log, -1)
        ]  # fmt: skip
        return [_lent(record, streams) for record in beyond[:most]]

    def bodies(self, stream: str, after: tuple[str, int], most: int) -> list[Record]:
        """Whole records of one stream beyond a place."""
        whole = [record for record in _in_order(self.shown()) if record.head.stream == stream]
        return [record for record in whole if (record.head.log, record.head.seq) > after][:most]

    def push(self, records: Sequence[Record]) -> None:
        """Keep records, all or none."""
        kept = {log: dict(places) for log, places in self.kept.items()}
        for record in records:
            _append(kept, record)
        self.kept = kept

    def seen_by(self, member: str, *, may_repair: bool = False) -> "Login":
        """The hub as one login meets it, which appends to its own logs only."""
        return Login(self, member, may_repair)


@dataclass(frozen=True)
class Login:
    """One person's way to a hub in memory."""

    hub: HubInMemory
    member: str
    may_repair: bool

    def digest(self) -> Digest:
        """As the hub."""
        return self.hub.digest()

    def heads(self) -> dict[str, Place]:
        """As the hub."""
        return self.hub.heads()

    def people(self) -> list[Record]:
        """As the hub."""
        return self.hub.people()

    def pull(self, have: Mapping[str, int], streams: Collection[str], most: int) -> list[Record]:
        """As the hub."""
        return self.hub.pull(have, streams, most)

    def bodies(self, stream: str, after: tuple[str, int], most: int) -> list[Record]:
        """As the hub."""
        return self.hub.bodies(stream, after, most)

    def push(self, records: Sequence[Record]) -> None:
        """As the hub, for own logs; for others where this login may repair."""
        if not self.may_repair and any(record.head.author != self.member for record in records):
            raise NotYourLog("This log belongs to somebody else.")
        self.hub.push(records)


def _append(kept: Shelves, record: Record) -> None:
    head = record.head
    places = kept.setdefault(head.log, {})
    if head.seq in places:
        if places[head.seq].id != record.id:
            raise Forked(head.log, head.seq)
        return
    before = places[head.seq - 1].id.hex() if head.seq and head.seq - 1 in places else ""
    if (head.seq and not before) or head.prev != before:
        raise Gap(head.log, head.seq) if not before else Forked(head.log, head.seq)
    if head.kind in REGISTRY_KINDS and any(_has_number(other, head.reg) for other in _in_order(kept)):
        raise RegistryMoved(head.reg or 0)
    places[head.seq] = record


def _has_number(record: Record, reg: int | None) -> bool:
    return record.head.kind in REGISTRY_KINDS and record.head.reg == reg


def _in_order(shelves: Shelves) -> list[Record]:
    return [shelves[log][seq] for log in sorted(shelves) for seq in sorted(shelves[log])]


def _lent(record: Record, streams: Collection[str]) -> Record:
    head = record.head
    return record if head.kind in UNSEALED or head.stream in streams else record._replace(body=None)
