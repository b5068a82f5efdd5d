"""An act that waits ten seconds before it is done, so that a slip of the hand can be taken back."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from careboard.i18n import gettext as _
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.labels import Elided, Icon
from careboard.ui.parts.panels import Panel

WAITS = 10_000  # ms


class UndoStrip(Panel):
    """One act at a time; another one, or closing the page, does what still waits. `taken_back`: it will not be done."""

    taken_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, ground="ok_tint", radius=0)
        self._words = Elided("", Type.STRONG_LABEL, "ok")
        self.button = Button(_("Undo  Ctrl+Z"), "quiet")
        self.button.clicked.connect(lambda _checked: self.undo())
        row = QHBoxLayout(self)
        row.setContentsMargins(look().px(18), look().px(4), look().px(10), look().px(4))
        row.addWidget(Icon("check", "ok"))
        row.addWidget(self._words, 1)
        row.addWidget(self.button)
        self._act: Callable[[], None] | None = None
        self._timer = QTimer(self, singleShot=True, interval=WAITS)
        self._timer.timeout.connect(self.do_now)
        self.hide()

    def wait_with(self, words: str, act: Callable[[], None], *, anew: bool = False) -> None:
        """Do this in ten seconds, unless it is taken back. `anew`: it takes the place of what waits."""
        if not anew:
            self.do_now()
        self._act = act
        self._words.setText(words)
        self._timer.start()
        self.show()
        announce(self, words)

    def do_now(self) -> None:
        """Do what waits."""
        act, self._act = self._act, None
        self._timer.stop()
        self.hide()
        if act is not None:
            act()

    def undo(self) -> None:
        """Take back what waits."""
        if self._act is None:
            return
        self._act = None
        self._timer.stop()
        self.hide()
        announce(self, _("Taken back"))
        self.taken_back.emit()
