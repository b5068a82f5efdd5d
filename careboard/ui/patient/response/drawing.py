"""The drawing: all lanes painted over one axis, with their names at the left and their values at the right.

What is out of view is named; the axis and the band of care stay where the rows are scrolled.
"""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.projections.lanes.all import Lanes, Row
from careboard.projections.lanes.doses import DoseLane
from careboard.projections.lanes.effects import EffectLane
from careboard.projections.lanes.letters import LetterLane
from careboard.projections.lanes.measures import MeasureLane
from careboard.projections.lanes.scores import ScoreLane
from careboard.ui.look.look import look
from careboard.ui.look.style import focus_ring
from careboard.ui.patient.response import paint_frame as frame
from careboard.ui.patient.response.canvas import Canvas
from careboard.ui.patient.response.chips import paint_chips
from careboard.ui.patient.response.geometry import AXIS
from careboard.ui.patient.response.paint_doses import paint_doses
from careboard.ui.patient.response.paint_effects import paint_effects
from careboard.ui.patient.response.paint_letters import paint_letters
from careboard.ui.patient.response.paint_numbers import paint_measures, paint_scores, remission_words
from careboard.ui.patient.response.placing import STRIP, Placing


class Drawing(Placing):
    """Lanes over an axis."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), look().colour("surface"))
        if self.lanes is not None:
            self._paint(Canvas(painter, self.axis, self.now, look(), self.focus, self.values), self.lanes)
        painter.end()

    def _paint(self, canvas: Canvas, lanes: Lanes) -> None:
        painter, bottom = canvas.painter, float(self.height())
        frame.paint_ground(canvas, canvas.px(AXIS) - canvas.px(2), bottom)
        chosen = self._chosen_lane()
        if chosen is not None:
            frame.paint_hairlines(canvas, chosen.changes, self.top, bottom, "accent")
        else:
            for row in self._doses():
                frame.paint_hairlines(canvas, row.changes, self.top, bottom, "grid_major")
        painter.save()
        painter.setClipRect(QRectF(0, self.top, self.width(), bottom - self.top))
        self._paint_rows(canvas)
        painter.restore()
        frame.paint_axis(canvas, lanes.calendar, self.choices.aligned)
        frame.paint_care(canvas, lanes.care, named=self.named)
        frame.paint_right_heading(canvas, self.heading())
        frame.paint_today(canvas, lanes.calendar, bottom)
        if not lanes.rows:
            frame.paint_nothing(canvas, self.top, bottom)
        self._paint_chips(canvas)
        self._paint_out_of_view(canvas)
        if self.hasFocus() and not self.selected:
            focus_ring(painter, QRectF(0, 0, self.seen_width, bottom), canvas.px(4))

    @property
    def seen_width(self) -> int:
        """How wide it is without the bar that scrolls it."""
        return self.width() - (self._bar.width() if self._bar.isVisible() else 0)

    def _paint_rows(self, canvas: Canvas) -> None:
        width = self.seen_width
        for heading in self.headings():
            frame.paint_heading(canvas, heading, self.scrolled, width, named=self.named)
        for placed in self._layout.rows:
            box = placed.box(self.axis, self.scrolled)
            if box.bottom() >= self.top and box.top() <= self.height():
                self._paint_row(canvas, placed.row, box)

    def _paint_row(self, canvas: Canvas, row: Row, box: QRectF) -> None:
        if row.key == self.selected:
            whole = QRectF(2, box.top(), self.width() - 4, box.height())
            tint = canvas.colour("accent_tint")
            line = "accent" if canvas.look.tokens.contrast else None
            canvas.fill(QRectF(whole.left(), whole.top(), self.axis.left - 6, whole.height()), tint, line, canvas.px(4))
            if self.hasFocus():
                focus_ring(canvas.painter, whole, canvas.px(4))
        canvas.painter.save()
        canvas.painter.setClipRect(QRectF(self.axis.left, self.top, self.axis.width, self.height()))
        self._paint_marks(canvas, row, box)
        canvas.painter.restore()
        if self.named:
            frame.paint_label(canvas, row, box, quiet=isinstance(row, DoseLane) and not row.running)
        frame.paint_edge(canvas, box)
        if not (isinstance(row, MeasureLane) and row.hidden):
            frame.paint_value(canvas, self.value(row), box)

    def _paint_marks(self, canvas: Canvas, row: Row, box: QRectF) -> None:
        match row:
            case DoseLane():
                paint_doses(canvas, row, box, chosen=row.key == self.selected, previewed=self.previewing)
            case EffectLane():
                paint_effects(canvas, row, box)
            case LetterLane():
                paint_letters(canvas, row, box)
            case ScoreLane():
                paint_scores(canvas, self._kept, row, box)
                if row.remission is not None:
                    remission_words(canvas, row, box, _("remission, under {limit}").format(limit=f"{row.remission:g}"))
            case MeasureLane() if row.hidden:
                frame.paint_hidden(canvas, box)
            case MeasureLane():
                paint_measures(canvas, self._kept, row, box)

    def _paint_chips(self, canvas: Canvas) -> None:
        self.chips = []
        if self.focus is None:
            return
        boxes = ((self.value(one.row), one.box(self.axis, self.scrolled)) for one in self._layout.rows)
        top = self.top + (canvas.px(STRIP) if self.above() else 0)
        bottom = self.height() - (canvas.px(STRIP) if self.below() else 0)
        seen = [(value, box) for value, box in boxes if box.top() >= top and box.bottom() <= bottom]
        self.chips = paint_chips(canvas, seen, self.axis.x(self.focus))

    def _paint_out_of_view(self, canvas: Canvas) -> None:
        above, below = self.above(), self.below()
        strip = canvas.px(STRIP)
        width = self.seen_width
        if above:
            frame.paint_out_of_view(canvas, above, QRectF(0, self.top, width, strip))
        if below:
            frame.paint_out_of_view(canvas, below, QRectF(0, self.height() - strip, width, strip))

    def _doses(self) -> list[DoseLane]:
        """Every medicine that is shown; the changes of one whose lane is folded away stay marked (TL-06)."""
        return [row for row in self._layout.whole if isinstance(row, DoseLane) and not row.as_needed]

    def _chosen_lane(self) -> DoseLane | None:
        return next((row for row in self._doses() if row.key == self.selected), None)
