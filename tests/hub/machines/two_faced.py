"""A hub that tells each who asks what it likes, and its lies: each changes what is told, at places drawn by a machine.

It has no key of a member's; where a member is in league with it and signs in another's log, the lie says so.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from msgspec.structs import replace
from typing_extensions import override

from careboard.vault.keys import Keyset
from careboard.vault.record import Record, record_id, sha256
from tests.exchange.sync.desks import OTHER_CHART, founder, keys_of, sign
from tests.hub.in_memory import HubInMemory, Shelves, shelved

Lie = Callable[[Shelves], None]
Spot = tuple[str, int]  # a log and a place in it
EVERYBODY = ""
_HUBS_OWN = "the hub's administrator"


@dataclass
class TwoFaced(HubInMemory):
    """A hub that keeps the truth, as far as it has not lost it, and tells `asker` what its lies make of it."""

    lies: list[tuple[str, Lie]] = field(default_factory=list)
    asker: str = EVERYBODY
    lost: bool = False

    @override
    def shown(self) -> Shelves:
        lies = self.told_to(self.asker)
        if not lies:
            return self.kept
        told = {log: dict(places) for log, places in self.kept.items()}
        for lie in lies:
            lie(told)
        return {log: places for log, places in told.items() if places}

    def told_to(self, member: str) -> list[Lie]:
        """The lies that are told to somebody now, in the order in which they began."""
        return [lie for to, lie in self.lies if to in (EVERYBODY, member)]

    def lose(self, earlier: Shelves) -> None:
        """What the hub kept since then is truly gone: it was restored from a backup."""
        self.kept, self.lost = earlier, True


def deleted(spot: Spot) -> Lie:
    """One row is gone."""
    return lambda told: _take(told, spot)


def truncated(spot: Spot) -> Lie:
    """A log ends before this place."""
    log, seq = spot
    return lambda told: told.update({log: {place: x for place, x in told.get(log, {}).items() if place < seq}})


def withheld(spot: Spot) -> Lie:
    """A log is not spoken of at all."""
    return lambda told: told.update({spot[0]: {}})


def rolled_back(earlier: Shelves) -> Lie:
    """All is told as it was, and what is sent is thanked for and not told of."""

    def lie(told: Shelves) -> None:
        told.clear()
        told.update({log: dict(places) for log, places in earlier.items()})

    return lie


def rows_swapped(one: Spot, other: Spot) -> Lie:
    """Two rows stand in each other's places."""

    def lie(told: Shelves) -> None:
        if _has(told, one, other):
            here, there = _at(told, one), _at(told, other)
            _put(told, one, there)
            _put(told, other, here)

    return lie


def bodies_swapped(one: Spot, other: Spot, *, renamed: bool) -> Lie:
    """Two rows have each other's bodies; `renamed`: also the hashes and the names that belong to them."""

    def lie(told: Shelves) -> None:
        if _has(told, one, other):
            here, there = _at(told, one), _at(told, other)
            _put(told, one, _with_body(here, there, renamed=renamed))
            _put(told, other, _with_body(there, here, renamed=renamed))

    return lie


def flipped(spot: Spot, part: str) -> Lie:
    """One bit of a part of a row is another."""
    return _changed(spot, lambda record: record._replace(**{part: _flip(getattr(record, part))}))


def body_kept_back(spot: Spot) -> Lie:
    """A row comes without what stands in it."""
    return _changed(spot, lambda record: record._replace(body=None))


def forged(spot: Spot, *, signed: bool) -> Lie:
    """A row says that it is about another patient; `signed`: by the hub, else with the signature that it had."""
    return _changed(spot, lambda record: _moved(record, keys_of(_HUBS_OWN) if signed else None))


def author_stolen(spot: Spot, other: str) -> Lie:
    """A row names another author; its signature is that of who wrote it."""
    return _changed(spot, lambda record: _named(record, author=other))


def written_for(spot: Spot, thief: Keyset | None) -> Lie:
    """After a row its author is said to have written more, which the hub signed; or a thief, as of their own."""

    def lie(told: Shelves) -> None:
        if _has(told, spot):
            last = _at(told, spot)
            author = thief.id if thief else last.head.author
            head = replace(last.head, seq=spot[1] + 1, prev=last.id.hex(), author=author, kind="note", reg=None)
            _put(told, (spot[0], spot[1] + 1), sign(head, b"Stopped all medication.", thief or keys_of(_HUBS_OWN)))

    return lie


def of_another_clinic(spot: Spot) -> Lie:
    """The logs of another clinic stand beside this one's, and one of its rows in the place of one of these."""

    def lie(told: Shelves) -> None:
        elsewhere = _elsewhere()
        if _has(told, spot):
            _put(told, spot, next(iter(elsewhere.values()))[0])
        told.update({log: dict(places) for log, places in elsewhere.items()})

    return lie


@cache
def _elsewhere() -> Shelves:
    other = founder("Ito")
    other.admit("Jones", reg=1)
    other.note()
    return shelved(other.everything())


def _changed(spot: Spot, change: Callable[[Record], Record]) -> Lie:
    def lie(told: Shelves) -> None:
        if _has(told, spot):
            _put(told, spot, change(_at(told, spot)))

    return lie


def _has(told: Shelves, *spots: Spot) -> bool:
    return all(seq in told.get(log, {}) for log, seq in spots)


def _at(told: Shelves, spot: Spot) -> Record:
    return told[spot[0]][spot[1]]


def _put(told: Shelves, spot: Spot, record: Record) -> None:
    told[spot[0]][spot[1]] = record


def _take(told: Shelves, spot: Spot) -> None:
    told.get(spot[0], {}).pop(spot[1], None)


def _flip(part: bytes) -> bytes:
    return part[:-1] + bytes([part[-1] ^ 1]) if part else b"\1"


def _with_body(record: Record, other: Record, *, renamed: bool) -> Record:
    if not renamed:
        return record._replace(body=other.body)
    body_hash = sha256(other.body or b"")
    return record._replace(id=record_id(record.header, body_hash), body_hash=body_hash, body=other.body)


def _moved(record: Record, signer: Keyset | None) -> Record:
    head = replace(record.head, stream=OTHER_CHART)
    return _named(record, stream=OTHER_CHART) if signer is None else sign(head, record.body or b"", signer)


def _named(record: Record, **fields: str) -> Record:
    header = replace(record.head, **fields).encode()
    return record._replace(id=record_id(header, record.body_hash), header=header)
