"""Text in the making: runs of characters, each with where it comes from; and what of it stays when it is signed.

A run without an origin was typed. Characters are Unicode code points, as the record counts them.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from careboard.clinical.note import Section
from careboard.clinical.provenance import Origin, Passage, Provenance
from careboard.projections.wording.provenance import told_shares
from careboard.projections.wording.voice import Voice


class Run(NamedTuple):
    """Characters of one origin; None: typed."""

    text: str
    origin: Origin | None = None


Runs = tuple[Run, ...]


def plain(runs: Iterable[Run]) -> str:
    """The text alone."""
    return "".join(run.text for run in runs)


def together(runs: Iterable[Run]) -> Runs:
    """The same text in as few runs as can be."""
    found: list[Run] = []
    for run in runs:
        if found and found[-1].origin is run.origin:
            found[-1] = Run(found[-1].text + run.text, run.origin)
        elif run.text:
            found.append(run)
    return tuple(found)


def without(runs: Iterable[Run], spans: Sequence[tuple[int, int]]) -> Runs:
    """The text without these spans of characters, which do not overlap and stand in order."""
    left: list[Run] = []
    at, waiting = 0, list(spans)
    for run in runs:
        text, start = "", at
        while waiting and waiting[0][0] < at + len(run.text):
            begin, end = waiting[0]
            text += run.text[start - at : max(begin - at, 0)]
            start = min(max(end, start), at + len(run.text))
            if end > at + len(run.text):
                break
            waiting.pop(0)
        left.append(Run(text + run.text[start - at :], run.origin))
        at += len(run.text)
    return together(left)


def stripped(runs: Iterable[Run]) -> Runs:
    """The text without blanks around it."""
    kept = tuple(runs)
    text = plain(kept)
    begin = len(text) - len(text.lstrip())
    end = max(len(text.rstrip()), begin)
    return without(kept, ((0, begin), (end, len(text))))


def shares_of(runs: Iterable[Run]) -> str:
    """How much of a text was typed, and where the rest comes from; nothing where there is no text."""
    counts: dict[Origin | None, int] = {}
    for run in runs:
        counts[run.origin] = counts.get(run.origin, 0) + len(run.text)
    return told_shares(counts, Voice())


def sections_of(written: Iterable[tuple[str, Runs]]) -> tuple[tuple[Section, ...], Provenance]:
    """The sections that say something, by heading, and where their words come from."""
    said = [(heading, runs) for heading, runs in ((heading, stripped(runs)) for heading, runs in written) if runs]
    passages: list[Passage] = []
    for number, (_heading, runs) in enumerate(said):
        at = 0
        for run in runs:
            if run.origin is not None:
                passages.append(Passage(number, at, len(run.text), run.origin))
            at += len(run.text)
    return tuple(Section(heading, plain(runs)) for heading, runs in said), Provenance(tuple(passages))
