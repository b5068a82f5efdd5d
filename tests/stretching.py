"""Argon2id of the tests: it is the real one, and what it has derived once it need not derive again.

A passphrase, its salt and its cost always give the same key; a sign-in of a test differs from no other by that.
"""

from typing import Any

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

_derived: dict[tuple[Any, ...], bytes] = {}


class Remembering:
    """Argon2id with a memory; what the real one refuses is refused."""

    def __init__(self, **cost: Any) -> None:
        self._argon, self._cost = Argon2id(**cost), tuple(sorted(cost.items()))

    def derive(self, secret: bytes) -> bytes:
        """The key, derived or remembered."""
        wanted = (*self._cost, secret)
        if wanted not in _derived:
            _derived[wanted] = self._argon.derive(secret)
        return _derived[wanted]
