"""Work away from the screen: short jobs in order on one worker, long ones that can be stopped on another.

Results come back on the main thread, and are dropped when the widget that asked is gone. Only frozen values cross.
"""

import sys
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from threading import Event
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from careboard.errors import CareboardError

T = TypeVar("T")
# Seconds after which a thread that works lets another one have its turn. Python's own five milliseconds are waited for
# again and again between two keys: a key then takes more than one frame of a screen while an import runs.
TURN = 0.001
Refused = Callable[[CareboardError], None]


@dataclass(slots=True)
class Errand:
    """A long piece of work under way. `stopped` is what it asks between its batches."""

    asked_to_stop: Event = field(default_factory=Event)

    def stop(self) -> None:
        """Ask it to stop at the next batch."""
        self.asked_to_stop.set()

    @property
    def stopped(self) -> bool:
        """Was it asked to stop?"""
        return self.asked_to_stop.is_set()


@dataclass(frozen=True, slots=True)
class _Answer(Generic[T]):
    owner: QObject
    call: Callable[[], None]
    last: bool = False  # or does it tell of progress only?


class Background(QObject):
    """The two workers of a window."""

    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(TURN)
        self._short = ThreadPoolExecutor(1, "vault")
        self._long = ThreadPoolExecutor(1, "long")
        self._errands: list[Errand] = []
        self._closed = False
        self._under_way = 0
        self._finished.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        self.failed: Refused = _unheard

    def run(
        self, work: Callable[[], T], owner: QObject, then: Callable[[T], None], refused: Refused | None = None
    ) -> None:
        """Do a short job, then call back, unless the owner is gone by then."""
        self._submit(self._short, work, owner, then, refused)

    def run_long(
        self,
        work: Callable[[Errand, Callable[[int, int], None]], T],
        owner: QObject,
        then: Callable[[T], None],
        refused: Refused | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Errand:
        """Begin long work; it is handed its errand, and a way to tell how much is done of how much."""
        errand = Errand()
        self._errands.append(errand)

        def tell(done: int, whole: int) -> None:
            if progress is not None:
                self._finished.emit(_Answer(owner, partial(progress, done, whole)))

        self._submit(self._long, partial(work, errand, tell), owner, then, refused)
        return errand

    @property
    def idle(self) -> bool:
        """Is every job done and handed over?"""
        return not self._under_way

    def close(self) -> None:
        """Stop what can be stopped, let short jobs end, and begin nothing more: what is asked now is not done."""
        self._closed = True
        for errand in self._errands:
            errand.stop()
        self._long.shutdown(wait=True, cancel_futures=True)
        self._short.shutdown(wait=True)

    def _submit(
        self,
        worker: ThreadPoolExecutor,
        work: Callable[[], T],
        owner: QObject,
        then: Callable[[T], None],
        refused: Refused | None,
    ) -> None:
        def finished(future: "Future[T]") -> None:
            answer = partial(self._hand_over, future, then, refused or self.failed)
            self._finished.emit(_Answer(owner, answer, last=True))

        if not self._closed:
            self._under_way += 1
            worker.submit(work).add_done_callback(finished)

    @Slot(object)
    def _answer(self, answer: _Answer[Any]) -> None:
        self._under_way -= answer.last
        if isValid(answer.owner):
            answer.call()

    @staticmethod
    def _hand_over(future: "Future[T]", then: Callable[[T], None], refused: Refused) -> None:
        try:
            found = future.result()
        except CareboardError as error:
            refused(error)
        except CancelledError:
            return
        else:
            then(found)


def _unheard(error: CareboardError) -> None:
    raise error
