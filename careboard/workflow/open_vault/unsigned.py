"""A record before it is signed, and its signing: header, sealed body, identity, signature.

Nothing here reads or writes a file; a record has its place from whoever calls.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from careboard.vault.keys import Keyset, StreamKey, seal
from careboard.vault.record import Header, Record, canon, pad, record_id, sha256
from careboard.vault.registry import Registry

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The computer's clock, aware."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Draft:
    """A record before it has its place in the log: what kind, for which stream, saying what.

    `under`: the people of the clinic when it was sealed, or its keys handed out; None where it hangs on nobody else.
    """

    kind: str
    stream: str
    payload: bytes
    key: StreamKey | None = None
    key_id: str = ""
    to: str = ""
    ref: str = ""
    reg: int | None = None
    delivery: str = ""
    under: Registry | None = field(default=None, repr=False)


def compose(draft: Draft, keyset: Keyset, clinic: str, log: str, seq: int, prev: str, time: int) -> Record:
    """Give a draft its place: header, sealed body, identity, signature."""
    header = Header(
        clinic=clinic, log=log, seq=seq, prev=prev, author=keyset.id, kind=draft.kind, stream=draft.stream, time=time,
        key=draft.key_id, to=draft.to, ref=draft.ref, reg=draft.reg, delivery=draft.delivery,
    ).encode()  # fmt: skip
    body = draft.payload if draft.key is None else seal(draft.key.cipher, pad(draft.payload), header)
    body_hash = sha256(body)
    record = record_id(header, body_hash)
    return Record(record, header, body_hash, body, keyset.sign(record))


def log_id(member: str, installation: bytes) -> str:
    """The log of one member on one installation: 16 bytes, hex."""
    return hashlib.sha256(b"careboard/log/v1\0" + member.encode() + installation).hexdigest()[:32]


def clear(kind: str, body: dict[str, Any], stream: str = "", **fields: Any) -> Draft:
    """A draft whose body is clear canonical JSON."""
    return Draft(kind, stream, canon(body), **fields)


def access(purpose: str, stream: str = "", count: int = 1) -> Draft:
    """A record of access: for what, to whose chart and how often, and never a word that was looked for."""
    return clear("access", {"purpose": purpose, "count": count}, stream)
