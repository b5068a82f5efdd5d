"""Break-glass on the hub, attacked from SQL: a pad is handed out only for a request that the hub keeps for good.

And the one way by which a body goes.
"""

from collections.abc import Iterator

import pytest
from psycopg import sql

from careboard.vault.record import Record
from careboard.workflow.open_vault.unsigned import Draft, clear
from tests.hub.making import PUSH, Author, Connection, Hub, a_hub, columns, ids, push
from tests.hub.refusing import FORBIDDEN, NO_REQUEST, NOT_ERASED, STAYS, refused
from tests.hub.server import Server

CHART, KEY, PAD = "5d" * 32, "0e" * 32, b"p" * 32
ANOTHER, NEWER = "77" * 32, "0f" * 32
RELEASE = "SELECT hub.bg_release(%s)"
SEND = "INSERT INTO hub.bg_pad (stream, key, pad) VALUES (%s, %s, %s)"


@pytest.fixture(scope="module")
def hub(server: Server) -> Iterator[Hub]:
    with a_hub(server) as hub:
        for stream, key, pad in ((CHART, KEY, PAD), (CHART, NEWER, b"n" * 32), (ANOTHER, KEY, b"a" * 32)):
            send(hub.sign_in("founder"), stream, key, pad)
        yield hub


@pytest.fixture(scope="module")
def author(hub: Hub) -> Author:
    return hub.founder.beside()


@pytest.fixture(scope="module")
def member(hub: Hub, author: Author) -> Connection:
    """A clinician's login."""
    return hub.member("member", author)


def send(connection: Connection, stream: str, key: str, pad: bytes) -> None:
    connection.execute(SEND, (bytes.fromhex(stream), bytes.fromhex(key), pad))


def request(stream: str = CHART, key: str = KEY) -> Draft:
    return clear("breakglass", {"why": "sealed for the privacy officers"}, stream, key_id=key)


def asks(author: Author, connection: Connection, draft: Draft | None = None) -> Record:
    """A request, committed."""
    record = author.writes(draft or request())
    push(connection, record)
    return record


def test_that_a_committed_request_gets_the_pad_of_its_chart_and_key_alone(
    hub: Hub, member: Connection, author: Author
) -> None:
    for stream, key, pad in ((CHART, KEY, PAD), (CHART, NEWER, b"n" * 32), (ANOTHER, KEY, b"a" * 32)):
        record = asks(author, member, request(stream, key))
        assert ids(member.execute(RELEASE, (record.id,))) == [pad]
        released = member.execute("SELECT login, pads FROM hub.released WHERE request = %s", (record.id,)).fetchall()
        assert released == [(hub.login_of("member"), 1)]


def test_that_a_request_for_a_chart_without_a_pad_gets_nothing(member: Connection, author: Author) -> None:
    for draft in (request(ANOTHER, NEWER), request("aa" * 32), request(key=""), request(stream="")):
        assert member.execute(RELEASE, (asks(author, member, draft).id,)).fetchall() == []


def test_that_a_request_that_is_rolled_back_got_nothing(member: Connection, author: Author) -> None:
    record = author.would_write(request())
    member.execute("BEGIN")
    member.execute(PUSH, columns(record))
    with refused(NO_REQUEST):
        member.execute(RELEASE, (record.id,))
    member.execute("ROLLBACK")
    nothing_is_left_of(record, member)


def nothing_is_left_of(record: Record, connection: Connection) -> None:
    """Neither the request nor a way to its pad."""
    assert connection.execute("SELECT FROM hub.record WHERE id = %s", (record.id,)).fetchall() == []
    with refused(NO_REQUEST):
        connection.execute(RELEASE, (record.id,))


def test_that_a_savepoint_around_the_request_gets_nothing(member: Connection, author: Author) -> None:
    record = author.would_write(request())
    member.execute("BEGIN")
    member.execute("SAVEPOINT before")
    member.execute(PUSH, columns(record))
    member.execute("RELEASE SAVEPOINT before")
    member.execute("SAVEPOINT behind")
    with refused(NO_REQUEST):
        member.execute(RELEASE, (record.id,))
    member.execute("ROLLBACK TO behind")
    member.execute("ROLLBACK")
    nothing_is_left_of(record, member)


def test_that_a_block_that_catches_its_own_error_gets_nothing(member: Connection, author: Author) -> None:
    """A subtransaction with a number of its own that is over before the question."""
    record = author.would_write(request())
    values = ", ".join(f"'\\x{part.hex()}'" if isinstance(part, bytes) else str(part) for part in columns(record))
    block = f"""DO $$ BEGIN
        BEGIN INSERT INTO hub.record (log, seq, id, header, body_hash, body, sig) VALUES ({values});
        EXCEPTION WHEN division_by_zero THEN NULL; END;
        PERFORM hub.bg_release('\\x{record.id.hex()}');
    END $$"""  # noqa: S608  # bytes of this test's own
    with refused(NO_REQUEST):
        member.execute(block.encode())
    nothing_is_left_of(record, member)


def test_that_a_prepared_request_gets_nothing_and_nothing_is_left_of_it(
    hub: Hub, member: Connection, author: Author
) -> None:
    record, second = author.would_write(request()), hub.sign_in("member")
    prepare(member, record, hub.database)
    for connection in (member, second):
        with refused(NO_REQUEST):
            connection.execute(RELEASE, (record.id,))
    member.execute(f"ROLLBACK PREPARED '{hub.database}'".encode())
    nothing_is_left_of(record, second)


def test_that_a_prepared_request_gets_the_pad_when_it_was_committed(
    hub: Hub, member: Connection, author: Author
) -> None:
    record = author.writes(request())
    prepare(member, record, hub.database)
    member.execute(f"COMMIT PREPARED '{hub.database}'".encode())
    assert ids(member.execute(RELEASE, (record.id,))) == [PAD]


def prepare(connection: Connection, record: Record, name: str) -> None:
    """The first of two phases."""
    connection.execute("BEGIN")
    connection.execute(PUSH, columns(record))
    connection.execute(f"PREPARE TRANSACTION '{name}'".encode())


def test_that_a_request_open_in_another_connection_gets_nothing(hub: Hub, member: Connection, author: Author) -> None:
    second, record = hub.sign_in("member"), author.would_write(request())
    second.execute("BEGIN")
    second.execute(PUSH, columns(record))
    with refused(NO_REQUEST):
        member.execute(RELEASE, (record.id,))
    second.execute("ROLLBACK")
    nothing_is_left_of(record, member)


def test_that_rolling_the_release_back_leaves_the_request(member: Connection, author: Author) -> None:
    record = asks(author, member)
    member.execute("BEGIN")
    assert ids(member.execute(RELEASE, (record.id,))) == [PAD]
    member.execute("ROLLBACK")
    kept = "SELECT uploader = session_user FROM hub.record WHERE id = %s"
    assert member.execute(kept, (record.id,)).fetchone() == (True,)


def test_that_a_request_is_on_the_disk_before_its_pad_is_handed_out(member: Connection, author: Author) -> None:
    """A client may commit without waiting for the disk: then the hub waits, or for as long as the disk can take."""
    member.execute("SET synchronous_commit = off")
    try:
        record = asks(author, member)
        began = member.execute("SELECT pg_current_wal_insert_lsn(), clock_timestamp()").fetchone()
        assert ids(member.execute(RELEASE, (record.id,))) == [PAD]
        waited = """SELECT pg_current_wal_flush_lsn() >= %s::pg_lsn
            OR clock_timestamp() - %s >= 4 * current_setting('wal_writer_delay')::interval"""
        assert member.execute(waited, began).fetchone() == (True,)
    finally:
        member.execute("RESET synchronous_commit")


@pytest.mark.parametrize("minutes", [14, 15, 60, 60 * 24 * 365])
def test_that_an_old_request_gets_nothing(hub: Hub, member: Connection, author: Author, minutes: int) -> None:
    record = asks(author, member)
    age(hub, record, f"{minutes} minutes")
    if minutes < 15:
        assert ids(member.execute(RELEASE, (record.id,))) == [PAD]
    else:
        with refused(NO_REQUEST):
            member.execute(RELEASE, (record.id,))


def age(hub: Hub, record: Record, by: str, xid: str | None = None) -> None:
    """Time goes by, or the server comes back from a dump, in which the numbers of transactions mean nothing."""
    with hub.administer() as server, server.transaction():
        server.execute("SET LOCAL session_replication_role = replica")
        server.execute(
            "UPDATE hub.record SET received = received - %s::interval, xid = coalesce(%s::xid8, xid) WHERE id = %s",
            (by, xid, record.id),
        )


def test_that_a_request_out_of_a_dump_gets_nothing_whatever_its_transaction_was(
    hub: Hub, member: Connection, author: Author
) -> None:
    for xid in ("99999999999", "3"):
        record = asks(author, member)
        age(hub, record, "1 hour", xid)
        with refused(NO_REQUEST):
            member.execute(RELEASE, (record.id,))


def test_that_a_record_of_another_kind_or_none_gets_nothing(member: Connection, author: Author) -> None:
    other = asks(author, member, clear("review", {}, CHART, key_id=KEY))
    for asked in (other.id, b"", b"x" * 32, None):
        with refused(NO_REQUEST):
            member.execute(RELEASE, (asked,))


def test_that_anothers_request_gets_nothing_under_any_role(hub: Hub, member: Connection, author: Author) -> None:
    record = asks(author, member)
    other = hub.member("other", hub.founder.beside())
    for connection in (other, hub.sign_in("founder"), hub.administer()):
        with refused(NO_REQUEST):
            connection.execute(RELEASE, (record.id,))
    other.execute("SET ROLE hub_app")
    with refused(NO_REQUEST):
        other.execute(RELEASE, (record.id,))
    for attempt in (f'SET ROLE "{hub.login_of("member")}"', f'SET SESSION AUTHORIZATION "{hub.login_of("member")}"'):
        with refused(FORBIDDEN):
            other.execute(attempt.encode())
    other.execute("RESET ROLE")


def test_that_a_request_that_an_administrator_put_back_gets_nothing_for_either(
    hub: Hub, member: Connection, author: Author
) -> None:
    """Who sent it and in whose name it is must be one: else one could ask in the name of the other."""
    founder, record = hub.sign_in("founder"), author.writes(request())
    push(founder, record)
    for connection in (founder, member):
        with refused(NO_REQUEST):
            connection.execute(RELEASE, (record.id,))


def test_that_an_old_look_at_the_hub_sees_no_later_request(hub: Hub, member: Connection, author: Author) -> None:
    second = hub.sign_in("member")
    second.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
    second.execute("SELECT count(*) FROM hub.record")
    record = asks(author, member)
    with refused(NO_REQUEST):
        second.execute(RELEASE, (record.id,))
    second.execute("ROLLBACK")
    assert ids(second.execute(RELEASE, (record.id,))) == [PAD]


@pytest.mark.parametrize(
    "attempt",
    [
        "SELECT pad FROM hub.bg_pad",
        "COPY hub.bg_pad TO STDOUT",
        "INSERT INTO hub.bg_pad (stream, key, pad) SELECT sha256(''), sha256(''), sha256('') RETURNING pad",
        SEND.replace("%s", "NULL") + " ON CONFLICT (stream, key, uploader) DO UPDATE SET pad = excluded.pad",
        "INSERT INTO hub.bg_pad (stream, key, pad, uploader) SELECT sha256(''), sha256(''), sha256(''), 'somebody'",
        "UPDATE hub.bg_pad SET pad = pad",
        "DELETE FROM hub.bg_pad",
        "INSERT INTO hub.released (request, pads) VALUES ('', 1)",
    ],
)
def test_that_nobody_reads_or_changes_pads(member: Connection, attempt: str) -> None:
    with refused(FORBIDDEN):
        member.execute(attempt.encode())


def test_that_a_wrong_pad_sent_first_shuts_no_chart(hub: Hub, member: Connection, author: Author) -> None:
    key = "1a" * 32
    send(member, CHART, key, b"w" * 32)
    send(hub.sign_in("founder"), CHART, key, PAD)
    member.execute(SEND + " ON CONFLICT DO NOTHING", (bytes.fromhex(CHART), bytes.fromhex(key), PAD))
    record = asks(author, member, request(key=key))
    assert ids(member.execute(RELEASE, (record.id,))) == [b"w" * 32, PAD]


@pytest.mark.parametrize("part", ["stream", "key", "pad"])
def test_that_a_pad_of_another_length_is_refused(member: Connection, part: str) -> None:
    row = {"stream": bytes(32), "key": bytes(32), "pad": bytes(32)} | {part: bytes(31)}
    with refused("23514"):
        member.execute(SEND, tuple(row.values()))


def test_that_a_body_goes_only_a_day_after_a_record_asked_for_it(hub: Hub, member: Connection, author: Author) -> None:
    founder, erase = hub.sign_in("founder"), "SELECT hub.erase(%s)"
    note, other = author.writes(Draft("note", CHART, b"sealed", key_id=KEY)), author.writes()
    push(member, note, other)
    with refused(NOT_ERASED):
        founder.execute(erase, (note.id,))
    order = hub.founder.writes(clear("erase", {}, ref=note.id.hex()))
    push(founder, order)
    with refused(NOT_ERASED):
        founder.execute(erase, (note.id,))
    age(hub, order, "25 hours")
    with refused(FORBIDDEN):
        member.execute(erase, (note.id,))
    assert founder.execute(erase, (note.id,)).fetchone() == (True,)
    assert founder.execute(erase, (note.id,)).fetchone() == (False,)
    push(member, note)
    row = "SELECT header, body_hash, body, sig FROM hub.record WHERE id = %s"
    assert member.execute(row, (note.id,)).fetchone() == (note.header, note.body_hash, None, note.sig)
    with refused(NOT_ERASED):
        founder.execute(erase, (other.id,))


@pytest.mark.parametrize("kind", ["access", "stream", "grant", "breakglass", "review", "checkpoint", "erase"])
def test_that_keys_and_who_looked_are_never_erased(hub: Hub, member: Connection, author: Author, kind: str) -> None:
    founder, record = hub.sign_in("founder"), author.writes(clear(kind, {}, CHART))
    push(member, record)
    push(founder, order := hub.founder.writes(clear("erase", {}, ref=record.id.hex())))
    age(hub, order, "25 hours")
    with refused(NOT_ERASED):
        founder.execute("SELECT hub.erase(%s)", (record.id,))


def test_that_an_order_to_erase_changes_nothing_but_the_body(hub: Hub, member: Connection, author: Author) -> None:
    push(member, note := author.writes(Draft("note", CHART, b"sealed", key_id=KEY)))
    push(hub.sign_in("founder"), hub.founder.writes(clear("erase", {}, ref=note.id.hex())))
    changed = sql.SQL("UPDATE hub.record SET body = NULL, {} = DEFAULT WHERE id = {}")
    for column in ("received", "uploader", "kind", "xid", "sig"):
        with refused(STAYS):
            hub.administer().execute(changed.format(sql.Identifier(column), note.id))
    with refused(STAYS):
        hub.administer().execute("UPDATE hub.record SET body = 'another' WHERE id = %s", (note.id,))
