"""Text set into lines: words that keep their font, broken where a line is full, and never cut.

A word wider than its column is divided between letters; nothing that was written is lost.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from careboard.documents.fonts import REGULAR, printable, width_of_word
from careboard.projections.wording.voice import harmless

_BREAKS = ("-", "/", "_")
_PIECES = re.compile(r"\n|[ \t]+|[^\s]+|[^\S\n \t]+")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one font."""

    text: str
    font: str = REGULAR


Line = tuple[Run, ...]
Word = tuple[Run, ...]


def lines_of(runs: Sequence[Run], width: float, size: float) -> list[Line]:
    """The runs in lines of at most this width, in points; one empty line where there is no text."""
    lines: list[Line] = []
    for paragraph in _paragraphs(tuple(runs)):
        lines.extend(_filled(paragraph, width / size))
    return lines or [()]


def width_of(line: Iterable[Run], size: float) -> float:
    """How wide a set line is, in points."""
    return sum(width_of_word(run.text, run.font) for run in line) * size


def text_of(line: Iterable[Run]) -> str:
    """The letters of a line."""
    return "".join(run.text for run in line)


@lru_cache(maxsize=2_000)
def _paragraphs(runs: tuple[Run, ...]) -> tuple[tuple[Word, ...], ...]:
    """The words of each paragraph; the same text is often set in several sizes until it fits."""
    return tuple(map(tuple, _divided_into_words(runs)))


def _divided_into_words(runs: Iterable[Run]) -> Iterator[list[Word]]:
    """Pieces that touch are one word, in however many fonts."""
    words: list[Word] = []
    word: list[Run] = []
    for run in runs:
        for piece in _PIECES.findall(printable(harmless(run.text))):
            if not piece.isspace():
                word.append(Run(piece, run.font))
                continue
            if word:
                words.append(tuple(word))
                word = []
            if piece == "\n":
                yield words
                words = []
    if word:
        words.append(tuple(word))
    if words:
        yield words


def _filled(words: Iterable[Word], width: float) -> Iterator[Line]:
    """Lines filled one after the other; `width` is that of the column at one point of size."""
    line: list[Run] = []
    used = 0.0
    for whole in words:
        for word in _divided(whole, width):
            wide = sum(width_of_word(run.text, run.font) for run in word)
            space = width_of_word(" ", word[0].font) if line else 0.0
            if line and used + space + wide > width:
                yield _merged(line)
                line, used, space = [], 0.0, 0.0
            if line:
                line.append(Run(" ", word[0].font))
            line.extend(word)
            used += space + wide
    yield _merged(line)


def _divided(word: Word, width: float) -> Iterator[Word]:
    """A word that is wider than its column, in parts that are not: after a hyphen or slash if there is one."""
    if sum(width_of_word(run.text, run.font) for run in word) <= width:
        yield word
        return
    part: list[Run] = []
    for letter in (Run(letter, run.font) for run in word for letter in run.text):
        if part and sum(width_of_word(one.text, one.font) for one in (*part, letter)) > width:
            end = _end_of_part(part)
            yield _merged(part[:end])
            part = part[end:]
        part.append(letter)
    yield _merged(part)


def _end_of_part(letters: Sequence[Run]) -> int:
    ends = [place for place, letter in enumerate(letters, start=1) if letter.text in _BREAKS]
    return ends[-1] if ends else len(letters)


def _merged(runs: Iterable[Run]) -> Line:
    """Neighbours of one font as one run."""
    merged: list[Run] = []
    for run in runs:
        if merged and merged[-1].font == run.font:
            merged[-1] = Run(merged[-1].text + run.text, run.font)
        else:
            merged.append(run)
    return tuple(merged)
