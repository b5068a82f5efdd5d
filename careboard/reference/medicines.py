"""Medicines told from the words that name them: ingredients as whole words, and the classes that statements speak of.

Words of a chart are compared and forgotten: nothing that was asked is kept.
"""

import re
from dataclasses import dataclass
from functools import cache

from careboard.reference.tables import Cited, rows

_WORD = re.compile(r"[\w']+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(Cited):
    """An ingredient that a term stands for, such as diazepam for "benzodiazepine"; `spelled` as `plain` writes it."""

    name: str
    spelled: str


def plain(words: str) -> str:
    """Words in lower case with single spaces between and around them and every other mark left out.

    >>> plain("Olanzapine-Samidorphan 5 MG")
    ' olanzapine samidorphan 5 mg '
    """
    straight = words.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return f" {' '.join(_WORD.findall(straight))} "


def mentions(words: str, name: str) -> bool:
    """Whether a name stands in the words, whole: "amphetamine" is not found in "dextroamphetamine"."""
    return plain(name) in plain(words)


@cache
def members(term: str) -> tuple[Member, ...]:
    """The ingredients of a class, or the one ingredient that the term itself names."""
    found = [row for row in rows("medicine_classes") if row["class"] == term]
    if not found:
        return (_member(term, "the statement itself", "verified: named in the statement"),)
    return tuple(_member(row["member"], row["source"], row["status"]) for row in found)


def _member(name: str, source: str, status: str) -> Member:
    return Member(name=name, spelled=plain(name), source=source, status=status)


def matching(words: str, *sought: str) -> Member | None:
    """The first ingredient of the sought terms, in their order, that stands in the words."""
    told = plain(words)
    return next((member for term in sought for member in members(term) if member.spelled in told), None)
