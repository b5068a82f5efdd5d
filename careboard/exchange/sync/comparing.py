"""What the hub says it holds beside what is here: the same, something else, or what it does not hand out.

Only where everything was asked for may something be missed.
"""

from collections.abc import Mapping

from careboard.exchange.sync.alarms import Caught
from careboard.exchange.sync.visit import NOWHERE, Visit
from careboard.vault.registry import Place


def acknowledge(visit: Visit) -> None:
    """What stands at the hub's heads stands here too, and with it everything before; that it shall not lose again."""
    acked = visit.replica.acked()
    news = {log: place for log, place in visit.heads.items() if place[0] > acked.get(log, -1)}
    same = {log: place for log, place in news.items() if _stands(visit, log, place)}
    if same:
        visit.replica.acknowledge(same)


def compare(visit: Visit, met: Mapping[str, Place]) -> dict[str, Place]:
    """After everything was asked for: hold the hub's heads, and what checkpoints name, against what is here.

    `met`: log to the place up to which its checkpoints were met before: all that they name lies here, and counts as
    long as the record of that place does. Answers with the same as it is now.
    """
    if not visit.ended:
        return dict(met)
    for log, place in visit.heads.items():
        if log in visit.stopped:
            continue
        here = visit.logs.heads.get(log, NOWHERE)[0]
        if here < place[0]:
            visit.catch(Caught.NOT_HANDED_OUT, log, here + 1)
        elif not _stands(visit, log, place):
            visit.catch(Caught.EXCHANGED, log, place[0])
    _compare_pins(visit)
    return _compare_checkpoints(visit, met)


def _compare_pins(visit: Visit) -> None:
    """What a change of roles names as the end of a log was seen by who signed it, and is handed out."""
    for log, (seq, _) in visit.registry.pins():
        if log not in visit.stopped and visit.logs.heads.get(log, NOWHERE)[0] < seq:
            visit.catch(Caught.WITHHELD, log, seq)


def _compare_checkpoints(visit: Visit, met: Mapping[str, Place]) -> dict[str, Place]:
    before = {log: place for log, place in met.items() if _stands(visit, log, place)}
    settled = visit.registry.settled(visit.replica.id_at)
    unmet: set[str] = set()
    for named in visit.replica.named({log: seq for log, (seq, _) in before.items()}):
        if named.seq <= settled.get(named.log, -1) or _stands(visit, named.log, (named.seq, named.id)):
            continue
        unmet.add(named.by)
        if named.log not in visit.stopped:
            missing = visit.logs.heads.get(named.log, NOWHERE)[0] < named.seq
            visit.catch(Caught.WITHHELD if missing else Caught.EXCHANGED, named.log, named.seq)
    return before | {log: place for log, place in visit.logs.heads.items() if log not in unmet}


def _stands(visit: Visit, log: str, place: Place) -> bool:
    return visit.logs.heads.get(log) == place or visit.replica.id_at(log, place[0]) == place[1]
