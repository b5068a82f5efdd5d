"""The bands between cards: the head of a day, and the line over what was there before."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.ui.look.look import Type, look
from careboard.ui.patient.timeline.days import DayHead

RULE = 34  # pixels at 100%
_LEFT = 20


def paint_head(painter: QPainter, head: DayHead, band: QRectF) -> None:
    """The head of a day: its name, its date, a line, how many entries."""
    now = look()
    painter.fillRect(band, now.colour("surface2"))
    x = band.left() + now.px(_LEFT)
    if head.lead:
        x = _words(painter, head.lead, Type.STRONG_LABEL, "text1", x, band) + now.px(8)
    tone, role = ("text3", Type.LABEL) if head.lead else ("text1", Type.STRONG_LABEL)
    x = _words(painter, head.words, role, tone, x, band) + now.px(12)
    count = ngettext("{n} entry", "{n} entries", head.count).format(n=head.count)
    width = QFontMetricsF(now.font(Type.META)).horizontalAdvance(count)
    right = band.right() - now.px(_LEFT) - width
    _words(painter, count, Type.META, "text3", right, band)
    painter.setPen(now.colour("border"))
    painter.drawLine(QPointF(x, band.center().y()), QPointF(right - now.px(12), band.center().y()))


def paint_rule(painter: QPainter, words: str, band: QRectF) -> None:
    """The line under what is new since the reader's last visit."""
    now, middle = look(), band.center().y() - look().px(2)
    painter.setPen(QPen(now.colour("accent"), 1.5))
    painter.drawLine(QPointF(band.left() + now.px(_LEFT), middle), QPointF(band.right() - now.px(_LEFT), middle))
    width = QFontMetricsF(now.font(Type.STRONG_META)).horizontalAdvance(words) + now.px(24)
    pill = QRectF(band.left() + now.px(64), middle - now.px(11), width, now.px(22))
    painter.setBrush(now.colour("accent"))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
    _words(painter, words, Type.STRONG_META, "on_accent", pill.left() + now.px(12), pill)
    beside = _("Mark opened read") + "   Shift+R"
    wide = QFontMetricsF(now.font(Type.STRONG_META)).horizontalAdvance(beside)
    right = QRectF(band.right() - now.px(60) - wide, pill.top(), wide + now.px(16), pill.height())
    if right.left() > pill.right() + now.px(16):
        painter.fillRect(right, now.colour("surface2"))
        _words(painter, beside, Type.STRONG_META, "accent", right.left() + now.px(8), right)


def _words(painter: QPainter, words: str, role: Type, tone: str, x: float, band: QRectF) -> float:
    """Write words at the height of a band; where they end."""
    font = look().font(role)
    painter.setFont(font)
    painter.setPen(look().colour(tone))
    width = QFontMetricsF(font).horizontalAdvance(words)
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip | Qt.TextFlag.TextSingleLine
    painter.drawText(QRectF(x, band.top(), width + 2, band.height()), flags, words)
    return x + width
