"""The scales of a patient as a list: name, course, last result, and what it means, wrapped and never cut.

Colour never speaks alone: what is reached, what is late and what is positive stand in words.
"""

from collections.abc import Iterator

from PySide6.QtCore import QAbstractListModel, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.projections.measures.rated import Rated
from careboard.ui.look.icons import paint_icon
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import focus_ring, row_ground
from careboard.ui.parts.rows import NOWHERE, Index
from careboard.ui.patient.regimen.painting import Word, draw, text_words, wrapped
from careboard.ui.patient.response.canvas import STRONG

ROW = Qt.ItemDataRole.UserRole + 1
_MARGIN, _PAD, _LINE, _GAP, _ICON, _COURSE = 16, 8, 18, 14, 20, 84
_NAME, _LAST = 0.24, 0.27  # of what the course leaves


class RatedModel(QAbstractListModel):
    """Scales, in the order in which they were handed over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Rated, ...] = ()

    def show_rows(self, rows: tuple[Rated, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.read
        return row if role == ROW else None


Lines = list[list[Word]]


class _Cells:
    """Where the columns of a row stand in a width, and what is in them."""

    def __init__(self, row: Rated, width: int) -> None:
        left, gap = look().px(_MARGIN), look().px(_GAP)
        words = width - 2 * left - look().px(_COURSE) - 3 * gap
        named, last = round(words * _NAME), round(words * _LAST)
        self.name = left
        self.course = self.name + named + gap
        self.last = self.course + look().px(_COURSE) + gap
        self.told = self.last + last + gap
        self._told_room = width - left - self.told - look().px(_ICON)
        about = wrapped(text_words(row.about, "text3", Type.META), named) if row.about else []
        self.names: Lines = wrapped(text_words(row.name, "text1", Type.BODY, STRONG), named) + about
        on = wrapped(text_words(row.on, "text3", Type.META), last) if row.on else []
        tone = "danger" if row.alarm else "text1"
        self.lasts: Lines = wrapped(text_words(row.last, tone, Type.BODY, STRONG), last) + on
        self.parts = list(self._parts(row))

    def _parts(self, row: Rated) -> Iterator[tuple[str, str, Lines]]:
        """What is told at the right: an icon where it needs one, its tone, the words."""
        for words in row.warnings:
            yield "shield", "danger", self._wrapped(words, "danger", STRONG)
        for words in row.changes:
            yield "", "text1", self._wrapped(words, "text1")
        for words in row.marks:
            yield "check", "ok", self._wrapped(words, "ok", STRONG)
        if row.due:
            tone = "danger" if row.overdue else "text2"
            yield "calendar", tone, self._wrapped(row.due, tone, STRONG if row.overdue else 0)

    def _wrapped(self, words: str, tone: str, weight: int = 0) -> Lines:
        return wrapped(text_words(words, tone, Type.LABEL, weight), self._told_room)

    @property
    def height(self) -> int:
        """How high the row is."""
        told = sum(len(lines) for _icon, _tone, lines in self.parts)
        return max(len(self.names), len(self.lasts), told, 2) * look().px(_LINE) + look().px(2 * _PAD)


class RatedDelegate(QStyledItemDelegate):
    """Draws a scale."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Rated = index.data(ROW)
        box: QRect = option.rect
        view = option.widget
        chosen = isinstance(view, RatedList) and view.currentIndex() == index
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row_ground(painter, QRectF(box), chosen=chosen, otherwise=("surface2", "surface")[index.row() % 2])
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, look().colour("border"))
        self._paint(painter, row, box)
        if chosen and view.hasFocus():
            focus_ring(painter, box.adjusted(2, 1, -2, -2).toRectF())
        painter.restore()

    def _paint(self, painter: QPainter, row: Rated, box: QRect) -> None:
        cells, step, top = _Cells(row, box.width()), look().px(_LINE), box.top() + look().px(_PAD)
        draw(painter, box.left() + cells.name, top, cells.names, step)
        draw(painter, box.left() + cells.last, top, cells.lasts, step)
        height = min(2 * step, box.height() - 2 * look().px(_PAD))
        course(painter, QRectF(box.left() + cells.course, top, look().px(_COURSE), height), row)
        y, side = float(top), look().px(15)
        for icon, tone, lines in cells.parts:
            if icon:
                place = QRectF(box.left() + cells.told, y + (step - side) / 2, side, side)
                paint_icon(painter, icon, look().colour(tone), place)
            y = draw(painter, box.left() + cells.told + look().px(_ICON), y, lines, step)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = option.widget.viewport().width() if isinstance(option.widget, QListView) else option.rect.width()
        return QSize(look().px(240), _Cells(index.data(ROW), width).height)


def course(painter: QPainter, box: QRectF, row: Rated) -> None:
    """The totals as a line over the tint of remission, the last one as a dot; nothing where there are not two."""
    if len(row.totals) < 2:
        return
    lowest = float(row.lowest if row.lowest is not None else min(row.totals))
    highest = max(float(row.highest if row.highest is not None else max(row.totals)), lowest + 1)

    def height(total: float) -> float:
        return box.bottom() - (total - lowest) / (highest - lowest) * box.height()

    if row.remission is not None:
        band = QRectF(QPointF(box.left(), height(float(row.remission))), box.bottomRight())
        painter.fillRect(band, look().colour("ok_tint"))
        if look().tokens.contrast:
            painter.setPen(QPen(look().colour("grid_major"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(band.topLeft(), band.topRight())
    step = (box.width() - look().px(8)) / (len(row.totals) - 1)
    points = [QPointF(box.left() + look().px(3) + at * step, height(float(one))) for at, one in enumerate(row.totals)]
    painter.setPen(QPen(look().colour("text2"), 1.6))
    painter.drawPolyline(points)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look().colour("text1"))
    painter.drawEllipse(points[-1], look().px(3), look().px(3))


class RatedList(QListView):
    """The list. Enter opens a scale's last entry, or the form of one never given; S enters, H hands one over."""

    opened = Signal(str)  # an entry
    scale_asked = Signal(str)  # the name of a scale, or nothing where none is chosen
    hand_over_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rated = RatedModel(self)
        self.setModel(self.rated)
        self.setItemDelegate(RatedDelegate(self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Rating scales"))

    @property
    def chosen(self) -> str:
        """The scale whose row is chosen."""
        index = self.currentIndex()
        return self.rated.rows[index.row()].name if index.isValid() else ""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        match Qt.Key(event.key()):
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if plain:
                self._open()
            case Qt.Key.Key_S if plain:
                self.scale_asked.emit("")
            case Qt.Key.Key_H if plain:
                self.hand_over_asked.emit(self.chosen)
            case Qt.Key.Key_J | Qt.Key.Key_K if plain:
                self._step(1 if event.key() == Qt.Key.Key_J else -1)
            case _:
                super().keyPressEvent(event)

    def _open(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            row = self.rated.rows[index.row()]
            if row.entry is not None:
                self.opened.emit(row.entry)
            else:
                self.scale_asked.emit(row.name)

    def _step(self, by: int) -> None:
        last = self.rated.rowCount() - 1
        at = self.currentIndex().row() + by if self.currentIndex().isValid() else 0
        if last >= 0:
            self.setCurrentIndex(self.rated.index(min(max(at, 0), last)))

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            self._open()

    def height_for(self, width: int) -> int:
        """How high all rows are in a width."""
        return sum(_Cells(row, width).height for row in self.rated.rows)

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        self.doItemsLayout()

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        if not self.rated.rows:
            painter = QPainter(self.viewport())
            painter.setFont(look().font(Type.BODY))
            painter.setPen(look().colour("text2"))
            room = self.viewport().rect().adjusted(look().px(_MARGIN), 0, -look().px(_MARGIN), 0)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, _("No scale was given yet, and none is due."))
            painter.end()
