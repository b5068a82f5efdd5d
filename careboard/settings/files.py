"""Files beside the record: small ones that somebody named are read, private ones written whole or not at all."""

import errno
import os
from contextlib import suppress
from pathlib import Path

LARGEST_SMALL_FILE = 32 << 20  # bytes; a scanned kit may be large


def read_small(path: Path) -> bytes:
    """A file that somebody named where a passphrase, a paper or decisions are meant; OSError when it is no such file.

    What is far larger was named by mistake: a disk image, or a device that never ends, is not read into memory.
    """
    with path.open("rb") as file:
        content = file.read(LARGEST_SMALL_FILE + 1)
    if len(content) > LARGEST_SMALL_FILE:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return content


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only this user may read: whole or not at all, and on the disk when this returns."""
    import tempfile  # slow to import, and the first window only reads

    _make_private_folder(path.parent)
    handle, name = tempfile.mkstemp(".partial", f".{path.name}.", path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _make_private_folder(folder: Path) -> None:
    """With every folder above it that is not there yet: whoever may write to one could put another in its place."""
    if not folder.is_dir():
        _make_private_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def sync_folder(folder: Path) -> None:
    """Let a name that was put into a folder outlive a power cut, where the system knows how."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
