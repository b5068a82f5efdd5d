"""Who goes between a vault and its clinic's hub while somebody is signed in, in a thread of its own.

It opens the vault's file once more for itself, so nobody who reads or writes waits for the network. What it finds it
tells in frozen values.
"""

import threading
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from typing_extensions import override

from careboard.clinical.people import Role
from careboard.errors import CareboardError
from careboard.exchange.sync.admission import Admitted
from careboard.exchange.sync.engine import Engine
from careboard.exchange.sync.pace import Pace
from careboard.exchange.sync.visit import Progress, Synced, unshared_of
from careboard.settings import HubSettings
from careboard.storage.hub.lasting import LastingLine
from careboard.storage.hub.postgres import PostgresHub
from careboard.storage.hub.presence import PostgresPresence
from careboard.storage.vaultfile import VaultFile
from careboard.vault.keyring import STREAM_KINDS
from careboard.vault.record import Record
from careboard.vault.registry import REGISTRY_KINDS
from careboard.workflow.hub.approving import waiting_at
from careboard.workflow.hub.emergencies import tend_with_hub
from careboard.workflow.hub.hub_state import Brought, HubState
from careboard.workflow.hub.presence import Attendance, AtWork, Present
from careboard.workflow.hub.reaching import line_to_hub
from careboard.workflow.hub.replica import VaultReplica
from careboard.workflow.open_vault import Draft, OpenVault

PATIENCE = 1.5  # seconds at most that the end of a session waits for the hub
BREAKING_OFF = 0.5  # seconds for a call that was broken off to come back
MANY = 200  # records on their way, from which on it is told how far they are
KEPT_EVERY = timedelta(minutes=1)  # how exactly the time of the last exchange is remembered on the disk
DOOR_EVERY = timedelta(minutes=1)  # between two questions of an administrator's client who asks to be let in
_ABOUT_KEYS = REGISTRY_KINDS | STREAM_KINDS
_NO_NEWS = frozenset({"access", "checkpoint"})  # they change nothing that a screen shows


@dataclass(frozen=True, slots=True)
class Listeners:
    """Who hears of it, in the courier's thread: how things stand, what came, a mistake of ours, and who else writes."""

    state: Callable[[HubState], None]
    brought: Callable[[Brought], None]
    mistake: Callable[[BaseException], None]
    present: Callable[[frozenset[Present]], None] = lambda _present: None


class Courier:
    """Begins with a whole exchange, then asks every two seconds what is new, and sends what is left at the end."""

    def __init__(self, vault: OpenVault, address: str, line: LastingLine, tell: Listeners) -> None:
        self._vault, self._line, self._tell, self._pace = vault, line, tell, Pace()
        self.address = address
        self._news, self._ending, self._given_up = threading.Event(), threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="hub", daemon=True)
        self._tries, self._saying = 0, threading.Lock()
        self._kept: datetime | None = None
        self._at_the_door: datetime | None = None
        self._attendance, self._at_work = Attendance(PostgresPresence(line)), AtWork()
        self.state = HubState()

    def begin(self) -> None:
        """Set out, and be told of what is signed from now on."""
        self._vault.after_writing = self._hear
        self._thread.start()

    def nudge(self) -> None:
        """Go now."""
        self._news.set()

    def look_at_the_door(self) -> None:
        """Ask now who waits to be let in, for somebody was let in or turned away."""
        self._at_the_door = None
        self.nudge()

    def stand(self, at_work: AtWork) -> None:
        """Where whoever is signed in reads and writes now; told where it is news."""
        if at_work != self._at_work:
            self._at_work = at_work
            self.nudge()

    def end(self) -> None:
        """Send what is left, if the hub answers within the patience; then hang up. Nothing is sent after this."""
        self._ending.set()
        self._news.set()
        answers = self.state.last is not None and self.state.hindrance is None
        self._thread.join(PATIENCE if answers else BREAKING_OFF)
        self._given_up.set()
        self._line.give_up()
        self._thread.join(BREAKING_OFF)

    def _hear(self, written: Sequence[Draft]) -> None:
        """What somebody looked at can wait for the next turn; what somebody signed is sent at once."""
        signed = frozenset(draft.stream for draft in written if draft.kind not in _NO_NEWS)
        if signed:
            self._at_work = self._at_work.without(signed)
            self._say(unshared=self.state.unshared + len(written))
            self.nudge()

    # -- in its own thread ----------------------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            with closing(VaultFile.open(self._vault.file.path)) as file, closing(self._line):
                self._go_between(file)
        except CareboardError as hindrance:
            self._say(hindrance=hindrance, since=self._vault.clock(), progress=None)
        except BaseException as mistake:  # noqa: BLE001  told by the window, whose thread this is not
            self._tell.mistake(mistake)

    def _go_between(self, file: VaultFile) -> None:
        replica = _Noticing(file, self._vault.keyset, self._vault.clinic, self._vault.clock)
        engine = Engine(replica, PostgresHub(self._line))
        self._say(alarms=len(file.alarms()), unshared=unshared_of(replica))
        self._meet(replica, engine.sync)
        self._tend_emergencies(replica, engine)
        self._attend(replica)
        self._ask_who_waits(replica)
        while not self._waited_to_the_end():
            self._count(replica)
            self._say_where(replica)  # before what was signed is there: nobody is told that it is still being written
            if self._meet(replica, engine.poll):
                self._tend_emergencies(replica, engine)
            self._attend(replica)
            self._ask_who_waits(replica)
        if self.state.hindrance is None:
            engine.share(stopped=self._given_up.is_set)
            self._leave(replica)
            self._keep_time(self.state.last)

    def _waited_to_the_end(self) -> bool:
        self._news.wait(self._pace.wait(self._tries))
        self._news.clear()
        return self._ending.is_set()

    def _count(self, replica: "_Noticing") -> None:
        if (unshared := unshared_of(replica)) != self.state.unshared:
            self._say(unshared=unshared)

    def _meet(self, replica: "_Noticing", way: Callable[..., Synced | None]) -> bool:
        """One exchange; did it bring something about people or keys?"""
        try:
            synced = way(self._progress, self._ending.is_set)
        except CareboardError as hindrance:  # the file refused, before or after anything was asked
            synced = Synced(unshared=self.state.unshared, hindrance=hindrance)
        brought = replica.brought()
        if brought:
            self._tell.brought(brought)
        if synced is None:
            self._arrived()
        elif synced.hindrance is not None:
            self._hindered(synced, synced.hindrance)
        else:
            self._arrived(synced, replica)
        return brought.people

    def _tend_emergencies(self, replica: "_Noticing", engine: Engine) -> None:
        """Where people or keys are others now, emergency keys and pads are kept as they should be, and are shared."""
        if self.state.hindrance is None and not self._ending.is_set() and (vault := replica.opened()) is not None:
            try:
                tend_with_hub(vault, self._line)
            except CareboardError as hindrance:
                self._hindered(Synced(unshared=unshared_of(replica)), hindrance)
            else:
                self._meet(replica, engine.poll)

    def _attend(self, replica: "_Noticing") -> None:
        """Say where one writes and hear where others do; without the hub nobody knows."""
        present: frozenset[Present] = frozenset()
        if self.state.hindrance is None and not self._ending.is_set() and (vault := replica.opened()) is not None:
            with suppress(CareboardError):  # the next turn tells of it
                present = self._attendance.turn(vault, self._at_work)
        self._tell.present(present)

    def _say_where(self, replica: "_Noticing") -> None:
        if self.state.hindrance is None and not self._ending.is_set() and (vault := replica.opened()) is not None:
            with suppress(CareboardError):  # the exchange that follows tells of it
                self._attendance.say(vault, self._at_work.writing)

    def _ask_who_waits(self, replica: "_Noticing") -> None:
        """For an administrator, and not often: nobody who asks is in a hurry of seconds."""
        now, before = self._vault.clock(), self._at_the_door
        if before is not None and timedelta(0) <= now - before < DOOR_EVERY:
            return
        if self.state.hindrance is None and not self._ending.is_set() and (vault := replica.opened()) is not None:
            self._at_the_door = now
            with suppress(CareboardError):  # the next turn tells of it
                waiting = len(waiting_at(vault, self._line).newcomers) if Role.ADMIN in vault.roles else 0
                if waiting != self.state.waiting:
                    self._say(waiting=waiting)

    def _leave(self, replica: "_Noticing") -> None:
        if (vault := replica.opened()) is not None and not self._given_up.is_set():
            with suppress(CareboardError):  # in two minutes it is forgotten anyway
                self._attendance.say(vault, frozenset())

    def _progress(self, progress: Progress) -> None:
        if progress.at_hub - progress.here >= MANY:
            self._say(progress=progress)

    def _arrived(self, synced: Synced | None = None, replica: "_Noticing | None" = None) -> None:
        self._tries, now = 0, self._vault.clock()
        found: dict[str, Any] = {}
        if synced is not None and replica is not None:
            caught, refused = tuple(alarm.told for alarm in synced.alarms), len(synced.refused)
            found = {"unshared": synced.unshared, "caught": caught, "alarms": replica.alarms, "refused": refused}
        self._say(last=now, hindrance=None, since=None, progress=None, **found)
        if self._kept is None or not timedelta(0) <= now - self._kept < KEPT_EVERY:
            self._keep_time(now)

    def _hindered(self, synced: Synced, hindrance: CareboardError) -> None:
        self._tries += 1
        since = self.state.since or self._vault.clock()
        self._say(unshared=synced.unshared, hindrance=hindrance, since=since, progress=None)

    def _keep_time(self, at: datetime | None) -> None:
        if at is not None:
            self._kept = at
            HubSettings.keep_last_sync(self._vault.clinic, at)

    def _say(self, **changes: Any) -> None:
        """Some of it is otherwise now; whoever signs tells of it too, in a thread of their own."""
        with self._saying:
            self.state = replace(self.state, **changes)
            self._tell.state(self.state)


class _Noticing(VaultReplica):
    """A replica that notices what a screen must read anew."""

    _streams: frozenset[str] = frozenset()
    _people = False

    @property
    def alarms(self) -> int:
        """How many alarms were ever kept."""
        return len(self._file.alarms())

    @override
    def take_in(self, admitted: Sequence[Admitted]) -> None:
        super().take_in(admitted)
        self._streams |= {one.header.stream for one in admitted if one.header.stream and _is_news(one.header.kind)}
        self._people = self._people or any(one.header.kind in _ABOUT_KEYS for one in admitted)

    @override
    def fill(self, records: Sequence[Record]) -> None:
        super().fill(records)
        self._streams |= {record.head.stream for record in records}

    def opened(self) -> OpenVault | None:
        """The vault as this thread sees it; None while nothing of the clinic is here."""
        return self._vault()

    def brought(self) -> Brought:
        """What came since this was asked last."""
        brought, self._streams, self._people = Brought(self._streams, self._people), frozenset(), False
        return brought


def _is_news(kind: str) -> bool:
    return kind not in _NO_NEWS


def courier(vault: OpenVault, tell: Listeners) -> Courier | None:
    """Who goes to the hub for whoever is signed in; None in a clinic without one. Raises NoHub without a login on it.

    Raises HubUnknown where this computer's own file about the hub is damaged.
    """
    if (known := HubSettings.of(vault.clinic)) is None:
        return None
    return Courier(vault, known.address.shown, line_to_hub(vault), tell)
