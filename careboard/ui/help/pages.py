"""The pages of help: Markdown in `resources/help/`, readable there too; titles, sections, and what words stand in them.

No page is written in a screen, and a page that is asked for and not there is the index.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from careboard.assets import resource
from careboard.i18n import gettext as _
from careboard.ui.help.shortcuts import Where, of

INDEX, KEYS = "index", "keys"


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a page: its title and its words; `anchor` is empty for what stands before the first heading."""

    page: str
    title: str
    anchor: str
    words: str

    @property
    def told(self) -> str:
        """All of its words, in small letters."""
        return f"{self.title} {self.words}".casefold()

    @property
    def link(self) -> str:
        """Where it is found."""
        return f"{self.page}.md#{self.anchor}" if self.anchor else f"{self.page}.md"


def names() -> tuple[str, ...]:
    """Every page that there is, by its name without an ending."""
    return tuple(sorted(file.stem for file in resource("help").glob("*.md")))


@cache
def text(page: str) -> str:
    """The Markdown of a page; of one that is not there, of the index."""
    file = resource("help", f"{page}.md")
    return (file if page in names() else resource("help", f"{INDEX}.md")).read_text(encoding="utf-8")


def title(page: str) -> str:
    """The title of a page."""
    return text(page).partition("\n")[0].lstrip("# ").strip()


def anchor(heading: str) -> str:
    """How a heading is linked to, as it is in a repository's reader: small letters, hyphens for spaces."""
    return re.sub(r"[^\w\- ]", "", heading.casefold()).strip().replace(" ", "-")


def parts(page: str) -> Iterator[Part]:
    """The sections of a page, in order."""
    heading, link = title(page), ""
    words: list[str] = []
    for line in text(page).splitlines()[1:]:
        if line.startswith("#"):
            yield Part(page, heading, link, "\n".join(words))
            heading, words = line.lstrip("# ").strip(), []
            link = anchor(heading)
        else:
            words.append(line)
    yield Part(page, heading, link, "\n".join(words))


def search(typed: str) -> tuple[Part, ...]:
    """The sections in which every word stands, those first in whose title one does; the format is left out."""
    wanted = typed.casefold().split()
    every = (part for page in names() if page != "format" for part in parts(page))
    found = [
        part for part in every if wanted and all(word in f"{part.title} {part.words}".casefold() for word in wanted)
    ]
    return tuple(sorted(found, key=lambda part: not any(word in part.title.casefold() for word in wanted)))


def keys_page() -> str:
    """The page of all shortcuts, made from their list."""
    lines = [f"# {_('Every shortcut')}", "", _("Single letters act only where the list or chart has the keyboard."), ""]
    for where in Where:
        lines += [f"## {where.value}", "", f"| {_('Keys')} | {_('What they do')} |", "|---|---|"]
        lines += [f"| {one.shown.replace('|', '')} | {one.does} |" for one in of(where)]
        lines.append("")
    return "\n".join(lines)
