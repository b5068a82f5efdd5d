"""Blocks of a projection as strips: a heading, its lines with their labels, or "Not recorded".

A block is told whole here; only the handover shortens, and says where the whole stands.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from careboard.clinical.values import NOT_RECORDED
from careboard.documents.fonts import BOLD, REGULAR
from careboard.documents.ink import FAINT, Type
from careboard.documents.strips import (
    Cell,
    Column,
    Mark,
    Strip,
    body,
    heading,
    height_of,
    labelled,
    paragraph,
    row,
)
from careboard.documents.typeset import Run, width_of
from careboard.projections.summary import Block
from careboard.projections.wording.voice import Line, Voice
from careboard.projections.wording.written import paragraphs

_SCALES = (0.92, 0.84, 0.77, 0.7, 0.66, 0.6, 0.55)
_SMALLEST = 5.9  # letters in points that can still be read
# What a clinician looks for in a block (decision 0016): where it is not there, it is said that it is not recorded.
_EXPECTED = {
    "care-provided": ("Recapitulation",),
    "condition-and-disposition": ("Condition", "Outcome", "Disposition"),
    "risk": ("Risk of suicide", "Access to means"),
    "scores": ("PHQ-9",),
    "follow-up": ("Follow-up within 7 days", "Aftercare"),
}
_TOLD_IN_WORDS = ("Recapitulation", "Condition")  # what somebody wrote under the heading tells of it
_SPACE = Strip(4, keep=True)


def block_strips(block: Block, column: Column, kind: Type, voice: Voice, *, level: int = 0) -> list[Strip]:
    """A block under its heading."""
    mark = Mark(block.key, block.heading, level)
    return [*heading(block.heading, column, kind, mark), *lines_strips(block.lines, column, kind, voice)]


def with_all_expected(block: Block, voice: Voice) -> Block:
    """The block, with what is looked for in it and is not recorded."""
    told = " ".join(f"{line.label} {line.text}" for line in block.lines).casefold()
    written = any(not line.label for line in block.lines)
    lacking = [
        label
        for label in _EXPECTED.get(block.key, ())
        if voice(label).casefold() not in told and not (written and label in _TOLD_IN_WORDS)
    ]
    if not (lacking and block.recorded):
        return block
    more = [Line(voice(label), voice(NOT_RECORDED)) for label in lacking]
    first = more[:1] if lacking[0] == _EXPECTED[block.key][0] else []  # what is looked for first stands first
    return replace(block, lines=(*first, *block.lines, *more[len(first) :]))


def lines_strips(lines: Sequence[Line], column: Column, kind: Type, voice: Voice) -> list[Strip]:
    """Lines below each other, each label beside or above its text; "Not recorded" where there is none."""
    if not lines:
        return paragraph([Run(voice(NOT_RECORDED))], column, kind.body, kind.leading, colour=FAINT)
    first = line_strips(lines[0], column, kind)
    if not lines[0].label and len(lines) > 1:
        first[-1] = replace(first[-1], keep=True)  # a title is not parted from what it is the title of
    return [*first, *(strip for line in lines[1:] for strip in line_strips(line, column, kind))]


def line_strips(line: Line, column: Column, kind: Type, *, strong: bool = False) -> list[Strip]:
    """One line with its label."""
    before = kind.leading * 0.16
    if line.block and line.label:
        above = paragraph(body(line.label, strong=True), column, kind.body, kind.leading, before=before * 2, keep=True)
        return [*above, *_text(line, column, kind)]
    if line.marked and not line.label:
        first, *others = _text(line, column, kind)
        return [replace(first, before=before), *others]
    if line.label:
        return labelled(line.label, body(line.text, strong=strong), column, kind, before)
    return paragraph(body(line.text, strong=strong), column, kind.body, kind.leading, before=before)


def _text(line: Line, column: Column, kind: Type) -> list[Strip]:
    """The text of a line; what was written here as its writer marked it."""
    if not line.marked:
        return paragraph(body(line.text), column, kind.body, kind.leading)
    shown = paragraphs(line.text)
    indent = max((width_of([Run(one.bullet)], kind.body) for one in shown if one.lead), default=0.0) + kind.body * 0.7
    strips: list[Strip] = []
    for one in shown:
        runs = tuple(Run(piece.text, BOLD if piece.strong or one.heading else REGULAR) for piece in one.pieces)
        if one.lead:
            inside = Column(column.x + indent, column.width - indent)
            cells = [Cell(Column(column.x, indent), (Run(one.bullet),), kind.body), Cell(inside, runs, kind.body)]
            strips += row(cells, kind.leading)
        else:
            above = kind.leading * 0.3 if one.heading and strips else 0.0
            strips += paragraph(runs, column, kind.body, kind.leading, before=above, keep=one.heading)
    return strips


def fitted(make: Callable[[Type], list[Strip]], kind: Type, room: float) -> list[Strip]:
    """The strips in the largest letters in which they stand on one page; in full size over several, where none will do.

    Height shrinks with the square of the letters at best, as they also break into fewer lines; so few sizes are tried.
    """
    whole = make(kind)
    high = height_of(whole)
    if high <= room:
        return whole
    for scale in (one for one in _SCALES if kind.body * one >= _SMALLEST and high * one * one <= room):
        strips = make(kind.scaled(scale))
        if height_of(strips) <= room:
            return strips
    return whole


def titled(title: str, column: Column, kind: Type, key: str) -> list[Strip]:
    """The title of a part that begins a page."""
    strips = paragraph([Run(title, BOLD)], column, kind.title, kind.title * 1.25, keep=True)
    first = strips[0]
    return [Strip(first.height, first.ink, first.before, keep=True, mark=Mark(key, title)), *strips[1:], _SPACE]
