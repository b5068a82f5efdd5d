"""Promises of the power-cut simulator: the setting that is safe passes, and the usual one is caught."""

from collections.abc import Callable
from itertools import count
from random import Random
from typing import Any

import pytest
from sqlalchemy import BLOB, Column, Engine, Integer, MetaData, Table, create_engine, event, insert, select, text

from tests.storage import apsw_dbapi
from tests.storage.disk import Disk, File
from tests.storage.memory_vfs import connect
from tests.storage.powercut import Store, run_power_cuts

metadata = MetaData()
record = Table("record", metadata, Column("number", Integer, primary_key=True), Column("body", BLOB, nullable=False))
SIZES = (200, 2_300, 9_000)


def begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def open_engine(disk: Disk, *pragmas: str) -> Engine:
    engine = create_engine("sqlite://", module=apsw_dbapi, creator=lambda: connect(disk))

    def set_pragmas(connection: apsw_dbapi.Connection, _record: object) -> None:
        for pragma in pragmas:
            connection.cursor().execute(f"PRAGMA {pragma}")

    event.listen(engine, "connect", set_pragmas)
    event.listen(engine, "begin", begin)
    return engine


def small_store(synchronous: str) -> Callable[[Disk], Store]:
    """A store of numbered rows in one table, under a rollback journal."""
    sizes = Random(1)

    def open_store(disk: Disk) -> Store:
        engine = open_engine(disk, "journal_mode=DELETE", f"synchronous={synchronous}")
        metadata.create_all(engine)
        with engine.begin() as connection:
            numbers = count(connection.execute(text("SELECT coalesce(max(number), 0) + 1 FROM record")).scalar_one())

        def write() -> bytes:
            number: int = next(numbers)
            with engine.begin() as connection:
                connection.execute(insert(record), {"number": number, "body": sizes.randbytes(sizes.choice(SIZES))})
            return number.to_bytes(8)

        def read() -> list[bytes]:
            with engine.begin() as connection:
                assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
                return [number.to_bytes(8) for number in connection.execute(select(record.c.number)).scalars()]

        return Store(write, read, engine.dispose)

    return open_store


def test_that_extra_synchronous_loses_nothing_acknowledged_to_power_cuts(power_cuts: int) -> None:
    tally = run_power_cuts(small_store("EXTRA"), cuts=power_cuts)
    assert (tally.cuts, tally.lost, tally.unreadable) == (power_cuts, 0, [])
    assert tally.acknowledged > power_cuts


def test_that_full_synchronous_is_caught_losing_what_it_acknowledged(power_cuts: int) -> None:
    """The negative control: a simulator that finds nothing here finds nothing anywhere."""
    tally = run_power_cuts(small_store("FULL"), cuts=max(power_cuts, 300), until_lost=True)
    assert tally.lost == 1
    assert tally.unreadable == []


def test_that_a_mistake_of_the_store_is_not_taken_for_a_power_cut() -> None:
    def open_store(disk: Disk) -> Store:
        disk.files.setdefault("vault", File())

        def write() -> bytes:
            raise ZeroDivisionError

        return Store(write, list, lambda: None)

    with pytest.raises(ZeroDivisionError):
        run_power_cuts(open_store, cuts=1)


def test_that_a_store_that_forgets_what_it_acknowledged_is_counted() -> None:
    def open_store(disk: Disk) -> Store:
        file = disk.files.setdefault("vault", File())

        def write() -> bytes:
            disk.write(file, 0, b"x")
            return b"1"

        return Store(write, list, lambda: None)

    assert run_power_cuts(open_store, cuts=10).lost > 0


def test_that_a_store_that_cannot_be_read_is_counted_with_its_words() -> None:
    def open_store(disk: Disk) -> Store:
        file = disk.files.setdefault("vault", File())

        def write() -> bytes:
            disk.write(file, 0, b"x")
            return b"1"

        def read() -> list[bytes]:
            raise ValueError("damaged")

        return Store(write, read, lambda: None)

    assert run_power_cuts(open_store, cuts=3).unreadable == ["ValueError('damaged')"] * 3
