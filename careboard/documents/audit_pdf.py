"""The audit on paper: the rows as a table, its headings on every page, and how many pages there are.

It says of whom and which days it tells, and that nothing of what was written stands in it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from careboard.documents.fonts import BOLD, MEDIUM, REGULAR, load_fonts
from careboard.documents.ink import BODY, FAINT, RULE
from careboard.documents.pages import FULL, HEIGHT, About, Placed, paginated, painted, stacked
from careboard.documents.sheet import DOT
from careboard.documents.strips import Box, Cell, Column, Strip, Words, paragraph, row
from careboard.documents.typeset import Run, lines_of, width_of
from careboard.projections.audit import AuditRow, headings
from careboard.projections.wording.times import moment
from careboard.projections.wording.voice import Voice

_SHARES = (15, 14, 13, 16, 12, 12, 10, 8)
_SIZE, _LEADING = 7.2, 9.6
_TOP, _FOOT = 34.0, 46.0


def audit_pdf(rows: Sequence[AuditRow], about: str, clinic: str, now: datetime, voice: Voice) -> bytes:
    """The rows as a PDF, in the order given; `about` says which rows they are."""
    load_fonts()
    columns = _columns()
    head = _head(columns, voice)
    strips = [*_first(rows, about, clinic, now, voice), *head]
    strips += [strip for one in rows for strip in _row(one, columns)]
    if not rows:
        strips += paragraph([Run(voice("Nobody did."))], FULL, 9, 12, colour=FAINT, before=6)
    pages = paginated(strips, HEIGHT - _TOP - _FOOT, head)
    dressed = [_dressed(page, number, len(pages), voice) for number, page in enumerate(pages, start=1)]
    described = About(about, clinic or "Careboard", voice("Audit"), "en-US", now)
    return painted(dressed, described).content


def _columns() -> tuple[Column, ...]:
    whole, left, made = sum(_SHARES), FULL.x, []
    for share in _SHARES:
        width = FULL.width * share / whole
        made.append(Column(left, width - 5))
        left += width
    return tuple(made)


def _first(rows: Sequence[AuditRow], about: str, clinic: str, now: datetime, voice: Voice) -> list[Strip]:
    counted = voice.count("{n} row", "{n} rows", len(rows))
    told = voice("Nothing of what was written in a chart stands here; private notes are in no row.")
    under = DOT.join(part for part in (clinic, voice("made {moment}", moment=moment(now, voice)), counted) if part)
    return [
        *paragraph([Run(about, BOLD)], FULL, 15, 20, keep=True),
        *paragraph([Run(under)], FULL, 8.5, 12, colour=BODY, keep=True),
        *paragraph([Run(told)], FULL, 8.5, 12, colour=BODY, keep=True),
        Strip(6, keep=True),
    ]


def _head(columns: Sequence[Column], voice: Voice) -> list[Strip]:
    cells = [
        Cell(column, (Run(word, MEDIUM),), _SIZE, FAINT) for column, word in zip(columns, headings(voice), strict=True)
    ]
    return [replace(strip, keep=True) for strip in row(cells, _LEADING, padding=2.5)]


def _row(one: AuditRow, columns: Sequence[Column]) -> list[Strip]:
    font = MEDIUM if one.pinned else REGULAR
    cells = [Cell(column, (Run(text, font),), _SIZE) for column, text in zip(columns, one.cells, strict=True)]
    return row(cells, _LEADING, rule=FULL, padding=2.5)


def _dressed(page: Sequence[Placed], number: int, pages: int, voice: Voice) -> list[Placed]:
    moved = [Placed(one.down + _TOP, one.strip) for one in page]
    words = lines_of([Run(voice("Page {n} of {total}", n=number, total=pages))], 90, 8)[0]
    right = Words(FULL.x + FULL.width - width_of(words, 8), 12, words, 8, BODY)
    foot = [Strip(16, (Box(FULL.x, 0, FULL.width, 0, frame=RULE, thickness=0.7), right))]
    return [*moved, *stacked(foot, HEIGHT - _FOOT + 6)]
