"""What the narrative of a section says beyond its entries: it is kept, for a source may code less than it writes.

A line is kept when it holds a word that nothing read from the entries holds; where nothing was read, all are kept.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from decimal import Decimal

from lxml.etree import _Element as Element

from careboard.exchange.ccda_in import narrative
from careboard.exchange.ccda_in.datatypes import tokens
from careboard.exchange.ccda_in.xml import V3, attribute, child, children
from careboard.exchange.refusals import Stop, never, stop_if

# Addresses, dates and times of day, which entries write in other ways.
_WRITTEN_OTHERWISE = re.compile(
    r"\S*://\S*|\d{1,4}[-/]\w{1,3}[-/]\d{1,4}\S*|\d{1,2}:\d\d\S*|[A-Z][a-z]{2,8}\.?,? (?:\d{1,2},? )?\d{4}\b"
)
_LETTERS = 4  # shorter words (and, for, mg, Jan) tell nothing new by themselves, but these do
_SHORT_AND_TELLING = frozenset("bid tid qid qhs qam qpm qod prn hs stat off no not nil neg pos".split())
# What tables say by themselves, in whichever form the entries say it: months, and how something stands.
_OF_EVERY_TABLE = frozenset(
    "january february march april june july august september october november december active inactive resolved "
    "completed current unknown none known recorded code codes date dates onset start stop status since until from with "
    "snomed loinc rxnorm".split()
)


def unsaid(section: Element, contents: Sequence[object], cancelled: Stop = never) -> str:
    """The lines of a section's narrative that say more than the contents read from its entries. Raises Cancelled."""
    text = child(section, "text")
    if text is None or not contents:
        return narrative.words(text)
    heads = [head for table in text.iter(f"{V3}table") for head in narrative.header_cells(table)]
    known = set(_OF_EVERY_TABLE | tokens(" ".join(heads)))
    for piece in (*contents, *children(section, "entry")):
        stop_if(cancelled)
        known |= tokens(" ".join(_codes_and_years(piece) if isinstance(piece, Element) else strings(piece)))
    stop_if(cancelled)
    return "\n".join(line for line in narrative.words(text).split("\n") if _says_more(line, known, cancelled))


def _codes_and_years(entry: Element) -> Iterator[str]:
    """What a reader of the narrative sees beside the words, and what a chart holds elsewhere."""
    for element in entry.iter():
        yield attribute(element, "code")
        yield attribute(element, "value")[:4]


def _says_more(line: str, known: AbstractSet[str], cancelled: Stop) -> bool:
    stop_if(cancelled)
    new = tokens(_WRITTEN_OTHERWISE.sub(" ", line)) - known
    return any(one.isdecimal() or one in _SHORT_AND_TELLING or (one.isalpha() and len(one) >= _LETTERS) for one in new)


def strings(value: object) -> Iterator[str]:
    """Every word and number in a content, at any depth."""
    match value:
        case str() | Decimal() | int():
            yield str(value)
        case tuple() | list():
            for one in value:
                yield from strings(one)
        case _ if is_dataclass(value):
            for one in fields(value):
                yield from strings(getattr(value, one.name))
        case _:
            pass
