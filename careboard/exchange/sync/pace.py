"""How long to wait before the hub is asked again, so that a clinic's computers neither crowd nor give up.

Chance comes in from outside: the same chance gives the same wait.
"""

import random
from collections.abc import Callable

IN_STEP = 2.0  # seconds between two questions
AWAY = 300.0  # seconds at most, when the hub does not answer
_JITTER = 0.25  # of the wait, either way
_MOST_DOUBLINGS = 16


class Pace:
    """Seconds to wait, by how often in a row the hub could not be reached; `chance` gives numbers from 0 up to 1."""

    def __init__(self, chance: Callable[[], float] = random.random) -> None:
        self._chance = chance

    def wait(self, tries: int) -> float:
        """2 seconds after an answer (0 tries), doubled with each try in vain, up to 5 minutes; a quarter by chance."""
        plain = min(IN_STEP * 2 ** min(tries, _MOST_DOUBLINGS), AWAY)
        return float(plain * (1 - _JITTER + 2 * _JITTER * self._chance()))
