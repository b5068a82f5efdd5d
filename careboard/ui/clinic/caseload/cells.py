"""How a cell of the caseload is painted: words, risk with its icon, unread by discipline, a sparkline.

Every mark has its word beside it; the sparkline has its last value.
"""

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem
from typing_extensions import override

from careboard.clinical.people import Discipline
from careboard.projections.caseload import CaseloadRow
from careboard.ui.clinic.caseload.columns import BETWEEN, SERIOUS, Column, lines
from careboard.ui.clinic.caseload.model import COLUMNS, ROW
from careboard.ui.look.icons import paint_icon
from careboard.ui.look.look import Type, look
from careboard.ui.parts.broken import broken
from careboard.ui.parts.rows import Index, Rows

HEIGHT = 62  # three lines
REMISSION, HIGHEST = 5, 27  # PHQ-9: below 5 is remission, 27 the highest total
_EDGE, _AROUND = 12, 6


class Cells(Rows):
    """Paints the cells of the caseload."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__(HEIGHT)
        self._zone = zone

    def height_of(self, row: CaseloadRow, width: int) -> int:
        """How high a row is where the column of what is due next is so wide: all of that is read (px)."""
        strong, small = lines(row, Column.DUE, self._zone)
        needed = _height(strong, small, width - look().px(_EDGE) - look().px(4), look().scale)
        return max(self.height, round(needed) + look().px(_AROUND))

    @override
    def paint_row(self, painter: QPainter, box: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        row, column = index.data(ROW), COLUMNS[index.column()]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, look().colour("accent_tint" if chosen else "surface"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), look().colour("border"))
        self._paint(painter, row, column, box.adjusted(look().px(_EDGE), 0, -look().px(4), 0))
        if chosen and index.column() == 0:
            painter.fillRect(QRectF(box.left(), box.top(), look().px(3), box.height()), look().colour("accent"))

    def _paint(self, painter: QPainter, row: CaseloadRow, column: Column, box: QRectF) -> None:
        told = lines(row, column, self._zone)
        match column:
            case Column.PATIENT:
                _told(painter, box, told, Type.HEADLINE)
            case Column.RISK:
                _risk(painter, row, box, told)
            case Column.UNREAD:
                _unread(painter, row, box)
            case Column.SCORE:
                _score(painter, row, box, told)
            case Column.DUE:
                _told(painter, box, told, Type.LABEL, small_tone="danger" if row.overdue else "text3", whole=True)
            case Column.LEVEL | Column.SEEN | Column.OWNER:
                _told(painter, box, told, Type.LABEL)


def _told(
    painter: QPainter,
    box: QRectF,
    told: tuple[str, str],
    role: Type,
    tone: str = "text1",
    small_tone: str = "text3",
    *,
    whole: bool = False,
) -> None:
    """The strong words and the small ones below, each wrapped where it must be, three lines in all, or all of it."""
    now, room = look(), box.width()
    strong = broken(told[0], now.font(role), room, now.line(role), 0 if whole else 2, ())
    left = 0 if whole else 1 if strong.height > now.line(role) else 2
    small = broken(_fitting(told[1], room), now.font(Type.META), room, now.line(Type.META), left, ())
    below = small.height + 2 if told[1] else 0
    top = box.center().y() - (strong.height + below) / 2
    for text, y, colour in ((strong, top, tone), (small, top + strong.height + 2, small_tone)):
        painter.setPen(now.colour(colour))
        text.layout.draw(painter, QPointF(box.left(), y))


@lru_cache(maxsize=1024)
def _height(strong: str, small: str, room: float, _scale: float) -> float:
    """How high two texts are below each other; asked again for every row whenever one has come."""
    now = look()
    above = broken(strong, now.font(Type.LABEL), room, now.line(Type.LABEL), 0, ())
    below = broken(small, now.font(Type.META), room, now.line(Type.META), 0, ())
    return above.height + (below.height + 2 if small else 0)


def _fitting(words: str, room: float) -> str:
    """As many of the parts as have room in one line; at least the first."""
    metrics = QFontMetricsF(look().font(Type.META))
    while BETWEEN in words and metrics.horizontalAdvance(words) > room:
        words = words.rpartition(BETWEEN)[0]
    return words


def _risk(painter: QPainter, row: CaseloadRow, box: QRectF, told: tuple[str, str]) -> None:
    serious = row.risk in SERIOUS
    tone = "danger" if serious else "text3" if row.risk is None else "text1"
    side = look().px(18)
    icon = "arrow-up" if row.risk_worsening else "shield" if row.risk else "question"
    paint_icon(painter, icon, look().colour(tone), QRectF(box.left(), box.center().y() - side / 2, side, side))
    words = box.adjusted(side + look().px(8), 0, 0, 0)
    _told(painter, words, told, Type.STRONG_LABEL if serious else Type.LABEL, tone)


def _unread(painter: QPainter, row: CaseloadRow, box: QRectF) -> None:
    """Each discipline with its count, wrapped rather than cut: half a count is another count."""
    now, side, pitch = look(), look().px(16), look().px(24)
    metrics = QFontMetricsF(now.font(Type.STRONG_LABEL))
    counts = [(one, str(n)) for one in Discipline if (n := row.unread_by_discipline.get(one, 0))]
    ends = [side + now.px(3) + metrics.horizontalAdvance(count) for _one, count in counts]
    rows = _wrapped(ends, box.width(), now.px(9))
    y = box.center().y() - pitch * len(rows) / 2
    for places in rows:
        for at, x in places:
            discipline, count = counts[at]
            square = QRectF(box.left() + x, y + (pitch - side) / 2, side, side)
            paint_icon(painter, discipline.value, now.colour(discipline.value), square)
            painter.setFont(now.font(Type.STRONG_LABEL))
            painter.setPen(now.colour(discipline.value))
            words = QRectF(square.right() + now.px(3), y, ends[at], pitch)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, count)
        y += pitch


def _wrapped(widths: Sequence[float], room: float, gap: float) -> list[list[tuple[int, float]]]:
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


def _score(painter: QPainter, row: CaseloadRow, box: QRectF, told: tuple[str, str]) -> None:
    if row.phq9 is None:
        return
    width = min(look().px(90), box.width() * 0.42)
    chart = QRectF(box.left(), box.center().y() - look().px(15), width, look().px(30))
    sparkline(painter, chart, row.phq9.totals)
    words = box.adjusted(width + look().px(10), 0, 0, 0)
    _told(painter, words, told, Type.VALUE, small_tone="ok" if row.phq9.responded else "text3")


def sparkline(painter: QPainter, box: QRectF, totals: Sequence[Decimal]) -> None:
    """The course of a PHQ-9 over the band of remission, its last total as a dot."""
    now = look()

    def height(total: float) -> float:
        return box.bottom() - total / HIGHEST * box.height()

    band = QRectF(QPointF(box.left(), height(REMISSION)), box.bottomRight())
    painter.fillRect(band, now.colour("ok_tint"))
    step = (box.width() - now.px(6)) / max(len(totals) - 1, 1)
    points = [QPointF(box.left() + now.px(2) + at * step, height(float(total))) for at, total in enumerate(totals)]
    painter.setPen(QPen(now.colour("text2"), 1.6))
    painter.drawPolyline(points)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(now.colour("text1"))
    painter.drawEllipse(points[-1], now.px(3), now.px(3))
