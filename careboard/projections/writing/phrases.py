"""Phrases by name: what `.name` and Tab write out; a library of them as text, as a file, and as the clinic keeps it.

The file is plain text: a line `.name`, the lines of the phrase below it, and so on. A file that is not so is refused
with its line, and nothing of it is taken.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from careboard.i18n import gettext as _
from careboard.projections.writing.unseen import refuse_unseen

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_NAME, LONGEST_PHRASE, MOST = 40, 10_000, 1_000
FIRST_LINE = "Careboard phrases, version 1"
_NAMED = re.compile(r"\.(\S+)\s*")
_SETTING = "phrase-"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text by its name."""

    name: str
    text: str

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name) or len(self.name) > LONGEST_NAME:
            raise ValueError(
                _("A phrase has a name of lower-case letters, digits and hyphens, such as .mse or .sleep-log.")
            )
        if not self.text.strip():
            raise ValueError(_("The phrase .{name} says nothing.").format(name=self.name))
        if len(self.text) > LONGEST_PHRASE:
            raise ValueError(_("The phrase .{name} has more than 10,000 characters.").format(name=self.name))

    @property
    def first_words(self) -> str:
        """How it begins, on one line."""
        return " ".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Offered:
    """A phrase as it is offered to somebody who writes; `own`: from the member's own library, not the clinic's."""

    phrase: Phrase
    own: bool


def offered(own: Iterable[Phrase], clinic: Iterable[Phrase]) -> tuple[Offered, ...]:
    """All phrases by name; an own one stands before the clinic's of the same name."""
    found = {one.name: Offered(one, own=False) for one in clinic} | {one.name: Offered(one, own=True) for one in own}
    return tuple(found[name] for name in sorted(found))


def merged(known: Iterable[Phrase], taken: Iterable[Phrase]) -> tuple[tuple[Phrase, ...], tuple[str, ...]]:
    """The library with those of a file, and the names that it has with another text: these stay as they are."""
    before, found = {one.name: one for one in known}, {one.name: one for one in taken}
    apart = tuple(sorted(name for name in before.keys() & found.keys() if before[name] != found[name]))
    every = found | before
    return tuple(every[name] for name in sorted(every)), apart


# -- as a file ----------------------------------------------------------------------------------------------------


def as_file(phrases: Iterable[Phrase]) -> str:
    """A library as a file. A line that begins with a dot or a backslash has a backslash before it."""
    parts = [f".{one.name}\n{_escaped(one.text.strip())}\n" for one in sorted(phrases, key=lambda one: one.name)]
    return "\n".join((FIRST_LINE + "\n", *parts))


def from_file(text: str) -> tuple[Phrase, ...]:
    """The phrases of a file; raises ValueError with a sentence that names the line."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if lines[0].strip() != FIRST_LINE:
        raise ValueError(_('This is no file of phrases: its first line is not "{line}".').format(line=FIRST_LINE))
    refuse_unseen(lines)
    found: dict[str, list[str]] = {}
    name = ""
    for number, line in enumerate(lines[1:], 2):
        if named := _NAMED.fullmatch(line):
            name = named.group(1)
            if name in found:
                raise ValueError(_("Line {n}: the phrase .{name} stands here twice.").format(n=number, name=name))
            found[name] = []
        elif name:
            found[name].append(line.removeprefix("\\") if line.startswith(("\\.", "\\\\")) else line)
        elif line.strip():
            raise ValueError(
                _("Line {n}: text stands before the first phrase. A phrase begins with .name.").format(n=number)
            )
    return tuple(Phrase(name, "\n".join(words).strip("\n")) for name, words in found.items())


def _escaped(text: str) -> str:
    return "\n".join(f"\\{line}" if line.startswith((".", "\\")) else line for line in text.split("\n"))


# -- as the clinic keeps them -------------------------------------------------------------------------------------


def setting_of(name: str) -> str:
    """The name of the clinic's setting that holds a phrase."""
    return f"{_SETTING}{name}"


def of_settings(settings: Mapping[str, str]) -> tuple[Phrase, ...]:
    """The clinic's phrases, by name; what cannot be one is none."""
    named = {name.removeprefix(_SETTING): text for name, text in settings.items() if name.startswith(_SETTING)}
    return tuple(Phrase(name, named[name]) for name in sorted(named) if _is_one(name, named[name]))


def _is_one(name: str, text: str) -> bool:
    try:
        Phrase(name, text)
    except ValueError:
        return False
    return True
