"""A text that was written here, as its writer marked it: bold words, headings, a list behind its dashes or numbers.

It is for reading alone; a screen reader hears the words without the marks.
"""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPalette, QTextLayout
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from careboard.projections.wording.voice import harmless
from careboard.projections.wording.written import Paragraph, Piece, paragraphs, unmarked
from careboard.ui.look.look import Type, look
from careboard.ui.parts.broken import broken
from careboard.ui.parts.labels import Label

_GAP, _ABOVE = 10, 6  # pixels at 100%: behind a dash or number, above a heading
_COLUMN = 320  # pixels at 100% that it is as wide as by itself


class Placed(NamedTuple):
    """A laid out paragraph, or what is drawn before one, and where."""

    layout: QTextLayout
    at: QPointF


def laid_out(text: str, room: float, words: tuple[str, ...] = ()) -> tuple[tuple[Placed, ...], float]:
    """The paragraphs of a text within a room, marking `words` that were searched; and how high they are."""
    return _placed(paragraphs(text), room, words)


def _placed(shown: Sequence[Paragraph], room: float, words: tuple[str, ...]) -> tuple[tuple[Placed, ...], float]:
    now = look()
    body, pitch = now.font(Type.BODY), now.line(Type.BODY)
    bullets = [QFontMetricsF(body).horizontalAdvance(one.bullet) for one in shown if one.lead]
    indent = max(bullets, default=0.0) + now.px(_GAP)
    placed: list[Placed] = []
    y = 0.0
    for one in shown:
        y += now.px(_ABOVE) if one.heading and placed else 0
        left = indent if one.lead else 0.0
        if one.lead:
            placed.append(Placed(broken(one.bullet, body, indent, pitch, 0, ()).layout, QPointF(0, y)))
        said, font = one.words.replace("\n", "\N{LINE SEPARATOR}"), now.font(Type.VALUE) if one.heading else body
        made = broken(said, font, room - left, pitch, 0, words, one.strong)
        placed.append(Placed(made.layout, QPointF(left, y)))
        y += made.height
    return tuple(placed), y


class WrittenText(Label):
    """Its words stand in it as in any label; it draws them as they are marked, or as they are where `marked` is not."""

    def __init__(self, text: str, tone: str = "text1", *, marked: bool = True, parent: QWidget | None = None) -> None:
        text = harmless(text)
        super().__init__(unmarked(text) if marked else text, Type.BODY, tone, wrap=True, parent=parent)
        self._shown = paragraphs(text) if marked else (Paragraph((Piece(text),)),)

    @override
    def heightForWidth(self, width: int) -> int:
        return round(_placed(self._shown, width, ())[1])

    @override
    def sizeHint(self) -> QSize:
        width = look().px(_COLUMN)
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(_COLUMN // 4), look().line(Type.BODY))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        for one in _placed(self._shown, self.width(), ())[0]:
            one.layout.draw(painter, one.at)
        painter.end()
