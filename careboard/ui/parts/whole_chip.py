"""The chip of a fact that must be read whole, such as an allergy: it wraps where there is no room.

It stands apart from the other chips because the first window needs none of what lays out its lines.
"""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from careboard.ui.look.look import Type, look
from careboard.ui.parts.broken import Broken, broken
from careboard.ui.parts.buttons import Chip


class WholeChip(Chip):
    """A chip whose words are never cut: where a row is too narrow for them they go on in the next line."""

    def __init__(
        self, text: str, icon_name: str, tone: str, ground: str, line: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, icon_name, tone, ground, line, padding=10, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self.sizeHint().height() + round(self._told(width).height) - look().line(Type.STRONG_LABEL)

    @override
    def _paint_words(self, painter: QPainter, box: QRectF, colour: QColor) -> None:
        told = self._told(self.width())
        if told.layout.lineCount() < 2:
            super()._paint_words(painter, box, colour)
            return
        left = self._paint_icon(painter, box, colour)
        painter.setPen(colour)
        told.layout.draw(painter, QPointF(left, box.center().y() - told.height / 2))

    def _told(self, width: int) -> Broken:
        """The words in as many lines as they take."""
        now = look()
        room = width - (now.px(22) if self._icon_name else 0) - now.px(2 * self._padding) + 2
        return broken(self.text(), now.font(Type.STRONG_LABEL), room, now.line(Type.STRONG_LABEL), 0, ())
