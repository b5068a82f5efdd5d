"""What the lanes are painted on: the painter, the axis and the look, with the few shapes that all of them use.

What is drawn tells where it stands, so that nothing else is put on top of it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QStaticText, QTransform

from careboard.projections.lanes.model import Span
from careboard.ui.look.look import Look, Type, look
from careboard.ui.patient.response.axis import Axis

MEDIUM, STRONG, HEAVY = 500, 600, 700


@lru_cache(maxsize=64)
def font_of(role: Type, weight: int, scale: float) -> QFont:
    """The font of a role in another weight, at a text size."""
    font = QFont(look().font(role))
    font.setWeight(QFont.Weight(weight or role.value[1]))
    font.setPixelSize(max(1, round(role.value[0] * scale)))
    return font


@lru_cache(maxsize=64)
def metrics_of(role: Type, weight: int, scale: float) -> QFontMetricsF:
    """The metrics of such a font."""
    return QFontMetricsF(font_of(role, weight, scale))


@lru_cache(maxsize=4096)
def width_of(words: str, role: Type, weight: int, scale: float) -> float:
    """How wide words are."""
    return metrics_of(role, weight, scale).horizontalAdvance(words)


@lru_cache(maxsize=1024)
def shaped(words: str, role: Type, weight: int, scale: float) -> QStaticText:
    """Words that need not be shaped again when they are drawn again."""
    made = QStaticText(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    made.prepare(QTransform(), font_of(role, weight, scale))
    return made


def wrapped(title: Iterable[Span], room: float, role: Type, scale: float) -> list[list[Span]]:
    """A name in lines that fit: it is never cut, and goes on in the next line between its words (MED-12).

    A word that is itself wider than a line goes on in the next one too: nothing of it stands over the marks.
    """
    lines: list[list[Span]] = [[]]
    width = 0.0
    for span in title:
        weight = HEAVY if span.tall else MEDIUM
        for word in re.findall(r"\S+\s*|\s+", span.text):
            if width and width + width_of(word.rstrip(), role, weight, scale) > room and lines[-1][-1].text[-1:] == " ":
                lines.append([])
                width = 0.0
            for number, piece in enumerate(_pieces(word, room, role, weight, scale)):
                if number:
                    lines.append([])
                    width = 0.0
                lines[-1].append(Span(piece, span.tall))
                width += width_of(piece, role, weight, scale)
    return lines


def _pieces(word: str, room: float, role: Type, weight: int, scale: float) -> list[str]:
    """A word as it stands, or in pieces where it is wider than a whole line."""
    pieces = [word]
    while len(pieces[-1]) > 1 and width_of(pieces[-1].rstrip(), role, weight, scale) > room:
        last = pieces.pop()
        most = max((at for at in range(1, len(last)) if width_of(last[:at], role, weight, scale) <= room), default=1)
        pieces += [last[:most], last[most:]]
    return pieces


def forget_fonts() -> None:
    """The look changed."""
    for cached in (font_of, metrics_of, width_of, shaped):
        cached.cache_clear()


@dataclass(frozen=True, slots=True)
class Height:
    """From numbers to places between the top and the bottom of a row."""

    low: float
    high: float
    top: float
    bottom: float

    def y(self, number: float) -> float:
        """Where a number stands; what lies beyond stands at the edge."""
        share = (number - self.low) / (self.high - self.low)
        return self.bottom - min(max(share, 0.0), 1.0) * (self.bottom - self.top)


@dataclass(slots=True)
class Canvas:
    """One painting of the chart. `now` and `focus` are days; `values` is the room right of the
    axis; `taken` is where marks stand."""

    painter: QPainter
    axis: Axis
    now: float
    look: Look = field(default_factory=look)
    focus: float | None = None
    values: float = 0.0
    taken: list[QRectF] = field(default_factory=list)
    _colours: dict[str, QColor] = field(default_factory=dict)

    def px(self, pixels: float) -> int:
        """A length at this text size."""
        return self.look.px(pixels)

    def colour(self, name: str) -> QColor:
        """A token as a colour."""
        if name not in self._colours:
            self._colours[name] = self.look.colour(name)
        return self._colours[name]

    def planned(self, edge: QColor | str) -> QColor | str:
        """The edge of what lies ahead: a paler one where neither a shade nor the ground tells it from what was."""
        return "grid_major" if self.look.tokens.contrast else edge

    def fill(self, box: QRectF, colour: QColor | str, line: QColor | str | None = None, radius: float = 0) -> None:
        """A box, perhaps with an outline and round corners."""
        self.painter.setPen(QPen(self._as_colour(line), 1) if line is not None else Qt.PenStyle.NoPen)
        self.painter.setBrush(self._as_colour(colour))
        if line is not None:
            box = box.adjusted(0.5, 0.5, -0.5, -0.5)
        if radius:
            self.painter.drawRoundedRect(box, radius, radius)
        else:
            self.painter.drawRect(box)

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: QColor | str, width: float = 1) -> None:
        """A straight line."""
        self.painter.setPen(QPen(self._as_colour(colour), width))
        self.painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))

    def text(
        self,
        x: float,
        middle: float,
        words: str,
        role: Type = Type.BODY,
        colour: QColor | str = "text1",
        weight: int = 0,
        *,
        right: bool = False,
    ) -> float:
        """Words whose height is centred; `right` lets them end at x. Returns where they end."""
        metrics = metrics_of(role, weight, self.look.scale)
        width = self.width(words, role, weight)
        x = x - width if right else x
        self.painter.setFont(font_of(role, weight, self.look.scale))
        self.painter.setPen(self._as_colour(colour))
        top = middle - (metrics.ascent() + metrics.descent()) / 2
        self.painter.drawStaticText(QPointF(x, top), shaped(words, role, weight, self.look.scale))
        return x + width

    def spans(self, x: float, middle: float, spans: Iterable[Span], colour: str, role: Type = Type.BODY) -> float:
        """A name with its tall letters one weight heavier."""
        for span in spans:
            x = self.text(x, middle, span.text, role, colour, HEAVY if span.tall else MEDIUM)
        return x

    def width(self, words: str, role: Type = Type.BODY, weight: int = 0) -> float:
        """How wide words are."""
        return width_of(words, role, weight, self.look.scale)

    def take(self, box: QRectF) -> None:
        """A mark stands here."""
        self.taken.append(box)

    def _as_colour(self, colour: QColor | str | None) -> QColor:
        return self.colour(colour) if isinstance(colour, str) else colour or QColor()
