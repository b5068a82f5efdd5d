"""What lies over the work meanwhile: the cover, and a form in a patient's hands; only staff lead back from either."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from careboard.ui.parts.copied import Copied
from careboard.ui.window import Window

if TYPE_CHECKING:
    from careboard.ui.entrance.cover import CoverPage
    from careboard.ui.entrance.idle import Idle
    from careboard.ui.patient.measures.self_report import SelfReport
    from careboard.ui.shell.workplace import Workplace


class Covering(QObject):
    """Covers and uncovers the workplace of who is signed in."""

    lock_due = Signal()

    def __init__(self, window: Window, copied: Copied, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._copied = window, copied
        self._workplace: Workplace | None = None
        self._idle: Idle | None = None
        self._covered: CoverPage | None = None
        self._handed: SelfReport | None = None
        self._before_handing = Qt.WindowState.WindowNoState
        self._had_focus: QWidget | None = None

    def begin(self, workplace: "Workplace", idle: "Idle") -> None:
        """Somebody has signed in."""
        self._workplace, self._idle = workplace, idle

    def end(self) -> None:
        """Nobody is signed in any more: nothing lies over anything."""
        self._end_handing()
        if self._covered is not None:
            cover, self._covered = self._covered, None
            self._window.drop(cover)
        self._workplace = self._idle = None

    @Slot()
    def cover(self) -> None:
        """Put a solid page over everything, until whoever is signed in lifts it; losing the keyboard keeps drafts."""
        if self._workplace is None or self._idle is None or self._window.page is not (self._handed or self._workplace):
            return  # nobody is signed in, or what is shown already leads to the lock alone
        from careboard.ui.entrance.cover import CoverPage

        self._had_focus = QApplication.focusWidget()
        cover = CoverPage(self._workplace.desk, self._workplace.pin)
        cover.lifted.connect(self.lift)
        cover.lock_due.connect(self.lock_due)
        self._idle.left.connect(cover.show_left)
        self._covered = cover
        self._window.put_boxes_aside()
        self._window.show_page(cover)
        self._copied.take_back()
        self._idle.set_covered(covered=True)
        self._idle.tick()

    @Slot()
    def lift(self) -> None:
        """Show again what was covered."""
        on_top = self._covered is not None and self._window.page is self._covered
        if on_top and self._workplace is not None and self._idle is not None and self._covered is not None:
            cover, self._covered = self._covered, None
            self._window.show_page(self._handed or self._workplace)
            if self._handed is None:
                self._window.let_boxes_in()
            self._window.drop(cover)
            self._idle.set_covered(covered=False)
            if self._had_focus is not None and isValid(self._had_focus):
                self._had_focus.setFocus()

    @Slot(object)
    def hand_over(self, report: "SelfReport") -> None:
        """Let a patient answer: the form alone fills the screen, and only the cover leads back from it."""
        if self._workplace is None or self._window.page is not self._workplace:
            return
        self._handed, self._before_handing = report, self._window.windowState()
        report.left.connect(self._take_back)
        self._window.put_boxes_aside()
        self._window.show_page(report)
        self._window.setWindowState(self._before_handing | Qt.WindowState.WindowFullScreen)
        self._copied.take_back()

    @Slot()
    def _take_back(self) -> None:
        """The form is back: cover the page, for who holds it now is not known."""
        if self._handed is None or self._workplace is None:
            return
        self.cover()
        self._end_handing()
        self._had_focus = self._workplace.focusWidget()

    def _end_handing(self) -> None:
        if self._handed is not None:
            report, self._handed = self._handed, None
            self._window.drop(report)
            self._window.setWindowState(self._before_handing)

    def warn(self, seconds: int) -> bool:
        """Tell a patient who answers that it locks soon; False where nobody does."""
        if self._handed is None or self._covered is not None:
            return False
        self._handed.warn(seconds)
        return True

    @property
    def page(self) -> QWidget | None:
        """What lies over the work, or the work."""
        return self._covered or self._workplace
