"""The list of the timeline as a reader uses it: what keys and mouse do with the cards.

It changes nothing in a record: it says what the reader wants done with an entry.
"""

from functools import partial

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QMenu, QToolTip
from typing_extensions import override

from careboard.clinical.values import EntryId
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.timeline import TimelineRow
from careboard.ui.look.look import look
from careboard.ui.parts.copied import copy_text
from careboard.ui.parts.rows import Index
from careboard.ui.parts.tips import as_tip
from careboard.ui.patient.timeline.acts import acts_on
from careboard.ui.patient.timeline.card import Card
from careboard.ui.patient.timeline.card_list import CardList
from careboard.ui.patient.timeline.passage import Hand, copied
from careboard.ui.patient.timeline.slotted import HEAD


class TimelineView(CardList):
    """The entries of one chart, to go through, to open and to act on. It knows no vault."""

    wanted = Signal(str, object)  # what to do, and the TimelineRow
    peeked = Signal()  # the current entry is to be shown whole beside the list, or no longer

    def __init__(self) -> None:
        super().__init__()
        self.viewport().setMouseTracking(True)
        self._pressed: EntryId | None = None  # the entry on which the mouse went down
        self._hand, self._lets_go = Hand(), False  # a click into chosen words lets go of them, and closes no card

    def go_to(self, row: int) -> None:
        """Make a row the current one, and bring it into sight."""
        if 0 <= row < len(self._model.rows):
            self.setCurrentIndex(self._model.index(row))
            self.scrollTo(self.currentIndex())

    def show_from(self, row: int) -> None:
        """Show a row at the upper edge, and make it the current one."""
        self.setCurrentIndex(self._model.index(row))
        self.scroll_to(self._slots.top(row))

    def go_to_entry(self, entry: EntryId, *, opened: bool = True) -> bool:
        """Go to an entry by its id, and open it; False where it is not shown."""
        at = self.row_of(entry)
        if at is None:
            return False
        if opened:
            self._open(at)
        self.go_to(at)
        return True

    def toggle(self, row: int) -> None:
        """Open a card, or close it."""
        self._reader.toggle(self._model.rows[row].id)
        self._card_changed(row)
        self.scrollTo(self._model.index(row))

    def next_unread(self) -> None:
        """Go to the next unread entry and open it, from the top again after the last one.

        While an entry stands whole beside the list the next one stands there, and nothing opens in the list.
        """
        rows, start = self._model.rows, max(self.currentIndex().row() + (self.beside is not None), 0)
        order = [*range(start, len(rows)), *range(start)]
        at = next((at for at in order if self.is_unread(rows[at]) and not self.is_open(rows[at])), None)
        if at is not None:
            if self.beside is None:
                self._open(at)
            self.go_to(at)

    def keep_unread(self) -> None:
        """The current entry counts as unread again."""
        row = self.current
        if row is not None and self._reader.keep_unread(row.id):
            self._card_changed(self.currentIndex().row())
            self.opened.emit(row)

    def were_recorded_as_seen(self, entries: frozenset[EntryId]) -> None:
        """These entries are recorded as seen now."""
        self._reader.read -= entries

    def _open(self, row: int) -> None:
        self._reader.open.add(self._model.rows[row].id)
        self._card_changed(row)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, bar = self.currentIndex().row(), self.verticalScrollBar()
        page = max(self.viewport().height() - look().px(HEAD), look().px(60))
        match event.key():
            case Qt.Key.Key_J | Qt.Key.Key_Down:
                self.go_to(row + 1)
            case Qt.Key.Key_K | Qt.Key.Key_Up:
                self.go_to(max(row - 1, 0))
            case Qt.Key.Key_Home:
                self.go_to(0)
            case Qt.Key.Key_End:
                self.go_to(len(self._model.rows) - 1)
            case Qt.Key.Key_Space if row >= 0 and not event.modifiers():
                self.peeked.emit()
            case Qt.Key.Key_Escape if self.beside is not None:
                self.peeked.emit()
            case Qt.Key.Key_PageDown if not event.modifiers():
                bar.setValue(bar.value() + page)
            case Qt.Key.Key_PageUp:
                bar.setValue(bar.value() - page)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if row >= 0 and not event.modifiers():
                self.toggle(row)
            case Qt.Key.Key_Escape if (current := self.current) is not None and self.is_open(current):
                self.toggle(row)
            case _ if event.matches(QKeySequence.StandardKey.Copy):
                self.copy()
            case _:
                event.ignore()

    def copy(self) -> None:
        """Copy what is chosen of the current card, else the whole of it where it is open."""
        row = self.current
        if row is not None and self.is_open(row):
            self.copy_card(self.card(self.currentIndex().row()))

    def copy_card(self, card: Card) -> None:
        """Copy of a card that stands whole; nothing while a hidden weight is shown."""
        if not self._lifted:
            copy_text(copied(card))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid() and self._model.rows:
            self.setCurrentIndex(self._model.index(self._slots.at(self._at + look().px(HEAD))))
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.show_weights(False)  # the key may be let go of elsewhere
        self.viewport().update()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if not isinstance(event, QHelpEvent):
            return super().viewportEvent(event)
        index = self.indexAt(event.pos())
        told = "\n\n".join(self.card(index.row()).cut) if index.isValid() else ""
        QToolTip.showText(event.globalPos(), as_tip(told), self.viewport())
        return True

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        index = self.indexAt(event.position().toPoint())
        self._pressed = self._model.rows[index.row()].id if index.isValid() else None
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        card = self.card(index.row()) if index.isValid() and self.is_open(self._model.rows[index.row()]) else None
        before = self._hand.card
        self._lets_go = self._hand.goes_down(card, self._in_card(event, index)) and card is before
        self.viewport().update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click goes down and up on the same card, whatever moved in between; a drag over its words chose them."""
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and self._hand.comes_up():
            self._go_to_chosen()
            return
        if event.button() is not Qt.MouseButton.LeftButton or not index.isValid():
            return
        if self._model.rows[index.row()].id != self._pressed:
            return
        self.setCurrentIndex(index)
        at = self._in_card(event, index)
        hot = next((key for key, place in self.card(index.row()).hot.items() if place.contains(at)), None)
        if hot is not None:
            self.wanted.emit(hot, self._model.rows[index.row()])
        elif not self._lets_go:
            self.toggle(index.row())

    def _in_card(self, event: QMouseEvent, index: Index) -> QPointF:
        return event.position() - self.visualRect(index).topLeft().toPointF()

    def _go_to_chosen(self) -> None:
        """The card in which words are chosen is the current one, and stays where it is."""
        at = self.row_of(self._hand.card.row.id) if self._hand.card is not None else None
        if at is not None:
            self.setCurrentIndex(self._model.index(at))

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Who clicks twice wants the card open: the second click does not close it again."""
        self._pressed = None

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self.row_of(self._pressed) if self._pressed is not None else None
        if event.buttons() & Qt.MouseButton.LeftButton and at is not None:
            if self._hand.goes_along(self._in_card(event, self._model.index(at))):
                self.viewport().update()
            return
        over = self.indexAt(event.position().toPoint()).isValid()
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By mouse about the card under it, and there; by key about the current one."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if not index.isValid() or self._chart is None:
            return
        self.setCurrentIndex(index)
        middle = self.viewport().mapToGlobal(self.visualRect(index).intersected(self.viewport().rect()).center())
        self._menu_of(self._model.rows[index.row()], self._chart).popup(event.globalPos() if by_mouse else middle)

    def _menu_of(self, row: TimelineRow, chart: Chart) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Whole at the right  Space"), self.peeked.emit)
        menu.addAction(_("Close") if self.is_open(row) else _("Open"), lambda: self.toggle(self.currentIndex().row()))
        if self.is_open(row):
            menu.addAction(_("Copy  Ctrl+C"), self.copy)
        for key, words in acts_on(row, chart):
            menu.addAction(words, partial(self.wanted.emit, key, row))
        return menu
