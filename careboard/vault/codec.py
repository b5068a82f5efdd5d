"""Contents to versioned bytes and back: the envelope inside every sealed body (resources/help/format.md).

Bytes that were ever written open for ever: an old version is upgraded on reading, an unknown one shows its sentence.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

import msgspec

from careboard.clinical.entry import SCHEMA_OF, Content, KnownContent, Newer, Source
from careboard.clinical.values import EntryId, When
from careboard.vault.refusals import BadRecord

# From a schema that is no longer written to the one that follows it: its name, and what becomes of the body.
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
# What an old version had not, where all since then only gained fields.
GAINED: Mapping[str, tuple[str, ...]] = {
    "note/1": ("cosigner", "provenance"),
    "addendum/1": ("provenance",),
    "meal-plan/1": ("other_days",),
}


def _without(fields: tuple[str, ...], body: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name not in fields}


UPGRADES: Mapping[str, tuple[str, Upgrade]] = {
    "note/1": ("note/2", partial(_without, GAINED["note/1"])),
    "addendum/1": ("addendum/2", partial(_without, GAINED["addendum/1"])),
    "meal-plan/1": ("meal-plan/2", partial(_without, GAINED["meal-plan/1"])),
}


class _Envelope(msgspec.Struct, frozen=True, omit_defaults=True):
    schema: str
    at: When
    said: str
    body: msgspec.Raw
    ref: str = ""
    source: Source | None = None


class Opened(NamedTuple):
    """What a payload says. `schema` is the name it was written under."""

    schema: str
    content: Content
    at: When
    said: str
    ref: EntryId | None
    source: Source | None


# What an upgrade runs into when the body is not what it was written for.
_UPGRADE_FAILED = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
_ID = re.compile("[0-9a-f]{64}")
_SCHEMA = re.compile("[a-z0-9]+(-[a-z0-9]+)*/[1-9][0-9]{0,3}")
_VERSIONS = {name: int(version) for name, _, version in (s.partition("/") for s in SCHEMA_OF.values())}
_read_envelope = msgspec.json.Decoder(_Envelope).decode
_encode = msgspec.json.Encoder(order="deterministic").encode
_READERS: Mapping[str, Callable[[Any], KnownContent]] = {
    schema: msgspec.json.Decoder(content).decode for content, schema in SCHEMA_OF.items()
}


def encode(
    content: KnownContent, at: When, said: str, ref: EntryId | None = None, source: Source | None = None
) -> bytes:
    """The payload of a content. `said` is the sentence that its signer saw."""
    schema, body = SCHEMA_OF[type(content)], msgspec.Raw(_encode(content))
    return _encode(_Envelope(schema, at, said, body, ref or "", source))


def decode(payload: bytes, upgrades: Mapping[str, tuple[str, Upgrade]] = UPGRADES) -> Opened:
    """Read a payload; raises BadRecord (rule 10) when it is no envelope, or no value of its schema."""
    try:
        envelope = _read_envelope(payload)
        content = _content(envelope, upgrades)
    except (msgspec.MsgspecError, RecursionError, *_UPGRADE_FAILED):
        raise BadRecord(10, "A record's content cannot be read.") from None
    if not envelope.said.strip() and isinstance(content, Newer):
        raise BadRecord(10, "A record of a newer version says nothing.")
    if envelope.ref and not _ID.fullmatch(envelope.ref):
        raise BadRecord(10, "A record refers to something that is no entry.")
    return Opened(envelope.schema, content, envelope.at, envelope.said, EntryId(envelope.ref) or None, envelope.source)


def _content(envelope: _Envelope, upgrades: Mapping[str, tuple[str, Upgrade]]) -> Content:
    schema, body = envelope.schema, envelope.body
    while schema in upgrades:
        schema, upgrade = upgrades[schema]
        body = msgspec.Raw(_encode(upgrade(msgspec.json.decode(body))))
    reader = _READERS.get(schema)
    return reader(body) if reader is not None else _newer(envelope.schema)


def _newer(schema: str) -> Newer:
    """Only a later version of a known content, or a new name, is newer; anything else is no schema at all."""
    name, _, version = schema.partition("/")
    if not _SCHEMA.fullmatch(schema) or int(version) <= _VERSIONS.get(name, 0):
        raise BadRecord(10, "A record names a schema that does not exist.")
    return Newer(schema)


def require_canonical(payload: bytes) -> None:
    """Rule 10, once when a record enters this vault: a content that is known here is spelt as this program spells it.

    So no word hides in a field that readers drop, and no number has two spellings.
    """
    opened = decode(payload)
    if isinstance(opened.content, Newer):
        return
    spelt = encode(opened.content, opened.at, opened.said, opened.ref, opened.source)
    if SCHEMA_OF[type(opened.content)] != opened.schema:
        spelt = _as_it_was(spelt, opened.schema)
    if spelt != payload:
        raise BadRecord(10, "A record's content is not spelt as this program spells it.")


def _as_it_was(spelt: bytes, schema: str) -> bytes:
    """A payload as the version before spelt it, without the fields that were gained since."""
    envelope = msgspec.json.decode(spelt)
    return msgspec.json.encode({**envelope, "schema": schema, "body": _without(GAINED[schema], envelope["body"])})


def base(schema: str) -> str:
    """The name of a schema without its version, as the role matrix knows it."""
    return schema.partition("/")[0]
