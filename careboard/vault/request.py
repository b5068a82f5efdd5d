"""What a newcomer says to the clinic's administrators before anybody knows him: his public keys and his name, sealed.

The hub carries it and cannot read it; whoever holds the site secret can, so nothing in it is believed. The keys are
compared by their six words, face to face.
"""

from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from careboard.vault.keys import PublicKeys, expand, seal, unseal
from careboard.vault.record import canon, pad, parse_canon, unpad
from careboard.vault.refusals import BadRecord, WrongSecret


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody asks to join. `name`, `role` and `device` are what he typed."""

    keys: PublicKeys
    name: str
    role: str
    device: str

    def sealed(self, site_secret: bytes, clinic: str, login: str) -> bytes:
        """For whoever administers this clinic, carried under this login and no other."""
        told = {"keys": self.keys.to_json(), "name": self.name, "role": self.role, "device": self.device}
        return seal(_cipher(site_secret), pad(canon(told)), _binding(clinic, login))

    @classmethod
    def opened(cls, sealed: bytes, site_secret: bytes, clinic: str, login: str) -> "Request":
        """Read a request that came under a login; raises WrongSecret for anything that is none."""
        try:
            told = parse_canon(unpad(unseal(_cipher(site_secret), sealed, _binding(clinic, login))))
            name, role, device = (told[key] for key in ("name", "role", "device"))
            return cls(PublicKeys.from_json(told.get("keys")), str(name), str(role), str(device))
        except (BadRecord, KeyError):
            raise WrongSecret("What a newcomer sent cannot be read.") from None


def _cipher(site_secret: bytes) -> AESGCM:
    return AESGCM(expand(site_secret, "join/v1"))


def _binding(clinic: str, login: str) -> bytes:
    return canon({"purpose": "join", "clinic": clinic, "login": login})
