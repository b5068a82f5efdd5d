"""The keyboard at work: the keys that hold on every page, and the parts of the window that it goes through.

It is never nowhere: when what had it is gone, the page in front takes it.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from careboard.ui.parts.panes import go_to_pane, panes_of

if TYPE_CHECKING:
    from careboard.ui.shell.workplace import Workplace


class Keyboard(QObject):
    """What the keyboard does in a workplace, whatever page is in front."""

    def __init__(self, workplace: "Workplace") -> None:
        super().__init__(workplace)
        self._workplace = workplace
        if isinstance(program := QApplication.instance(), QApplication):
            program.focusChanged.connect(self._keep)
        for keys, act in (
            ("Ctrl+K", workplace.finder.open),
            ("F1", workplace.help.toggle),
            ("Ctrl+L", workplace.asked_to_lock.emit),
            ("Ctrl+.", workplace.asked_to_cover.emit),
            ("Ctrl+Tab", lambda: workplace.show_next_patient(1)),
            ("Ctrl+Shift+Tab", lambda: workplace.show_next_patient(-1)),
            ("Ctrl+W", workplace.close_shown),
            ("F6", lambda: self._next_pane(1)),
            ("Shift+F6", lambda: self._next_pane(-1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), workplace)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)

    @Slot(QWidget, QWidget)
    def _keep(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None:
            QTimer.singleShot(0, self, self.take)

    @Slot()
    def take(self) -> None:
        """Give the keyboard to the page in front, where nothing else has it."""
        here = self._workplace
        if here.isVisible() and here.window().isActiveWindow() and QApplication.focusWidget() in (None, here):
            here.page.setFocus()

    @property
    def _help(self) -> tuple[QWidget, ...]:
        pane = self._workplace.help.pane
        return (pane,) if pane is not None else ()

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """The parts of the window that Tab goes through, in the order of reading."""
        here = self._workplace
        shown = panes_of(here.page) if here.patient is not None else (here.page,)
        return (here.rail, here.top_bar, *shown, *self._help, here.messages)

    def _next_pane(self, step: int) -> None:
        here = self._workplace
        go_to_pane((here.rail, here.top_bar, *panes_of(here.page), *self._help), step)
