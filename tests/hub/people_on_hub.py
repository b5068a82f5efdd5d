"""A clinic's hub in PostgreSQL, its founder where the clinic began, and a colleague at a computer of their own."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from psycopg import sql

from careboard.clinical.people import Role
from careboard.exchange.sync.engine import Engine
from careboard.settings import HubAddress, HubSettings
from careboard.storage.hub.lasting import LastingLine
from careboard.storage.hub.logins import login_of
from careboard.storage.hub.postgres import PostgresHub
from careboard.storage.hub.reception import Reception
from careboard.storage.vaultfile import VaultFile
from careboard.vault.keys import Keyset
from careboard.workflow.hub.creating import ServersAdministrator, create_hub
from careboard.workflow.hub.reaching import line_of
from careboard.workflow.hub.replica import VaultReplica
from careboard.workflow.hub.syncing import sync
from careboard.workflow.open_vault import OpenVault
from careboard.workflow.session import Session
from tests.clinic import Clinic
from tests.hub.server import ADMINISTRATOR, PASSWORD, Server
from tests.hub.test_demands import address_of

_numbers = itertools.count()


@dataclass
class Colleague:
    """Somebody of the clinic at work elsewhere, without a window."""

    session: Session

    def sync(self) -> None:
        """Exchange with the hub, whole."""
        synced = sync(self.session.vault)
        assert synced.hindrance is None, synced.hindrance

    def close(self) -> None:
        """Go home."""
        self.session.vault.file.close()


@dataclass
class OnHub:
    """A clinic that has a hub."""

    clinic: Clinic
    address: HubAddress
    database: str

    def let_in(self, who: Role) -> None:
        """Give a member of the clinic a login, as an administrator does."""
        keys, vault = self.clinic.keys(who), self.clinic.open()
        settings = HubSettings.of(self.clinic.id)
        assert settings is not None
        line = LastingLine(self.address, settings.logins[vault.member], vault.keyset.hub_password)
        login = login_of(keys.id)
        Reception(line).invite(login, keys.hub_password)
        Reception(line).admit(login, keys.id, repair=False)
        line.close()
        settings.with_login(keys.id, login).keep(self.clinic.id)

    def colleague(self, who: Role, path: Path) -> Colleague:
        """A member at a new computer, whose vault came from the hub."""
        self.let_in(who)
        VaultFile.create(path).close()
        keys = self.clinic.keys(who)
        bring_all(self.clinic, keys, path)
        return Colleague(Session(OpenVault(VaultFile.open(path), keys, self.clinic.id, self.clinic.clock)))

    def through(self, port: int) -> None:
        """From now on this computer reaches the hub by another port."""
        settings = HubSettings.of(self.clinic.id)
        assert settings is not None
        replace(settings, address=replace(settings.address, port=port)).keep(self.clinic.id)


def bring_all(clinic: Clinic, keys: Keyset, path: Path) -> None:
    """A first sync into an empty file."""
    file, line = VaultFile.open(path), line_of(clinic.id, keys)
    synced = Engine(VaultReplica(file, keys, clinic.id, clinic.clock), PostgresHub(line)).sync()
    line.close()
    file.close()
    assert synced.hindrance is None, synced.hindrance


@contextmanager
def on_hub(clinic: Clinic, server: Server) -> Iterator[OnHub]:
    """The clinic gets a hub in a database of its own; both are forgotten at the end."""
    database = f"people_{next(_numbers)}"
    with server.administer() as line:
        line.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
    address = address_of(server, database)
    HubSettings.forget(clinic.id)
    try:
        vault = clinic.open()
        create_hub(vault, ServersAdministrator(address, ADMINISTRATOR, PASSWORD))
        assert sync(vault).complete
        yield OnHub(clinic, address, database)
    finally:
        HubSettings.forget(clinic.id)
        server.forget(database)
