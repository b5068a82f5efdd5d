"""What a key changes in a text to mark it: words bold or no longer, lines as a list or heading, Enter within a list.

Only marks are written and taken away, never a word; where a mark would show nothing, none is written.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from careboard.projections.wording.written import BOLD, HEADING, ITEM, lead_of, marks_of

NUMBER = "1. "


class Edit(NamedTuple):
    """These characters become that text."""

    start: int
    stop: int
    text: str


def applied(text: str, edits: Sequence[Edit]) -> str:
    """The text with edits, which stand in order and do not overlap."""
    for edit in reversed(edits):
        text = text[: edit.start] + edit.text + text[edit.stop :]
    return text


# -- bold ---------------------------------------------------------------------------------------------------------


def bold_toggled(text: str, start: int, stop: int) -> tuple[Edit, ...]:
    """The words between two characters become bold; where all that can be are, they are bold no more."""
    places = list(_words_of_lines(text, start, stop))
    found = [_span_around(text, place) for place in places]
    made = [edit for place, span in zip(places, found, strict=True) if not span for edit in _made_bold(text, *place)]
    spans = dict.fromkeys(span for span in found if span)
    return tuple(made or (edit for begin, end in spans for edit in _taken_away(begin, end)))


def _words_of_lines(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """What lies between two characters, line by line: whole words, without lead and blanks."""
    for at, line in _lines(text):
        begin, end = max(start, at + len(_begun(line))), min(stop, at + len(line))
        while begin < end and text[begin].isspace():
            begin += 1
        while end > begin and text[end - 1].isspace():
            end -= 1
        if begin < end:
            yield _whole_words(text, begin, end)


def _whole_words(text: str, begin: int, end: int) -> tuple[int, int]:
    while begin and _in_word(text[begin - 1]) and _in_word(text[begin]):
        begin -= 1
    while end < len(text) and _in_word(text[end]) and _in_word(text[end - 1]):
        end += 1
    return begin, end


def _in_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def _spans(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The bold spans of the line that touch what lies there."""
    for at, line in _lines(text):
        if at <= begin <= at + len(line):
            for start, stop in marks_of(line).bold:
                if at + start < end and begin < at + stop:
                    yield at + start, at + stop


def _span_around(text: str, place: tuple[int, int]) -> tuple[int, int] | None:
    begin, end = place
    return next((one for one in _spans(text, begin, end) if one[0] <= begin and end <= one[1]), None)


def _taken_away(begin: int, end: int) -> Iterator[Edit]:
    yield Edit(begin, begin + len(BOLD), "")
    yield Edit(end - len(BOLD), end, "")


def _made_bold(text: str, begin: int, end: int) -> tuple[Edit, ...]:
    """Stars around it, those of shorter spans within it away; nothing where it would not become bold by that."""
    inside = list(_spans(text, begin, end))
    begin, end = min([begin, *(one[0] for one in inside)]), max([end, *(one[1] for one in inside)])
    removed = [edit for span in inside for edit in _taken_away(*span)]
    edits = tuple(sorted([Edit(begin, begin, BOLD), *removed, Edit(end, end, BOLD)], key=lambda one: one.start))
    at = len(BOLD) * (2 - 2 * len(inside))
    made = _span_around(applied(text, edits), (begin, end + at))
    return edits if made == (begin, end + at) else ()


# -- lists and headings -------------------------------------------------------------------------------------------


def lead_toggled(text: str, start: int, stop: int, lead: str) -> tuple[Edit, ...]:
    """The lines between two characters begin with a lead, numbers counting up; where all do, with none any more."""
    held = [(at, line) for at, line in _lines(text) if at <= stop and start <= at + len(line)]
    lines = [one for one in held if one[1].strip()] or held
    if all(_kind(line) == lead for _at, line in lines):
        return tuple(Edit(at, at + len(_begun(line)), "") for at, line in lines)
    leads = (f"{number}. " if lead == NUMBER else lead for number in range(1, len(lines) + 1))
    return tuple(Edit(at, at + len(_begun(line)), own) for (at, line), own in zip(lines, leads, strict=True))


def _begun(line: str) -> str:
    """The lead of a line, also of one in which nothing stands behind it yet."""
    return lead_of(line) or lead_of(f"{line}x")


def _kind(line: str) -> str:
    begun = _begun(line)
    return begun if begun in (ITEM, HEADING, "") else NUMBER


def led_twice(line: str) -> Edit | None:
    """Who types the lead that Enter has written already, finds it once; None for any other line."""
    begun = _begun(line)
    twice = bool(begun) and line == begun + begun.rstrip()
    return Edit(len(begun), len(line), "") if twice else None


def entered(line: str, at: int) -> Edit | None:
    """What Enter writes there in a line of a list: the next one, or the end of the list; None elsewhere."""
    begun = _begun(line)
    if begun in ("", HEADING) or at < len(begun):
        return None
    if not line[len(begun) :].strip():
        return Edit(0, len(line), "")
    following = begun if begun == ITEM else f"{int(begun[:-2]) + 1}. "
    if not _begun(following):  # the last number that begins a line of a list
        return None
    return Edit(at, at, f"\n{following}")
