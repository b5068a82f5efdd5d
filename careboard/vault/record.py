"""The one record format: a signed header, a body, and the identity that binds them.

The header's bytes are signed, hashed and authenticated exactly as stored; nothing is ever encoded again on reading.
"""

import hashlib
import json
import struct
from typing import Any, NamedTuple

import msgspec

from careboard.vault.refusals import BadRecord

VERSION = 1
NONCE_SIZE = 12
_ID_DOMAIN = b"careboard/record/v1\0"
SIGNATURE_DOMAIN = b"careboard/sig/v1\0"
MAX_HEADER = 4096
_LENGTH = struct.Struct(">I")
MANY = 2**53  # no log and no registry is ever so long
_LAST_MOMENT = 253_402_300_799_999  # the end of the year 9999, the last that a calendar of ours can show


def canon(value: object) -> bytes:
    """JSON with sorted keys, ASCII and no spaces: one value, one spelling."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode("ascii")


def parse_canon(text: bytes, rule: int = 2) -> dict[str, Any]:
    """The object that `canon` spelt as `text`; any other spelling is refused."""
    try:
        value = json.loads(text)
        if isinstance(value, dict) and canon(value) == text:
            return value
    except (ValueError, RecursionError):
        pass
    raise BadRecord(rule, "A record is not spelt as this program spells records.")


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about a record that is not sealed; ids are lower-case hex of SHA-256, times milliseconds UTC.

    A struct, because a chart reads thousands: msgspec reads one in a seventh of the time of a dataclass.
    """

    v: int = VERSION
    clinic: str
    log: str
    seq: int
    prev: str
    author: str
    kind: str
    stream: str
    time: int
    key: str = ""
    to: str = ""
    ref: str = ""
    reg: int | None = None
    delivery: str = ""

    def encode(self) -> bytes:
        """The canonical bytes; fields that say nothing are left out."""
        fields = msgspec.structs.asdict(self).items()
        return canon({name: value for name, value in fields if name in _REQUIRED or value not in ("", None)})


_REQUIRED = frozenset({"v", "clinic", "log", "seq", "prev", "author", "kind", "stream", "time"})
_decode_header = msgspec.json.Decoder(Header).decode


def read_header(text: bytes) -> Header:
    """Rule 2: the header parses, is canonical, of a known version, and holds possible values only."""
    if len(text) > MAX_HEADER:
        raise BadRecord(2, "A record's header is too long.")
    parse_canon(text)
    header = trusted_header(text)
    numbers = 0 <= header.seq < MANY and 0 <= header.time <= _LAST_MOMENT and 0 <= (header.reg or 0) < MANY
    ids = (header.clinic, header.prev, header.author, header.stream, header.key, header.to, header.ref)
    if header.encode() != text or not numbers or not _hex(header.log, 32) or not all(_id(each) for each in ids):
        raise BadRecord(2, "A record's header holds an impossible value.")
    if header.v != VERSION:
        raise BadRecord(2, "A record is of a format that this version does not know.")
    return header


def trusted_header(text: bytes) -> Header:
    """The header of a record that passed rule 2 before; only its shape is looked at."""
    try:
        return _decode_header(text)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise BadRecord(2, "A record's header cannot be read.") from None


def _hex(text: str, length: int) -> bool:
    return len(text) == length and all(c in "0123456789abcdef" for c in text)


def _id(text: str) -> bool:
    return text == "" or _hex(text, 64)


def sha256(content: bytes) -> bytes:
    """SHA-256, 32 bytes."""
    return hashlib.sha256(content).digest()


def record_id(header: bytes, body_hash: bytes) -> bytes:
    """The identity of a record. It binds the body's hash, so a body can be erased by law and chains still verify."""
    return hashlib.sha256(_ID_DOMAIN + _LENGTH.pack(len(header)) + header + body_hash).digest()


class Record(NamedTuple):
    """One record as it is stored and exchanged. `body` is None after a lawful erasure."""

    id: bytes
    header: bytes
    body_hash: bytes
    body: bytes | None
    sig: bytes

    @property
    def head(self) -> Header:
        """The header, read for its shape alone: `verifier.verify` decides whether it may be believed."""
        return trusted_header(self.header)


def pad(text: bytes) -> bytes:
    """Length, text and zeros up to a Padmé step: hides the exact length at 12 % or less (PURBs, PoPETs 2019)."""
    size = max(len(text) + _LENGTH.size, 32)
    exponent = size.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    padded = (size + mask) & ~mask
    return _LENGTH.pack(len(text)) + text + bytes(padded - _LENGTH.size - len(text))


def unpad(padded: bytes) -> bytes:
    """The text of a padded payload; rule 10: the padding is zero."""
    length = int.from_bytes(padded[: _LENGTH.size])
    end = _LENGTH.size + length
    if end > len(padded) or not padded.endswith(bytes(len(padded) - end)):
        raise BadRecord(10, "A record's padding is damaged.")
    return padded[_LENGTH.size : end]
