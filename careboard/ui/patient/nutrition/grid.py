"""The table of meals under the hand: one cell has the keyboard, arrows move it, 0 to 4 say how much was eaten.

How much is told by the number, by quarters that are filled, and last by the ground: never by colour alone.
"""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStyleOptionViewItem, QTableView, QWidget
from typing_extensions import override

from careboard.clinical.nutrition import SHARES, MealObservation
from careboard.i18n import gettext as _
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import focus_ring
from careboard.ui.parts.headings import Headings
from careboard.ui.parts.panels import Ground
from careboard.ui.parts.rows import Rows
from careboard.ui.patient.nutrition.meals_model import SHOWN, WAITS, MealsModel, brief

Index = QModelIndex | QPersistentModelIndex
_ROW, _NAMES, _HEAD, _NARROWEST = 40, 140, 42, 76  # px at 100%
_HALF = 50  # percent


class Cells(Rows):
    """Paints a meal: the share in figures and quarters, and under it a word about the supplement or what was seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_ROW, parent)

    @override
    def paint_row(self, painter: QPainter, box: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        now, seen = look(), index.data(SHOWN)
        line = QRectF(box.left(), box.bottom() - 1, box.width(), 1)
        if isinstance(seen, MealObservation):
            painter.fillRect(box, now.colour("warn_tint" if seen.share < _HALF else "nutrition_tint"))
            self._paint_meal(painter, box, seen, waits=bool(index.data(WAITS)))
        painter.fillRect(line, now.colour("border"))
        painter.fillRect(QRectF(box.right() - 1, box.top(), 1, box.height()), now.colour("border"))

    def _paint_meal(self, painter: QPainter, box: QRectF, seen: MealObservation, *, waits: bool) -> None:
        now = look()
        inner = box.adjusted(now.px(8), now.px(3), -now.px(6), -now.px(4))
        painter.setFont(now.font(Type.DOSE))
        painter.setPen(now.colour("text1"))
        words = f"{seen.share}%"
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, words)
        self._paint_quarters(painter, inner, painter.fontMetrics().horizontalAdvance("100%") + now.px(6), seen.share)
        told = _("not recorded yet") if waits else brief(seen)
        painter.setFont(now.font(Type.STRONG_META if waits else Type.META))
        painter.setPen(now.colour("warn" if waits else "text2"))
        shown = painter.fontMetrics().elidedText(told, Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, shown)

    def _paint_quarters(self, painter: QPainter, inner: QRectF, after: float, share: int) -> None:
        """Four quarters, those that were eaten filled; none of them where there is no room for all."""
        now, side = look(), look().px(7)
        left, top = inner.left() + after, inner.top() + now.px(6)
        if left + 4 * (side + 2) > inner.right() + 4:
            return
        for quarter in range(4):
            box = QRectF(left + quarter * (side + 2), top, side, side)
            painter.setPen(now.colour("border_strong"))
            painter.setBrush(now.colour("text2") if share > quarter * 25 else Qt.BrushStyle.NoBrush)
            painter.drawRect(box)


class MealsGrid(QTableView):
    """The table. It says which share was given to the cell that has the keyboard, and where the keyboard went."""

    eaten = Signal(int)  # percent
    moved = Signal()
    fields_asked = Signal(str)  # "supplement" or "seen"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.meals = MealsModel(self)
        self.setModel(self.meals)
        self.setItemDelegate(Cells(self))
        self.setAccessibleName(_("Intake: eating times by day. 0 to 4 record how much was eaten"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._corner = Ground("surface2", self)  # over Qt's own, which has the look of a button
        self.setHorizontalHeader(Headings(self, ground="surface2", before=8))
        self.setVerticalHeader(Headings(self, Qt.Orientation.Vertical, tone="text1", before=8))
        self.selectionModel().currentChanged.connect(lambda _now, _before: self.moved.emit())
        self.meals.modelReset.connect(self._begin)
        self._follow_look()

    def begin_today(self) -> None:
        """Go to today's first meal that is not recorded."""
        if self.meals.rowCount():
            self.setCurrentIndex(self.meals.first_open())

    def _begin(self) -> None:
        self._fit_columns()
        self.begin_today()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        share = key - Qt.Key.Key_0
        if plain and 0 <= share < len(SHARES) and self.currentIndex().isValid():
            self.eaten.emit(SHARES[share])
        elif plain and key == Qt.Key.Key_S:
            self.fields_asked.emit("supplement")
        elif plain and key == Qt.Key.Key_B:
            self.fields_asked.emit("seen")
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.begin_today()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        index = self.currentIndex()
        if index.isValid():
            painter = QPainter(self.viewport())
            box = QRectF(self.visualRect(index))
            if self.hasFocus():
                focus_ring(painter, box)
            else:
                painter.setPen(look().colour("border_strong"))
                painter.drawRect(box.adjusted(0.5, 0.5, -1.5, -1.5))
            painter.end()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._follow_look()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _follow_look(self) -> None:
        now = look()
        self.horizontalHeader().setFixedHeight(now.px(_HEAD))
        self.verticalHeader().setFixedWidth(now.px(_NAMES))
        self.verticalHeader().setDefaultSectionSize(now.px(_ROW))
        self._fit_columns()
        self.updateGeometry()

    def _fit_columns(self) -> None:
        columns = self.meals.columnCount()
        if columns:
            wide = max(self.viewport().width() // columns, look().px(_NARROWEST))
            for at in range(columns):
                self.setColumnWidth(at, wide)
            self.scrollTo(self.currentIndex())
        self._corner.setGeometry(0, 0, self.verticalHeader().width(), self.horizontalHeader().height())
        self._corner.raise_()
        self.setFixedHeight(self._height())

    def _height(self) -> int:
        bar = self.horizontalScrollBar()
        narrow = self.meals.columnCount() * look().px(_NARROWEST) > self.viewport().width()
        return look().px(_HEAD) + 6 * look().px(_ROW) + (bar.sizeHint().height() if narrow else 0) + 2

    @override
    def sizeHint(self) -> QSize:
        return QSize(look().px(600), self._height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(_NAMES + 2 * _NARROWEST), self._height())
