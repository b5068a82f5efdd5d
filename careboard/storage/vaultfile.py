"""One vault in one SQLite file: sealed records that only grow, and what the file keeps beside them.

No row object and no plaintext leaves or enters; every write is one transaction, acknowledged when this returns.
"""

import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, Self

from sqlalchemy import Engine, insert, text

from careboard.i18n import filled
from careboard.storage import shared_tables as s
from careboard.storage import tables as t
from careboard.storage.engine import WRITES, marks_of, open_engine
from careboard.storage.forks import Forks
from careboard.storage.place import refuse_network_drive
from careboard.storage.refusals import NotAVault, StorageRefused, VaultDamaged, told


class VaultFile(Forks):
    """The storage of one vault. Threads may share it; writers wait for each other."""

    def __init__(self, engine: Engine, path: Path) -> None:
        super().__init__(engine)
        self.path = path

    @classmethod
    def create(cls, path: Path) -> Self:
        """A new, empty vault file; an existing file is never touched."""
        if not _reached(path.parent.is_dir):
            raise NotAVault("The folder for the vault does not exist.", "Make the folder first, or choose another.")
        refuse_network_drive(path)
        _make_private(path)
        engine = open_engine(path)
        try:
            with told():
                make_tables(engine)
        except BaseException:
            engine.dispose()
            path.unlink()
            raise
        return cls(engine, path)

    @classmethod
    def open(cls, path: Path, *, connect: Callable[[], Any] | None = None, driver: ModuleType | None = None) -> Self:
        """Open an existing vault file of a version that this program knows."""
        if connect is None:
            if not _reached(path.is_file):
                raise NotAVault("There is no vault of this name.")
            refuse_network_drive(path)
            _refuse_other_files(path)
        file = cls(open_engine(path, connect=connect, driver=driver), path)
        try:
            file.refuse_turned_tables()
        except BaseException:
            file.close()
            raise
        return file

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def quick_check(self) -> None:
        """SQLite's own quick check, after an unclean exit; raises VaultDamaged."""
        self._check("PRAGMA quick_check(1)")

    def integrity_check(self) -> None:
        """SQLite's whole check of pages, indices and tables; raises VaultDamaged."""
        self._check("PRAGMA integrity_check(1)")

    def copy_to(self, path: Path) -> None:
        """Copy the whole file into a new one, page by page, while others may write."""
        _make_private(path)
        target = open_engine(path)
        try:
            with self._reading() as source, target.connect() as copy:
                source.connection.driver_connection.backup(copy.connection.driver_connection)  # type: ignore[union-attr]
        finally:
            target.dispose()

    def refuse_turned_tables(self) -> None:
        """Raise VaultDamaged unless the file has our triggers, word for word, and no other trigger or view.

        A trigger of somebody else's could swallow what is written: a signed entry, or a record of who looked.
        """
        query = text("SELECT sql FROM sqlite_schema WHERE type IN ('trigger', 'view')")
        with self._reading() as connection:
            found = set(connection.execute(query).scalars())
            guards = {*t.TRIGGERS, *(s.TRIGGERS if self._shares(connection) else ())}
        if found - guards:
            raise VaultDamaged("The vault file holds something that Careboard did not put there.")
        if guards - found:
            raise VaultDamaged("The guards that keep records from being changed were taken out of the vault file.")

    def _check(self, pragma: str) -> None:
        if (answer := str(self._scalar(text(pragma)))) != "ok":
            raise VaultDamaged(filled("The vault file is damaged: {said}.", said=answer.splitlines()[-1]))


def _reached(there: Callable[[], bool]) -> bool:
    try:
        return there()
    except OSError:
        raise NotAVault("This folder may not be read.", "Ask whoever looks after this computer.") from None


def _make_private(path: Path) -> None:
    """An empty file that only this user may read; never one that exists."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        raise NotAVault("There is already a file of this name.", "Choose another name.") from None
    except OSError:
        raise StorageRefused(
            "No file can be made in this folder.", "Choose another folder, or free some space."
        ) from None


def _refuse_other_files(path: Path) -> None:
    with told():
        application, version = marks_of(path)
    if application != t.APPLICATION_ID:
        raise NotAVault("This file is not a Careboard vault.")
    if version > t.FILE_VERSION:
        raise NotAVault("This vault was made by a newer version of Careboard.", "Install the newer version.")
    if version < t.FILE_VERSION:
        raise VaultDamaged("The vault file does not say which version it is.")


def make_tables(engine: Engine) -> None:
    """Lay out an empty vault file."""
    with engine.execution_options(**WRITES).begin() as connection:
        t.metadata.create_all(connection)
        for trigger in t.TRIGGERS:
            connection.execute(text(trigger))
        connection.execute(insert(t.installation).values(id=os.urandom(16)))
        connection.execute(text(f"PRAGMA application_id={t.APPLICATION_ID}"))
        connection.execute(text(f"PRAGMA user_version={t.FILE_VERSION}"))
