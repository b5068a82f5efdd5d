"""The same lies told by a real server, whose administrator turns triggers and constraints off and writes at will."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from careboard.exchange.sync.engine import Engine
from careboard.settings import HubAddress
from careboard.storage.hub.lasting import LastingLine
from careboard.storage.hub.migrations import migrate
from careboard.storage.hub.postgres import PostgresHub
from careboard.vault.record import Record
from careboard.vault.registry import REGISTRY_KINDS
from careboard.workflow.hub.replica import VaultReplica
from tests.clinic import Clinic
from tests.hub.in_memory import Shelves
from tests.hub.lying import LIES, Lie
from tests.hub.scene import WHO, Scene, make_scene
from tests.hub.server import HOST, PASSWORD, Server
from tests.hub.test_lies import (
    LOST_OF_OTHERS,
    SIGNED_AFTERWARDS,
    TOLD,
    Desk,
    Moment,
    believes_only_what_was_signed,
    desk_at,
    told_of,
    witness,
)

LOGIN = "lied.to"
SENT_AGAIN = "The hub no longer holds records that it had acknowledged; this computer has sent them again."


@dataclass
class HubInSql:
    """A hub in PostgreSQL, and its superuser."""

    server: Server
    database: str
    superuser: psycopg.Connection

    def tell(self, told: Shelves) -> None:
        """From now on the tables hold this and nothing else."""
        with self.superuser.transaction():
            self.superuser.execute("SET LOCAL session_replication_role = replica")
            self.superuser.execute("DELETE FROM hub.record; DELETE FROM hub.head; DELETE FROM hub.registry")
            for log, places in told.items():
                self._tell_log(bytes.fromhex(log), places)

    def _tell_log(self, log: bytes, places: Mapping[int, Record]) -> None:
        for seq, record in places.items():
            head = record.head
            row = (log, seq, record.id, record.header, record.body_hash, record.body, record.sig, head.kind)
            more = bytes.fromhex(head.stream) or None, head.reg
            self.superuser.execute(_RECORD, (*row, *more))
            if head.kind in REGISTRY_KINDS:
                self.superuser.execute(_REGISTRY, (head.reg, log, seq, record.id))
        if places:
            last = places[max(places)]
            self.superuser.execute(_HEAD, (log, max(places), last.id, bytes.fromhex(last.head.author)))


_RECORD = """
    INSERT INTO hub.record (log, seq, id, header, body_hash, body, sig, kind, stream, reg, received, uploader, xid)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, now(), session_user, pg_current_xact_id())"""
_REGISTRY = "INSERT INTO hub.registry VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING"
_HEAD = "INSERT INTO hub.head VALUES (%s, %s, %s, %s)"


@pytest.fixture(scope="module")
def scene(original_clinic: Clinic, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    made = make_scene(original_clinic, tmp_path_factory.mktemp("scene"))
    yield made
    made.clinic.close()


@pytest.fixture(scope="module")
def hub(server: Server, scene: Scene) -> Iterator[HubInSql]:
    database = "lies"
    with server.administer() as line:
        line.execute(f"CREATE DATABASE {database}".encode())
    superuser = psycopg.connect(server.address(database), autocommit=True)
    try:
        migrate(superuser)
        superuser.execute("SELECT hub.found(%s)", (bytes.fromhex(scene.clinic.id),))
        verifier = superuser.pgconn.encrypt_password(PASSWORD.encode(), LOGIN.encode(), b"scram-sha-256").decode()
        superuser.execute("SELECT hub.invite(%s, %s)", (LOGIN, verifier))
        superuser.execute("SELECT hub.admit(%s, %s, false)", (LOGIN, bytes.fromhex(scene.clinic.keys(WHO).id)))
        superuser.execute("ALTER TABLE hub.record DROP CONSTRAINT record_id, DROP CONSTRAINT record_body")
        yield HubInSql(server, database, superuser)
    finally:
        superuser.close()
        with server.administer() as line:
            line.execute(f"DROP DATABASE {database} WITH (FORCE)".encode())
            line.execute(f'DROP ROLE "{LOGIN}"'.encode())


def synced(desk: Desk, hub: HubInSql) -> tuple[bool, AbstractSet[str]]:
    """One exchange with the server: is everything well, and what was told."""
    keys, clinic = desk.scene.clinic.keys(WHO), desk.scene.clinic
    address = HubAddress(HOST, hub.server.port, hub.database, hub.server.certificate.read_text())
    line = LastingLine(address, LOGIN, PASSWORD)
    try:
        replica = VaultReplica(desk.file, keys, clinic.id, clinic.clock)
        found = Engine(replica, PostgresHub(line)).sync()
    finally:
        line.close()
    return found.complete, told_of(found)


@pytest.mark.parametrize("lie", LIES)
def test_that_a_lie_in_the_tables_is_told_and_heals(scene: Scene, hub: HubInSql, tmp_path: Path, lie: Lie) -> None:
    desk = desk_at(scene, Moment.INCREMENTAL, tmp_path / "desk.careboard")
    told: AbstractSet[str] = set()
    for stage in LIES[lie]:
        shown = {log: dict(places) for log, places in scene.late.items()}
        stage(shown, scene)
        hub.tell(shown)
        told |= synced(desk, hub)[1]
    told |= desk.shown()[1]
    rolled_back = {SENT_AGAIN, LOST_OF_OTHERS}  # a server that was set back takes in what is sent once more
    assert told == (rolled_back if lie is Lie.ROLLBACK else TOLD[lie][1])
    assert believes_only_what_was_signed(desk, set())

    hub.tell(scene.late)
    synced(desk, hub)
    left = {LOST_OF_OTHERS} if lie in SIGNED_AFTERWARDS else set()
    assert synced(desk, hub) == (not left, left)
    assert desk.shown()[0].keys() == honest(scene, tmp_path / "honest.careboard")


def honest(scene: Scene, path: Path) -> AbstractSet[str]:
    """The entries that are shown where nobody ever lied."""
    return witness(scene, path).shown()[0].keys()
