"""The headings of a table as plain words on the ground of their panel.

They say what the model says, and are no place for the keyboard; what has no room ends in three dots, and its tip
says it whole.
"""

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QToolTip, QWidget
from typing_extensions import override

from careboard.ui.look.look import Type, look
from careboard.ui.parts.tips import as_tip


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
        now = look()
        painter.save()
        painter.fillRect(rect, now.colour(self._ground))
        if self._lined:
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, now.colour("border"))
        painter.setFont(self._letters)
        painter.setPen(now.colour(self._tone))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(rect.adjusted(now.px(self._before), 0, 0, 0), flags, self._shown(logicalIndex))
        painter.restore()

    @property
    def _letters(self) -> QFont:
        across = self.orientation() is Qt.Orientation.Horizontal
        return look().font(Type.STRONG_META if across else Type.STRONG_LABEL)

    def _words(self, section: int) -> str:
        return str(self.model().headerData(section, self.orientation()) or "")

    def _shown(self, section: int) -> str:
        """The words as far as there is room for them, line by line."""
        across = self.orientation() is Qt.Orientation.Horizontal
        room = (self.sectionSize(section) if across else self.width()) - look().px(self._before)
        metrics = QFontMetrics(self._letters)
        lines = (
            metrics.elidedText(line, Qt.TextElideMode.ElideRight, room) for line in self._words(section).split("\n")
        )
        return "\n".join(lines)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            section = self.logicalIndexAt(event.pos())
            words = self._words(section) if section >= 0 else ""
            cut = bool(words) and self._shown(section) != words
            QToolTip.showText(event.globalPos(), as_tip(words) if cut else "", self.viewport())
            return True
        return super().viewportEvent(event)
