"""Whoever runs the server may let it answer what they like: it is refused in words, never taken for a record."""

from collections.abc import Iterator

import pytest

from careboard.settings import HubAddress
from careboard.storage.hub.lasting import LastingLine
from careboard.storage.hub.pads import PostgresPads
from careboard.storage.hub.port import HubRefused
from careboard.storage.hub.postgres import PostgresHub
from careboard.storage.hub.presence import PostgresPresence
from careboard.storage.hub.reception import Reception
from tests.hub.logs import Writer, named
from tests.hub.server import ADMINISTRATOR, HOST, PASSWORD, Server

LIES = """
    CREATE SCHEMA hub;
    CREATE FUNCTION hub.digest(OUT logs text, OUT records bigint) LANGUAGE sql AS $$ SELECT 'many', 1 $$;
    CREATE FUNCTION hub.heads() RETURNS TABLE (log bytea, seq text, id bytea) LANGUAGE sql AS $$
      SELECT ''::bytea, 'last', ''::bytea $$;
    CREATE FUNCTION hub.people() RETURNS TABLE (id bytea, header jsonb, body_hash bytea, body bytea, sig bytea)
      LANGUAGE sql AS $$ SELECT NULL::bytea, '{}'::jsonb, ''::bytea, ''::bytea, ''::bytea $$;
    CREATE FUNCTION hub.pull(jsonb, bytea[], int) RETURNS TABLE (id bytea, header bytea, body_hash bytea, body bytea,
      sig bytea) LANGUAGE sql AS $$ SELECT NULL::bytea, ''::bytea, ''::bytea, ''::bytea, ''::bytea $$;
    CREATE FUNCTION hub.asking() RETURNS TABLE (login text, sealed bigint, asked timestamptz) LANGUAGE sql AS $$
      SELECT 'somebody', 1 << 40, now() $$;
    CREATE FUNCTION hub.logins() RETURNS TABLE (login name, members bigint[], repair boolean, invited timestamptz,
      invited_by name, admitted timestamptz, admitted_by name, dismissed timestamptz, dismissed_by name)
      LANGUAGE sql AS $$ SELECT 'somebody', '{1}'::bigint[], true, now(), 'x', now(), 'x', now(), 'x' $$;
    CREATE FUNCTION hub.own_slots() RETURNS TABLE (member bytea, slot json) LANGUAGE sql AS $$
      SELECT ''::bytea, (repeat('[', 5000) || repeat(']', 5000))::json $$;
    CREATE FUNCTION hub.presences() RETURNS TABLE (station bigint, sealed bigint) LANGUAGE sql AS $$
      SELECT 1, 1 << 40 $$;
    CREATE FUNCTION hub.bg_release(bytea) RETURNS SETOF bigint LANGUAGE sql AS $$ SELECT 1 << 40 $$;
    CREATE TABLE hub.record (log bytea, seq bigint, id bytea, header bytea, body_hash bytea, body bytea, sig bytea);
    CREATE FUNCTION hub.refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      RAISE EXCEPTION 'a patient''s name' USING ERRCODE = '23505', DETAIL = repeat('["a patient''s name"', 100000);
    END $$;
    CREATE TRIGGER refuses BEFORE INSERT ON hub.record FOR EACH ROW EXECUTE FUNCTION hub.refuses();
"""


@pytest.fixture(scope="module")
def line(server: Server) -> Iterator[LastingLine]:
    with server.administer() as connection:
        connection.execute("CREATE DATABASE liar")
    with server.administer("liar") as connection:
        connection.execute(LIES)
    address = HubAddress(HOST, server.port, "liar", server.certificate.read_text())
    line = LastingLine(address, ADMINISTRATOR, PASSWORD)
    yield line
    line.close()


@pytest.fixture
def liar(line: LastingLine) -> PostgresHub:
    return PostgresHub(line)


def test_that_answers_of_another_kind_are_refused(liar: PostgresHub) -> None:
    for question in (liar.digest, liar.heads, liar.people, lambda: liar.pull({}, [], 1)):
        with pytest.raises(HubRefused, match="answers otherwise than a hub"):
            question()


def test_that_answers_of_another_kind_are_refused_at_the_door_too(line: LastingLine) -> None:
    desk = Reception(line)
    at_the_door = desk.asking, desk.logins, desk.own_slots
    in_emergencies = PostgresPresence(line).heard, lambda: PostgresPads(line).release(b"")
    for question in (*at_the_door, *in_emergencies):
        with pytest.raises(HubRefused, match="answers otherwise than a hub"):
            question()


def test_that_a_function_that_is_missing_means_another_version(liar: PostgresHub) -> None:
    with pytest.raises(HubRefused, match="no hub of Careboard, or one of another version"):
        liar.bodies("", ("", -1), 1)


def test_that_a_refusal_that_names_no_place_is_not_taken_for_a_fork(liar: PostgresHub) -> None:
    with pytest.raises(HubRefused, match="error 23505") as refused:
        liar.push(Writer(named("clinic"), "writer").several(1))
    assert type(refused.value) is HubRefused
    assert "patient" not in refused.value.told
