"""The desk: the session of who is signed in, the workers, and the message bar's two sentences; all that a page needs.

A page asks and goes on; the answer comes back on the main thread. What is refused is said in the message bar.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.ui.background import Background, Errand, Refused
from careboard.ui.sharing import Sharing, courier_of
from careboard.workflow.refusals import MembershipEnded
from careboard.workflow.session import Session

T = TypeVar("T")


class Desk(QObject):
    """One member at work. Screens never hold the session; they hand work for it to the desk."""

    told = Signal(str)
    refused = Signal(object)  # a CareboardError
    ended = Signal(object)  # the MembershipEnded of whoever is signed in
    clinic_changed = Signal()  # how the clinic tells times, reads charts, or when it locks

    def __init__(self, session: Session, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._background = session, background
        background.failed = self._say_refused
        self.me = session.me
        self.zone, self.lock_minutes = session.zone, session.lock_minutes
        self._clock = session.vault.clock
        self.sharing = Sharing(self)
        session.at_last = self.sharing.end

    def for_chart(self, session: Session) -> "Desk":
        """A desk for one more session of the same member, at the same workers; what it has to say is said here."""
        other = Desk(session, self._background, self)
        self._background.failed = self._say_refused
        other.sharing = self.sharing
        other.told.connect(self.told)
        other.refused.connect(self.refused)
        other.ended.connect(self.ended)
        return other

    def ask(
        self,
        work: Callable[[Session], T],
        owner: QObject,
        then: Callable[[T], None],
        refused: Refused | None = None,
    ) -> None:
        """Do a short job with the session, in the order asked."""
        self._background.run(partial(work, self._session), owner, self._watching(then), self._hearing(refused))

    def begin(
        self,
        work: Callable[[Session, Errand, Callable[[int, int], None]], T],
        owner: QObject,
        then: Callable[[T], None],
        refused: Refused | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Errand:
        """Begin long work with the session; it can be stopped by its errand."""
        job, answered = partial(work, self._session), self._watching(then)
        return self._background.run_long(job, owner, answered, self._hearing(refused), progress)

    def follow_clinic(self) -> None:
        """The clinic decided otherwise: what it decided holds in this window from now on."""

        def follow(decided: tuple[ZoneInfo, int]) -> None:
            self.zone, self.lock_minutes = decided
            self.clinic_changed.emit()

        self.ask(lambda session: (session.zone, session.lock_minutes), self, follow)

    def share(self) -> None:
        """From now on go to the clinic's hub, if it has one, and follow what comes from there."""
        self.ask(partial(courier_of, self.sharing), self.sharing, self.sharing.begin, self.sharing.refuse)

    def now(self) -> datetime:
        """What time it is, aware UTC, by the clock of the session."""
        return self._clock()

    def tell(self, sentence: str) -> None:
        """Say in the message bar that something was done."""
        self.told.emit(sentence)

    def close(self) -> None:
        """End the session: what is asked now is still done and shared, then the vault is let go of."""
        self._background.close()
        self._session.close()

    def tell_of_moved(self, number: int) -> None:
        """Say that the file hides records."""
        if number:
            sentence = ngettext(
                "{n} record lies in another place of the file than it says, and may be missing from a chart.",
                "{n} records lie in another place of the file than they say, and may be missing from a chart.",
                number,
            ).format(n=number)
            self.refused.emit(CareboardError(sentence, _("Check every record in the settings, and open a backup.")))

    def _watching(self, then: Callable[[T], None]) -> Callable[[T], None]:
        """After an answer: was it seen meanwhile that this computer's clock was set back? It is said after all else."""

        def answered(found: T) -> None:
            then(found)
            if (told := self._session.take_clock_set_back()) is not None:
                self.refused.emit(told)

        return answered

    def _hearing(self, refused: Refused | None) -> Refused:
        """Whatever a page does with what is refused: the end of the membership is for the whole window."""

        def hear(error: CareboardError) -> None:
            if isinstance(error, MembershipEnded):
                self.ended.emit(error)
            else:
                (refused or self._say_refused)(error)

        return hear

    def _say_refused(self, error: CareboardError) -> None:
        self.refused.emit(error)
