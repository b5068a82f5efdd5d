"""What a measure answers, and how times are taken: in turns with their baseline, so that both meet the same machine.

A time alone says nothing about another computer; its ratio to a baseline of the same run does.
"""

import gc
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter_ns

NOT_INSTALLED = "not installed"
FRAME = 1000 / 60  # milliseconds of one frame at 60 Hz
Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure beside its baseline, both in `unit`. `baseline` is NOT_INSTALLED where its library is missing.

    `limit` is the ratio that it should not pass; `of` says what was measured against what, with its sizes.
    """

    name: str
    value: float
    baseline: float | str
    limit: float
    of: str
    unit: str = "ms"

    @property
    def ratio(self) -> float | None:
        """Value to baseline; None without a baseline."""
        return None if isinstance(self.baseline, str) else self.value / self.baseline

    @property
    def holds(self) -> bool | None:
        """Is it within its limit? None without a baseline."""
        return None if self.ratio is None else self.ratio <= self.limit


def milliseconds(work: Work) -> float:
    """How long one go takes."""
    began = perf_counter_ns()
    work()
    return (perf_counter_ns() - began) / 1e6


def in_turns(rounds: int, *works: Work) -> list[float]:
    """The median of each work in milliseconds, taken in turns after one go of each that is not counted."""
    for work in works:
        work()
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, times in zip(works, taken, strict=True):
            gc.collect()
            times.append(milliseconds(work))
    return [statistics.median(times) for times in taken]


def p95(times: Sequence[float]) -> float:
    """The time that 95 of 100 do not pass."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
