"""Codes that people read from paper: Crockford base32 in groups of five, each with its own checksum.

A slip of the pen is told from a wrong code before any key is tried.
"""

import hashlib
import re

from careboard.i18n import filled
from careboard.vault.refusals import WrongSecret

KIT_SIZE = 20
SITE_SECRET_SIZE = 32
_CHECK_SIZE = 5
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_GROUP = 5


def printed(purpose: str, secret: bytes) -> str:
    """The code of a secret whose length is a multiple of five bytes less its checksum of five, in groups of five."""
    padded = secret + bytes(-len(secret) % 5)
    letters = _encode(padded + _checksum(purpose, secret))
    return "-".join(letters[i : i + _GROUP] for i in range(0, len(letters), _GROUP))


def typed(purpose: str, text: str, size: int) -> bytes:
    """The secret of a code as a person typed it; a slip is told in words."""
    letters = re.sub(r"[\s\-]", "", text).upper().translate(_READ_AS)
    unknown = sorted(set(letters) - set(_ALPHABET))
    if unknown:
        raise WrongSecret(
            filled("A code never holds the character {character}.", character=repr(unknown[0])),
            "Check it against the paper.",
        )
    padded_size = size + -size % 5
    expected = (padded_size + _CHECK_SIZE) * 8 // 5
    if len(letters) != expected:
        raise WrongSecret(
            filled(
                "The code has {found} characters; it should have {expected}.", found=len(letters), expected=expected
            ),
            "Check it against the paper.",
        )
    raw = _decode(letters)
    secret = raw[:size]
    if raw[size:] != bytes(-size % 5) + _checksum(purpose, secret):
        raise WrongSecret("The code has a slip of the pen in it.", "Check every group of five against the paper.")
    return secret


def found_in(purpose: str, text: str, size: int) -> bytes:
    """The first code of its kind in a longer text, such as the words of a printed kit."""
    length = (size + -size % 5 + _CHECK_SIZE) * 8 // 5
    slip: WrongSecret | None = None
    for start in re.finditer(r"(?<![0-9A-Za-z])(?=[0-9A-Za-z]{5}[\s\-])", text):
        letters = re.match(rf"(?:[0-9A-Za-z][\s\-]*){{{length}}}(?![0-9A-Za-z])", text[start.start() :])
        try:
            return typed(purpose, letters.group() if letters else text, size)
        except WrongSecret as error:
            slip = slip or (error if letters else None)
    raise slip or WrongSecret(
        "No code of this kind is in the file.", "Give the right sheet, or a text file of its codes."
    )


def _checksum(purpose: str, secret: bytes) -> bytes:
    return hashlib.sha256(f"careboard/code/{purpose}/v1\0".encode() + secret).digest()[:_CHECK_SIZE]


def _encode(raw: bytes) -> str:
    number, length = int.from_bytes(raw), len(raw) * 8 // 5
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))


def _decode(letters: str) -> bytes:
    number = 0
    for letter in letters:
        number = number << 5 | _ALPHABET.index(letter)
    return number.to_bytes(len(letters) * 5 // 8)
