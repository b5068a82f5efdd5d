"""The cards of the timeline by day, newest first, and the line under what is new: what is shown, and how it is drawn.

It keeps its place when entries arrive. An entry counts as seen when its whole body stood open before the reader.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from typing_extensions import override

from careboard.clinical.note import Seen
from careboard.clinical.values import EntryId
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.filters import Filter, folded
from careboard.projections.timeline import TimelineRow
from careboard.ui.look.look import look
from careboard.ui.parts.rows import Index
from careboard.ui.patient.timeline import facts
from careboard.ui.patient.timeline.acts import acts_on
from careboard.ui.patient.timeline.card import Asked, Card, laid_out
from careboard.ui.patient.timeline.card_painting import paint_ring
from careboard.ui.patient.timeline.days import Days
from careboard.ui.patient.timeline.deck import Deck
from careboard.ui.patient.timeline.emptiness import Emptiness
from careboard.ui.patient.timeline.facts import NOT_TOLD, Team, Veil, Whereabouts
from careboard.ui.patient.timeline.heads import RULE, paint_head, paint_rule
from careboard.ui.patient.timeline.model import TimelineModel
from careboard.ui.patient.timeline.reading import Reader
from careboard.ui.patient.timeline.sifting import NO_WORDS, News, news, passing
from careboard.ui.patient.timeline.slotted import GAP, HEAD, MARGIN, Place, SlottedList


class CardList(SlottedList):
    """The entries of one chart, as one reader has them open."""

    opened = Signal(object)  # a TimelineRow that was read, or counts as unread again
    laid_anew = Signal()  # every card is another

    def __init__(self) -> None:
        super().__init__(TimelineModel(self._spoken, self._headline, self._sentence))
        self._chart: Chart | None = None
        self._all: Sequence[TimelineRow] = ()
        self._days: Days | None = None
        self._news: News | None = None
        self._filter, self._words = Filter(), NO_WORDS
        self._team, self._lifted = Team(), False
        self._whereabouts, self._still = NOT_TOLD, False
        self._reader = Reader()
        self.beside: EntryId | None = None  # the entry that stands whole beside the list
        self._deck = Deck(self._lay_out)
        self.emptiness = Emptiness(self.viewport())
        self.setAccessibleName(_("Timeline"))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # -- what it shows ------------------------------------------------------------------------------------------

    def show_chart(self, chart: Chart) -> None:
        """Show a chart; if it is the same patient's, keep the place, the open cards and the current entry."""
        same = self._chart is not None and self._chart.patient == chart.patient
        place, current = (self.place(), self.current) if same else (None, None)
        if not same:
            self._reader = Reader()
        if self._chart is not None and self._chart.person.blind_weight != chart.person.blind_weight:
            self._words = NO_WORDS  # they were found out while other figures were hidden
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

    def show_whereabouts(self, whereabouts: Whereabouts) -> None:
        """Say which entries are on this computer alone."""
        before, self._whereabouts = self._whereabouts, whereabouts
        if before.hub != whereabouts.hub or any(
            before.are_alone(row) != whereabouts.are_alone(row) for row in self._model.rows
        ):
            self._lay_out_anew()

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """Meanwhile what is open at the beginning stays where it is, though something newer comes above it."""
        self._still = True
        try:
            yield
        finally:
            self._still = False

    @override
    def place(self) -> Place | None:
        here = super().place()
        if here is None and self._still and self._reader.open and self._model.rows:
            return Place(self._model.rows[0].id, 0)
        return here

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
        self._model.show_rows(passing(self._all, self._filter, self._words, blind=self._chart.person.blind_weight))
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
        if self._model.rows:
            self.emptiness.hide()
        else:
            self.emptiness.show_why(filtered=bool(self._all))
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

    def is_whole(self, row: TimelineRow) -> bool:
        """Does it stand whole before the reader, here or beside the list?"""
        return self.is_open(row) or row.id == self.beside

    def saw_beside(self, row: TimelineRow, top: bool, bottom: bool) -> None:  # noqa: FBT001, a slot
        """Its beginning or its end was in sight beside the list."""
        if self._reader.saw_beside(row, top=top, bottom=bottom):
            self._was_read(row)

    def _was_read(self, row: TimelineRow) -> None:
        """Its card has no dot any more; it keeps its height, so that nothing moves under the reader's eyes."""
        self._deck.forget(row.id)
        self.viewport().update()
        self.opened.emit(row)

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
        unread, whereabouts = self.is_unread(row), self._whereabouts
        return facts.spoken(row, self._team, unread=unread, veil=self._veil, whereabouts=whereabouts)

    def _headline(self, row: TimelineRow) -> str:
        return facts.headline(row, veil=self._veil)

    def _sentence(self, row: TimelineRow) -> str:
        return facts.sentence(row, veil=self._veil)

    @property
    def _veil(self) -> Veil:
        return Veil(self._chart is not None and self._chart.person.blind_weight, self._lifted)

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
        return self._laid_out(row, self.card_width(), opened=self.is_open(row))

    def whole_card(self, row: TimelineRow, width: int) -> Card:
        """An entry open, in a width of another place."""
        return self._laid_out(row, width, opened=True)

    def _laid_out(self, row: TimelineRow, width: int, *, opened: bool) -> Card:
        words = tuple(folded(self._filter.words).split())
        asked = Asked(width, opened, self.is_unread(row), words, self._veil, whereabouts=self._whereabouts)
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
        self.laid_anew.emit()

    def _card_changed(self, row: int) -> None:
        self._deck.forget(self._model.rows[row].id)
        self._slots.changed(row)
        self.updateGeometries()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ApplicationPaletteChange, QEvent.Type.ApplicationFontChange):
            self._lay_out_anew()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.emptiness.setGeometry(self.viewport().rect())

    # -- painting -----------------------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), look().colour("surface2"))
        if self._days is not None and self._model.rows:
            self._paint_rows(painter, self._days)
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
            self._was_read(card.row)

    def _band(self, y: float, height: int = HEAD) -> QRectF:
        return QRectF(0, y, self.viewport().width(), look().px(height))
