"""`careboard hub create`: who may, on which server, and that doing it once more finishes whatever was begun."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from psycopg import sql

from careboard.cli import run
from careboard.clinical.people import Role
from careboard.exchange.sync.visit import Synced
from careboard.settings import HubAddress, HubSettings
from careboard.storage.hub import making
from careboard.storage.hub.connecting import ServerRefused, connect
from careboard.storage.hub.demands import ServerUnfit
from careboard.storage.hub.logins import login_of
from careboard.storage.hub.making import AnothersHub
from careboard.storage.hub.migrations import HubOfAnotherVersion, migrate, migrations
from careboard.storage.hub.port import HubAway
from careboard.vault.refusals import NotAllowed
from careboard.workflow.hub.creating import HasAnotherHub, ServersAdministrator, create_hub
from careboard.workflow.hub.syncing import sync
from tests.clinic import PASSPHRASE as CLINICS_PASSPHRASE
from tests.clinic import Clinic, note
from tests.hub.server import ADMINISTRATOR, PASSWORD, Server
from tests.hub.test_demands import address_of

LANDLORDS = "of another login of the server"
COUNT = "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'cb\\_%'"


class Databases:
    """Databases that an administrator of the server has made, and what is asked of them as that administrator."""

    def __init__(self, server: Server) -> None:
        self.server, self.made = server, list[str]()

    def new(self, owner: str | None = None) -> HubAddress:
        name = f"creating_{len(self.made)}"
        self.made.append(name)
        of = sql.SQL(" OWNER {}").format(sql.Identifier(owner)) if owner else sql.SQL("")
        self.ask(sql.SQL("CREATE DATABASE {}{}").format(sql.Identifier(name), of))
        return address_of(self.server, name)

    def ask(self, question: Any, database: str = "postgres", *values: object) -> Any:
        with self.server.administer(database) as line:
            answer = line.execute(question, values or None)
            return answer.fetchall() if answer.description else None

    def drop(self) -> None:
        self.server.forget(*self.made)
        if self.ask("SELECT 1 FROM pg_roles WHERE rolname = 'landlord'"):
            self.ask("DROP OWNED BY landlord; DROP ROLE landlord")


@pytest.fixture
def databases(server: Server, clinic: Clinic) -> Iterator[Databases]:
    databases = Databases(server)
    HubSettings.forget(clinic.id)
    try:
        yield databases
    finally:
        HubSettings.forget(clinic.id)
        databases.drop()


def administrator(address: HubAddress) -> ServersAdministrator:
    return ServersAdministrator(address, ADMINISTRATOR, PASSWORD)


def test_that_a_database_becomes_the_clinics_hub_and_its_administrator_has_a_login(
    databases: Databases, clinic: Clinic
) -> None:
    address, vault = databases.new(), clinic.open()
    made = create_hub(vault, administrator(address))
    assert made.ran == tuple(migration.file for migration in migrations())
    assert made.login == login_of(vault.member)
    assert HubSettings.of(clinic.id) == HubSettings(address, {vault.member: made.login})
    with connect(address, made.login, vault.keyset.hub_password) as line:
        assert line.execute("SELECT id FROM hub.clinic").fetchall() == [(bytes.fromhex(clinic.id),)]
        assert line.execute("SELECT pg_has_role('hub_repair', 'MEMBER')").fetchall() == [(True,)]
        super_or_more = "SELECT rolsuper OR rolcreaterole OR rolcreatedb FROM pg_roles WHERE rolname = session_user"
        assert line.execute(super_or_more).fetchall() == [(False,)]


def test_that_once_more_is_harmless_and_makes_nothing_twice(databases: Databases, clinic: Clinic) -> None:
    address, vault = databases.new(), clinic.open()
    first = create_hub(vault, administrator(address))
    assert create_hub(vault, administrator(address)) == replace(first, ran=())
    assert databases.ask(COUNT) == [(1,)]
    assert databases.ask("SELECT count(*) FROM hub.clinic", address.database) == [(1,)]


@pytest.mark.parametrize("stops_at", ["refuse_unfit", "migrate", "verifier"])
def test_that_what_stopped_in_the_middle_is_finished_by_doing_it_again(
    databases: Databases, clinic: Clinic, stops_at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, vault = databases.new(), clinic.open()
    with monkeypatch.context() as cut:
        cut.setattr(making, stops_at, _stops)
        with pytest.raises(HubAway):
            create_hub(vault, administrator(address))
    assert HubSettings.of(clinic.id) is None
    made = create_hub(vault, administrator(address))
    connect(address, made.login, vault.keyset.hub_password).close()


def _stops(*_: object) -> None:
    raise HubAway("The server cannot be reached.")


def test_that_a_half_of_the_schema_is_finished(databases: Databases, clinic: Clinic) -> None:
    address, vault = databases.new(), clinic.open()
    with connect(address, ADMINISTRATOR, PASSWORD) as line:
        migrate(line, migrations()[:1])
    made = create_hub(vault, administrator(address))
    assert made.ran == tuple(migration.file for migration in migrations()[1:])


def test_that_only_an_administrator_of_the_clinic_makes_its_hub(databases: Databases, clinic: Clinic) -> None:
    address = databases.new()
    for role in (Role.PHYSICIAN, Role.PRIVACY_OFFICER):
        with pytest.raises(NotAllowed, match="Only an administrator of the clinic makes its hub"):
            create_hub(clinic.open(role), administrator(address))
    create_hub(clinic.open(Role.ADMIN), administrator(address))


def test_that_another_clinics_hub_is_refused_and_left_as_it_is(databases: Databases, clinic: Clinic) -> None:
    address, vault = databases.new(), clinic.open()
    with connect(address, ADMINISTRATOR, PASSWORD) as line:
        migrate(line)
        line.execute("SELECT hub.found(%s)", (b"\7" * 32,))
    with pytest.raises(AnothersHub, match="belongs to another clinic"):
        create_hub(vault, administrator(address))
    assert databases.ask(COUNT) == [(0,)]
    assert databases.ask("SELECT id FROM hub.clinic", address.database) == [(b"\7" * 32,)]
    assert HubSettings.of(clinic.id) is None


def test_that_a_hub_of_a_newer_program_is_refused(databases: Databases, clinic: Clinic) -> None:
    address, vault = databases.new(), clinic.open()
    create_hub(vault, administrator(address))
    newer = "INSERT INTO hub.version (number, file, sha256) VALUES (%s, '9999-newer.sql', %s)"
    databases.ask(newer, address.database, len(migrations()) + 1, b"\7" * 32)
    with pytest.raises(HubOfAnotherVersion, match="newer than this program"):
        create_hub(vault, administrator(address))


def test_that_a_clinic_has_one_hub_and_may_move_it_with_all_that_it_holds(databases: Databases, clinic: Clinic) -> None:
    address, other, vault = databases.new(), databases.new(), clinic.open()
    create_hub(vault, administrator(address))
    with pytest.raises(HasAnotherHub, match="has a hub already"):
        create_hub(vault, administrator(other))
    assert databases.ask("SELECT to_regclass('hub.version')", other.database) == [(None,)]
    moved = replace(address, host="127.0.0.1")
    assert create_hub(vault, administrator(moved)).ran == ()
    assert HubSettings.of(clinic.id) == HubSettings(moved, {vault.member: login_of(vault.member)})


def test_that_a_login_that_was_given_more_on_the_server_is_not_made_administrator(
    databases: Databases, clinic: Clinic
) -> None:
    address, vault = databases.new(), clinic.open()
    login = create_hub(vault, administrator(address)).login
    databases.ask(sql.SQL("ALTER ROLE {} CREATEDB").format(sql.Identifier(login)))
    with pytest.raises(ServerRefused, match="was changed on the server"):
        create_hub(vault, administrator(address))


def test_that_an_unfit_server_and_a_login_that_may_too_little_are_refused(databases: Databases, clinic: Clinic) -> None:
    vault, address = clinic.open(), databases.new()
    databases.ask(sql.SQL("ALTER DATABASE {} SET synchronous_commit = off").format(sql.Identifier(address.database)))
    with pytest.raises(ServerUnfit, match="synchronous_commit"):
        create_hub(vault, administrator(address))
    assert databases.ask("SELECT to_regnamespace('hub')", address.database) == [(None,)]
    databases.ask(sql.SQL("CREATE ROLE landlord LOGIN PASSWORD {}").format(sql.Literal(LANDLORDS)))
    theirs = databases.new()
    with pytest.raises(ServerRefused, match="may not make a hub"):
        create_hub(vault, ServersAdministrator(theirs, "landlord", LANDLORDS))
    assert HubSettings.of(clinic.id) is None


def test_that_a_login_that_owns_the_database_and_may_make_roles_is_enough(databases: Databases, clinic: Clinic) -> None:
    databases.ask(sql.SQL("CREATE ROLE landlord LOGIN CREATEROLE PASSWORD {}").format(sql.Literal(LANDLORDS)))
    address, vault = databases.new("landlord"), clinic.open()
    first = create_hub(vault, ServersAdministrator(address, "landlord", LANDLORDS))
    assert create_hub(vault, ServersAdministrator(address, "landlord", LANDLORDS)).ran == ()
    connect(address, first.login, vault.keyset.hub_password).close()


def test_that_the_command_makes_the_hub_and_says_where_it_is(
    databases: Databases, clinic: Clinic, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = databases.new()
    (tmp_path / "pass").write_text(CLINICS_PASSPHRASE)
    (tmp_path / "server-pass").write_text(PASSWORD)
    command = [
        "hub", "create", str(clinic.path), "--as", "chen", "--passphrase-file", str(tmp_path / "pass"),
        "--server", f"localhost:{address.port}", "--database", address.database, "--administrator", ADMINISTRATOR,
        "--administrator-password-file", str(tmp_path / "server-pass"),
    ]  # fmt: skip
    assert run([*command, "--authority", str(tmp_path / "pass")]) == 1
    assert "holds no certificate in PEM format" in capsys.readouterr().err
    assert run([*command, "--authority", str(tmp_path / "none.pem")]) == 1
    assert "The certificate none.pem cannot be read." in capsys.readouterr().err
    assert run([*command, "--authority", str(databases.server.certificate)]) == 0
    said = capsys.readouterr()
    assert f"The hub stands: {address.shown}." in said.err
    assert re.fullmatch(r"Sent [0-9]+ records, fetched 0\.\n", said.out)
    (tmp_path / "server-pass").write_text("not the administrator's")
    assert run([*command, "--authority", str(databases.server.certificate)]) == 1
    said = capsys.readouterr()
    assert "The server does not know this login, or not with this password." in said.err
    assert "not the administrator's" not in said.err


def test_that_the_whole_vault_is_on_the_hub_and_status_says_so(
    databases: Databases, clinic: Clinic, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address, vault = databases.new(), clinic.open()
    (tmp_path / "pass").write_text(CLINICS_PASSPHRASE)
    who = [str(clinic.path), "--as", "chen", "--passphrase-file", str(tmp_path / "pass")]
    assert run(["hub", "status", *who, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["hub"], told["login"], told["to_come"]) == (None, "", None)
    assert run(["sync", *who]) == 1
    assert "This clinic has no hub that this computer knows." in capsys.readouterr().err

    create_hub(vault, administrator(address))
    assert sync(vault).complete
    with connect(address, login_of(vault.member), vault.keyset.hub_password) as line:
        there = {log.hex(): (seq, one.hex()) for log, seq, one in line.execute("SELECT log, seq, id FROM hub.head")}
    assert there == vault.file.heads()
    assert sync(vault) == Synced(complete=True)

    assert run(["sync", *who]) == 0  # with a checkpoint of what made the clinic ready for emergencies
    capsys.readouterr()
    assert run(["hub", "status", *who, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["hub"], told["to_come"], told["alarms"], told["hindrance"]) == (address.shown, 0, 0, "")
    assert told["unshared"] == 0
    clinic.write(None, note("Written while nobody looked."))
    assert run(["hub", "status", *who]) == 0
    assert "Records that are on this computer alone: 2." in capsys.readouterr().out  # the note, and a checkpoint of it
    assert run(["sync", *who]) == 0
    assert re.match(r"Sent [1-9]", capsys.readouterr().out)
    databases.ask(sql.SQL("ALTER DATABASE {} CONNECTION LIMIT 0").format(sql.Identifier(address.database)))
    assert run(["hub", "status", *who, "--json"]) == 1
    said = capsys.readouterr()
    assert json.loads(said.out)["to_come"] is None
    assert "The server has no room for one more connection just now." in said.err


def test_that_nothing_is_shared_with_a_server_that_is_unfit_since(databases: Databases, clinic: Clinic) -> None:
    address, vault = databases.new(), clinic.open()
    create_hub(vault, administrator(address))
    databases.ask(sql.SQL("ALTER DATABASE {} SET password_encryption = md5").format(sql.Identifier(address.database)))
    synced = sync(vault)
    assert isinstance(synced.hindrance, ServerUnfit)
    assert synced.sent == 0
    assert "password_encryption" in synced.hindrance.told
