"""The desktop program: application, entrance, workplace, cover and lock, and what happens when we made a mistake.

The unlock page stands first; everything heavy is imported on the worker behind it.
"""

import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.settings import DesktopSettings
from careboard.ui.collecting import Collecting
from careboard.ui.entrance.doors import Doors
from careboard.ui.entrance.entrance import Entrance
from careboard.ui.look.look import apply, named
from careboard.ui.look.style import Style
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.copied import Copied
from careboard.ui.parts.splits import shares, take_shares
from careboard.ui.system.lock import Listening, SystemLock, this_computer
from careboard.ui.window import Window

if TYPE_CHECKING:
    from careboard.errors import CareboardError
    from careboard.ui.background import Background
    from careboard.ui.entrance.cover import CoverPage
    from careboard.ui.entrance.idle import Idle, Limits
    from careboard.ui.patient.measures.self_report import SelfReport
    from careboard.ui.shell.workplace import Workplace
    from careboard.workflow.session import Session

AFTER_THE_FIRST_PAINT = 100  # ms after it is shown: imports would take turns with the painting of the first page
FIRST_STEPS = "first-steps"  # the page of help for who has just set up a clinic
BeginAnew = Callable[[], None]
HEED = 200  # ms within which a signal of the system is heard


def application() -> QApplication:
    """The Qt application with our style; the one that is there, or a new one."""
    there = QApplication.instance()
    made = there if isinstance(there, QApplication) else QApplication(sys.argv[:1])
    made.setApplicationName("Careboard")
    made.setApplicationDisplayName("Careboard")
    made.setStyle(Style())
    return made


def run(arguments: Sequence[str] = (), vault: Path | None = None, name: str = "", doors: Doors | None = None) -> int:
    """Open the desktop and stay until its window is closed.

    `arguments` are those to start again with after a lock; `vault` and `name` say who is expected where.
    """
    program = application()

    def begin_anew() -> None:
        from careboard.vault.hardening import begin_anew

        begin_anew(arguments)

    desktop = Desktop(program, begin_anew, doors or Doors())
    sys.excepthook = lambda _kind, mistake, _trace: desktop.show_mistake(mistake)
    if vault is not None:
        desktop.entrance.show_vault(vault, name)
    desktop.window.appear()
    Collecting(desktop)
    QTimer.singleShot(AFTER_THE_FIRST_PAINT, desktop.import_the_rest)
    _heed_signals(desktop)
    return program.exec()


def _heed_signals(desktop: "Desktop") -> None:
    """Ctrl+C in the terminal and the end of a login session close the window, drafts first.

    Python hears of a signal between two steps of its own; the timer gives it one while Qt waits.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: desktop.window.close())
    steps = QTimer(desktop)
    steps.timeout.connect(lambda: None)
    steps.start(HEED)


class Desktop(QObject):
    """Leads from entrance to workplace and back. Locking ends the process: `begin_anew` starts a fresh one."""

    def __init__(
        self,
        program: QApplication,
        begin_anew: BeginAnew,
        doors: Doors,
        limits: "Limits | None" = None,
        listening: Listening = this_computer,
    ) -> None:
        super().__init__()
        self._program, self._begin_anew = program, begin_anew
        self.settings = DesktopSettings.kept()
        self._apply_look()
        take_shares(self.settings.splits)
        self.window = Window()
        self.window.take_place(self.settings.window)
        self.entrance = Entrance(lambda: self.background, self.settings, doors)
        self.workplace: Workplace | None = None
        self._covered: CoverPage | None = None
        self._handed: SelfReport | None = None
        self._before_handing = Qt.WindowState.WindowNoState
        self._mistaken: QWidget | None = None
        self._copied = Copied(self)
        self._had_focus: QWidget | None = None
        self._limits, self._lock_after = limits, 600
        self._system_lock = SystemLock(listening, self)
        self._system_lock.asked.connect(self._lock_with_the_computer)
        self.entrance.unlocked.connect(self._enter)
        self.window.closed.connect(self.close)
        self._hints = program.styleHints()  # held: PySide forgets what hangs on it as soon as nobody holds it
        self._hints.colorSchemeChanged.connect(self._follow_the_system)
        self._hints.accessibility().contrastPreferenceChanged.connect(self._follow_the_system)
        self.window.show_page(self.entrance)

    @cached_property
    def idle(self) -> "Idle":
        """Watches for somebody's absence, from the first sign-in on."""
        from careboard.ui.entrance.idle import Idle, Limits

        idle = Idle(self._limits or Limits(lock=self._lock_after), self)
        idle.lock_due.connect(self.lock)
        idle.cover_due.connect(self.cover)
        idle.warned.connect(self._warn)
        return idle

    @cached_property
    def background(self) -> "Background":
        """The workers of the window; made when the first job comes."""
        from careboard.ui.background import Background

        return Background(self)

    def import_the_rest(self) -> None:
        """Import what the unlock page does not need, behind it."""
        self.background.run(_import_the_rest, self, self._go_on)

    def _go_on(self, _done: None) -> None:
        if self.entrance.first_run:
            self.entrance.show_set_up()

    @Slot(object, object)
    def _enter(self, session: "Session", vault: Path) -> None:
        from careboard.ui.desk import Desk
        from careboard.ui.patient.whole import patient_page
        from careboard.ui.shell.workplace import Workplace

        self._lock_after = 60 * session.lock_minutes
        self.settings = self.settings.opened(vault, session.vault.clinic)
        self.settings.keep()
        self._follow_printing()
        desk = Desk(session, self.background, self)
        desk.ended.connect(self.show_ended)
        desk.clinic_changed.connect(self._follow_clinic)
        workplace = Workplace(desk, patient_page, self.settings)
        workplace.settings.look_chosen.connect(self._choose_look)
        workplace.settings.appearance.density_chosen.connect(self._choose_density)
        workplace.settings.printing.changed.connect(self._choose_printing)
        workplace.settings.single_keys.chosen.connect(self._choose_single_keys)
        workplace.asked_to_lock.connect(self.lock)
        workplace.asked_to_cover.connect(self.cover)
        workplace.handed_over.connect(self.hand_over)
        self.idle.left.connect(workplace.top_bar.show_left)
        self.workplace = workplace
        self.window.show_page(workplace)
        workplace.caseload.load()
        if self.entrance.first_steps:
            self.entrance.first_steps = False
            workplace.help.open(FIRST_STEPS)
        self.idle.begin(self._program)
        self._system_lock.begin(self.window)
        desk.begin(lambda here, errand, _tell: here.look_for_moved(lambda: errand.stopped), desk, desk.tell_of_moved)

    @Slot()
    def _follow_clinic(self) -> None:
        """The clinic decided when desktops lock: this one does so from now on."""
        if self._limits is None and self.workplace is not None:
            self.idle.lock_after(60 * self.workplace.desk.lock_minutes)

    @Slot(object)
    def show_ended(self, ended: "CareboardError") -> None:
        """Whoever is signed in left the clinic meanwhile: say it over everything, and lock."""
        from careboard.ui.entrance.ended import EndedPage

        if not isinstance(self.window.page, EndedPage):
            page = EndedPage(ended)
            page.lock_due.connect(self.lock)
            self._copied.take_back()
            self.window.put_boxes_aside()
            self.window.show_page(page)
            page.announce()

    def show_mistake(self, mistake: BaseException) -> None:
        """We made a mistake: say so, and let the only way on be a fresh start. Nothing is printed but the report."""
        from careboard.ui.entrance.crash import CrashPage, report_of

        print(report_of(mistake), file=sys.stderr)
        page = CrashPage(mistake)
        self._mistaken = page
        self._copied.take_back()
        self._copied.let_be()
        page.lock_due.connect(self.lock)
        self.window.put_boxes_aside()
        self.window.show_page(page)

    @Slot(str, float)
    def _choose_look(self, theme: str, text_size: float) -> None:
        self.settings = replace(self.settings, theme=theme, text_size=text_size)
        self.settings.keep()
        self._apply_look()

    @Slot(bool)
    def _choose_density(self, dense: bool) -> None:  # noqa: FBT001  a slot of the settings
        self.settings = replace(self.settings, dense=dense)
        self.settings.keep()
        self._apply_look()

    def _apply_look(self) -> None:
        apply(named(self.settings.theme, self.settings.text_size, dense=self.settings.dense))

    @Slot()
    def _follow_the_system(self) -> None:
        """The computer wishes for other colours; who chose a theme keeps it."""
        if self.settings.theme == "system":
            self._apply_look()

    @Slot(int, bool)
    def _choose_printing(self, copies: int, spool_known: bool) -> None:  # noqa: FBT001  a slot of the settings
        self.settings = replace(self.settings, copies=copies, spool_known=spool_known)
        self.settings.keep()
        self._follow_printing()

    def _follow_printing(self) -> None:
        from careboard.ui.parts.printing import take_choices

        take_choices(self.settings.copies, told=self.settings.spool_known, keep=self._forget_the_queue)

    def _forget_the_queue(self) -> None:
        """Whoever printed wants nobody to be told again on this computer."""
        if self.workplace is not None:
            self.workplace.settings.printing.warn.tick(ticked=False)

    @Slot(bool)
    def _choose_single_keys(self, act: bool) -> None:  # noqa: FBT001 (a signal hands it over)
        self.settings = replace(self.settings, single_keys=act)
        self.settings.keep()

    # -- covering and locking ------------------------------------------------------------------------------------

    @Slot()
    def cover(self) -> None:
        """Put a solid page over everything, until whoever is signed in lifts it; losing the keyboard keeps drafts."""
        if self.workplace is None or self._covered is not None:
            return
        from careboard.ui.entrance.cover import CoverPage

        self._had_focus = QApplication.focusWidget()
        cover = CoverPage(self.workplace.desk, self.workplace.pin)
        cover.lifted.connect(self.lift)
        cover.lock_due.connect(self.lock)
        self.idle.left.connect(cover.show_left)
        self._covered = cover
        self.window.put_boxes_aside()
        self.window.show_page(cover)
        self._copied.take_back()
        self.idle.set_covered(covered=True)
        self.idle.tick()

    @Slot()
    def lift(self) -> None:
        """Show again what was covered."""
        if self.workplace is not None and self._covered is not None:
            cover, self._covered = self._covered, None
            self.window.show_page(self._handed or self.workplace)
            if self._handed is None:
                self.window.let_boxes_in()
            self.window.drop(cover)
            self.idle.set_covered(covered=False)
            if self._had_focus is not None and isValid(self._had_focus):
                self._had_focus.setFocus()

    @Slot(object)
    def hand_over(self, report: "SelfReport") -> None:
        """Let a patient answer: the form alone fills the screen, and only the cover leads back from it."""
        if self.workplace is None or self._handed is not None or self._covered is not None:
            return
        self._handed, self._before_handing = report, self.window.windowState()
        report.left.connect(self._take_back)
        self.window.put_boxes_aside()
        self.window.show_page(report)
        self.window.setWindowState(self._before_handing | Qt.WindowState.WindowFullScreen)
        self._copied.take_back()

    @Slot()
    def _take_back(self) -> None:
        """The form is back: cover the page, for who holds it now is not known."""
        if self._handed is None or self.workplace is None:
            return
        self.cover()
        self._end_handing()
        self._had_focus = self.workplace.focusWidget()

    def _end_handing(self) -> None:
        if self._handed is not None:
            report, self._handed = self._handed, None
            self.window.drop(report)
            self.window.setWindowState(self._before_handing)

    @Slot(int)
    def _warn(self, seconds: int) -> None:
        page = self._covered or self.workplace
        if self._handed is not None and self._covered is None:
            self._handed.warn(seconds)
        elif page is not None:
            told = ngettext("Locks in {n} second.", "Locks in {n} seconds.", seconds).format(n=seconds)
            sentence = f"{told} {_('Any key keeps it open.')}"
            announce(page, sentence, assertive=True)
            if self.workplace is not None:
                self.workplace.messages.tell(sentence)

    @Slot()
    def _lock_with_the_computer(self) -> None:
        if self.workplace is not None:
            self.lock()

    @Slot()
    def lock(self) -> None:
        """Put the page aside, let drafts and jobs end, drop every key, and start afresh, whatever fails."""
        self.window.put_boxes_aside()
        self.window.show_page(self.entrance)
        try:
            self.close()
        finally:
            self._begin_anew()

    def _keep_place(self) -> None:
        """Remember how the window stands; it is shown nowhere when there is nothing to keep."""
        place = self.window.place
        if place.width and (place, shares()) != (self.settings.window, dict(self.settings.splits)):
            self.settings = replace(self.settings, window=place, splits=shares())
            self.settings.keep()

    @Slot()
    def close(self) -> None:
        """Sign out."""
        self.window.let_boxes_in()
        self._end_handing()
        self._keep_place()
        if self.workplace is not None:
            self.idle.end(self._program)
        self._copied.take_back()  # not the report of a mistake, which is to be sent
        if self._covered is not None:
            cover, self._covered = self._covered, None
            self.window.drop(cover)
        if self.workplace is not None:
            workplace, self.workplace = self.workplace, None
            for page in workplace.open_pages:
                page.close()
            self.window.drop(workplace)
            workplace.desk.close()
        else:
            self.background.close()
            QApplication.processEvents()  # what the worker made last is handed over, to be undone
            self.entrance.give_up()


def _import_the_rest() -> None:
    import careboard.ui.entrance.cover
    import careboard.ui.entrance.setup.wizard
    import careboard.ui.patient.whole
    import careboard.ui.shell.workplace
    import careboard.workflow.session  # noqa: F401
