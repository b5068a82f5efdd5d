"""Where a vault may lie: on a disk of this computer, with room to write, opened by one desktop at a time.

A network drive breaks SQLite's promises (locks, order of writes), so it is refused before anything is opened.
"""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from careboard.storage.refusals import NotAVault, StorageRefused

MIN_FREE = 64 * 1024 * 1024
# Filesystem types of shares, as Linux names them in its mount table (man 5 proc, man 8 mount).
_NETWORK = frozenset(
    "nfs nfs4 cifs smb3 smbfs smb2 9p afs ceph glusterfs lustre ncpfs davfs fuse.sshfs fuse.rclone fuse.davfs "
    "fuse.gvfsd-fuse fuse.s3fs fuse.glusterfs fuse.ceph fuse.onedriver webdav".split()
)


def refuse_network_drive(path: Path, mounts: str | None = None) -> None:
    """Raise NotAVault when the folder of `path` is on a share. `mounts` is the text of /proc/self/mounts."""
    if sys.platform == "linux":
        table = (
            mounts if mounts is not None else Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
        )
        shared = filesystem_of(path, table) in _NETWORK
    else:
        shared = str(path.resolve()).startswith("\\\\")
    if shared:
        raise NotAVault(
            "A vault must not lie on a network drive: records could be lost.",
            "Put it on a disk of this computer; a clinic shares through its server instead.",
        )


def filesystem_of(path: Path, mounts: str) -> str:
    """The type of the filesystem that a path lies on, by the longest mount point that holds it."""
    place = path.resolve().as_posix()
    best, kind = "", ""
    for line in mounts.splitlines():
        _, point, name, *_ = [*line.split(" "), "", "", ""]
        point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), point)
        if (place == point or place.startswith(point.rstrip("/") + "/")) and len(point) >= len(best):
            best, kind = point, name
    return kind


def refuse_full_disk(path: Path) -> None:
    """Raise StorageRefused when less than 64 MiB are free: better before a session than within."""
    if shutil.disk_usage(path.resolve().parent).free < MIN_FREE:
        raise StorageRefused(
            "Less than 64 MiB are free on the disk of this vault.", "Free some space, then open it again."
        )


@contextmanager
def one_desktop(path: Path) -> Iterator[bool]:
    """Hold the vault for one desktop; yields whether the last one ended uncleanly. A second desktop is refused."""
    whole = path.resolve()
    marker = whole.with_name(whole.name + ".open")
    unclean = marker.exists()
    handle = _opened(marker)
    try:
        _lock(handle)
        if not _still_lies_there(marker, handle):  # whoever had it was just leaving
            raise _already_open()
        yield unclean
        marker.unlink(missing_ok=True)
    finally:
        os.close(handle)


def _opened(marker: Path) -> int:
    try:
        return os.open(marker, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        raise StorageRefused("The folder of the vault may not be written, or does not exist.") from None


def _still_lies_there(marker: Path, handle: int) -> bool:
    """A lock on a file that has lost its name keeps nobody out."""
    try:
        return os.path.samestat(marker.stat(), os.fstat(handle))
    except OSError:
        return False


def _already_open() -> StorageRefused:
    return StorageRefused("This vault is already open in another window.", "Use that window, or close it first.")


def _lock(handle: int) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise _already_open() from None
