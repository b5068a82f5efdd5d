"""The week under the hand: arrows move from meal to meal, Enter edits one, C copies a day, Delete takes a meal out.

A meal that differs from most other days stands stronger and says so; one that was carried over has a mark until the
keyboard was there.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QMenu, QScrollArea, QStyleOptionViewItem, QTableView, QWidget
from typing_extensions import override

from careboard.clinical.dosage import DayOfWeek
from careboard.i18n import gettext as _
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import focus_ring
from careboard.ui.parts.headings import Headings
from careboard.ui.parts.panels import Ground
from careboard.ui.parts.rows import Rows
from careboard.ui.patient.composer.week_model import DIFFERS, WAITS, WeekModel, day_words, place_words
from careboard.workflow.writing.week import WEEK, WEEKDAYS, WEEKEND, Place

Index = QModelIndex | QPersistentModelIndex
Copied = Callable[[tuple[DayOfWeek, ...]], None]
_NAMES, _HEAD, _NARROWEST = 76, 26, 66  # px at 100%
_ROWS = ((124, 38), (88, 46), (0, 58))  # px at 100%: from which width of a column how high its rows are
_CLOSE = 0.88  # of the height of a line, from one to the next


class Cells(Rows):
    """Paints a meal: as many of its parts as have room; its tip says all of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_ROWS[-1][1], parent)

    @override
    def paint_row(self, painter: QPainter, box: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        now, differs = look(), bool(index.data(DIFFERS))
        if differs:
            painter.fillRect(box, now.colour("nutrition_tint"))
            painter.fillRect(QRectF(box.left(), box.top(), now.px(3), box.height()), now.colour("nutrition"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), now.colour("border"))
        painter.fillRect(QRectF(box.right() - 1, box.top(), 1, box.height()), now.colour("border"))
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


class WeekGrid(QTableView):
    """The table. It says where the keyboard went, and what somebody wants done with the meal or the day there."""

    visited = Signal(object)  # a Place: the keyboard is there
    edit_asked = Signal()
    cleared = Signal()
    undone = Signal()
    day_copied = Signal(object)  # the days that are to be as that of the current cell
    meal_copied = Signal(object)  # the days on which this time is to be as there

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model_of_week = WeekModel(self)
        self.setModel(self.model_of_week)
        self.setItemDelegate(Cells(self))
        self.setAccessibleName(_("Meal plan: eating times by day. Enter edits a meal, C copies its day to others"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._corner = Ground("surface2", self)  # over Qt's own, which has the look of a button
        self.setHorizontalHeader(Headings(self, ground="surface2", before=6))
        self.setVerticalHeader(Headings(self, Qt.Orientation.Vertical, tone="text1", before=4))
        self.setCurrentIndex(self.model_of_week.index(0, 0))
        self.selectionModel().currentChanged.connect(lambda _now, _before: self._visit())
        self.doubleClicked.connect(lambda _index: self.edit_asked.emit())
        self._follow_look()

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

    # -- its size -----------------------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, box = QPainter(self.viewport()), QRectF(self.visualRect(self.currentIndex()))
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
        self._fit_columns()
        self.updateGeometry()

    def _fit_columns(self) -> None:
        wide = max(self.viewport().width() // len(WEEK), look().px(_NARROWEST))
        for at in range(len(WEEK)):
            self.setColumnWidth(at, wide)
        self.verticalHeader().setDefaultSectionSize(self._row)
        self.scrollTo(self.currentIndex())
        self._corner.setGeometry(0, 0, self.verticalHeader().width(), self.horizontalHeader().height())
        self._corner.raise_()
        self.setFixedHeight(self._height())

    @property
    def _row(self) -> int:
        wide = self.viewport().width() // len(WEEK)
        return look().px(next(high for least, high in _ROWS if wide >= look().px(least)))

    def _height(self) -> int:
        narrow = len(WEEK) * look().px(_NARROWEST) > self.viewport().width()
        bar = self.horizontalScrollBar().sizeHint().height() if narrow else 0
        return look().px(_HEAD) + 6 * self._row + bar + 2

    @override
    def sizeHint(self) -> QSize:
        return QSize(look().px(500), self._height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(_NAMES + 2 * _NARROWEST), self._height())
