"""Members who are mentioned in a note: how they stand in it, who is, and the sentence that says what each is to do.

A dot in a name ends no sentence, whoever of the team is named.
"""

import re
from collections.abc import Iterable

from careboard.projections.wording.written import ITEM

_NAMED, _DOT = "\0", "\1"  # stand for the name, and for the dots of other names; no text may hold them
_ENDS = re.compile(r"\n|(?<=[.!?]) ")


def mention(name: str) -> str:
    """How a member stands in a note."""
    return f"@{name}"


def mentions(text: str, name: str) -> bool:
    """Does a text mention the member of this name, whether or not the name is followed by credentials?"""
    called = mention(name.partition(",")[0])
    return called in text and re.search(rf"{re.escape(called)}(?!-?\w)", text) is not None


def sentence_with(name: str, text: str, team: Iterable[str]) -> str:
    """The sentence that mentions somebody, without the name where it only calls; nothing where none does."""
    text = text.replace(mention(name), _NAMED)
    for other in sorted(team, key=len, reverse=True):
        text = text.replace(mention(other), other.replace(".", _DOT))
    found = next((one for one in _ENDS.split(text) if _NAMED in one), "")
    called = found.removeprefix(ITEM).removeprefix(_NAMED).strip(" ,:")
    return " ".join(called.replace(_NAMED, name).replace(_DOT, ".").split())
