"""How a text is shown that was written here: with the few marks its writer may set, `**bold**`, `## heading`, lists.

Only the marks themselves are left out, and only where they mark something: two stars without their end, a line of
marks alone, stars within a word or a number stay to be seen. A dash and a number before a line of a list always stay.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from careboard.clinical.checks import blank

BOLD, HEADING, ITEM = "**", "## ", "- "
_BOLD = re.compile(r"(?<![\w*])\*\*(?P<words>[^\s*](?:[^*\n]*[^\s*])?)\*\*(?![\w*])")
_LEAD = re.compile(r"## |- |[0-9]{1,3}\. ")
_SIGNS = str.maketrans("", "", "*#")
_ANY = re.compile(rf"\*\*|^(?:{_LEAD.pattern})", re.MULTILINE)


class Piece(NamedTuple):
    """Words of one weight."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines without a mark before them, or one that has one: a heading, or a line of a list with its `lead`."""

    pieces: tuple[Piece, ...]
    heading: bool = False
    lead: str = ""  # as it was typed: "- " or "3. "

    @property
    def words(self) -> str:
        """What it says, without its marks and its lead."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def strong(self) -> tuple[tuple[int, int], ...]:
        """Where its bold words stand in what it says: from a character to behind another."""
        at, found = 0, []
        for piece in self.pieces:
            if piece.strong:
                found.append((at, at + len(piece.text)))
            at += len(piece.text)
        return tuple(found)

    @property
    def bullet(self) -> str:
        """What is drawn before a line of a list; nothing before others."""
        return "\N{EN DASH}" if self.lead == ITEM else self.lead.rstrip()


class Marks(NamedTuple):
    """Where marks stand in one line: how many characters lead it, and each bold span with the stars around it."""

    lead: int = 0
    heading: bool = False
    bold: tuple[tuple[int, int], ...] = ()


def lead_of(line: str) -> str:
    """The mark that a line begins with, if something stands behind it."""
    found = _LEAD.match(line)
    return found.group() if found is not None and not _signs_alone(line[found.end() :]) else ""


def marks_of(line: str) -> Marks:
    """Where marks stand in a line."""
    lead = lead_of(line)
    bold = tuple(found.span() for found in _BOLD.finditer(line, len(lead)) if not _signs_alone(found["words"]))
    return Marks(len(lead), lead == HEADING, bold)


def _signs_alone(words: str) -> bool:
    """Is there nothing that a mark could mark?"""
    return blank(words.translate(_SIGNS))


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """A text as it is shown; lines without a mark before them stay together."""
    if _ANY.search(text) is None:
        return (Paragraph((Piece(text),)),)
    return tuple(_gathered(text.split("\n")))


def unmarked(text: str) -> str:
    """The text without the marks that show nothing by themselves; a list keeps its dashes and numbers."""
    return "\n".join(one.lead + one.words for one in paragraphs(text))


def _gathered(lines: list[str]) -> Iterator[Paragraph]:
    waiting: list[Piece] = []
    for number, line in enumerate(lines):
        marks = marks_of(line)
        pieces = tuple(_pieces(line, marks))
        if not marks.lead:
            waiting += [Piece("\n"), *pieces] if waiting else [*pieces] or [Piece("")]
        if waiting and (marks.lead or number + 1 == len(lines)):
            yield Paragraph(tuple(waiting))
            waiting = []
        if marks.lead:
            yield Paragraph(pieces, marks.heading, "" if marks.heading else line[: marks.lead])


def _pieces(line: str, marks: Marks) -> Iterator[Piece]:
    at = marks.lead
    for start, stop in marks.bold:
        if line[at:start]:
            yield Piece(line[at:start])
        yield Piece(line[start + len(BOLD) : stop - len(BOLD)], strong=True)
        at = stop
    if line[at:]:
        yield Piece(line[at:])
