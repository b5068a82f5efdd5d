"""The head and foot of every page: whose paper it is, what it is and is not, its page of how many, and its hash.

Two identifiers of the patient, and each warning, stand on every page: a page may part from the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from careboard.documents.fonts import BOLD, HEAVY, MEDIUM
from careboard.documents.ink import BODY, FAINT, RULE, TEXT, WARN, WARN_LINE, WARN_TINT
from careboard.documents.pages import FULL, HEIGHT, Placed, stacked
from careboard.documents.strips import Box, Cell, Column, Strip, Words, height_of, row
from careboard.documents.typeset import Run, lines_of, width_of
from careboard.projections.summary import Identity
from careboard.projections.wording.voice import Voice, joined

DOT = " \N{MIDDLE DOT} "
_TOP, _FOOT = 30.0, 40.0
_BANNER = 15.0
_HEAD = 9.0
_LINE = 11.5
_SMALL = 7.0
_BETWEEN = 14.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """What every page of a document shows. `warnings` stand in a band at its top, `remarks` in its foot."""

    identity: Identity
    title: str
    voice: Voice
    warnings: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    content_sha256: str = ""

    @property
    def top(self) -> float:
        """Where the text of a page begins, down from its top."""
        return _TOP + height_of(self._head()) + 14

    @property
    def room(self) -> float:
        """How high the text of a page may be."""
        return HEIGHT - self.top - _FOOT - height_of(self._foot("")) - 6

    def dressed(self, pages: Sequence[Sequence[Placed]]) -> list[list[Placed]]:
        """The pages with head and foot."""
        head, top = stacked(self._head(), _TOP), self.top
        return [self._dressed(page, head, top, (number, len(pages))) for number, page in enumerate(pages, start=1)]

    def _dressed(
        self, page: Sequence[Placed], head: Sequence[Placed], top: float, number: tuple[int, int]
    ) -> list[Placed]:
        moved = [Placed(one.down + top, one.strip) for one in page]
        foot = self._foot(self.voice("Page {n} of {total}", n=number[0], total=number[1]))
        return [*head, *moved, *stacked(foot, HEIGHT - _FOOT - height_of(foot))]

    def _head(self) -> list[Strip]:
        who = _identifiers(self.identity, self.voice, Column(FULL.x, FULL.width * 0.64))
        head = _beside(row([who], _LINE), self._title(who))
        rule = Strip(5, (Box(FULL.x, 4, FULL.width, 0, frame=TEXT, thickness=0.8),))
        return [*_banner(self.warnings), *head, rule]

    def _title(self, who: Cell) -> list[Words]:
        """Lines that end at the right edge, in the room that the name leaves beside it."""
        beside = max(width_of(line, size) for line, size, _ in who.lines())
        lines = lines_of([Run(self.title, MEDIUM)], FULL.width - beside - _BETWEEN, 7.5)
        return [
            Words(FULL.x + FULL.width - width_of(line, 7.5), 8.3 + number * _LINE, line, 7.5, FAINT)
            for number, line in enumerate(lines)
        ]

    def _foot(self, page: str) -> list[Strip]:
        left = Column(FULL.x, FULL.width - 90)
        rule = Strip(6, (Box(FULL.x, 0, FULL.width, 0, frame=RULE, thickness=0.7),))
        remarks = joined(self.remarks, DOT)
        printed = self.voice("Content SHA-256 {hash}", hash=self.content_sha256) if self.content_sha256 else ""
        lines = [line for text in (remarks, printed) if text for line in lines_of([Run(text)], left.width, _SMALL)]
        strips = [Strip(9.5, (Words(left.x, 6.5, line, _SMALL, FAINT),)) for line in lines] or [Strip(9.5)]
        number = lines_of([Run(page, BOLD)], 90, 8)[0]
        right = Words(FULL.x + FULL.width - width_of(number, 8), 6.8, number, 8, BODY)
        return [rule, Strip(9.5, (*strips[0].ink, right)), *strips[1:]]


def identifying(identity: Identity, voice: Voice, *, whole: bool = False) -> str:
    """What tells this patient from another of the same name: birth date, sex, pronouns, number."""
    age = voice("{n} years", n=identity.age) if whole and identity.age else ""
    born = joined([voice("Born {day}", day=identity.born), age])
    number = voice("MRN {number}", number=identity.mrn) if identity.mrn else voice("MRN not recorded")
    return joined([born, *([identity.sex, identity.pronouns] if whole else []), number], DOT)


def _identifiers(identity: Identity, voice: Voice, column: Column) -> Cell:
    """Name, birth date and number in one line; below the name where it is long."""
    name, others = Run(identity.name, HEAVY), identifying(identity, voice)
    line = (name, Run(DOT + others))
    if width_of(line, _HEAD) <= column.width:
        return Cell(column, line, _HEAD)
    return Cell(column, (name,), _HEAD, TEXT, (Cell(column, (Run(others),), _HEAD),))


def _banner(warnings: Sequence[str]) -> list[Strip]:
    """All warnings in one band."""
    if not warnings:
        return []
    size, line = 8.5, (Run("   \N{BULLET}   ".join(warnings), HEAVY),)
    x = FULL.x + (FULL.width - width_of(line, size)) / 2
    ground = Box(FULL.x, 0, FULL.width, _BANNER, fill=WARN_TINT, frame=WARN_LINE, thickness=0.8)
    return [Strip(_BANNER + 4, (ground, Words(x, 10.6, line, size, WARN)))]


def _beside(strips: Sequence[Strip], words: Sequence[Words]) -> list[Strip]:
    """Words from the first line of a strip downwards, and room for them."""
    first, *others = strips
    more = _LINE * len(words) - height_of(strips)
    return [replace(first, ink=(*first.ink, *words)), *others, *([Strip(more)] if more > 0 else [])]
