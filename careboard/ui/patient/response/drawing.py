"""The drawing: all lanes painted over one axis, the row that is chosen, and the focus line.

The focus line stands on a day and looks back from its end, never ahead.
"""

from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollBar, QSizePolicy, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.lanes.all import Lanes, Row
from careboard.projections.lanes.days import end_of_day, the_day
from careboard.projections.lanes.doses import DoseLane
from careboard.projections.lanes.effects import EffectLane
from careboard.projections.lanes.letters import LetterLane
from careboard.projections.lanes.measures import MeasureLane
from careboard.projections.lanes.model import Mark, Section, Value, plain_title
from careboard.projections.lanes.scores import ScoreLane
from careboard.ui.look.look import look
from careboard.ui.look.style import focus_ring
from careboard.ui.patient.response import paint_frame as frame
from careboard.ui.patient.response.axis import Axis, middle
from careboard.ui.patient.response.canvas import Canvas, forget_fonts
from careboard.ui.patient.response.chips import paint_chips
from careboard.ui.patient.response.geometry import AXIS, CARE, LABELS, VALUES
from careboard.ui.patient.response.merged import Kept
from careboard.ui.patient.response.paint_doses import paint_doses
from careboard.ui.patient.response.paint_effects import paint_effects
from careboard.ui.patient.response.paint_letters import paint_letters
from careboard.ui.patient.response.paint_numbers import paint_measures, paint_scores, remission_words
from careboard.ui.patient.response.rows import Layout, Placed, lay_out, shown_rows

ZOOM = 1.25
_EMPTY = Layout((), (), 0.0)
_STRIP = 19


@dataclass(slots=True)
class Choices:
    """What the reader chose to see: rows put away or asked for, sections folded, what the days are counted from."""

    hidden: set[str] = field(default_factory=set)
    extra: set[str] = field(default_factory=set)
    folded: set[Section] = field(default_factory=set)
    aligned: float | None = None


class Drawing(QWidget):
    """Lanes over an axis."""

    chosen = Signal(str)  # the key of the row that the keyboard is in
    dose_asked = Signal(str)  # the course whose dose is to be changed
    opened = Signal(str)  # an entry
    table_asked = Signal()
    weight_asked = Signal(bool)  # F8 pressed, released
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Response chart"))
        self.choices = Choices()
        self.lanes: Lanes | None = None
        self.axis = Axis(0.0, 77.0)
        self.focus: float | None = None
        self.selected = ""
        self.previewing = ""  # the entry that is not signed yet
        self.chips: list[QRectF] = []
        self._layout = _EMPTY
        self._kept = Kept()
        self._held: QPointF | None = None
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)
        self._bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._bar.valueChanged.connect(self.update)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # -- what is shown ------------------------------------------------------------------------------------------

    def show_lanes(self, lanes: Lanes, axis: Axis | None = None) -> None:
        """Show lanes, over the same days as before or over others."""
        self.lanes = lanes
        self._kept.clear()
        self.axis = axis or self.axis
        self.lay_out()

    def show_days(self, axis: Axis) -> None:
        """Show other days."""
        self.axis = axis.placed(self.axis.left, self.axis.width)
        self.moved.emit()
        self.update()

    def lay_out(self) -> None:
        """Place the rows anew: after a choice, another chart, another size."""
        if self.lanes is not None:
            rows = shown_rows(self.lanes, self.choices.hidden, self.choices.extra, self.axis)
            self._layout = lay_out(rows, self.choices.folded, look(), self.labels, self.height() - self.top)
        room = self.height() - self.top
        over = max(0, round(self._layout.height - room))
        self._bar.setRange(0, over)
        self._bar.setPageStep(max(1, round(room)))
        self._bar.setSingleStep(look().px(30))
        self._bar.setVisible(over > 0)
        width = self._bar.sizeHint().width()
        self._bar.setGeometry(self.width() - width, self.top, width, max(0, round(room)))
        self.axis = self.axis.placed(self.labels, self.width() - self.labels - self.values - (width if over else 0))
        self.update()

    @property
    def labels(self) -> int:
        """How wide the names are; where there is little room, they give way to the lanes."""
        return min(look().px(LABELS), round(self.width() * 0.34))

    @property
    def values(self) -> int:
        """How wide the values are."""
        return min(look().px(VALUES), round(self.width() * 0.3))

    @property
    def top(self) -> int:
        """Where the rows begin under the axis and the band of care."""
        return look().px(AXIS) + look().px(CARE)

    @property
    def now(self) -> float:
        """Now, on the axis."""
        return self.lanes.calendar.now_number if self.lanes else self.axis.end

    @property
    def scrolled(self) -> int:
        """By how much the rows are moved up."""
        return self._bar.value() - self.top

    def rows(self) -> tuple[Placed, ...]:
        """The rows as they stand."""
        return self._layout.rows

    def box_of(self, key: str) -> QRectF:
        """Where the marks of a row are drawn; empty where it is not shown."""
        placed = self._layout.of(key)
        return placed.box(self.axis, self.scrolled) if placed else QRectF()

    def bring_into_view(self, key: str) -> None:
        """Scroll until a row is seen."""
        placed = self._layout.of(key)
        if placed is None:
            return
        room = self.height() - self.top - look().px(_STRIP)
        if placed.top < self._bar.value():
            self._bar.setValue(round(placed.top - look().px(_STRIP)))
        elif placed.bottom > self._bar.value() + room:
            self._bar.setValue(round(placed.bottom - room))

    def value(self, row: Row) -> Value:
        """What a row answers now, or at the focus line."""
        return row.value(self.looking_from())

    def looking_from(self) -> float:
        """The moment up to which the focus line looks: the end of its day; today, now."""
        if self.focus is None or int(self.focus) == int(self.now):
            return self.now
        return end_of_day(the_day(self.focus))

    # -- painting -----------------------------------------------------------------------------------------------

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
        frame.paint_care(canvas, lanes.care)
        frame.paint_right_heading(canvas, self.heading())
        frame.paint_today(canvas, lanes.calendar, bottom)
        if not lanes.rows:
            frame.paint_nothing(canvas, self.top, bottom)
        self._paint_chips(canvas)
        self._paint_out_of_view(canvas)

    def heading(self) -> str:
        """Over the values: now, or the day of the focus line."""
        if self.lanes is None or self.focus is None:
            return _("Now")
        return frame.focus_words(self.focus, self.lanes.calendar)

    def _paint_rows(self, canvas: Canvas) -> None:
        width = self.width() - (self._bar.width() if self._bar.isVisible() else 0)
        for heading in self._layout.headings:
            frame.paint_heading(canvas, heading, self.scrolled, width)
        for placed in self._layout.rows:
            box = placed.box(self.axis, self.scrolled)
            if box.bottom() >= self.top and box.top() <= self.height():
                self._paint_row(canvas, placed.row, box)

    def _paint_row(self, canvas: Canvas, row: Row, box: QRectF) -> None:
        if row.key == self.selected:
            whole = QRectF(2, box.top(), self.width() - 4, box.height())
            tint = canvas.colour("accent_tint")
            canvas.fill(QRectF(whole.left(), whole.top(), self.axis.left - 6, whole.height()), tint, None, canvas.px(4))
            if self.hasFocus():
                focus_ring(canvas.painter, whole, canvas.px(4))
        canvas.painter.save()
        canvas.painter.setClipRect(QRectF(self.axis.left, self.top, self.axis.width, self.height()))
        self._paint_marks(canvas, row, box)
        canvas.painter.restore()
        frame.paint_label(canvas, row, box, quiet=isinstance(row, DoseLane) and not row.running)
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
        seen = [(value, box) for value, box in boxes if box.top() >= self.top and box.bottom() <= self.height()]
        self.chips = paint_chips(canvas, seen, self.axis.x(self.focus))

    def _paint_out_of_view(self, canvas: Canvas) -> None:
        above, below = self.above(), self.below()
        strip = canvas.px(_STRIP)
        width = self.width() - (self._bar.width() if self._bar.isVisible() else 0)
        if above:
            frame.paint_out_of_view(canvas, above, QRectF(0, self.top, width, strip))
        if below:
            frame.paint_out_of_view(canvas, below, QRectF(0, self.height() - strip, width, strip))

    def above(self) -> str:
        """Which rows are out of view above, by name."""
        rows = [one for one in self._layout.rows if one.top + one.height / 2 < self._bar.value()]
        return out_of_view(rows, ngettext("{n} row above: {names}", "{n} rows above: {names}", len(rows)))

    def below(self) -> str:
        """Which rows are out of view below, or under the words that say so."""
        over = self._layout.height - self._bar.value() > self.height() - self.top + 1
        room = self.height() - (look().px(_STRIP) if over else 0)
        rows = [one for one in self._layout.rows if one.bottom - one.height / 3 - self.scrolled > room]
        return out_of_view(rows, ngettext("{n} row below: {names}", "{n} rows below: {names}", len(rows)))

    # -- rows ---------------------------------------------------------------------------------------------------

    def _doses(self) -> list[DoseLane]:
        return [one.row for one in self._layout.rows if isinstance(one.row, DoseLane) and not one.row.as_needed]

    def _chosen_lane(self) -> DoseLane | None:
        return next((row for row in self._doses() if row.key == self.selected), None)

    def select(self, key: str) -> None:
        """Let the keyboard be in a row; a row of doses colours its changes. An empty key selects none."""
        if key != self.selected:
            self.selected = key
            self.bring_into_view(key)
            self.chosen.emit(key)
        self.update()

    def _step_row(self, by: int) -> None:
        keys = [placed.row.key for placed in self._layout.rows]
        if keys:
            at = keys.index(self.selected) + by if self.selected in keys else 0 if by > 0 else len(keys) - 1
            self.select(keys[min(max(at, 0), len(keys) - 1)])

    @property
    def shown(self) -> object:
        """What is shown, told apart from what was shown before."""
        return self._layout

    def named_marks(self) -> list[tuple[str, Mark]]:
        """Everything that is drawn in the rows shown, row by row, with the key of the row."""
        return [(placed.row.key, mark) for placed in self._layout.rows for mark in placed.row.marks()]

    def place_of(self, key: str, mark: Mark) -> QRect:
        """Where a mark stands on the screen; no rectangle where it is out of view."""
        box = self.box_of(key)
        end = mark.end if mark.end is not None else mark.start
        if box.isNull() or end < self.axis.start or mark.start > self.axis.end:
            return QRect()
        left, right = max(self.axis.x(mark.start), self.axis.left), min(self.axis.x(end), self.axis.right)
        near = look().px(6)
        return QRectF(
            self.mapToGlobal(QPointF(left - near, box.top())), QSizeF(right - left + 2 * near, box.height())
        ).toRect()

    def summary(self) -> str:
        """The chart in a sentence, for who cannot see it: every row with its last value."""
        told = (f"{plain_title(placed.row)}: {placed.row.value(self.now).words}" for placed in self._layout.rows)
        return "; ".join(told)

    def mark_at(self, at: QPointF) -> Mark | None:
        """The mark nearest to a place in its row, within a few pixels."""
        placed = self._layout.at(at.y() + self.scrolled)
        if placed is None or not self.axis.left <= at.x() <= self.axis.right:
            return None
        near = look().px(8)
        best: tuple[float, Mark] | None = None
        for mark in _near(placed.row, self.axis.day(at.x() - near), self.axis.day(at.x() + near)):
            start, end = self.axis.x(mark.start), self.axis.x(mark.end if mark.end is not None else mark.start)
            if isinstance(placed.row, DoseLane | EffectLane) and mark.end is None:
                end = max(start, self.axis.right)
            gap = max(start - at.x(), at.x() - end, 0.0)
            if gap <= near and (best is None or (gap, -mark.start) < (best[0], -best[1].start)):
                best = (gap, mark)
        return best[1] if best else None

    # -- the focus line -----------------------------------------------------------------------------------------

    def focus_day(self, day: float | None) -> None:
        """Put the focus line on a day; None takes it away."""
        self.focus = None if day is None else middle(the_day(min(max(day, self.axis.start), self.axis.end - 0.01)))
        self.moved.emit()
        self.update()

    def _step_day(self, by: int) -> None:
        day = self.now if self.focus is None else self.focus + by
        self.focus = middle(the_day(day))
        if not self.axis.start <= self.focus <= self.axis.end:
            self.axis = self.axis.moved(by * 7 if abs(by) == 1 else by)
        self.moved.emit()
        self.update()

    def pan(self, days: float) -> None:
        """Show later days, or earlier ones."""
        self.show_days(self.axis.moved(days))

    def zoom(self, factor: float) -> None:
        """Show more days or fewer around the focus line, else around now."""
        around = self.now if self.focus is None else self.focus
        if not self.axis.start <= around <= self.axis.end:
            around = (self.axis.start + self.axis.end) / 2
        self.show_days(self.axis.zoomed(factor, around))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            forget_fonts()
            self.lay_out()

    @override
    def sizeHint(self) -> QSize:
        return QSize(look().px(LABELS + VALUES + 444), round(self.top + self._layout.height))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(LABELS + VALUES + 120), look().px(180))


def _near(row: Row, start: float, end: float) -> list[Mark]:
    """The marks of a row around a place; of many numbers only those are named that are near."""
    if isinstance(row, ScoreLane | MeasureLane):
        if isinstance(row, MeasureLane) and row.hidden:
            return []
        return [row.mark(index) for index in row.points.between(start, end)]
    return list(row.marks())


def out_of_view(rows: list[Placed], words: str) -> str:
    """Which rows are not seen, by name."""
    return "" if not rows else words.format(n=len(rows), names=", ".join(plain_title(placed.row) for placed in rows))
