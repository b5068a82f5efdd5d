"""Text of several lines, laid out for a width: wrapped at words, ended in dots where lines are counted, marks on words.

A line has the height that the look gives to its role, whatever the font would take.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextCharFormat, QTextLayout, QTextOption

from careboard.projections.filters import folded
from careboard.ui.look.look import look

_WRAPPED = QTextOption()
_WRAPPED.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)  # a word longer than the room is not cut
_DATE = re.compile(r"\b\d{1,2}-[A-Z][a-z]{2}(?:-\d{4})?\b")


@dataclass(frozen=True, slots=True)
class Broken:
    """A text that is laid out, its natural width and its height."""

    layout: QTextLayout
    width: float
    height: float


Span = tuple[int, int]  # from a character to behind another


def broken(
    text: str, font: QFont, room: float, pitch: int, lines: int, words: tuple[str, ...], strong: Sequence[Span] = ()
) -> Broken:
    """Lay out a text within a room, `pitch` pixels a line, at most `lines` of them (0: all), marking `words`.

    `strong` are the spans of it that are bold; a text whose lines are counted has none.
    """
    layout = QTextLayout(_whole_dates(text), font)
    layout.setCacheEnabled(True)
    layout.setTextOption(_WRAPPED)
    if words or strong:
        layout.setFormats([*_bold(text, strong), *_marks(text, words)])
    layout.beginLayout()
    count, widest, natural = 0, 0.0, QFontMetricsF(font).height()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(room, 1))
        line.setPosition(QPointF(0, count * pitch + (pitch - natural) / 2))
        widest, count = max(widest, line.naturalTextWidth()), count + 1
        if lines and count == lines and line.textStart() + line.textLength() < len(text):
            first = line.textStart()
            layout.endLayout()
            rest = QFontMetricsF(font).elidedText(text[first : first + 400], Qt.TextElideMode.ElideRight, room)
            return broken(text[:first] + rest, font, room, pitch, 0, words)
    layout.endLayout()
    return Broken(layout, widest, float(max(count, 1) * pitch))


def _whole_dates(text: str) -> str:
    """The text with hyphens in its dates at which no line ends; as long as before."""
    return _DATE.sub(lambda date: date[0].replace("-", "\N{NON-BREAKING HYPHEN}"), text)


def _bold(text: str, strong: Sequence[Span]) -> Iterator[QTextLayout.FormatRange]:
    for start, stop in strong:
        bold = QTextLayout.FormatRange()
        bold.start, bold.length, bold.format = units(text[:start]), units(text[start:stop]), QTextCharFormat()
        bold.format.setFontWeight(QFont.Weight.Bold)
        yield bold


def units(text: str) -> int:
    """How many of Qt's places a text takes: a character beyond 16 bits takes two."""
    return len(text) if text.isascii() else len(text) + sum(sign > "\uffff" for sign in text)


def _marks(text: str, words: tuple[str, ...]) -> list[QTextLayout.FormatRange]:
    """Where the words that were searched stand, if folding keeps the length of the text."""
    plain = folded(text)
    if len(plain) != len(text):
        plain = text.casefold()
    marks = []
    for word in words:
        at = plain.find(word)
        while at >= 0 and len(plain) == len(text):
            mark = QTextLayout.FormatRange()
            mark.start, mark.length = units(text[:at]), units(text[at : at + len(word)])
            mark.format = QTextCharFormat()
            ground, letters = ("text1", "surface") if look().tokens.contrast else ("warn_tint", "warn")
            mark.format.setBackground(look().colour(ground))
            mark.format.setForeground(look().colour(letters))
            marks.append(mark)
            at = plain.find(word, at + len(word))
    return marks
