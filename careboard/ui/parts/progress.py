"""A thin bar that shows how far long work has come, or that something is under way.

It stands beside a word that says what is done; the bar alone says nothing.
"""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget
from typing_extensions import override

from careboard.ui.look.look import look

BUSY = 0.35  # the share of the bar that is filled while nobody knows how much is left


class Progress(QProgressBar):
    """How far work has come; with `whole` of 0 it is under way, and nobody knows how far."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTextVisible(False)
        self.setRange(0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_done(self, done: int, whole: int) -> None:
        """So much is done of so much."""
        self.setRange(0, whole)
        self.setValue(min(done, whole))

    @override
    def sizeHint(self) -> QSize:
        return QSize(look().px(120), look().px(6))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        box = QRectF(self.rect())
        share = self.value() / self.maximum() if self.maximum() else BUSY
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for width, token in ((box.width(), "sunken"), (box.width() * share, "accent")):
            painter.setBrush(look().colour(token))
            painter.drawRoundedRect(QRectF(box.x(), box.y(), width, box.height()), box.height() / 2, box.height() / 2)
        painter.end()
