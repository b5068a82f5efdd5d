"""What can be found, by sorts, and which of it the letters typed may mean.

A sign before the letters looks for one sort alone: `@` for people, `>` for commands, `.` for snippets.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from careboard.i18n import gettext as _


class Sort(Enum):
    """What can be found, in the order in which it stands: its sign, its icon, its words."""

    PATIENT = ("@", "patient", _("Patient"))
    COMMAND = (">", "chevron-right", _("Command"))
    MEDICINE = ("", "pill", _("Medicine"))
    SNIPPET = (".", "edit", _("Snippet"))
    NOTE = ("", "document", _("Entry"))

    @property
    def sign(self) -> str:
        """The sign that looks for this sort alone; empty where there is none."""
        return self.value[0]

    @property
    def icon(self) -> str:
        """The name of its icon."""
        return self.value[1]

    @property
    def word(self) -> str:
        """What one of it is called."""
        return self.value[2]


_SIGNS = {sort.sign for sort in Sort if sort.sign}


@dataclass(frozen=True, slots=True)
class Findable:
    """Something to find by its words, with more about it at the right, and what happens then.

    `below` is a second line, such as the part of a note in which the words stand; `also` is found and not shown.
    """

    sort: Sort
    words: str
    about: str
    act: Callable[[], None]
    below: str = ""
    also: str = ""

    @property
    def told(self) -> str:
        """All of it, for a screen reader."""
        return ", ".join(part for part in (self.sort.word, self.words, self.about, self.below) if part)


def sign_of(typed: str) -> str:
    """The sign that was typed first; empty where everything is looked for."""
    return typed[:1] if typed[:1] in _SIGNS else ""


def found(everything: Iterable[Findable], typed: str) -> tuple[Findable, ...]:
    """What the letters typed may mean: every word begins a word of it; patients first, as they stand."""
    sign = sign_of(typed)
    wanted = typed.removeprefix(sign).casefold().split()
    fitting = [one for one in everything if sign in ("", one.sort.sign) and _fits(one, wanted)]
    return tuple(sorted(fitting, key=lambda one: tuple(Sort).index(one.sort)))


def _fits(one: Findable, wanted: Sequence[str]) -> bool:
    words = f"{one.words} {one.about} {one.also}".casefold().replace(",", " ").split()
    return all(any(word.startswith(typed) for word in words) for typed in wanted)
