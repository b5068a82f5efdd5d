"""The list of the timeline: cards by day, newest first; only what is seen is measured and drawn.

It keeps its place when entries arrive. An entry counts as seen when its whole body stood open before the reader.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QMenu
from typing_extensions import override

from careboard.clinical.note import Seen
from careboard.clinical.values import EntryId
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.filters import Filter, folded, shown
from careboard.projections.timeline import TimelineRow
from careboard.projections.wording.times import moment
from careboard.ui.look.look import look
from careboard.ui.patient.timeline import facts
from careboard.ui.patient.timeline.acts import acts_on
from careboard.ui.patient.timeline.card import Asked, Card, laid_out, paint, paint_ring
from careboard.ui.patient.timeline.days import DayHead, Days, weekday
from careboard.ui.patient.timeline.facts import Team, Veil
from careboard.ui.patient.timeline.heads import HEAD, RULE, paint_empty, paint_head, paint_rule
from careboard.ui.patient.timeline.model import Index, TimelineModel
from careboard.ui.patient.timeline.slots import Slots

GAP, MARGIN = 6, 13
_ESTIMATE = 112  # pixels of a closed card with its gap, at 100%
_KEPT, _PICTURES = 400, 60  # cards that stay laid out, and drawn


@dataclass(frozen=True, slots=True)
class _Place:
    """What stands at the upper edge of the list: an entry, and how far it is scrolled up."""

    entry: EntryId
    offset: int


def spoken_words(row: TimelineRow) -> str:
    """What of a row is searched: what it is, who wrote it, all of its words; without capitals and accents."""
    return folded(f"{row.kind_name} {row.author} {row.words}")


class TimelineView(QListView):
    """The entries of one chart. It knows no vault; it says what the reader wants done with an entry."""

    wanted = Signal(str, object)  # what to do, and the TimelineRow
    opened = Signal(object)  # a TimelineRow whose whole body was seen
    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._chart: Chart | None = None
        self._all: Sequence[TimelineRow] = ()
        self._filter = Filter()
        self._team = Team()
        self._days: Days | None = None
        self._cards: dict[EntryId, Card] = {}
        self._pictures: dict[EntryId, QPixmap] = {}
        self._open: set[EntryId] = set()
        self._read: set[EntryId] = set()
        self._ends: dict[EntryId, set[str]] = {}
        self._words: Mapping[EntryId, str] = {}
        self._rule: int | None = None
        self._shows_weight = False
        self._scrolling = False
        self._at = 0
        self._model = TimelineModel(
            self._spoken,
            lambda row: facts.headline(row, veil=self._veil),
            lambda row: facts.sentence(row, veil=self._veil),
        )
        self._slots = Slots(0, self._measure, _ESTIMATE)
        self.setModel(self._model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAutoScroll(False)  # what is current may be out of sight, as when entries arrive
        self.setAccessibleName(_("Timeline"))
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # -- what it shows ------------------------------------------------------------------------------------------

    def show_chart(self, chart: Chart) -> None:
        """Show a chart; if it is the same patient's, keep the place, the open cards and the current entry."""
        same = self._chart is not None and self._chart.patient == chart.patient
        place, current = (self._place(), self._current_id()) if same else (None, None)
        if not same:
            self._open, self._read, self._ends = set(), set(), {}
        self._chart = chart
        self._all = [row for row in chart.timeline if type(row.entry.content) is not Seen]
        self._show_rows(place, current)

    def show_team(self, team: Team) -> None:
        """Say of how many readers each entry was seen."""
        self._team = team
        self._relay()

    def show_filtered(self, wanted: Filter) -> None:
        """Show only what passes a filter; the current entry stays the current one if it still shows."""
        if wanted != self._filter:
            self._filter = wanted
            self._show_rows(self._place(), self._current_id())

    def know_words(self, words: Mapping[EntryId, str]) -> None:
        """The folded words of entries, found out away from the screen, so that a search need not."""
        self._words = words

    def show_weights(self, shows: bool) -> None:  # noqa: FBT001, a slot
        """Show hidden weights, or hide them again."""
        if shows != self._shows_weight:
            self._shows_weight = shows
            self._relay()

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
        return frozenset(self._read)

    @property
    def current(self) -> TimelineRow | None:
        """The entry that has the keyboard."""
        index = self.currentIndex()
        return self._model.rows[index.row()] if index.isValid() else None

    def is_open(self, row: TimelineRow) -> bool:
        """Is its whole text shown?"""
        return row.id in self._open

    def is_unread(self, row: TimelineRow) -> bool:
        """Is it unread, and was not opened since?"""
        return row.id not in self._read and row.unread

    @property
    def sticky(self) -> DayHead | None:
        """The day that stands at the upper edge."""
        return self._days.head(self._slots.at(self._at)) if self._days and self._model.rows else None

    def span(self) -> tuple[TimelineRow, TimelineRow] | None:
        """The first and the last entry in sight."""
        if not self._model.rows:
            return None
        last = self._slots.at(self._at + self.viewport().height() - 1)
        return self._model.rows[self._slots.at(self._at)], self._model.rows[last]

    # -- what a reader does -------------------------------------------------------------------------------------

    def go_to(self, row: int) -> None:
        """Make a row the current one, and bring it into sight."""
        if 0 <= row < len(self._model.rows):
            self.setCurrentIndex(self._model.index(row))
            self.scrollTo(self.currentIndex())

    def show_from(self, row: int) -> None:
        """Show a row at the upper edge, and make it the current one."""
        self.setCurrentIndex(self._model.index(row))
        self._scroll_to(self._slots.top(row))

    def go_to_entry(self, entry: EntryId, *, opened: bool = True) -> bool:
        """Go to an entry by its id, and open it; False where it is not shown."""
        at = next((at for at, row in enumerate(self._model.rows) if row.id == entry), None)
        if at is None:
            return False
        if opened:
            self._open.add(entry)
            self._card_changed(at)
        self.go_to(at)
        return True

    def toggle(self, row: int) -> None:
        """Open a card, or close it."""
        entry = self._model.rows[row].id
        self._open.symmetric_difference_update({entry})
        self._ends.pop(entry, None)
        self._card_changed(row)
        self.scrollTo(self._model.index(row))

    def next_unread(self) -> None:
        """Go to the next unread entry and open it, from the top again after the last one."""
        rows, start = self._model.rows, self.currentIndex().row() + 1
        if start == 1 and rows and self.is_unread(rows[0]) and not self.is_open(rows[0]):
            start = 0
        order = [*range(start, len(rows)), *range(start)]
        at = next((at for at in order if self.is_unread(rows[at])), None)
        if at is None:
            return
        self._open.add(rows[at].id)
        self._card_changed(at)
        self.go_to(at)

    def keep_unread(self) -> None:
        """The current entry counts as unread again."""
        row = self.current
        if row is not None and row.id in self._read:
            self._read.discard(row.id)
            self._open.discard(row.id)
            self._card_changed(self.currentIndex().row())
            self.opened.emit(row)

    def were_recorded_as_seen(self, entries: frozenset[EntryId]) -> None:
        """These entries are recorded as seen now."""
        self._read -= entries

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        page = max(self.viewport().height() - look().px(HEAD), look().px(60))
        bar = self.verticalScrollBar()
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
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        row, box = self._model.rows[index.row()], self.visualRect(index)
        at = event.position() - box.topLeft().toPointF()
        card = self._cards.get(row.id)
        hot = next((key for key, place in card.hot.items() if place.contains(at)), None) if card else None
        if hot is not None:
            self.wanted.emit(hot, row)
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

    # -- where things stand -------------------------------------------------------------------------------------

    @override
    def visualRect(self, index: Index) -> QRect:
        if not index.isValid() or index.row() >= len(self._model.rows):
            return QRect()
        top = self._slots.top(index.row()) + self._above(index.row()) - self._at
        gap = look().px(GAP)
        return QRect(
            look().px(MARGIN), top, self._width(), self._slots.height_of(index.row()) - self._above(index.row()) - gap
        )

    @override
    def indexAt(self, point: QPoint) -> QModelIndex:
        y = point.y() + self._at
        if not self._model.rows or not 0 <= y < self._slots.height or point.y() < 0:
            return QModelIndex()
        index = self._model.index(self._slots.at(y))
        return index if self.visualRect(index).contains(point) else QModelIndex()

    @override
    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        if not index.isValid():
            return
        box, head, room = self.visualRect(index), look().px(HEAD), self.viewport().height()
        if box.top() < head or box.height() > room - head:
            self._scroll_to(self._at + box.top() - head)
        elif box.bottom() > room - look().px(GAP):
            self._scroll_to(self._at + box.bottom() - room + look().px(GAP))

    @override
    def doItemsLayout(self) -> None:
        self.updateGeometries()

    @override
    def updateGeometries(self) -> None:
        bar, room = self.verticalScrollBar(), self.viewport().height()
        self._scrolling = True
        bar.setPageStep(room)
        bar.setSingleStep(look().px(54))
        bar.setRange(0, max(0, self._slots.height + look().px(GAP) - room))
        self._at = min(self._at, bar.maximum())
        bar.setValue(self._at)
        self._scrolling = False
        self.viewport().update()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if not self._scrolling:
            self._scroll_to(self.verticalScrollBar().value())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        place = self._place()
        if event.size().width() != event.oldSize().width():
            self._measure_anew()
        self.updateGeometries()
        self._restore(place)

    @override
    def horizontalOffset(self) -> int:
        return 0

    @override
    def verticalOffset(self) -> int:
        return self._at

    @override
    def isIndexHidden(self, index: Index) -> bool:
        return False

    @override
    def visualRegionForSelection(self, selection: object) -> QRegion:
        return QRegion(self.viewport().rect())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ApplicationPaletteChange, QEvent.Type.ApplicationFontChange):
            self._relay()

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self.moved.emit()

    # -- painting -----------------------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), look().colour("surface2"))
        if self._chart is not None and self._days is not None:
            if self._model.rows:
                self._paint_rows(painter, self._days)
            else:
                paint_empty(painter, self.viewport().rect(), filtered=bool(self._all))
        painter.end()

    def _paint_rows(self, painter: QPainter, days: Days) -> None:
        now, room = look(), self.viewport().height()
        row = self._slots.at(self._at)
        first, current = row, self.currentIndex().row()
        y = self._slots.top(row) - self._at
        sticky, own_head = float(now.px(HEAD)), False
        while row < len(self._model.rows) and y < room:
            card_y = y + self._above(row)
            if row == self._rule:
                paint_rule(painter, self._rule_words(), self._band(y, RULE))
            if days.begins(row):
                head_y = card_y - now.px(HEAD)
                own_head = own_head or (row == first and head_y >= 0)
                if row > first and head_y < now.px(HEAD):
                    sticky = min(sticky, max(float(head_y), 0.0))
                paint_head(painter, days.head(row), self._band(head_y))
            card = self._card(row)
            self._paint_card(painter, card, card_y)
            if row == current:
                paint_ring(painter, card, now.px(MARGIN), card_y, focused=self.hasFocus())
            self._look_at(card, card_y)
            y += self._slots.height_of(row)
            row += 1
        if not own_head:
            top = sticky - now.px(HEAD)
            paint_head(painter, days.head(first), self._band(top))

    def _paint_card(self, painter: QPainter, card: Card, y: int) -> None:
        """A card is drawn once and shown as a picture while the list scrolls; a very long one is drawn each time."""
        x = look().px(MARGIN)
        if card.height > self.viewport().height():
            paint(painter, card, x, y)
            return
        picture = self._pictures.get(card.row.id)
        if picture is None:
            if len(self._pictures) >= _PICTURES:
                del self._pictures[next(iter(self._pictures))]
            picture = self._pictures[card.row.id] = self._drawn(card)
        painter.drawPixmap(x, y, picture)

    def _drawn(self, card: Card) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(round(card.asked.width * ratio), round(card.height * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(look().colour("surface2"))
        painter = QPainter(picture)
        paint(painter, card, 0, 0)
        painter.end()
        return picture

    def _band(self, y: float, height: int = HEAD) -> QRectF:
        return QRectF(0, y, self.viewport().width(), look().px(height))

    def _look_at(self, card: Card, y: float) -> None:
        """Remember which ends of an open card were in sight; both make it read."""
        row = card.row
        if not card.asked.opened or row.id in self._read or not row.unread:
            return
        ends = self._ends.setdefault(row.id, set())
        if y >= 0:
            ends.add("top")
        if y + card.height <= self.viewport().height() + look().px(GAP):
            ends.add("bottom")
        if len(ends) == 2:
            self._read.add(row.id)
            self.opened.emit(row)

    # -- cards and measures -------------------------------------------------------------------------------------

    def _show_rows(self, place: _Place | None, current: EntryId | None) -> None:
        if self._chart is None:
            return
        self._model.show_rows(self._passing())
        self._days = Days(self._model.rows, self._chart)
        self._rule = self._rule_row()
        self._at = 0
        self._measure_anew()
        self.updateGeometries()
        self._restore(place)
        if current is not None:
            self._make_current(current)
        if self.hasFocus() and not self.currentIndex().isValid() and self._model.rows:
            self.setCurrentIndex(self._model.index(0))
        self.moved.emit()

    def _passing(self) -> Sequence[TimelineRow]:
        if self._filter == Filter():
            return self._all
        words = folded(self._filter.words).split()
        if not words or not self._words:
            return shown(self._all, self._filter)
        rows = shown(self._all, replace(self._filter, words=""))
        told = ((row, self._words.get(row.id) or spoken_words(row)) for row in rows)
        return tuple(row for row, text in told if all(word in text for word in words))

    def _relay(self) -> None:
        place = self._place()
        self._measure_anew()
        self.updateGeometries()
        self._restore(place)

    def _measure_anew(self) -> None:
        self._cards.clear()
        self._pictures.clear()
        self._slots = Slots(len(self._model.rows), self._measure, look().px(_ESTIMATE))

    def _measure(self, row: int) -> int:
        return self._above(row) + self._card(row).height + look().px(GAP)

    def _above(self, row: int) -> int:
        """What stands over a card: the day it begins, and the line of what is new."""
        head = look().px(HEAD) if self._days is not None and self._days.begins(row) else 0
        return head + (look().px(RULE) if row == self._rule else 0)

    def _width(self) -> int:
        return max(self.viewport().width() - 2 * look().px(MARGIN), 120)

    def _asked(self, row: TimelineRow) -> Asked:
        words = tuple(folded(self._filter.words).split())
        asked = Asked(self._width(), row.id in self._open, unread=row.unread, words=words, veil=self._veil)
        if asked.opened and self._chart is not None:
            return replace(asked, actions=acts_on(row, self._chart))
        return asked

    @property
    def _veil(self) -> Veil:
        flagged = self._chart is not None and self._chart.person.blind_weight
        return Veil(flagged, self._shows_weight)

    def _card(self, row: int) -> Card:
        shown_row = self._model.rows[row]
        card = self._cards.get(shown_row.id)
        if card is None:
            if len(self._cards) > _KEPT:
                for entry in list(self._cards)[: _KEPT // 2]:
                    del self._cards[entry]
            asked = self._asked(shown_row)
            card = self._cards[shown_row.id] = laid_out(shown_row, asked, self._team)
        return card

    def _card_changed(self, row: int) -> None:
        self._cards.pop(self._model.rows[row].id, None)
        self._pictures.pop(self._model.rows[row].id, None)
        self._slots.changed(row)
        self.updateGeometries()

    def _scroll_to(self, y: int) -> None:
        room = self.viewport().height()
        y = max(0, min(y, self._slots.height + look().px(GAP) - room))
        y += self._slots.learn(y, y + room, min(self._at, y + room) if y < self._at else y)
        self._at = max(y, 0)
        self.updateGeometries()
        self.moved.emit()

    def _place(self) -> _Place | None:
        if not self._model.rows or self._at == 0:
            return None
        row = self._slots.at(self._at)
        return _Place(self._model.rows[row].id, self._at - self._slots.top(row))

    def _restore(self, place: _Place | None) -> None:
        if place is None:
            return
        at = next((at for at, row in enumerate(self._model.rows) if row.id == place.entry), None)
        if at is not None:
            self._scroll_to(self._slots.top(at) + place.offset)

    def _current_id(self) -> EntryId | None:
        row = self.current
        return row.id if row is not None else None

    def _make_current(self, entry: EntryId) -> None:
        at = next((at for at, row in enumerate(self._model.rows) if row.id == entry), None)
        if at is not None:
            self.setCurrentIndex(self._model.index(at))

    # -- what is new --------------------------------------------------------------------------------------------

    def _rule_row(self) -> int | None:
        """The row under the line "new since your last visit": the first that was there then."""
        look_before = self._chart.unread.last_look if self._chart else None
        if look_before is None or self._filter != Filter():
            return None
        rows = self._model.rows
        at = next((at for at, row in enumerate(rows) if row.recorded_at <= look_before), len(rows))
        return at if 0 < at < len(rows) and any(row.unread for row in rows[:at]) else None

    def _rule_words(self) -> str:
        if self._chart is None or self._rule is None or self._chart.unread.last_look is None:
            return ""
        count = sum(row.unread for row in self._model.rows[: self._rule])
        since, voice = self._chart.unread.last_look, self._chart.voice
        when = f"{weekday(since.astimezone(self._chart.zone).date(), voice)} {moment(since, voice)}"
        return _("{n} new since your last visit, {when}").format(n=count, when=when)

    def _spoken(self, row: TimelineRow) -> str:
        return facts.spoken(row, self._team, unread=self.is_unread(row), veil=self._veil)
