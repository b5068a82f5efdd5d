"""One matter of the settings: its title, and below it what can be seen, chosen and done about it.

All are of one width, however wide the window, so that the eye goes straight down.
"""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from careboard.ui.look.look import Type, look
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Panel

WIDTH = 560


class SettingsPanel(Panel):
    """A panel with a title; `column` takes what stands below it."""

    def __init__(self, title: str, *widgets: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        edge = look().px(16)
        self.column.setContentsMargins(edge, edge, edge, edge)
        self.column.setSpacing(look().px(12))
        for widget in (Label(title, Type.TITLE), *widgets):
            self.column.addWidget(widget)
        self._follow_look()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._follow_look()

    def _follow_look(self) -> None:
        self.setMaximumWidth(look().px(WIDTH))
