"""How a cell of the caseload is painted: two lines of text, risk with its icon, unread by discipline, a sparkline.

Every mark has its word beside it; the sparkline has its last value.
"""

from collections.abc import Sequence
from decimal import Decimal
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem
from typing_extensions import override

from careboard.clinical.people import Discipline
from careboard.projections.caseload import CaseloadRow
from careboard.ui.clinic.caseload.columns import SERIOUS, Column, lines
from careboard.ui.clinic.caseload.model import COLUMNS, ROW
from careboard.ui.look.icons import paint_icon
from careboard.ui.look.look import Type, look
from careboard.ui.parts.rows import Index, Rows

HEIGHT = 58
REMISSION, HIGHEST = 5, 27  # PHQ-9: below 5 is remission, 27 the highest total
_EDGE = 12


class Cells(Rows):
    """Paints the cells of the caseload."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__(HEIGHT)
        self._zone = zone

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
                _two_lines(painter, box, told, Type.HEADLINE)
            case Column.RISK:
                _risk(painter, row, box, told)
            case Column.UNREAD:
                _unread(painter, row, box)
            case Column.SCORE:
                _score(painter, row, box, told)
            case Column.DUE:
                _two_lines(painter, box, told, Type.LABEL, small_tone="danger" if row.overdue else "text3")
            case Column.LEVEL | Column.SEEN | Column.OWNER:
                _two_lines(painter, box, told, Type.LABEL)


def _two_lines(
    painter: QPainter,
    box: QRectF,
    told: tuple[str, str],
    role: Type,
    tone: str = "text1",
    small_tone: str = "text3",
) -> None:
    now = look()
    strong, small = now.line(role), now.line(Type.META)
    whole = strong + (small + 2 if told[1] else 0)
    top = box.center().y() - whole / 2
    _line(painter, QRectF(box.left(), top, box.width(), strong), told[0], role, tone)
    _line(painter, QRectF(box.left(), top + strong + 2, box.width(), small), told[1], Type.META, small_tone)


def _line(painter: QPainter, box: QRectF, text: str, role: Type, tone: str) -> None:
    font = look().font(role)
    painter.setFont(font)
    painter.setPen(look().colour(tone))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def _risk(painter: QPainter, row: CaseloadRow, box: QRectF, told: tuple[str, str]) -> None:
    serious = row.risk in SERIOUS
    tone = "danger" if serious else "text3" if row.risk is None else "text1"
    side = look().px(18)
    icon = "arrow-up" if row.risk_worsening else "shield" if row.risk else "question"
    paint_icon(painter, icon, look().colour(tone), QRectF(box.left(), box.center().y() - side / 2, side, side))
    words = box.adjusted(side + look().px(8), 0, 0, 0)
    _two_lines(painter, words, told, Type.STRONG_LABEL if serious else Type.LABEL, tone)


def _unread(painter: QPainter, row: CaseloadRow, box: QRectF) -> None:
    now, left = look(), box.left()
    side = now.px(16)
    for discipline in Discipline:
        count = row.unread_by_discipline.get(discipline, 0)
        if not count:
            continue
        colour = now.colour(discipline.value)
        paint_icon(painter, discipline.value, colour, QRectF(left, box.center().y() - side / 2, side, side))
        left += side + now.px(3)
        font = now.font(Type.STRONG_LABEL)
        width = QFontMetrics(font).horizontalAdvance(str(count))
        _line(
            painter, QRectF(left, box.top(), width + 2, box.height()), str(count), Type.STRONG_LABEL, discipline.value
        )
        left += width + now.px(9)


def _score(painter: QPainter, row: CaseloadRow, box: QRectF, told: tuple[str, str]) -> None:
    if row.phq9 is None:
        return
    width = min(look().px(90), box.width() * 0.5)
    chart = QRectF(box.left(), box.center().y() - look().px(15), width, look().px(30))
    sparkline(painter, chart, row.phq9.totals)
    words = box.adjusted(width + look().px(10), 0, 0, 0)
    _two_lines(painter, words, told, Type.VALUE, small_tone="ok" if row.phq9.responded else "text3")


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
