"""Looking at the drawing: the row that is chosen, the focus line, the days that are shown, the mark at a place.

The focus line stands on a day and looks back from its end, never ahead; a row moves no further than its section.
"""

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Signal

from careboard.i18n import gettext as _
from careboard.projections.lanes.all import Row
from careboard.projections.lanes.days import the_day
from careboard.projections.lanes.doses import DoseLane
from careboard.projections.lanes.effects import EffectLane
from careboard.projections.lanes.measures import MeasureLane
from careboard.projections.lanes.model import Mark, plain_title
from careboard.projections.lanes.scores import ScoreLane
from careboard.ui.look.look import look
from careboard.ui.parts.announcing import announce
from careboard.ui.patient.response.axis import middle
from careboard.ui.patient.response.drawing import Drawing
from careboard.ui.patient.response.rows import heading

ZOOM = 1.25


class Looking(Drawing):
    """A drawing in which a row is chosen and days are gone through."""

    chosen = Signal(str)  # the key of the row that the keyboard is in
    arranged = Signal()  # a row has another place
    zoomed = Signal(float)  # so many times the days

    # -- rows ---------------------------------------------------------------------------------------------------

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

    def move_row(self, by: int) -> None:
        """Let the chosen row change places with the one above or below it, as far as its section goes."""
        if self.lanes is None or self._layout.of(self.selected) is None:
            return
        rows = [placed.row for placed in self._layout.rows]
        if self.choices.move(self.lanes.rows, rows, self.selected, by):
            self.lay_out()
            self.bring_into_view(self.selected)
            self.arranged.emit()
        announce(self, self._place_words())

    def _place_words(self) -> str:
        """Where the chosen row stands in its section."""
        row = next(placed.row for placed in self._layout.rows if placed.row.key == self.selected)
        keys = [placed.row.key for placed in self._layout.rows if placed.row.section is row.section]
        told = _("{lane}: {n} of {all} in {section}")
        at = keys.index(row.key) + 1
        return told.format(lane=plain_title(row), n=at, all=len(keys), section=heading(row.section))

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
        """Show later days, or earlier ones; the focus line stays in sight, for its values do."""
        axis = self.axis.moved(days)
        if self.focus is not None:
            self.focus = middle(the_day(min(max(self.focus, axis.start), axis.end - 0.01)))
        self.show_days(axis)

    def zoom(self, factor: float) -> None:
        """Show more days or fewer around the focus line, else around now."""
        around = self.now if self.focus is None else self.focus
        if not self.axis.start <= around <= self.axis.end:
            around = self.axis.middle
        self.show_days(self.axis.zoomed(factor, around))
        self.zoomed.emit(factor)


def _near(row: Row, start: float, end: float) -> list[Mark]:
    """The marks of a row around a place; of many numbers only those are named that are near."""
    if isinstance(row, ScoreLane | MeasureLane):
        if isinstance(row, MeasureLane) and row.hidden:
            return []
        return [row.mark(index) for index in row.points.between(start, end)]
    return list(row.marks())
