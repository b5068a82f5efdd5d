"""Looking for words in places where none may be: as they are, in UTF-16, in hex and in base64, wherever they begin.

Thousands are sought at once: of each place all fours of bytes are known that begin at a multiple of four, and a word is
looked for in earnest only where all of its own are among them.
"""

import base64
import sys
from collections.abc import Iterable, Iterator, Mapping

_PIECE = 4
_MIXED_BEFORE, _MIXED_AFTER = (0, 2, 3), (0, 3, 2)  # letters of base64 that also hold what stands beside the word
_SHORT = 2 * _PIECE - 1  # what is shorter need not hold a whole piece


def found(words: Iterable[bytes], places: Mapping[str, bytes]) -> list[tuple[str, bytes]]:
    """(place, word) for each word that a place holds in any form."""
    sought = [(word, form) for word in sorted(set(words)) for form in forms(word)]
    hits = set[tuple[str, bytes]]()
    for name, content in places.items():
        pieces = _pieces(content)
        hits |= {(name, word) for word, form in sought if _may_hold(pieces, form) and form in content}
    return sorted(hits)


def forms(word: bytes) -> Iterator[bytes]:
    """How a word may be spelt: as it is, in UTF-16 either way, in hex, and in base64 at any of three beginnings."""
    yield word
    yield word.hex().encode()
    yield word.hex().upper().encode()
    for order in ("utf-16-le", "utf-16-be"):
        yield word.decode("latin-1").encode(order)
    for before in range(3):
        spelt = base64.b64encode(bytes(before) + word)
        after = (before + len(word)) % 3
        yield spelt[_MIXED_BEFORE[before] : len(spelt) - _MIXED_AFTER[after]]


def _pieces(content: bytes) -> frozenset[int]:
    whole = len(content) // _PIECE * _PIECE
    return frozenset(memoryview(content)[:whole].cast("I"))


def _may_hold(pieces: frozenset[int], form: bytes) -> bool:
    """Wherever it begins, all of its whole pieces are there; what is too short to hold one may be anywhere."""
    starts = range(_PIECE)
    return len(form) < _SHORT or any(
        all(int.from_bytes(form[at : at + _PIECE], sys.byteorder) in pieces for at in _whole(start, form))
        for start in starts
    )


def _whole(start: int, form: bytes) -> range:
    return range(start, len(form) - _PIECE + 1, _PIECE)
