"""The table of meals under the hand: one cell has the keyboard, arrows move it.

Its days fill the room alike, and are scrolled sideways where they would be too narrow; up and down it is seen whole.
"""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget
from typing_extensions import override

from careboard.projections.wording.week import TIMES
from careboard.ui.look.look import look
from careboard.ui.look.style import focus_ring
from careboard.ui.parts.headings import Headings
from careboard.ui.parts.panels import Ground
from careboard.ui.parts.rows import Rows
from careboard.ui.patient.meal_model import MealModel


@dataclass(frozen=True, slots=True)
class Sizes:
    """px at 100%. `rows`: from which width of a day how high an eating time is, the widest first, the last from 0."""

    names: int  # of the eating times
    head: int  # of the days
    narrowest: int  # day
    wide: int  # that the whole table would like
    rows: tuple[tuple[int, int], ...]
    before_day: int = 8  # as much is free before the words
    before_time: int = 8


class MealTable(QTableView):
    """The table; it takes its model and its cells as its own."""

    def __init__(self, model: MealModel, cells: Rows, sizes: Sizes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sizes = sizes
        for own in (model, cells):
            own.setParent(self)
        self.setModel(model)
        self.setItemDelegate(cells)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._corner = Ground("surface2", self)  # over Qt's own, which has the look of a button
        self.setHorizontalHeader(Headings(self, ground="surface2", before=sizes.before_day))
        self.setVerticalHeader(Headings(self, Qt.Orientation.Vertical, tone="text1", before=sizes.before_time))
        self._follow_look()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.currentIndex().isValid():
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
        self.fit()

    def _follow_look(self) -> None:
        self.horizontalHeader().setFixedHeight(look().px(self._sizes.head))
        self.verticalHeader().setFixedWidth(look().px(self._sizes.names))
        self.fit()
        self.updateGeometry()

    def fit(self) -> None:
        """Share the room out among the days; the cell that has the keyboard stays in sight."""
        for at in range(self._days):
            self.setColumnWidth(at, max(self._wide, look().px(self._sizes.narrowest)))
        self.verticalHeader().setDefaultSectionSize(self._row)
        if self._days:
            self.scrollTo(self.currentIndex())
        self._corner.setGeometry(0, 0, self.verticalHeader().width(), self.horizontalHeader().height())
        self._corner.raise_()
        self.setFixedHeight(self._height())

    @property
    def _days(self) -> int:
        return self.model().columnCount()

    @property
    def _wide(self) -> int:
        """What there is room for, of each day."""
        return self.viewport().width() // max(self._days, 1)

    @property
    def _row(self) -> int:
        return look().px(next(high for least, high in self._sizes.rows if self._wide >= look().px(least)))

    def _height(self) -> int:
        narrow = self._days * look().px(self._sizes.narrowest) > self.viewport().width()
        bar = self.horizontalScrollBar().sizeHint().height() if narrow else 0
        return look().px(self._sizes.head) + len(TIMES) * self._row + bar + 2

    @override
    def sizeHint(self) -> QSize:
        return QSize(look().px(self._sizes.wide), self._height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(self._sizes.names + 2 * self._sizes.narrowest), self._height())


def rule_off(painter: QPainter, box: QRectF) -> None:
    """Draw the lines between a cell and those below and beside it."""
    line = look().colour("border")
    painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), line)
    painter.fillRect(QRectF(box.right() - 1, box.top(), 1, box.height()), line)
