"""False branches of a log that a change of roles ends: whoever left signs other records, and a hub hands them out.

A registry record names the last record before the change, and each record names the one before it. So the hub's records
prove themselves by leading there, and what lies here beside them is moved aside; without that proof nothing is moved.
"""

from collections.abc import Iterator

from careboard.exchange.sync.alarms import Caught
from careboard.exchange.sync.asking import ask_log
from careboard.exchange.sync.visit import NOWHERE, Visit
from careboard.vault.record import Record
from careboard.vault.refusals import BadRecord
from careboard.vault.registry import Place
from careboard.vault.verifier import is_itself

_ROLES_CHANGED = 8


def settle_branches(visit: Visit) -> bool:
    """Move false branches aside for which the hub shows the true ones; is there anything to be taken in for them?"""
    moved = False
    for log, pin in list(_doubtful(visit)):
        ids = _leading_to(visit, log, pin)
        first = _first_other(visit, log, ids)
        if first is not None:
            visit.replica.set_aside(log, first)
            visit.look_again()
            visit.stopped.pop(log, None)
            moved = True
        if first is not None or _stands_otherwise(visit, log, pin) or _was_refused(visit, log):
            visit.catch(Caught.FALSE_BRANCH, log, pin[0] if first is None else first)
    return moved


def _doubtful(visit: Visit) -> Iterator[tuple[str, Place]]:
    """Logs of others that stand otherwise than their pin says, or whose reading stopped before they came to it."""
    for log, pin in visit.registry.pins():
        behind = log in visit.stopped and visit.logs.heads.get(log, NOWHERE)[0] < pin[0]
        if (behind or _stands_otherwise(visit, log, pin)) and not _left_to_its_owner(visit, log):
            yield log, pin


def _stands_otherwise(visit: Visit, log: str, pin: Place) -> bool:
    return visit.replica.id_at(log, pin[0]) not in (None, pin[1])


def _was_refused(visit: Visit, log: str) -> bool:
    return log in visit.stopped and visit.stopped[log].rule == _ROLES_CHANGED


def _left_to_its_owner(visit: Visit, log: str) -> bool:
    """After a restored image records may be here alone; who signed them signs them anew (`forks`), unless they left."""
    owner = visit.replica.owner(log)
    return owner == visit.replica.member or (visit.replica.written_here(log) and owner in visit.registry.active)


def _leading_to(visit: Visit, log: str, pin: Place) -> list[str]:
    """The ids of the hub's records of a log up to the pin, where they lead there; none where they do not."""
    ids: list[str] = []
    try:
        for record in ask_log(visit, log, -1):
            if record.head.prev != (ids[-1] if ids else ""):
                return []
            ids.append(_own_id(record))
            if len(ids) > pin[0]:
                break
    except BadRecord:
        return []
    return ids if len(ids) == pin[0] + 1 and ids[-1] == pin[1] else []


def _own_id(record: Record) -> str:
    is_itself(record)
    return record.id.hex()


def _first_other(visit: Visit, log: str, ids: list[str]) -> int | None:
    """The first place at which another record lies here."""
    here = visit.logs.heads.get(log, NOWHERE)[0]
    return next((seq for seq, one in enumerate(ids[: here + 1]) if visit.replica.id_at(log, seq) != one), None)
