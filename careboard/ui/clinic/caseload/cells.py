"""How a cell of the caseload is painted: words, risk with its icon, unread by discipline, a sparkline.

Every mark has its word beside it; the sparkline has its last value.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem
from typing_extensions import override

from careboard.projections.caseload import CaseloadRow
from careboard.ui.clinic.caseload.columns import BETWEEN, SERIOUS, Column, lines
from careboard.ui.clinic.caseload.marks import (
    Mark,
    paint_marks,
    paint_reasons,
    seen_marks,
    sparkline,
    unread_marks,
)
from careboard.ui.clinic.caseload.model import COLUMNS, ROW
from careboard.ui.look.icons import paint_icon
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import row_ground
from careboard.ui.parts.broken import broken
from careboard.ui.parts.rows import Index, Rows

HEIGHT = 62  # three lines
_EDGE, _AROUND = 12, 6
_BETWEEN = 3  # px between what is said of a patient and why somebody should look


class Cells(Rows):
    """Paints the cells of the caseload; where names are hidden, initials."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__(HEIGHT)
        self.zone = zone
        self.hidden = False

    def height_of(self, row: CaseloadRow, widths: Mapping[Column, int]) -> int:
        """How high a row is where its columns are so wide: what is due, seen and to be looked at is read whole (px)."""
        needed = max(self._needed(row, column, self._room(width)) for column, width in widths.items())
        return max(self.height, round(needed) + look().px(_AROUND))

    def _needed(self, row: CaseloadRow, column: Column, room: float) -> float:
        told = lines(row, column, self.zone, hidden=self.hidden)
        match column:
            case Column.DUE:
                return _height(*told, room, look().scale)
            case Column.PATIENT if row.reviews:
                named = _patient_height(*told, room, look().scale)
                return named + look().px(_BETWEEN) + paint_reasons(None, row.reviews, QPointF(), room)
            case Column.UNREAD:
                return paint_marks(None, unread_marks(row), QPointF(), room)
            case Column.SEEN:
                return paint_marks(None, seen_marks(row, self.zone), QPointF(), room)
            case _:
                return 0

    def _room(self, width: float) -> float:
        return width - look().px(_EDGE) - look().px(4)

    @override
    def paint_row(self, painter: QPainter, box: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        row, column = index.data(ROW), COLUMNS[index.column()]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        row_ground(painter, box, chosen=chosen)
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), look().colour("border"))
        self._paint(painter, row, column, box.adjusted(look().px(_EDGE), 0, -look().px(4), 0))
        if chosen and index.column() == 0:
            painter.fillRect(QRectF(box.left(), box.top(), look().px(3), box.height()), look().colour("accent"))

    def _paint(self, painter: QPainter, row: CaseloadRow, column: Column, box: QRectF) -> None:
        told = lines(row, column, self.zone, hidden=self.hidden)
        match column:
            case Column.PATIENT:
                _patient(painter, row, box, told)
            case Column.RISK:
                _risk(painter, row, box, told)
            case Column.UNREAD:
                _marks(painter, unread_marks(row), box)
            case Column.SEEN if row.last_seen:
                _marks(painter, seen_marks(row, self.zone), box)
            case Column.SCORE:
                _score(painter, row, box, told)
            case Column.DUE:
                _told(painter, box, told, Type.LABEL, small_tone="danger" if row.overdue else "text3", whole=True)
            case Column.OWNER:
                _told(painter, box, told, Type.LABEL, "text1" if row.owner else "text3")
            case Column.LEVEL | Column.SEEN:
                _told(painter, box, told, Type.LABEL, "text3" if column is Column.SEEN else "text1")


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


def _marks(painter: QPainter, marks: Sequence[Mark], box: QRectF) -> None:
    """In the middle of the cell."""
    high = paint_marks(None, marks, QPointF(), box.width())
    paint_marks(painter, marks, QPointF(box.left(), box.center().y() - high / 2), box.width())


def _patient(painter: QPainter, row: CaseloadRow, box: QRectF, told: tuple[str, str]) -> None:
    """The name, and below what is said of the patient why somebody should look."""
    if not row.reviews:
        _told(painter, box, told, Type.HEADLINE)
        return
    room, gap = box.width(), look().px(_BETWEEN)
    named = _patient_height(*told, room, look().scale)
    reasons = paint_reasons(None, row.reviews, QPointF(), room)
    top = box.center().y() - (named + gap + reasons) / 2
    _told(painter, QRectF(box.left(), top, room, named), told, Type.HEADLINE)
    paint_reasons(painter, row.reviews, QPointF(box.left(), top + named + gap), room)


@lru_cache(maxsize=1024)
def _patient_height(strong: str, small: str, room: float, _scale: float) -> float:
    """As high as `_told` paints a name and what stands below it."""
    now = look()
    name = broken(strong, now.font(Type.HEADLINE), room, now.line(Type.HEADLINE), 2, ())
    left = 1 if name.height > now.line(Type.HEADLINE) else 2
    small_ = broken(_fitting(small, room), now.font(Type.META), room, now.line(Type.META), left, ())
    return name.height + (small_.height + 2 if small else 0)


def _score(painter: QPainter, row: CaseloadRow, box: QRectF, told: tuple[str, str]) -> None:
    if row.phq9 is None:
        _told(painter, box, told, Type.LABEL, "text3")
        return
    width = min(look().px(90), box.width() * 0.42)
    chart = QRectF(box.left(), box.center().y() - look().px(15), width, look().px(30))
    sparkline(painter, chart, row.phq9.totals)
    words = box.adjusted(width + look().px(10), 0, 0, 0)
    _told(painter, words, told, Type.VALUE, small_tone="ok" if row.phq9.responded else "text3")
