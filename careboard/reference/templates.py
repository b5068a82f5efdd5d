"""Note templates: headings with a hint each, in our own words, and the one that a role starts with.

A template shapes a note and holds none of it; sites add their own beside these.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from careboard.assets import resource
from careboard.reference.tables import Cited, ReferenceMissing


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a note: its heading, and a hint that is shown while it is empty."""

    heading: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTemplate(Cited):
    """A way to lay out a note of one type, and the disciplines to which it is offered first."""

    id: str
    name: str
    note_type: str
    disciplines: tuple[str, ...]
    sections: tuple[Section, ...]


@cache
def note_templates() -> tuple[NoteTemplate, ...]:
    """Every template that travels with the program, in the order in which they are offered."""
    held = _held()
    return tuple(
        NoteTemplate(
            id=row["id"],
            name=row["name"],
            note_type=row["type"],
            disciplines=tuple(row["disciplines"]),
            sections=tuple(Section(part["heading"], part["hint"]) for part in row["sections"]),
            source=held["source"],
            status=held["status"],
        )
        for row in held["template"]
    )


def template(name: str) -> NoteTemplate | None:
    """The template with this id, such as "med-check"."""
    return next((one for one in note_templates() if one.id == name), None)


def default_template(role: str) -> NoteTemplate | None:
    """The template that a role such as "counselor" starts with; None for a role that writes no notes."""
    return template(_held()["default"].get(role, ""))


@cache
def _held() -> dict[str, Any]:
    path = resource("templates", "notes.toml")
    if not path.is_file():
        raise ReferenceMissing("The note templates are missing.")
    return tomllib.loads(path.read_text(encoding="utf-8"))
