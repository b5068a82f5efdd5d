"""The plot: the drawing with hands on it, by mouse and by keys; it says what was chosen and what was asked for.

Every move by mouse has its key; a letter acts alone, so that it stays free for the application with Ctrl.
"""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.projections.lanes.all import Row
from careboard.projections.lanes.doses import DoseLane
from careboard.projections.lanes.model import Mark, Section
from careboard.ui.look.look import look
from careboard.ui.parts.tips import as_tip, tell_in_tip
from careboard.ui.patient.response.choices import Choices
from careboard.ui.patient.response.lane_menu import Place
from careboard.ui.patient.response.looking import ZOOM, Looking
from careboard.ui.patient.response.placing import STRIP

_COMES_BACK = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Plot(Looking):
    """Lanes over an axis, to be moved and chosen from."""

    dose_asked = Signal(str)  # the course whose dose is to be changed
    opened = Signal(str)  # an entry
    table_asked = Signal()
    wanted = Signal(str)  # what else somebody wants to begin: a note, a scale
    compare_asked = Signal()
    left = Signal()  # Esc, where nothing is chosen here
    weight_asked = Signal(bool)  # F8 pressed, released
    menu_asked = Signal(object)  # the Place for which somebody wants to know what can be done there

    def __init__(self, choices: Choices | None = None, parent: QWidget | None = None) -> None:
        super().__init__(choices, parent)
        self._held: QPointF | None = None  # where the mouse holds the days
        self._pressed: QPointF | None = None  # where it went down, until it has moved

    # -- keys and mouse -----------------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.lanes is None or not self._act(event):
            super().keyPressEvent(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F8 and not event.isAutoRepeat():
            self.weight_asked.emit(False)
        else:
            super().keyReleaseEvent(event)

    def _act(self, event: QKeyEvent) -> bool:
        """Do what a key stands for; a letter acts alone, so that it stays free for the application with Ctrl."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in _MOVES and self.selected:
            self.move_row(_MOVES[Qt.Key(event.key())])
            return True
        if event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
            return False
        return self._go(event.key(), 7 if shift else 1) or self._ask(event)

    def _go(self, key: int, step: int) -> bool:
        """Move the line by a step of days, choose another row, show other days; False for any other key."""
        match key:
            case Qt.Key.Key_Left:
                self._step_day(-step)
            case Qt.Key.Key_Right:
                self._step_day(step)
            case Qt.Key.Key_Down | Qt.Key.Key_J:
                self._step_row(1)
            case Qt.Key.Key_Up | Qt.Key.Key_K:
                self._step_row(-1)
            case Qt.Key.Key_Home:
                self.focus_day(self.axis.start)
            case Qt.Key.Key_End:
                self.focus_day(self.now)
            case Qt.Key.Key_PageUp:
                self.pan(-self.axis.days / 2)
            case Qt.Key.Key_PageDown:
                self.pan(self.axis.days / 2)
            case Qt.Key.Key_BracketLeft:
                self.zoom(ZOOM)
            case Qt.Key.Key_BracketRight:
                self.zoom(1 / ZOOM)
            case _:
                return False
        return True

    def _ask(self, event: QKeyEvent) -> bool:
        """Say what somebody wants to see or begin; False for any other key."""
        match event.key():
            case Qt.Key.Key_T:
                self.table_asked.emit()
            case Qt.Key.Key_C:
                self.compare_asked.emit()
            case Qt.Key.Key_D:
                lane = next((row for row in self._doses_all() if row.key == self.selected), None)
                self.dose_asked.emit(lane.course.id if lane else "")
            case Qt.Key.Key_N:
                self.wanted.emit("note")
            case Qt.Key.Key_S:
                self.wanted.emit("scale")
            case Qt.Key.Key_F8 if not event.isAutoRepeat():
                self.weight_asked.emit(True)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._open_selected()
            case Qt.Key.Key_Escape if self.focus is not None or self.selected:
                self.focus_day(None)
                self.select("")
            case Qt.Key.Key_Escape if self.partner is not None:
                self.left.emit()
            case _:
                return False
        return True

    def _doses_all(self) -> list[DoseLane]:
        return [placed.row for placed in self._layout.rows if isinstance(placed.row, DoseLane)]

    def _open_selected(self) -> None:
        """Open the entry behind the last mark of the row at the focus line."""
        placed = self._layout.of(self.selected)
        if placed is not None:
            at = self.looking_from()
            known = [mark for mark in placed.row.marks() if mark.start <= at]
            if known:
                self.opened.emit(known[-1].entry)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._held is not None and event.buttons() & Qt.MouseButton.LeftButton:
            if self._pressed is not None and not _dragged(self._pressed, at):
                return
            self._pressed = None
            self.pan((self._held.x() - at.x()) / self.axis.scale)
            self._held = at
        elif self.lanes is not None and self.axis.left <= at.x() <= self.axis.right and at.y() >= 0:
            self.focus_day(self.axis.day(at.x()))
            mark = self.mark_at(at)
            tell_in_tip(self, self._tip(mark, at))
        elif self.focus is not None and not self.hasFocus():
            self.focus_day(None)

    def _tip(self, mark: Mark | None, at: QPointF) -> str:
        if mark is None:
            return ""
        placed = self._layout.at(at.y() + self.scrolled)
        prescribed = placed is not None and isinstance(placed.row, DoseLane)
        return f"{mark.name} ({_('prescribed')})" if prescribed else mark.name

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = self._pressed = event.position()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click chooses a row, or on its name folds a section; the end of a drag does not.

        Between the lanes a hand that misses one puts nothing away: risk would be hidden by a slip.
        """
        at, self._held, self._pressed = self._pressed, None, None
        if at is None:
            return
        named = at.y() >= self.top and at.x() < self.axis.left
        heading = self._layout.heading_at(at.y() + self.scrolled) if named else None
        placed = self._layout.at(at.y() + self.scrolled) if at.y() >= self.top else None
        if heading is not None:
            self.fold(heading.section, folded=not heading.folded)
        elif placed is not None:
            self.select(placed.row.key)

    def fold(self, section: Section, *, folded: bool) -> None:
        """Put the rows of a section away, or show them again."""
        (self.choices.folded.add if folded else self.choices.folded.discard)(section)
        self.lay_out()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By mouse about what is under it; by key about the row with the keyboard and the day of the line."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            at = QPointF(event.pos())
            placed = self._layout.at(at.y() + self.scrolled) if at.y() >= self.top else None
            self._ask_menu(placed.row if placed else None, at, event.globalPos())
        else:
            box, day = self.box_of(self.selected), self.now if self.focus is None else self.focus
            placed = self._layout.of(self.selected)
            at = QPointF(min(max(self.axis.x(day), self.axis.left), self.axis.right), max(box.center().y(), self.top))
            self._ask_menu(placed.row if placed else None, at, self.mapToGlobal(at.toPoint()))

    def _ask_menu(self, row: Row | None, at: QPointF, where: QPoint) -> None:
        if self.lanes is None:
            return
        if row is not None:
            self.select(row.key)
        day = self.axis.day(at.x()) if self.axis.left <= at.x() <= self.axis.right else None
        self.menu_asked.emit(Place(row, self.mark_at(at), day, where))

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if (mark := self.mark_at(event.position())) is not None:
            self.opened.emit(mark.entry)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and (told := self.told_at(event.pos().y())):
            QToolTip.showText(event.globalPos(), as_tip(told), self)
            return True
        return super().event(event)

    def told_at(self, y: int) -> str:
        """The rows out of view, where the strip stands that names as many as it has room for."""
        strip = look().px(STRIP)
        if self.below() and y >= self.height() - strip:
            return self.below()
        return self.above() if self.above() and self.top <= y < self.top + strip else ""

    @override
    def leaveEvent(self, event: QEvent) -> None:
        if not self.hasFocus():
            self.focus_day(None)
        super().leaveEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        move = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 / ZOOM if move.y() > 0 else ZOOM)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier or abs(move.x()) > abs(move.y()):
            self.pan(-(move.x() or move.y()) / 120 * self.axis.days / 16)
        else:
            before = self._bar.value()
            self._bar.setValue(before - round(move.y() / 120 * look().px(30)))
            if self._bar.value() == before:
                event.ignore()  # at its end the page goes on
                return
        event.accept()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever goes to work elsewhere sees what is so now, not what was so on a day that was looked at."""
        super().focusOutEvent(event)
        self.weight_asked.emit(False)
        if event.reason() not in _COMES_BACK:
            self.focus_day(None)


def _dragged(start: QPointF, at: QPointF) -> bool:
    return (at - start).manhattanLength() >= QApplication.startDragDistance()
