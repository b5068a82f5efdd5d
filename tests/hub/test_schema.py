"""What the hub's SQL takes in and what it refuses, whoever asks."""

from collections.abc import Iterator

import pytest
from psycopg.types.json import Jsonb

from tests.hub.making import Hub, a_hub, ids, push
from tests.hub.server import Server


@pytest.fixture(scope="module")
def hub(server: Server) -> Iterator[Hub]:
    """A hub for this module."""
    with a_hub(server) as hub:
        yield hub


def test_that_a_member_reads_back_what_was_written(hub: Hub) -> None:
    author = hub.founder.beside()
    member = hub.member("reader", author)
    records = [author.writes() for _ in range(3)]
    push(member, *records)
    log = bytes.fromhex(author.log)
    assert (log, 2, records[2].id) in member.execute("SELECT * FROM hub.heads()").fetchall()
    asked = {hub.founder.log: 0, author.log: 0}
    assert ids(member.execute("SELECT * FROM hub.pull(%s, %s, 10)", (Jsonb(asked), []))) == [r.id for r in records[1:]]
    assert len(ids(member.execute("SELECT * FROM hub.people()"))) == 1
