"""Where the message bar stands: over the end of the field that finds anything, else over the foot of the page.

It takes no room, so that nothing moves under a hand at the mouse, and it never hides the control that has the keyboard.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from careboard.ui.look.look import look
from careboard.ui.parts.message_bar import MessageBar
from careboard.ui.shell.top_bar import TopBar

_EDGE = 12  # px at 100% around it at the foot
_CONTROL = 64  # px at 100% that a control is high at most: what is higher, as a list, is never hidden whole


class Telling(QObject):
    """Puts the message bar where it may stand in the page that holds it and the top bar."""

    def __init__(self, bar: MessageBar, top_bar: TopBar, page: QWidget) -> None:
        super().__init__(bar)
        self._bar, self._top_bar, self._page = bar, top_bar, page
        bar.coming.connect(self._place)
        for resized in (top_bar, top_bar.tabs, page):
            resized.installEventFilter(self)
        if isinstance(program := QApplication.instance(), QApplication):
            program.focusChanged.connect(self._make_way)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and not self._bar.isHidden():
            self._place()
        return False

    def _make_way(self) -> None:
        if not self._bar.isHidden() and self._bar.geometry().intersects(self._control()):
            self._place()

    def _place(self) -> None:
        control, top = self._control(), self._at_the_top()
        self._bar.setGeometry(self._at_the_foot(control) if top is None or top.intersects(control) else top)
        self._bar.raise_()

    def _control(self) -> QRect:
        """Where the control stands that has the keyboard; nowhere for what is too high to be hidden."""
        focused = QApplication.focusWidget()
        if focused is None or not self._page.isAncestorOf(focused) or self._bar.isAncestorOf(focused):
            return QRect()
        control = QRect(focused.mapTo(self._page, QPoint()), focused.size())
        return control if control.height() <= look().px(_CONTROL) else QRect()

    def _at_the_top(self) -> QRect | None:
        """Over the top bar, where the whole of it has room."""
        room = self._top_bar.room
        at = QRect(QPoint(), self._bar.size_in(room.width()))
        at.moveCenter(room.center())
        field = self._top_bar.finder.geometry()
        if at.width() < field.width():  # its beginning stays in sight, and can be clicked on
            at.moveRight(field.right())
        return at.translated(self._top_bar.pos()) if at.height() <= self._top_bar.height() else None

    def _at_the_foot(self, control: QRect) -> QRect:
        """Over the foot of the page, or right over the control there that has the keyboard."""
        edge, beside = look().px(_EDGE), self._top_bar.geometry()
        wide = beside.width() - 2 * edge
        at = QRect(beside.left() + edge, 0, wide, self._bar.size_in(wide).height())
        at.moveBottom(self._page.height() - edge)
        if at.intersects(control):
            at.moveBottom(control.top() - edge)
        return at
