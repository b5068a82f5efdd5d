"""Contents to versioned bytes and back: the envelope inside every sealed body (resources/help/format.md).

Bytes that were ever written open for ever: an old version is upgraded on reading, an unknown one shows its sentence.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from careboard.clinical.entry import SCHEMA_OF, Content, KnownContent, Newer, Source
from careboard.clinical.values import EntryId, When
from careboard.vault.refusals import BadRecord

# From a schema that is no longer written to the one that follows it: its name, and what becomes of the body.
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
UPGRADES: Mapping[str, tuple[str, Upgrade]] = {}


class _Envelope(msgspec.Struct, frozen=True, omit_defaults=True):
    schema: str
    at: When
    said: str
    body: msgspec.Raw
    ref: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """What a payload says. `schema` is the name it was written under."""

    schema: str
    content: Content
    at: When
    said: str
    ref: EntryId | None
    source: Source | None


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
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise BadRecord(10, "A record's content cannot be read.") from None
    return Opened(envelope.schema, content, envelope.at, envelope.said, EntryId(envelope.ref) or None, envelope.source)


def _content(envelope: _Envelope, upgrades: Mapping[str, tuple[str, Upgrade]]) -> Content:
    schema, body = envelope.schema, bytes(envelope.body)
    while schema in upgrades:
        schema, upgrade = upgrades[schema]
        body = _encode(upgrade(msgspec.json.decode(body)))
    reader = _READERS.get(schema)
    return reader(body) if reader is not None else Newer(envelope.schema)


def base(schema: str) -> str:
    """The name of a schema without its version, as the role matrix knows it."""
    return schema.partition("/")[0]
