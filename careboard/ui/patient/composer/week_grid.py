"""The week under the hand: arrows move from meal to meal, Enter edits one, C copies a day, Delete takes a meal out.

A meal that differs from most other days stands stronger and says so; one that was carried over has a mark until the
keyboard was there.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QMenu, QScrollArea, QStyleOptionViewItem, QWidget
from typing_extensions import override

from careboard.clinical.dosage import DayOfWeek
from careboard.i18n import gettext as _
from careboard.projections.wording.week import WEEK
from careboard.ui.look.look import Type, look
from careboard.ui.parts.rows import Index, Rows
from careboard.ui.patient.composer.week_model import DIFFERS, WAITS, WeekModel, day_words, place_words
from careboard.ui.patient.meal_table import MealTable, Sizes, rule_off
from careboard.workflow.writing.week import WEEKDAYS, WEEKEND, Place

Copied = Callable[[tuple[DayOfWeek, ...]], None]
_SIZES = Sizes(
    names=76, head=26, narrowest=66, wide=500, rows=((124, 38), (88, 46), (0, 58)), before_day=6, before_time=4
)
_CLOSE = 0.88  # of the height of a line, from one to the next


class Cells(Rows):
    """Paints a meal: as many of its parts as have room; its tip says all of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_SIZES.rows[-1][1], parent)

    @override
    def paint_row(self, painter: QPainter, box: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        now, differs = look(), bool(index.data(DIFFERS))
        if differs:
            painter.fillRect(box, now.colour("nutrition_tint"))
            painter.fillRect(QRectF(box.left(), box.top(), now.px(3), box.height()), now.colour("nutrition"))
        rule_off(painter, box)
        self._paint_lines(painter, box, str(index.data()), differs=differs)
        if index.data(WAITS):
            side = now.px(6)
            painter.setBrush(now.colour("warn"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(QRectF(box.right() - side - now.px(4), box.top() + now.px(4), side, side))

    def _paint_lines(self, painter: QPainter, box: QRectF, words: str, *, differs: bool) -> None:
        now = look()
        painter.setFont(now.font(Type.STRONG_META if differs else Type.META))
        painter.setPen(now.colour("text1" if differs else "text2"))
        metrics = painter.fontMetrics()
        inner = box.adjusted(now.px(6), now.px(2), -now.px(9), -now.px(2))
        lines = packed(words.split("\n") if words else [], int(inner.width()), metrics)
        step = round(metrics.height() * _CLOSE)
        most = max(int(inner.height()) // step, 1)
        if len(lines) > most:
            lines = [*lines[: most - 1], f"{lines[most - 1]} ..."]
        over = (metrics.height() - step) / 2  # the letters leave that much free above and below them
        top = inner.top() + (inner.height() - step * len(lines)) / 2
        for at, line in enumerate(lines):
            fits = metrics.horizontalAdvance(line) <= inner.width()
            shown = line if fits else metrics.elidedText(line, Qt.TextElideMode.ElideRight, int(inner.width()))
            place = QRectF(inner.left(), top + at * step - over, inner.width(), metrics.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def packed(parts: Sequence[str], width: int, metrics: QFontMetrics) -> list[str]:
    """The parts in lines, as many beside each other as have room."""
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]}, {part}" if lines else part
        if lines and metrics.horizontalAdvance(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines


class WeekGrid(MealTable):
    """The table. It says where the keyboard went, and what somebody wants done with the meal or the day there."""

    visited = Signal(object)  # a Place: the keyboard is there
    edit_asked = Signal()
    cleared = Signal()
    undone = Signal()
    day_copied = Signal(object)  # the days that are to be as that of the current cell
    meal_copied = Signal(object)  # the days on which this time is to be as there

    def __init__(self, parent: QWidget | None = None) -> None:
        week = WeekModel()
        super().__init__(week, Cells(), _SIZES, parent)
        self.model_of_week = week
        self.setAccessibleName(_("Meal plan: eating times by day. Enter edits a meal, C copies its day to others"))
        self.setCurrentIndex(self.model_of_week.index(0, 0))
        self.selectionModel().currentChanged.connect(lambda _now, _before: self._visit())
        self.doubleClicked.connect(lambda _index: self.edit_asked.emit())

    @property
    def place(self) -> Place:
        """The place that has the keyboard, or had it last."""
        return self.model_of_week.place(self.currentIndex())

    def _visit(self) -> None:
        if self.hasFocus():
            self.visited.emit(self.place)
            self.come_into_sight()

    def come_into_sight(self) -> None:
        """Scroll what holds the table, so that the current cell is seen."""
        area: QWidget | None = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None and (inside := area.widget()) is not None:
            box = self.visualRect(self.currentIndex())
            middle = self.viewport().mapTo(inside, box.center())
            area.ensureVisible(middle.x(), middle.y(), 0, box.height())

    def go_down(self) -> None:
        """To the next eating time of the day; the keyboard comes here."""
        row = min(self.currentIndex().row() + 1, self.model_of_week.rowCount() - 1)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentIndex(self.model_of_week.index(row, self.currentIndex().column()))

    # -- keys ---------------------------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain, shift = not modifiers, modifiers == Qt.KeyboardModifier.ShiftModifier
        if plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_asked.emit()
        elif plain and key == Qt.Key.Key_C:
            self.ask_for_days()
        elif shift and key == Qt.Key.Key_C:
            self.ask_for_meals()
        elif plain and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undone.emit()
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.visited.emit(self.place)

    # -- copying ------------------------------------------------------------------------------------------------

    def ask_for_days(self) -> QMenu:
        """Let somebody say which days are to be as the one of the current cell."""
        return self._ask(_("Copy {day} to").format(day=day_words(self.place[0])), self.day_copied.emit)

    def ask_for_meals(self) -> QMenu:
        """Let somebody say on which days this meal is to be eaten too."""
        return self._ask(_("Copy {meal} to").format(meal=place_words(self.place)), self.meal_copied.emit)

    def _ask(self, title: str, copied: Copied) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(title)
        menu.addSection(title)
        for words, days in self._targets():
            menu.addAction(words).triggered.connect(partial(copied, days))
        cell = self.visualRect(self.currentIndex())
        menu.popup(self.viewport().mapToGlobal(cell.bottomLeft()))
        menu.setActiveAction(menu.actions()[1])
        return menu

    def _targets(self) -> Iterator[tuple[str, tuple[DayOfWeek, ...]]]:
        """Which days can be written over: all, those of the week, the weekend, or one."""
        here = self.place[0]
        several = (
            (_("&Every day"), WEEK),
            (_("Monday to &Friday"), WEEKDAYS),
            (_("The &weekend"), WEEKEND),
        )
        for words, days in several:
            yield words, tuple(day for day in days if day != here)
        for day in WEEK:
            if day != here:
                yield day_words(day), (day,)
