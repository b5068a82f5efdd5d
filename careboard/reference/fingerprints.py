"""A key as six words that two people can read to each other, from the large list of the EFF: 77 bits."""

from functools import cache

from careboard.assets import resource

WORDS = 6


def six_words(key: str) -> tuple[str, ...]:
    """The words of a key id, which is 64 hex digits; the same for everybody, other for nearly every other key."""
    words, rest, found = _list(), int(key, 16), []
    for _place in range(WORDS):
        rest, at = divmod(rest, len(words))
        found.append(words[at])
    return tuple(found)


@cache
def _list() -> tuple[str, ...]:
    return tuple(resource("words", "eff_large.txt").read_text(encoding="ascii").split())
