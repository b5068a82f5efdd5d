"""The limits of a file from outside (decision 0011), held by looking at its bytes before anything is built from them.

A file over a limit is refused in one sentence; nothing here decides what the file means.
"""

import re
from array import array
from collections.abc import Iterator
from itertools import accumulate, pairwise

from careboard.exchange.refusals import Stop, Unreadable, never, stop_if
from careboard.i18n import filled

MAX_FILE = 256 * 1024**2  # bytes
MAX_RESOURCE = 48 * 1024**2  # bytes
MAX_DEPTH = 100  # objects and lists, one within the other
MAX_PARTS = 12_000_000  # objects and lists of one file: within the other limits, and yet too many for the memory

_PIECE = 256 * 1024
_ENTRY_FRAME = 64 * 1024  # what of an entry may stand beside its resource: fullUrl, request, response
_STRING = re.compile(rb'"[^"]*"?')
_RISE_AND_FALL = bytes.maketrans(b"{[}]", b"\x01\x01\xff\xff")  # +1 and -1, read as signed bytes
_OTHER = bytes(set(range(256)) - set(b"{[}]"))
_STARTS = (re.compile(rb'"resource"\s*:'), re.compile(rb"\n\{"))  # of an entry's resource, of a line


def check_file_size(size: int) -> None:
    """Refuse a file of so many bytes, before it is read."""
    if size > MAX_FILE:
        raise Unreadable(
            "The file is larger than 256 MiB.", "Nothing of it was taken: ask its sender for smaller files."
        )


def check_json(content: bytes, cancelled: Stop = never) -> None:
    """Refuse JSON that is nested too deeply, holds too many parts, or a resource that is too large."""
    depth = parts = 0
    for piece in _brackets(content, cancelled):
        if max(accumulate(piece, initial=depth)) > MAX_DEPTH:
            raise Unreadable(filled("The file is nested more than {max_depth} levels deep.", max_depth=MAX_DEPTH))
        depth += sum(piece)
        parts += piece.count(1)
    if parts > MAX_PARTS:
        raise Unreadable(filled("The file holds more than {max_parts} million parts.", max_parts=MAX_PARTS // 10**6))
    if len(content) > MAX_RESOURCE:
        _check_gaps(content)


def check_resource_size(size: int) -> None:
    """Refuse a resource of so many bytes."""
    if size > MAX_RESOURCE:
        raise Unreadable("The file holds a resource that is larger than 48 MiB.")


def _brackets(content: bytes, cancelled: Stop) -> Iterator["array[int]"]:
    """The brackets outside strings, piece by piece: 1 opens, -1 closes. A string may go on in the next piece."""
    bare = content.replace(b"\\\\", b"").replace(b'\\"', b"")
    inside = False
    for start in range(0, len(bare), _PIECE):
        stop_if(cancelled)
        piece = (b'"' if inside else b"") + bare[start : start + _PIECE]
        inside = piece.count(b'"') % 2 == 1
        yield array("b", _STRING.sub(b"", piece).translate(_RISE_AND_FALL, _OTHER))


def _check_gaps(content: bytes) -> None:
    """A resource reaches at most from where it starts to where the next one does."""
    starts = sorted({0, len(content), *(found.start() for start in _STARTS for found in start.finditer(content))})
    widest = max(after - before for before, after in pairwise(starts))
    check_resource_size(widest - _ENTRY_FRAME)
