"""Own records that the hub can never take in any more, because others stand in their places: they are signed anew.

That happens to a computer restored from an old image, and to a change of people that came second. The hub must show the
other record, which only the same member, or an administrator, can have signed; else nothing is moved.
"""

from collections.abc import Sequence

from careboard.exchange.sync.admission import admission
from careboard.exchange.sync.asking import ask_log, ask_people
from careboard.exchange.sync.visit import NOWHERE, Visit
from careboard.vault.record import Record


def may_be_forked(visit: Visit, log: str) -> bool:
    """Do the hub's heads say that an own log goes on otherwise than here, where it is not shared yet?"""
    here, there = visit.replica.own()[log], visit.heads.get(log, NOWHERE)
    unshared = here[0] > visit.replica.acked().get(log, -1)
    return unshared and (there[0] > here[0] or visit.replica.id_at(log, there[0]) not in (None, there[1]))


def settle_fork(visit: Visit, log: str) -> bool:
    """Have own records signed anew from where the hub shows others by the same member; was that so?"""
    visit.learn()
    other = _other(visit, log)
    if other is None or not _continues(visit, log, other):
        return False
    _part(visit, log, other.head.seq)
    return True


def settle_number(visit: Visit, log: str, batch: Sequence[Record], reg: int) -> bool:
    """The same for a change of people whose number is taken, once the hub shows the change that has it."""
    ours = next((record for record in batch if record.head.reg == reg), None)
    ask_people(visit)
    others = {record.id for record in visit.offered if record.id in visit.registry.ids and record.head.reg == reg}
    if ours is None or not others - {ours.id}:
        return False
    _part(visit, log, ours.head.seq)
    return True


def _other(visit: Visit, log: str) -> Record | None:
    """The first record of the hub's that is not the one that stands here."""
    for record in ask_log(visit, log, visit.replica.acked().get(log, -1)):
        ours = visit.replica.id_at(log, record.head.seq)
        if ours is None:
            return None
        if ours != record.id.hex():
            return record
    return None


def _continues(visit: Visit, log: str, other: Record) -> bool:
    """Does it stand by rules 1 to 7 in the log as it was before that place?"""
    before = other.head.seq - 1
    there = visit.replica.id_at(log, before) if before >= 0 else None
    heads = {log: (before, there)} if there is not None else {}
    return bool(admission([other], visit.standing(heads)).admitted)


def _part(visit: Visit, log: str, seq: int) -> None:
    visit.replica.part(log, seq)
    visit.parted.append((log, seq))
    visit.look_again()
