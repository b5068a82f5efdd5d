"""Blanks of a phrase or a template: `***` to be filled, `{a|b|c}` to be chosen from, `___` that may stay empty.

What must be filled keeps a note from being signed; what may stay empty disappears, and its line with it if nothing
else stands there. `{a|b|}` may stay empty too: its last choice is to say nothing.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from careboard.i18n import gettext as _
from careboard.projections.wording.written import BOLD
from careboard.projections.writing.runs import Runs, plain, without

_BLANK = re.compile(r"\*\*\*|\{[^{}|\n]*(?:\|[^{}|\n]*)+\}|_{3,}")
# A label is one or a few words of letters alone: whatever else stands before a blank was said, and stays.
# It may be bold, or stand in a line of a list.
_ONLY_LABEL = re.compile(r"(?:- )?(?:\*\*)?[^\W\d_][^\W\d_ '-]*(?:[ '-][^\W\d_ '-]+){0,3}:(?:\*\*)?")
_LEAD = re.compile(r"-|[0-9]{1,3}\.")  # of a list, when nothing stands behind it
_STARS_BEFORE, _STARS_BEHIND = re.compile(r"(?<!\*)\*\*$"), re.compile(r"\*\*(?!\*)")
_LONGEST_LABEL = 120  # characters before a blank that are looked at, however long the text
_LABEL = re.compile(rf"(?:^|(?<=[.;!?\n]))[ ]?{_ONLY_LABEL.pattern}[ ]*$")


class Blank(NamedTuple):
    """One blank of a text, from its first character to behind its last; `choices` are empty where one types."""

    start: int
    stop: int
    required: bool
    choices: tuple[str, ...] = ()


def blanks(text: str) -> Iterator[Blank]:
    """Every blank, in order."""
    for found in _BLANK.finditer(text):
        words = found.group()
        choices = tuple(choice.strip() for choice in words[1:-1].split("|")) if words.startswith("{") else ()
        required = "" not in choices if choices else words == "***"
        yield Blank(found.start(), found.end(), required, tuple(one for one in choices if one))


def next_blank(text: str, after: int) -> Blank | None:
    """The first blank that begins at or behind a character."""
    return next((one for one in blanks(text) if one.start >= after), None)


def unfilled(text: str) -> Blank | None:
    """The first blank that must be filled."""
    return next((one for one in blanks(text) if one.required), None)


def refusal(blank: Blank) -> str:
    """What is said beside a field in which a blank must be filled."""
    if blank.choices:
        return _("Choose one: {choices}. F2 goes there.").format(choices=", ".join(blank.choices))
    return _("Fill in ***. F2 goes there.")


def without_empty(runs: Runs) -> Runs:
    """The text without the blanks that may stay empty; the label of one goes with it."""
    text = plain(runs)
    empty = (_with_stars(text, one) for one in blanks(text) if not one.required)
    return without(runs, [_whole_line(text, one) or _with_a_space(text, one) for one in empty])


def _with_stars(text: str, blank: Blank) -> Blank:
    """A blank that would have been bold takes its marks along."""
    within = _STARS_BEFORE.search(text[max(blank.start - 3, 0) : blank.start]) and _STARS_BEHIND.match(text, blank.stop)
    return blank._replace(start=blank.start - len(BOLD), stop=blank.stop + len(BOLD)) if within else blank


def _whole_line(text: str, blank: Blank) -> tuple[int, int] | None:
    """The line, where nothing but a label, the lead of a list and marks stand beside the blank."""
    begin = text.rfind("\n", 0, blank.start) + 1
    end = text.find("\n", blank.stop)
    line = text[begin : end if end >= 0 else len(text)]
    before, behind = text[begin : blank.start].strip(), text[blank.stop : begin + len(line)].strip()
    if behind not in ("", BOLD) or "***" in before:
        return None
    says_nothing = not before or _LEAD.fullmatch(before) or _ONLY_LABEL.fullmatch(before)
    return (begin, end + 1 if end >= 0 else len(text)) if says_nothing else None


def _with_a_space(text: str, blank: Blank) -> tuple[int, int]:
    """The blank, with a space too many beside it, or with its label: "Dreams: ___" goes whole."""
    label = _LABEL.search(text, max(blank.start - _LONGEST_LABEL, 0), blank.start)
    after = text[blank.stop : blank.stop + 1]
    if label is not None and after in ("", "\n", "."):
        return (label.start(), blank.stop + (after == "."))
    before = text[blank.start - 1 : blank.start]
    spare = before == " " and (after in " .,;:" or after == "\n")
    return (blank.start - 1 if spare else blank.start, blank.stop)
