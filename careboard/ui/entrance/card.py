"""The card in the middle of the window that the entrance stands on.

It is 420 px wide at 100%, grows with the text, and scrolls where the window is too small for it.
"""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.ui.look.look import Type, look
from careboard.ui.parts.labels import Icon, Label
from careboard.ui.parts.panels import Panel

WIDTH = 420


class Card(Panel):
    """A column of things on the surface colour. `column` takes what stands on it."""

    def __init__(self, title: str, icon: str, lead: str = "", width: int = WIDTH) -> None:
        super().__init__()
        self._width = width
        self.setFixedWidth(look().px(width))
        self.column = QVBoxLayout(self)
        edge = look().px(32)
        self.column.setContentsMargins(edge, edge, edge, edge)
        self.column.setSpacing(look().px(16))
        self.title = Label(title, Type.NAME, wrap=True)
        row = QHBoxLayout()
        row.setSpacing(look().px(12))
        row.addWidget(Icon(icon, "accent", 28))
        row.addWidget(self.title, 1)
        self.column.addLayout(row)
        if lead:
            self.column.addWidget(Label(lead, Type.BODY, "text2", wrap=True))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self.setFixedWidth(look().px(self._width))


def centred(card: QWidget) -> QScrollArea:
    """A card in the middle of whatever room there is."""
    ground = QWidget()
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(card)
    row.addStretch(1)
    column = QVBoxLayout(ground)
    column.setContentsMargins(look().px(24), look().px(24), look().px(24), look().px(24))
    column.addStretch(2)
    column.addLayout(row)
    column.addStretch(3)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(ground)
    return area
