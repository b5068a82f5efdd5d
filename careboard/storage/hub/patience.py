"""A connection that does not wait for ever: the driver would, for a server that neither answers nor hangs up.

The system's own timers do not see it when something between the two still acknowledges what is sent.
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
_LOOKS = 0.1  # seconds between two looks whether we still want to wait


class Impatient(psycopg.Connection[tuple[Any, ...]]):
    """Broken off after `patience` seconds without a byte, or once `over` is set, by an error without SQLSTATE."""

    patience: float = PATIENCE
    over: threading.Event | None = None

    @override
    def wait(self, gen: PQGen[T], interval: float = _LOOKS, timeout: float | None = None) -> T:
        return super().wait(self._listening(gen), interval, timeout)

    def _listening(self, gen: PQGen[T]) -> PQGen[T]:
        """Pass on what the socket does, and look at the clock whenever it does nothing."""
        try:
            wanted = next(gen)
            heard = time.monotonic()
            while True:
                ready = yield wanted
                if ready != Ready.NONE:
                    heard = time.monotonic()
                elif time.monotonic() - heard > self.patience or (self.over is not None and self.over.is_set()):
                    self.pgconn.finish()
                    raise psycopg.OperationalError
                wanted = gen.send(ready)
        except StopIteration as end:
            answer: T = end.value
            return answer
