"""A list of rows of different heights that scrolls by pixels and knows only the rows near what is seen.

Qt's own list asks the height of every row before it shows the first; this one keeps its place whatever it learns.
"""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView
from typing_extensions import override

from careboard.clinical.values import EntryId
from careboard.ui.look.look import look
from careboard.ui.parts.rows import Index
from careboard.ui.patient.timeline.model import TimelineModel
from careboard.ui.patient.timeline.slots import Slots

GAP, MARGIN, HEAD = 6, 13, 36  # between cards, beside them, and of the day over them; pixels at 100%
_ESTIMATE = 112  # of a closed card with its gap


@dataclass(frozen=True, slots=True)
class Place:
    """What stands at the upper edge of the list: an entry, and how far it is scrolled up."""

    entry: EntryId
    offset: int


class SlottedList(QListView):
    """Where the rows of a model stand. A subclass says how high a card is, and what stands over it."""

    moved = Signal()

    def __init__(self, model: TimelineModel) -> None:
        super().__init__()
        self._model = model
        self._slots = Slots(0, self._slot, _ESTIMATE)
        self._at, self._settling = 0, False
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAutoScroll(False)  # what is current may be out of sight, as when entries arrive

    def height_of_card(self, row: int) -> int:
        """How high the card of a row is."""
        raise NotImplementedError

    def above(self, row: int) -> int:
        """How much stands over the card of a row."""
        raise NotImplementedError

    # -- places -------------------------------------------------------------------------------------------------

    def place(self) -> Place | None:
        """Where the list stands; None at its beginning."""
        if not self._model.rows or self._at == 0:
            return None
        row = self._slots.at(self._at)
        return Place(self._model.rows[row].id, self._at - self._slots.top(row))

    def restore(self, place: Place | None) -> None:
        """Stand there again, wherever that entry is now."""
        at = self.row_of(place.entry) if place is not None else None
        if place is not None and at is not None:
            self.scroll_to(self._slots.top(at) + place.offset)

    def row_of(self, entry: EntryId) -> int | None:
        """The row of an entry; None where it is not shown."""
        return next((at for at, row in enumerate(self._model.rows) if row.id == entry), None)

    def scroll_to(self, y: int) -> None:
        """Let this height be the upper edge."""
        room = self.viewport().height()
        y = max(0, min(y, self._slots.height + look().px(GAP) - room))
        y += self._slots.learn(y, y + room, min(self._at, y + room) if y < self._at else y)
        self._at = max(y, 0)
        self.updateGeometries()
        self.moved.emit()

    def measure_anew(self) -> None:
        """Forget every height."""
        self._slots = Slots(len(self._model.rows), self._slot, look().px(_ESTIMATE))

    def rows_in_sight(self) -> tuple[int, int]:
        """The first and the last row in sight, of a list that has rows."""
        return self._slots.at(self._at), self._slots.at(self._at + self.viewport().height() - 1)

    def _slot(self, row: int) -> int:
        return self.above(row) + self.height_of_card(row) + look().px(GAP)

    def card_width(self) -> int:
        """How wide a card is."""
        return max(self.viewport().width() - 2 * look().px(MARGIN), 120)

    # -- what Qt asks -------------------------------------------------------------------------------------------

    @override
    def visualRect(self, index: Index) -> QRect:
        row = index.row()
        if not index.isValid() or row >= len(self._model.rows):
            return QRect()
        above = self.above(row)
        height = self._slots.height_of(row) - above - look().px(GAP)
        return QRect(look().px(MARGIN), self._slots.top(row) + above - self._at, self.card_width(), height)

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
            self.scroll_to(self._at + box.top() - head)
        elif box.bottom() > room - look().px(GAP):
            self.scroll_to(self._at + box.bottom() - room + look().px(GAP))

    @override
    def doItemsLayout(self) -> None:
        self.updateGeometries()

    @override
    def updateGeometries(self) -> None:
        bar, room = self.verticalScrollBar(), self.viewport().height()
        self._settling = True
        bar.setPageStep(room)
        bar.setSingleStep(look().px(54))
        bar.setRange(0, max(0, self._slots.height + look().px(GAP) - room))
        self._at = min(self._at, bar.maximum())
        bar.setValue(self._at)
        self._settling = False
        self.viewport().update()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if not self._settling:
            self.scroll_to(self.verticalScrollBar().value())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        place = self.place()
        if event.size().width() != event.oldSize().width():
            self.measure_anew()
        self.updateGeometries()
        self.restore(place)

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
