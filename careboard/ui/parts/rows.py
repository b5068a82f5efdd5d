"""The rows of a list, all of one height at 100%, painted from tokens."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from careboard.ui.look.look import look

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()  # the parent of what stands in no other row


class Rows(QStyledItemDelegate):
    """Sets the painter up for one row after another; `paint_row` paints what stands in it."""

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height = height

    @property
    def height(self) -> int:
        """How high a row is at this text size and density, in pixels."""
        return look().row(self._height)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(look().px(80), self.height)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_row(painter, QRectF(option.rect), option, index)
        painter.restore()

    def paint_row(self, painter: QPainter, box: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row into its box."""
        raise NotImplementedError
