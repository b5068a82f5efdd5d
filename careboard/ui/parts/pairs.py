"""Pairs of a label and what it is about, below each other; an empty one is not told."""

from collections.abc import Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from careboard.ui.look.look import Type, look
from careboard.ui.parts.labels import Label


class Pairs(QWidget):
    """What is told of something, pair by pair."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told: dict[str, str] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look().px(4))

    def tell(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Tell these, after what was told before."""
        for label, text in pairs:
            if text:
                self.told[label] = text
                self._column.addWidget(Label(label, Type.STRONG_META, "text3", wrap=True))
                self._column.addWidget(Label(text, Type.BODY, "text1", wrap=True))
                self._column.addSpacing(look().px(6))

    def clear(self) -> None:
        """Tell nothing any more."""
        self.told.clear()
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
