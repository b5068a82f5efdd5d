"""What of the records that somebody offers may enter a vault: those that pass rules 1 to 7, each log in order.

Of rule 8 one part is asked here already: a branch that leads to another record than the one that a change of roles
names may not pass that place, or the true one could never enter any more (`branches`).

Pure: nothing is read or kept but what is handed in. A record that fails stops its own log and no other.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from careboard.vault.record import Header, Record
from careboard.vault.refusals import BadRecord
from careboard.vault.registry import Place, Registry, fold_registry
from careboard.vault.verifier import UNSEALED, has_its_body, is_its_pin, is_signed, stands_alone, stands_in_its_log

_THREADS = min(4, os.cpu_count() or 1)
_AT_ONCE = 50
_AUTHOR_UNKNOWN = 4


class Admitted(NamedTuple):
    """A record that passed rules 1 to 7 and may enter the vault.

    `settled`: its author's log is not pinned from here on, so whoever admits it may mark it as passed for good.
    """

    record: Record
    header: Header
    settled: bool


class Refused(NamedTuple):
    """A record that breaks a rule; its log is not read beyond it. `sentence` is the source's: `told` is for people."""

    record: Record
    log: str
    rule: int
    sentence: str

    @property
    def told(self) -> str:
        """The sentence and what is to be done."""
        return BadRecord(self.rule, self.sentence).told

    @property
    def stranger(self) -> bool:
        """Is its author nobody whom the clinic's people name, as far as they are known here?"""
        return self.rule == _AUTHOR_UNKNOWN


class Decision(NamedTuple):
    """What may enter, in the order in which it is to be kept; what may not, at most one record of each log; and the
    places (log, seq) of records that lay here already.
    """

    admitted: tuple[Admitted, ...]
    refused: tuple[Refused, ...]
    repeated: tuple[tuple[str, int], ...]


class Overlay:
    """The logs as they lie here, and upon them what was admitted since."""

    def __init__(
        self,
        heads: Mapping[str, Place],
        owner: Callable[[str], str | None],
        id_at: Callable[[str, int], str | None],
    ) -> None:
        self.heads = dict(heads)
        self._owner, self._id_at = owner, id_at
        self._owners: dict[str, str | None] = {}
        self._fresh: dict[tuple[str, int], bytes] = {}

    def owner(self, log: str) -> str | None:
        """The author of the log's first record."""
        if log not in self._owners:
            self._owners[log] = self._owner(log)
        return self._owners[log]

    def id_at(self, log: str, seq: int) -> bytes | None:
        """The id of the record at this place; nobody is asked about places beyond the head."""
        head = self.heads.get(log)
        if head is None or seq > head[0]:
            return None
        if seq == head[0]:
            return bytes.fromhex(head[1])
        found = self._fresh.get((log, seq))
        if found is None:
            there = self._id_at(log, seq)
            found = bytes.fromhex(there) if there is not None else None
        return found

    def put(self, header: Header, record: Record) -> None:
        """The next record of its log was admitted."""
        if header.seq == 0:
            self._owners[header.log] = header.author
        self._fresh[header.log, header.seq] = record.id
        self.heads[header.log] = header.seq, record.id.hex()

    def rest(self) -> None:
        """What was admitted is kept now: it can be asked for where the rest lies."""
        self._fresh.clear()


@dataclass(frozen=True, slots=True)
class Standing:
    """What offered records are held against."""

    registry: Registry
    logs: Overlay
    erased: AbstractSet[bytes] = frozenset()


def people_of(here: Iterable[Record], offered: Iterable[Record], clinic: str) -> Registry:
    """The clinic's people by what lies here and what is offered beside it; where both have a record, ours is taken.

    Raises BadRecord where neither has the clinic's genesis.
    """
    union = {record.id: record for record in (*offered, *here)}
    return fold_registry(list(union.values()), clinic)


def admission(offered: Sequence[Record], standing: Standing) -> Decision:
    """Hold records against rules 1 to 7, each log in the order in which it is offered.

    What is admitted is put upon `standing.logs`; a record that lies here already is passed over. One without body is
    admitted only where a stream key would seal it, or where an erasure names it.
    """
    read = _signed([_read(record, standing) for record in offered], standing.registry)
    deciding = _Deciding(standing)
    for one in read:
        deciding.take(one)
    return Decision(tuple(deciding.admitted), tuple(deciding.refused.values()), tuple(deciding.repeated))


class _Read(NamedTuple):
    """A record, the log that it claims ("" where it cannot be read), and its header where it stands by itself."""

    record: Record
    log: str
    found: Header | BadRecord


def _read(record: Record, standing: Standing) -> _Read:
    try:
        header = stands_alone(record, standing.registry)
        if header.kind in UNSEALED:
            has_its_body(record, standing.erased)
    except BadRecord as refusal:
        return _Read(record, log_of(record), refusal)
    return _Read(record, header.log, header)


def log_of(record: Record) -> str:
    """The log that a record says it stands in, which need not be true; "" where it says nothing."""
    try:
        return record.head.log
    except BadRecord:
        return ""


def _signed(read: Sequence[_Read], registry: Registry) -> Iterable[_Read]:
    """Rule 5, which takes most of the time: all processors take part where it is worth it."""
    check = partial(_with_signature, registry)
    if len(read) <= _AT_ONCE:
        return check(read)
    pieces = [read[start : start + _AT_ONCE] for start in range(0, len(read), _AT_ONCE)]
    with ThreadPoolExecutor(_THREADS) as pool:
        return [one for piece in pool.map(check, pieces) for one in piece]


def _with_signature(registry: Registry, read: Sequence[_Read]) -> list[_Read]:
    return [_without_forgery(one, registry) for one in read]


def _without_forgery(one: _Read, registry: Registry) -> _Read:
    if isinstance(one.found, Header):
        try:
            is_signed(one.record, one.found, registry)
        except BadRecord as refusal:
            return one._replace(found=refusal)
    return one


class _Deciding:
    """Rules 6 and 7, for which the order counts."""

    def __init__(self, standing: Standing) -> None:
        self._logs, self._registry = standing.logs, standing.registry
        self.admitted: list[Admitted] = []
        self.refused: dict[str, Refused] = {}
        self.repeated: list[tuple[str, int]] = []

    def take(self, one: _Read) -> None:
        """The next record that is offered."""
        if one.log in self.refused:
            return
        try:
            if isinstance(one.found, BadRecord):
                raise one.found
            self._admit(one.record, one.found)
        except BadRecord as refusal:
            self.refused[one.log] = Refused(one.record, one.log, refusal.rule, str(refusal))

    def _admit(self, record: Record, header: Header) -> None:
        place = header.log, header.seq
        if self._logs.id_at(*place) == record.id:
            self.repeated.append(place)
            return
        stands_in_its_log(record, header, self._logs)
        is_its_pin(record, header, self._registry)
        self._logs.put(header, record)
        settled = self._registry.pinned(header.author, *place) is None
        self.admitted.append(Admitted(record, header, settled))
