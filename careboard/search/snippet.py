"""Where the words that were looked for stand in a text, and the part of it that is shown beside a hit.

Positions count the characters of the text as it is shown, whatever its capitals and accents.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from careboard.search.query import Query, folded

_BEFORE = 40
LONGEST = 180  # characters


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a text on one line, and where in it the words stand: (from, to) in characters."""

    text: str
    marks: tuple[tuple[int, int], ...]


def snippet(asked: Query, text: str) -> Snippet:
    """The part of a text around the first of the words; its beginning where none stands in it."""
    flat = " ".join(text.split())
    start = _start(flat, next(_spans(asked, flat), (0, 0))[0])
    end = _end(flat, start + LONGEST)
    lead, tail = ("... " if start else ""), (" ..." if end < len(flat) else "")
    shown = flat[start:end]
    marks = tuple((a + len(lead), b + len(lead)) for a, b in _spans(asked, shown))
    return Snippet(lead + shown + tail, marks)


def places(asked: Query, text: str) -> tuple[tuple[int, int], ...]:
    """Where the words stand in a text, in order, none overlapping."""
    return tuple(_spans(asked, text))


def holds(asked: Query, text: str) -> bool:
    """Do the words that must stand together do so?"""
    told = folded(text)
    return all(_pattern((piece,), unfinished=unfinished).search(told) for piece, unfinished in _each(asked))


def _each(asked: Query) -> Iterator[tuple[tuple[str, ...], bool]]:
    for place, piece in enumerate(asked.pieces, 1):
        yield piece, asked.unfinished and place == len(asked.pieces)


def _spans(asked: Query, text: str) -> Iterator[tuple[int, int]]:
    if asked.empty:
        return
    told, origins = _aligned(text)
    for found in _pattern(asked.pieces, unfinished=asked.unfinished).finditer(told):
        start, end = found.span()
        yield (start, end) if origins is None else (origins[start], origins[end - 1] + 1)


@lru_cache(maxsize=64)
def _pattern(pieces: tuple[tuple[str, ...], ...], *, unfinished: bool) -> re.Pattern[str]:
    """Each begins with its letters, and looks behind them only then: most of a text holds no such letters."""
    *whole, last = (_begun(piece) for piece in pieces)
    ended = [piece + r"(?![^\W_])" for piece in whole]
    ended.append(last + (r"[^\W_]*" if unfinished else r"(?![^\W_])"))
    return re.compile("|".join(ended))


def _begun(piece: tuple[str, ...]) -> str:
    first, *others = map(re.escape, piece)
    return r"[\W_]+".join([rf"{first}(?<![^\W_]{first})", *others])


def _aligned(text: str) -> tuple[str, Sequence[int] | None]:
    """The folded text, and for each of its characters the place of the one it comes from (None: the same)."""
    if text.isascii():
        return text.lower(), None
    signs = [(sign, place) for place, one in enumerate(text) for sign in folded(one)]
    return "".join(sign for sign, _ in signs), [place for _, place in signs]


def _start(text: str, mark: int) -> int:
    """A little before the mark, at the beginning of a word."""
    if mark <= _BEFORE:
        return 0
    return text.rfind(" ", mark - _BEFORE, mark) + 1 or mark


def _end(text: str, near: int) -> int:
    """At the end of a word, if there is one near."""
    if near >= len(text):
        return len(text)
    space = text.rfind(" ", near - _BEFORE, near)
    return near if space < 0 else space
