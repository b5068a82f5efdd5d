"""Members who are mentioned in a note: how they stand in it, who is, and the sentence that says what each is to do.

A dot in a name ends no sentence, whoever of the team is named. Of names that begin alike the longest one that stands
there is meant.
"""

import re
from collections.abc import Iterable

from careboard.projections.wording.written import ITEM

_NAMED, _DOT = "\0", "\1"  # stand for the name, and for the dots of other names; no text may hold them
_WHOLE = r"(?!-?\w)"  # the name goes on no further
_ENDS = re.compile(r"\n|(?<=[.!?]) ")


def mention(name: str) -> str:
    """How a member stands in a note."""
    return f"@{name}"


def mentions(text: str, name: str, others: Iterable[str] = ()) -> bool:
    """Does a text mention the member of this name, with or without credentials, and nobody of a longer name?"""
    called = mention(_bare(name))
    if called not in text:
        return False
    rests = {mention(_bare(other)).removeprefix(called) for other in others if _bare(other).startswith(_bare(name))}
    longer = "".join(f"(?!{re.escape(rest)}{_WHOLE})" for rest in rests if rest)
    return re.search(f"{re.escape(called)}{_WHOLE}{longer}", text) is not None


def sentence_with(name: str, text: str, team: Iterable[str]) -> str:
    """The sentence that mentions somebody, without the name where it only calls; nothing where none does."""
    for one in sorted({name, *team}, key=len, reverse=True):
        text = text.replace(mention(one), _NAMED if one == name else one.replace(".", _DOT))
    found = next((one for one in _ENDS.split(text) if _NAMED in one), "")
    called = found.removeprefix(ITEM).removeprefix(_NAMED).strip(" ,:")
    return " ".join(called.replace(_NAMED, name).replace(_DOT, ".").split())


def _bare(name: str) -> str:
    """A name without its credentials."""
    return name.partition(",")[0]
