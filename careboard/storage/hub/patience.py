"""A connection that does not wait for ever: the driver would, for a server that neither answers nor hangs up.

The system's own timers do not see it when something between the two still acknowledges what is sent. Nor may a server
that never comes to an end of its answer hold anybody: an honest one ends a statement after two minutes itself.
"""

import threading
import time
from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.waiting import Ready
from typing_extensions import override

T = TypeVar("T")
PATIENCE = 10  # seconds until a server that says nothing is away
LONGEST = 150  # seconds that one question may take altogether
_LOOKS = 0.1  # seconds between two looks whether we still want to wait


class Impatient(psycopg.Connection[tuple[Any, ...]]):
    """Broken off after `patience` seconds without a byte, after `longest` whatever comes, or once `over` is set.

    By an error without SQLSTATE.
    """

    patience: float = PATIENCE
    longest: float = LONGEST
    over: threading.Event | None = None

    @override
    def wait(self, gen: PQGen[T], interval: float = _LOOKS, timeout: float | None = None) -> T:
        return super().wait(self._listening(gen), interval, timeout)

    @property
    def _is_over(self) -> bool:
        return self.over is not None and self.over.is_set()

    def _listening(self, gen: PQGen[T]) -> PQGen[T]:
        """Pass on what the socket does, and look at the clock each time."""
        try:
            wanted = next(gen)
            begun = heard = time.monotonic()
            while True:
                ready = yield wanted
                now = time.monotonic()
                heard = now if ready != Ready.NONE else heard
                if now - heard > self.patience or now - begun > self.longest or self._is_over:
                    self.pgconn.finish()
                    raise psycopg.OperationalError
                wanted = gen.send(ready)
        except StopIteration as end:
            answer: T = end.value
            return answer
