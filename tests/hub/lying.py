"""Hubs that keep the port's promise and lie: one function for each lie, which changes what is handed out.

A hub has no key, so none of them forges a signature. Those that hold what somebody else signed for them say so: the
physician who left, or the hub's own administrator with a key that was made for the purpose.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from msgspec.structs import replace
from typing_extensions import override

from careboard.vault.record import Record, record_id
from tests.hub.in_memory import HubInMemory, Shelves
from tests.hub.scene import Scene, Where


class Lie(StrEnum):
    """What a malicious hub may try."""

    FLIP = "flip"
    DELETE = "delete"
    TRUNCATE = "truncate"
    REORDER = "reorder"
    REPLAY = "replay"
    SWAP_ROWS = "swap-rows"
    SWAP_BODIES = "swap-bodies"
    SWAP_PATIENTS = "swap-patients"
    SWAP_COMPARTMENTS = "swap-compartments"
    OTHER_CLINIC = "other-clinic"
    OLD_EPOCH = "old-epoch"
    FAKE_MEMBER = "fake-member"
    FAKE_GRANT = "fake-grant"
    KDF_DOWNGRADE = "kdf-downgrade"
    OLD_KEYSLOT = "old-keyslot"
    FORK = "fork"
    ROLLBACK = "rollback"
    SPLIT_VIEW = "split-view"


Told = Callable[[Shelves, Scene], None]


@dataclass
class LyingHub(HubInMemory):
    """A hub that keeps the truth, and tells something else as long as it has a lie to tell."""

    scene: Scene | None = None
    lie: Told | None = None

    @override
    def shown(self) -> Shelves:
        if self.lie is None or self.scene is None:
            return self.kept
        told = {log: dict(places) for log, places in self.kept.items()}
        self.lie(told, self.scene)
        return told

    def turn_honest(self) -> None:
        """From now on what is kept is what is told."""
        self.lie = None


def flip(told: Shelves, scene: Scene) -> None:
    """One bit of a sealed body is another."""
    _change(told, scene.loot.nurses[1], lambda record: record._replace(body=_flipped(record.body or b"")))


def delete(told: Shelves, scene: Scene) -> None:
    """A row in the middle of a log is gone."""
    _take(told, scene.loot.nurses[1])


def truncate(told: Shelves, scene: Scene) -> None:
    """The nurse's log ends one record before what everybody had at the first moment."""
    log, first = scene.loot.nurses[0]
    _cut(told, (log, first - 1))


def reorder(told: Shelves, scene: Scene) -> None:
    """Two rows of a log are handed out the later one first."""
    _exchange(told, scene.loot.nurses[1], scene.loot.nurses[2])


def replay(told: Shelves, scene: Scene) -> None:
    """An old row is handed out again, as what was written last."""
    log, seq = scene.loot.nurses[0]
    told[log][max(told[log]) + 1] = told[log][seq - 1]


def swap_rows(told: Shelves, scene: Scene) -> None:
    """A row of the nurse's log and one of the psychiatrist's stand in each other's places."""
    _exchange(told, scene.loot.nurses[1], scene.loot.order)


def swap_bodies(told: Shelves, scene: Scene) -> None:
    """Two rows of two patients have each other's bodies."""
    one, other = (_at(told, where) for where in scene.loot.nurses[:2])
    _change(told, scene.loot.nurses[0], lambda record: record._replace(body=other.body))
    _change(told, scene.loot.nurses[1], lambda record: record._replace(body=one.body))


def swap_body_and_hash(told: Shelves, scene: Scene) -> None:
    """As before, and the hub computes the hashes and names anew; it cannot sign them."""
    one, other = (_at(told, where) for where in scene.loot.nurses[:2])
    for where, theirs in ((scene.loot.nurses[0], other), (scene.loot.nurses[1], one)):
        body = theirs.body, theirs.body_hash
        _put(told, _named(_at(told, where)._replace(body=body[0], body_hash=body[1])))


def swap_patients(told: Shelves, scene: Scene) -> None:
    """What was written about one patient says that it is about the other."""
    first, _second = scene.patients
    _change(told, scene.loot.nurses[1], lambda record: _moved(record, first))


def swap_compartments(told: Shelves, scene: Scene) -> None:
    """A private note says that it belongs to the shared chart, and a shared note to the clinic's own texts."""
    first, _second = scene.patients
    _change(told, scene.loot.private, lambda record: _moved(record, first))
    _change(told, scene.loot.nurses[0], lambda record: _moved(record, scene.loot.clinic_stream))


def other_clinic(told: Shelves, scene: Scene) -> None:
    """Whole logs of another clinic stand among this one's: its people, its keys, its texts."""
    told.update(scene.elsewhere)


def old_epoch(told: Shelves, scene: Scene) -> None:
    """The newest key is hidden, with all that follows it, and a note under the old one is offered.

    In league with the physician who left and signs it.
    """
    log, seq = scene.loot.epoch
    _cut(told, (log, seq))
    _put(told, scene.loot.late_note)


def fake_member(told: Shelves, scene: Scene) -> None:
    """A newcomer whose keys were exchanged, one by a key that the hub made, and one by the physician who left."""
    stranger = scene.loot.strangers_member
    _change(told, scene.loot.newcomer, lambda record: record._replace(body=stranger.body))
    _put(told, stranger)
    _put(told, scene.loot.fake_member)


def fake_grant(told: Shelves, scene: Scene) -> None:
    """The old key of a chart is handed to somebody whom the hub made up; in league with the physician who left."""
    _put(told, scene.loot.fake_grant)


def fork(told: Shelves, scene: Scene) -> None:
    """To this computer the physician wrote something else, before leaving; in league with them."""
    head = scene.loot.branch[0].head
    _cut(told, (head.log, head.seq))
    for record in scene.loot.branch:
        _put(told, record)


def rollback(told: Shelves, scene: Scene) -> None:
    """Everything is as it was long ago, and what is sent is thanked for and forgotten."""
    told.clear()
    told.update({log: dict(places) for log, places in scene.dawn.items()})


def split_view(told: Shelves, scene: Scene) -> None:
    """This computer is told of nothing that the nurse wrote since, nor of what others saw of it: none can know."""
    later_checkpoint(told, scene)
    log, seq = scene.loot.order
    _cut(told, (log, seq + 1))


def later_checkpoint(told: Shelves, scene: Scene) -> None:
    """The same, but the log of somebody who saw it is shown."""
    _cut(told, scene.loot.nurses[0])


LIES: Mapping[Lie, Sequence[Told]] = {
    Lie.FLIP: [flip],
    Lie.DELETE: [delete],
    Lie.TRUNCATE: [truncate],
    Lie.REORDER: [reorder],
    Lie.REPLAY: [replay],
    Lie.SWAP_ROWS: [swap_rows],
    Lie.SWAP_BODIES: [swap_bodies, swap_body_and_hash],
    Lie.SWAP_PATIENTS: [swap_patients],
    Lie.SWAP_COMPARTMENTS: [swap_compartments],
    Lie.OTHER_CLINIC: [other_clinic],
    Lie.OLD_EPOCH: [old_epoch],
    Lie.FAKE_MEMBER: [fake_member],
    Lie.FAKE_GRANT: [fake_grant],
    Lie.FORK: [fork],
    Lie.ROLLBACK: [rollback],
    Lie.SPLIT_VIEW: [split_view, later_checkpoint],
}  # by the order in which they are told; those about key boxes are told elsewhere


def _at(told: Shelves, where: Where) -> Record:
    log, seq = where
    return told[log][seq]


def _put(told: Shelves, record: Record) -> None:
    told.setdefault(record.head.log, {})[record.head.seq] = record


def _take(told: Shelves, where: Where) -> None:
    log, seq = where
    told[log].pop(seq, None)


def _cut(told: Shelves, where: Where) -> None:
    """The log ends before this place."""
    log, seq = where
    told[log] = {place: record for place, record in told[log].items() if place < seq}


def _change(told: Shelves, where: Where, change: Callable[[Record], Record]) -> None:
    log, seq = where
    if seq in told.get(log, {}):
        told[log][seq] = change(told[log][seq])


def _exchange(told: Shelves, one: Where, other: Where) -> None:
    here, there = _at(told, one), _at(told, other)
    _change(told, one, lambda _: there)
    _change(told, other, lambda _: here)


def _flipped(body: bytes) -> bytes:
    return body[:-1] + bytes([body[-1] ^ 1])


def _moved(record: Record, stream: str) -> Record:
    return _named(record._replace(header=replace(record.head, stream=stream).encode()))


def _named(record: Record) -> Record:
    """With the identity that its bytes have; its signature is still that of what was signed."""
    return record._replace(id=record_id(record.header, record.body_hash))
