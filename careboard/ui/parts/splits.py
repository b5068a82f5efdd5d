"""Where somebody drew the line between two parts of a page, kept for the next time, on this computer.

A splitter is known by a name of ours, never by what it shows; the share of its first part is all that is kept.
"""

from collections.abc import Mapping

from PySide6.QtWidgets import QSplitter

_WHOLE = 10_000
_shares: dict[str, float] = {}


def take_shares(kept: Mapping[str, float]) -> None:
    """Begin with what was kept."""
    _shares.clear()
    _shares.update(kept)


def shares() -> dict[str, float]:
    """As every line stands now: the share of the first part, between 0 and 1, by the name of its splitter."""
    return dict(_shares)


def share(name: str) -> float | None:
    """The share of the first part; None while nobody has drawn the line."""
    return _shares.get(name)


def remember(splitter: QSplitter, name: str) -> None:
    """Draw the line where it was drawn last, and keep where it is drawn from now on."""
    splitter.splitterMoved.connect(lambda *_moved: _keep(splitter, name))
    if (known := share(name)) is not None:
        first = round(known * _WHOLE)
        splitter.setSizes([first, _WHOLE - first])


def _keep(splitter: QSplitter, name: str) -> None:
    first, *others = splitter.sizes()
    whole = first + sum(others)
    if 0 < first < whole:
        _shares[name] = first / whole
