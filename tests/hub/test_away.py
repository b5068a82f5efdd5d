"""A computer that was away for a year comes back: it fetches what it lacks, each record once, however often stopped.

What it is handed at a time is bounded in bytes as well as in records.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from typing_extensions import override

from careboard.exchange.sync.engine import Engine
from careboard.exchange.sync.visit import Progress
from careboard.storage.hub.port import HubAway
from careboard.storage.hub.postgres import PostgresHub
from careboard.vault.record import Record
from careboard.workflow.checking import check_vault
from careboard.workflow.open_vault import OpenVault, clear
from tests.benchmarks.shared_clinic import SharedClinic, shared_clinic
from tests.clinic import Ticking
from tests.hub.server import Server
from tests.hub.ways import CHART, ways

PAGE, STOPS = 100, 4


class Counted(PostgresHub):
    """A hub that counts what it hands out, and whose line breaks before every fifth page."""

    handed, asked, breaks = 0, 0, False

    @override
    def pull(self, have: Mapping[str, int], streams: Collection[str], most: int) -> list[Record]:
        self.asked += 1
        if self.breaks and self.asked % 5 == 0:
            raise HubAway("The line broke.")
        page = super().pull(have, streams, most)
        self.handed += len(page)
        return page


@pytest.fixture
def clinic(server: Server, tmp_path: Path) -> Iterator[SharedClinic]:
    with shared_clinic(server, tmp_path) as clinic:
        clinic.write(1)
        clinic.push()
        yield clinic


def stopped_after(pages: int) -> Callable[[], bool]:
    asked = count(1)
    return lambda: next(asked) > pages


def test_that_a_year_is_fetched_once_however_often_it_is_interrupted_and_what_was_written_meanwhile_is_shared(
    clinic: SharedClinic,
) -> None:
    with clinic.new_computer() as (file, replica), closing(Counted(clinic.line(clinic.colleague))) as hub:
        assert Engine(replica, hub).sync().complete
        colleague = OpenVault(file, clinic.colleague, clinic.vault.clinic, Ticking())
        colleague.write([clear("access", {"purpose": "opened", "count": 1})] * 3)
        clinic.clock.now += timedelta(days=365)
        clinic.write(2, logs=2)
        lacking = clinic.push()

        hub.handed, told = 0, list[Progress]()
        for _ in range(STOPS):
            assert not Engine(replica, hub, PAGE).sync(told.append, stopped_after(3)).complete
        hub.breaks = True
        while isinstance(Engine(replica, hub, PAGE).sync(told.append).hindrance, HubAway):
            pass
        hub.breaks = False
        assert Engine(replica, hub, PAGE).sync(told.append).complete

        assert hub.handed == lacking > 10 * PAGE
        assert file.heads() == hub.heads()
        assert [one.here for one in told] == sorted(one.here for one in told)
        assert told[-1] == Progress(hub.digest().records, hub.digest().records)
        assert check_vault(OpenVault(file, clinic.colleague, clinic.vault.clinic)).faults == ()


def test_that_a_page_holds_eight_megabytes_of_bodies_or_one_record_that_is_larger(server: Server) -> None:
    with ways(server) as hub:
        ann = hub.writer("ann.large")
        records = [ann.write(size=size * 1024**2) for size in (3, 3, 3, 9, 1)]
        way = hub.of("ann.large")
        for record in records:
            way.push([record])
        others = {log: seq for log, (seq, _) in way.heads().items() if log != ann.log}
        for pages in (_pulled(way, others), _bodies(way)):
            assert [[record.head.seq for record in page] for page in pages] == [[0, 1], [2], [3], [4]]
            assert [record for page in pages for record in page] == records
        assert len(way.pull(others, [], 500)) == len(records)  # headers alone weigh nothing


def _pulled(hub: PostgresHub, others: dict[str, int]) -> list[list[Record]]:
    have, pages = dict(others), list[list[Record]]()
    while page := hub.pull(have, [CHART], 500):
        have[page[-1].head.log] = page[-1].head.seq
        pages.append(page)
    return pages


def _bodies(hub: PostgresHub) -> list[list[Record]]:
    after, pages = ("", -1), list[list[Record]]()
    while page := hub.bodies(CHART, after, 500):
        after = page[-1].head.log, page[-1].head.seq
        pages.append(page)
    return pages
