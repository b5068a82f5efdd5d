"""Small marks that table and board share: an icon with its words, a reason in a chip, the course of a PHQ-9.

Marks wrap rather than be cut: half a count is another count. Without a painter they are only measured.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from careboard.clinical.people import Discipline
from careboard.projections.caseload import CaseloadRow
from careboard.ui.clinic.caseload.columns import last_seen
from careboard.ui.look.icons import paint_icon
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import outline
from careboard.ui.parts.broken import broken

REMISSION, HIGHEST = 5, 27  # PHQ-9: below 5 is remission, 27 the highest total
_SIDE, _NEAR, _APART, _PITCH = 16, 3, 9, 22  # an icon, its words, the next mark, the next row; px at 100%
_CHIP_EDGE, _CHIP_BELOW = 7, 4


@dataclass(frozen=True, slots=True)
class Mark:
    """An icon with its words in one colour."""

    icon: str
    text: str
    tone: str


def unread_marks(row: CaseloadRow) -> list[Mark]:
    """How much is unread, by discipline."""
    counts = [(one, row.unread_by_discipline.get(one, 0)) for one in Discipline]
    return [Mark(one.value, str(count), one.value) for one, count in counts if count]


def seen_marks(row: CaseloadRow, zone: ZoneInfo) -> list[Mark]:
    """When each discipline last met the patient; the year stands with the first of each year."""
    told, year = [], ""
    for discipline, on in last_seen(row, zone):
        short = on[: -len(year)] if year and on.endswith(year) else on
        year = on[-5:] if len(on) >= len("17-Sep-2026") else year
        told.append(Mark(discipline.value, short, discipline.value))
    return told


def paint_marks(painter: QPainter | None, marks: Sequence[Mark], at: QPointF, room: float) -> float:
    """Paint marks beside each other and in as many rows as they take; how high that is."""
    now, pitch = look(), look().px(_PITCH)
    metrics = QFontMetricsF(now.font(Type.STRONG_LABEL))
    side, near = now.px(_SIDE), now.px(_NEAR)
    widths = [side + near + metrics.horizontalAdvance(mark.text) for mark in marks]
    rows = wrapped(widths, room, now.px(_APART))
    if painter is not None:
        painter.setFont(now.font(Type.STRONG_LABEL))
        for line, places in enumerate(rows):
            for one, x in places:
                box = QRectF(at.x() + x, at.y() + line * pitch, widths[one], pitch)
                _paint_mark(painter, marks[one], box)
    return float(pitch * len(rows))


def _paint_mark(painter: QPainter, mark: Mark, box: QRectF) -> None:
    side, colour = look().px(_SIDE), look().colour(mark.tone)
    paint_icon(painter, mark.icon, colour, QRectF(box.left(), box.center().y() - side / 2, side, side))
    painter.setPen(colour)
    words = box.adjusted(side + look().px(_NEAR), 0, 2, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, mark.text)


def wrapped(widths: Sequence[float], room: float, gap: float) -> list[list[tuple[int, float]]]:
    """Which stand in which row, and where."""
    rows: list[list[tuple[int, float]]] = []
    x = room + 1.0
    for at, width in enumerate(widths):
        if x + width > room:
            rows.append([])
            x = 0.0
        rows[-1].append((at, x))
        x += width + gap
    return rows


def paint_reasons(painter: QPainter | None, reasons: Iterable[str], at: QPointF, room: float) -> float:
    """Why somebody should look, each reason whole in a chip of its own; how high that is."""
    now, y = look(), at.y()
    edge, line = now.px(_CHIP_EDGE), now.line(Type.STRONG_META)
    for reason in reasons:
        words = broken(reason, now.font(Type.STRONG_META), room - 2 * edge, line, 0, ())
        box = QRectF(at.x(), y, min(words.width + 2 * edge + 2, room), words.height + now.px(4))
        if painter is not None:
            outline(painter, box, now.colour("warn_line"), now.colour("warn_tint"), 4)
            painter.setPen(now.colour("warn"))
            words.layout.draw(painter, QPointF(box.left() + edge, box.top() + now.px(2)))
        y = box.bottom() + now.px(_CHIP_BELOW)
    return y - at.y()


def sparkline(painter: QPainter, box: QRectF, totals: Sequence[Decimal]) -> None:
    """The course of a PHQ-9 over the band of remission, its last total as a dot."""
    now = look()

    def height(total: float) -> float:
        return box.bottom() - total / HIGHEST * box.height()

    band = QRectF(QPointF(box.left(), height(REMISSION)), box.bottomRight())
    painter.fillRect(band, now.colour("ok_tint"))
    if now.tokens.contrast:
        painter.setPen(QPen(now.colour("grid_major"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(band.topLeft(), band.topRight())
    step = (box.width() - now.px(6)) / max(len(totals) - 1, 1)
    points = [QPointF(box.left() + now.px(2) + at * step, height(float(total))) for at, total in enumerate(totals)]
    painter.setPen(QPen(now.colour("text2"), 1.6))
    painter.drawPolyline(points)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(now.colour("text1"))
    painter.drawEllipse(points[-1], now.px(3), now.px(3))
