"""Which streams there are, their epochs, and the keys that this member can open of them.

Keys are only ever added. An epoch counts for writing only when it was made by somebody who held the key before it:
the ladder's rungs prove it, down to the first key, after which the stream is named.
"""

import base64
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from careboard.errors import CareboardError
from careboard.vault.keys import Keyset, PublicKeys, StreamKey, stream_id, wrap_info
from careboard.vault.record import Header, Record, parse_canon
from careboard.vault.refusals import BadRecord, NoKey

STREAM_KINDS = frozenset({"stream", "epoch", "grant"})


@dataclass(frozen=True, slots=True)
class Epoch:
    """One key of a stream, and for whom it was wrapped. `number` counts from 0; `rungs` lead to the keys before."""

    stream: str
    number: int
    key: str
    record: bytes
    author: str
    wraps: Mapping[str, bytes] = field(repr=False)
    custody: bytes | None = field(repr=False)
    rungs: Mapping[str, bytes] = field(repr=False)


class Keyring:
    """The stream keys within reach of one member (or of the clinic's custody)."""

    def __init__(self, keyset: Keyset, clinic: str, custodian: str = "") -> None:
        self._keyset = keyset
        self._custodian = custodian
        self._custody = keyset.id == custodian
        self._by_custody: dict[str, set[str]] = defaultdict(set)
        self._clinic = clinic
        self._epochs: dict[str, dict[str, Epoch]] = defaultdict(dict)
        self._grants: dict[tuple[str, str], dict[str, bytes]] = defaultdict(dict)
        self._keys: dict[tuple[str, str], StreamKey] = {}

    def take(self, record: Record, header: Header) -> None:
        """Add an accepted record of kind stream, epoch or grant."""
        body = parse_canon(record.body or b"", rule=10)
        if header.kind == "grant":
            self._grants[header.stream, header.key][header.to] = _bytes(body.get("wrap"))
            if header.author == self._custodian:
                self._by_custody[header.stream].add(header.to)
            return
        epoch = _epoch(record.id, header, body)
        self._epochs[header.stream].setdefault(epoch.key, epoch)

    def remember(self, stream: str, key: StreamKey) -> None:
        """A key that this member has just made."""
        self._keys[stream, key.id] = key

    @property
    def streams(self) -> frozenset[str]:
        """All streams that are known, with or without a key."""
        return frozenset(self._epochs)

    def holds(self, stream: str) -> bool:
        """Can this member read the stream's newest epoch?"""
        try:
            self.current(stream)
        except CareboardError:
            return False
        return True

    def team(self, stream: str) -> frozenset[str]:
        """Everybody to whom a reader ever handed a key of the stream; what custody handed over stands apart."""
        epochs = self._epochs.get(stream, {})
        everybody = frozenset(member for epoch in epochs.values() for member in self._audience(epoch))
        return everybody - self._by_custody.get(stream, set())

    def current_team(self, stream: str) -> frozenset[str]:
        """Everybody who reads what is written now."""
        return self._audience(self._current_epoch(stream))

    def current(self, stream: str) -> tuple[Epoch, StreamKey]:
        """The epoch to write under, and its key; raises NoKey."""
        epoch = self._current_epoch(stream)
        return epoch, self.key(stream, epoch.key)

    def key(self, stream: str, key: str) -> StreamKey:
        """The key that a header names, by an own wrap, a grant, custody, or down the ladder; raises NoKey."""
        if (known := self._keys.get((stream, key))) is not None:
            return known
        found = self._open(stream, key)
        self._keys[stream, key] = found
        return found

    def levels(self, stream: str) -> list[list[Epoch]]:
        """The epochs that count, by number: each proves by a rung that its maker held a key of the level before."""
        epochs = sorted(self._epochs.get(stream, {}).values(), key=lambda epoch: (epoch.number, epoch.record))
        live: list[list[Epoch]] = []
        for number in range(1 + max((epoch.number for epoch in epochs), default=-1)):
            here = [e for e in epochs if e.number == number and self._climbs(e, live[-1] if live else [])]
            here = [e for e in here if not any(self._expels(other, e) for other in here)]
            if not here:
                break
            live.append(here)
        return live

    def _current_epoch(self, stream: str) -> Epoch:
        levels = self.levels(stream)
        if not levels:
            raise NoKey("You hold no key of this chart.")
        return levels[-1][-1]

    def _climbs(self, epoch: Epoch, below: Iterable[Epoch]) -> bool:
        if epoch.number == 0:
            return True
        return any(self._proven(epoch, older) for older in below if older.key in epoch.rungs)

    def _proven(self, epoch: Epoch, older: Epoch) -> bool:
        """Without the key (a reader outside the team) the rung cannot be tried, and its being there must do."""
        try:
            key = self.key(epoch.stream, epoch.key)
        except NoKey:
            return epoch.author in self._audience(older)
        try:
            self._step(key, epoch, older.key)
        except CareboardError:
            return False
        return True

    def _expels(self, one: Epoch, other: Epoch) -> bool:
        """Two epochs of the same number: `one` left the maker of `other` out, who had kept the maker of `one` in."""
        return other.author not in self._audience(one) and one.author in self._audience(other)

    def _audience(self, epoch: Epoch) -> frozenset[str]:
        return frozenset(epoch.wraps) | frozenset(self._grants.get((epoch.stream, epoch.key), {}))

    def _open(self, stream: str, key: str) -> StreamKey:
        epochs = self._epochs.get(stream, {})
        me = self._keyset.id
        epoch = epochs.get(key)
        if epoch is not None:
            wrap = epoch.wraps.get(me) or self._grants.get((stream, key), {}).get(me)
            if wrap is not None:
                return self._keyset.unwrap(wrap, wrap_info(self._clinic, stream, key, me, "member"), key)
            if self._custody and epoch.custody is not None:
                info = wrap_info(self._clinic, stream, key, me, "custody")
                return self._keyset.unwrap(epoch.custody, info, key)
        for newer in epochs.values():
            if key in newer.rungs and newer.number > (epoch.number if epoch else -1):
                try:
                    return self._step(self.key(stream, newer.key), newer, key)
                except NoKey:
                    continue
        raise NoKey("You hold no key of this chart.")

    def _step(self, key: StreamKey, epoch: Epoch, older: str) -> StreamKey:
        return key.step_down(
            epoch.rungs[older], wrap_info(self._clinic, epoch.stream, older, epoch.key, "ladder"), older
        )


def epoch_body(
    clinic: str,
    stream: str,
    number: int,
    key: StreamKey,
    members: Mapping[str, PublicKeys],
    custody: PublicKeys | None,
    older: Iterable[StreamKey] = (),
) -> dict[str, Any]:
    """The body of a `stream` (number 0) or `epoch` record: the key, wrapped for each who shall read."""
    wraps = {m: _text(key.wrap(keys, wrap_info(clinic, stream, key.id, m, "member"))) for m, keys in members.items()}
    rungs = {o.id: _text(key.ladder(o, wrap_info(clinic, stream, o.id, key.id, "ladder"))) for o in older}
    body: dict[str, Any] = {"epoch": number, "wraps": wraps, "rungs": rungs}
    if custody is not None:
        body["custody"] = _text(key.wrap(custody, wrap_info(clinic, stream, key.id, custody.id, "custody")))
    return body


def grant_body(clinic: str, stream: str, key: StreamKey, member: str, keys: PublicKeys) -> dict[str, Any]:
    """The body of a `grant` record: the newest key for one newcomer."""
    return {"wrap": _text(key.wrap(keys, wrap_info(clinic, stream, key.id, member, "member")))}


def _epoch(record: bytes, header: Header, body: Mapping[str, Any]) -> Epoch:
    number = body.get("epoch")
    custody = _bytes(body["custody"]) if "custody" in body else None
    wraps, rungs = body.get("wraps"), body.get("rungs")
    if not isinstance(number, int) or not isinstance(wraps, dict) or not isinstance(rungs, dict):
        raise BadRecord(10, "A record about keys is damaged.")
    begins = header.kind == "stream"
    if begins != (number == 0) or (begins and stream_id(header.key) != header.stream):
        raise BadRecord(10, "A record begins a stream that is not named after its key.")
    opened = {str(member): _bytes(wrap) for member, wrap in wraps.items()}
    ladder = {str(key): _bytes(rung) for key, rung in rungs.items()}
    return Epoch(header.stream, number, header.key, record, header.author, opened, custody, ladder)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _bytes(text: object) -> bytes:
    try:
        return base64.b64decode(str(text), validate=True)
    except ValueError:
        raise BadRecord(10, "A record about keys is damaged.") from None
