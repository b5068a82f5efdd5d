"""The files inside an imported resource: what each is called, of which kind it is, and its bytes.

A source's base64 that cannot be read gives no file, what is compressed stays so; nothing is fetched from an address.
"""

import base64
import binascii
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from careboard.clinical.entry import SourceFormat
from careboard.exchange.ccda_in.media import BASE64, embedded
from careboard.exchange.ccda_in.xml import attribute, child, parsed
from careboard.exchange.refusals import Unreadable

MOST = 20  # files of one resource that are shown
_CODED = re.compile(r'mediaType="\s*text/(rtf|richtext)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Attached:
    """One file. `media_type` is as stated, in lower case and without its parameters; empty where none is stated."""

    title: str
    media_type: str
    content: bytes


def may_hold_files(resource: str) -> bool:
    """Is there anything in a resource that may be a file? A look at its text, without reading it."""
    return ('"contentType"' in resource and '"data"' in resource) or _in_element(resource)


def _in_element(resource: str) -> bool:
    return 'representation="B64"' in resource or ('mediaType="' in resource and _CODED.search(resource) is not None)


def attached(resource: str, of: SourceFormat, most: int | None = MOST) -> tuple[Attached, ...]:
    """The files that lie in a resource as it was received, in its order; at most so many, or all."""
    if not may_hold_files(resource):
        return ()
    found = _in_json(resource) if of is SourceFormat.FHIR_R4_JSON else _in_xml(resource)
    return tuple(islice(found, most))


def _in_json(resource: str) -> Iterator[Attached]:
    try:
        whole = json.loads(resource)
    except ValueError:
        return
    yield from _files(whole)


def _in_xml(resource: str) -> Iterator[Attached]:
    try:
        whole = parsed(resource.encode())
    except Unreadable:
        return
    for held in embedded(whole):
        text = held.text or ""
        if content := _bytes(text) if held.get("representation") == BASE64 else text.strip().encode():
            title, packed = attribute(child(held, "reference"), "value"), attribute(held, "compression")
            kind = plain_type(attribute(held, "mediaType"))
            yield Attached(title, f"{kind}, compressed ({packed})" if packed else kind, content)


def _files(value: Any) -> Iterator[Attached]:
    match value:
        case {"data": str(data), "contentType": str(kind), **others}:
            content = _bytes(data)
            if content:
                title = others.get("title")
                yield Attached(title if isinstance(title, str) else "", plain_type(kind), content)
        case dict():
            for held in value.values():
                yield from _files(held)
        case list():
            for held in value:
                yield from _files(held)
        case _:
            pass


def plain_type(stated: str) -> str:
    """A media type without its parameters."""
    return stated.partition(";")[0].strip().lower()


def _bytes(data: str) -> bytes:
    try:
        return base64.b64decode(re.sub(r"\s+", "", data), validate=True)
    except (binascii.Error, ValueError):
        return b""
