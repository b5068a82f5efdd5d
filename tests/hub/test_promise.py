"""What anybody may ask of a hub: the one in memory, with which tests exchange logs, and PostgreSQL promise the same."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from careboard.settings import HubAddress
from careboard.storage.hub.lasting import LastingLine
from careboard.storage.hub.port import Forked, Gap, Hub, HubAway, NotYourLog, RegistryMoved
from careboard.storage.hub.postgres import PostgresHub
from careboard.vault.record import Record
from careboard.workflow.open_vault.unsigned import clear
from tests.hub.in_memory import HubInMemory
from tests.hub.logs import Writer, named
from tests.hub.making import Author
from tests.hub.server import HOST, Server
from tests.hub.ways import ways


@dataclass
class Shared:
    """A hub that knows a clinic's founder, and a way to it for whoever writes."""

    founder: Author
    founders: Hub
    way: Callable[[Writer], Hub]

    def writer(self, name: str, stream: str = "") -> tuple[Writer, Hub]:
        """Somebody who writes a log, and meets the hub under a login of their own."""
        writer = Writer(self.founder.clinic, name, named(stream) if stream else "")
        return writer, self.way(writer)


@pytest.fixture(scope="module", params=["in memory", "PostgreSQL"])
def shared(request: pytest.FixtureRequest) -> Iterator[Shared]:
    if request.param == "in memory":
        yield in_memory()
    else:
        yield from in_postgres(request.getfixturevalue("server"))


def in_memory() -> Shared:
    hub, founder = HubInMemory(), Author()
    hub.push([founder.founds()])
    login = hub.seen_by(founder.keys.id, may_repair=True)
    return Shared(founder, login, lambda writer: hub.seen_by(writer.keys.id))


def in_postgres(server: Server) -> Iterator[Shared]:
    with ways(server) as hub:

        def way(writer: Writer) -> Hub:
            hub.hub.admitted(writer.name, bytes.fromhex(writer.keys.id))
            return hub.of(writer.name)

        yield Shared(hub.hub.founder, hub.of("founder"), way)


def places(records: list[Record]) -> list[tuple[str, int]]:
    return [(record.head.log, record.head.seq) for record in records]


def test_that_what_was_pushed_is_handed_out_as_it_was(shared: Shared) -> None:
    ann, hub = shared.writer("ann", "a chart")
    records = [ann.write("access"), *ann.several(3)]
    before = hub.digest()
    hub.push(records)
    assert hub.heads()[ann.log] == ann.place
    assert hub.digest() == (before.logs + 1, before.records + 4)
    mine = {log: seq for log, (seq, _) in hub.heads().items() if log != ann.log}
    assert hub.pull(mine, [ann.stream], 100) == records
    assert hub.pull({**mine, ann.log: 1}, [ann.stream], 100) == records[2:]
    assert hub.pull({**mine, ann.log: 3}, [ann.stream], 100) == []


def test_that_a_push_may_be_empty(shared: Shared) -> None:
    _, hub = shared.writer("nobody")
    before = hub.digest()
    hub.push([])
    assert hub.digest() == before


def test_that_the_same_push_once_more_is_harmless_also_with_more_behind_it(shared: Shared) -> None:
    ben, hub = shared.writer("ben")
    first, second = ben.several(3), ben.several(2)
    hub.push(first)
    kept = hub.digest()
    hub.push(first)
    hub.push(first[1:2])
    assert hub.digest() == kept
    hub.push(first + second)
    assert hub.digest() == (kept.logs, kept.records + 2)
    assert hub.heads()[ben.log] == ben.place


def test_that_a_record_without_those_before_it_is_refused_with_its_place(shared: Shared) -> None:
    cleo, hub = shared.writer("cleo")
    records = cleo.several(4)
    hub.push(records[:1])
    with pytest.raises(Gap) as gap:
        hub.push(records[2:])
    assert (gap.value.log, gap.value.seq) == (cleo.log, 2)
    assert hub.heads()[cleo.log] == (0, records[0].id.hex())
    hub.push(records[1:])
    assert hub.heads()[cleo.log] == cleo.place


def test_that_of_a_push_with_a_gap_in_its_last_log_nothing_is_kept(shared: Shared) -> None:
    dan, _ = shared.writer("dan")
    eve, _ = shared.writer("eve")
    whole, gapped = dan.several(2), eve.several(2)[1:]
    before = shared.founders.digest()
    with pytest.raises(Gap):
        shared.founders.push(whole + gapped)
    assert shared.founders.digest() == before
    assert dan.log not in shared.founders.heads()


def test_that_a_push_may_hold_several_logs(shared: Shared) -> None:
    fay, _ = shared.writer("fay")
    gus, _ = shared.writer("gus")
    mixed = [record for pair in zip(fay.several(2), gus.several(2), strict=True) for record in pair]
    shared.founders.push(mixed)
    heads = shared.founders.heads()
    assert (heads[fay.log], heads[gus.log]) == (fay.place, gus.place)


@pytest.mark.parametrize("at", [0, 1, 2])
def test_that_another_record_at_a_taken_place_is_a_fork(shared: Shared, at: int) -> None:
    hana, hub = shared.writer(f"hana.{at}")
    kept = hana.several(at)
    image = hana.again()
    kept += hana.several(2 if at == 1 else 1)
    hub.push(kept)
    with pytest.raises(Forked) as fork:
        hub.push(image.several(1))
    assert (fork.value.log, fork.value.seq) == (hana.log, at)
    assert hub.heads()[hana.log] == hana.place


def test_that_a_record_that_names_another_before_it_is_a_fork(shared: Shared) -> None:
    ira, hub = shared.writer("ira")
    image = ira.again()
    hub.push(ira.several(1))
    image.several(1)
    with pytest.raises(Forked) as fork:
        hub.push(image.several(1))
    assert (fork.value.log, fork.value.seq) == (ira.log, 1)


def test_that_only_one_change_of_people_gets_a_number(shared: Shared) -> None:
    founder = shared.founder
    reg = len(shared.founders.people())
    member = clear("member", {"keys": "of somebody"}, reg=reg)
    role = clear("role", {"roles": []}, reg=reg + 1)
    records = [founder.writes(member), founder.writes(role)]
    shared.founders.push(records)
    assert shared.founders.people()[reg:] == records
    late = founder.would_write(clear("member", {"keys": "of somebody else"}, reg=reg))
    with pytest.raises(RegistryMoved) as moved:
        shared.founders.push([late])
    assert moved.value.reg == reg
    assert shared.founders.people()[reg:] == records
    shared.founders.push(records)


def test_that_nobody_writes_in_anothers_name_and_an_administrator_puts_back_what_others_wrote(shared: Shared) -> None:
    jon, own = shared.writer("jon")
    _, others = shared.writer("kim")
    records = jon.several(2)
    with pytest.raises(NotYourLog):
        others.push(records[:1])
    own.push(records[:1])
    with pytest.raises(NotYourLog):
        others.push(records[1:])
    shared.founders.push(records)
    assert own.heads()[jon.log] == jon.place


def test_that_bodies_come_only_where_they_are_asked_for_or_nobody_seals_them(shared: Shared) -> None:
    lea, hub = shared.writer("lea", "her chart")
    sealed = lea.several(1)
    lea.stream = named("another chart")
    other, clear_one = lea.several(1), [lea.write("access")]
    hub.push(sealed + other + clear_one)
    mine = {log: seq for log, (seq, _) in hub.heads().items() if log != lea.log}
    without = [record._replace(body=None) for record in other]
    assert hub.pull(mine, [named("her chart"), named("no chart")], 10) == sealed + without + clear_one
    assert [record.body for record in hub.pull(mine, [], 10)] == [None, None, clear_one[0].body]


def test_that_page_by_page_everything_comes_once_and_each_log_in_order(shared: Shared) -> None:
    writers = [shared.writer(f"mia.{number}") for number in range(3)]
    for writer, hub in writers:
        hub.push(writer.several(4))
    logs = {writer.log for writer, _ in writers}
    have = {log: seq for log, (seq, _) in hub.heads().items() if log not in logs}
    pages = []
    while page := hub.pull(have, [], 5):
        for log, seq in places(page):
            assert have.get(log, -1) == seq - 1
            have[log] = seq
        pages.append(page)
    assert all(len(page) <= 5 for page in pages)
    assert {log: have[log] for log in logs} == dict.fromkeys(logs, 3)


def test_that_logs_the_hub_knows_less_of_bring_nothing(shared: Shared) -> None:
    noa, hub = shared.writer("noa")
    hub.push(noa.several(2))
    have = {log: seq for log, (seq, _) in hub.heads().items()} | {noa.log: 7, named("nobody's")[:32]: 3}
    assert hub.pull(have, [], 10) == []


def test_that_the_bodies_of_one_stream_come_in_the_order_of_their_places(shared: Shared) -> None:
    oli, hub = shared.writer("oli", "one chart")
    pat, pats = shared.writer("pat", "one chart")
    records = oli.several(3) + pat.several(2)
    hub.push(records[:3])
    pats.push(records[3:])
    oli.stream = named("another")
    hub.push(oli.several(1))
    wanted = sorted(records, key=lambda record: (record.head.log, record.head.seq))
    assert hub.bodies(named("one chart"), ("", -1), 10) == wanted
    assert hub.bodies(named("one chart"), places(wanted)[1], 2) == wanted[2:4]
    assert hub.bodies(named("one chart"), places(wanted)[-1], 2) == []


def test_that_a_lawfully_erased_body_may_be_missing_from_what_is_put_back(shared: Shared) -> None:
    quinn, hub = shared.writer("quinn")
    record = quinn.write("access")._replace(body=None)
    hub.push([record])
    mine = {log: seq for log, (seq, _) in hub.heads().items() if log != quinn.log}
    assert hub.pull(mine, [], 1) == [record]


def test_that_a_server_that_is_gone_is_told_as_away() -> None:
    with pytest.raises(HubAway):
        PostgresHub(LastingLine(HubAddress(HOST, 1, "none", ""), "nobody", "nothing")).digest()
