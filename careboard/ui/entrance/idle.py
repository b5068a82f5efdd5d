"""How long nobody has touched the computer: when the page is covered, when it locks, and what is said before.

Cover after 2 minutes, lock after 10 (the clinic may choose up to 15). Any key extends both; after sleep it locks.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from typing_extensions import override

TICK = 1_000  # ms
WARN_BEFORE = 20  # s
MOST = 900  # s that a clinic may choose at most until the lock
SLEPT = 60  # s between two ticks: the computer was asleep, or the program was stopped
_SIGNS_OF_LIFE = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds without a touch until the cover, and until the lock."""

    cover: int = 120
    lock: int = 600

    def __post_init__(self) -> None:
        if not 0 < self.cover < self.lock <= MOST:
            raise ValueError("The cover comes before the lock, and the lock after at most 15 minutes.")


class Idle(QObject):
    """Watches the whole application while somebody is signed in."""

    left = Signal(int)  # seconds until the lock
    cover_due = Signal()
    warned = Signal(int)  # seconds until the lock
    lock_due = Signal()

    def __init__(self, limits: Limits, parent: QObject, clock: Callable[[], float] = time) -> None:
        super().__init__(parent)
        self._limits, self._clock = limits, clock
        self._touched = self._ticked = clock()
        self._warned = False
        self._covered_at: float | None = None
        self._timer = QTimer(self, interval=TICK)
        self._timer.timeout.connect(self.tick)

    def lock_after(self, seconds: int) -> None:
        """Lock so many seconds after the last touch from now on, however long the one before was."""
        self._limits = replace(self._limits, lock=seconds)
        self._warned = False
        if self._timer.isActive():
            self.tick()

    def begin(self, application: QObject) -> None:
        """Watch from now on."""
        application.installEventFilter(self)
        self._touched = self._ticked = self._clock()
        self._timer.start()
        self.tick()

    def end(self, application: QObject) -> None:
        """Watch no more."""
        application.removeEventFilter(self)
        self._timer.stop()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE:
            self.touch()
        return False

    def touch(self) -> None:
        """Somebody is there. Under the cover that counts, but not for ever: who is there may be anybody."""
        now = self._clock()
        if self._covered_at is not None:
            now = min(now, self._covered_at + MOST - self._limits.lock)
        self._touched = max(now, self._touched)
        if self._warned:
            self._warned = False
            self.tick()

    def set_covered(self, *, covered: bool) -> None:
        """The page was covered, or the cover was lifted by whoever is signed in."""
        self._covered_at = self._clock() if covered else None
        if not covered:
            self.touch()

    @Slot()
    def tick(self) -> None:
        """Look at the clock."""
        now = self._clock()
        slept, self._ticked = now - self._ticked > SLEPT, now
        idle = now - self._touched
        left = max(round(self._limits.lock - idle), 0)
        self.left.emit(left)
        if slept or not left:
            self._timer.stop()
            self.lock_due.emit()
            return
        if idle >= self._limits.cover and self._covered_at is None:
            self.cover_due.emit()
        if left <= WARN_BEFORE and not self._warned:
            self._warned = True
            self.warned.emit(left)
