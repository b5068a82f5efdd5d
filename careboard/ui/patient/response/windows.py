"""The plot, and beside it another window of days over the same rows, where a reader compares two of them.

Both have days of one length, one order of rows and one place to which they are scrolled; each has its own line.
"""

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.projections.lanes.all import Lanes
from careboard.ui.look.look import look
from careboard.ui.parts.panels import arrange
from careboard.ui.patient.response.axis import Axis
from careboard.ui.patient.response.choices import Choices
from careboard.ui.patient.response.plot import Plot

_SIDE_BY_SIDE = 860  # px at 100%, from which both have room beside each other
AROUND = 28  # days before a change, and after it


class Windows(QWidget):
    """`plot` is always there; `earlier` while two windows are compared."""

    compared = Signal(bool)

    def __init__(self, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plot, self.earlier = Plot(choices), Plot(choices)
        self.earlier.setAccessibleName(_("Response chart, the earlier days"))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(look().px(4))
        self._row.addWidget(self.earlier)
        self._row.addWidget(self.plot)
        self.earlier.hide()
        for one, other in ((self.plot, self.earlier), (self.earlier, self.plot)):
            self._join(one, other)
        self.setFocusProxy(self.plot)

    def _join(self, one: Plot, other: Plot) -> None:
        one.scrolled_to.connect(other.scroll_to)
        one.chosen.connect(other.select)
        one.arranged.connect(other.lay_out)
        one.zoomed.connect(lambda factor: other.show_days(other.axis.zoomed(factor, other.axis.middle)))
        one.left.connect(self.end)

    @property
    def comparing(self) -> bool:
        """Are two windows shown?"""
        return self.plot.partner is not None

    @property
    def plots(self) -> tuple[Plot, ...]:
        """The plots that are shown, the earlier days first."""
        return (self.earlier, self.plot) if self.comparing else (self.plot,)

    def show_lanes(self, lanes: Lanes, axis: Axis | None = None) -> None:
        """Show lanes; over other days where they are named, else over those of before."""
        if axis is not None:
            self.end()
        for plot in self.plots:
            plot.show_lanes(lanes, axis)

    def compare(self, day: float | None) -> None:
        """Compare four weeks before a day with those after it; without one, the days shown with those before them."""
        if self.plot.lanes is None:
            return
        now = self.plot.axis
        later = now if day is None else Axis(day, day + AROUND)
        self.plot.partner, self.earlier.partner = self.earlier, self.plot
        self.earlier.lanes = self.plot.lanes
        self.earlier.select(self.plot.selected)
        self.earlier.axis, self.plot.axis = Axis(later.start - later.days, later.start), later
        for plot in self.plots:
            plot.focus_day(None)
        self.earlier.show()
        self._arrange()
        self.compared.emit(True)

    @Slot()
    def end(self) -> None:
        """Show one window again."""
        if self.comparing:
            had = self.earlier.hasFocus()
            self.plot.partner = self.earlier.partner = None
            self.plot.named = True
            self.earlier.hide()
            self.plot.lay_out()
            self.compared.emit(False)
            if had:
                self.plot.setFocus()

    def _arrange(self) -> None:
        """Side by side where there is room, the names of the rows at the left of both; else one below the other."""
        beside = self.width() >= look().px(_SIDE_BY_SIDE)
        arrange(self._row, beside=beside)
        self.plot.named = not (beside and self.comparing)
        names = self.earlier.labels if beside and self.comparing else 0
        self._row.setStretch(0, max(1, self.width() + names))
        self._row.setStretch(1, max(1, self.width() - names))
        self._row.activate()
        for plot in self.plots:
            plot.lay_out()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.comparing:
            self._arrange()

    @override
    def sizeHint(self) -> QSize:
        return self.plot.sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return self.plot.minimumSizeHint()
