"""What somebody typed, as words to look for; and those words as a question that FTS5 understands.

Nothing that can be typed is syntax: every piece is quoted, and a piece without a letter or a digit asks nothing.
"""

import re
import unicodedata
from dataclasses import dataclass

MOST_PIECES = 12
MOST_SIGNS = 300
_PIECE = re.compile(r'"([^"]*)"|([^\s"]+)')
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Query:
    """Pieces that must all stand in an entry, each one or several words in a row; the last word may only have begun."""

    pieces: tuple[tuple[str, ...], ...]
    unfinished: bool

    @property
    def empty(self) -> bool:
        """Is there nothing to look for?"""
        return not self.pieces

    @property
    def in_a_row(self) -> bool:
        """Must words stand together? The index does not know where words stand; who reads the entry looks there."""
        return any(len(piece) > 1 for piece in self.pieces)

    def match(self, chart: str | None = None) -> str:
        """The question for FTS5: entries that hold each of the words; with a chart's token, among its entries only."""
        words = [f'"{word}"' for piece in self.pieces for word in piece]
        asked = " AND ".join(words) + (" *" if self.unfinished else "")
        return asked if chart is None else f'"{chart}" AND {asked}'


def query(typed: str) -> Query:
    """Read what was typed: words, and several of them between quotation marks where they stand together."""
    text = folded(typed[:MOST_SIGNS])
    found = (_WORD.findall(quoted or plain) for quoted, plain in _PIECE.findall(text))
    pieces = [tuple(words) for words in found if words][:MOST_PIECES]
    return Query(tuple(pieces), bool(pieces) and _WORD.fullmatch(text[-1:]) is not None)


def folded(text: str) -> str:
    """A text for comparing: without capitals and accents. The index is given its words like this, too."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFD", text.encode("utf-8", "replace").decode().lower())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
