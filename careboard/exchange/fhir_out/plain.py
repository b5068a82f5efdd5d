"""Text as FHIR, JSON and XHTML can hold it, and resources without empty parts.

A text is changed only where no system could show it: the payload beside it keeps every character.
"""

import re
from collections.abc import Iterable
from html import escape
from typing import Any

from careboard.clinical.checks import blank
from careboard.exchange.facts import Resource

# Kinds of blank that FHIR does not know, such as the no-break space and the form feed.
_BLANKS = re.compile(r"[^\S \t\r\n]")
# What XML 1.0 forbids, halves of characters, and marks that would turn the direction of the text around them.
_UNSHOWN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_MARK = "\N{REPLACEMENT CHARACTER}"


def plain(text: str) -> str:
    """The text with a mark for each character that cannot be shown, and spaces for odd blanks."""
    return _UNSHOWN.sub(_MARK, _BLANKS.sub(" ", text))


def code(text: str) -> str:
    """A code as FHIR writes it: no blanks around it, single ones within; empty where nothing is left."""
    return " ".join(plain(text).split())


def uri(text: str) -> str:
    """A URI, or nothing: what has blanks in it is none."""
    bare = plain(text.strip())
    return bare if bare.split() == [bare] else ""


def tidy(value: Any) -> Any:
    """A value with plain text, without anything that says nothing; None when that is all of it."""
    match value:
        case str():
            return None if blank(value) else plain(value)
        case dict():
            return {name: kept for name, inside in value.items() if (kept := tidy(inside)) is not None} or None
        case list() | tuple():
            return [kept for inside in value if (kept := tidy(inside)) is not None] or None
        case _:
            return value


def narrative(paragraphs: Iterable[str]) -> Resource:
    """What a person reads in any program that shows FHIR: one paragraph for each text, as XHTML."""
    body = "".join(f"<p>{'<br/>'.join(_lines(text))}</p>" for text in paragraphs if not blank(text))
    return {"status": "extensions", "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{body}</div>'}


def _lines(text: str) -> list[str]:
    return [escape(line) for line in plain(text).split("\n")]
