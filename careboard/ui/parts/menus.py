"""Menus: one in which several things are checked one after the other before it closes.

What can be checked stays open under a click or the space bar; Enter, Esc and a click elsewhere close it.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu
from typing_extensions import override


class StayingMenu(QMenu):
    """A menu that stays while what stands in it is checked."""

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not _checked(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space or not _checked(self.activeAction()):
            super().keyPressEvent(event)


def _checked(action: QAction | None) -> bool:
    """Check an action, or take that back; False where it cannot be checked."""
    if action is None or not action.isCheckable() or not action.isEnabled():
        return False
    action.trigger()
    return True
