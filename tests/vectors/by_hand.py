"""X-Wing and the HPKE key schedule written a second time, from their specifications, to be held against the library.

Only ML-KEM-768 and X25519 themselves are the library's; hashes and HMAC are the standard library's.
"""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

KEM_X_WING, KDF_HKDF_SHA256, KDF_SHAKE256, AEAD_CHACHA20_POLY1305 = 0x647A, 0x0001, 0x0011, 0x0003
ENC_SIZE = 1120
_ML_KEM_CIPHERTEXT = 1088
_X_WING_LABEL = rb"\.//^" + b"\\"
_KEY_SIZE, _NONCE_SIZE = 32, 12
_BASE_MODE = b"\0"


@dataclass(frozen=True, slots=True)
class XWing:
    """The two private halves of an X-Wing key, expanded from a 32-byte seed (draft-connolly-cfrg-xwing-kem, 5.2)."""

    ml_kem: MLKEM768PrivateKey
    x: X25519PrivateKey

    @classmethod
    def from_seed(cls, seed: bytes) -> "XWing":
        expanded = hashlib.shake_256(seed).digest(96)
        return cls(
            MLKEM768PrivateKey.from_seed_bytes(expanded[:64]), X25519PrivateKey.from_private_bytes(expanded[64:])
        )

    @property
    def public(self) -> bytes:
        """ML-KEM-768 key (1,184 bytes), then X25519 key (32 bytes)."""
        return self.ml_kem.public_key().public_bytes_raw() + self.x.public_key().public_bytes_raw()

    def decapsulate(self, enc: bytes) -> bytes:
        """The shared secret of a ciphertext of 1,120 bytes (the combiner is in 5.3 of the draft)."""
        share = enc[_ML_KEM_CIPHERTEXT:]
        ml_kem = self.ml_kem.decapsulate(enc[:_ML_KEM_CIPHERTEXT])
        x = self.x.exchange(X25519PublicKey.from_public_bytes(share))
        return hashlib.sha3_256(ml_kem + x + share + self.public[-32:] + _X_WING_LABEL).digest()


@dataclass(frozen=True, slots=True)
class Context:
    """What an HPKE sender and recipient share (RFC 9180, 5.1), in base mode with ChaCha20-Poly1305."""

    key: bytes
    base_nonce: bytes
    exporter_secret: bytes
    exported: Callable[[bytes, int], bytes]

    def nonce(self, number: int) -> bytes:
        """The nonce of the message with this number, from 0."""
        return (int.from_bytes(self.base_nonce) ^ number).to_bytes(_NONCE_SIZE)

    def seal(self, number: int, text: bytes, aad: bytes = b"") -> bytes:
        return ChaCha20Poly1305(self.key).encrypt(self.nonce(number), text, aad)

    def open(self, number: int, sealed: bytes, aad: bytes = b"") -> bytes:
        return ChaCha20Poly1305(self.key).decrypt(self.nonce(number), sealed, aad)


def suite_id(kdf: int) -> bytes:
    return b"HPKE" + b"".join(number.to_bytes(2) for number in (KEM_X_WING, kdf, AEAD_CHACHA20_POLY1305))


def hkdf_context(shared_secret: bytes, info: bytes) -> Context:
    """The key schedule with HKDF-SHA256 (RFC 9180, 4 and 5.1)."""
    suite = suite_id(KDF_HKDF_SHA256)

    def extract(salt: bytes, label: bytes, material: bytes) -> bytes:
        return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + material, "sha256")

    def expand(secret: bytes, label: bytes, context: bytes, length: int) -> bytes:
        labelled = length.to_bytes(2) + b"HPKE-v1" + suite + label + context
        output = block = b""
        for number in range(1, -(-length // 32) + 1):
            block = hmac.digest(secret, block + labelled + bytes([number]), "sha256")
            output += block
        return output[:length]

    context = _BASE_MODE + extract(b"", b"psk_id_hash", b"") + extract(b"", b"info_hash", info)
    secret = extract(shared_secret, b"secret", b"")
    exporter = expand(secret, b"exp", context, 32)
    return Context(
        expand(secret, b"key", context, _KEY_SIZE),
        expand(secret, b"base_nonce", context, _NONCE_SIZE),
        exporter,
        lambda about, length: expand(exporter, b"sec", about, length),
    )


def shake_context(shared_secret: bytes, info: bytes) -> Context:
    """The key schedule with the one-stage SHAKE256 (draft-ietf-hpke-hpke and draft-ietf-hpke-pq)."""
    suite = suite_id(KDF_SHAKE256)

    def derive(material: bytes, label: bytes, context: bytes, length: int) -> bytes:
        labelled = material + b"HPKE-v1" + suite + _prefixed(label) + length.to_bytes(2) + context
        return hashlib.shake_256(labelled).digest(length)

    secrets = _prefixed(b"") + _prefixed(shared_secret)
    context = _BASE_MODE + _prefixed(b"") + _prefixed(info)
    secret = derive(secrets, b"secret", context, _KEY_SIZE + _NONCE_SIZE + 64)
    nonce_end = _KEY_SIZE + _NONCE_SIZE
    exporter = secret[nonce_end:]
    return Context(
        secret[:_KEY_SIZE],
        secret[_KEY_SIZE:nonce_end],
        exporter,
        lambda about, length: derive(exporter, b"sec", about, length),
    )


def _prefixed(value: bytes) -> bytes:
    return len(value).to_bytes(2) + value
