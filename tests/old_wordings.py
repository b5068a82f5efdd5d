"""Outdated wordings of 42 CFR part 2, found in whatever leaves the program."""

from careboard.reference.statements import part2_statements


def old_wordings_in(text: str) -> tuple[str, ...]:
    """Those that stand in a text, however it is wrapped or capitalised."""
    flat = _flat(text)
    return tuple(old for old in part2_statements().old_wordings if _flat(old) in flat)


def _flat(text: str) -> str:
    return " ".join(text.casefold().split())
