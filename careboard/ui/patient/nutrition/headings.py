"""The headings of a table as plain words on the ground of their panel."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from careboard.ui.look.look import Type, look

_SIDE = 8  # px at 100% before the words


class Headings(QHeaderView):
    """Names of columns, or of rows; they say what the model says, and are no place for the keyboard."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(orientation, parent)
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
        painter.fillRect(rect, now.colour("surface2" if across else "surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, now.colour("border"))
        painter.setFont(now.font(Type.STRONG_META if across else Type.STRONG_LABEL))
        painter.setPen(now.colour("text2" if across else "text1"))
        box = rect.adjusted(now.px(_SIDE), 0, 0, 0)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
        painter.restore()
