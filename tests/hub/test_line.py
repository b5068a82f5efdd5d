"""The line to the hub: nobody else is spoken to, a broken one is noticed in seconds, and nothing secret is said.

What the driver or the server says is never shown: it may hold rows, addresses and passwords.
"""

import logging
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import psycopg
import pytest
from psycopg import sql
from psycopg.abc import PQGen
from psycopg.waiting import Ready, Wait

from careboard.settings import HubAddress
from careboard.storage.hub.connecting import Line, ServerRefused
from careboard.storage.hub.lasting import LastingLine
from careboard.storage.hub.patience import PATIENCE, Impatient
from careboard.storage.hub.port import HubAway, HubRefused
from tests.hub.proxy import Proxy, between
from tests.hub.server import ADMINISTRATOR, HOST, PASSWORD, Server


def address_of(server: Server, port: int | None = None) -> HubAddress:
    return HubAddress(HOST, port or server.port, "postgres", server.certificate.read_text())


def one(connection: Line) -> object:
    return connection.execute("SELECT 1").fetchone()


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:
    with between(HOST, server.port) as proxy:
        yield proxy


@pytest.fixture
def line(server: Server, proxy: Proxy) -> Iterator[LastingLine]:
    line = LastingLine(address_of(server, proxy.port), ADMINISTRATOR, PASSWORD)
    yield line
    line.close()


def impatient(line: Line) -> Line:
    """Let this connection bear only a short silence; the next one that is dialled bears the usual."""
    assert isinstance(line, Impatient)
    line.patience = 0.1
    return line


def test_that_commits_are_asked_to_be_durable_whatever_was_set_for_the_login(server: Server, line: LastingLine) -> None:
    role = sql.Identifier(ADMINISTRATOR)
    with server.administer() as connection:
        connection.execute(sql.SQL("ALTER ROLE {} SET synchronous_commit = off").format(role))
        try:
            assert line.ask(lambda c: c.execute("SHOW synchronous_commit").fetchone()) == ("on",)
        finally:
            connection.execute(sql.SQL("ALTER ROLE {} RESET synchronous_commit").format(role))


def test_that_a_wrong_password_stands_in_no_log_and_no_error(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    line = LastingLine(address_of(server), ADMINISTRATOR, "not the password")
    with pytest.raises(ServerRefused) as refused:
        line.ask(one)
    assert line.password not in caplog.text + repr(line) + refused.value.told
    assert line.password not in (server.folder / "server.log").read_text()


def test_that_what_a_server_says_about_a_row_is_never_repeated(
    line: LastingLine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(HubRefused, match=r"refused what was sent \(PostgreSQL's error 22P02\)") as refused:
        line.ask(lambda c: c.execute("SELECT CAST(%s AS int)", ("a word of a patient",)))
    assert refused.value.__context__ is None
    assert "patient" not in refused.value.told + caplog.text


def test_that_a_cut_is_told_as_away_and_the_next_call_dials_again(line: LastingLine, proxy: Proxy) -> None:
    assert line.ask(one) == (1,)
    proxy.cut()
    with pytest.raises(HubAway):
        line.ask(one)
    assert line.ask(one) == (1,)


def test_that_nobody_waits_for_a_server_that_has_fallen_silent(line: LastingLine, proxy: Proxy) -> None:
    line.ask(impatient)
    proxy.stall()
    with pytest.raises(HubAway):
        line.ask(one)
    proxy.heal()
    assert line.ask(one) == (1,)


def test_that_a_transaction_on_a_silent_line_is_given_up_at_once(line: LastingLine, proxy: Proxy) -> None:
    lines = []

    def stalled_within(connection: Line) -> None:
        with connection.transaction():
            lines.append(impatient(connection))
            proxy.stall()
            connection.execute("SELECT 1")

    with pytest.raises(HubAway):
        line.ask(stalled_within)
    assert lines[0].closed


def test_that_a_slow_line_is_not_a_silent_one(line: LastingLine, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("careboard.storage.hub.patience.time", SimpleNamespace(monotonic=lambda: now[0]))
    connection = line.ask(lambda it: it)
    assert isinstance(connection, Impatient)

    def slow() -> PQGen[None]:
        while True:
            yield Wait.R

    listening = connection._listening(slow())
    next(listening)
    for ready in (Ready.NONE, Ready.R) * 5:
        now[0] += PATIENCE * 0.5
        listening.send(ready)
    now[0] += PATIENCE * 1.01
    with pytest.raises(psycopg.OperationalError):
        listening.send(Ready.NONE)


def endless(connection: Line) -> object:
    return connection.execute("SELECT repeat('x', 10000), pg_sleep(0.02) FROM generate_series(1, 3000)").fetchall()


def test_that_an_answer_without_an_end_is_broken_off(line: LastingLine) -> None:
    connection = line.ask(lambda it: it)
    assert isinstance(connection, Impatient)
    connection.longest = 0.3
    with pytest.raises(HubAway):
        line.ask(endless)
    assert line.ask(one) == (1,)


def test_that_giving_up_ends_an_answer_that_goes_on_and_on(line: LastingLine) -> None:
    line.ask(one)
    asked = threading.Event()

    def go_on(connection: Line) -> object:
        asked.set()
        return endless(connection)

    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(line.ask, go_on)
        assert asked.wait(10)
        line.give_up()
        with pytest.raises(HubAway):
            answer.result(30)


def test_that_a_server_that_is_not_there_is_told_as_away(line: LastingLine, proxy: Proxy) -> None:
    proxy.go_away()
    with pytest.raises(HubAway, match="server"):
        line.ask(one)
    proxy.heal()
    assert line.ask(one) == (1,)


def test_that_a_line_can_be_closed_while_somebody_waits_for_an_answer(server: Server, proxy: Proxy) -> None:
    line = LastingLine(address_of(server, proxy.port), ADMINISTRATOR, PASSWORD, 600)
    asking, told = threading.Event(), []

    def wait(connection: Line) -> None:
        asking.set()
        connection.execute("SELECT pg_sleep(600)")

    def ask() -> None:
        try:
            line.ask(wait)
        except HubAway as away:
            told.append(away)

    thread = threading.Thread(target=ask)
    thread.start()
    asking.wait()
    line.close()
    thread.join()
    assert len(told) == 1
