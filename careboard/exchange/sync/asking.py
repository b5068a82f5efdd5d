"""Questions to a hub whose answers are cut to what was asked for, so that none of them is endless."""

from collections.abc import Iterator

from careboard.exchange.sync.admission import log_of
from careboard.exchange.sync.alarms import Caught
from careboard.exchange.sync.visit import Visit
from careboard.storage.hub.port import HubRefused
from careboard.vault.record import Record
from careboard.vault.refusals import BadRecord

BEYOND_ALL = 2**53 - 1  # a place that no log reaches: nothing of it is asked for
_MOST_PEOPLE = 20_000


def ask_people(visit: Visit) -> None:
    """Know the clinic's people by what the hub tells of them too.

    Raises HubRefused where nobody has the genesis by which this computer knows its clinic.
    """
    offered = visit.hub.people()
    if len(offered) > _MOST_PEOPLE:
        visit.catch(Caught.OTHERWISE, "", _MOST_PEOPLE)
    visit.offered = offered[:_MOST_PEOPLE]
    try:
        visit.learn()
    except BadRecord:
        raise HubRefused(
            "The hub does not hold the clinic that this computer was enrolled in.",
            "Ask your administrator whether the address in the enrollment file is right.",
        ) from None


def ask_page(visit: Visit, have: dict[str, int]) -> list[Record]:
    """The next records beyond these places, without those of logs of which nothing was asked for."""
    page = visit.hub.pull(have, visit.replica.streams(), visit.most)
    asked = [record for record in page[: visit.most] if have.get(log_of(record), -1) < BEYOND_ALL]
    if len(asked) < len(page):
        visit.catch(Caught.OTHERWISE, *place_of(page[-1]))
    return asked


def ask_log(visit: Visit, log: str, after: int) -> Iterator[Record]:
    """The records of one log beyond a place, as far as the hub hands them out in their order."""
    others = dict.fromkeys({*visit.heads, *visit.logs.heads}, BEYOND_ALL)
    while True:
        begun = after
        for record in visit.hub.pull({**others, log: after}, visit.replica.streams(), visit.most)[: visit.most]:
            if log_of(record) == log and record.head.seq == after + 1:
                after += 1
                yield record
        if after == begun:
            return


def place_of(record: Record) -> tuple[str, int]:
    """The place that a record says it has, which need not be true."""
    log = log_of(record)
    return log, record.head.seq if log else -1
