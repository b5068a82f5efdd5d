"""Logins: who may make them, and that no role of the server is touched that this hub did not make."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.hub.making import PASSWORD, Author, Connection, Hub, a_hub, push
from tests.hub.refusing import ANOTHERS, FORBIDDEN, NO_LOGIN, NOT_OURS, NOT_YOURS, refused, refuses
from tests.hub.server import ADMINISTRATOR, Server

VERIFIER = "SCRAM-SHA-256$4096:" + "QUJDREVGR0hJSktMTU5PUA==" + "$" + "A" * 43 + "=:" + "B" * 43 + "="
INVITE, ADMIT, DISMISS = "SELECT hub.invite(%s, %s)", "SELECT hub.admit(%s, %s, %s)", "SELECT hub.dismiss(%s)"


@pytest.fixture(scope="module")
def hub(server: Server) -> Iterator[Hub]:
    with a_hub(server) as hub:
        yield hub


@pytest.fixture(scope="module")
def founder(hub: Hub) -> Connection:
    """The clinic's administrator, who is nobody on the server."""
    return hub.sign_in("founder")


def signs_in(hub: Hub, name: str) -> bool:
    try:
        hub.sign_in(name)
    except psycopg.OperationalError:
        return False
    return True


def test_that_an_administrator_of_the_clinic_lets_a_newcomer_in(hub: Hub, founder: Connection) -> None:
    author = hub.founder.beside()
    login = hub.invite("newcomer", founder)
    newcomer = hub.sign_in("newcomer")
    for words in (b"first", b"again"):
        newcomer.execute("SELECT hub.ask_to_join(%s)", (words,))
    assert founder.execute("SELECT login, sealed FROM hub.asking()").fetchall() == [(login, b"again")]
    with refused(FORBIDDEN):
        push(newcomer, Author(author.clinic).writes())
    founder.execute(ADMIT, (login, author.member, False))
    push(newcomer, author.writes())  # on the connection that it had
    assert founder.execute("SELECT login FROM hub.asking()").fetchall() == []
    row = "SELECT members, repair, invited_by, admitted_by, dismissed_by FROM hub.logins() WHERE login = %s"
    by = hub.login_of("founder")
    assert founder.execute(row, (login,)).fetchone() == ([author.member], False, by, by, None)


def test_that_a_guest_is_let_in_within_a_fortnight_and_then_for_good(hub: Hub, founder: Connection) -> None:
    until = """SELECT rolvaliduntil BETWEEN now() + interval '13 days' AND now() + interval '14 days',
                      rolvaliduntil = 'infinity' FROM pg_roles WHERE rolname = %s"""
    login = hub.invite("fortnight", founder)
    assert founder.execute(until, (login,)).fetchone() == (True, False)
    founder.execute(ADMIT, (login, hub.founder.beside().member, False))
    hub.invite("fortnight", founder)
    assert founder.execute(until, (login,)).fetchone() == (False, True)


def test_that_a_dismissed_login_is_shut_out_at_once_and_its_records_stay(hub: Hub, founder: Connection) -> None:
    author = hub.founder.beside()
    leaver = hub.member("leaver", author)
    push(leaver, record := author.writes())
    founder.execute(DISMISS, (hub.login_of("leaver"),))
    for question in ("SELECT * FROM hub.people()", "SELECT * FROM hub.record", "SELECT * FROM hub.heads()"):
        with refused(FORBIDDEN):
            leaver.execute(question)
    with refused(FORBIDDEN):
        push(leaver, author.writes())
    assert not signs_in(hub, "leaver")
    assert founder.execute("SELECT count(*) FROM hub.record WHERE id = %s", (record.id,)).fetchone() == (1,)


def test_that_a_dismissed_login_comes_back_as_a_guest_until_it_is_admitted(hub: Hub, founder: Connection) -> None:
    author = hub.founder.beside()
    hub.member("returning", author)
    founder.execute(DISMISS, (hub.login_of("returning"),))
    hub.invite("returning", founder)
    back = hub.sign_in("returning")
    with refused(FORBIDDEN):
        back.execute("SELECT * FROM hub.heads()")
    founder.execute(ADMIT, (hub.login_of("returning"), author.member, False))
    push(back, author.writes())


def test_that_nobody_shuts_himself_out(hub: Hub, founder: Connection) -> None:
    with refused(NOT_OURS):
        founder.execute(DISMISS, (hub.login_of("founder"),))


def test_that_an_administrator_is_made_and_unmade(hub: Hub, founder: Connection) -> None:
    author, others = hub.founder.beside(), hub.founder.beside()
    second, login = hub.member("second", author), hub.login_of("second")
    founder.execute(ADMIT, (login, author.member, True))
    push(second, others.writes())
    hub.invite("by the second".replace(" ", "-"), second)
    founder.execute(ADMIT, (login, author.member, False))
    refuses(second, others.writes(), NOT_YOURS)
    with refused(FORBIDDEN):
        hub.invite("one-more", second)


def test_that_a_new_password_shuts_out_the_one_before(hub: Hub, founder: Connection) -> None:
    hub.member("renewed", hub.founder.beside())
    hub.invite("renewed", founder, "another")
    assert not signs_in(hub, "renewed")
    hub.sign_in("renewed", "another").execute("SELECT * FROM hub.heads()")


def test_that_new_keys_belong_to_the_same_login_and_to_no_other(hub: Hub, founder: Connection) -> None:
    old, new = hub.founder.beside(), hub.founder.beside()
    person, login = hub.member("person", old), hub.login_of("person")
    founder.execute(ADMIT, (login, new.member, False))
    push(person, old.writes(), new.writes())
    other = hub.invite("thief", founder)
    for taken in (old, new):
        with refused(ANOTHERS):
            founder.execute(ADMIT, (other, taken.member, False))
    for wrong, state in ((b"short", "23514"), (None, "23502")):
        with refused(state):
            founder.execute(ADMIT, (other, wrong, False))


@pytest.mark.parametrize(
    "name",
    ["", "a", "Anna", "an na", "1a", "-a", "a" * 64, 'a"; ALTER ROLE hub_app SUPERUSER; --', "a'b", "a;b", "a\nb", "ä",
     "pg_monitor", "pg_mine", "hub_mine", "hub_app", "public"[:1] + "\x01", "a\\b", None],
)  # fmt: skip
def test_that_a_name_that_is_no_login_is_refused(founder: Connection, name: str | None) -> None:
    with refused(NO_LOGIN):
        founder.execute(INVITE, (name, VERIFIER))


@pytest.mark.parametrize("name", ["public", "none", "current_user", "session_user", "user", "select"])
def test_that_a_word_of_sql_is_a_name_or_refused_but_never_understood(hub: Hub, founder: Connection, name: str) -> None:
    with hub.administer() as server, server.transaction(force_rollback=True):
        try:
            with server.transaction():
                server.execute(INVITE, (name, VERIFIER))
        except psycopg.errors.ReservedName:
            return
        assert server.execute("SELECT login FROM hub.login WHERE login = %s", (name,)).fetchone() == (name,)


@pytest.mark.parametrize(
    "verifier",
    ["", "a password", "md5" + "0" * 32, VERIFIER + "x", VERIFIER.replace("4096", "1"),
     VERIFIER.replace("=:", "=' SUPERUSER '"), VERIFIER + "' SUPERUSER '", None],
)  # fmt: skip
def test_that_only_a_verifier_is_taken_as_one(hub: Hub, founder: Connection, verifier: str | None) -> None:
    with refused(NO_LOGIN):
        founder.execute(INVITE, (hub.login_of("never"), verifier))


def test_that_no_role_is_touched_that_the_hub_did_not_make(hub: Hub, founder: Connection) -> None:
    server, other = hub.administer(), f"nagios.{hub.number}"
    server.execute(f'CREATE ROLE "{other}" LOGIN'.encode())
    roles = (
        "SELECT oid, rolname, rolcanlogin, rolpassword, rolvaliduntil FROM pg_authid WHERE rolname = ANY(%s) ORDER BY 1"
    )
    names = [other, ADMINISTRATOR, "hub_owner", "hub_admission", "hub_app", "pg_monitor"]
    before = server.execute(roles, (names,)).fetchall()
    try:
        with refused(NOT_OURS):
            founder.execute(INVITE, (other, VERIFIER))
        for name in [*names, "nobody.at.all", "", None, 'x"; DROP ROLE hub_app; --']:
            with refused(NOT_OURS):
                founder.execute(ADMIT, (name, hub.founder.beside().member, True))
            with refused(NOT_OURS):
                founder.execute(DISMISS, (name,))
        assert server.execute(roles, (names,)).fetchall() == before
    finally:
        server.execute(f'DROP ROLE "{other}"'.encode())


@pytest.mark.parametrize("more", ["GRANT pg_monitor TO {}", "ALTER ROLE {} CREATEROLE", "ALTER ROLE {} SUPERUSER",
                                  "COMMENT ON ROLE {} IS 'of somebody else'"])  # fmt: skip
def test_that_a_login_that_was_given_more_is_left_to_the_servers_administrator(
    hub: Hub, founder: Connection, more: str
) -> None:
    """Else whoever administers the clinic would set that login's password and be the server's administrator."""
    name = "more" + str(sum(map(ord, more)))
    author = hub.founder.beside()
    hub.member(name, author)
    login = hub.login_of(name)
    hub.administer().execute(more.format(f'"{login}"').encode())
    with refused(NOT_OURS):
        founder.execute(INVITE, (login, VERIFIER))
    with refused(NOT_OURS):
        founder.execute(ADMIT, (login, author.member, True))
    with refused(NOT_OURS):
        founder.execute(DISMISS, (login,))
    assert signs_in(hub, name)


def test_that_a_name_that_the_server_gave_away_since_is_not_the_hubs(hub: Hub, founder: Connection) -> None:
    hub.invite("dropped", founder)
    server, login = hub.administer(), hub.login_of("dropped")
    take = f'SET ROLE hub_admission; REVOKE CONNECT ON DATABASE {hub.database} FROM "{login}"; RESET ROLE; '
    server.execute(f'{take} DROP ROLE "{login}"'.encode())
    server.execute(f'CREATE ROLE "{login}" LOGIN'.encode())
    with refused(NOT_OURS):
        founder.execute(INVITE, (login, VERIFIER))
    server.execute(f'DROP ROLE "{login}"'.encode())
    hub.invite("dropped", founder)
    assert signs_in(hub, "dropped")


def test_that_two_hubs_of_a_server_do_not_touch_each_others_logins(
    hub: Hub, founder: Connection, server: Server
) -> None:
    with a_hub(server) as second:
        author = second.founder.beside()
        second.member("member", author)
        theirs = second.login_of("member")
        with refused(NOT_OURS):
            founder.execute(INVITE, (theirs, VERIFIER))
        with refused(NOT_OURS):
            founder.execute(ADMIT, (theirs, hub.founder.beside().member, True))
        with refused(NOT_OURS):
            founder.execute(DISMISS, (theirs,))
        for name in ("member", "founder"):
            with pytest.raises(psycopg.OperationalError, match="CONNECT"):
                psycopg.connect(server.address(hub.database, second.login_of(name), PASSWORD))
        assert signs_in(second, "member")


def test_that_a_login_changes_its_own_password_and_nothing_else_of_roles(hub: Hub, founder: Connection) -> None:
    person = hub.member("own", hub.founder.beside())
    login, other = hub.login_of("own"), hub.login_of("founder")
    for attempt in (f'ALTER ROLE "{other}" PASSWORD NULL', f'ALTER ROLE "{login}" SUPERUSER', f'DROP ROLE "{other}"',
                    f'ALTER ROLE "{other}" RENAME TO mine', f'GRANT "{other}" TO "{login}"',
                    f"COMMENT ON ROLE \"{login}\" IS 'mine'"):  # fmt: skip
        with refused(FORBIDDEN):
            person.execute(attempt.encode())
    for attempt in (
        f'ALTER ROLE "{login}" PASSWORD NULL',
        f'ALTER ROLE "{login}" RENAME TO mine',
        f'DROP ROLE "{login}"',
    ):
        with refused(FORBIDDEN):
            founder.execute(attempt.encode())
    person.execute(f"ALTER ROLE \"{login}\" PASSWORD '{VERIFIER}'".encode())
    assert not signs_in(hub, "own")


def test_that_what_a_newcomer_says_is_short(hub: Hub, founder: Connection) -> None:
    guest = hub.guest("talker")
    for words in (bytes(70_000), None):
        with refused("CB014"):
            guest.execute("SELECT hub.ask_to_join(%s)", (words,))


def test_that_the_hub_stays_one_clinics(hub: Hub) -> None:
    server = hub.administer()
    server.execute("SELECT hub.found(%s)", (bytes.fromhex(hub.founder.clinic),))
    with refused("CB005"):
        server.execute("SELECT hub.found(%s)", (b"c" * 32,))
    with refused(FORBIDDEN):
        hub.sign_in("founder").execute("SELECT hub.found(%s)", (bytes.fromhex(hub.founder.clinic),))
