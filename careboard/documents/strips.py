"""What a page is made of: strips, each a line high, with the ink on it; a strip is never divided.

A paragraph is as many strips as it has lines, so a page can end between any two of them, and nothing is ever cut off.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from careboard.documents.fonts import BOLD, MEDIUM, REGULAR
from careboard.documents.ink import BODY, RULE, TEXT, Type
from careboard.documents.typeset import Line, Run, lines_of


@dataclass(frozen=True, slots=True)
class Words:
    """A set line: its left end, and its baseline down from the top of the strip."""

    x: float
    down: float
    line: Line
    size: float
    colour: str = TEXT


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: from the left, down from the top; filled, framed, or both."""

    x: float
    down: float
    width: float
    height: float
    fill: str = ""
    frame: str = ""
    thickness: float = 0.5


@dataclass(frozen=True, slots=True)
class Path:
    """Points joined by a line."""

    points: tuple[tuple[float, float], ...]
    colour: str
    thickness: float = 0.5


@dataclass(frozen=True, slots=True)
class Dot:
    """A round point."""

    x: float
    down: float
    radius: float
    colour: str


@dataclass(frozen=True, slots=True)
class Link:
    """A place that leads to the mark with this key."""

    x: float
    down: float
    width: float
    height: float
    to: str


Ink = Words | Box | Path | Dot | Link
_SetLine = tuple[Line, float, str]  # with its size and colour
_HIGHEST_STRIP = 240.0


@dataclass(frozen=True, slots=True)
class Mark:
    """What begins here: its key for jumps, and its title in the outline; without a title it is not in the outline."""

    key: str
    title: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Strip:
    """`before` is the space above it, but for the top of a page; `keep` holds it on one page with the next strip."""

    height: float
    ink: tuple[Ink, ...] = ()
    before: float = 0.0
    keep: bool = False
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """Where text stands: its left edge and width."""

    x: float
    width: float


def paragraph(
    runs: Sequence[Run],
    column: Column,
    size: float,
    leading: float,
    *,
    colour: str = TEXT,
    before: float = 0.0,
    keep: bool = False,
) -> list[Strip]:
    """A text, line by line."""
    lines = lines_of(runs, column.width, size)
    strips = [Strip(leading, (Words(column.x, _baseline(size, leading), line, size, colour),)) for line in lines]
    return held(strips, before=before, keep=keep)


def labelled(label: str, runs: Sequence[Run], column: Column, kind: Type, before: float = 0.0) -> list[Strip]:
    """A text with its label beside it, in a column of its own."""
    beside = Column(column.x + kind.label_column, column.width - kind.label_column)
    return row(
        [
            Cell(Column(column.x, kind.label_column - 8), (Run(label, MEDIUM),), kind.label, BODY),
            Cell(beside, tuple(runs), kind.body),
        ],
        kind.leading,
        before=before,
    )


def heading(title: str, column: Column, kind: Type, mark: Mark | None = None, *, rule: bool = True) -> list[Strip]:
    """A heading under a hairline, on one page with what follows."""
    line = (Box(column.x, 0, column.width, 0, frame=RULE, thickness=0.7),) if rule else ()
    space = kind.heading * 0.45
    strips = paragraph([Run(title, BOLD)], column, kind.heading, kind.heading * 1.32)
    first = strips[0]
    strips[0] = replace(
        first, height=first.height + space, ink=(*line, *(_lower(ink, space) for ink in first.ink)), mark=mark
    )
    return held(strips, before=kind.heading * 0.9, keep=True, whole=True)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row: several texts below each other, or one."""

    column: Column
    runs: tuple[Run, ...]
    size: float
    colour: str = TEXT
    then: tuple["Cell", ...] = ()

    def lines(self) -> list[_SetLine]:
        """Its lines, with their size and colour."""
        below = [line for cell in self.then if cell.written for line in replace(cell, column=self.column).lines()]
        own = [(line, self.size, self.colour) for line in lines_of(self.runs, self.column.width, self.size)]
        return [*(own if self.written or not below else []), *below]

    @property
    def written(self) -> bool:
        """Is there any text in it?"""
        return any(run.text.strip() for run in self.runs)


def row(
    cells: Iterable[Cell], leading: float, *, before: float = 0.0, rule: Column | None = None, padding: float = 0.0
) -> list[Strip]:
    """Cells side by side: one strip, or a strip for each line where it is so high that a page may end within it."""
    standing = [(cell.column.x, cell.lines()) for cell in cells]
    high = max(len(lines) for _, lines in standing)
    if high * leading <= _HIGHEST_STRIP:
        words = [one for x, lines in standing for one in _words(x, lines, leading)]
        strips = [Strip(high * leading, tuple(words))]
    else:
        strips = [Strip(leading, tuple(_words_of_line(standing, index, leading))) for index in range(high)]
    if padding or rule:
        strips = _padded(strips, padding, rule)
    return held(strips, before=before, whole=True)


def _words(x: float, lines: Sequence[_SetLine], leading: float) -> Iterator[Words]:
    """A cell from its top to its end, so that whoever reads the letters in order reads cell by cell."""
    for index, (line, size, colour) in enumerate(lines):
        yield Words(x, index * leading + _baseline(size, leading), line, size, colour)


def _words_of_line(standing: Sequence[tuple[float, Sequence[_SetLine]]], index: int, leading: float) -> Iterator[Words]:
    for x, lines in standing:
        if index < len(lines):
            line, size, colour = lines[index]
            yield Words(x, _baseline(size, leading), line, size, colour)


def panel(strips: Sequence[Strip], column: Column, fill: str, frame: str, padding: float = 6.0) -> list[Strip]:
    """Strips on a tinted ground with a strong left edge, held on one page where a page can hold them."""
    framed = [Strip(padding), *(replace(one, before=0.0) for one in strips), Strip(padding)]
    grounded = []
    for one in framed:
        ground = Box(column.x, -0.2, column.width, one.height + 0.4, fill=fill)
        edge = Box(column.x, -0.2, 2.4, one.height + 0.4, fill=frame)
        grounded.append(replace(one, ink=(ground, edge, *one.ink)))
    return held(grounded, whole=True)


def held(strips: list[Strip], *, before: float = 0.0, keep: bool = False, whole: bool = False) -> list[Strip]:
    """The strips of one text: no single line of it stands alone on a page; `whole`: all on one page if possible."""
    last = len(strips) - 1
    together = whole or last <= 2
    return [
        replace(
            one,
            before=before if index == 0 else one.before,
            keep=keep if index == last else (together or index in (0, last - 1) or one.keep),
        )
        for index, one in enumerate(strips)
    ]


def height_of(strips: Iterable[Strip]) -> float:
    """How high they are below each other."""
    several = list(strips)
    return sum(one.height + one.before for one in several) - (several[0].before if several else 0)


def body(text: str, *, strong: bool = False) -> tuple[Run, ...]:
    """A text in the body's font."""
    return (Run(text, BOLD if strong else REGULAR),)


def _padded(strips: list[Strip], padding: float, rule: Column | None) -> list[Strip]:
    line = (Box(rule.x, 0, rule.width, 0, frame=RULE),) if rule else ()
    first = strips[0]
    strips[0] = replace(first, height=first.height + padding, ink=(*line, *(_lower(one, padding) for one in first.ink)))
    strips[-1] = replace(strips[-1], height=strips[-1].height + padding)
    return strips


def _lower(ink: Ink, by: float) -> Ink:
    if isinstance(ink, Path):
        return replace(ink, points=tuple((x, down + by) for x, down in ink.points))
    return replace(ink, down=ink.down + by)


def _baseline(size: float, leading: float) -> float:
    """Letters stand in the middle of their strip; 0.73 of the size is Inter's height of capitals."""
    return (leading + size * 0.73) / 2
