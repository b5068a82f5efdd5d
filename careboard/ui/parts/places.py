"""A field for the place of a file: it can be typed, and chosen in the system's own box."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from careboard.i18n import gettext as _
from careboard.ui.look.look import look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Field, Line


class Place(Field):
    """Where a file lies, or is to be written; `filters` is as Qt's file boxes have it."""

    def __init__(self, label: str, hint: str = "", *, filters: str = "", writing: bool = False) -> None:
        self.line = Line()
        self._filters, self._writing = filters, writing
        super().__init__(label, _beside(self.line, self._choose), hint)
        self.line.setAccessibleName(label)

    @property
    def path(self) -> Path | None:
        """The place, or None where nothing stands."""
        return Path(self.line.words).expanduser() if self.line.words else None

    def show_path(self, path: Path) -> None:
        """Offer a place."""
        self.line.setText(str(path))

    def _choose(self) -> None:
        ask = QFileDialog.getSaveFileName if self._writing else QFileDialog.getOpenFileName
        chosen, _filter = ask(self, self.label, self.line.words, self._filters)
        if chosen:
            self.line.setText(chosen)


def _beside(line: Line, choose: Callable[[], None]) -> QWidget:
    both = QWidget()
    button = Button(_("Choose"))
    button.clicked.connect(choose)
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look().px(8))
    row.addWidget(line, 1)
    row.addWidget(button)
    both.setFocusProxy(line)
    return both
