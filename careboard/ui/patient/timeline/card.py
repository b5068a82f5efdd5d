"""One entry drawn as a card: laid out once for a width and a text size, painted as often as the list scrolls.

Nothing is cut off but what the open card shows whole: the two lines of text under the headline.
"""

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QTextLayout

from careboard.clinical.entry import Kind
from careboard.projections.timeline import TimelineRow
from careboard.projections.wording import Line
from careboard.ui.look.look import Type, look
from careboard.ui.parts.broken import broken
from careboard.ui.parts.written_text import laid_out as laid_out_as_marked
from careboard.ui.patient.timeline import facts
from careboard.ui.patient.timeline.facts import NOT_TOLD, Tag, Team, Veil, Whereabouts

STRIPE, TILE, RADIUS = 5, 32, 6
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 14, 8, 11  # of the text within the card


_OPEN = Veil()
Spot = tuple[int, int]  # a text of a card, and one of its signs
Passage = tuple[Spot, Spot]  # from before one spot to before another

DOTS = "\N{HORIZONTAL ELLIPSIS}"


@dataclass(frozen=True, slots=True)
class Asked:
    """How a card is wanted: its width in pixels, open or not, the words to mark, and whether hidden weights show."""

    width: int
    opened: bool = False
    unread: bool = False
    words: tuple[str, ...] = ()
    veil: Veil = _OPEN
    actions: tuple[tuple[str, str], ...] = ()
    whereabouts: Whereabouts = NOT_TOLD


@dataclass(slots=True)
class Words:
    """Text of one tone; of several lines it is a layout, else one line that is drawn as it is."""

    layout: QTextLayout
    at: QPointF
    tone: str
    struck: bool = False


@dataclass(slots=True)
class Card:
    """A card, ready to be painted. `hot` are the places that can be clicked, by what they do.

    `cut` are the texts that end in dots, whole; `chosen` is what a hand at the mouse chose of its texts.
    """

    row: TimelineRow
    asked: Asked
    height: int = 0
    texts: list[Words] = field(default_factory=list)
    tags: list[tuple[QRectF, Tag]] = field(default_factory=list)
    hot: dict[str, QRectF] = field(default_factory=dict)
    dot: QRectF | None = None
    cut: list[str] = field(default_factory=list)
    chosen: Passage | None = None


def laid_out(row: TimelineRow, asked: Asked, team: Team) -> Card:
    """Lay out a card."""
    card = Card(row, asked)
    now = look()
    y = float(now.px(_TOP))
    y = _first_line(card, team, y)
    y = _headline(card, y)
    y = _whole(card, team, y) if asked.opened else _body(card, y)
    card.height = round(max(y + now.px(_BOTTOM), now.px(TILE + 22)))
    return card


def _first_line(card: Card, team: Team, y: float) -> float:
    """Discipline, what and who at the left; seen, dot and time at the right. What has no room has a line of its own."""
    now, row, left = look(), card.row, look().px(_LEFT)
    lead, beside = facts.lead(row), f"{facts.kind(row)}   \N{MIDDLE DOT}   {row.author}"
    line, after = now.px(20), _advance(lead, Type.STRONG_LABEL) + now.px(10)
    room = card.asked.width - now.px(_RIGHT) - left - _width_at_the_right(card, team)
    _put(card, lead, Type.STRONG_LABEL, row.discipline.value, left, y, after)
    if after > room:
        y += line
    _put_at_the_right(card, team, y)
    if after + _advance(beside, Type.LABEL) + 1 <= room:
        _put(card, beside, Type.LABEL, "text2", left + after, y, room - after)
        return y + line + now.px(1)
    whole = card.asked.width - now.px(_RIGHT) - left
    return y + line + _put(card, beside, Type.LABEL, "text2", left, y + line, whole).height + now.px(1)


def _advance(words: str, role: Type) -> float:
    return QFontMetricsF(look().font(role)).horizontalAdvance(words)


def _width_at_the_right(card: Card, team: Team) -> float:
    words = _advance(facts.time(card.row), Type.LABEL) + _advance(team.seen(card.row), Type.META)
    return words + look().px(22 + (13 if card.row.unread else 0))


def _put_at_the_right(card: Card, team: Team, y: float) -> None:
    now, right, time = look(), float(card.asked.width - look().px(_RIGHT)), facts.time(card.row)
    right -= _put_right(card, time, Type.LABEL, "text1", right, y) + (now.px(6) if time else 0)
    if card.asked.unread:
        side = now.px(8)
        card.dot = QRectF(right - side, y + (now.px(20) - side) / 2, side, side)
        right -= side + now.px(5)
    _put_right(card, team.seen(card.row), Type.META, "text3", right, y)


def _headline(card: Card, y: float) -> float:
    """The headline, and its marks at the right of it; where there is no room they stand under it.

    A closed card shows two lines of it, but no name of a medicine is ever cut.
    """
    now, row, asked = look(), card.row, card.asked
    left, right = now.px(_LEFT), asked.width - now.px(_RIGHT)
    marks = [(tag, _tag_width(tag)) for tag in _marks(row, asked)]
    needed = sum(width + now.px(5) for _tag, width in marks)
    beside = needed <= (right - left) * 0.55
    room = right - left - (needed + now.px(8) if beside else 0)
    words, lines = facts.headline(row, veil=asked.veil), 0 if asked.opened or row.kind is Kind.MEDICATION else 2
    used = _put(
        card,
        words,
        Type.HEADLINE,
        "text1",
        left,
        y,
        room,
        lines=lines,
        struck=row.struck is not None and not row.withheld,
    )
    if beside:
        _put_tags(card, marks, right - needed + now.px(5), y + now.px(1))
        return y + max(used.height, now.px(22))
    y += used.height + now.px(2)
    return _put_tags(card, marks, left, y, right) + now.px(2)


def _marks(row: TimelineRow, asked: Asked) -> tuple[Tag, ...]:
    return (*facts.tags(row, veil=asked.veil), *asked.whereabouts.tags(row))


def _body(card: Card, y: float) -> float:
    now, asked = look(), card.asked
    text = facts.body(card.row, veil=asked.veil)
    if not text:
        return y
    room = asked.width - now.px(_LEFT) - now.px(_RIGHT)
    return y + _put(card, text, Type.BODY, "text2", now.px(_LEFT), y, room, lines=2).height


def _whole(card: Card, team: Team, y: float) -> float:
    now, asked = look(), card.asked
    left, room = now.px(_LEFT), asked.width - now.px(_LEFT) - now.px(_RIGHT)
    y += now.px(4)
    lines = (*facts.whole(card.row, team, veil=asked.veil), *asked.whereabouts.lines(card.row))
    indent = _indent(lines, room)
    for line in lines:
        if line.block and line.label:
            y += now.px(6) + _put(card, line.label, Type.STRONG_LABEL, "text3", left, y + now.px(6), room).height
            y += _text(card, line, left, y, room)
        elif line.label:
            used = _put(card, line.label, Type.LABEL, "text3", left, y + now.px(1), indent - now.px(12))
            more = _put(card, line.text, Type.BODY, "text1", left + indent, y, room - indent)
            y += max(used.height, more.height) + now.px(2)
        else:
            y += _text(card, line, left, y, room) + now.px(2)
    return _actions(card, y)


def _text(card: Card, line: Line, x: float, y: float, room: float) -> float:
    """The text of a line, and its height; what was written here as its writer marked it."""
    if not line.marked:
        return _put(card, line.text, Type.BODY, "text1", x, y, room).height
    placed, height = laid_out_as_marked(line.text, room, card.asked.words)
    card.texts += [Words(one.layout, QPointF(x, y) + one.at, "text1") for one in placed]
    return height


def _indent(lines: tuple[Line, ...], room: float) -> float:
    """Where the values begin: after the longest label, or after 40% of the room; longer labels wrap."""
    metrics = QFontMetricsF(look().font(Type.LABEL))
    widest = max((metrics.horizontalAdvance(line.label) for line in lines if not line.block), default=0.0)
    return min(max(widest + look().px(14), look().px(130)), room * 0.4)


def _actions(card: Card, y: float) -> float:
    now, x = look(), float(look().px(_LEFT))
    if not card.asked.actions:
        return y
    metrics = QFontMetricsF(now.font(Type.STRONG_LABEL))
    y += now.px(8)
    for key, words in card.asked.actions:
        width = metrics.horizontalAdvance(words)
        if x > now.px(_LEFT) and x + width > card.asked.width - now.px(_RIGHT):
            x, y = float(now.px(_LEFT)), y + now.px(28)
        card.hot[key] = QRectF(x, y, width, now.px(24))
        _put(card, words, Type.STRONG_LABEL, "accent", x, y + now.px(3), width + 2)
        x += width + now.px(20)
    return y + now.px(24)


@dataclass(frozen=True, slots=True)
class _Used:
    width: float
    height: float


def _put(
    card: Card,
    text: str,
    role: Type,
    tone: str,
    x: float,
    y: float,
    room: float,
    *,
    lines: int = 0,
    struck: bool = False,
) -> _Used:
    """Put a text there, wrapped within the room; of a text of more than `lines` lines the last ends in dots."""
    now, font = look(), look().font(role)
    text = text.replace("\n", "\N{LINE SEPARATOR}")
    made = broken(text, font, room, now.line(role), lines, card.asked.words)
    card.texts.append(Words(made.layout, QPointF(x, y), tone, struck))
    if lines and made.layout.text().endswith(DOTS) and not text.endswith(DOTS):
        card.cut.append(text)
    return _Used(made.width, made.height)


def _put_right(card: Card, text: str, role: Type, tone: str, right: float, y: float) -> float:
    if not text:
        return 0
    width = QFontMetricsF(look().font(role)).horizontalAdvance(text)
    height = look().px(20) - look().line(role)
    _put(card, text, role, tone, right - width, y + height / 2, width + 2)
    return width


def _tag_width(tag: Tag) -> float:
    beside = look().px(18) if tag.icon else 0
    return QFontMetricsF(look().font(Type.STRONG_META)).horizontalAdvance(tag.text) + look().px(14) + beside


def _put_tags(card: Card, marks: list[tuple[Tag, float]], x: float, y: float, right: float | None = None) -> float:
    now, left = look(), x
    for tag, width in marks:
        if right is not None and x > left and x + width > right:
            x, y = left, y + now.px(24)
        room = min(width, right - left) if right is not None else width
        card.tags.append((QRectF(x, y, room, now.px(20)), _fitted(card, tag, width - room)))
        x += room + now.px(5)
    return y + now.px(22) if marks else y


def _fitted(card: Card, tag: Tag, missing: float) -> Tag:
    """The mark as it has room; one that names people may be wider than a narrow card, and its tip says it whole."""
    if missing <= 0:
        return tag
    metrics = QFontMetricsF(look().font(Type.STRONG_META))
    card.cut.append(tag.text)
    room = metrics.horizontalAdvance(tag.text) - missing
    return replace(tag, text=metrics.elidedText(tag.text, Qt.TextElideMode.ElideRight, room))
