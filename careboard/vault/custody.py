"""Custody: the clinic's last resort, split over three sealed sheets of paper of which any two are enough.

The seed never lies on a disk; one sheet alone tells nothing about it (each lacks one of three random shares).
"""

import os
from dataclasses import dataclass, field

from careboard.vault.codes import found_in, printed
from careboard.vault.keys import KEY_SIZE, Keyset
from careboard.vault.refusals import WrongSecret

_SHEETS = (1, 2, 3)
_SIZE = 1 + 2 * KEY_SIZE


@dataclass(frozen=True, slots=True)
class Sheet:
    """One of three sheets: it carries the two shares that are not its own number's."""

    number: int
    shares: tuple[bytes, bytes] = field(repr=False)

    @property
    def code(self) -> str:
        """As it is printed."""
        return printed("custody", bytes([self.number]) + b"".join(self.shares))

    @classmethod
    def found_in(cls, text: str) -> "Sheet":
        """Read from a text that holds the code; a slip is told in words."""
        raw = found_in("custody", text, _SIZE)
        if raw[0] not in _SHEETS:
            raise WrongSecret("This is not the code of a custody sheet.")
        return cls(raw[0], (raw[1 : 1 + KEY_SIZE], raw[1 + KEY_SIZE :]))

    def numbered(self) -> dict[int, bytes]:
        """Share number to share."""
        return dict(zip((n for n in _SHEETS if n != self.number), self.shares, strict=True))


def split(custody: Keyset) -> tuple[Sheet, Sheet, Sheet]:
    """Three sheets for the custody seed s: shares x1, x2 random, x3 = s xor x1 xor x2."""
    first, second = os.urandom(KEY_SIZE), os.urandom(KEY_SIZE)
    shares = {1: first, 2: second, 3: _xor(_xor(custody.seed, first), second)}
    one, two, three = (Sheet(n, tuple(s for i, s in shares.items() if i != n)) for n in _SHEETS)  # type: ignore[arg-type]
    return one, two, three


def join(one: Sheet, other: Sheet, custody_id: str) -> Keyset:
    """The custody keys out of two different sheets; `custody_id` is the one that the registry names."""
    if one.number == other.number:
        raise WrongSecret("These are two copies of the same sheet.", "Fetch a second, different custody sheet.")
    shares = one.numbered() | other.numbered()
    agree = all(other.numbered().get(n, s) == s for n, s in one.numbered().items())
    keyset = Keyset(_xor(_xor(shares[1], shares[2]), shares[3]))
    if not agree or keyset.id != custody_id:
        raise WrongSecret(
            "These sheets do not belong together, or not to this clinic.", "Check the date on the sheets."
        )
    return keyset


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
