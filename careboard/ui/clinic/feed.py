"""The outlines of every chart within reach: from the sealed snapshot at once, then from the charts, one after another.

Charts are read by the worker, so that a long caseload never holds up the window; what cannot be read is counted and
said, and keeps nobody else from being shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from careboard.clinical.values import PatientId
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.projections.inbox import InboxItem
from careboard.projections.moments import today
from careboard.projections.outline import Outline
from careboard.ui.desk import Desk
from careboard.workflow.outlines import (
    Choices,
    Kept,
    keep_choices,
    keep_outlines,
    kept_choices,
    kept_outlines,
    outline_of,
    unsigned,
)
from careboard.workflow.session import Session

MINUTE = 60_000  # ms, in which it is noticed that another day has begun
KEEP_AFTER = 3_000  # ms after a change, so that one act after another is kept once


class Feed(QObject):
    """Who is in the caseload, what waits, and how far reading has come. `as_of` is the time of the snapshot."""

    begun = Signal()  # what is known of the last time, and what this member may do
    changed = Signal(object)  # an Outline that was read anew
    drafts_changed = Signal()
    progressed = Signal()
    completed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.outlines: dict[str, Outline] = {}
        self.drafts: tuple[InboxItem, ...] = ()
        self.choices = Choices()
        self.may_register = self.may_enrol = False
        self.as_of: datetime | None = None
        self.streams: Sequence[str] = ()
        self.failed: set[str] = set()
        self.complete = False
        self._waiting: list[str] = []
        self._turn = 0
        self._day: date | None = None  # on which all charts were asked for
        self._minutes = QTimer(self, interval=MINUTE)
        self._minutes.timeout.connect(self.follow_day)
        self._minutes.start()
        self._keep_soon = QTimer(self, singleShot=True, interval=KEEP_AFTER)
        self._keep_soon.timeout.connect(self._keep)

    @property
    def read(self) -> int:
        """How many charts were read since the last time that all of them were asked for."""
        return len(self.streams) - len(self._waiting)

    @property
    def told(self) -> str:
        """How far reading has come. Not all that is read are charts: one's own private notes are among it."""
        return _("{percent}% read").format(percent=100 * self.read // max(len(self.streams), 1))

    @property
    def items(self) -> tuple[InboxItem, ...]:
        """All that waits in every chart, and what is begun and not signed, by name."""
        names = {one.row.id: one.row.named for one in self.outlines.values()}
        within = [one for one in self.drafts if one.patient is None or one.patient in self.streams]
        begun = (replace(one, named=names.get(one.patient, "") if one.patient else "") for one in within)
        return (*(item for one in self.outlines.values() for item in one.inbox), *begun)

    def load(self) -> None:
        """Show what is known of the last time, and read every chart anew, one after another."""
        self._day = self._today
        known = [one for one in self.outlines.values() if one.row.id in self.streams]
        self._desk.ask(partial(_first, known=known), self, self._begin)

    def forget(self, patient: PatientId) -> None:
        """The chart is out of reach from now on: all others are read anew."""
        self.outlines.pop(patient, None)
        self.streams = [stream for stream in self.streams if stream != patient]
        self.load()

    def follow_day(self) -> None:
        """After midnight what is due and what is late is told anew; reading that goes on is waited for."""
        if self.complete and self._day != self._today:
            self.load()

    @property
    def _today(self) -> date:
        """The clinic's day."""
        return today(self._desk.now(), self._desk.zone)

    def refresh(self, patient: PatientId) -> None:
        """Read the chart of one patient anew, and what is begun and not signed."""
        self._desk.ask(lambda session: outline_of(session, patient), self, self._take)
        self.refresh_drafts()

    def refresh_drafts(self) -> None:
        """Ask what is begun and not signed."""
        self._desk.ask(unsigned, self, self._take_drafts)

    def choose(self, choices: Choices) -> None:
        """Remember how this member likes the caseload."""
        self.choices = choices
        self._desk.ask(lambda session: keep_choices(session, choices), self, lambda _done: None)

    # -- reading ------------------------------------------------------------------------------------------------

    def _begin(self, first: "_First") -> None:
        self.choices, self.drafts = first.choices, first.drafts
        self.may_register, self.may_enrol = first.may_register, first.may_enrol
        self.outlines = {one.row.id: one for one in first.kept.outlines} if first.kept else {}
        self.as_of = first.kept.at if first.kept else None
        self.streams, self.failed, self.complete = first.streams, set(), False
        self._waiting = sorted(first.streams, key=self._urgency)
        self._turn += 1
        self.begun.emit()
        self._go_on(self._turn)

    def _urgency(self, stream: str) -> tuple[object, ...]:
        """Who needed a look the last time is read first; who is not known yet comes last."""
        known = self.outlines.get(stream)
        return (known is None, known is not None and not known.row.reviews, stream)

    def _go_on(self, turn: int) -> None:
        if turn != self._turn:  # all of it was asked for once more meanwhile
            return
        if self._waiting:
            stream = self._waiting.pop(0)
            taken = partial(self._take_next, turn, stream)
            failed = partial(self._fail, turn, stream)
            self._desk.ask(lambda session: outline_of(session, stream), self, taken, failed)
        else:
            self.complete, self.as_of = True, None
            self.completed.emit()
            self._keep()

    def _take_next(self, turn: int, stream: str, outline: Outline | None) -> None:
        if outline is None:
            self.outlines.pop(stream, None)
        self._take(outline)
        self.progressed.emit()
        self._go_on(turn)

    def _fail(self, turn: int, stream: str, _error: CareboardError) -> None:
        self.failed.add(stream)
        self.progressed.emit()
        self._go_on(turn)

    def _take(self, outline: Outline | None) -> None:
        if outline is not None:
            self.failed.discard(outline.row.id)
            self.outlines[outline.row.id] = outline
            self.streams = (*self.streams, *({outline.row.id} - set(self.streams)))
            self.changed.emit(outline)
            if self.complete:
                self._keep_soon.start()

    def _take_drafts(self, drafts: tuple[InboxItem, ...]) -> None:
        self.drafts = drafts
        self.drafts_changed.emit()

    def _keep(self) -> None:
        outlines = tuple(self.outlines.values())
        self._desk.ask(lambda session: keep_outlines(session, outlines), self, lambda _done: None, _unkept)


@dataclass(frozen=True, slots=True)
class _First:
    """What is known before any chart is read."""

    streams: Sequence[str]
    may_register: bool
    may_enrol: bool
    choices: Choices
    drafts: tuple[InboxItem, ...]
    kept: Kept | None


def _first(session: Session, known: Sequence[Outline]) -> _First:
    streams = session.streams()
    reached = tuple(one for one in known if one.row.id in streams)
    kept = Kept(session.vault.clock(), reached) if known else kept_outlines(session)
    return _First(streams, session.may_register, session.may_enrol, kept_choices(session), unsigned(session), kept)


def _unkept(_error: CareboardError) -> None:
    """A snapshot that cannot be kept is made anew the next time; nothing is lost."""
