"""Tall-man letters: names that look alike are told apart by capitals, as FDA and ISMP publish them.

Only the rows that ship are applied, to whole words, and no letter is added or lost.
"""

import re
from dataclasses import dataclass
from functools import cache

from careboard.reference.tables import Cited, rows, terms


@dataclass(frozen=True, slots=True, kw_only=True)
class TallManName(Cited):
    """One name in its published lettering, the list that publishes it and the names it is confused with."""

    name: str
    tall_man: str
    published_by: str
    confused_with: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text; the tall letters are drawn one weight heavier."""

    text: str
    tall: bool


@cache
def tall_man_names() -> dict[str, TallManName]:
    """Every row that ships, by its name in lower case."""
    return {
        row["name"].casefold(): TallManName(
            name=row["name"],
            tall_man=row["tall_man"],
            published_by=row["list"],
            confused_with=terms(row["confused_with"]),
            source=row["source"],
            status=row["status"],
        )
        for row in rows("tall_man")
    }


@cache
def _names() -> re.Pattern[str]:
    # ASCII within the group: else a dotless i would match and be lost.
    return re.compile(rf"\b(?a:{'|'.join(map(re.escape, tall_man_names()))})\b", re.IGNORECASE)


def tall_man(text: str) -> str:
    """The text with tall-man letters; "olanzapine 5 MG Oral Tablet" gives "OLANZapine 5 MG Oral Tablet"."""
    return _names().sub(lambda found: tall_man_names()[found.group().casefold()].tall_man, text)


def tall_man_spans(text: str) -> tuple[Span, ...]:
    """The pieces of `tall_man(text)` in order, divided where its tall letters begin and end."""
    pieces: list[Span] = []
    end = 0
    for found in _names().finditer(text):
        lettered = tall_man_names()[found.group().casefold()].tall_man
        pieces.append(Span(text[end : found.start()], tall=False))
        pieces.extend(Span(run, tall=run.isupper()) for run in re.findall(r"[A-Z]+|[^A-Z]+", lettered))
        end = found.end()
    pieces.append(Span(text[end:], tall=False))
    return tuple(piece for piece in pieces if piece.text)
