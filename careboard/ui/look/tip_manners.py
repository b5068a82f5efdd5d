"""How tips behave (WCAG 2.2, 1.4.13): Esc takes one away, the mouse may rest on one, Tab shows the same as the mouse.

Qt lets a tip go as soon as the mouse leaves what it is about, keeps it under Esc, and shows none to the keyboard.
"""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCursor, QKeyEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from shiboken6 import isValid
from typing_extensions import override

AFTER = 700  # ms that the keyboard rests on a control, as the mouse does before Qt shows a tip
_KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)


class TipManners(QObject):
    """Watches a tip while it is shown, and the application as long as that."""

    def __init__(self, program: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._program, self._watched, self._dismissed = program, False, False
        self._about: QWidget | None = None
        self._soon = QTimer(self, singleShot=True, interval=AFTER)
        self._soon.timeout.connect(self._show)
        program.focusChanged.connect(self._follow_keyboard)

    def watch(self, tip: object) -> None:
        """A tip was made: as long as it lives Esc is about it, and the mouse on it keeps it.

        While it is made PySide may take it for what lay at its address before, such as an item of a layout: then this
        tip keeps Qt's own manners.
        """
        if isinstance(tip, QWidget) and not self._watched:
            self._watched = True
            self._program.installEventFilter(self)
            tip.destroyed.connect(self._rest)

    def _rest(self) -> None:
        self._watched = self._dismissed = False
        self._program.removeEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _KEYS and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            return self._dismiss(event)
        goes = kind is QEvent.Type.Timer and watched.inherits("QTipLabel") and not self._dismissed
        return goes and _is_under_mouse(watched)

    def _dismiss(self, event: QKeyEvent) -> bool:
        """Esc closes one layer: the tip, and nothing below it."""
        if not QToolTip.isVisible():
            return False
        if event.type() is QEvent.Type.KeyPress:
            self._dismissed = True
            QToolTip.hideText()
        event.accept()
        return True

    def _follow_keyboard(self, _before: QWidget | None, now: QWidget | None) -> None:
        by_keys = now is not None and now.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        self._about = now if by_keys and now is not None and now.toolTip() else None
        if self._about is None:
            self._soon.stop()
        else:
            self._soon.start()

    def _show(self) -> None:
        about = self._about
        if about is not None and isValid(about) and about.hasFocus() and about.isVisible():
            QToolTip.showText(about.mapToGlobal(about.rect().bottomLeft()), about.toolTip(), about)


def _is_under_mouse(tip: QObject) -> bool:
    return isinstance(tip, QWidget) and tip.isVisible() and tip.frameGeometry().contains(QCursor.pos())
