"""The records about a stream's keys: epochs and grants, what their bodies hold, and which of them count.

A record counts when its author stood in the stream's team before: whoever began it, or was handed a key by one who did.
"""

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from careboard.vault.keys import PublicKeys, StreamKey, stream_id, wrap_info
from careboard.vault.record import Header
from careboard.vault.refusals import BadRecord


@dataclass(frozen=True, slots=True)
class Epoch:
    """One key of a stream, and for whom it was wrapped. `number` counts from 0; `rungs` lead to the keys before.

    `group`: of the break-glass group's own stream, the public half of what this key gives.
    """

    stream: str
    number: int
    key: str
    record: bytes
    author: str
    wraps: Mapping[str, bytes] = field(repr=False)
    custody: bytes | None = field(repr=False)
    rungs: Mapping[str, bytes] = field(repr=False)
    group: PublicKeys | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """A key of a stream, handed to one more member."""

    key: str
    to: str
    author: str
    wrap: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Leave:
    """Somebody left the care team of a stream, or was taken off it, when `key` was the newest; `record` says so."""

    key: str
    member: str
    record: bytes
    log: str
    seq: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a stream's key records counts: those by its team."""

    epochs: tuple[Epoch, ...]
    grants: tuple[Grant, ...]

    def audience(self, key: str) -> frozenset[str]:
        """For whom a key was ever wrapped."""
        wrapped = {member for epoch in self.epochs if epoch.key == key for member in epoch.wraps}
        return frozenset(wrapped | {grant.to for grant in self.grants if grant.key == key})

    def level(self, key: str) -> int:
        """The number of the epoch that made a key; 0 for a key that none of them names."""
        return next((epoch.number for epoch in self.epochs if epoch.key == key), 0)

    def answered(self, leave: Leave) -> bool:
        """Was the member handed a key again afterwards, one that came after all that the leave knew of?"""
        level = self.level(leave.key)
        return any(grant.to == leave.member and self.level(grant.key) > level for grant in self.grants)

    @property
    def keys(self) -> frozenset[str]:
        """The keys that the team made, and those that its ladder leads to."""
        return frozenset(key for epoch in self.epochs for key in (epoch.key, *epoch.rungs))


def by_the_team(epochs: Iterable[Epoch], grants: Iterable[Grant], custodian: str) -> Standing:
    """The records by whoever began the stream, by those to whom a key was handed, and so on; and by custody."""
    team, size = {custodian} if custodian else set[str](), -1
    standing = Standing((), ())
    while len(team) != size:
        size = len(team)
        standing = Standing(
            tuple(epoch for epoch in epochs if epoch.number == 0 or epoch.author in team),
            tuple(grant for grant in grants if grant.author in team),
        )
        team |= {member for epoch in standing.epochs for member in (epoch.author, *epoch.wraps)}
        team |= {grant.to for grant in standing.grants}
    return standing


def epoch_body(
    clinic: str,
    stream: str,
    number: int,
    key: StreamKey,
    members: Mapping[str, PublicKeys],
    custody: PublicKeys | None,
    older: Iterable[StreamKey] = (),
    group: PublicKeys | None = None,
) -> dict[str, Any]:
    """The body of a `stream` (number 0) or `epoch` record: the key, wrapped for each who shall read."""
    wraps = {m: spelt(key.wrap(keys, wrap_info(clinic, stream, key.id, m, "member"))) for m, keys in members.items()}
    rungs = {o.id: spelt(key.ladder(o, wrap_info(clinic, stream, o.id, key.id, "ladder"))) for o in older}
    body: dict[str, Any] = {"epoch": number, "wraps": wraps, "rungs": rungs}
    if custody is not None:
        body["custody"] = spelt(key.wrap(custody, wrap_info(clinic, stream, key.id, custody.id, "custody")))
    if group is not None:
        body["group"] = group.to_json()
    return body


def grant_body(clinic: str, stream: str, key: StreamKey, member: str, keys: PublicKeys) -> dict[str, Any]:
    """The body of a `grant` record: the newest key for one newcomer."""
    return {"wrap": spelt(key.wrap(keys, wrap_info(clinic, stream, key.id, member, "member")))}


def read_epoch(record: bytes, header: Header, body: Mapping[str, Any]) -> Epoch:
    """What a `stream` or `epoch` record says; raises BadRecord (rule 10)."""
    number, wraps, rungs = body.get("epoch"), body.get("wraps"), body.get("rungs")
    if type(number) is not int or not isinstance(wraps, dict) or not isinstance(rungs, dict):
        raise BadRecord(10, "A record about keys is damaged.")
    begins = header.kind == "stream"
    if begins != (number == 0) or number < 0 or (begins and stream_id(header.key, header.author) != header.stream):
        raise BadRecord(10, "A record begins a stream that is not named after its key and its maker.")
    custody = bytes_of(body["custody"]) if "custody" in body else None
    opened = {str(member): bytes_of(wrap) for member, wrap in wraps.items()}
    ladder = {str(key): bytes_of(rung) for key, rung in rungs.items()}
    group = PublicKeys.from_json(body["group"]) if "group" in body else None
    return Epoch(header.stream, number, header.key, record, header.author, opened, custody, ladder, group)


def read_grant(header: Header, body: Mapping[str, Any]) -> Grant:
    """What a `grant` record says; raises BadRecord (rule 10)."""
    return Grant(header.key, header.to, header.author, bytes_of(body.get("wrap")))


def read_leave(record: bytes, header: Header) -> Leave:
    """What a `leave` record says; raises BadRecord (rule 10)."""
    if not header.to or not header.key:
        raise BadRecord(10, "A record about keys is damaged.")
    return Leave(header.key, header.to, record, header.log, header.seq)


def spelt(raw: bytes) -> str:
    """Bytes as they stand in a body about keys: base64."""
    return base64.b64encode(raw).decode("ascii")


def bytes_of(text: object) -> bytes:
    """Read back; raises BadRecord (rule 10)."""
    try:
        if isinstance(text, str):
            return base64.b64decode(text, validate=True)
    except ValueError:
        pass
    raise BadRecord(10, "A record about keys is damaged.")
