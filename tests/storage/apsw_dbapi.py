"""apsw's SQLite behind the Python database interface (PEP 249), as far as SQLAlchemy's pysqlite dialect asks for it.

Always in autocommit mode, as the product uses its driver: a transaction begins where a statement says BEGIN. Its
errors are those of the standard library's sqlite3, so storage meets the same ones over either.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from sqlite3 import (
    DatabaseError,
    DataError,
    Error,
    IntegrityError,
    InterfaceError,
    InternalError,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
    Warning,  # noqa: A004  the name that PEP 249 gives it
)
from typing import Any

import apsw

__all__ = [
    "Binary",
    "Connection",
    "Cursor",
    "DataError",
    "DatabaseError",
    "Error",
    "IntegrityError",
    "InterfaceError",
    "InternalError",
    "NotSupportedError",
    "OperationalError",
    "ProgrammingError",
    "Warning",
    "apilevel",
    "connect",
    "paramstyle",
    "sqlite_version",
    "sqlite_version_info",
    "threadsafety",
]

apilevel = "2.0"
paramstyle = "qmark"
threadsafety = 1
sqlite_version = apsw.sqlite_lib_version()
sqlite_version_info = tuple(int(part) for part in sqlite_version.split("."))
Binary = bytes

Row = tuple[Any, ...]
Column = tuple[str, None, None, None, None, None, None]

# As the standard library sorts SQLite's result codes (Modules/_sqlite/util.c); what is not here is a DatabaseError.
_SORTED: dict[type[Error], tuple[type[apsw.Error], ...]] = {
    IntegrityError: (apsw.ConstraintError, apsw.MismatchError),
    DataError: (apsw.TooBigError,),
    InternalError: (apsw.InternalError, apsw.NotFoundError),
    InterfaceError: (apsw.MisuseError, apsw.RangeError),
    ProgrammingError: (apsw.BindingsError, apsw.ConnectionClosedError, apsw.CursorClosedError),
    OperationalError: (
        apsw.SQLError,
        apsw.PermissionsError,
        apsw.AbortError,
        apsw.BusyError,
        apsw.LockedError,
        apsw.ReadOnlyError,
        apsw.InterruptError,
        apsw.IOError,
        apsw.FullError,
        apsw.CantOpenError,
        apsw.ProtocolError,
        apsw.EmptyError,
        apsw.SchemaChangeError,
    ),
}
_CHANGING = ("INSERT", "UPDATE", "DELETE", "REPLACE")


@contextmanager
def _told() -> Iterator[None]:
    """Turn apsw's errors into those of the standard library."""
    try:
        yield
    except apsw.Error as error:
        kinds = (kind for kind, theirs in _SORTED.items() if isinstance(error, theirs))
        raise next(kinds, DatabaseError)(str(error)) from error


def connect(database: str, *, vfs: str | None = None) -> "Connection":
    """Open a database file of a VFS."""
    with _told():
        return Connection(apsw.Connection(database, vfs=vfs))


class Connection:
    """A connection in autocommit mode."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    @property
    def isolation_level(self) -> None:
        """None, which is autocommit."""
        return

    @isolation_level.setter
    def isolation_level(self, level: str | None) -> None:
        if level is not None:
            raise NotSupportedError("This driver stays in autocommit mode.")

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    def cursor(self) -> "Cursor":
        with _told():
            return Cursor(self._connection)

    def commit(self) -> None:
        self._end("COMMIT")

    def rollback(self) -> None:
        self._end("ROLLBACK")

    def _end(self, statement: str) -> None:
        with _told():
            if self._connection.in_transaction:
                self._connection.execute(statement)

    def close(self) -> None:
        """Let go of the file, also when its disk answers no more."""
        self._connection.close(force=True)

    def create_function(
        self, name: str, narg: int, func: Callable[..., Any] | None, *, deterministic: bool = False
    ) -> None:
        with _told():
            self._connection.create_scalar_function(name, func, narg, deterministic=deterministic)


class Cursor:
    """The rows of one statement, all read at once: no statement stays open behind a transaction's end."""

    arraysize = 1

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._cursor = connection.cursor()
        # apsw forgets the columns of a statement that has ended, so they are noted before it begins.
        self._cursor.exec_trace = self._note_columns
        self._rows: Iterator[Row] = iter(())
        self.description: tuple[Column, ...] | None = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    def _note_columns(self, cursor: apsw.Cursor, statement: str, bindings: object) -> bool:
        names = [column[0] for column in cursor.get_description()]
        self.description = tuple((name, None, None, None, None, None, None) for name in names) or None
        return True

    def execute(self, operation: str, parameters: Sequence[Any] = ()) -> "Cursor":
        return self.executemany(operation, [parameters])

    def executemany(self, operation: str, seq_of_parameters: Iterable[Sequence[Any]]) -> "Cursor":
        verb = operation.lstrip()[:7].rstrip().upper()
        rows: list[Row] = []
        changed = 0
        with _told():
            for parameters in seq_of_parameters:
                rows += self._cursor.execute(operation, tuple(parameters)).fetchall()
                changed += self._connection.changes()
        self._rows = iter(rows)
        self.rowcount = changed if verb in _CHANGING else -1
        if verb in ("INSERT", "REPLACE"):
            self.lastrowid = self._connection.last_insert_rowid()
        return self

    def fetchone(self) -> Row | None:
        return next(self._rows, None)

    def fetchmany(self, size: int | None = None) -> list[Row]:
        return [row for _, row in zip(range(size or self.arraysize), self._rows, strict=False)]

    def fetchall(self) -> list[Row]:
        return list(self._rows)

    def __iter__(self) -> Iterator[Row]:
        return self._rows

    def setinputsizes(self, sizes: Sequence[Any]) -> None:
        """SQLite needs no sizes."""

    def setoutputsize(self, size: int, column: int | None = None) -> None:
        """SQLite needs no sizes."""

    def close(self) -> None:
        self._rows = iter(())
        self._cursor.close()
