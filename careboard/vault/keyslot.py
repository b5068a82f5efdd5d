"""Keyslots: the member's seed under a passphrase, and under the code of the printed kit.

A slot's parameters are checked against floor and ceiling before anything is derived: no downgrade, no memory bomb.
"""

import os
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

import msgspec
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from careboard.i18n import filled
from careboard.vault.codes import KIT_SIZE
from careboard.vault.keys import KEY_SIZE, Keyset, seal, unseal
from careboard.vault.record import canon
from careboard.vault.refusals import WrongSecret

MIN_PASSPHRASE = 10
_SALT_SIZE = 16
_SHORTEST_SALT, _LONGEST_SALT = 8, 64  # Argon2 itself asks for 8; published vectors have it


class Slot(StrEnum):
    """What opens a keyslot. A PIN is never one: on a stolen computer it would fall in a week."""

    PASSPHRASE = "passphrase"  # noqa: S105  the name of a kind of slot
    KIT = "kit"


@dataclass(frozen=True, slots=True)
class KdfCost:
    """Argon2id cost: memory in KiB, passes, lanes."""

    memory: int = 262_144
    time: int = 3
    lanes: int = 4

    def __post_init__(self) -> None:
        if not (
            FLOOR[0] <= self.memory <= CEILING[0]
            and FLOOR[1] <= self.time <= CEILING[1]
            and FLOOR[2] <= self.lanes <= CEILING[2]
        ):
            raise WrongSecret(
                "The vault asks for a passphrase check that is weaker or costlier than this program allows.",
                "The file may have been altered. Open a backup, and tell your administrator.",
            )


FLOOR = (65_536, 3, 1)
CEILING = (1_048_576, 10, 8)
LIGHT = KdfCost(*FLOOR)


@dataclass(frozen=True, slots=True)
class Keyslot:
    """One way to a member's seed, as it lies in the vault file; `salt` and `sealed` are hex."""

    clinic: str
    member: str
    slot: Slot
    sealed: str = field(repr=False)
    salt: str = ""
    cost: KdfCost | None = None

    def encode(self) -> bytes:
        """The bytes kept in the file."""
        return msgspec.json.encode(self)

    @classmethod
    def decode(cls, text: bytes) -> "Keyslot":
        """Read back; a damaged or weakened slot is refused in words."""
        try:
            return msgspec.json.decode(text, type=cls)
        except WrongSecret:
            raise
        except (msgspec.MsgspecError, UnicodeDecodeError):
            raise WrongSecret(
                "The place where your key is kept is damaged.", "Recover with your printed kit, or open a backup."
            ) from None

    def open(self, secret: bytes, site_secret: bytes) -> Keyset:
        """The member's keys. `secret` is the prepared passphrase, or the 20 bytes of the kit's code."""
        binding = _binding(self.clinic, self.member, self.slot, self.salt, self.cost)
        seed = unseal(
            _cipher(self.slot, secret, site_secret, self.salt, self.cost, binding), _hex(self.sealed), binding
        )
        keyset = Keyset(seed)
        if keyset.id != self.member:
            raise WrongSecret("The recovered key is not the key of this member.")
        return keyset


def close_passphrase(keyset: Keyset, clinic: str, passphrase: str, site_secret: bytes, cost: KdfCost) -> Keyslot:
    """A new passphrase slot; a passphrase that is too short is refused."""
    if len(passphrase) < MIN_PASSPHRASE:
        raise WrongSecret(
            filled(
                "A passphrase needs at least {min_passphrase} characters; four or five words are good.",
                min_passphrase=MIN_PASSPHRASE,
            )
        )
    return _close(
        keyset, clinic, Slot.PASSPHRASE, prepared(passphrase), site_secret, os.urandom(_SALT_SIZE).hex(), cost
    )


def close_kit(keyset: Keyset, clinic: str, code: bytes) -> Keyslot:
    """A new kit slot; it needs no site secret, so that kit and backup open on a new computer."""
    return _close(keyset, clinic, Slot.KIT, code, b"", "", None)


def _close(
    keyset: Keyset, clinic: str, slot: Slot, secret: bytes, site_secret: bytes, salt: str, cost: KdfCost | None
) -> Keyslot:
    binding = _binding(clinic, keyset.id, slot, salt, cost)
    sealed = seal(_cipher(slot, secret, site_secret, salt, cost, binding), keyset.seed, binding)
    return Keyslot(clinic, keyset.id, slot, sealed.hex(), salt, cost)


def _binding(clinic: str, member: str, slot: Slot, salt: str, cost: KdfCost | None) -> bytes:
    kdf = {"salt": salt, "memory": cost.memory, "time": cost.time, "lanes": cost.lanes} if cost else {}
    return canon({"purpose": "keyslot", "clinic": clinic, "member": member, "slot": slot.value, "kdf": kdf})


def _cipher(slot: Slot, secret: bytes, site_secret: bytes, salt: str, cost: KdfCost | None, binding: bytes) -> AESGCM:
    match slot:
        case Slot.PASSPHRASE if cost is not None and 2 * _SHORTEST_SALT <= len(salt) <= 2 * _LONGEST_SALT:
            argon = Argon2id(
                salt=_hex(salt), length=KEY_SIZE, iterations=cost.time, lanes=cost.lanes, memory_cost=cost.memory
            )
            material, mixed = argon.derive(secret), site_secret
        case Slot.KIT if len(secret) == KIT_SIZE:
            material, mixed = secret, b""
        case _:
            raise WrongSecret("The place where your key is kept is damaged.")
    return AESGCM(HKDF(hashes.SHA256(), KEY_SIZE, mixed, binding).derive(material))


def _hex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise WrongSecret("The place where your key is kept is damaged.") from None


def prepared(passphrase: str) -> bytes:
    """A passphrase as bytes: Unicode NFC, so that it opens on every keyboard (RFC 8265 OpaqueString)."""
    return unicodedata.normalize("NFC", passphrase).encode(errors="surrogatepass")
