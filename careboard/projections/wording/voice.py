"""For whom something is told: the language, the clinic's zone, and the names of entries and members.

What is told is a sentence, a short line, and all of it line by line; the words stand nowhere else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, tzinfo
from types import MappingProxyType

from typing_extensions import override

from careboard.i18n import gettext, ngettext
from careboard.projections.wording.written import unmarked

HEADLINE = 80  # characters that a clinician may type
SHORT_LINE = 240  # characters: longer than any medicine's name; a narrow card ends it earlier
_ENDS = (".", "!", "?", ":")
_CLOSES = "'\")\N{RIGHT SINGLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"


@dataclass(frozen=True, slots=True)
class Voice:
    """How to tell a reader: language code, zone for times, and words for the ids of entries and members."""

    language: str = "en"
    zone: tzinfo = UTC
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __call__(self, sentence: str, **values: object) -> str:
        """The sentence in the reader's language, filled in."""
        told = gettext(sentence, self.language) if sentence else ""
        return told.format(**values) if values else told

    def count(self, one: str, many: str, number: int) -> str:
        """The words for so many; both forms hold {n}."""
        return ngettext(one, many, number, self.language).format(n=number)

    def name(self, of: str | None, otherwise: str) -> str:
        """What an entry or member is called, or the words for one that is not known here."""
        return self.names.get(of, "") or self(otherwise) if of else ""


@dataclass(frozen=True, slots=True)
class Line:
    """One labelled part of a content; `block` sets the label above the text, as a heading.

    `aside` is what only a reader of the whole wants to know: the version of a form, a status that is as usual.
    `marked`: the text was written here, and its writer's marks are obeyed (see `written`).
    """

    label: str
    text: str
    block: bool = False
    aside: bool = False
    marked: bool = False

    @property
    def plain(self) -> str:
        """Its text as words alone."""
        return unmarked(self.text) if self.marked else self.text

    @override
    def __str__(self) -> str:
        if not self.label:
            return self.plain
        return f"{self.label}\n{self.plain}" if self.block else f"{self.label}: {self.plain}"


@dataclass(frozen=True, slots=True)
class Telling:
    """A content in words: one sentence, a short line, and everything that a clinician would read.

    `brief` stands for the lines where only a few words have room; empty where the lines themselves do.
    """

    said: str
    headline: str
    lines: tuple[Line, ...] = ()
    brief: str = ""


# Control characters, and marks that turn the direction of writing: a text may hold them, a screen must not obey them.
_HARMFUL = dict.fromkeys(
    [*range(0x20), *range(0x7F, 0xA0), 0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A)], " "
) | {0x09: "\t", 0x0A: "\n", 0x0D: ""}


def harmless(text: str) -> str:
    """The text without characters that would steer a screen; line breaks and tabs stay."""
    return text if text.isascii() and text.isprintable() else text.translate(_HARMFUL)


def in_one_line(text: str) -> str:
    """A name or a cell: no line break and no mark of direction in it is obeyed."""
    return " ".join(harmless(text).split())


def told(said: str, headline: str, *lines: Line | Iterable[Line], brief: str = "") -> Telling:
    """A telling of what is there: blank lines are left out, the headline is cut at a word."""
    flat = [one for line in lines for one in ([line] if isinstance(line, Line) else line)]
    shown = tuple(_harmless(line) for line in flat if line.text)
    return Telling(sentence(harmless(said)), shortened(harmless(headline), SHORT_LINE), shown, harmless(brief))


def _harmless(line: Line) -> Line:
    label, text = harmless(line.label), harmless(line.text)
    return line if (label, text) == (line.label, line.text) else replace(line, label=label, text=text)


def joined(parts: Iterable[str | None], between: str = ", ") -> str:
    """The parts that are there, joined."""
    return between.join(part for part in parts if part)


def listed(words: Sequence[str], voice: Voice) -> str:
    """The words as a list in a sentence: "Monday, Wednesday and Friday"."""
    *first, last = words or ("",)
    return f"{', '.join(first)} {voice('and')} {last}" if first else last


def bracketed(text: str) -> str:
    """The text in brackets after a space, or nothing."""
    return f" ({text})" if text else ""


def led(lead: str, text: str) -> str:
    """The text after its lead, or nothing where there is no text."""
    return f"{lead}{text}" if text else ""


def sentence(text: str) -> str:
    """The text on one line, beginning with a capital letter unless its case has a meaning, with a full stop."""
    flat = " ".join(text.split())
    return flat if ended(flat) else f"{flat}."


def ended(text: str) -> bool:
    """Does a text end as a sentence does, be it within a quotation?"""
    return text.rstrip(_CLOSES).endswith(_ENDS)


def bare(text: str) -> str:
    """A sentence without its full stop, to go on after it."""
    return text.rstrip().removesuffix(".")


def shortened(text: str, most: int = HEADLINE) -> str:
    """The text on one line, cut at a word with three dots when it is longer than `most` characters."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    cut = flat[: most - 3]
    return f"{cut.rpartition(' ')[0] or cut}..."


def capital(text: str) -> str:
    """The text with its first letter as a capital; the rest as it is."""
    return text[:1].upper() + text[1:]
