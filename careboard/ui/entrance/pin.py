"""The PIN of one session: it lifts the cover of this running program, and opens nothing else, ever.

On a stolen computer a PIN falls in a week, so it is no key; it is forgotten when the session ends.
"""

import hmac
import os
from dataclasses import dataclass, field
from hashlib import sha256

LEAST = 6  # digits


@dataclass(frozen=True, slots=True)
class Pin:
    """A PIN, kept as a salted hash in memory alone."""

    _salt: bytes = field(repr=False)
    _hash: bytes = field(repr=False)

    @classmethod
    def of(cls, digits: str) -> "Pin":
        """Raises ValueError unless it is six digits or more."""
        if not (digits.isascii() and digits.isdigit() and len(digits) >= LEAST):
            raise ValueError("A PIN is six digits or more.")
        salt = os.urandom(16)
        return cls(salt, _hashed(salt, digits))

    def is_met_by(self, typed: str) -> bool:
        """Is this the PIN?"""
        return hmac.compare_digest(self._hash, _hashed(self._salt, typed))


def _hashed(salt: bytes, digits: str) -> bytes:
    return hmac.digest(salt, digits.encode(), sha256)
