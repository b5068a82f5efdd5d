"""The one window of Careboard: entrance, workplace or cover fill it, one at a time.

What is not shown is nowhere at all, neither on the screen nor for a screen reader: a page that covers another takes it
out of the window, and hides every box it had open.
"""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget
from typing_extensions import override

from careboard.ui.parts.panels import Ground
from careboard.ui.parts.stops import go_on, stops

SMALLEST = QSize(1280, 720)
WANTED = QSize(1680, 1040)


class Window(Ground):
    """A window that shows one page. Its title never names a patient: the desktop lists it."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__("bg")
        self.setWindowTitle("Careboard")
        self._stack = QStackedLayout(self)
        self._put_aside: list[QWidget] = []
        room = QGuiApplication.primaryScreen().availableSize()
        self.setMinimumSize(SMALLEST.boundedTo(room))
        self.resize(WANTED.boundedTo(room))

    @property
    def page(self) -> QWidget | None:
        """What is on the screen."""
        return self._stack.currentWidget()

    def show_page(self, page: QWidget) -> None:
        """Let a page fill the window, in place of the one that did; whoever made that one keeps it."""
        before = self.page
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if before is not None and before is not page:
            self._stack.removeWidget(before)
            before.hide()
            before.setParent(None)
        page.setFocus()

    def drop(self, page: QWidget) -> None:
        """Forget a page, and all that it showed."""
        self._stack.removeWidget(page)
        page.hide()
        page.deleteLater()

    def put_boxes_aside(self) -> None:
        """Take every other box of the application off the screen, as when the page is covered."""
        while popup := QApplication.activePopupWidget():
            popup.close()
        boxes = [box for box in QApplication.topLevelWidgets() if box is not self and box.isVisible()]
        for box in boxes:
            box.hide()
        self._put_aside += boxes

    def bring_boxes_back(self) -> None:
        """Show again what was put aside."""
        for box in self._put_aside:
            box.show()
        self._put_aside.clear()

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab reaches everything on the page, in the order of reading, and comes round."""
        return self.page is not None and go_on(self, stops(self.page), forward=next)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)
