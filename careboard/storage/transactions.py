"""The two ways to use a vault file: to read from it, or to write to it in one transaction.

What the database refuses is told in our sentences either way; a write is acknowledged when its block ends.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Select, Table, TextClause, insert, text

from careboard.storage import shared_tables as s
from careboard.storage.engine import WRITES
from careboard.storage.refusals import told

_IS_SHARED = text(f"SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = '{s.MARK}'")  # noqa: S608  our own name


class Transactions:
    """An engine, and what every part of the storage does with it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._shared = False  # until somebody has made the tables for sharing, perhaps another program

    def _shares(self, connection: Connection) -> bool:
        """Has this file the tables of a clinic with a hub?"""
        self._shared = self._shared or connection.execute(_IS_SHARED).scalar() is not None
        return self._shared

    def _make_shared(self, connection: Connection) -> None:
        """Lay out those tables where there are none, within a transaction that writes."""
        if not self._shares(connection):
            s.make_shared_tables(connection)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with told(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with told(), self._engine.execution_options(**WRITES).begin() as connection:
                yield connection
        except BaseException:
            self._shared = False  # the tables may have been made by what was taken back: look again
            raise

    def _scalar(self, query: Select[Any] | TextClause) -> Any:
        with self._reading() as connection:
            return connection.execute(query).scalar_one()

    def _put(self, table: Table, **values: object) -> None:
        """Keep a row; it takes the place of the one before."""
        with self._writing() as connection:
            connection.execute(insert(table).prefix_with("OR REPLACE").values(**values))
