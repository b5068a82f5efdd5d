"""The list of the timeline: cards by day, newest first; what a reader does with them, by keys and by mouse.

It keeps its place when entries arrive. An entry counts as seen when its whole body stood open before the reader.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu
from typing_extensions import override

from careboard.clinical.note import Seen
from careboard.clinical.values import EntryId
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.filters import Filter, folded
from careboard.projections.timeline import TimelineRow
from careboard.ui.look.look import look
from careboard.ui.patient.timeline import facts
from careboard.ui.patient.timeline.acts import acts_on
from careboard.ui.patient.timeline.card import Asked, Card, laid_out
from careboard.ui.patient.timeline.card_painting import paint_ring
from careboard.ui.patient.timeline.days import Days
from careboard.ui.patient.timeline.deck import Deck
from careboard.ui.patient.timeline.facts import Team, Veil
from careboard.ui.patient.timeline.heads import RULE, paint_empty, paint_head, paint_rule
from careboard.ui.patient.timeline.model import Index, TimelineModel
from careboard.ui.patient.timeline.reading import Reader
from careboard.ui.patient.timeline.sifting import NO_WORDS, News, news, passing
from careboard.ui.patient.timeline.slotted import GAP, HEAD, MARGIN, Place, SlottedList


class TimelineView(SlottedList):
    """The entries of one chart. It knows no vault; it says what the reader wants done with an entry."""

    wanted = Signal(str, object)  # what to do, and the TimelineRow
    opened = Signal(object)  # a TimelineRow that was read, or counts as unread again

    def __init__(self) -> None:
        super().__init__(TimelineModel(self._spoken, self._headline, self._sentence))
        self._chart: Chart | None = None
        self._all: Sequence[TimelineRow] = ()
        self._days: Days | None = None
        self._news: News | None = None
        self._filter, self._words = Filter(), NO_WORDS
        self._team, self._lifted = Team(), False
        self._reader = Reader()
        self._deck = Deck(self._lay_out)
        self.setAccessibleName(_("Timeline"))
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # -- what it shows ------------------------------------------------------------------------------------------

    def show_chart(self, chart: Chart) -> None:
        """Show a chart; if it is the same patient's, keep the place, the open cards and the current entry."""
        same = self._chart is not None and self._chart.patient == chart.patient
        place, current = (self.place(), self.current) if same else (None, None)
        if not same:
            self._reader = Reader()
        self._chart = chart
        self._all = [row for row in chart.timeline if type(row.entry.content) is not Seen]
        self._show_rows(place, current)

    def show_filtered(self, wanted: Filter) -> None:
        """Show only what passes a filter; the current entry stays the current one if it still shows."""
        if wanted != self._filter:
            self._filter = wanted
            self._show_rows(self.place(), self.current)

    def show_team(self, team: Team) -> None:
        """Say of how many readers each entry was seen."""
        self._team = team
        self._lay_out_anew()

    def show_weights(self, shows: bool) -> None:  # noqa: FBT001, a slot
        """Show hidden weights, or hide them again."""
        if shows != self._lifted:
            self._lifted = shows
            self._lay_out_anew()

    def know_words(self, words: Mapping[EntryId, str]) -> None:
        """The searched words of entries, found out away from the screen, so that a search need not."""
        self._words = words

    def _show_rows(self, place: Place | None, current: TimelineRow | None) -> None:
        if self._chart is None:
            return
        self._model.show_rows(passing(self._all, self._filter, self._words))
        self._days = Days(self._model.rows, self._chart)
        self._news = news(self._model.rows, self._chart) if self._filter == Filter() else None
        self._at = 0
        self.measure_anew()
        self.updateGeometries()
        self.restore(place)
        at = self.row_of(current.id) if current is not None else None
        if at is None and self.hasFocus() and self._model.rows:
            at = 0
        if at is not None:
            self.setCurrentIndex(self._model.index(at))
        self.moved.emit()

    # -- what it says -------------------------------------------------------------------------------------------

    @property
    def rows(self) -> Sequence[TimelineRow]:
        """The rows that pass the filter."""
        return self._model.rows

    @property
    def all_rows(self) -> Sequence[TimelineRow]:
        """Every row but the receipts."""
        return self._all

    @property
    def read(self) -> frozenset[EntryId]:
        """The entries whose whole body was open, and that are not recorded as seen yet."""
        return frozenset(self._reader.read)

    @property
    def current(self) -> TimelineRow | None:
        """The entry that has the keyboard."""
        index = self.currentIndex()
        return self._model.rows[index.row()] if index.isValid() else None

    @property
    def news(self) -> News | None:
        """The line under what is new since the last visit."""
        return self._news

    def card(self, row: int) -> Card:
        """The card of a row, as it is laid out."""
        return self._deck.card(self._model.rows[row])

    def is_open(self, row: TimelineRow) -> bool:
        """Is its whole text shown?"""
        return row.id in self._reader.open

    def is_unread(self, row: TimelineRow) -> bool:
        """Is it unread, and was not read since?"""
        return self._reader.is_unread(row)

    def span(self) -> tuple[TimelineRow, TimelineRow] | None:
        """The first and the last entry in sight."""
        if not self._model.rows:
            return None
        first, last = self.rows_in_sight()
        return self._model.rows[first], self._model.rows[last]

    def _spoken(self, row: TimelineRow) -> str:
        return facts.spoken(row, self._team, unread=self.is_unread(row), veil=self._veil)

    def _headline(self, row: TimelineRow) -> str:
        return facts.headline(row, veil=self._veil)

    def _sentence(self, row: TimelineRow) -> str:
        return facts.sentence(row, veil=self._veil)

    @property
    def _veil(self) -> Veil:
        return Veil(self._chart is not None and self._chart.person.blind_weight, self._lifted)

    # -- what a reader does -------------------------------------------------------------------------------------

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
        """Go to the next unread entry and open it, from the top again after the last one."""
        rows, start = self._model.rows, max(self.currentIndex().row(), 0)
        order = [*range(start, len(rows)), *range(start)]
        at = next((at for at in order if self.is_unread(rows[at]) and not self.is_open(rows[at])), None)
        if at is not None:
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
            case Qt.Key.Key_PageDown | Qt.Key.Key_Space if not event.modifiers():
                bar.setValue(bar.value() + page)
            case Qt.Key.Key_PageUp:
                bar.setValue(bar.value() - page)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if row >= 0 and not event.modifiers():
                self.toggle(row)
            case Qt.Key.Key_Escape if (current := self.current) is not None and self.is_open(current):
                self.toggle(row)
            case _:
                event.ignore()

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
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() is not Qt.MouseButton.LeftButton or not index.isValid():
            return
        self.setCurrentIndex(index)
        at = event.position() - self.visualRect(index).topLeft().toPointF()
        hot = next((key for key, place in self.card(index.row()).hot.items() if place.contains(at)), None)
        if hot is not None:
            self.wanted.emit(hot, self._model.rows[index.row()])
        else:
            self.toggle(index.row())

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.indexAt(event.position().toPoint()).isValid()
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row = self.current
        if row is None or self._chart is None:
            return
        menu = QMenu(self)
        menu.addAction(_("Close") if self.is_open(row) else _("Open"), lambda: self.toggle(self.currentIndex().row()))
        for key, words in acts_on(row, self._chart):
            menu.addAction(words, partial(self.wanted.emit, key, row))
        menu.popup(self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center()))

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self.moved.emit()

    # -- cards --------------------------------------------------------------------------------------------------

    @override
    def height_of_card(self, row: int) -> int:
        return self.card(row).height

    @override
    def above(self, row: int) -> int:
        head = look().px(HEAD) if self._days is not None and self._days.begins(row) else 0
        return head + (look().px(RULE) if self._news is not None and row == self._news.row else 0)

    def _lay_out(self, row: TimelineRow) -> Card:
        words = tuple(folded(self._filter.words).split())
        asked = Asked(self.card_width(), self.is_open(row), unread=row.unread, words=words, veil=self._veil)
        if asked.opened and self._chart is not None:
            asked = replace(asked, actions=acts_on(row, self._chart))
        return laid_out(row, asked, self._team)

    @override
    def measure_anew(self) -> None:
        self._deck.clear()
        super().measure_anew()

    def _lay_out_anew(self) -> None:
        place = self.place()
        self.measure_anew()
        self.updateGeometries()
        self.restore(place)

    def _card_changed(self, row: int) -> None:
        self._deck.forget(self._model.rows[row].id)
        self._slots.changed(row)
        self.updateGeometries()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ApplicationPaletteChange, QEvent.Type.ApplicationFontChange):
            self._lay_out_anew()

    # -- painting -----------------------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), look().colour("surface2"))
        if self._days is not None:
            if self._model.rows:
                self._paint_rows(painter, self._days)
            else:
                paint_empty(painter, self.viewport().rect(), filtered=bool(self._all))
        painter.end()

    def _paint_rows(self, painter: QPainter, days: Days) -> None:
        head, room = look().px(HEAD), self.viewport().height()
        first = row = self._slots.at(self._at)
        y = self._slots.top(row) - self._at
        sticky, stands = float(head), False
        while row < len(self._model.rows) and y < room:
            card_y = y + self.above(row)
            if self._news is not None and row == self._news.row:
                paint_rule(painter, self._news.words, self._band(y, RULE))
            if days.begins(row):
                stands = stands or (row == first and card_y >= head)
                if row > first and card_y - head < head:
                    sticky = min(sticky, max(float(card_y - head), 0.0))
                paint_head(painter, days.head(row), self._band(card_y - head))
            self._paint_card(painter, row, card_y)
            y += self._slots.height_of(row)
            row += 1
        if not stands:
            paint_head(painter, days.head(first), self._band(sticky - head))

    def _paint_card(self, painter: QPainter, row: int, y: int) -> None:
        x, room, card = look().px(MARGIN), self.viewport().height(), self.card(row)
        self._deck.show(painter, card, x, y, ratio=self.devicePixelRatioF(), highest=room)
        if row == self.currentIndex().row():
            paint_ring(painter, card, x, y, focused=self.hasFocus())
        if self._reader.saw(card.row, top=y >= 0, bottom=y + card.height <= room + look().px(GAP)):
            self.opened.emit(card.row)

    def _band(self, y: float, height: int = HEAD) -> QRectF:
        return QRectF(0, y, self.viewport().width(), look().px(height))
