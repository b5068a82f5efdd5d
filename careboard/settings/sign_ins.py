"""Signing in on this computer: what a sign-in name is, and how long one waits after wrong tries."""

import math
import unicodedata
from dataclasses import dataclass

FREE_TRIES, LONGEST_WAIT = 2, 30  # seconds; the wait doubles from the third wrong try on
_LONGEST_NAME = 60  # characters of a sign-in name
_NO_PART_OF_A_NAME = frozenset("/\\")  # a kit's file is named after whoever signs in


def sign_in_name(typed: str) -> str:
    """A sign-in name as it is kept: without the spaces around it, its letters composed (Unicode NFC).

    Empty for what is no name: nothing, more than one line, what cannot be seen, or what could be a path.
    """
    name = unicodedata.normalize("NFC", typed).strip()
    plain = name.isprintable() and len(name) <= _LONGEST_NAME and not _NO_PART_OF_A_NAME & set(name)
    return name if plain else ""


@dataclass(frozen=True, slots=True)
class WrongTries:
    """How often in a row somebody failed to sign in on this computer, and when last (seconds since 1970).

    Against a hand at this keyboard. Who may edit the file may set it back, and gains nothing: the vault and the site
    secret beside it can be copied, and tried elsewhere, where each try costs what Argon2id costs.
    """

    number: int = 0
    last: float = 0

    def wait(self, now: float) -> int:
        """So many seconds until the next try; a clock that was set back makes it no longer than the longest."""
        if self.number <= FREE_TRIES:
            return 0
        whole = min(1 << min(self.number - FREE_TRIES, LONGEST_WAIT), LONGEST_WAIT)
        return max(0, math.ceil(whole - max(0.0, now - self.last)))
