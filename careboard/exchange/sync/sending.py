"""What goes to the hub: own logs, and of those of others whatever this login may send for them.

An administrator's may: so the hub gets back what it lost, and a change of roles names no record that nobody can fetch.

A push that may have arrived is simply made again. That something arrived is seen in the hub's heads, not in its thanks.
"""

from collections.abc import Iterator, Sequence

from careboard.exchange.sync.alarms import Caught
from careboard.exchange.sync.forks import may_be_forked, settle_fork, settle_number
from careboard.exchange.sync.visit import NOWHERE, Visit
from careboard.storage.hub.port import Forked, Gap, NotYourLog, RegistryMoved
from careboard.vault.record import Record

_MOST_BYTES = 4 * 1024**2  # in one push, unless one record is larger


def send(visit: Visit) -> Iterator[None]:
    """Ask for the hub's heads, push what they lack, and see in its new heads that it is there."""
    visit.heads = visit.hub.heads()
    lost = _lost(visit)
    yield
    for own in visit.replica.own():
        if may_be_forked(visit, own):
            settle_fork(visit, own)
            yield
    arrived: dict[str, int] = {}
    done: set[str] = set()
    while (log := _next_to_send(visit, done)) is not None:
        done.add(log)
        for last in _push(visit, log):
            arrived[log] = last
            yield
    if arrived:
        visit.heads = visit.hub.heads()
    _tell_of_swallowed(visit, arrived)
    _tell_of_lost(visit, lost)


def _lost(visit: Visit) -> dict[str, int]:
    """Logs of which the hub holds less than it did once, and the first place that it lost."""
    acked, heads = visit.replica.acked(), visit.heads
    first = {log: heads.get(log, NOWHERE)[0] + 1 for log in acked}
    return {log: seq for log, seq in first.items() if seq <= acked[log]}


def _next_to_send(visit: Visit, done: set[str]) -> str | None:
    """Asked anew after each log: one that cannot be sent any more may have begun another."""
    others = visit.replica.heads() if visit.replica.may_repair else {}
    ends = visit.replica.own() | others
    return next((x for x, (seq, _) in ends.items() if x not in done and visit.heads.get(x, NOWHERE)[0] < seq), None)


def _push(visit: Visit, log: str) -> Iterator[int]:
    """Batch by batch, each whole or not at all; yields the last place that was pushed."""
    last = visit.heads.get(log, NOWHERE)[0]
    while batch := _small_enough(visit.replica.beyond(log, last, visit.most)):
        if not _taken_by_the_hub(visit, log, batch):
            return
        last = batch[-1].head.seq
        visit.sent += len(batch)
        yield last


def _small_enough(records: Sequence[Record]) -> Sequence[Record]:
    size = 0
    for count, record in enumerate(records):
        size += len(record.body or b"")
        if count and size > _MOST_BYTES:
            return records[:count]
    return records


def _taken_by_the_hub(visit: Visit, log: str, batch: Sequence[Record]) -> bool:
    own = log in visit.replica.own()
    try:
        visit.hub.push(batch)
    except Forked:
        settled = not own or settle_fork(visit, log)
    except RegistryMoved as moved:
        settled = not own or settle_number(visit, log, batch, moved.reg)
    except (Gap, NotYourLog):
        settled = False
    else:
        return True
    if not settled:
        visit.catch(Caught.TURNED_AWAY, log, batch[0].head.seq)
    return False


def _tell_of_swallowed(visit: Visit, arrived: dict[str, int]) -> None:
    """The hub thanked for records that it does not hold."""
    for log, last in arrived.items():
        seq = visit.heads.get(log, NOWHERE)[0]
        if seq < last:
            visit.catch(Caught.TURNED_AWAY, log, seq + 1)


def _tell_of_lost(visit: Visit, lost: dict[str, int]) -> None:
    acked, own = visit.replica.acked(), visit.replica.own()
    for log, first in lost.items():
        if visit.heads.get(log, NOWHERE)[0] >= acked[log]:
            visit.catch(Caught.LOST, log, first)
        elif log in own or visit.replica.may_repair:
            visit.catch(Caught.NOT_PUT_BACK, log, first)
        else:
            visit.catch(Caught.LOST_OF_OTHERS, log, first)
