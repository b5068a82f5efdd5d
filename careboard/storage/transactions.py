"""The two ways to use a vault file: to read from it, or to write to it in one transaction.

What the database refuses is told in our sentences either way; a write is acknowledged when its block ends.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Select, Table, TextClause, insert

from careboard.storage.engine import WRITES
from careboard.storage.refusals import told


class Transactions:
    """An engine, and what every part of the storage does with it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with told(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with told(), self._engine.execution_options(**WRITES).begin() as connection:
            yield connection

    def _scalar(self, query: Select[Any] | TextClause) -> Any:
        with self._reading() as connection:
            return connection.execute(query).scalar_one()

    def _put(self, table: Table, **values: object) -> None:
        """Keep a row; it takes the place of the one before."""
        with self._writing() as connection:
            connection.execute(insert(table).prefix_with("OR REPLACE").values(**values))
