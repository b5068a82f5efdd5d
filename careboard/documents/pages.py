"""Strips on pages, and pages as a PDF: the same head and foot on each, fonts embedded, an outline, a language.

The same pages give the same bytes: the only time in a PDF is the one that its maker names.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Any, assert_never

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from careboard.documents.fonts import REGULAR, load_fonts
from careboard.documents.strips import Box, Column, Dot, Link, Path, Strip, Words, height_of

WIDTH: float
HEIGHT: float
WIDTH, HEIGHT = letter
MARGIN = 46.0
FULL = Column(MARGIN, WIDTH - 2 * MARGIN)


@dataclass(frozen=True, slots=True)
class Placed:
    """A strip where it stands, down from the top of the page."""

    down: float
    strip: Strip


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part of the document stands: page from 1, and from where to where down from the top, in points."""

    key: str
    page: int
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished PDF."""

    content: bytes
    pages: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class About:
    """What a PDF says of itself."""

    title: str
    author: str
    subject: str
    language: str
    made_at: datetime


def paginated(strips: Sequence[Strip], height: float, again: Sequence[Strip] = ()) -> list[list[Placed]]:
    """The strips on as many pages as they need; what belongs together stays so where one page can hold it.

    `again` stands once more at the top of each further page: the headings of a table.
    """
    pages: list[list[Placed]] = [[]]
    used = 0.0
    for group in _groups(strips):
        high = sum(one.before + one.height for one in group)
        whole = high - group[0].before
        for one in group:
            before = one.before if pages[-1] else 0.0
            new = one is group[0] and bool(pages[-1]) and used + high > height and whole <= height
            if new or (pages[-1] and used + before + one.height > height + 0.01):
                pages.append(stacked(again))
                used, before = height_of(again), 0.0
            pages[-1].append(Placed(used + before, one))
            used += before + one.height
    return pages


def stacked(strips: Sequence[Strip], down: float = 0.0) -> list[Placed]:
    """Strips below each other, the first one at `down`."""
    placed: list[Placed] = []
    for one in strips:
        down += one.before if placed else 0.0
        placed.append(Placed(down, one))
        down += one.height
    return placed


def _groups(strips: Iterable[Strip]) -> Iterable[list[Strip]]:
    group: list[Strip] = []
    for one in strips:
        group.append(one)
        if not one.keep:
            yield group
            group = []
    if group:
        yield group


def nothing() -> None:
    """Nobody watches."""


def painted(pages: Sequence[Sequence[Placed]], about: About, step: Callable[[], None] = nothing) -> Paper:
    """The pages as a PDF, with an outline of their marks; `step` is called before each page."""
    load_fonts()
    out = BytesIO()
    canvas = Canvas(out, pagesize=letter, pageCompression=1, lang=about.language, invariant=1, initialFontName=REGULAR)
    _describe(canvas, about)
    marked = {one.strip.mark.key for page in pages for one in page if one.strip.mark}
    for page in pages:
        step()
        _paint(canvas, page, marked)
        canvas.showPage()
    canvas.save()
    return Paper(out.getvalue(), len(pages), tuple(_places(pages)))


def _describe(canvas: Any, about: About) -> None:
    canvas.setTitle(about.title)
    canvas.setAuthor(about.author)
    canvas.setSubject(about.subject)
    canvas.setCreator("Careboard")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    stamp = canvas._doc._timeStamp  # noqa: SLF001 - the one place for the time of the content instead of a clock's
    moment = about.made_at.timetuple()
    stamp.t, stamp.lt = about.made_at.timestamp(), time.struct_time(moment)
    stamp.YMDhms, stamp.dhh, stamp.dmm = tuple(moment)[:6], 0, 0


def _places(pages: Sequence[Sequence[Placed]]) -> Iterable[Place]:
    for number, page in enumerate(pages, start=1):
        marks = [(one.strip.mark.key, one.down) for one in page if one.strip.mark]
        end = max((one.down + one.strip.height for one in page), default=0.0)
        ends = [*(top for _, top in marks[1:]), end]
        yield from (Place(key, number, top, low) for (key, top), low in zip(marks, ends, strict=False))


def _paint(canvas: Any, page: Sequence[Placed], marked: set[str]) -> None:
    words: list[tuple[float, Words]] = []
    for placed in page:
        top = HEIGHT - placed.down
        if (mark := placed.strip.mark) is not None:
            canvas.bookmarkHorizontal(mark.key, 0, top + 8)
            if mark.title:
                canvas.addOutlineEntry(mark.title, mark.key, mark.level)
        for ink in placed.strip.ink:
            if isinstance(ink, Words):
                words.append((top, ink))
            else:
                _draw(canvas, ink, top, marked)
    _write(canvas, words)


def _write(canvas: Any, words: Iterable[tuple[float, Words]]) -> None:
    text = canvas.beginText()
    font, colour = ("", 0.0), ""
    for top, ink in words:
        text.setTextOrigin(ink.x, top - ink.down)
        if ink.colour != colour:
            colour = ink.colour
            text.setFillColor(_colour(colour))
        for run in ink.line:
            if (run.font, ink.size) != font:
                font = (run.font, ink.size)
                text.setFont(run.font, ink.size)
            text.textOut(run.text)
    canvas.drawText(text)


def _draw(canvas: Any, ink: Box | Path | Dot | Link, top: float, marked: set[str]) -> None:
    match ink:
        case Box():
            _draw_box(canvas, ink, top)
        case Path():
            canvas.setStrokeColor(_colour(ink.colour))
            canvas.setLineWidth(ink.thickness)
            path = canvas.beginPath()
            path.moveTo(ink.points[0][0], top - ink.points[0][1])
            for x, down in ink.points[1:]:
                path.lineTo(x, top - down)
            canvas.drawPath(path)
        case Dot():
            canvas.setFillColor(_colour(ink.colour))
            canvas.circle(ink.x, top - ink.down, ink.radius, stroke=0, fill=1)
        case Link():
            if ink.to in marked:
                low = top - ink.down - ink.height
                canvas.linkRect("", ink.to, (ink.x, low, ink.x + ink.width, low + ink.height), thickness=0)
        case _:
            assert_never(ink)


def _draw_box(canvas: Any, box: Box, top: float) -> None:
    if box.fill:
        canvas.setFillColor(_colour(box.fill))
    if box.frame:
        canvas.setStrokeColor(_colour(box.frame))
        canvas.setLineWidth(box.thickness)
    low = top - box.down - box.height
    if box.height:
        canvas.rect(box.x, low, box.width, box.height, stroke=int(bool(box.frame)), fill=int(bool(box.fill)))
    else:
        canvas.line(box.x, low, box.x + box.width, low)


@cache
def _colour(token: str) -> Any:
    return HexColor(token)
