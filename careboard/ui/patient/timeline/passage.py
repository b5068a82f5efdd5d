"""Words of an open card that a hand at the mouse chooses by a drag, and what is copied of a card.

What can be clicked is no text. What is copied is what is drawn, so that it hides what the drawing hides.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QApplication

from careboard.ui.look.look import look
from careboard.ui.patient.timeline.card import Card, Passage, Words

_AS_TYPED = str.maketrans({"\N{LINE SEPARATOR}": "\n", "\N{NON-BREAKING HYPHEN}": "-"})


@dataclass(slots=True)
class Hand:
    """Chooses in one card at a time: down, along, and up again."""

    card: Card | None = None
    _from: QPointF | None = None

    @property
    def has_chosen(self) -> bool:
        """Does anything stand chosen?"""
        return self.card is not None and self.card.chosen is not None

    def goes_down(self, card: Card | None, at: QPointF) -> bool:
        """A press in a card, or beside each; what was chosen before is let go of. Was there anything?"""
        had = self.has_chosen
        if self.card is not None:
            self.card.chosen = None
        self.card, self._from = card, at if card is not None else None
        return had

    def goes_along(self, at: QPointF) -> bool:
        """The mouse moved while it is down; does anything stand chosen now? A tremble chooses nothing."""
        if self.card is None or self._from is None:
            return False
        moved = (at - self._from).manhattanLength()
        if self.has_chosen or moved >= QApplication.startDragDistance():
            ends = sorted((_spot(self.card, self._from), _spot(self.card, at)))
            self.card.chosen = (ends[0], ends[1])
        return self.has_chosen

    def comes_up(self) -> bool:
        """The mouse was let go of; does anything stand chosen? A drag over nothing chose nothing."""
        self._from = None
        if self.card is not None and self.card.chosen is not None and self.card.chosen[0] == self.card.chosen[1]:
            self.card.chosen = None
        return self.has_chosen


def copied(card: Card) -> str:
    """What is chosen in a card, else all of its words, each as it was written."""
    chosen = card.chosen or ((0, 0), (len(card.texts), 0))
    told, line = "", 0.0
    for index, text in _texts(card):
        start, end = _within(chosen, index, text)
        if start < end:
            below = text.at.y() - line > look().px(10)
            told += ("\n" if below and told else " " if told else "") + _signs(text, start, end)
            line = text.at.y()
    return told.translate(_AS_TYPED)


def marked(card: Card, index: int, text: Words) -> list[QTextLayout.FormatRange]:
    """Which of the signs of a text are drawn as chosen."""
    start, end = _within(card.chosen, index, text) if card.chosen else (0, 0)
    if start >= end or _is_hot(card, text):
        return []
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, end - start, QTextCharFormat()
    made.format.setBackground(look().colour("accent"))
    made.format.setForeground(look().colour("on_accent"))
    return [made]


def _texts(card: Card) -> Iterator[tuple[int, Words]]:
    return ((index, text) for index, text in enumerate(card.texts) if not _is_hot(card, text))


def _is_hot(card: Card, text: Words) -> bool:
    return any(place.contains(text.at) for place in card.hot.values())


def _within(chosen: Passage, index: int, text: Words) -> tuple[int, int]:
    """From which sign of a text to before which one it is chosen."""
    (first, start), (last, end) = chosen
    whole = len(text.layout.text().encode("utf-16-le")) // 2
    if not first <= index <= last:
        return 0, 0
    return start if index == first else 0, end if index == last else whole


def _signs(text: Words, start: int, end: int) -> str:
    """A part of a text by Qt's count, in which a sign beyond 16 bits takes two places."""
    return text.layout.text().encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le", "ignore")


def _spot(card: Card, at: QPointF) -> tuple[int, int]:
    """The text next to a point, and before which of its signs the point lies."""
    index, text = min(_texts(card), key=lambda one: _distance(one[1], at), default=(0, None))
    if text is None:
        return 0, 0
    inside = at - text.at
    lines = [text.layout.lineAt(number) for number in range(text.layout.lineCount())]
    line = next((one for one in lines if inside.y() < one.y() + one.height()), lines[-1])
    return index, line.xToCursor(inside.x())


def _distance(text: Words, at: QPointF) -> tuple[float, float]:
    """How far a point is from a text, up or down first."""
    box: QRectF = text.layout.boundingRect().translated(text.at)
    return (
        max(box.top() - at.y(), at.y() - box.bottom(), 0),
        max(box.left() - at.x(), at.x() - box.right(), 0),
    )
