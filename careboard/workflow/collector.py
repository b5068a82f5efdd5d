"""Python's collector of circular garbage, held back while a chart is made.

A chart has no circles, and looking for them among its hundred thousand values takes as long as reading it.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_holding: list[bool] = []  # for each that holds it back now: was it on before the first
_aside: list[bool] = []  # was something put aside for good? To ask Python for it counts all of it, each time


@contextmanager
def held_back() -> Iterator[None]:
    """No circles are looked for until the last that holds the collector back has ended."""
    with _lock:
        _holding.append(_holding[-1] if _holding else gc.isenabled())
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            was_on = _holding.pop()
            if not _holding:
                _look_at_it_later()
                if was_on:
                    gc.enable()


def is_held_back() -> bool:
    """Does somebody hold it back now?"""
    return bool(_holding)


def put_aside() -> None:
    """All that is there now is never looked through again."""
    _aside[:] = [True]
    gc.freeze()


def _look_at_it_later() -> None:
    """What was made meanwhile counts as old: else the collector would look through all of it at once.

    To thaw would thaw also what was put aside for good, so who did that looks through what is new.
    """
    if not _aside:
        gc.freeze()
        gc.unfreeze()
