"""The one window of Careboard: entrance, workplace or cover fill it, one at a time.

What is not shown is nowhere at all, neither on the screen nor for a screen reader: a page that covers another takes it
out of the window, and ends every box it had open.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QMargins, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QStackedLayout, QWidget
from typing_extensions import override

from careboard.settings import WindowPlace
from careboard.ui.parts.panels import Ground
from careboard.ui.parts.stops import go_on, stops

SMALLEST = QSize(1280, 720)
WANTED = QSize(1680, 1040)
FRAME = QMargins(0, 40, 0, 0)  # at least what the bar above a window takes


class Window(Ground):
    """A window that shows one page. Its title never names a patient: the desktop lists it."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__("bg")
        self.setWindowTitle("Careboard")
        self._stack = QStackedLayout(self)
        self._alone = self._stood = False
        room = QGuiApplication.primaryScreen().availableSize()
        self.setMinimumSize(SMALLEST.boundedTo(room))
        self.resize(WANTED.boundedTo(room))

    @property
    def place(self) -> WindowPlace:
        """Where it stands, to be taken again next time; nowhere as long as it was shown on no screen of its own."""
        if not self.isVisible() or self.minimumSize() == self.maximumSize():
            return WindowPlace()
        where, maximised = self.normalGeometry(), self.isMaximized()
        at = where.topLeft() if maximised else self.pos()
        return WindowPlace(at.x(), at.y(), where.width(), where.height(), maximised)

    def take_place(self, kept: WindowPlace) -> None:
        """Stand where it stood last, or as near as the screens of today allow."""
        self._stood = kept.width > 0 and kept.height > 0
        if self._stood:
            screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
            wanted = QRect(kept.x, kept.y, kept.width, kept.height)
            found = on_a_screen(wanted, screens, self.minimumSize())
            self.resize(found.size())
            self.move(found.topLeft())
            if kept.maximised:
                self.setWindowState(self.windowState() | Qt.WindowState.WindowMaximized)

    def appear(self) -> None:
        """Show it where it stood; the first time it fills a screen too small for it and the bar above it."""
        room = QGuiApplication.primaryScreen().availableSize()
        if self._stood or room == room.expandedTo(WANTED.grownBy(FRAME)):
            self.show()
        else:
            self.showMaximized()

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
        """End every other box of the application as Esc would, and every one that comes up until boxes are let in."""
        while popup := QApplication.activePopupWidget():
            popup.close()
        for box in QApplication.topLevelWidgets():
            if box is not self and box.isVisible():
                _end(box)
        if not self._alone and (program := QApplication.instance()) is not None:
            self._alone = True
            program.installEventFilter(self)

    def let_boxes_in(self) -> None:
        """The page in front is the one whose boxes may be seen."""
        if self._alone and (program := QApplication.instance()) is not None:
            self._alone = False
            program.removeEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What a page that is put aside asks for late, such as a printer, is not asked over what covers it."""
        late = event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if late and isinstance(watched, QWidget) and not self._is_of_the_page(watched):
            watched.setWindowOpacity(0)
            QTimer.singleShot(0, watched, partial(_end, watched))
        return False

    def _is_of_the_page(self, box: QWidget) -> bool:
        asking = box.parentWidget()
        return box is self or (asking is not None and asking.window() is self)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab reaches everything on the page, in the order of reading, and comes round."""
        return self.page is not None and go_on(self, stops(self.page), forward=next)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)


def _end(box: QWidget) -> None:
    """A question is answered with no; anything else is gone."""
    if isinstance(box, QDialog):
        box.reject()
    box.hide()


def on_a_screen(wanted: QRect, screens: Sequence[QRect], least: QSize) -> QRect:
    """The place nearest to the wanted one that is seen whole: on the screen that shows most of it, or the first."""
    if not screens:
        return wanted
    screen = max(screens, key=lambda one: _area(one & wanted))
    size = wanted.size().expandedTo(least).boundedTo(screen.size())
    left = min(max(wanted.left(), screen.left()), screen.right() + 1 - size.width())
    top = min(max(wanted.top(), screen.top()), screen.bottom() + 1 - size.height())
    return QRect(left, top, size.width(), size.height())


def _area(rect: QRect) -> int:
    return rect.width() * rect.height() if rect.isValid() else 0
