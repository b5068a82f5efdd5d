"""A VFS for apsw (SQLite's door to the operating system) over a disk in memory.

It is written for a rollback journal and ordinary locks: exclusive locking keeps the journal and would hide what
happens to its removal.
"""

from itertools import count

import apsw
from apsw import SQLITE_LOCK_EXCLUSIVE, SQLITE_LOCK_NONE, SQLITE_LOCK_RESERVED, SQLITE_LOCK_SHARED
from typing_extensions import Buffer, override

from tests.storage import apsw_dbapi
from tests.storage.disk import SECTOR, Disk, File

# The strongest lock of others beside which a lock may be taken.
_BESIDE = {
    SQLITE_LOCK_SHARED: SQLITE_LOCK_RESERVED,
    SQLITE_LOCK_RESERVED: SQLITE_LOCK_SHARED,
    SQLITE_LOCK_EXCLUSIVE: SQLITE_LOCK_NONE,
}
_numbers = count()


def connect(disk: Disk, name: str = "vault") -> apsw_dbapi.Connection:
    """A connection to a database file on a disk, made where it is missing."""
    vfs = MemoryVfs(disk)
    return apsw_dbapi.connect(name, vfs=vfs.name)


class MemoryVfs(apsw.VFS):
    """The folder of one disk, for one connection; it is known to SQLite while that is open."""

    def __init__(self, disk: Disk) -> None:
        self.name = f"memory-{next(_numbers)}"
        super().__init__(self.name, base="")
        self._disk = disk

    @override
    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        flags[1] = flags[0]
        # A file without a name is SQLite's own scratch paper, and is not kept.
        return MemoryFile(self._disk, self._disk.files.setdefault(path, File()) if path else File())

    @override
    def xDelete(self, filename: str, syncdir: bool) -> None:
        self._disk.remove(filename, sync_names=syncdir)

    @override
    def xAccess(self, pathname: str, flags: int) -> bool:
        """As on a real disk, SQLite takes an empty file for a missing one."""
        return pathname in self._disk.files and len(self._disk.files[pathname].content) > 0

    @override
    def xFullPathname(self, name: str) -> str:
        return name


class MemoryFile(apsw.VFSFile):
    """An open file of a disk."""

    def __init__(self, disk: Disk, file: File) -> None:
        """Without the base class's own file, which would be one of the operating system's."""
        self._disk = disk
        self._file = file

    @override
    def xRead(self, amount: int, offset: int) -> bytes:
        return bytes(self._file.content[offset : offset + amount])

    @override
    def xWrite(self, data: Buffer, offset: int) -> None:
        self._disk.write(self._file, offset, bytes(data))

    @override
    def xTruncate(self, newsize: int) -> None:
        self._disk.truncate(self._file, newsize)

    @override
    def xSync(self, flags: int) -> None:
        self._disk.sync(self._file)

    @override
    def xFileSize(self) -> int:
        return len(self._file.content)

    @override
    def xLock(self, level: int) -> None:
        if max(self._locks_of_others(), default=SQLITE_LOCK_NONE) > _BESIDE[level]:
            raise apsw.BusyError("Another connection holds a lock.")
        self._file.locks[id(self)] = level

    @override
    def xUnlock(self, level: int) -> None:
        self._file.locks[id(self)] = level

    @override
    def xCheckReservedLock(self) -> bool:
        return max(self._file.locks.values(), default=SQLITE_LOCK_NONE) >= SQLITE_LOCK_RESERVED

    def _locks_of_others(self) -> list[int]:
        return [level for handle, level in self._file.locks.items() if handle != id(self)]

    @override
    def xFileControl(self, op: int, ptr: int) -> bool:
        return False

    @override
    def xSectorSize(self) -> int:
        return SECTOR

    @override
    def xDeviceCharacteristics(self) -> int:
        """No promise at all: no atomic sector, no safe append, no order of writes."""
        return 0

    @override
    def xClose(self) -> None:
        self._file.locks.pop(id(self), None)
