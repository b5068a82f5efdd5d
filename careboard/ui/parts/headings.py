"""The headings of a table as plain words on the ground of their panel.

They say what the model says, and are no place for the keyboard; a word that has no room ends in three dots.
"""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from careboard.ui.look.look import Type, look

_END = 4  # px at 100% that stay free after the words


class Headings(QHeaderView):
    """Names of columns, or of rows. `before`: px at 100% before the words, as in the cells."""

    def __init__(
        self,
        parent: QWidget,
        orientation: Qt.Orientation = Qt.Orientation.Horizontal,
        *,
        ground: str = "surface",
        tone: str = "text2",
        before: int = 12,
        lined: bool = True,
    ) -> None:
        super().__init__(orientation, parent)
        self._ground, self._tone, self._before, self._lined = ground, tone, before, lined
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumSectionSize(1)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        now, across = look(), self.orientation() is Qt.Orientation.Horizontal
        words = str(self.model().headerData(logicalIndex, self.orientation()) or "")
        painter.save()
        painter.fillRect(rect, now.colour(self._ground))
        if self._lined:
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, now.colour("border"))
        painter.setFont(now.font(Type.STRONG_META if across else Type.STRONG_LABEL))
        painter.setPen(now.colour(self._tone))
        room = rect.adjusted(now.px(self._before), 0, -now.px(_END), 0)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        painter.restore()
