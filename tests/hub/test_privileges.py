"""What each role of the hub may do, listed from the catalogue and compared; and what a login tries beyond that."""

from collections.abc import Iterator

import pytest
from psycopg import sql

from careboard.workflow.open_vault.unsigned import clear
from tests.hub.making import PUSH, Author, Connection, Hub, a_hub, columns, push
from tests.hub.refusing import FORBIDDEN, NOT_YOURS, STAYS, TOO_MUCH, refused, refuses
from tests.hub.server import ADMINISTRATOR, Server

MEANT = {
    "hub_guest: USAGE on schema hub",
    "hub_guest: SELECT on table version",
    "hub_guest: SELECT on table clinic",
    "hub_guest: EXECUTE on function people()",
    "hub_guest: EXECUTE on function ask_to_join(bytea)",
    "hub_app: USAGE on schema hub",
    "hub_app: SELECT on table version",
    "hub_app: SELECT on table clinic",
    "hub_app: SELECT on table record",
    "hub_app: SELECT on table head",
    "hub_app: SELECT on table registry",
    "hub_app: SELECT on table released",
    *(f"hub_app: INSERT on record.{each}" for each in ("log", "seq", "id", "header", "body_hash", "body", "sig")),
    *(f"hub_app: INSERT on bg_pad.{each}" for each in ("stream", "key", "pad")),
    "hub_app: EXECUTE on function people()",
    "hub_app: EXECUTE on function digest()",
    "hub_app: EXECUTE on function heads()",
    "hub_app: EXECUTE on function pull(jsonb,bytea[],integer)",
    "hub_app: EXECUTE on function bodies(bytea,bytea,bigint,integer)",
    "hub_app: EXECUTE on function bg_release(bytea)",
    "hub_app: EXECUTE on function keep_slot(bytea,text,bytea)",
    "hub_app: EXECUTE on function own_slots()",
    "hub_app: EXECUTE on function say_presence(bytea,bytea)",
    "hub_app: EXECUTE on function presences()",
    "hub_repair: USAGE on schema hub",
    "hub_repair: EXECUTE on function asking()",
    "hub_repair: EXECUTE on function logins()",
    "hub_repair: EXECUTE on function erase(bytea)",
    "hub_repair: EXECUTE on function invite(text,text)",
    "hub_repair: EXECUTE on function admit(text,bytea,boolean)",
    "hub_repair: EXECUTE on function dismiss(text)",
    "hub_admission: USAGE on schema hub",
    "hub_admission: CONNECT on database, to hand on",
    "hub_admission: SELECT on table clinic",
    *(f"hub_admission: {each} on table login" for each in ("SELECT", "INSERT", "UPDATE")),
    *(f"hub_admission: {each} on table writer" for each in ("SELECT", "INSERT")),
    *(f"hub_admission: {each} on table joining" for each in ("SELECT", "DELETE")),
    "the administrator: USAGE on schema hub",
    "the administrator: SELECT on table clinic",
    "the administrator: SELECT on table version",
    "the administrator: INSERT on table version",
    "the administrator: EXECUTE on function found(bytea)",
    "the administrator: EXECUTE on function invite(text,text)",
    "the administrator: EXECUTE on function admit(text,bytea,boolean)",
    "the administrator: EXECUTE on function dismiss(text)",
}
GRANTS = """
WITH granted AS (
  SELECT 'database' AS what, d.datdba AS owner, aclexplode(coalesce(datacl, acldefault('d', datdba))) AS a
    FROM pg_database d WHERE datname = current_database()
  UNION ALL SELECT 'schema ' || nspname, nspowner, aclexplode(coalesce(nspacl, acldefault('n', nspowner)))
    FROM pg_namespace WHERE nspname IN ('hub', 'public')
  UNION ALL SELECT CASE relkind WHEN 'S' THEN 'sequence ' ELSE 'table ' END || relname, relowner,
           aclexplode(coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner)))
    FROM pg_class WHERE relnamespace = 'hub'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
  UNION ALL SELECT relname || '.' || attname, relowner, aclexplode(attacl)
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = 'hub'::regnamespace
  UNION ALL SELECT 'function ' || replace(p.oid::regprocedure::text, 'hub.', ''), proowner,
                   aclexplode(coalesce(proacl, acldefault('f', proowner)))
    FROM pg_proc p WHERE pronamespace = 'hub'::regnamespace
)
SELECT CASE (a).grantee WHEN 0 THEN 'everybody' ELSE (a).grantee::regrole::text END,
       (a).privilege_type, what, (a).is_grantable
FROM granted WHERE (a).grantee <> owner
"""


@pytest.fixture(scope="module")
def hub(server: Server) -> Iterator[Hub]:
    with a_hub(server) as hub:
        yield hub


@pytest.fixture(scope="module")
def author(hub: Hub) -> Author:
    return hub.founder.beside()


@pytest.fixture(scope="module")
def member(hub: Hub, author: Author) -> Connection:
    """A member's login, from which one record came."""
    member = hub.member("member", author)
    push(member, author.writes())
    return member


def test_that_nobody_may_do_more_than_is_meant(hub: Hub) -> None:
    """A grant too many or too few fails here: change the list knowingly."""
    rows = hub.administer().execute(GRANTS).fetchall()
    found = {
        f"{'the administrator' if who == ADMINISTRATOR else who}: {what} on {where}" + (", to hand on" if on else "")
        for who, what, where, on in rows
        if (what, where) != ("CONNECT", "database") or not who.strip('"').startswith(("founder.", "member.", "guest."))
    }
    assert found == MEANT


def test_that_the_roles_can_do_no_more_on_the_server_than_is_meant(hub: Hub, member: Connection) -> None:
    asked = """SELECT rolname, rolcanlogin, rolcreaterole, rolsuper OR rolcreatedb OR rolreplication OR rolbypassrls,
                      array(SELECT m.roleid::regrole::text FROM pg_auth_members m WHERE m.member = r.oid ORDER BY 1)
               FROM pg_roles r WHERE rolname LIKE 'hub\\_%%' AND rolname <> %s OR rolname = %s ORDER BY 1"""
    rows = member.execute(asked, (ADMINISTRATOR, hub.login_of("member"))).fetchall()
    assert rows == [
        ("hub_admission", False, True, False, ["hub_app", "hub_guest", "hub_repair"]),
        ("hub_app", False, False, False, []),
        ("hub_guest", False, False, False, []),
        ("hub_owner", False, False, False, []),
        ("hub_repair", False, False, False, []),
        (hub.login_of("member"), True, False, False, ["hub_app"]),
    ]


def test_that_every_function_has_a_fixed_path_and_an_owner_who_cannot_sign_in(hub: Hub) -> None:
    asked = """SELECT proname, prosecdef, proconfig, proowner::regrole::text
               FROM pg_proc WHERE pronamespace = 'hub'::regnamespace"""
    rows = hub.administer().execute(asked).fetchall()
    assert len(rows) > 25
    assert {(definer, *path) for _, definer, path, _ in rows} == {(True, "search_path=pg_catalog, pg_temp")}
    by_admission = {name for name, _, _, owner in rows if owner == "hub_admission"}
    assert by_admission == {"mark", "ours", "invite", "admit", "dismiss"}
    assert {owner for *_, owner in rows} == {"hub_admission", "hub_owner"}


def test_that_every_table_belongs_to_a_role_that_cannot_sign_in(hub: Hub) -> None:
    asked = "SELECT DISTINCT relowner::regrole::text FROM pg_class WHERE relnamespace = 'hub'::regnamespace"
    assert hub.administer().execute(asked).fetchall() == [("hub_owner",)]


@pytest.mark.parametrize(
    "attempt",
    [
        "UPDATE hub.record SET body = NULL",
        "UPDATE hub.record SET received = now() - interval '1 year'",
        "DELETE FROM hub.record",
        "TRUNCATE hub.record",
        "UPDATE hub.head SET seq = 0",
        "INSERT INTO hub.head VALUES ('', 0, '', '')",
        "DELETE FROM hub.registry",
        "INSERT INTO hub.registry VALUES (9, '', 0, '')",
        "INSERT INTO hub.writer SELECT author, session_user FROM hub.head",
        "SELECT * FROM hub.writer",
        "SELECT * FROM hub.login",
        "SELECT * FROM hub.joining",
        "SELECT * FROM hub.keyslot",
        "SELECT * FROM hub.presence",
        "SELECT * FROM hub.bg_pad",
        "UPDATE hub.clinic SET id = ''",
        "INSERT INTO hub.version (number, file, sha256) VALUES (99, '', '')",
        PUSH.replace("%s", "NULL") + " ON CONFLICT (log, seq) DO UPDATE SET body = NULL",
        "MERGE INTO hub.record r USING hub.head h ON r.log = h.log WHEN MATCHED THEN DELETE",
        "SELECT * FROM hub.record FOR UPDATE",
        "SELECT * FROM hub.head FOR SHARE",
        "LOCK TABLE hub.record IN ACCESS EXCLUSIVE MODE",
        "LOCK TABLE hub.head IN SHARE MODE",
        "COPY hub.record TO PROGRAM 'cat'",
        "COPY hub.record (kind) FROM '/etc/passwd'",
        "ALTER TABLE hub.record DISABLE TRIGGER ALL",
        "ALTER TABLE hub.record DISABLE TRIGGER arrives",
        "DROP TRIGGER arrives ON hub.record",
        "CREATE TRIGGER mine BEFORE INSERT ON hub.record FOR EACH ROW EXECUTE FUNCTION hub.stays()",
        "CREATE RULE mine AS ON INSERT TO hub.record DO INSTEAD NOTHING",
        "ALTER TABLE hub.record DROP CONSTRAINT record_id",
        "SET session_replication_role = replica",
        "CREATE TABLE hub.mine (x int)",
        "CREATE FUNCTION hub.sha256(bytea) RETURNS bytea LANGUAGE sql AS 'SELECT NULL::bytea'",
        "CREATE TABLE public.mine (x int)",
        "CREATE SCHEMA mine",
        "CREATE TEMPORARY TABLE mine (x int)",
        "DROP SCHEMA hub CASCADE",
        "CREATE ROLE mine",
        "GRANT hub_repair TO CURRENT_USER",
        "GRANT hub_app TO hub_guest",
        "ALTER ROLE CURRENT_USER CREATEROLE",
        "ALTER ROLE CURRENT_USER VALID UNTIL 'infinity'",
        "ALTER ROLE CURRENT_USER CONNECTION LIMIT -1",
        "ALTER FUNCTION hub.heads() SECURITY INVOKER",
        "SET ROLE hub_owner",
        "SET ROLE hub_repair",
        "SET ROLE hub_admission",
        f"SET ROLE {ADMINISTRATOR}",
        f"SET SESSION AUTHORIZATION {ADMINISTRATOR}",
        "SELECT hub.found(sha256(''))",
        "SELECT hub.invite('somebody', '')",
        "SELECT hub.admit('somebody', '', true)",
        "SELECT hub.dismiss('somebody')",
        "SELECT hub.asking()",
        "SELECT hub.logins()",
        "SELECT hub.erase('')",
        "SELECT hub.ours('somebody')",
        "SELECT hub.mark()",
        "SELECT hub.read('')",
        "SELECT hub.may_repair()",
        "SELECT hub.record_arrives()",
        "SELECT hub.until_on_the_disk()",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename <> session_user",
        "SELECT pg_read_file('postgresql.conf')",
        "SELECT rolpassword FROM pg_authid",
    ],
)
def test_that_a_member_may_not(member: Connection, attempt: str) -> None:
    with refused(FORBIDDEN), member.transaction():
        member.execute(attempt.encode())


def test_that_a_member_hands_nothing_on(hub: Hub, member: Connection) -> None:
    """PostgreSQL only warns: so it is looked at what came of it."""
    before = set(hub.administer().execute(GRANTS).fetchall())
    member.execute("GRANT SELECT, INSERT ON hub.record TO hub_guest")
    member.execute("GRANT EXECUTE ON FUNCTION hub.heads() TO hub_guest")
    assert set(hub.administer().execute(GRANTS).fetchall()) == before


def test_that_a_guest_reads_who_belongs_to_the_clinic_and_nothing_else(hub: Hub, member: Connection) -> None:
    guest = hub.guest("guest")
    assert len(guest.execute("SELECT * FROM hub.people()").fetchall()) == 1
    assert guest.execute("SELECT count(*) FROM hub.clinic").fetchone() == (1,)
    tables = hub.administer().execute("SELECT tablename FROM pg_tables WHERE schemaname = 'hub'").fetchall()
    for (table,) in tables:
        if table not in ("version", "clinic"):
            with refused(FORBIDDEN):
                guest.execute(sql.SQL("TABLE hub.{}").format(sql.Identifier(table)))
    calls = "digest()", "heads()", "pull('{}', '{}', 9)", "bodies('', '', -1, 9)", "own_slots()", "presences()"
    for call in (*calls, "bg_release('')", "say_presence('x', 'y')", "keep_slot('', 'kit', '')", "asking()"):
        with refused(FORBIDDEN):
            guest.execute(f"SELECT hub.{call}".encode())
    with refused(FORBIDDEN):
        push(guest, hub.founder.beside().writes())


def test_that_a_role_put_on_changes_nothing_about_who_it_is(hub: Hub, member: Connection, author: Author) -> None:
    """SET ROLE to what one has is allowed, and the rules go by who signed in."""
    member.execute("SET ROLE hub_app")
    try:
        record = author.writes()
        push(member, record)
        refuses(member, hub.founder.beside().writes(), NOT_YOURS)
    finally:
        member.execute("RESET ROLE")
    asked = "SELECT uploader FROM hub.record WHERE id = %s"
    assert member.execute(asked, (record.id,)).fetchone() == (hub.login_of("member"),)


def test_that_nothing_temporary_stands_in_for_what_the_rules_ask(hub: Hub) -> None:
    """Tables and functions of the same names, first in the path, where an administrator allowed temporary objects."""
    author, anothers = hub.founder.beside(), hub.founder.beside()
    member = hub.member("shadow", author)
    administrator = hub.administer()
    administrator.execute(f'GRANT TEMPORARY ON DATABASE {hub.database} TO "{hub.login_of("shadow")}"'.encode())
    try:
        for table in ("record", "head", "writer", "clinic", "registry", "added"):
            member.execute(f"CREATE TEMPORARY TABLE {table} AS TABLE hub.head".encode())
        for function, answer in (
            ("sha256(bytea) RETURNS bytea", "''::bytea"),
            ("pg_has_role(name, text, text) RETURNS boolean", "true"),
            ("pg_has_role(name, name, text) RETURNS boolean", "true"),
            ("encode(bytea, text) RETURNS text", "''"),
            ("pg_xact_status(xid8) RETURNS text", "'committed'"),
            ("clock_timestamp() RETURNS timestamptz", "'epoch'::timestamptz"),
            ("byteaeq(bytea, bytea) RETURNS boolean", "true"),
        ):
            member.execute(f"CREATE FUNCTION pg_temp.{function} LANGUAGE sql AS $$ SELECT {answer} $$".encode())
        member.execute("CREATE OPERATOR pg_temp.= (LEFTARG = bytea, RIGHTARG = bytea, FUNCTION = pg_temp.byteaeq)")
        member.execute("SET search_path = pg_temp, hub, pg_catalog")
        refuses(member, anothers.writes(), NOT_YOURS)
        push(member, record := author.writes())
        received = administrator.execute(
            "SELECT received > now() - interval '1 minute' FROM hub.record WHERE id = %s", (record.id,)
        )
        assert received.fetchone() == (True,)
    finally:
        administrator.execute(f'REVOKE TEMPORARY ON DATABASE {hub.database} FROM "{hub.login_of("shadow")}"'.encode())


@pytest.mark.parametrize("table", ["record", "head", "registry", "writer", "clinic", "bg_pad", "released"])
def test_that_whoever_owns_the_server_is_stopped_from_an_accident(hub: Hub, member: Connection, table: str) -> None:
    administrator = hub.administer()
    with administrator.transaction(force_rollback=True):
        _one_row(administrator, table)
        with refused(STAYS), administrator.transaction():
            administrator.execute(sql.SQL("DELETE FROM hub.{}").format(sql.Identifier(table)))
        with refused(STAYS), administrator.transaction():
            administrator.execute(f"TRUNCATE hub.{table} CASCADE".encode())
        if column := _CHANGED.get(table):
            change = sql.SQL("UPDATE hub.{0} SET {1} = {1}").format(sql.Identifier(table), sql.Identifier(column))
            with refused(STAYS), administrator.transaction():
                administrator.execute(change)


_CHANGED = {
    "record": "seq",
    "registry": "seq",
    "writer": "login",
    "clinic": "founded",
    "bg_pad": "pad",
    "released": "pads",
}


def _one_row(administrator: Connection, table: str) -> None:
    if table == "bg_pad":
        administrator.execute("INSERT INTO hub.bg_pad (stream, key, pad) SELECT sha256(''), sha256(''), sha256('')")
    if table == "released":
        administrator.execute("INSERT INTO hub.released (request, pads) VALUES ('', 1)")
    if table == "registry":
        assert administrator.execute("SELECT count(*) FROM hub.registry").fetchone() == (1,)


def test_that_a_body_goes_by_no_plain_update_of_the_servers_administrator(hub: Hub, member: Connection) -> None:
    with refused(STAYS):
        hub.administer().execute("UPDATE hub.record SET body = NULL")


def test_that_key_boxes_are_their_owners_only(hub: Hub, member: Connection, author: Author) -> None:
    other, others = hub.founder.beside(), hub.founder.beside()
    theirs = hub.member("other", others)
    keep = "SELECT hub.keep_slot(%s, %s, %s)"
    member.execute(keep, (author.member, "password", b"one"))
    member.execute(keep, (author.member, "password", b"two"))
    theirs.execute(keep, (others.member, "kit", b"other"))
    slots = "SELECT member, slot, sealed FROM hub.own_slots()"
    assert member.execute(slots).fetchall() == [(author.member, "password", b"two")]
    assert theirs.execute(slots).fetchall() == [(others.member, "kit", b"other")]
    for member_of_another in (others.member, other.member, None):
        with refused(NOT_YOURS):
            member.execute(keep, (member_of_another, "password", b"forged"))
    with refused(TOO_MUCH):
        member.execute(keep, (author.member, "password", bytes(70_000)))
    with refused("23514"):
        member.execute(keep, (author.member, "a place/beyond", b""))
    member.execute(keep, (author.member, "password", None))
    assert member.execute(slots).fetchall() == []
    assert theirs.execute(slots).fetchall() == [(others.member, "kit", b"other")]


def test_that_presence_is_said_for_oneself_only_and_lasts_two_minutes(hub: Hub, member: Connection) -> None:
    founder, say = hub.sign_in("founder"), "SELECT hub.say_presence(%s, %s)"
    member.execute(say, (b"desk", b"writing"))
    member.execute(say, (b"desk", b"reading"))
    founder.execute(say, (b"desk", b"there too"))
    who = "SELECT login, station, sealed FROM hub.presences() ORDER BY login"
    mine, founders = hub.login_of("member"), hub.login_of("founder")
    assert founder.execute(who).fetchall() == [(founders, b"desk", b"there too"), (mine, b"desk", b"reading")]
    member.execute(say, (b"desk", None))
    assert founder.execute(who).fetchall() == [(founders, b"desk", b"there too")]
    hub.administer().execute("UPDATE hub.presence SET said = said - interval '121 seconds'")
    assert founder.execute(who).fetchall() == []


def test_that_presence_is_short_and_at_few_computers(hub: Hub) -> None:
    walker, say = hub.member("walker", hub.founder.beside()), "SELECT hub.say_presence(%s, %s)"
    with refused(TOO_MUCH):
        walker.execute(say, (b"desk", bytes(20_000)))
    for number in range(32):
        walker.execute(say, (bytes([number]), b""))
    walker.execute(say, (bytes([3]), b"again"))
    with refused(TOO_MUCH):
        walker.execute(say, (bytes([32]), b""))
    hub.administer().execute("UPDATE hub.presence SET said = said - interval '2 hours'")
    walker.execute(say, (bytes([32]), b""))
    with refused("23514"):
        walker.execute(say, (bytes(65), b""))


def test_that_an_administrators_login_reads_and_adds_like_any_other(hub: Hub) -> None:
    founder = hub.sign_in("founder")
    for attempt in ("DELETE FROM hub.record", "SELECT * FROM hub.keyslot", "UPDATE hub.login SET repair = true",
                    "INSERT INTO hub.writer VALUES ('', '')", "CREATE ROLE mine", "SET ROLE hub_admission",
                    "ALTER ROLE hub_app LOGIN", "SELECT * FROM hub.bg_pad"):  # fmt: skip
        with refused(FORBIDDEN):
            founder.execute(attempt.encode())
    founder.execute(PUSH, columns(hub.founder.writes(clear("access", {"purpose": "opened", "count": 1}))))
