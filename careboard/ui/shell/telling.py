"""Where the message bar stands: good news over the field that finds anything, else at the foot of the window.

Good news comes and goes by itself, so nothing may move under a hand at the mouse for it. Where there is no room for the
whole of it in the top bar, and for what was refused, which stays until it is closed, the foot of the window has room.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from careboard.ui.parts.message_bar import MessageBar
from careboard.ui.shell.top_bar import TopBar


class Telling(QObject):
    """Puts the message bar where it may stand; `foot` is the row at the foot of the window."""

    def __init__(self, bar: MessageBar, top_bar: TopBar, foot: QHBoxLayout) -> None:
        super().__init__(bar)
        self._bar, self._top_bar, self._foot = bar, top_bar, foot
        self._passing = False
        bar.coming.connect(self._place)
        top_bar.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self._passing and not self._bar.isHidden():
            self._place(passing=True)
        return False

    def _place(self, passing: bool) -> None:  # noqa: FBT001, a slot
        self._passing = passing
        wanted, room = self._bar.in_one_line, self._top_bar.room
        if passing and wanted.width() <= room.width() and wanted.height() <= self._top_bar.height():
            self._foot.removeWidget(self._bar)
            at = QRect(QPoint(), wanted)
            at.moveCenter(room.center())
            self._bar.setGeometry(at.translated(self._top_bar.pos()))  # both stand in the workplace
            self._bar.raise_()
        elif self._foot.indexOf(self._bar) < 0:
            self._foot.addWidget(self._bar)
