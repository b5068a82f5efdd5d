"""The few refusals that every value shares.

Each raises ValueError with one plain sentence, and never repeats what was entered: the sentence may reach a log.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

_ID = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MOST_DIGITS = 1_000
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
    if not text.strip():
        raise ValueError(sentence)


def need_all_words(texts: Iterable[str], sentence: str) -> None:
    """Refuse a list in which a line is blank."""
    for text in texts:
        need_words(text, sentence)


def need_id(value: str | None) -> None:
    """Refuse what is no record, stream or member id: 64 lower-case hexadecimal digits; None is no id, and passes."""
    if value is not None and not _ID.fullmatch(value):
        raise ValueError("An id is 64 lower-case hexadecimal digits.")


def need_ids(values: tuple[str, ...]) -> None:
    """Refuse a list in which something is no id, or stands twice."""
    for value in values:
        need_id(value)
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
    """Refuse infinity, what is no number, and one that fills pages when it is written out; None passes."""
    if value is not None and not (value.is_finite() and abs(value.adjusted()) < MOST_DIGITS):
        raise ValueError("A number is finite, and has less than 1,000 digits before and after its point.")


def need_above_zero(value: Decimal | int | None, sentence: str) -> None:
    """Refuse zero, less, and what is no number; None is not recorded, and passes."""
    if isinstance(value, Decimal):
        need_number(value)
    if value is not None and value <= 0:
        raise ValueError(sentence)
