"""The numbered SQL: applied in order, each file whole or not at all, never another one under the same number."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from careboard.assets import resource
from careboard.storage.hub.migrations import (
    Connection,
    HubOfAnotherVersion,
    Migration,
    applied,
    migrate,
    migrations,
    missing,
)
from tests.hub.server import Server


@pytest.fixture(scope="module")
def database(server: Server) -> str:
    """An empty database, in which what a test does is rolled back."""
    with server.administer() as connection:
        connection.execute("CREATE DATABASE migrated")
    return "migrated"


@pytest.fixture
def line(server: Server, database: str) -> Iterator[Connection]:
    with server.administer(database) as connection, connection.transaction(force_rollback=True):
        yield connection


def test_that_what_is_missing_is_applied_in_order_and_once(line: Connection) -> None:
    assert (applied(line), missing(line)) == ([], migrations())
    assert migrate(line, migrations()[:2]) == migrations()[:2]
    assert migrate(line) == migrations()[2:]
    assert (migrate(line), missing(line)) == ((), ())
    assert applied(line) == [(each.file, each.sha256) for each in migrations()]
    assert line.execute("SELECT DISTINCT applied_by = session_user FROM hub.version").fetchall() == [(True,)]


def test_that_a_file_that_fails_leaves_nothing_of_itself_and_all_before_it(line: Connection) -> None:
    broken = Migration(2, "0002-broken.sql", "CREATE TABLE hub.half (x int); SELECT 1 / 0;")
    with pytest.raises(psycopg.errors.DivisionByZero):
        migrate(line, (migrations()[0], broken))
    assert [file for file, _ in applied(line)] == ["0001-roles.sql"]
    assert line.execute("SELECT to_regclass('hub.half')").fetchone() == (None,)
    assert migrate(line) == migrations()[1:]


def test_that_another_file_under_the_same_number_is_refused_in_words(line: Connection) -> None:
    known = migrations()
    migrate(line, known[:2])
    changed = (known[0], replace(known[1], text=known[1].text + "\n"), *known[2:])
    with pytest.raises(HubOfAnotherVersion, match=r"made with another 0002-records\.sql than the one of this program"):
        migrate(line, changed)
    assert len(applied(line)) == 2


def test_that_a_hub_that_is_newer_than_the_program_is_refused_in_words(line: Connection) -> None:
    migrate(line)
    with pytest.raises(HubOfAnotherVersion, match="newer than this program") as refusal:
        missing(line, migrations()[:-1])
    assert "Update Careboard" in refusal.value.told


def test_that_a_hub_whose_list_has_a_gap_is_refused_in_words(line: Connection) -> None:
    migrate(line)
    line.execute("DELETE FROM hub.version WHERE number = 2")
    with pytest.raises(HubOfAnotherVersion, match="has a gap"):
        migrate(line)


def test_that_only_one_migrates_at_a_time(server: Server, line: Connection) -> None:
    migrate(line)
    with server.administer("migrated") as second:
        second.execute("SET lock_timeout = '50ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            migrate(second)


def test_that_the_files_are_numbered_without_a_gap(tmp_path: Path) -> None:
    shutil.copytree(resource("hub"), tmp_path / "hub")
    assert migrations(tmp_path / "hub") == migrations()
    (tmp_path / "hub" / "0002-records.sql").unlink()
    with pytest.raises(ValueError, match="not numbered"):
        migrations(tmp_path / "hub")
    (tmp_path / "hub" / "second.sql").touch()
    with pytest.raises(ValueError, match=r"second\.sql is not named"):
        migrations(tmp_path / "hub")


def test_that_the_roles_of_a_hub_that_somebody_let_sign_in_are_not_used(line: Connection) -> None:
    line.execute("ALTER ROLE hub_owner LOGIN") if _has_roles(line) else line.execute("CREATE ROLE hub_owner LOGIN")
    with pytest.raises(psycopg.errors.RaiseException, match="can sign in"):
        migrate(line)


def _has_roles(line: Connection) -> bool:
    return line.execute("SELECT 1 FROM pg_roles WHERE rolname = 'hub_owner'").fetchone() is not None
