"""The table of meals under the hand: one cell has the keyboard, arrows move it, 0 to 4 say how much was eaten.

How much is told by the number, by quarters that are filled, and last by the ground: never by colour alone.
"""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget
from typing_extensions import override

from careboard.clinical.nutrition import SHARES, MealObservation
from careboard.i18n import gettext as _
from careboard.ui.look.look import Type, look
from careboard.ui.parts.rows import Index, Rows
from careboard.ui.patient.meal_table import MealTable, Sizes, rule_off
from careboard.ui.patient.nutrition.meals_model import SHOWN, WAITS, MealsModel, brief

_ROW = 40  # px at 100%
_SIZES = Sizes(names=140, head=42, narrowest=76, wide=600, rows=((0, _ROW),))
_HALF = 50  # percent


class Cells(Rows):
    """Paints a meal: the share in figures and quarters, and under it a word about the supplement or what was seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_ROW, parent)

    @override
    def paint_row(self, painter: QPainter, box: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        now, seen = look(), index.data(SHOWN)
        if isinstance(seen, MealObservation):
            painter.fillRect(box, now.colour("warn_tint" if seen.share < _HALF else "nutrition_tint"))
            self._paint_meal(painter, box, seen, waits=bool(index.data(WAITS)))
        rule_off(painter, box)

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


class MealsGrid(MealTable):
    """The table. It says which share was given to the cell that has the keyboard, and where the keyboard went."""

    eaten = Signal(int)  # percent
    moved = Signal()
    fields_asked = Signal(str)  # "supplement" or "seen"

    def __init__(self, parent: QWidget | None = None) -> None:
        meals = MealsModel()
        super().__init__(meals, Cells(), _SIZES, parent)
        self.meals = meals
        self.setAccessibleName(_("Intake: eating times by day. 0 to 4 record how much was eaten"))
        self.selectionModel().currentChanged.connect(lambda _now, _before: self.moved.emit())
        self.meals.modelReset.connect(self._begin)

    def begin_today(self) -> None:
        """Go to today's first meal that is not recorded."""
        if self.meals.rowCount():
            self.setCurrentIndex(self.meals.first_open())

    def _begin(self) -> None:
        self.fit()
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
