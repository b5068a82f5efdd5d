"""A clinic of many records on a hub of its own, for measures: signed, sealed and pushed like all others.

Half of its charts are read by a colleague, the other half are not; its records lie in many logs, as if many wrote them.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from careboard.bench.vaults import note_payloads
from careboard.clinical.people import Role
from careboard.exchange.sync.engine import Engine
from careboard.settings import HubAddress
from careboard.storage.hub.connecting import connect
from careboard.storage.hub.lasting import LastingLine
from careboard.storage.hub.logins import login_of, verifier
from careboard.storage.hub.making import Owner, make_hub
from careboard.storage.hub.postgres import PostgresHub
from careboard.storage.vaultfile import VaultFile
from careboard.vault.keys import Keyset
from careboard.vault.keyslot import LIGHT
from careboard.workflow.founding import Person, admit, found_clinic
from careboard.workflow.hub.replica import VaultReplica
from careboard.workflow.open_vault import OpenVault
from tests.clinic import Ticking
from tests.hub.server import ADMINISTRATOR, HOST, PASSWORD, Server, running

IN_A_CHART = 500
_AT_ONCE = 250
_WHO = Person("B. Sample", Role.PSYCHIATRIST, "bs", "a passphrase for measures only")
_numbers = count()


@dataclass
class SharedClinic:
    """A clinic in a vault file, on a hub; `colleague` is a member who has a login and no computer yet."""

    vault: OpenVault
    colleague: Keyset
    address: HubAddress
    folder: Path
    clock: Ticking

    def way(self, keyset: Keyset) -> PostgresHub:
        """The hub as this member meets it."""
        return PostgresHub(self.line(keyset))

    def line(self, keyset: Keyset) -> LastingLine:
        """A line to the hub for this member."""
        return LastingLine(self.address, login_of(keyset.id), keyset.hub_password)

    def push(self) -> int:
        """Send everything that the hub lacks; answers how many records that were."""
        replica = VaultReplica(self.vault.file, self.vault.keyset, self.vault.clinic)
        with closing(self.way(self.vault.keyset)) as hub:
            synced = Engine(replica, hub).sync()
        if not synced.complete:
            raise RuntimeError(synced)
        return synced.sent

    def database_size(self) -> int:
        """Bytes that the hub takes on the server's disk, with its indexes."""
        with connect(self.address, ADMINISTRATOR, PASSWORD) as line:
            (size,) = line.execute("SELECT pg_database_size(current_database())").fetchone() or (0,)
        return int(size)

    @contextmanager
    def new_computer(self) -> Iterator[tuple[VaultFile, VaultReplica]]:
        """A file of the colleague's in which nothing is yet, and the same as the engine sees it."""
        file = VaultFile.create(self.folder / f"elsewhere-{next(_numbers)}.careboard")
        try:
            yield file, VaultReplica(file, self.colleague, self.vault.clinic)
        finally:
            file.close()
            file.path.unlink()

    def write(self, charts: int, *, logs: int = 40) -> None:
        """So many charts of 500 notes, each other one for the colleague too, in so many logs."""
        payloads = note_payloads(IN_A_CHART)
        for number in range(charts):
            if number % max(1, charts // logs) == 0:
                self.vault.file.renew_installation()
                self.vault.refresh()
            readers = [self.vault.member, self.colleague.id][: 1 + number % 2]
            stream = self.vault.begin_stream(readers)
            for start in range(0, IN_A_CHART, _AT_ONCE):
                batch = payloads[start : start + _AT_ONCE]
                self.vault.write([self.vault.sealed("note", stream, payload) for payload in batch])


@contextmanager
def shared_clinic(server: Server, folder: Path) -> Iterator[SharedClinic]:
    """A clinic with a hub in a database of its own, and no chart."""
    clock = Ticking()
    founded = found_clinic(folder / "clinic.careboard", "Sample", _WHO, zone="UTC", cost=LIGHT, clock=clock)
    vault, colleague = founded.vault, Keyset.new()
    admit(vault, colleague.public, {Role.NURSE}, "C. Sample")
    database = f"measured_{next(_numbers)}"
    try:
        yield SharedClinic(vault, colleague, _made(server, database, vault, colleague), folder, clock)
    finally:
        vault.file.close()
        server.forget(database)


def _made(server: Server, database: str, vault: OpenVault, colleague: Keyset) -> HubAddress:
    with server.administer() as line:
        line.execute(f"CREATE DATABASE {database} ENCODING 'UTF8' TEMPLATE template0".encode())
    address = HubAddress(HOST, server.port, database, server.certificate.read_text())
    with connect(address, ADMINISTRATOR, PASSWORD) as line:
        make_hub(line, Owner(vault.clinic, vault.member, login_of(vault.member), vault.keyset.hub_password))
        login = login_of(colleague.id)
        line.execute("SELECT hub.invite(%s, %s)", (login, verifier(line, login, colleague.hub_password)))
        line.execute("SELECT hub.admit(%s, %s, false)", (login, bytes.fromhex(colleague.id)))
    return address


@contextmanager
def measured_server(**settings: str) -> Iterator[tuple[Server, Path]]:
    """A server for measures, with the settings that `packaging/hub` gives and nothing logged; and a folder beside."""
    folder = Path(tempfile.mkdtemp(prefix="careboard-measures-"))
    folder.chmod(0o755)
    try:
        with running(folder / "server", {"log_statement": "none", **settings}) as server:
            yield server, folder
    finally:
        shutil.rmtree(folder)
