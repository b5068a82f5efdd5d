"""What stands under a headline where two lines have room: the first words of the whole, without what was said above.

Nothing is left out of the whole itself; this only chooses what comes first.
"""

import re

from careboard.projections.wording.terms import untagged
from careboard.projections.wording.voice import Line, Telling, capital, ended

_FIRST = 12  # lines of a content that a card looks at
_TOO_SHORT = 4  # characters: "no" stands in every other word


def brief(telling: Telling, most: int = 600) -> str:
    """The first words under the headline, as sentences."""
    if telling.brief:
        return capital(_stopped_lines(telling.brief))[:most]
    above = _words(telling.headline)
    told = (part for line in telling.lines if not line.aside and (part := _run_in(line, above)))
    return " ".join(part for _number, part in zip(range(_FIRST), told, strict=False))[:most]


def _run_in(line: Line, above: str) -> str:
    """One line as a sentence; nothing where the headline has said it, no label with which it begins."""
    text = untagged(line.plain)
    if _said(text, above):
        return ""
    if not line.label or above.startswith(_words(line.label)):
        return capital(_stopped_lines(text))
    return f"{line.label}: {_stopped_lines(text)}"


def _said(text: str, above: str) -> bool:
    words = _words(text)
    return len(words) >= _TOO_SHORT and f" {words} " in f" {above} "


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _stopped_lines(text: str) -> str:
    flat = (" ".join(line.split()) for line in text.splitlines())
    return " ".join(line if ended(line) else f"{line}." for line in flat if line)
