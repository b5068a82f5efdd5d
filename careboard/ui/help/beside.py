"""Help beside a page, or in its place where there is no room for both; the keyboard goes back where it was.

The pane and its pages are imported when somebody first asks for help: the first page of all is on the screen before.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from shiboken6 import isValid

from careboard.ui.look.look import look

if TYPE_CHECKING:
    from careboard.ui.help.pane import HelpPane

LEAST = 480  # px at 100% of the pane


class HelpBeside(QObject):
    """Opens and closes the pane in a row; `needed` px at 100% is what the page needs to stand beside it."""

    needed = 1000

    def __init__(self, owner: QWidget, row: QHBoxLayout, beside: QWidget) -> None:
        super().__init__(owner)
        self._owner, self._row, self._beside = owner, row, beside
        self._had_focus: QWidget | None = None
        self.pane: HelpPane | None = None

    @property
    def shown(self) -> bool:
        """Is the help open?"""
        return self.pane is not None

    @property
    def wanted(self) -> str:
        """The page of help for where one stands."""
        raise NotImplementedError

    @property
    def room(self) -> int:
        """Pixels for the page and the pane."""
        return self._owner.width()

    @property
    def way_back(self) -> QWidget:
        """What takes the keyboard when what had it is gone."""
        return self._beside

    @Slot()
    def toggle(self) -> None:
        """Open the help for where one stands, or close it."""
        if self.pane is None:
            self.open(self.wanted)
        else:
            self.close()

    def open(self, page: str) -> None:
        """Open the help at a page."""
        if self.pane is None:
            from careboard.ui.help.pane import HelpPane

            self._had_focus = QApplication.focusWidget()
            self.pane = HelpPane()
            self.pane.closed.connect(self.close)
            self._row.addWidget(self.pane)
            self.fit()
        self.pane.show_page(page)
        self.pane.show()
        self.pane.setFocus()

    @Slot()
    def close(self) -> None:
        """Take the help away."""
        if self.pane is not None:
            pane, self.pane = self.pane, None
            self._beside.show()
            pane.hide()
            self._row.removeWidget(pane)
            pane.deleteLater()
            back = self._had_focus
            (back if back is not None and isValid(back) and back.isVisible() else self.way_back).setFocus()

    def fit(self) -> None:
        """Stand beside the page where both have room."""
        if self.pane is not None:
            now = look()
            beside = self.room >= now.px(LEAST + self.needed)
            self._beside.setVisible(beside)
            if beside:
                self.pane.setFixedWidth(max(now.px(LEAST), self.room * 36 // 100))
            else:
                self.pane.setMinimumWidth(0)
                self.pane.setMaximumWidth(self.room)
