"""Help before anybody has signed in: F1 opens the page for signing in, or for setting up; neither needs a clinic."""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from careboard.ui.help.beside import HelpBeside

SIGNING_IN = "signing-in"


@runtime_checkable
class Helped(Protocol):
    """A way in that has a page of help of its own."""

    help_page: str


class EntranceHelp(HelpBeside):
    """Opens and closes the pane of help beside the ways in."""

    needed = 700  # the widest card, and room around it

    def __init__(self, owner: QWidget, row: QHBoxLayout, beside: QWidget, page: Callable[[], QWidget]) -> None:
        super().__init__(owner, row, beside)
        self._page = page
        shortcut = QShortcut(QKeySequence("F1"), owner)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(self.toggle)

    @property
    @override
    def wanted(self) -> str:
        page = self._page()
        return page.help_page if isinstance(page, Helped) else SIGNING_IN

    @property
    @override
    def way_back(self) -> QWidget:
        return self._page()
