"""What comes from the hub: pages of records, each held against the rules and kept before the next is asked for.

Every page brings something new or stops a log; one that does neither ends the asking, so no hub can make it endless.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from careboard.exchange.sync.admission import Refused, admission, log_of
from careboard.exchange.sync.alarms import Caught
from careboard.exchange.sync.asking import BEYOND_ALL, ask_page, ask_people, place_of
from careboard.exchange.sync.branches import settle_branches
from careboard.exchange.sync.visit import NOWHERE, Visit
from careboard.vault.record import Record
from careboard.vault.refusals import BadRecord
from careboard.vault.registry import REGISTRY_KINDS
from careboard.vault.verifier import is_itself

_MOST_STOPPED = 1_000  # logs; beyond that the hub hands out nothing but noise
_MOST_NEWS = 10_000  # records in one visit, beside twice what the hub spoke of at its beginning
_FOLLOWS = 7


def take(visit: Visit) -> Iterator[None]:
    """Take in everything beyond what is here; the logs of the clinic's people first where they are not known yet.

    What is refused is asked for once more before it is told: the record that enrolled its author, or that erased its
    body, may have come meanwhile.
    """
    visit.look_again()
    yield from _take_people(visit)
    yield from _take_all(visit)
    if visit.stopped:
        if any(refused.stranger for refused in visit.stopped.values()):
            ask_people(visit)
        visit.stopped.clear()
        yield from _take_all(visit)
    if settle_branches(visit):
        yield from _take_all(visit)
    _tell_of_refused(visit)
    visit.replica.acknowledge(visit.met)


def _take_people(visit: Visit) -> Iterator[None]:
    """At a first visit: whom the hub tells of, and their logs, without which nobody can open the vault."""
    try:
        visit.learn()
    except BadRecord:
        ask_people(visit)
        theirs = {record.head.log for record in visit.offered if record.id in visit.registry.ids}
        yield from _pages(visit, visit.heads.keys() - theirs)


def _take_all(visit: Visit) -> Iterator[None]:
    yield from _pages(visit, visit.left_alone)


def _pages(visit: Visit, closed: Iterable[str]) -> Iterator[None]:
    """Page after page until none comes."""
    visit.ended = False
    apart = dict.fromkeys(closed, BEYOND_ALL)
    while page := ask_page(visit, _vector(visit) | apart):
        if not _take_in(visit, page) or len(visit.stopped) > _MOST_STOPPED:
            visit.catch(Caught.OTHERWISE, "", -1)
            return
        visit.cut = visit.taken > _more_than_expected(visit)
        if visit.cut:
            return
        yield
    visit.ended = True


def _more_than_expected(visit: Visit) -> int:
    """Somebody may write as fast as we read: the rest is for the next visit."""
    return 2 * visit.progress.at_hub + _MOST_NEWS


def _vector(visit: Visit) -> dict[str, int]:
    here = {log: seq for log, (seq, _) in visit.logs.heads.items()}
    return here | dict.fromkeys(visit.stopped, BEYOND_ALL)


def _take_in(visit: Visit, page: Sequence[Record]) -> bool:
    """Did the page bring anything, be it the end of a log that cannot be read further?"""
    _learn_of_people(visit, page)
    found = admission(page, visit.standing())
    if found.admitted:
        visit.replica.take_in(found.admitted)
    visit.logs.rest()
    visit.taken += len(found.admitted)
    visit.met |= {one.header.log: (one.header.seq, one.record.id.hex()) for one in found.admitted}
    visit.stopped |= {refused.log: refused for refused in found.refused}
    if found.repeated:
        visit.catch(Caught.OTHERWISE, *found.repeated[0])
    return bool(found.admitted or any(refused.log for refused in found.refused))


def _learn_of_people(visit: Visit, page: Sequence[Record]) -> None:
    """Who left, and where their log ends, is known before any record of the same page is marked as passed for good."""
    news = [record for record in page if _is_about_people(record) and record.id not in visit.registry.ids]
    if news:
        visit.offered = [*visit.offered, *news]
        visit.learn()


def _is_about_people(record: Record) -> bool:
    return bool(log_of(record)) and record.head.kind in REGISTRY_KINDS


def _tell_of_refused(visit: Visit) -> None:
    """One that its author did sign, but that goes on otherwise than what is here, is told as an exchange beside."""
    visit.refuse(visit.stopped.values())
    for log, refused in visit.stopped.items():
        here = visit.logs.heads.get(log, NOWHERE)[0]
        if refused.rule == _FOLLOWS and here >= 0 and refused.record.head.seq <= here + 1:
            visit.catch(Caught.EXCHANGED, log, min(refused.record.head.seq, here))


def fill(visit: Visit) -> Iterator[None]:
    """Ask for the bodies of records that came before their keys did, or that the hub handed out without."""
    asked = visit.replica.lacking()
    for stream, (log, seq) in asked.items():
        yield from _bodies(visit, stream, (log, seq - 1))
    for stream, place in visit.replica.lacking().items():
        if stream in asked:
            visit.catch(Caught.WITHOUT_BODY, *place)


def fill_one(visit: Visit, stream: str, first: tuple[str, int]) -> None:
    """Ask for the bodies of a stream whose key nobody here was handed, from a place on: a chart in an emergency."""
    log, seq = first
    for _ in _bodies(visit, stream, (log, seq - 1)):
        pass


def _bodies(visit: Visit, stream: str, after: tuple[str, int]) -> Iterator[None]:
    """What lies beyond the end of a log that cannot be read further is passed over, so that it bars no other."""
    while page := visit.hub.bodies(stream, after, visit.most)[: visit.most]:
        held = visit.replica.held([record.id for record in page])
        read = [record for record in page if record.id in held or log_of(record) not in visit.stopped]
        sound = [record for record in read if _is_promised(visit, record, stream, held)]
        visit.replica.fill(sound)
        places, last = [place_of(record) for record in read], place_of(page[-1])
        if len(sound) < len(read) or places != sorted(set(places)) or last <= after:
            return
        after = last
        yield


def _is_promised(visit: Visit, record: Record, stream: str, held: AbstractSet[bytes]) -> bool:
    """Is it a whole record that lies here; what is in it is what its author signed."""
    try:
        is_itself(record)
        head = record.head
    except BadRecord as refusal:
        visit.refuse([Refused(record, log_of(record), refusal.rule, str(refusal))])
        return False
    if record.id not in held or head.stream != stream or record.body is None:
        visit.catch(Caught.OTHERWISE, head.log, head.seq)
        return False
    return True
