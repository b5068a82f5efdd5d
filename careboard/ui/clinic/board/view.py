"""The board as it is used: cards in lanes, arrows go to the card beside, Enter opens, a card can be dragged.

A drag signs nothing: it says where somebody wants to move a patient, and the form of that opens.
"""

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QListView, QToolTip
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.projections.caseload import CaseloadRow
from careboard.ui.clinic.board.card import card_height, paint_card
from careboard.ui.clinic.board.grounds import paint_dragged, paint_ground, paint_heads
from careboard.ui.clinic.board.lanes import GAP, HEAD, MARGIN, NONE, Lane, Lanes, laid_out
from careboard.ui.clinic.board.model import BoardModel
from careboard.ui.clinic.caseload.filters import STAGES
from careboard.ui.clinic.caseload.heights import Heights
from careboard.ui.clinic.caseload.keys import belongs_to_the_page
from careboard.ui.clinic.caseload.model import ROW, CaseloadModel
from careboard.ui.clinic.caseload.mover import TARGETS
from careboard.ui.look.look import look
from careboard.ui.parts.rows import Index

_STEP = {
    QAbstractItemView.CursorAction.MoveUp: (0, -1),
    QAbstractItemView.CursorAction.MoveDown: (0, 1),
    QAbstractItemView.CursorAction.MoveLeft: (-1, 0),
    QAbstractItemView.CursorAction.MoveRight: (1, 0),
}
_ASIDE = 3  # how much farther a card counts that stands aside of the way


class Board(QListView):
    """All patients as cards. `opened` hands over the row that was chosen, `move_wanted` a row and a stage as well."""

    opened = Signal(object)  # a CaseloadRow
    move_wanted = Signal(object, object)  # a CaseloadRow and a Stage

    def __init__(self, caseload: CaseloadModel) -> None:
        super().__init__()
        self._caseload = caseload
        self._lanes = NONE
        self._heights = Heights()
        self._pressed: QPoint | None = None
        self._dragged: QPoint | None = None
        self.setAccessibleName(_("Patients by stage"))
        self.setModel(BoardModel(caseload))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        caseload.changed.connect(self._lay_out)
        self.doubleClicked.connect(self._open)

    # -- where cards stand --------------------------------------------------------------------------------------

    @Slot()
    def _lay_out(self) -> None:
        if not self.isVisible():
            self._lanes = NONE
            return
        rows = self._caseload.shown
        self._lanes = laid_out(
            rows, self.viewport().width(), look().scale, lambda at, wide: self._height(rows[at], wide)
        )
        self.updateGeometries()

    def _height(self, row: CaseloadRow, width: int) -> int:
        zone, hidden = self._caseload.zone, self._caseload.names_hidden
        rests_on = (width, look().scale, hidden)
        return self._heights.of(row, rests_on, lambda row: card_height(row, width, zone, hidden=hidden))

    @property
    def lanes(self) -> Lanes:
        """Where everything stands."""
        return self._lanes

    def choose(self, at: int) -> None:
        """Give the keyboard to the card of a row."""
        self.setCurrentIndex(self.model().index(at, 0))

    def _box(self, at: int) -> QRect:
        return self._lanes.boxes[at].translated(-self._left, self._below - self._top)

    @property
    def _left(self) -> int:
        return self.horizontalScrollBar().value()

    @property
    def _top(self) -> int:
        return self.verticalScrollBar().value()

    @property
    def _below(self) -> int:
        """Where the cards begin under the names of the stages."""
        return look().px(HEAD)

    # -- what Qt asks ---------------------------------------------------------------------------------------------

    @override
    def visualRect(self, index: Index) -> QRect:
        return self._box(index.row()) if index.isValid() and index.row() < len(self._lanes.boxes) else QRect()

    @override
    def indexAt(self, point: QPoint) -> QModelIndex:
        if point.y() >= self._below:
            for at in range(len(self._lanes.boxes)):
                if self._box(at).contains(point):
                    return self.model().index(at, 0)
        return QModelIndex()

    @override
    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        box, room, gap = self.visualRect(index), self.viewport().rect(), look().px(GAP)
        if box.isNull():
            return
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        if box.top() < self._below + gap or box.height() > room.height() - self._below:
            down.setValue(down.value() + box.top() - self._below - gap)
        elif box.bottom() > room.bottom() - gap:
            down.setValue(down.value() + box.bottom() - room.bottom() + gap)
        if box.left() < gap:
            across.setValue(across.value() + box.left() - look().px(MARGIN))
        elif box.right() > room.right() - gap:
            across.setValue(across.value() + box.right() - room.right() + look().px(MARGIN))

    @override
    def moveCursor(self, cursorAction: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        here = self.currentIndex()
        if not here.isValid() or cursorAction not in _STEP:
            last = cursorAction is QAbstractItemView.CursorAction.MoveEnd
            return self.model().index(self.model().rowCount() - 1 if last else 0, 0)
        at = self._beside(here.row(), *_STEP[cursorAction])
        return self.model().index(at, 0)

    def _beside(self, here: int, right: int, down: int) -> int:
        """The nearest card in a direction; one that stands aside of the way counts as farther."""
        boxes, away = self._lanes.boxes, []
        for at, box in enumerate(boxes):
            step = box.center() - boxes[here].center() if right else box.topLeft() - boxes[here].topLeft()
            along, aside = (step.x() * right, step.y()) if right else (step.y() * down, step.x())
            if along > 0 and (right or abs(aside) < box.width() // 2):
                away.append((along + _ASIDE * abs(aside), at))
        return min(away, default=(0, here))[1]

    @override
    def doItemsLayout(self) -> None:
        self._lay_out()

    @override
    def updateGeometries(self) -> None:
        room, down, across = self.viewport().rect(), self.verticalScrollBar(), self.horizontalScrollBar()
        down.setPageStep(room.height() - self._below)
        down.setSingleStep(look().px(54))
        down.setRange(0, max(0, self._lanes.height + self._below - room.height()))
        across.setPageStep(room.width())
        across.setSingleStep(look().px(54))
        across.setRange(0, max(0, self._lanes.width - room.width()))
        self.viewport().update()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    @override
    def horizontalOffset(self) -> int:
        return self._left

    @override
    def verticalOffset(self) -> int:
        return self._top

    @override
    def isIndexHidden(self, index: Index) -> bool:
        return False

    @override
    def visualRegionForSelection(self, selection: object) -> QRegion:
        return QRegion(self.viewport().rect())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    @override
    def showEvent(self, event: object) -> None:
        self._lay_out()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._lay_out()

    # -- keys and mouse -------------------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape and self._dragged is not None:
            self._let_go()
        elif belongs_to_the_page(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.data(ROW))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        here = event.position().toPoint()
        self._pressed = here if event.button() is Qt.MouseButton.LeftButton and self.indexAt(here).isValid() else None

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        here = event.position().toPoint()
        if self._pressed is not None:
            far = (here - self._pressed).manhattanLength() >= QApplication.startDragDistance()
            if far or self._dragged is not None:
                self._dragged = here
                self.viewport().update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        lane, row = self._over(), self.currentIndex().data(ROW)
        self._let_go()
        if lane is not None and isinstance(row, CaseloadRow):
            self.move_wanted.emit(row, lane.stage)

    def _let_go(self) -> None:
        self._pressed = self._dragged = None
        self.viewport().update()

    def _over(self) -> Lane | None:
        """The lane that a dragged card would be moved to."""
        row = self.currentIndex().data(ROW)
        if self._dragged is None or not isinstance(row, CaseloadRow):
            return None
        lane = self._lanes.lane_at(self._dragged.x() + self._left)
        return lane if lane is not None and lane.stage in TARGETS and lane.stage is not row.stage else None

    # -- painting -------------------------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = self.viewport().rect()
        painter.fillRect(room, look().colour("surface2"))
        over = self._over()
        for lane in self._lanes.lanes:
            paint_ground(painter, lane, self._left, room.height(), over=lane is over)
        for at, row in enumerate(self._caseload.shown):
            box = self._box(at)
            if box.intersects(room):
                self._paint_card(painter, at, row, QRectF(box))
        paint_heads(painter, self._lanes.lanes, self._left, room.width())
        row = self.currentIndex().data(ROW)
        if self._dragged is not None and isinstance(row, CaseloadRow):  # else whose card it is has just gone
            paint_dragged(painter, self._caseload.name_of(row), self._dragged)
        painter.end()

    def _paint_card(self, painter: QPainter, at: int, row: CaseloadRow, box: QRectF) -> None:
        chosen = self.currentIndex().row() == at
        paint_card(
            painter,
            row,
            box,
            self._caseload.zone,
            hidden=self._caseload.names_hidden,
            chosen=chosen,
            focused=self.hasFocus(),
        )

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        """The tip of a stage says who stands in it."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and event.pos().y() < self._below:
            lane = self._lanes.lane_at(event.pos().x() + self._left)
            QToolTip.showText(event.globalPos(), STAGES[lane.stage][1] if lane is not None else "", self.viewport())
            return True
        return super().viewportEvent(event)
