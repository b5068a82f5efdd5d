"""The desktop: leads from the entrance to the workplace and back, and over both when something lies over them.

The unlock page stands first; everything heavy is imported on the worker behind it.
"""

import sys
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from careboard.app.choices import Choices
from careboard.app.covering import Covering
from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.settings import DesktopSettings
from careboard.ui.entrance.doors import Doors
from careboard.ui.entrance.entrance import Entrance
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.copied import Copied
from careboard.ui.system.lock import Listening, SystemLock, this_computer
from careboard.ui.window import Window

if TYPE_CHECKING:
    from careboard.errors import CareboardError
    from careboard.ui.background import Background
    from careboard.ui.entrance.idle import Idle, Limits
    from careboard.ui.shell.workplace import Workplace
    from careboard.workflow.session import Session

FIRST_STEPS = "first-steps"  # the page of help for who has just set up a clinic
BeginAnew = Callable[[], None]


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
        self.choices = Choices(program, self)
        self.window = Window()
        self.window.take_place(self.settings.window)
        self.entrance = Entrance(lambda: self.background, self.settings, doors)
        self.workplace: Workplace | None = None
        self._copied = Copied(self)
        self._covering = Covering(self.window, self._copied, self)
        self.cover, self.lift, self.hand_over = self._covering.cover, self._covering.lift, self._covering.hand_over
        self._covering.lock_due.connect(self.lock)
        self._limits, self._lock_after = limits, 600
        self._system_lock = SystemLock(listening, self)
        self._system_lock.asked.connect(self._lock_with_the_computer)
        self.entrance.unlocked.connect(self._enter)
        self.entrance.asked_to_join.connect(self.choices.keep_vault)
        self.window.closed.connect(self.close)
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
        self.choices.keep_vault(vault, session.vault.clinic)
        self._follow_printing()
        desk = Desk(session, self.background, self)
        desk.ended.connect(self.show_ended)
        desk.clinic_changed.connect(self._follow_clinic)
        workplace = Workplace(desk, patient_page, self.settings)
        workplace.settings_changed.connect(self._choose)
        workplace.asked_to_lock.connect(self.lock)
        workplace.asked_to_cover.connect(self.cover)
        workplace.handed_over.connect(self.hand_over)
        self.idle.left.connect(workplace.top_bar.show_left)
        self.workplace = workplace
        self._covering.begin(workplace, self.idle)
        self.window.show_page(workplace)
        workplace.caseload.load()
        if self.entrance.first_steps:
            self.entrance.first_steps = False
            workplace.help.open(FIRST_STEPS)
        self.idle.begin(self._program)
        self._system_lock.begin(self.window)
        desk.share()
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
        self._copied.take_back()
        self._copied.let_be()
        page.lock_due.connect(self.lock)
        self.window.put_boxes_aside()
        self.window.show_page(page)

    @property
    def settings(self) -> DesktopSettings:
        """What this user of the computer chose, as it stands."""
        return self.choices.kept

    @Slot(object)
    def _choose(self, changed: "Callable[[DesktopSettings], DesktopSettings]") -> None:
        self.choices.take(changed)
        self._follow_printing()

    def _follow_printing(self) -> None:
        self.choices.print_so(self._forget_the_queue)

    def _forget_the_queue(self) -> None:
        """Whoever printed wants nobody to be told again on this computer."""
        if self.workplace is not None:
            self.workplace.settings.printing.warn.tick(ticked=False)

    # -- locking -------------------------------------------------------------------------------------------------

    @Slot(int)
    def _warn(self, seconds: int) -> None:
        page = self._covering.page
        if not self._covering.warn(seconds) and page is not None:
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

    @Slot()
    def close(self) -> None:
        """Sign out."""
        self.window.let_boxes_in()
        self._covering.end()
        self.choices.keep_place(self.window.place)
        if self.workplace is not None:
            self.idle.end(self._program)
        self._copied.take_back()  # not the report of a mistake, which is to be sent
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
