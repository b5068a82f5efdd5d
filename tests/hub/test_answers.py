"""Whoever runs the server may let it answer what they like: it is refused in words, never taken for a record."""

from collections.abc import Iterator

import pytest

from careboard.settings import HubAddress
from careboard.storage.hub.lasting import LastingLine
from careboard.storage.hub.port import HubRefused
from careboard.storage.hub.postgres import PostgresHub
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
    CREATE TABLE hub.record (log bytea, seq bigint, id bytea, header bytea, body_hash bytea, body bytea, sig bytea);
    CREATE FUNCTION hub.refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      RAISE EXCEPTION 'a patient''s name' USING ERRCODE = '23505', DETAIL = '["a patient''s name"]';
    END $$;
    CREATE TRIGGER refuses BEFORE INSERT ON hub.record FOR EACH ROW EXECUTE FUNCTION hub.refuses();
"""


@pytest.fixture(scope="module")
def liar(server: Server) -> Iterator[PostgresHub]:
    with server.administer() as connection:
        connection.execute("CREATE DATABASE liar")
    with server.administer("liar") as connection:
        connection.execute(LIES)
    address = HubAddress(HOST, server.port, "liar", server.certificate.read_text())
    hub = PostgresHub(LastingLine(address, ADMINISTRATOR, PASSWORD))
    yield hub
    hub.close()


def test_that_answers_of_another_kind_are_refused(liar: PostgresHub) -> None:
    for question in (liar.digest, liar.heads, liar.people, lambda: liar.pull({}, [], 1)):
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
