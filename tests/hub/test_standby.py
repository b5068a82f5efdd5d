"""A second server follows the hub and takes over when the first dies: what was acknowledged is there, and work goes on.

As `resources/help/hub.md` tells an administrator: pg_basebackup -R, synchronous_standby_names, pg_ctl promote.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from typing_extensions import override

from careboard.storage.hub.demands import ServerUnfit
from tests.hub.logs import broken
from tests.hub.server import Server, running
from tests.hub.ways import everything, ways


class Standby(Server):
    """A server that follows another, made from its copy."""

    def __init__(self, folder: Path, first: Server) -> None:
        self.first = first
        super().__init__(folder)
        self.certificate = first.certificate

    @override
    def _make(self, settings: dict[str, str]) -> None:
        self.folder.mkdir()
        if self.user:
            shutil.chown(self.folder, self.user)
        self.run("pg_basebackup", "-R", "-c", "fast", "-D", self.data, "-d", self.first.address(), "-w")
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(f"port = {self.port}\n")

    def has_all(self) -> bool:
        """Ask until everything that the first has on its disk is here, so that no test hangs on who is quicker."""
        with self.first.administer() as line:
            (upto,) = line.execute("SELECT pg_current_wal_flush_lsn()").fetchone() or ()
        asked = "SELECT pg_last_wal_receive_lsn() >= %s::pg_lsn, pg_sleep(0.05)"
        with self.administer() as line:
            return any((line.execute(asked, (upto,)).fetchone() or (False,))[0] for _ in range(600))

    def promote(self) -> None:
        """From now on this server is the hub."""
        self.run("pg_ctl", "promote", "-D", self.data, "-w")


@pytest.fixture
def first() -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="careboard-standby-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))
    folder.chmod(0o755)
    try:
        with running(folder / "first", {"log_statement": "none"}) as server:
            with (server.data / "pg_hba.conf").open("a") as file:
                file.write("hostssl replication all all scram-sha-256\n")
            server.run("pg_ctl", "reload", "-D", server.data)
            yield server
    finally:
        shutil.rmtree(folder)


def test_that_a_server_that_follows_takes_over_with_all_that_was_acknowledged(first: Server) -> None:
    with ways(first) as hub:
        ann = hub.writer("ann")
        before = ann.several(20)
        hub.of("ann").push(before)
        second = Standby(first.folder.parent / "second", first)
        second.start()
        try:
            with first.administer() as line:
                line.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
                line.execute("SELECT pg_reload_conf()")
            sent = [ann.several(3) for _ in range(20)]
            for batch in sent:
                hub.of("ann").push(batch)
            with pytest.raises(ServerUnfit, match="This server is a replica, which takes no records"):
                hub.of("ann", second.port).digest()
            assert second.has_all()
            first.kill()
            second.promote()
            ann_there = hub.of("ann", second.port)
            assert ann_there.heads()[ann.log] == ann.place
            counted = ann_there.digest()
            ann_there.push(before + [record for batch in sent for record in batch])
            assert ann_there.digest() == counted
            ann_there.push(ann.several(3))
            assert list(broken(everything(hub.of("founder", second.port)), [ann])) == []
        finally:
            second.stop("immediate")
