"""The few refusals that every value shares.

Each raises ValueError with one plain sentence, and never repeats what was entered: the sentence may reach a log.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

_ID_SIZE = 32  # bytes
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# What a text must hold to be more than blank: spaces, controls, marks of direction and fillers are not seen.
_VISIBLE = re.compile(
    r"[^\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff]"
).search
# Most texts begin with one of these, and a long chart holds twenty thousand texts: the first character is enough then.
_PLAINLY_VISIBLE = frozenset(map(chr, range(0x21, 0x7F)))
MOST_CHARACTERS = 40  # of a number as it is written
MOST_POWER = 20  # of ten, of a number's first digit
MOST_COUNTED = 1_000_000_000
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


def refuse(when: object, sentence: str) -> None:
    """Refuse when the condition holds (or the collection has something in it)."""
    if when:
        raise ValueError(sentence)


def need(present: object, sentence: str) -> None:
    """Refuse what is empty, zero or missing."""
    if not present:
        raise ValueError(sentence)


def need_words(text: str, sentence: str) -> None:
    """Refuse a text without a visible character."""
    if text[:1] not in _PLAINLY_VISIBLE and not _VISIBLE(text):
        raise ValueError(sentence)


def blank(text: str) -> bool:
    """Is nothing of it seen?"""
    return text[:1] not in _PLAINLY_VISIBLE and not _VISIBLE(text)


def need_all_words(texts: Iterable[str], sentence: str) -> None:
    """Refuse a list in which a line is blank."""
    for text in texts:
        need_words(text, sentence)


def need_id(value: str | None) -> None:
    """Refuse what is no record, stream or member id: 64 lower-case hexadecimal digits; None is no id, and passes."""
    if value is not None and not is_id(value):
        raise ValueError("An id is 64 lower-case hexadecimal digits.")


def is_id(text: str) -> bool:
    """Is it 64 lower-case hexadecimal digits? Spelling it anew takes half the time of a pattern."""
    try:
        raw = bytes.fromhex(text)
    except ValueError:
        return False
    return len(raw) == _ID_SIZE and raw.hex() == text


def need_ids(values: tuple[str, ...]) -> None:
    """Refuse a list in which something is no id, or stands twice."""
    for value in values:
        need_id(value)
    if len(values) > 1:
        refuse(len(set(values)) != len(values), "The same entry or person is named twice.")


def need_name(value: str, sentence: str) -> None:
    """Refuse what is not lower-case words joined by hyphens."""
    if not _NAME.fullmatch(value):
        raise ValueError(sentence)


def need_clock(value: str) -> None:
    """Refuse what is no time of day between 00:00 and 23:59."""
    if not _CLOCK.fullmatch(value):
        raise ValueError("A time of day is written as hours and minutes, such as 08:30.")


def need_number(value: Decimal | None) -> None:
    """Refuse what is no number, or cannot be recorded (`can_be_recorded`); None passes."""
    if value is not None and not can_be_recorded(value):
        raise ValueError("A number is finite, has at most 40 characters, and a power of ten from -20 to 20.")


def can_be_recorded(value: Decimal) -> bool:
    """Is it finite, and written with at most 40 characters and with its first digit at a power of ten of -20 to 20?"""
    return value.is_finite() and abs(value.adjusted()) <= MOST_POWER and len(str(value)) <= MOST_CHARACTERS


def need_count(value: int | None, sentence: str) -> None:
    """Refuse less than none, and more than a billion; None is not recorded, and passes."""
    if value is not None and not 0 <= value <= MOST_COUNTED:
        raise ValueError(sentence)


def need_above_zero(value: Decimal | int | None, sentence: str) -> None:
    """Refuse zero, less, and what is no number; None is not recorded, and passes."""
    if isinstance(value, Decimal):
        need_number(value)
    elif value is not None and value > MOST_COUNTED:
        raise ValueError("A whole number is at most 1,000,000,000.")
    if value is not None and value <= 0:
        raise ValueError(sentence)
