"""Blocks of a projection as strips: a heading, its lines with their labels, or "Not recorded".

A block is told whole here; only the handover shortens, and says where the whole stands.
"""

from collections.abc import Callable, Sequence

from careboard.clinical.values import NOT_RECORDED
from careboard.documents.fonts import BOLD
from careboard.documents.ink import FAINT, Type
from careboard.documents.strips import Column, Mark, Strip, body, heading, height_of, labelled, paragraph
from careboard.documents.typeset import Run
from careboard.projections.summary import Block
from careboard.projections.wording.voice import Line, Voice

_SCALES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7)
_SPACE = Strip(4, keep=True)


def block_strips(block: Block, column: Column, kind: Type, voice: Voice, *, level: int = 0) -> list[Strip]:
    """A block under its heading."""
    mark = Mark(block.key, block.heading, level)
    return [*heading(block.heading, column, kind, mark), *lines_strips(block.lines, column, kind, voice)]


def lines_strips(lines: Sequence[Line], column: Column, kind: Type, voice: Voice) -> list[Strip]:
    """Lines below each other, each label beside or above its text; "Not recorded" where there is none."""
    if not lines:
        return paragraph([Run(voice(NOT_RECORDED))], column, kind.body, kind.leading, colour=FAINT)
    return [strip for line in lines for strip in line_strips(line, column, kind)]


def line_strips(line: Line, column: Column, kind: Type) -> list[Strip]:
    """One line with its label."""
    before = kind.leading * 0.16
    if line.block and line.label:
        above = paragraph(body(line.label, strong=True), column, kind.body, kind.leading, before=before * 2, keep=True)
        return [*above, *paragraph(body(line.text), column, kind.body, kind.leading)]
    if line.label:
        return labelled(line.label, body(line.text), column, kind, before)
    return paragraph(body(line.text), column, kind.body, kind.leading, before=before)


def fitted(make: Callable[[Type], list[Strip]], kind: Type, room: float) -> list[Strip]:
    """The strips in the largest letters in which they stand on one page; in the smallest, where none will do."""
    strips: list[Strip] = []
    for scale in _SCALES:
        strips = make(kind.scaled(scale))
        if height_of(strips) <= room:
            break
    return strips


def titled(title: str, column: Column, kind: Type, key: str) -> list[Strip]:
    """The title of a part that begins a page."""
    strips = paragraph([Run(title, BOLD)], column, kind.title, kind.title * 1.25, keep=True)
    first = strips[0]
    return [Strip(first.height, first.ink, first.before, keep=True, mark=Mark(key, title)), *strips[1:], _SPACE]
