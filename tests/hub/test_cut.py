"""The network breaks in the middle of a push: nothing acknowledged is lost, and to send it once more is harmless.

Where it breaks is counted in bytes, so that every run breaks at the same places; `CAREBOARD_HUB_CUTS` asks for more.
"""

import os
from collections.abc import Iterator
from itertools import chain

import pytest

from careboard.storage.hub.port import HubAway
from careboard.storage.hub.postgres import PostgresHub
from tests.hub.logs import Writer, broken
from tests.hub.proxy import Proxy, between
from tests.hub.server import HOST, Server
from tests.hub.ways import Ways, everything, ways

CUTS = int(os.environ.get("CAREBOARD_HUB_CUTS", "16"))  # places in a push, besides its first and last bytes


@pytest.fixture(scope="module")
def hub(server: Server) -> Iterator[Ways]:
    with ways(server) as hub:
        yield hub


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:
    with between(HOST, server.port) as proxy:
        yield proxy


def connected(hub: PostgresHub) -> PostgresHub:
    """The same, its line made."""
    hub.digest()
    return hub


def is_whole(hub: PostgresHub, writer: Writer) -> bool:
    return hub.heads()[writer.log] == writer.place and not list(broken(everything(hub), [writer]))


def test_that_a_push_cut_at_any_byte_is_kept_whole_or_not_at_all_and_may_be_sent_again(hub: Ways, proxy: Proxy) -> None:
    ann = hub.writer("ann")
    through, straight = hub.of("ann", proxy.port), hub.of("ann")
    connected(through)
    before = proxy.sent
    through.push(ann.several(3))
    length = proxy.sent - before
    sizes = [*range(3), *range(3, length, max(1, length // CUTS)), *range(length - 3, length)]
    for count in sizes:
        connected(through)
        kept, records = ann.place, ann.several(3)
        proxy.cut_after(count)
        with pytest.raises(HubAway):
            through.push(records)
        proxy.heal()
        assert straight.heads()[ann.log] in (kept, ann.place)
        through.push(records)
        assert straight.heads()[ann.log] == ann.place
    assert is_whole(straight, ann)


def test_that_what_was_committed_before_the_answer_was_lost_is_kept_once(hub: Ways, proxy: Proxy) -> None:
    ben = hub.writer("ben")
    through, straight = hub.of("ben", proxy.port), hub.of("ben")
    for count in (1, 5, 50):
        connected(through)
        records = ben.several(count)
        proxy.cut_at_answer()
        with pytest.raises(HubAway):
            through.push(records)
        proxy.heal()
        assert straight.heads()[ben.log] == ben.place
        counted = straight.digest()
        through.push(records)
        assert straight.digest() == counted
    assert is_whole(straight, ben)


def test_that_nothing_is_kept_of_a_push_whose_end_never_arrived(hub: Ways, proxy: Proxy) -> None:
    cleo = hub.writer("cleo")
    through, straight = hub.of("cleo", proxy.port), hub.of("cleo")
    connected(through)
    records = cleo.several(20)
    counted = straight.digest()
    proxy.cut_after(sum(len(record.body or b"") for record in records[:19]))
    with pytest.raises(HubAway):
        through.push(records)
    proxy.heal()
    assert straight.digest() == counted
    through.push(records)
    assert is_whole(straight, cleo)


def test_that_reading_goes_on_where_a_cut_ended_it(hub: Ways, proxy: Proxy) -> None:
    dan = hub.writer("dan")
    straight, through = hub.of("dan"), hub.of("dan", proxy.port)
    straight.push(dan.several(30))
    have = {log: seq for log, (seq, _) in straight.heads().items() if log != dan.log}
    connected(through)
    first = through.pull(have, [dan.stream], 10)
    proxy.cut_at_answer()
    with pytest.raises(HubAway):
        through.pull({**have, dan.log: 9}, [dan.stream], 10)
    proxy.heal()
    rest = everything(through, {**have, dan.log: first[-1].head.seq})
    assert [record.head.seq for record in chain(first, rest)] == list(range(30))


@pytest.mark.parametrize("count", [0, 8, 100, 400, 700])
def test_that_a_cut_while_the_line_is_made_is_told_as_away_and_not_as_a_false_server(
    hub: Ways, proxy: Proxy, count: int
) -> None:
    proxy.cut_after(count)
    with pytest.raises(HubAway):
        hub.of("founder", proxy.port).digest()
