"""A reader of age files with hybrid recipients (C2SP age.md), so that whole published files test the keys inside them.

It refuses what age says a reader must refuse, and tells a header that is wrong from one that is for somebody else.
"""

import base64
import binascii
import hmac
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tests.vectors.by_hand import ENC_SIZE

INFO = b"age-encryption.org/mlkem768x25519"
_INTRO = b"age-encryption.org/v1"
_SHARE_SIZE = _WRAPPED_SIZE = 32  # an X25519 share; a file key of 16 bytes and its tag
_COLUMNS = 64
_CHUNK = 64 * 1024 + 16

# Opens a wrapped file key: enc and ciphertext in, file key out, or InvalidTag.
Unwrap = Callable[[bytes], bytes]


class HeaderFailure(Exception):
    """The header is not one that age writes."""


class BadMac(Exception):
    """A stanza opened, and its file key does not fit the header."""


class NoMatch(Exception):
    """The header is sound, and no stanza opens with this key."""


@dataclass(frozen=True, slots=True)
class Stanza:
    """One wrapped file key: type and arguments as text, body as bytes."""

    type: str
    arguments: tuple[str, ...]
    body: bytes


def opened(file: bytes, unwrap: Unwrap) -> tuple[bytes, bytes]:
    """The file key and the payload of an age file."""
    stanzas, header, mac, payload = _parsed(file)
    # Every stanza of a type is checked before any is tried, so that a bad one is not passed over for a good one.
    hybrid = [_hybrid(stanza) for stanza in stanzas if stanza.type == "mlkem768x25519"]
    for stanza in stanzas:
        _refuse_bad_x25519(stanza)
    for wrapped in hybrid:
        try:
            file_key = unwrap(wrapped)
        except InvalidTag:
            continue
        if not hmac.compare_digest(hmac.digest(_derived(file_key, b"", b"header"), header, "sha256"), mac):
            raise BadMac
        return file_key, _payload(file_key, payload)
    raise NoMatch


def _parsed(file: bytes) -> tuple[list[Stanza], bytes, bytes, bytes]:
    """Stanzas, the bytes under the MAC, the MAC, the payload."""
    head, separator, rest = file.partition(b"\n--- ")
    mac, newline, payload = rest.partition(b"\n")
    lines = head.decode("ascii").split("\n")
    if not separator or not newline or lines.pop(0) != _INTRO.decode():
        raise HeaderFailure("This is not an age file.")
    stanzas = []
    while lines:
        stanzas.append(_stanza(lines))
    return stanzas, head + b"\n---", _decoded(mac.decode("ascii")), payload


def _stanza(lines: list[str]) -> Stanza:
    """Take one stanza off the front; its body ends with the first line of fewer than 64 columns."""
    arrow, *words = lines.pop(0).split(" ")
    if arrow != "->" or not words:
        raise HeaderFailure("A stanza does not begin as one.")
    text = line = lines.pop(0)
    while len(line) == _COLUMNS:
        line = lines.pop(0)
        text += line
    return Stanza(words[0], tuple(words[1:]), _decoded(text))


def _decoded(text: str) -> bytes:
    """Canonical base64 without padding."""
    try:
        value = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except binascii.Error:
        raise HeaderFailure("Not base64.") from None
    if base64.b64encode(value).rstrip(b"=").decode() != text:
        raise HeaderFailure("Not canonical base64.")
    return value


def _hybrid(stanza: Stanza) -> bytes:
    """enc || ciphertext of a hybrid stanza that keeps age's rules of number, length and share."""
    if len(stanza.arguments) != 1:
        raise HeaderFailure("A hybrid stanza has one argument.")
    enc = _decoded(stanza.arguments[0])
    if len(enc) != ENC_SIZE or len(stanza.body) != _WRAPPED_SIZE:
        raise HeaderFailure("A hybrid stanza is of the wrong length.")
    _refuse_low_order(enc[-_SHARE_SIZE:])
    return enc + stanza.body


def _refuse_bad_x25519(stanza: Stanza) -> None:
    if stanza.type == "X25519" and [len(_decoded(argument)) for argument in stanza.arguments] != [_SHARE_SIZE]:
        raise HeaderFailure("An X25519 stanza has one share of 32 bytes.")


def _refuse_low_order(share: bytes) -> None:
    """Any private key gives an all-zero secret with a low-order point, which the library refuses."""
    try:
        X25519PrivateKey.generate().exchange(X25519PublicKey.from_public_bytes(share))
    except ValueError:
        raise HeaderFailure("A share is a low-order point.") from None


def _derived(material: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(material)


def _payload(file_key: bytes, payload: bytes) -> bytes:
    """STREAM: chunks of 64 KiB, each under a counter; the last says so in its nonce's last byte."""
    decrypt = ChaCha20Poly1305(_derived(file_key, payload[:16], b"payload")).decrypt
    chunks = [payload[start : start + _CHUNK] for start in range(16, len(payload), _CHUNK)]
    return b"".join(
        decrypt(number.to_bytes(11) + bytes([number == len(chunks) - 1]), chunk, None)
        for number, chunk in enumerate(chunks)
    )
