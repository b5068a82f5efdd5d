"""What a newcomer says to the clinic's administrators before anybody knows him: his public keys and his name, sealed.

The hub carries it and cannot read it; whoever holds the site secret can, so nothing in it is believed but that the keys
are the sender's own, which signed it. They are compared by their six words, face to face.
"""

from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from careboard.vault.keys import Keyset, PublicKeys, expand, seal, unseal
from careboard.vault.record import canon, pad, parse_canon, unpad
from careboard.vault.refusals import BadRecord, WrongSecret


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody asks to join. `name`, `role` and `device` are what he typed."""

    keys: PublicKeys
    name: str
    role: str
    device: str

    @classmethod
    def sealed(cls, keyset: Keyset, said: tuple[str, str, str], site_secret: bytes, clinic: str, login: str) -> bytes:
        """The owner of these keys asks under this login and no other; he `said` his name, role and device."""
        name, role, device = said
        told = {"keys": keyset.public.to_json(), "name": name, "role": role, "device": device}
        binding = _binding(clinic, login)
        signed = {**told, "sig": keyset.sign(binding + canon(told)).hex()}
        return seal(_cipher(site_secret), pad(canon(signed)), binding)

    @classmethod
    def opened(cls, sealed: bytes, site_secret: bytes, clinic: str, login: str) -> "Request":
        """Read a request that came under a login; raises WrongSecret for anything that is none."""
        binding = _binding(clinic, login)
        try:
            told = parse_canon(unpad(unseal(_cipher(site_secret), sealed, binding)))
            signature, keys = bytes.fromhex(told.pop("sig")), PublicKeys.from_json(told.get("keys"))
            keys.check(signature, binding + canon(told))
            name, role, device = (told[key] for key in ("name", "role", "device"))
            return cls(keys, str(name), str(role), str(device))
        except (BadRecord, KeyError, TypeError, ValueError):
            raise WrongSecret("What a newcomer sent cannot be read.") from None


def _cipher(site_secret: bytes) -> AESGCM:
    return AESGCM(expand(site_secret, "join/v1"))


def _binding(clinic: str, login: str) -> bytes:
    return canon({"purpose": "join", "clinic": clinic, "login": login})
