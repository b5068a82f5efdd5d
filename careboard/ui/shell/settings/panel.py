"""One matter of the settings: its title, and below it what can be seen, chosen and done about it.

All are of one width, however wide the window, so that the eye goes straight down. What came of it is said in words.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.errors import CareboardError
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Field
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


class KeepingPanel(SettingsPanel):
    """Fields, a button that keeps what stands in them, and below it what came of it."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self._state = Label("", Type.LABEL, "ok", wrap=True)
        self._shut: tuple[QWidget, ...] = ()

    def lay_out(self, told: str, fields: Sequence[QWidget], keep: Button) -> None:
        """What it is about, the fields, the button, and room for the answer."""
        self._shut = (*fields, keep)
        row = QHBoxLayout()
        row.addWidget(keep)
        row.addStretch(1)
        for widget in (Label(told, Type.BODY, "text2", wrap=True), *fields):
            self.column.addWidget(widget)
        self.column.addLayout(row)
        self.column.addWidget(self._state)

    def say(self, words: str, tone: str) -> None:
        """Say what came of it; empty words take it back."""
        self._state.set_tone(tone)
        self._state.setText(words)
        if words:
            announce(self, words, assertive=tone == "danger")

    def refuse_beside(self, field: Field, sentence: str) -> None:
        """Say beside a field what is wrong with it, and go there; what was typed stays."""
        field.refuse(sentence)
        announce(self, sentence, assertive=True)
        field.setFocus()

    def was_refused(self, error: CareboardError) -> None:
        """Say why it was not kept."""
        self.set_busy(busy=False)
        self.say(error.told, "danger")

    def set_busy(self, *, busy: bool) -> None:
        """Nothing is typed while it is being kept."""
        for widget in self._shut:
            widget.setEnabled(not busy)
