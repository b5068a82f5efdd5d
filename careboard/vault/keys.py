"""Keys: what a member's seed gives, the keys of streams, and how one is wrapped for another person.

Every key hides itself when printed, and every unwrapped key is held against its commitment before it is used.
"""

import hashlib
import os
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ed25519, mlkem, x25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from careboard.vault.record import NONCE_SIZE, SIGNATURE_DOMAIN, canon
from careboard.vault.refusals import BadRecord, NoKey, WrongSecret

KEY_SIZE = 32
_ML_KEM_PUBLIC = 1184
# The suite of age's hybrid recipients: X-Wing (KEM 0x647A), HKDF-SHA256, ChaCha20-Poly1305.
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


def expand(secret: bytes, label: str, length: int = KEY_SIZE) -> bytes:
    """HKDF-Expand of a uniform secret under a label of ours."""
    return HKDFExpand(hashes.SHA256(), length, b"careboard/" + label.encode()).derive(secret)


def xwing_private(seed: bytes) -> MLKEM768X25519PrivateKey:
    """The X-Wing key of a 32-byte seed, exactly as age and draft-connolly-cfrg-xwing-kem expand it."""
    expanded = hashlib.shake_256(seed).digest(96)
    return MLKEM768X25519PrivateKey(
        mlkem.MLKEM768PrivateKey.from_seed_bytes(expanded[:64]),
        x25519.X25519PrivateKey.from_private_bytes(expanded[64:]),
    )


def xwing_public_bytes(seed: bytes) -> bytes:
    """The public half of `xwing_private(seed)`: ML-KEM-768 key (1,184 bytes), then X25519 key (32 bytes)."""
    expanded = hashlib.shake_256(seed).digest(96)
    ml_kem = mlkem.MLKEM768PrivateKey.from_seed_bytes(expanded[:64]).public_key().public_bytes_raw()
    return ml_kem + x25519.X25519PrivateKey.from_private_bytes(expanded[64:]).public_key().public_bytes_raw()


@lru_cache(maxsize=1024)
def _member_key_id(sign: bytes, kem: bytes) -> str:
    """Asked for each record of a chart, of a handful of members."""
    return hashlib.sha256(b"careboard/member-key/v1\0" + sign + kem).hexdigest()


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """A member's public half: Ed25519 (32 bytes) and X-Wing (1,216 bytes)."""

    sign: bytes
    kem: bytes

    @property
    def id(self) -> str:
        """The member key id, by which records name their author."""
        return _member_key_id(self.sign, self.kem)

    def check(self, signature: bytes, message: bytes) -> None:
        """Rule 5: raise unless this member signed the message."""
        try:
            ed25519.Ed25519PublicKey.from_public_bytes(self.sign).verify(signature, SIGNATURE_DOMAIN + message)
        except (InvalidSignature, ValueError):
            raise BadRecord(5, "A record's signature does not belong to its author.") from None

    def to_json(self) -> dict[str, str]:
        """As it stands in a registry record: hex."""
        return {"sign": self.sign.hex(), "kem": self.kem.hex()}

    @classmethod
    def from_json(cls, value: object) -> "PublicKeys":
        """Read back from a registry record; raises BadRecord when it is no public key."""
        try:
            keys = cls(bytes.fromhex(value["sign"]), bytes.fromhex(value["kem"]))  # type: ignore[index]
            keys.public_kem()
            ed25519.Ed25519PublicKey.from_public_bytes(keys.sign)
        except (KeyError, TypeError, ValueError):
            raise BadRecord(4, "A member record holds no usable public key.") from None
        return keys

    def seal(self, text: bytes, info: bytes) -> bytes:
        """A text for this member alone, bound to `info` (1,136 bytes more than the text)."""
        return _SUITE.encrypt(text, self.public_kem(), info=info)

    def public_kem(self) -> MLKEM768X25519PublicKey:
        """The key that keys are wrapped to."""
        ml_kem, x = self.kem[:_ML_KEM_PUBLIC], self.kem[_ML_KEM_PUBLIC:]
        return MLKEM768X25519PublicKey(
            mlkem.MLKEM768PublicKey.from_public_bytes(ml_kem), x25519.X25519PublicKey.from_public_bytes(x)
        )


@dataclass(frozen=True)
class Keyset:
    """All that one 32-byte member seed gives."""

    seed: bytes = field(repr=False)

    @classmethod
    def new(cls) -> "Keyset":
        """A fresh member."""
        return cls(os.urandom(KEY_SIZE))

    @cached_property
    def _sign(self) -> ed25519.Ed25519PrivateKey:
        return ed25519.Ed25519PrivateKey.from_private_bytes(expand(self.seed, "ed25519/v1"))

    @cached_property
    def _kem(self) -> MLKEM768X25519PrivateKey:
        return xwing_private(expand(self.seed, "x-wing/v1"))

    @cached_property
    def public(self) -> PublicKeys:
        """The half that the registry names."""
        return PublicKeys(
            self._sign.public_key().public_bytes_raw(), xwing_public_bytes(expand(self.seed, "x-wing/v1"))
        )

    @cached_property
    def id(self) -> str:
        """The member key id."""
        return self.public.id

    def sign(self, message: bytes) -> bytes:
        """An Ed25519 signature (64 bytes) in our domain."""
        return self._sign.sign(SIGNATURE_DOMAIN + message)

    def derive(self, label: str) -> bytes:
        """A 32-byte key of this member's own, such as for the marks of records that passed."""
        return expand(self.seed, label)

    @property
    def hub_password(self) -> str:
        """The password of this member's login on the clinic's hub: on no disk, another after a new key set."""
        return self.derive("hub-login/v1").hex()

    def seal_own(self, label: str, text: bytes, aad: bytes) -> bytes:
        """Seal for this member alone, such as a draft or a snapshot; bound to `aad`."""
        return seal(AESGCM(self.derive(label)), text, aad)

    def open_own(self, label: str, sealed: bytes, aad: bytes) -> bytes:
        """What `seal_own` sealed; raises WrongSecret."""
        return unseal(AESGCM(self.derive(label)), sealed, aad)

    def seal_large(self, label: str, text: bytes, context: bytes) -> bytes:
        """Seal megabytes for this member alone (C2SP chunked encryption), bound to `context`."""
        encryptor = Cobblestone256Encryptor(self.derive(label), context=context)
        return encryptor.update(text) + encryptor.finalize()

    def open_large(self, label: str, sealed: bytes, context: bytes) -> bytes:
        """What `seal_large` sealed; raises WrongSecret when a byte, an end or the context differs."""
        decryptor = Cobblestone256Decryptor(self.derive(label), context=context)
        try:
            return decryptor.update(sealed) + decryptor.finalize()
        except (InvalidTag, ValueError):
            raise WrongSecret("Sealed bytes do not open with this key.") from None

    def unwrap(self, wrap: bytes, info: bytes, expected: str) -> "StreamKey":
        """Open a key that was wrapped to this member; `expected` is its commitment."""
        key = StreamKey(self.unseal(wrap, info))
        if key.id != expected:
            raise BadRecord(10, "A key that was handed over is not the key it claims to be.")
        return key

    def unseal(self, sealed: bytes, info: bytes) -> bytes:
        """What `PublicKeys.seal` sealed for this member; raises NoKey."""
        try:
            return _SUITE.decrypt(sealed, self._kem, info=info)
        except (InvalidTag, ValueError):
            raise NoKey("A key that was handed to you cannot be opened.") from None


@dataclass(frozen=True)
class StreamKey:
    """The key of one epoch of one stream (DEK)."""

    secret: bytes = field(repr=False)

    @classmethod
    def new(cls) -> "StreamKey":
        """A fresh epoch's key."""
        return cls(AESGCM.generate_key(bit_length=256))

    @cached_property
    def id(self) -> str:
        """The commitment that headers name; it makes AES-GCM committing."""
        return hashlib.sha256(b"careboard/dek-commitment/v1\0" + self.secret).hexdigest()

    @cached_property
    def cipher(self) -> AESGCM:
        """AES-256-GCM under this key, kept because a chart opens thousands of bodies with it."""
        return AESGCM(self.secret)

    def wrap(self, to: PublicKeys, info: bytes) -> bytes:
        """This key for one person (1,168 bytes)."""
        return to.seal(self.secret, info)

    def ladder(self, older: "StreamKey", info: bytes) -> bytes:
        """The key before this one, sealed under this one, so that a newcomer reads back with one wrap."""
        return seal(AESGCM(expand(self.secret, "ladder/v1")), older.secret, info)

    def step_down(self, rung: bytes, info: bytes, expected: str) -> "StreamKey":
        """The key before this one, out of its ladder rung."""
        older = StreamKey(unseal(AESGCM(expand(self.secret, "ladder/v1")), rung, info))
        if older.id != expected:
            raise BadRecord(10, "A ladder rung holds another key than it claims.")
        return older


def stream_id(first_key: str, maker: str) -> str:
    """A stream is named after its first key's commitment and its maker, so nobody else can begin the same stream."""
    return hashlib.sha256(b"careboard/stream/v1\0" + bytes.fromhex(first_key) + bytes.fromhex(maker)).hexdigest()


def wrap_info(clinic: str, stream: str, key: str, to: str, purpose: str) -> bytes:
    """What a wrap is bound to; purpose is one of member, custody, ladder, hub-login, or of those in `glass`."""
    return canon({"clinic": clinic, "stream": stream, "key": key, "to": to, "purpose": purpose})


def seal(cipher: AESGCM, text: bytes, aad: bytes) -> bytes:
    """Nonce, then AES-256-GCM of the text, bound to `aad`."""
    nonce = os.urandom(NONCE_SIZE)
    return nonce + cipher.encrypt(nonce, text, aad)


def unseal(cipher: AESGCM, sealed: bytes, aad: bytes) -> bytes:
    """The text sealed by `seal`; raises WrongSecret when key, bytes or binding differ."""
    try:
        return cipher.decrypt(sealed[:NONCE_SIZE], sealed[NONCE_SIZE:], aad)
    except (InvalidTag, ValueError):
        raise WrongSecret("Sealed bytes do not open with this key.") from None
