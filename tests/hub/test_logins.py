"""A login's password is on no disk and in no log: the server gets a verifier, made on the client."""

from psycopg import sql

from careboard.storage.hub.connecting import connect
from careboard.storage.hub.logins import change_own_password, login_of, verifier
from careboard.vault.keys import Keyset
from tests.hub.server import ADMINISTRATOR, PASSWORD, Server
from tests.hub.test_demands import address_of, refused


def test_that_a_members_seed_gives_the_login_a_password_of_its_own() -> None:
    member, other = Keyset.new(), Keyset.new()
    assert member.hub_password == Keyset(member.seed).hub_password
    assert len({member.hub_password, other.hub_password, member.seed.hex()}) == 3
    assert len(member.hub_password) == 64
    assert login_of(member.id) == f"cb_{member.id[:32]}"


def test_that_the_server_takes_a_verifier_and_never_sees_a_password(server: Server) -> None:
    member, later = Keyset.new(), Keyset.new()
    address, login = address_of(server), login_of(member.id)
    with connect(address, ADMINISTRATOR, PASSWORD) as line:
        made = verifier(line, login, member.hub_password)
        assert made.startswith("SCRAM-SHA-256$4096:")
        assert made != verifier(line, login, member.hub_password)
        line.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(login), sql.Literal(made)))
    with connect(address, login, member.hub_password) as line:
        change_own_password(line, later.hub_password)
    assert refused(address, login, member.hub_password).startswith("The server does not know this login")
    connect(address, login, later.hub_password).close()
    log = (server.folder / "server.log").read_text()
    assert f'ALTER ROLE "{login}" PASSWORD \'SCRAM-SHA-256$' in log
    for secret in (member.hub_password, later.hub_password, member.seed.hex(), PASSWORD):
        assert secret not in log
