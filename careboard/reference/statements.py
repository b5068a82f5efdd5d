"""The statements of 42 CFR Part 2 that go with a disclosure, the old wordings of them, and the default crisis lines.

The statements are given byte for byte; the old wordings must never appear in what the program writes.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from careboard.assets import resource
from careboard.reference.tables import Cited, ReferenceMissing


@dataclass(frozen=True, slots=True, kw_only=True)
class Part2Statements(Cited):
    """The long and the short statement of 42 CFR 2.32(a); either one goes with a disclosure made with consent."""

    long: str
    short: str
    old_wordings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CrisisLine(Cited):
    """The crisis line in one language, until the site sets its own."""

    language: str
    text: str


@cache
def part2_statements() -> Part2Statements:
    """The two statements and their old wordings."""
    held = _held()
    return Part2Statements(
        long=held["statement_1"],
        short=held["statement_2"],
        old_wordings=tuple(held["old_wordings"]),
        source=held["source"],
        status=held["status"],
    )


def crisis_line(language: str = "en") -> CrisisLine:
    """The default crisis line; an unknown language gets English."""
    held = _held()["crisis_lines"]
    spoken = language if language in {"en", "es"} else "en"
    return CrisisLine(language=spoken, text=held[spoken], source=held["source"], status=held["status"])


@cache
def _held() -> dict[str, Any]:
    path = resource("facts", "part2_statements.toml")
    if not path.is_file():
        raise ReferenceMissing("The statements of 42 CFR Part 2 are missing.")
    return tomllib.loads(path.read_text(encoding="utf-8"))
