"""PostgreSQL, or those who write to it, are killed while forty write: nothing acknowledged is lost, chains are whole.

`CAREBOARD_HUB_CRASHES` asks for more crashes. That the power fails is another matter: there the disk is asked (fsync).
"""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hub.logs import Writer, broken
from tests.hub.server import Server, running
from tests.hub.ways import Ways, everything, ways
from tests.hub.writing import Crowd, batches_of

CRASHES = int(os.environ.get("CAREBOARD_HUB_CRASHES", "5"))
WRITERS = 40
_PUSHES = 40  # acknowledged between two crashes


@pytest.fixture
def own() -> Iterator[Server]:
    """A server of a test's own, to be killed."""
    folder = Path(tempfile.mkdtemp(prefix="careboard-crash-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))
    folder.chmod(0o755)
    try:
        with running(folder / "server", {"log_statement": "none"}) as server:
            yield server
    finally:
        shutil.rmtree(folder)


def lost(hub: Ways, acknowledged: dict[str, int], writers: list[Writer]) -> list[str]:
    """Names of those whose acknowledged records the hub does not hold."""
    heads = hub.of("founder").heads()
    return [one.name for one in writers if heads.get(one.log, (-1, ""))[0] < acknowledged.get(one.name, -1)]


def crash(server: Server, *, immediate: bool) -> float:
    """Let the server die and start again; answers how long it took until it answered, in seconds."""
    if immediate:
        server.stop("immediate")
    else:
        server.kill()
    began = time.monotonic()
    server.start()
    return time.monotonic() - began


def test_that_nothing_acknowledged_is_lost_when_postgresql_is_killed_under_forty_writers(own: Server) -> None:
    with ways(own) as hub:
        writers = [hub.writer(f"writer.{number}") for number in range(WRITERS)]
        sent = {one.name: batches_of(one, CRASHES * _PUSHES) for one in writers}
        restarts = []
        with Crowd() as crowd:
            for one in writers:
                crowd.begin(one.name, hub.of(one.name), sent[one.name])
            for number in range(CRASHES):
                crowd.up()
                crowd.wait_for(_PUSHES)
                crowd.down()
                restarts.append(crash(own, immediate=number % 5 == 4))
                assert lost(hub, dict(crowd.acknowledged), writers) == []
            crowd.up()
            crowd.wait_for(_PUSHES)
        assert crowd.mistakes == []
        assert lost(hub, crowd.acknowledged, writers) == []
        assert list(broken(everything(hub.of("founder")), writers)) == []
        counted = hub.of("founder").digest()
        hub.of("founder").push(sent["writer.0"][0])
        assert hub.of("founder").digest() == counted
    print(f"{CRASHES} crashes, {crowd.count} pushes acknowledged, restart at most {max(restarts):.2f} s")
