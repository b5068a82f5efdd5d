"""The overview strip: months, level of care, when each discipline wrote; the brush is what the list shows.

It is a way to go there, never a place to read a dose from: it draws counts of entries only. Arrows move the brush by
days, brackets by weeks.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from careboard.clinical.people import Discipline
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.timeline import TimelineRow
from careboard.projections.wording.times import day as day_words
from careboard.projections.wording.voice import Voice
from careboard.ui.look.icons import paint_icon
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import focus_ring, outline
from careboard.ui.look.tokens import text_on
from careboard.ui.patient.banner import shade_of_care
from careboard.ui.patient.banner_words import level_at, level_in_short
from careboard.ui.patient.timeline.density import Density, Stretch, density
from careboard.ui.patient.timeline.facts import DISCIPLINES

HEIGHT = 112
_LEFT, _RIGHT, _MONTHS, _BAND, _ROW = 128, 14, 18, 17, 14  # pixels at 100%


class Strip(QWidget):
    """The strip of one chart. `picked` is a day that the reader goes to."""

    picked = Signal(object)  # a date

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._density: Density | None = None
        self._picture: QPixmap | None = None
        self._voice = Voice()
        self._span: tuple[date, date] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Overview of the chart"))

    def show_chart(self, chart: Chart, rows: Sequence[TimelineRow]) -> None:
        """Show when what was written."""
        self._density, self._voice, self._picture = density(rows, chart), chart.voice, None
        self.setAccessibleDescription(self._described())
        self.update()

    def show_span(self, first: date, last: date) -> None:
        """Show which days the list shows."""
        if self._span == (first, last):
            return
        self._span = (first, last)
        self.setAccessibleDescription(self._described())
        self.update()

    @property
    def span(self) -> tuple[date, date] | None:
        """The days under the brush."""
        return self._span

    @override
    def sizeHint(self) -> QSize:
        return QSize(look().px(480), look().px(HEIGHT))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(240), look().px(HEIGHT))

    # -- going there --------------------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        days = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_BracketLeft: -7, Qt.Key.Key_BracketRight: 7}
        step = days.get(Qt.Key(event.key()))
        if step is None:
            event.ignore()
        else:
            self.step(step)

    def step(self, days: int) -> None:
        """Move the brush by days, backward or forward."""
        if self._span is not None and self._density is not None:
            wanted = self._span[1] + timedelta(days=days)
            self._pick(min(max(wanted, self._density.first), self._density.today))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pick_at(event.position().x())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._pick_at(event.position().x())

    def _pick_at(self, x: float) -> None:
        if self._density is not None:
            axis = self.axis
            share = (x - axis.left()) / max(axis.width(), 1)
            days = (self._density.last - self._density.first).days + 1
            day = self._density.first + timedelta(days=int(min(max(share, 0), 0.9999) * days))
            self._pick(min(day, self._density.today))

    def _pick(self, day: date) -> None:
        self.picked.emit(day)

    # -- painting -----------------------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._density is not None:
            painter.drawPixmap(0, 0, self._drawn(self._density))
            self._paint_brush(painter, self._density)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()).adjusted(2, 2, -2, -2))
        painter.end()

    def _drawn(self, shown: Density) -> QPixmap:
        """Everything but the brush, which alone moves while the list scrolls."""
        ratio = self.devicePixelRatioF()
        wanted = self.size() * ratio
        if self._picture is None or self._picture.size() != wanted:
            self._picture = QPixmap(wanted)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_months(painter, shown)
            self._paint_levels(painter, shown)
            for at, discipline in enumerate(DISCIPLINES):
                self._paint_row(painter, shown, discipline, self._row(at))
            painter.end()
        return self._picture

    @property
    def axis(self) -> QRectF:
        """Where its days are drawn, from the first to the last."""
        now = look()
        names = [QFontMetrics(now.font(Type.STRONG_META)).horizontalAdvance(_(name)) for name in DISCIPLINES.values()]
        names.append(QFontMetrics(now.font(Type.META)).horizontalAdvance(_("Level of care")))
        left = max(now.px(_LEFT), max(names) + now.px(44))
        return QRectF(left, now.px(4), self.width() - left - now.px(_RIGHT), self.height() - now.px(8))

    def _row(self, at: int) -> QRectF:
        now, axis = look(), self.axis
        return QRectF(axis.left(), axis.top() + now.px(_MONTHS + _BAND + _ROW * at), axis.width(), now.px(_ROW))

    def _x(self, day: date) -> float:
        axis, shown = self.axis, self._density
        if shown is None:
            return axis.left()
        days = (shown.last - shown.first).days + 1
        return axis.left() + axis.width() * (day - shown.first).days / days

    def _paint_months(self, painter: QPainter, shown: Density) -> None:
        now, axis = look(), self.axis
        ahead = self._x(shown.today + timedelta(days=1))
        top = axis.top() + now.px(_MONTHS)
        painter.fillRect(QRectF(ahead, top, axis.right() - ahead, axis.bottom() - top), now.colour("future"))
        painter.setFont(now.font(Type.META))
        metrics, free = QFontMetricsF(now.font(Type.META)), axis.left() - 1
        if shown.older:
            words = _("{n} earlier").format(n=shown.older)
            painter.setPen(now.colour("text3"))
            painter.drawText(QPointF(axis.left(), axis.top() + metrics.ascent()), words)
            free = axis.left() + metrics.horizontalAdvance(words) + now.px(12)
        for month in _months(shown.first, shown.last):
            x, words = self._x(max(month, shown.first)), f"{day_words(month, self._voice)[3:6]} {month.year}"
            painter.setPen(now.colour("grid_major"))
            painter.drawLine(QPointF(x, axis.top() + now.px(2)), QPointF(x, axis.bottom()))
            if x >= free and x + metrics.horizontalAdvance(words) < axis.right():
                painter.setPen(now.colour("text3"))
                painter.drawText(QPointF(x + now.px(4), axis.top() + metrics.ascent()), words)
                free = x + metrics.horizontalAdvance(words) + now.px(14)

    def _paint_levels(self, painter: QPainter, shown: Density) -> None:
        now, axis = look(), self.axis
        band = QRectF(0, axis.top() + now.px(_MONTHS), axis.left(), now.px(_BAND - 3))
        self._name(painter, _("Level of care"), "text2", Type.META, band)
        for stretch in shown.levels:
            left, right = self._x(stretch.first), self._x(stretch.last + timedelta(days=1))
            self._paint_level(painter, stretch, QRectF(left, band.top(), max(right - left - 1, 2), band.height()))

    def _paint_level(self, painter: QPainter, stretch: Stretch, box: QRectF) -> None:
        now, shade = look(), shade_of_care(stretch.setting)
        ground = now.colour("surface") if stretch.planned else QColor(shade)
        plain, strong = stretch.planned, now.tokens.contrast
        line = "grid_major" if plain and strong else "border_strong"
        outline(painter, box, now.colour(line) if plain or strong else ground, ground, 3, 1)
        words = level_at(stretch.setting, stretch.place)
        painter.setFont(now.font(Type.META))
        room = box.adjusted(now.px(6), 0, -now.px(2), 0)
        for text in (words, level_in_short(stretch.setting)):
            if QFontMetricsF(painter.font()).horizontalAdvance(text) <= room.width():
                painter.setPen(now.colour("text2") if stretch.planned else QColor(text_on(shade)))
                painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
                return

    def _paint_row(self, painter: QPainter, shown: Density, discipline: Discipline, row: QRectF) -> None:
        now, colour = look(), QColor(look().tokens.discipline(discipline)[0])
        side = now.px(13)
        paint_icon(painter, discipline.value, colour, QRectF(now.px(20), row.center().y() - side / 2, side, side))
        name = QRectF(now.px(18), row.top(), row.left() - now.px(18), row.height())
        self._name(painter, _(DISCIPLINES[discipline]), discipline.value, Type.STRONG_META, name)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        width = max(3.0, min(row.width() / ((shown.last - shown.first).days + 1) - 1.5, now.px(5)))
        for day, count in shown.marks[discipline].items():
            height = min(now.px(4 + 2.5 * min(count, 4)), row.height() - 1)
            box = QRectF(self._x(day), row.center().y() - height / 2, width, height)
            painter.drawRect(box)

    def _name(self, painter: QPainter, words: str, tone: str, role: Type, row: QRectF) -> None:
        painter.setFont(look().font(role))
        painter.setPen(look().colour(tone))
        left = look().px(20)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip
        painter.drawText(row.adjusted(left, 0, 0, 0), flags, words)

    def _paint_brush(self, painter: QPainter, shown: Density) -> None:
        if self._span is None:
            return
        now, first, last = look(), *self._span
        left, right = self._x(max(first, shown.first)), self._x(max(last, shown.first) + timedelta(days=1))
        widest = now.px(10)
        if right - left < widest:
            left, right = (left + right - widest) / 2, (left + right + widest) / 2
        top = self._row(0).top() - 2
        box = QRectF(left - 1, top, right - left + 2, self._row(len(DISCIPLINES)).top() - top + 1)
        fill = now.colour("accent")
        fill.setAlpha(0 if now.tokens.contrast else 28)
        painter.setBrush(fill)
        painter.setPen(QPen(now.colour("accent"), 1.6))
        painter.drawRoundedRect(box, 4, 4)

    def _described(self) -> str:
        if self._density is None:
            return ""
        told = [f"{_(DISCIPLINES[which])} {days.total()}" for which, days in self._density.marks.items()]
        span = ""
        if self._span is not None:
            first, last = (day_words(day, self._voice) for day in self._span)
            span = _("; the list shows {first} to {last}").format(first=first, last=last)
        return ", ".join(told) + span

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._picture = None
            self.updateGeometry()


def _months(first: date, last: date) -> list[date]:
    months = [first.replace(day=1)]
    while months[-1] <= last:
        months.append((months[-1] + timedelta(days=32)).replace(day=1))
    return months[:-1]
