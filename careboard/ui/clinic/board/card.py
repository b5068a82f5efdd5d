"""One patient as a card: name and age, day of the stay, risk, why to look, scores, unread, seen, due, and whose plan.

It is drawn and measured by the same lines, so that nothing on it is ever cut.
"""

from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from careboard.i18n import gettext as _
from careboard.projections.caseload import CaseloadRow
from careboard.projections.stages import Stage
from careboard.ui.clinic.caseload.columns import BETWEEN, NO_PLAN, SERIOUS, Column, about, lines, said
from careboard.ui.clinic.caseload.filters import STAGES
from careboard.ui.clinic.caseload.marks import (
    Mark,
    paint_marks,
    paint_reasons,
    seen_marks,
    sparkline,
    unread_marks,
)
from careboard.ui.look.icons import paint_icon
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import focus_ring, outline
from careboard.ui.parts.broken import broken

STRIPE, RADIUS = 5, 6
_LEFT, _RIGHT, _TOP, _BOTTOM = 15, 10, 9, 10
_CARE = {Stage.RESIDENTIAL: 1, Stage.TRANSITION: 1, Stage.IOP: 2}


def spoken(row: CaseloadRow, zone: ZoneInfo, *, hidden: bool) -> str:
    """All of a card for a screen reader, the stage first."""
    cells = (f"{column.heading}: {said(row, column, zone, hidden=hidden)}" for column in Column)
    return ". ".join((STAGES[row.stage][0], *cells))


def card_height(row: CaseloadRow, width: int, zone: ZoneInfo, *, hidden: bool) -> int:
    """How high the card is in a width (px)."""
    return round(_Drawing(None, QRectF(0, 0, width, 0)).all(row, zone, hidden=hidden)) + look().px(_BOTTOM)


def paint_card(
    painter: QPainter, row: CaseloadRow, box: QRectF, zone: ZoneInfo, *, hidden: bool, chosen: bool, focused: bool
) -> None:
    """Paint a card into its box."""
    now = look()
    ground = now.colour("accent_tint" if chosen else "unread" if row.unread else "surface")
    outline(painter, box, now.colour("accent" if chosen else "border"), ground, RADIUS)
    _paint_stripe(painter, row, box)
    _Drawing(painter, box).all(row, zone, hidden=hidden)
    if chosen and focused:
        focus_ring(painter, box)


def _paint_stripe(painter: QPainter, row: CaseloadRow, box: QRectF) -> None:
    now, serious = look(), row.risk in SERIOUS
    if now.tokens.contrast and not serious:
        return  # without shades of care a stripe would say nothing, and cover the outline of the card
    care = now.tokens.care[_CARE.get(row.stage, 0)]
    colour = now.colour("danger") if serious else care
    painter.save()
    painter.setClipRect(QRectF(box.left(), box.top(), now.px(STRIPE), box.height()))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(box, RADIUS, RADIUS)
    painter.restore()


def _in_parts(words: str) -> str:
    """Words that are broken between their parts alone."""
    return BETWEEN.join(part.replace(" ", "\N{NO-BREAK SPACE}") for part in words.split(BETWEEN))


class _Drawing:
    """Puts one thing below the other; without a painter it only measures."""

    def __init__(self, painter: QPainter | None, box: QRectF) -> None:
        now = look()
        self._painter = painter
        self._x = box.left() + now.px(_LEFT)
        self._room = box.width() - now.px(_LEFT) - now.px(_RIGHT)
        self._top = box.top()
        self._y = box.top() + now.px(_TOP)

    def all(self, row: CaseloadRow, zone: ZoneInfo, *, hidden: bool) -> float:
        """Everything that a card says; how far down it reaches."""
        self._text(row.initials if hidden else row.named, Type.HEADLINE, "text1")
        self._text(_in_parts(about(row, hidden=hidden)), Type.META, "text3")
        self._text(", ".join(part for part in lines(row, Column.LEVEL, zone) if part), Type.LABEL, "text2", above=3)
        self._risk(row, zone)
        self._reasons(row)
        self._score(row, zone)
        self._marks(_("Unread"), unread_marks(row))
        self._marks(_("Seen"), seen_marks(row, zone))
        if row.next_due is not None:
            due, on = lines(row, Column.DUE, zone)
            self._text(due, Type.LABEL, "text1", above=4)
            self._text(on, Type.META, "danger" if row.overdue else "text3")
        plan = _("Plan by {name}").format(name=row.owner) if row.owner else NO_PLAN
        self._text(plan, Type.META, "text3", above=4)
        return self._y - self._top

    def _text(self, words: str, role: Type, tone: str, *, above: int = 0, indent: float = 0.0) -> None:
        if not words:
            return
        self._y += look().px(above) if above else 0
        made = broken(words, look().font(role), self._room - indent, look().line(role), 0, ())
        if self._painter is not None:
            self._painter.setPen(look().colour(tone))
            made.layout.draw(self._painter, QPointF(self._x + indent, self._y))
        self._y += made.height

    def _risk(self, row: CaseloadRow, zone: ZoneInfo) -> None:
        serious, side = row.risk in SERIOUS, look().px(16)
        tone = "danger" if serious else "text3" if row.risk is None else "text2"
        icon = "arrow-up" if row.risk_worsening else "shield" if row.risk else "question"
        self._y += look().px(4)
        if self._painter is not None:
            at = QRectF(self._x, self._y + (look().line(Type.LABEL) - side) / 2, side, side)
            paint_icon(self._painter, icon, look().colour(tone), at)
        told = ", ".join(part for part in lines(row, Column.RISK, zone) if part)
        words = _("Suicide risk {level}").format(level=told[:1].lower() + told[1:])
        self._text(words, Type.STRONG_LABEL if serious else Type.LABEL, tone, indent=side + look().px(5))

    def _reasons(self, row: CaseloadRow) -> None:
        if row.reviews:
            self._y += look().px(6)
            self._y += paint_reasons(self._painter, row.reviews, QPointF(self._x, self._y), self._room)

    def _score(self, row: CaseloadRow, zone: ZoneInfo) -> None:
        if row.phq9 is None:
            return
        now = look()
        self._y += now.px(6)
        wide, high = min(now.px(90), self._room * 0.42), now.px(30)
        if self._painter is not None:
            sparkline(self._painter, QRectF(self._x, self._y + now.px(2), wide, high), row.phq9.totals)
        top, indent = self._y, wide + now.px(10)
        total, change = lines(row, Column.SCORE, zone)
        self._text(_("PHQ-9 {total}").format(total=total), Type.VALUE, "text1", indent=indent)
        self._text(change, Type.META, "ok" if row.phq9.responded else "text3", indent=indent)
        self._y = max(self._y, top + high + now.px(4))

    def _marks(self, lead: str, marks: list[Mark]) -> None:
        """What is unread or was seen: the word at the left, the marks beside it."""
        if not marks:
            return
        now = look()
        self._y += now.px(3)
        metrics = QFontMetricsF(now.font(Type.META))
        indent = max(metrics.horizontalAdvance(word) for word in (_("Unread"), _("Seen"))) + now.px(8)
        if self._painter is not None:
            self._painter.setFont(now.font(Type.META))
            self._painter.setPen(now.colour("text3"))
            box = QRectF(self._x, self._y, indent, now.px(22))
            self._painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, lead)
        self._y += paint_marks(self._painter, marks, QPointF(self._x + indent, self._y), self._room - indent)
