"""Python's collector of circular garbage, on the thread of the window alone.

Left to itself it runs in whatever thread asks for memory next. A widget that it finds there is taken apart on the
wrong thread, which ends the program; so a timer of the window looks for garbage, and nobody else does.
"""

import gc
from time import monotonic

from PySide6.QtCore import QObject, QTimer

PAUSE = 1000  # ms between two looks
WHOLE = 60.0  # seconds at least between two looks through everything
OLDEST = 2  # the last of Python's generations; looking through it is looking through everything


class Collecting(QObject):
    """Looks for garbage from now on, as often as Python would, until `end`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_on, self._whole = gc.isenabled(), monotonic()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(PAUSE)

    def look(self) -> None:
        """Collect the generations that are full; nothing while a worker makes a chart."""
        from careboard.workflow import collector  # the unlock page stands without it

        generation = self._due()
        if generation is None or collector.is_held_back():
            return
        gc.collect(generation)
        if generation == OLDEST:
            self._whole = monotonic()

    def end(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        if self._was_on:
            gc.enable()

    def _due(self) -> int | None:
        young, middle, old = (count > full for count, full in zip(gc.get_count(), gc.get_threshold(), strict=True))
        if young and middle and old and monotonic() - self._whole > WHOLE:
            return OLDEST
        if young:
            return int(middle)
        return None
