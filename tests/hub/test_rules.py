"""Which records the hub's SQL takes in, and which it refuses, asked by a member with a line of SQL."""

import json
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql
from psycopg.types.json import Jsonb

from careboard.vault.policy import Policy
from careboard.vault.record import Header, read_header
from careboard.vault.refusals import BadRecord
from careboard.vault.verifier import UNSEALED
from careboard.workflow.open_vault.unsigned import Draft, clear
from tests.hub.making import PUSH, Author, Connection, Hub, a_hub, columns, ids, push
from tests.hub.refusing import (
    ADMINISTRATORS,
    DAMAGED,
    ELSEWHERE,
    FORBIDDEN,
    FORK,
    GAP,
    MISSPELT,
    NOT_YOURS,
    TAKEN,
    refused,
    refuses,
    row_of,
    signed,
)
from tests.hub.server import Server

STREAM = "5d" * 32


@pytest.fixture(scope="module")
def hub(server: Server) -> Iterator[Hub]:
    with a_hub(server) as hub:
        yield hub


@pytest.fixture(scope="module")
def member(hub: Hub) -> Connection:
    """A member's login, which writes in the names of several authors: each test has a log of its own."""
    return hub.member("member", hub.founder.beside())


@pytest.fixture
def author(hub: Hub, member: Connection) -> Author:
    """New keys of the member's."""
    author = hub.founder.beside()
    hub.admitted("member", author.member)
    return author


def note(body: bytes = b"sealed", stream: str = STREAM) -> Draft:
    return Draft("note", stream, body, key_id="0e" * 32)


def told(error: psycopg.Error) -> object:
    return json.loads(error.diag.message_detail or "")


def test_that_a_member_reads_back_what_was_written(hub: Hub, member: Connection, author: Author) -> None:
    records = [author.writes() for _ in range(3)]
    push(member, *records)
    log = bytes.fromhex(author.log)
    assert (log, 2, records[2].id) in member.execute("SELECT * FROM hub.heads()").fetchall()
    asked = dict.fromkeys(heads(member), 0) | {author.log: 0}
    assert ids(member.execute("SELECT * FROM hub.pull(%s, %s, 10)", (Jsonb(asked), []))) == [r.id for r in records[1:]]


def heads(connection: Connection) -> dict[str, int]:
    return {log.hex(): seq for log, seq in connection.execute("SELECT log, seq FROM hub.heads()").fetchall()}


def test_that_the_server_fills_the_columns_that_nobody_may_forge(hub: Hub, member: Connection, author: Author) -> None:
    record = author.writes(note())
    push(member, record)
    asked = "SELECT kind, stream, reg, uploader, clock_timestamp() - received < '1 minute', pg_xact_status(xid) "
    row = member.execute(asked + "FROM hub.record WHERE id = %s", (record.id,)).fetchone()
    assert row == ("note", bytes.fromhex(STREAM), None, hub.login_of("member"), True, "committed")


@pytest.mark.parametrize("column", ["kind", "stream", "reg", "received", "uploader", "xid"])
def test_that_no_client_names_a_column_of_the_servers(member: Connection, author: Author, column: str) -> None:
    forging = PUSH.replace(", sig)", f", sig, {column})").replace("%s)", "%s, DEFAULT)")
    with refused(FORBIDDEN):
        member.execute(forging, columns(author.writes()))
    alone = sql.SQL("INSERT INTO hub.record ({}) VALUES (NULL)").format(sql.Identifier(column))
    with refused(FORBIDDEN):
        member.execute(alone)


def test_that_a_gap_is_refused_with_its_place(member: Connection, author: Author) -> None:
    first, second, third = author.writes(), author.writes(), author.writes()
    push(member, first)
    assert told(refuses(member, third, GAP)) == {"log": author.log, "seq": 2}
    with refused(GAP):
        push(member, third, second)
    push(member, second, third)


def test_that_a_log_begins_at_its_beginning(member: Connection, author: Author) -> None:
    author.writes()
    refuses(member, author.writes(), GAP)
    assert author.log not in heads(member)


def test_that_another_record_at_a_taken_place_is_a_fork_with_its_place(member: Connection, author: Author) -> None:
    push(member, author.writes())
    ours = author.writes()
    other = Author(author.clinic, author.keys, author.installation, 1, ours.head.prev).writes(note())
    push(member, ours)
    error = refuses(member, other, FORK)
    assert (told(error), error.diag.constraint_name) == ({"log": author.log, "seq": 1}, "fork")


@pytest.mark.parametrize("prev", ["ab" * 32, ""], ids=["another", "nothing"])
def test_that_a_record_that_names_another_before_it_is_a_fork(member: Connection, author: Author, prev: str) -> None:
    push(member, author.writes())
    author.prev = prev
    refuses(member, author.writes(), FORK)


def test_that_a_first_record_that_names_one_before_it_is_a_fork(member: Connection, author: Author) -> None:
    author.prev = "ab" * 32
    refuses(member, author.writes(), FORK)


def test_that_the_same_record_once_more_changes_nothing(member: Connection, author: Author) -> None:
    records = [author.writes(), author.writes(note())]
    push(member, *records)
    rows = "SELECT *, xmin FROM hub.record WHERE log = %s ORDER BY seq"
    before = member.execute(rows, (bytes.fromhex(author.log),)).fetchall()
    push(member, *records, records[0])
    assert member.execute(rows, (bytes.fromhex(author.log),)).fetchall() == before


def test_that_one_bad_record_keeps_the_whole_push_out(member: Connection, author: Author) -> None:
    good, lost, bad = author.writes(), author.writes(), author.writes()
    assert lost.head.seq == 1
    with refused(GAP):
        push(member, good, bad)
    assert author.log not in heads(member)


@pytest.mark.parametrize("part", ["id", "body_hash", "body", "sig"])
def test_that_a_damaged_row_is_refused_by_the_table_itself(member: Connection, author: Author, part: str) -> None:
    record = author.writes(note())
    was = getattr(record, part)
    broken = was[:-1] if part == "sig" else bytes([was[0] ^ 1]) + was[1:]
    error = refuses(member, record._replace(**{part: broken}), DAMAGED)
    assert (error.diag.constraint_name or "").startswith("record_")


def test_that_a_changed_header_does_not_belong_to_its_id(member: Connection, author: Author) -> None:
    record = author.writes(note())
    changed = record.header.replace(b'"kind":"note"', b'"kind":"blob"')
    assert refuses(member, record._replace(header=changed), DAMAGED).diag.constraint_name == "record_id"


@pytest.mark.parametrize("column", ["log", "seq", "id", "header", "body_hash", "sig"])
def test_that_a_row_without_a_part_is_refused(member: Connection, author: Author, column: str) -> None:
    names = ["log", "seq", "id", "header", "body_hash", "body", "sig"]
    row = dict(zip(names, columns(author.writes()), strict=True)) | {column: None}
    with refused(MISSPELT if column in ("log", "seq", "header") else "23502"):
        member.execute(PUSH, tuple(row.values()))


def test_that_a_row_that_its_header_does_not_describe_is_refused(member: Connection, author: Author) -> None:
    record, other = author.writes(), author.beside()
    with refused(MISSPELT):
        member.execute(PUSH, row_of(author, 1, record))
    with refused(MISSPELT):
        member.execute(PUSH, row_of(other, 0, record))


def spellings(header: bytes) -> dict[str, bytes]:
    """The same header, or nearly, in spellings that some reader of JSON takes for it."""
    deep = b"[" * 2000 + b"]" * 2000
    return {
        "a field twice, the last as it was": header.replace(b'"seq":', b'"seq":7,"seq":'),
        "a field twice, the first as it was": header.replace(b',"stream"', b',"seq":7,"stream"'),
        "an author twice": header.replace(b'{"author"', b'{"author":"' + b"00" * 32 + b'","author"'),
        "an unknown field": header.replace(b',"v":1}', b',"v":1,"w":1}'),
        "a field of nothing": header.replace(b',"seq"', b',"reg":null,"seq"'),
        "a space": header.replace(b'"v":1', b'"v": 1'),
        "a line end behind": header + b"\n",
        "a line end before": b"\n" + header,
        "a byte order mark": b"\xef\xbb\xbf" + header,
        "an escaped letter": header.replace(b'"note"', b'"n\\u006fte"'),
        "an escaped NUL": header.replace(b'"note"', b'"note\\u0000"'),
        "half a surrogate": header.replace(b'"note"', b'"note\\ud800"'),
        "NUL": header.replace(b'"note"', b'"no\0te"'),
        "no UTF-8": header.replace(b'"note"', b'"no\xfete"'),
        "letters beyond ASCII": header.replace(b'"note"', '"nöte"'.encode()),
        "a quotation mark": header.replace(b'"note"', b'"no\\"te"'),
        "a kind of capitals": header.replace(b'"note"', b'"NOTE"'),
        "no kind": header.replace(b'"note"', b'""'),
        "1e0": header.replace(b'"seq":0', b'"seq":0e0'),
        "0.0": header.replace(b'"seq":0', b'"seq":0.0'),
        "-0": header.replace(b'"seq":0', b'"seq":-0'),
        "a place as text": header.replace(b'"seq":0', b'"seq":"0"'),
        "a version as a fraction": header.replace(b'"v":1', b'"v":1.0'),
        "another version": header.replace(b'"v":1', b'"v":2'),
        "no version": header.replace(b',"v":1', b""),
        "an endless number": header.replace(b'"time":1', b'"time":1' + b"0" * 400),
        "a time beyond the calendar": header.replace(b'"time":1', b'"time":999'),
        "a time before 1970": header.replace(b'"time":1', b'"time":-1'),
        "not a number": header.replace(b'"seq":0', b'"seq":NaN'),
        "an id in capitals": header.replace(b"5d" * 32, b"5D" * 32),
        "an id with spaces": header.replace(b"5d" * 32, b"5d " * 32),
        "a short id": header.replace(b"5d" * 32, b"5d" * 31),
        "an odd id": header.replace(b"5d" * 32, b"5d" * 31 + b"5"),
        "an id of other letters": header.replace(b"5d" * 32, b"5x" * 32),
        "a list": b"[" + header + b"]",
        "a text": json.dumps(header.decode()).encode(),
        "depths": header.replace(b'"note"', deep),
        "too long": header.replace(b'"kind"', b'"delivery":"' + b"d" * 5000 + b'","kind"'),
        "a megabyte": b'{"author":"' + b"0" * 1_000_000 + b'"}',
        "cut off": header[:-1],
        "null": b"null",
        "nothing": b"",
    }


ODD_KINDS = ("an escaped NUL", "a quotation mark", "a kind of capitals", "no kind")
ONE = Author("c1" * 32, installation=bytes(16)).would_write(note()).header


@pytest.mark.parametrize("spelling", spellings(ONE))
def test_that_a_header_in_another_spelling_is_refused_here_and_there(
    member: Connection, author: Author, spelling: str
) -> None:
    header = author.would_write(note()).header
    record = signed(author, spellings(header)[spelling])
    assert record.header != header
    if spelling not in ODD_KINDS:  # there it is rule 9 that knows which kinds there are
        with pytest.raises(BadRecord):
            read_header(record.header)
    with refused(MISSPELT):
        member.execute(PUSH, row_of(author, 0, record))


def test_that_the_hub_reads_no_header_that_a_workstation_does_not_read_the_same(hub: Hub) -> None:
    """Each byte of a header with every field, exchanged for each of these."""
    fields = {"key": "0e" * 32, "to": "aa" * 32, "ref": "bb" * 32, "reg": 10, "delivery": "d1"}
    fields |= {"clinic": "c1" * 32, "log": "10" * 16, "prev": "99" * 32, "author": "77" * 32, "stream": STREAM}
    header = Header(kind="note", seq=10, time=1_790_000_000_000, **fields).encode()  # type: ignore[arg-type]  # all text
    mutants = [header[:at] + new + header[at + 1 :] for at in range(len(header)) for new in MUTATIONS]
    asked = "SELECT (said).seq, (said).reg, (said).kind, (said).author FROM ("
    asked += (
        "SELECT hub.read(header) AS said, n FROM unnest(%s::bytea[]) WITH ORDINALITY AS m (header, n)) AS r ORDER BY n"
    )
    answers = hub.administer().execute(asked, ([header, *mutants],)).fetchall()
    read = [(mutant, row) for mutant, row in zip([header, *mutants], answers, strict=True) if row[0] is not None]
    for mutant, row in read:
        head = read_header(mutant)
        assert row == (head.seq, head.reg, head.kind, bytes.fromhex(head.author))
    assert len(read) > 400  # an id with another digit is an id


MUTATIONS = [b"", b"0", b"9", b"a", b"F", b"-", b".", b" ", b'"', b"\\", b"\0", b"\xc3", b",", b"}"]


@pytest.mark.parametrize("seq", [2**53, 2**63 - 1, 2**63, 10**30])
def test_that_an_impossible_place_is_refused(member: Connection, author: Author, seq: int) -> None:
    author.seq = seq
    with refused(MISSPELT if seq < 2**63 else "22003"):
        member.execute(PUSH, row_of(author, seq, author.would_write(note())))


def test_that_a_record_of_another_clinic_is_refused(member: Connection, author: Author) -> None:
    author.clinic = "c1" * 32
    refuses(member, author.writes(), ELSEWHERE)
    author.clinic = ""
    refuses(member, author.would_write(note()), MISSPELT if author.seq == 0 else ELSEWHERE)


def test_that_the_first_record_of_another_clinic_is_refused_also_by_an_administrator(hub: Hub) -> None:
    founder = hub.sign_in("founder")
    refuses(founder, Author().founds(), ELSEWHERE)
    record = hub.founder.would_write(clear("genesis", {}, reg=0))
    refuses(founder, record, ELSEWHERE)


def test_that_a_hub_without_a_clinic_takes_nothing_in(hub: Hub, member: Connection, author: Author) -> None:
    with hub.administer() as administrator, administrator.transaction(force_rollback=True):
        administrator.execute("ALTER TABLE hub.clinic DISABLE TRIGGER USER")
        administrator.execute("DELETE FROM hub.clinic")
        refuses(administrator, author.writes(), ELSEWHERE)


def test_that_a_login_writes_in_no_other_name(hub: Hub, member: Connection, author: Author) -> None:
    other = hub.founder.beside()
    hub.admitted("other", other.member)
    first = other.writes()
    assert told(refuses(member, first, NOT_YOURS)) == {"log": other.log, "seq": 0}
    refuses(member, hub.founder.beside().writes(), NOT_YOURS)
    push(hub.sign_in("other"), first)
    refuses(member, other.writes(), NOT_YOURS)


def test_that_a_log_stays_in_one_name_also_for_an_administrator(hub: Hub, member: Connection, author: Author) -> None:
    push(member, first := author.writes())
    in_it = Header(
        clinic=author.clinic, log=author.log, seq=1, prev=first.id.hex(), author=hub.founder.keys.id, kind="note",
        stream=STREAM, time=1,
    )  # fmt: skip
    refuses(hub.sign_in("founder"), signed(hub.founder, in_it.encode()), NOT_YOURS)


def test_that_an_administrator_puts_back_what_others_wrote_and_they_go_on(
    hub: Hub, member: Connection, author: Author
) -> None:
    founder = hub.sign_in("founder")
    push(founder, author.writes(), author.writes())
    push(member, author.writes())
    uploaders = founder.execute(
        "SELECT uploader FROM hub.record WHERE log = %s ORDER BY seq", (bytes.fromhex(author.log),)
    )
    assert [row[0] for row in uploaders] == [hub.login_of(who) for who in ("founder", "founder", "member")]


def test_that_a_number_of_the_people_is_given_once(hub: Hub) -> None:
    founder, others = hub.sign_in("founder"), [hub.founder.beside() for _ in range(2)]
    first, second = (other.writes(clear("policy", {}, reg=1)) for other in others)
    push(founder, first)
    assert told(refuses(founder, second, TAKEN)) == {"reg": 1}
    push(founder, first)
    assert ids(founder.execute("SELECT * FROM hub.people()"))[1:] == [first.id]


def test_that_of_two_who_change_the_people_at_once_one_is_told(hub: Hub) -> None:
    one, two = hub.sign_in("founder"), hub.sign_in("founder")
    first, second = (hub.founder.beside().writes(clear("policy", {}, reg=2)) for _ in range(2))
    one.execute("BEGIN")
    one.execute(PUSH, columns(first))
    two.execute("SET lock_timeout = '50ms'")
    with refused("55P03"):  # it waits until it is known who was first
        two.execute(PUSH, columns(second))
    one.execute("COMMIT")
    refuses(two, second, TAKEN)


def test_that_only_an_administrator_changes_the_people(member: Connection, author: Author) -> None:
    for kind in ("member", "role", "revoke", "policy", "custody", "bg-group"):
        refuses(member, author.would_write(clear(kind, {}, reg=500)), ADMINISTRATORS)


def test_that_a_number_stands_in_records_about_people_and_in_no_other(hub: Hub) -> None:
    founder, other = hub.sign_in("founder"), hub.founder.beside()
    refuses(founder, other.would_write(clear("access", {}, reg=600)), MISSPELT)
    refuses(founder, other.would_write(clear("revoke", {})), MISSPELT)


def test_that_a_row_that_was_lost_comes_back_only_where_its_neighbours_know_it(
    hub: Hub, member: Connection, author: Author
) -> None:
    records = [author.writes() for _ in range(4)]
    push(member, *records)
    lose(hub, author, (1, 2))
    forged = Author(author.clinic, author.keys, author.installation, 1, records[0].id.hex())
    refuses(member, records[2], GAP)
    with refused(FORK):
        push(member, forged.writes(note()), forged.writes(note()))
    push(member, *records)
    assert heads(member)[author.log] == 3
    lose(hub, author, (3,))
    refuses(
        member, Author(author.clinic, author.keys, author.installation, 3, records[2].id.hex()).writes(note()), FORK
    )
    push(member, records[3])
    kept = member.execute("SELECT id FROM hub.record WHERE log = %s ORDER BY seq", (bytes.fromhex(author.log),))
    assert ids(kept) == [record.id for record in records]


def lose(hub: Hub, author: Author, places: tuple[int, ...]) -> None:
    """A disk, or whoever owns the server, loses rows."""
    with hub.administer() as server, server.transaction():
        server.execute("SET LOCAL session_replication_role = replica")
        server.execute(
            "DELETE FROM hub.record WHERE log = %s AND seq = ANY(%s)", (bytes.fromhex(author.log), list(places))
        )


def test_that_a_bit_that_rots_is_found_without_any_key(hub: Hub, member: Connection, author: Author) -> None:
    rotten = """SELECT count(*) FROM hub.record WHERE body_hash <> sha256(body) OR id <> sha256(
        'careboard/record/v1\\000'::bytea || int4send(octet_length(header)) || header || body_hash)"""
    push(member, author.writes(note()), author.writes(note(b"more")))
    assert member.execute(rotten).fetchone() == (0,)
    with hub.administer() as server, server.transaction(force_rollback=True):
        server.execute("SET LOCAL session_replication_role = replica")
        server.execute("ALTER TABLE hub.record DROP CONSTRAINT record_id, DROP CONSTRAINT record_body")
        flip = sql.SQL("UPDATE hub.record SET {0} = set_bit({0}, 3, 1 - get_bit({0}, 3)) WHERE log = {1} AND seq = {2}")
        for seq, part in enumerate(("body", "header")):
            server.execute(flip.format(sql.Identifier(part), bytes.fromhex(author.log), seq))
        assert server.execute(rotten).fetchone() == (2,)


def test_that_the_hub_sends_everybody_the_bodies_that_no_streams_key_seals(hub: Hub) -> None:
    """Its list of sealed kinds is the program's; requests and reviews of break-glass are sealed for persons."""
    kinds, to_all = sorted(Policy().kinds), UNSEALED | {"breakglass", "review"}
    answers = hub.administer().execute(
        "SELECT kind FROM unnest(%s::text[]) AS k (kind) WHERE hub.sealed(kind)", (kinds,)
    )
    assert [row[0] for row in answers] == [kind for kind in kinds if kind not in to_all]


def test_that_a_pull_weighs_what_it_hands_out_and_always_goes_on(member: Connection, author: Author) -> None:
    records = [author.writes(note(bytes(5_000_000))) for _ in range(3)]
    push(member, *records)
    have = heads(member) | {author.log: -1}
    pulled = []
    while rows := member.execute(
        "SELECT * FROM hub.pull(%s, %s, 100)", (Jsonb(have), [bytes.fromhex(STREAM)])
    ).fetchall():
        assert len(rows) == 1
        pulled.append(bytes(rows[0][0]))
        have[author.log] += 1
    assert pulled == [record.id for record in records]


@pytest.mark.parametrize("have", ['{"x": "y"}', "[]", "null", '{"x": 1e999}', '{"x": {"y": []}}'])
def test_that_what_a_workstation_says_it_has_breaks_nothing(member: Connection, have: str) -> None:
    assert member.execute("SELECT count(*) > 0 FROM hub.pull(%s::jsonb, '{}', 5)", (have,)).fetchone() == (True,)
