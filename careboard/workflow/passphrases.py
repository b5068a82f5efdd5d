"""How good a passphrase is, in words, while it is typed.

Length is what counts: no rule asks for a digit or a sign, and none asks for a new one every month.
"""

from enum import Enum

from careboard.vault.keyslot import MIN_PASSPHRASE

_GOOD, _STRONG = 16, 24  # characters
_FEW = 6  # different characters: a word written again and again


class Strength(Enum):
    """What is said of a passphrase."""

    TOO_SHORT = "too short"
    WEAK = "weak"
    GOOD = "good"
    STRONG = "strong"

    @property
    def accepted(self) -> bool:
        """May it be used?"""
        return self is not Strength.TOO_SHORT


LEAST = MIN_PASSPHRASE


def strength_of(passphrase: str) -> Strength:
    """How well a passphrase withstands guessing, as far as its length tells."""
    if len(passphrase) < LEAST:
        return Strength.TOO_SHORT
    if len(set(passphrase.casefold())) < _FEW or len(passphrase) < _GOOD:
        return Strength.WEAK
    return Strength.STRONG if len(passphrase) >= _STRONG else Strength.GOOD
