"""Side effects as bars: an outline where mild, solid where moderate, solid and higher where severe; words inline."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from careboard.clinical.condition import Severity
from careboard.projections.lanes.effects import EffectLane, Spell
from careboard.ui.look.look import Type
from careboard.ui.look.tokens import text_on
from careboard.ui.patient.response.canvas import STRONG, Canvas

_LETTERS = 3  # of "moderate" where there is no room for the word
_HEIGHTS = {Severity.MILD: 6, Severity.MODERATE: 11, Severity.SEVERE: 15}


def paint_effects(canvas: Canvas, lane: EffectLane, box: QRectF) -> None:
    """One side effect."""
    for spell in lane.spells:
        _paint_spell(canvas, spell, box)


def _paint_spell(canvas: Canvas, spell: Spell, box: QRectF) -> None:
    left, right = canvas.axis.x(spell.start), canvas.axis.x(min(spell.end, canvas.now))
    if right < canvas.axis.left or left > canvas.axis.right:
        return
    height = canvas.px(_HEIGHTS[spell.severity])
    bar = QRectF(left, box.center().y() - height / 2, max(right - left, canvas.px(4)), height)
    mild = spell.severity is Severity.MILD
    canvas.fill(bar, "side_effect_tint" if mild else "side_effect", "side_effect", min(height / 2, canvas.px(4)))
    canvas.take(bar)
    seen = bar.intersected(QRectF(canvas.axis.left, bar.top(), canvas.axis.width, bar.height()))
    if not mild:
        _paint_word(canvas, spell.words, seen)


def _paint_word(canvas: Canvas, words: str, seen: QRectF) -> None:
    """How strong it was, whole or in its first letters; where there is no room for these, the tip says it."""
    tone = QColor(text_on(canvas.colour("side_effect").name()))
    for shown in (words, f"{words[:_LETTERS]}."):
        if canvas.width(shown, Type.META, STRONG) + canvas.px(8) <= seen.width():
            canvas.text(seen.left() + canvas.px(5), seen.center().y(), shown, Type.META, tone, STRONG)
            return
