"""JSON read exactly as it was received: no element twice, no number rounded, each resource kept as canonical text.

Canonical text has its keys sorted, no spaces between, and every number as its sender wrote it (decision 0011).
"""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec

from careboard.exchange import limits, r4
from careboard.exchange.facts import Resource
from careboard.exchange.refusals import Stop, Unreadable, stop_if
from careboard.i18n import filled

_BLANK = re.compile(r"[ \t\r\n]*")
_MAX_DIGITS = 400  # a number is a measurement: longer ones are refused before anyone computes with them
_MAX_EXPONENT_DIGITS = 3
_OBJECTS_BETWEEN_LOOKS = 2000  # so often is a person's wish to stop looked for


class Folded:
    """A whole resource as its canonical text. The objects it was read from are gone, so a big Bundle stays small."""

    __slots__ = ("canonical", "resource_id", "resource_type")

    def __init__(self, resource_type: str, resource_id: str, canonical: bytes) -> None:
        self.resource_type = resource_type
        self.resource_id = resource_id
        self.canonical = canonical


def documents(text: str, cancelled: Stop) -> Iterator[tuple[int, object]]:
    """Every JSON document of a text (one, or one a line) with its line, from 1; each is a Folded or a Bundle's dict."""
    decoder = json.JSONDecoder(
        object_pairs_hook=_Objects(cancelled), parse_float=_number, parse_int=_number, parse_constant=_no_constant
    )
    begins = start = _after_blank(text, 0)
    line = 1 + text.count("\n", 0, start)
    while start < len(text):
        document, end = _decoded(decoder, text, start)
        following = _after_blank(text, end)
        alone = start == begins and following == len(text)
        within, between = text.count("\n", start, end), text.count("\n", end, following)
        if not alone and (within or (following < len(text) and not between)):
            raise Unreadable("The file goes on after its end: more than one document, and not one on each line.")
        yield line, document
        line += within + between
        start = following


def parsed(canonical: str) -> Resource:
    """A resource from its canonical text; numbers with a fraction are Decimal."""
    resource: Resource = json.loads(canonical, parse_float=Decimal)
    return resource


def canonical_text(resource: Resource) -> str:
    """The canonical text of a resource that was parsed from one, such as a contained one."""
    return json.dumps(resource, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def _after_blank(text: str, start: int) -> int:
    found = _BLANK.match(text, start)
    return found.end() if found else start


def _decoded(decoder: json.JSONDecoder, text: str, start: int) -> tuple[object, int]:
    try:
        return decoder.raw_decode(text, start)
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
            raise Unreadable(filled("The file is cut short, in line {lineno}.", lineno=error.lineno)) from None
        raise Unreadable(filled("The file is not JSON, from line {lineno} on.", lineno=error.lineno)) from None
    except RecursionError:
        raise Unreadable("The file is nested too deeply.") from None


class _Objects:
    """Makes the objects of a document from their pairs, and folds each resource as soon as it is whole."""

    def __init__(self, cancelled: Stop) -> None:
        self._cancelled = cancelled
        self._seen = 0

    def __call__(self, pairs: list[tuple[str, Any]]) -> object:
        self._seen += 1
        if self._seen % _OBJECTS_BETWEEN_LOOKS == 0:
            stop_if(self._cancelled)
        found = dict(pairs)
        if len(found) != len(pairs):
            raise Unreadable("The file states the same element twice in one place.")
        if "resourceType" not in found:
            return found
        r4.check(found["resourceType"], found)
        return found if found["resourceType"] == "Bundle" else _folded(found)


def _folded(resource: Resource) -> Folded:
    try:
        canonical = _encode(resource)
    except UnicodeEncodeError:
        raise Unreadable("The file holds a character that is half of one.") from None
    limits.check_resource_size(len(canonical))
    stated = resource.get("id")
    return Folded(resource["resourceType"], stated if isinstance(stated, str) else "", canonical)


def _number(text: str) -> msgspec.Raw:
    exponent = text.lower().partition("e")[2]
    if len(text) > _MAX_DIGITS or len(exponent.lstrip("+-0")) > _MAX_EXPONENT_DIGITS:
        raise Unreadable("The file holds a number that is no measurement: hundreds of digits long.")
    return msgspec.Raw(text.encode())


def _no_constant(_text: str) -> object:
    raise Unreadable("The file holds NaN or Infinity, which is no JSON.")


def _as_received(value: object) -> msgspec.Raw:
    if isinstance(value, Folded):
        return msgspec.Raw(value.canonical)
    raise TypeError(type(value).__name__)


_encode = msgspec.json.Encoder(order="sorted", enc_hook=_as_received).encode
