"""Promises of the apsw driver: SQLAlchemy meets in it what it meets in the standard library's sqlite3."""

import sqlite3
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import (
    BLOB,
    Column,
    Engine,
    Integer,
    MetaData,
    Table,
    Text,
    create_engine,
    delete,
    event,
    func,
    insert,
    inspect,
    select,
    text,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError
from sqlalchemy.pool import StaticPool

from tests.storage import apsw_dbapi
from tests.storage.disk import Disk
from tests.storage.memory_vfs import connect

metadata = MetaData()
note = Table(
    "note",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("words", Text, nullable=False, unique=True),
    Column("body", BLOB),
)
ROWS = [{"number": number, "words": f"note {number}", "body": bytes([number])} for number in range(1, 6)]


def begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@pytest.fixture(params=["apsw", "sqlite3"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An empty database over our driver, and over the one that it stands in for."""
    disk = Disk()
    driver, creator = {
        "apsw": (apsw_dbapi, lambda: connect(disk)),
        "sqlite3": (sqlite3, lambda: sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)),
    }[request.param]
    assert isinstance(driver, ModuleType)
    engine = create_engine("sqlite://", module=driver, creator=creator, poolclass=StaticPool)
    event.listen(engine, "begin", begin)
    metadata.create_all(engine)
    yield engine
    engine.dispose()


def test_that_rows_come_back_as_they_went_in(engine: Engine) -> None:
    with engine.begin() as connection:
        assert connection.execute(insert(note), ROWS).rowcount == 5
    with engine.connect() as connection:
        rows = connection.execute(select(note).order_by(note.c.number))
        assert list(rows.keys()) == ["number", "words", "body"]
        assert [row._asdict() for row in rows] == ROWS


def test_that_rows_can_be_fetched_one_by_one_and_in_parts(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(insert(note), ROWS)
        numbers = connection.execute(select(note.c.number).order_by(note.c.number))
        assert [numbers.fetchone(), numbers.fetchmany(2), numbers.fetchall()] == [(1,), [(2,), (3,)], [(4,), (5,)]]
        parts = connection.execution_options(yield_per=2).execute(select(note.c.number)).partitions()
        assert [len(part) for part in parts] == [2, 2, 1]


def test_that_a_query_without_rows_still_names_its_columns(engine: Engine) -> None:
    with engine.connect() as connection:
        empty = connection.execute(select(note))
        assert (list(empty.keys()), empty.all()) == (["number", "words", "body"], [])


def test_that_the_driver_counts_changed_rows_and_names_the_last_one(engine: Engine) -> None:
    with engine.begin() as connection:
        assert connection.execute(insert(note).values(words="first")).inserted_primary_key == (1,)
        assert connection.execute(insert(note).values(words="second")).inserted_primary_key == (2,)
        assert connection.execute(update(note).values(body=b"x")).rowcount == 2
        assert connection.execute(delete(note).where(note.c.number == 2)).rowcount == 1
        assert connection.execute(delete(note).where(note.c.number == 2)).rowcount == 0
        assert connection.exec_driver_sql("SELECT 1").rowcount == -1
        assert connection.exec_driver_sql("PRAGMA user_version=1").rowcount == -1


def test_that_returning_and_upsert_answer_alike(engine: Engine) -> None:
    with engine.begin() as connection:
        made = connection.execute(insert(note).returning(note.c.number, note.c.words), ROWS)
        assert sorted(made) == [(row["number"], row["words"]) for row in ROWS]
        again = connection.execute(upsert(note).on_conflict_do_nothing(index_elements=["number"]), ROWS[:1])
        assert again.rowcount == 0


def test_that_an_error_rolls_the_transaction_back_whole(engine: Engine) -> None:
    def write_one_twice() -> None:
        with engine.begin() as connection:
            connection.execute(insert(note), ROWS)
            connection.execute(insert(note).values(words="note 1"))

    with pytest.raises(IntegrityError, match=r"UNIQUE constraint failed: note\.words"):
        write_one_twice()
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(note)).scalar_one() == 0


def test_that_a_transaction_begins_at_begin_and_ends_at_its_end(engine: Engine) -> None:
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        states = [driver.in_transaction]
        connection.execute(insert(note), ROWS)
        states.append(driver.in_transaction)
        connection.commit()
        assert [*states, driver.in_transaction] == [False, True, False]
        connection.execute(delete(note))
        connection.rollback()
        assert connection.execute(select(func.count()).select_from(note)).scalar_one() == 5


def test_that_errors_are_of_the_kinds_of_the_standard_library(engine: Engine) -> None:
    with engine.connect() as connection:
        with pytest.raises(OperationalError, match="no such table: elsewhere") as refused:
            connection.execute(text("SELECT * FROM elsewhere"))
        assert isinstance(refused.value.orig, sqlite3.OperationalError)
        with pytest.raises(OperationalError, match="syntax error"):
            connection.execute(text("SELECT FROM"))
        with pytest.raises(IntegrityError, match="NOT NULL"):
            connection.execute(insert(note).values(words=text("NULL")))
        with pytest.raises(StatementError):
            connection.exec_driver_sql("SELECT ?", (1, 2))


def test_that_the_dialect_finds_its_tables_and_functions(engine: Engine) -> None:
    assert inspect(engine).get_table_names() == ["note"]
    assert [column["name"] for column in inspect(engine).get_columns("note")] == ["number", "words", "body"]
    with engine.connect() as connection:
        assert connection.scalar(select(func.floor(2.5))) == 2
        assert connection.scalar(text("SELECT 'ward' REGEXP '^w'")) == 1


def test_that_the_driver_is_in_autocommit_mode_and_stays_there() -> None:
    connection = connect(Disk())
    connection.isolation_level = None
    with pytest.raises(apsw_dbapi.NotSupportedError):
        connection.isolation_level = ""
    assert connection.isolation_level is None
    connection.close()


def test_that_a_closed_connection_refuses_in_the_words_that_sqlalchemy_knows() -> None:
    connection = connect(Disk())
    connection.close()
    with pytest.raises(apsw_dbapi.ProgrammingError):
        connection.cursor()


def test_that_two_connections_to_one_disk_keep_out_of_each_others_way() -> None:
    disk = Disk()
    one, other = connect(disk).cursor(), connect(disk).cursor()
    one.execute("CREATE TABLE note (words)")
    one.execute("BEGIN IMMEDIATE")
    one.execute("INSERT INTO note VALUES ('first')")
    with pytest.raises(apsw_dbapi.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    assert other.execute("SELECT * FROM note").fetchall() == []
    one.execute("COMMIT")
    assert other.execute("SELECT * FROM note").fetchall() == [("first",)]
