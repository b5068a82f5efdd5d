"""The engine that keeps a vault in step with the clinic's hub, step by step; between any two of them it may be stopped.

Whatever was done until then is kept, and the next time goes on from there. It knows neither key, file nor server.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from careboard.errors import CareboardError
from careboard.exchange.refusals import never
from careboard.exchange.sync.comparing import acknowledge, compare
from careboard.exchange.sync.replica import Replica
from careboard.exchange.sync.sending import send
from careboard.exchange.sync.taking import fill, take
from careboard.exchange.sync.visit import Progress, Synced, Visit, unshared_of
from careboard.storage.hub.port import Digest, Hub, HubRefused
from careboard.vault.registry import Place

Told = Callable[[Progress], None]
Stopped = Callable[[], bool]
MOST = 500  # records in one question or push


def tell_nobody(_progress: Progress) -> None:
    """Nobody watches."""


class _InStep(NamedTuple):
    """How the hub and the member's own logs were when they were last held against each other."""

    digest: Digest
    own: Mapping[str, Place]


class Engine:
    """One member's vault and one hub. One thread at a time."""

    def __init__(self, replica: Replica, hub: Hub, most: int = MOST) -> None:
        self._replica, self._hub, self._most = replica, hub, most
        self._left_alone: frozenset[str] = frozenset()
        self._met: _InStep | None = None
        self._checkpoints: dict[str, Place] = {}  # log -> up to where all that its checkpoints name lies here

    def sync(self, progress: Told = tell_nobody, stopped: Stopped = never) -> Synced:
        """Send, take in, and hold one side against the other, wholly; what was refused before is asked for again."""
        return self._run(Visit(self._replica, self._hub, self._most), self._whole, progress, stopped)

    def poll(self, progress: Told = tell_nobody, stopped: Stopped = never) -> Synced | None:
        """Has anything come, or been written here? None where nothing has; one short question then."""
        try:
            digest = self._hub.digest()
        except HubRefused as hindrance:
            return Synced(unshared=unshared_of(self._replica), hindrance=hindrance)
        own = self._replica.own()
        met = self._met
        if met == (digest, own):
            return None
        if met is None or met.own != own or _goes_back(met.digest, digest):
            return self.sync(progress, stopped)
        visit = Visit(self._replica, self._hub, self._most, self._left_alone)
        return self._run(visit, self._news, progress, stopped)

    def meet(self, progress: Told = tell_nobody, stopped: Stopped = never) -> Synced:
        """Send and take in, without holding the checkpoints against it; before a change of people."""
        return self._run(Visit(self._replica, self._hub, self._most), self._meeting, progress, stopped)

    def share(self, progress: Told = tell_nobody, stopped: Stopped = never) -> Synced:
        """Send only."""
        return self._run(Visit(self._replica, self._hub, self._most), self._sending, progress, stopped)

    def _run(self, visit: Visit, steps: Callable[[Visit], Iterator[None]], progress: Told, stopped: Stopped) -> Synced:
        try:
            for _ in steps(visit):
                progress(visit.progress)
                if stopped():
                    break
        except CareboardError as hindrance:
            return visit.synced(hindrance)
        return visit.synced()

    def _sending(self, visit: Visit) -> Iterator[None]:
        yield from send(visit)
        acknowledge(visit)

    def _meeting(self, visit: Visit) -> Iterator[None]:
        yield from self._sending(visit)
        yield from self._taking(visit)
        acknowledge(visit)

    def _whole(self, visit: Visit) -> Iterator[None]:
        yield from self._sending(visit)
        met = _InStep(self._hub.digest(), self._replica.own())
        yield from self._taking(visit)
        acknowledge(visit)
        self._checkpoints = compare(visit, self._checkpoints)
        self._left_alone, self._met = frozenset(visit.stopped), None if visit.cut else met

    def _news(self, visit: Visit) -> Iterator[None]:
        met = _InStep(self._hub.digest(), self._replica.own())
        yield from self._taking(visit)
        self._left_alone, self._met = self._left_alone | visit.stopped.keys(), None if visit.cut else met

    def _taking(self, visit: Visit) -> Iterator[None]:
        yield from take(visit)
        yield from fill(visit)


def _goes_back(before: Digest, now: Digest) -> bool:
    return now.logs < before.logs or now.records < before.records
