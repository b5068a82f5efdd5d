"""What an export of ours says of an entry beside its FHIR elements, so that bringing it in again gives the same chart.

A payload counts only for the resource it was written for, unchanged, and only for what a source can state; anything
else is no payload, and the resource is read as the ordinary FHIR that it also is.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass, replace
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from careboard.clinical.checks import need_id
from careboard.clinical.entry import SCHEMA_OF, Entry, KnownContent, Newer
from careboard.clinical.values import BlobId, EntryId, When
from careboard.errors import CareboardError
from careboard.exchange.facts import OwnFact, Resource
from careboard.projections.standing import author_words
from careboard.projections.wording import discipline_of
from careboard.vault import codec
from careboard.vault.policy import NEVER_IMPORTED

PAYLOAD = "urn:careboard:payload"  # the extension of a resource that holds the payload as its valueString
FILE = "urn:careboard:file"  # the extension of an Attachment that names the blob whose bytes it holds

_NO_PAYLOAD = (CareboardError, msgspec.MsgspecError, ValueError, ArithmeticError, RecursionError)
_canonical = msgspec.json.Encoder(order="sorted", decimal_format="number").encode


class _Beside(msgspec.Struct, frozen=True):
    """What stands in a payload beside the envelope of the record (resources/help/format.md, section 2)."""

    entry: str
    author: str
    recorded_at: When
    digest: str
    lane: str = ""


_read_beside = msgspec.json.Decoder(_Beside).decode


def payload_of(entry: Entry, digest: str) -> str:
    """The payload of an entry, as canonical JSON in ASCII, for a resource with this digest."""
    if isinstance(entry.content, Newer):
        raise TypeError("What this version cannot read, it cannot write.")
    envelope = json.loads(codec.encode(entry.content, entry.at, entry.said, entry.ref))
    beside = {
        "author": author_words(entry),
        "digest": digest,
        "entry": entry.id,
        "lane": discipline_of(entry).value,
        "recorded_at": {"iso": When.at(entry.recorded_at).iso},
    }
    return json.dumps(envelope | beside, sort_keys=True, separators=(",", ":"))


def with_payload(resource: Resource, entry: Entry) -> Resource:
    """The resource with the payload of its entry."""
    payload = {"url": PAYLOAD, "valueString": payload_of(entry, digest_of(resource))}
    return {**resource, "extension": [*resource.get("extension", ()), payload]}


def own_fact(resource: Resource) -> OwnFact | None:
    """The entry that a resource of our own export was made from; None for any other resource, and for a changed one.

    Another system may keep our extension and change what stands beside it: then the payload is out of date.
    """
    stated = [one.get("valueString") for one in _extensions(resource) if one.get("url") == PAYLOAD]
    if len(stated) != 1 or not isinstance(stated[0], str):
        return None
    fact = content_of_payload(stated[0])
    try:
        return fact if fact is not None and fact.digest == digest_of(resource) else None
    except (ValueError, OverflowError, RecursionError, TypeError):
        return None


def content_of_payload(text: str) -> OwnFact | None:
    """Read a payload as if an enemy had written it; None for anything that is not one, or that no source can state."""
    try:
        payload = text.encode()
        opened, beside = codec.decode(payload), _read_beside(payload)
        if isinstance(opened.content, Newer) or codec.base(SCHEMA_OF[type(opened.content)]) in NEVER_IMPORTED:
            return None
        need_id(beside.entry)
        need_id(opened.ref)
    except _NO_PAYLOAD:
        return None
    recorded = beside.recorded_at.instant
    if recorded is None:
        return None
    entry = EntryId(beside.entry)
    return OwnFact(opened.content, opened.at, opened.said, entry, opened.ref, beside.author, recorded, beside.digest)


def digest_of(resource: Resource) -> str:
    """SHA-256 (hex) of a resource without its payload: canonical JSON, numbers with their digits as written."""
    others = [one for one in resource.get("extension", ()) if not (isinstance(one, dict) and one.get("url") == PAYLOAD)]
    bare = {name: value for name, value in resource.items() if name != "extension"}
    return hashlib.sha256(_canonical(bare | ({"extension": others} if others else {}))).hexdigest()


def files_of(resource: Resource) -> dict[BlobId, bytes]:
    """The bytes of the blobs that came with a resource, by the ids that its content knows them by."""
    found: dict[BlobId, bytes] = {}
    for attachment in _objects(resource):
        named = [one.get("valueString") for one in _extensions(attachment) if one.get("url") == FILE]
        if len(named) == 1 and isinstance(named[0], str) and isinstance(data := attachment.get("data"), str):
            try:
                need_id(named[0])
                found[BlobId(named[0])] = base64.b64decode(data, validate=True)
            except (ValueError, binascii.Error):
                continue
    return found


def named_in(content: KnownContent) -> tuple[str, ...]:
    """The ids of entries and blobs that a content names, each once."""
    return tuple(dict.fromkeys(_named(content)))


def renamed(content: KnownContent, ids: Mapping[str, str]) -> KnownContent | None:
    """The content with other ids for the entries and blobs that it names.

    One that has no other id is left out where the content can do without it; else the answer is None. So a payload can
    never reach an entry that did not come with it, such as a medicine that is taken here.
    """
    try:
        changed: KnownContent = _renamed(content, ids)
    except (KeyError, ValueError):
        return None
    return changed


def _renamed(value: Any, ids: Mapping[str, str]) -> Any:
    return replace(value, **{name: _field(getattr(value, name), hint, ids) for name, hint in _fields(value).items()})


def _field(held: Any, hint: Any, ids: Mapping[str, str]) -> Any:
    if hint in (EntryId, BlobId):
        return ids[held]
    if get_origin(hint) is tuple:
        inside = get_args(hint)[0]
        return tuple(_field(one, inside, ids) for one in held if inside not in (EntryId, BlobId) or one in ids)
    if NoneType in get_args(hint):
        (inside,) = (one for one in get_args(hint) if one is not NoneType)
        return ids.get(held) if inside in (EntryId, BlobId) else held if held is None else _field(held, inside, ids)
    return _renamed(held, ids) if is_dataclass(held) else held


def _named(content: KnownContent) -> Iterator[str]:
    for value in parts_of(content):
        for name, hint in _fields(value).items():
            if {EntryId, BlobId} & {hint, *get_args(hint)}:
                held = getattr(value, name)
                yield from held if isinstance(held, tuple) else () if held is None else (held,)


def parts_of(value: Any) -> Iterator[Any]:
    """A content and every value of the record inside it."""
    yield value
    for name in _fields(value):
        held = getattr(value, name)
        for one in held if isinstance(held, tuple) else (held,):
            if is_dataclass(one):
                yield from parts_of(one)


def _fields(value: Any) -> dict[str, Any]:
    kind: Any = type(value)
    return _hints(kind)


@cache
def _hints(of: type) -> dict[str, Any]:
    return get_type_hints(of)


def _extensions(element: Resource) -> list[Resource]:
    stated = element.get("extension")
    return [one for one in stated if isinstance(one, dict)] if isinstance(stated, list) else []


def _objects(value: object) -> Iterator[Resource]:
    """Every object inside a value, itself too; files stand no deeper than their limit allows."""
    if isinstance(value, dict):
        yield value
        for inside in value.values():
            yield from _objects(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from _objects(inside)
