"""Page 1 of a summary: the handover, always exactly one page.

Where it would be longer, the longest parts are shortened by a line at a time, and each says on which page it goes on;
the newest changes of medicines stay. Risk and allergies are shortened last.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from careboard.documents.blocks import line_strips, lines_strips
from careboard.documents.fonts import BOLD, HEAVY, MEDIUM
from careboard.documents.ink import ACCENT, BODY, PANEL, Type
from careboard.documents.pages import FULL, Placed, stacked
from careboard.documents.sheet import DOT, Sheet, identifying
from careboard.documents.strips import Column, Link, Mark, Strip, heading, height_of, panel, paragraph
from careboard.documents.typeset import Run
from careboard.projections.summary import Block, Summary
from careboard.projections.wording.voice import Line, Voice, joined

# Block of page 1 -> the key of the part of the document that has it whole.
WHOLE = {
    "reason-for-admission": "reason-for-admission",
    "diagnoses": "diagnoses",
    "risk-now": "risk",
    "allergies": "allergies",
    "medicine-changes": "care-provided",
    "last-doses": "medicines",
    "next-appointments": "appointments",
    "contacts": "contacts",
}
_NEWEST_LAST = ("medicine-changes",)
_SHORTENED_LAST = ("risk-now", "allergies")
_OF_MEDICINES = ("medicine-changes", "last-doses")
_NAMES = 180.0  # a column in which most names of medicines stand on one line
_LEAST = 2  # lines of a part that stay
_DENSE = 0.86
_BETWEEN = 12.0


@dataclass(frozen=True, slots=True)
class _Part:
    block: Block
    head: list[Strip]
    text: list[list[Strip]]
    shown: int

    @property
    def cut(self) -> bool:
        return self.shown < len(self.text)

    @property
    def kept(self) -> list[Strip]:
        several = self.text[-self.shown :] if self.block.key in _NEWEST_LAST else self.text[: self.shown]
        return [strip for one in several for strip in one]


@dataclass(frozen=True, slots=True)
class _Set:
    """The page in letters of one size, before it is shortened."""

    kind: Type
    top: list[Strip]
    parts: list[_Part]
    end: list[Strip]

    @property
    def around(self) -> float:
        """How high everything is that is never shortened."""
        return height_of(self.top) + height_of(self.end) + _BETWEEN


def handover_page(summary: Summary, sheet: Sheet, kind: Type, pages: Mapping[str, int]) -> list[Placed]:
    """The one page; `pages` says on which page each part of the document begins."""
    room, voice = sheet.room, sheet.voice
    page = _set(summary, voice, kind)
    if page.around + _height(page.parts, kind) > room:
        page = _set(summary, voice, kind.scaled(_DENSE))
    parts = _shortened(page.parts, page.kind, room - page.around)
    middle = [one for part in parts for one in _strips(part, page.kind, voice, pages)]
    return stacked([*page.top, *middle, Strip(_BETWEEN), *page.end])


def _set(summary: Summary, voice: Voice, kind: Type) -> _Set:
    parts = [_part(block, kind, voice) for block in summary.handover]
    return _Set(kind, _top(summary, kind, voice), parts, _crisis(summary, kind))


def _part(block: Block, kind: Type, voice: Voice) -> _Part:
    wide = replace(kind, label_column=_NAMES) if block.key in _OF_MEDICINES else kind
    text = [one for line in block.lines for one in _divided(line, wide, strong=block.key in _SHORTENED_LAST)] or [
        lines_strips((), FULL, kind, voice)
    ]
    return _Part(block, heading(block.heading, FULL, kind, Mark(f"handover-{block.key}")), text, len(text))


def _divided(line: Line, kind: Type, *, strong: bool) -> list[list[Strip]]:
    """What may stand without the rest: each line of a long text, but a text with its label only as a whole."""
    strips = line_strips(line, FULL, kind, strong=strong)
    return [strips] if line.label else [[strip] for strip in strips]


def _shortened(parts: list[_Part], kind: Type, room: float) -> list[_Part]:
    """One line less of the longest part, until all of them stand on the page."""
    while _height(parts, kind) > room:
        longer = [i for i, part in enumerate(parts) if part.shown > _LEAST]
        if not longer:
            break
        first = [i for i in longer if parts[i].block.key not in _SHORTENED_LAST]
        most = max(first or longer, key=lambda i: height_of(parts[i].kept))
        parts = [replace(part, shown=part.shown - (i == most)) for i, part in enumerate(parts)]
    return parts


def _height(parts: Sequence[_Part], kind: Type) -> float:
    strips = (strip for part in parts for strip in (*part.head, *part.kept))
    return sum(strip.before + strip.height for strip in strips) + kind.leading * sum(part.cut for part in parts)


def _strips(part: _Part, kind: Type, voice: Voice, pages: Mapping[str, int]) -> list[Strip]:
    if not part.cut:
        return [*part.head, *part.kept]
    whole = WHOLE[part.block.key]
    words = voice("\N{HORIZONTAL ELLIPSIS} continued on page {n}", n=pages.get(whole, 1))
    more = paragraph([Run(words, MEDIUM)], FULL, kind.label, kind.leading, colour=ACCENT)
    more[0] = replace(more[0], ink=(*more[0].ink, Link(FULL.x, 0, FULL.width, kind.leading, whole)))
    if part.block.key in _NEWEST_LAST:
        return [*part.head, *more, *part.kept]
    return [*part.head, *part.kept, *more]


def _top(summary: Summary, kind: Type, voice: Voice) -> list[Strip]:
    """Title, name and who it is, for whom, and whose it is."""
    identity = summary.identity
    about = identifying(identity, voice, whole=True)
    title = paragraph([Run(summary.title, BOLD)], FULL, kind.heading, kind.heading * 1.4, colour=ACCENT)
    title[0] = replace(title[0], mark=Mark("handover", summary.title))
    name = paragraph([Run(identity.name, HEAVY)], FULL, kind.title + 2, kind.title * 1.36)
    rest = paragraph([Run(about)], FULL, kind.body, kind.leading, colour=BODY)
    return [
        *title,
        *name,
        *rest,
        *paragraph([Run(_whose(summary, voice))], FULL, kind.label, kind.leading, colour=BODY),
    ]


def _whose(summary: Summary, voice: Voice) -> str:
    release = summary.release
    to = voice("for {recipient}", recipient=release.recipient) if release.recipient else ""
    by = voice("signed by {who}", who=summary.signed_by) if summary.signed_by else voice("not signed")
    return joined([summary.clinic, joined([to, release.ground_words]), by], DOT)


def _crisis(summary: Summary, kind: Type) -> list[Strip]:
    inside = Column(FULL.x + 10, FULL.width - 20)
    return panel(paragraph([Run(summary.crisis_line, BOLD)], inside, kind.body, kind.leading), FULL, PANEL, ACCENT, 4)
