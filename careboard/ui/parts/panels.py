"""Panels, rules and rows: the grounds that screens are laid out on."""

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLayout, QLayoutItem, QWidget
from typing_extensions import override

from careboard.ui.look.look import look
from careboard.ui.look.style import outline

_SQUARE = 2  # px; the corners of a panel in high contrast, whose thicker border what stands in it would cover


class Panel(QFrame):
    """A ground of the surface colour with a thin border and rounded corners; `ground` is a token."""

    def __init__(self, parent: QWidget | None = None, *, ground: str = "surface", radius: int = 8) -> None:
        super().__init__(parent)
        self._ground, self._radius = ground, radius
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._keep_border_free()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._keep_border_free()

    def _keep_border_free(self) -> None:
        """What stands in it leaves one pixel for its border; in high contrast that is thicker."""
        more = look().outline - 1
        self.setContentsMargins(more, more, more, more)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, radius = QPainter(self), _SQUARE if look().tokens.contrast else self._radius
        line, ground = look().colour("border"), look().colour(self._ground)
        outline(painter, QRectF(self.rect()), line, ground, radius)
        painter.end()


class Ground(QWidget):
    """A plain ground of a token's colour."""

    def __init__(self, ground: str = "bg", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ground = ground

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), look().colour(self._ground))
        painter.end()


class Rule(QWidget):
    """A line of one pixel between things."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), look().colour("border"))
        painter.end()


class Flow(QLayout):
    """Lays widgets out in a row, and goes on in the next one where the width ends.

    A widget that expands takes what is left of its row, as long as that is not less than its least width. It belongs to
    a widget of its own: inside another layout, Qt would let go of its items behind Python's back and end the program.
    """

    def __init__(self, parent: QWidget, spacing: int = 8, between_rows: int | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}  # by width, until something in it changes: it is asked for again and again
        self._least: tuple[int, int] | None = None  # the same
        self._between_rows = between_rows
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    @property
    def between_rows(self) -> int | None:
        """The space between two rows in pixels; None: as between two things."""
        return self._between_rows

    @between_rows.setter
    def between_rows(self, pixels: int | None) -> None:
        if pixels != self._between_rows:
            self._between_rows = pixels
            self.invalidate()

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self._forget()

    def move_last_to(self, index: int) -> None:
        """Let what was added last stand at a place among the others."""
        self._items.insert(index, self._items.pop())
        self.invalidate()

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        self._forget()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._lay_out(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    @override
    def invalidate(self) -> None:
        self._forget()
        super().invalidate()

    def _forget(self) -> None:
        self._heights.clear()
        self._least = None

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay_out(rect, move=True)

    @override
    def sizeHint(self) -> QSize:
        shown = [item.sizeHint().width() for item in self._items if not item.isEmpty()]
        width = sum(shown) + self.spacing() * max(len(shown) - 1, 0)
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSize(self) -> QSize:
        if self._least is None:
            sizes = [item.minimumSize() for item in self._items]
            self._least = max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0)
        return QSize(*self._least)

    def _lay_out(self, room: QRect, *, move: bool) -> int:
        between = self.spacing() if self._between_rows is None else self._between_rows
        top = room.y()
        for row in self._rows(room.width()):
            tallest = max(size.height() for _item, size in row)
            if move:
                self._place(row, QPoint(room.x(), top), tallest)
            top += tallest + between
        return max(top - between - room.y(), 0)

    def _rows(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """What stands side by side, with the size that each gets; what can stretch takes the room that is left."""
        rows: list[list[tuple[QLayoutItem, QSize]]] = []
        left = -1
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if size.width() > width:
                size.setWidth(width)
                if item.hasHeightForWidth():
                    size.setHeight(max(size.height(), item.heightForWidth(width)))
            if item.expandingDirections() & Qt.Orientation.Horizontal and left >= item.minimumSize().width():
                size.setWidth(min(size.width(), left))
            if not rows or left < size.width():
                rows.append([])
                left = width
            rows[-1].append((item, size))
            left -= size.width() + self.spacing()
        return rows

    def _place(self, row: list[tuple[QLayoutItem, QSize]], at: QPoint, tallest: int) -> None:
        for item, size in row:
            item.setGeometry(QRect(at + QPoint(0, (tallest - size.height()) // 2), size))
            at = at + QPoint(size.width() + self.spacing(), 0)


def arrange(box: QBoxLayout, *, beside: bool) -> None:
    """Let its parts stand beside each other, or below where there is no room for that."""
    way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
    if box.direction() is not way:  # else what asks for it whenever it is laid out is laid out for ever
        box.setDirection(way)
