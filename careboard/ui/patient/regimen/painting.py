"""How a row of the regimen is drawn: the medication line in its weights, wrapped between attributes and never cut."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from careboard.projections.lanes.model import Span
from careboard.projections.wording.medicine import LABEL, MedicationLine
from careboard.ui.look.look import Type, look
from careboard.ui.patient.response.canvas import HEAVY, STRONG, font_of, metrics_of, width_of

_DASH = "\N{EN DASH} "


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of a line. `glued`: no new line begins before it."""

    text: str
    role: Type
    weight: int
    tone: str
    glued: bool = False

    @property
    def width(self) -> float:
        """How wide it is, with the blank after it."""
        return width_of(self.text, self.role, self.weight, look().scale)


def line_words(line: MedicationLine) -> list[Word]:
    """The attributes in their order: name, brand, strength, form, dose; how often, where there are several doses."""
    words = list(_name(line.name))
    for attribute in (line.brand, line.strength, line.form):
        if attribute:
            words += _plain(_DASH + attribute)
    for dose in line.doses:
        words.append(Word(_DASH, Type.BODY, 0, "text2"))
        words.append(Word(f"{LABEL} ", Type.META, STRONG, "text2", glued=True))
        words += [Word(f"{part} ", Type.BODY, HEAVY, "text1", glued=True) for part in dose.amount.split()]
        if len(line.doses) > 1:
            words += _plain(dose.frequency)
    return words


def _name(spans: Iterable[Span]) -> Iterator[Word]:
    glued = False
    for span in spans:
        for part in _parts(span.text):
            yield Word(part, Type.BODY, HEAVY if span.tall else STRONG, "text1", glued)
            glued = not part.endswith(" ")
    yield Word(" ", Type.BODY, 0, "text1", glued=True)


def _plain(text: str, tone: str = "text2", role: Type = Type.BODY) -> list[Word]:
    return [Word(f"{part} ", role, 0, tone, glued=part == _DASH.strip()) for part in text.split()]


def text_words(text: str, tone: str, role: Type = Type.BODY, weight: int = 0) -> list[Word]:
    """Plain words that may wrap anywhere between them."""
    return [Word(f"{part} ", role, weight, tone) for part in text.split()]


def _parts(text: str) -> Iterator[str]:
    """The words of a text, each with the blank after it."""
    start = 0
    for at, sign in enumerate(text):
        if sign == " ":
            yield text[start : at + 1]
            start = at + 1
    if start < len(text):
        yield text[start:]


def wrapped(words: Iterable[Word], room: float) -> list[list[Word]]:
    """The words in lines that fit; what is glued stays with what is before it."""
    lines: list[list[Word]] = [[]]
    used = 0.0
    for group in _groups(words):
        wide = sum(word.width for word in group)
        if used and used + wide - width_of(" ", Type.BODY, 0, look().scale) > room:
            lines.append([])
            used = 0.0
        lines[-1] += group
        used += wide
    return lines


def _groups(words: Iterable[Word]) -> Iterator[list[Word]]:
    group: list[Word] = []
    for word in words:
        if group and not word.glued:
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def draw(painter: QPainter, x: float, top: float, lines: Iterable[Iterable[Word]], step: int) -> float:
    """Draw lines from the top down; returns where they end."""
    scale = look().scale
    for line in lines:
        at = x
        for word in line:
            metrics = metrics_of(word.role, word.weight, scale)
            painter.setFont(font_of(word.role, word.weight, scale))
            painter.setPen(look().colour(word.tone))
            painter.drawText(QPointF(at, top + (step + metrics.ascent() - metrics.descent()) / 2), word.text)
            at += word.width
        top += step
    return top
