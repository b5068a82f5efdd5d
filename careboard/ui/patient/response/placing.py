"""Where everything of the chart stands: rows and axis in the room that there is, what is scrolled, what values look to.

A value is the last one at or before the focus line, the end of what is compared, or now; never a later one.
"""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QScrollBar, QSizePolicy, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.projections.lanes.all import Lanes, Row
from careboard.projections.lanes.days import end_of_day, the_day
from careboard.projections.lanes.model import Value
from careboard.ui.look.look import look
from careboard.ui.patient.response import paint_frame as frame
from careboard.ui.patient.response.axis import Axis
from careboard.ui.patient.response.canvas import forget_fonts
from careboard.ui.patient.response.choices import Choices
from careboard.ui.patient.response.geometry import AXIS, CARE, LABELS, VALUES
from careboard.ui.patient.response.merged import Kept
from careboard.ui.patient.response.rows import Heading, Layout, Placed, lay_out, shown_rows

_EMPTY = Layout((), (), 0.0)
STRIP = 19
_NO_NAMES = 10


class Placing(QWidget):
    """Lanes with their places. `partner` is the other window of days, where two are compared; it has the same rows."""

    moved = Signal()
    scrolled_to = Signal(int)

    def __init__(self, choices: Choices | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Response chart"))
        self.choices = choices or Choices()
        self.partner: Placing | None = None
        self.named = True  # are the names of the rows drawn here, or in the partner?
        self.lanes: Lanes | None = None
        self.axis = Axis(0.0, 77.0)
        self.focus: float | None = None
        self.selected = ""
        self.previewing = ""  # the entry that is not signed yet
        self.chips: list[QRectF] = []
        self._layout = _EMPTY
        self._kept = Kept()
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)
        self._bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._bar.valueChanged.connect(self.update)
        self._bar.valueChanged.connect(self.scrolled_to)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # -- what is shown ------------------------------------------------------------------------------------------

    def show_lanes(self, lanes: Lanes, axis: Axis | None = None) -> None:
        """Show lanes, over the same days as before or over others."""
        self.lanes = lanes
        self._kept.clear()
        self.axis = axis or self.axis
        if self.focus is not None and not self.axis.start <= self.focus <= self.axis.end:
            self.focus = None
        self.lay_out()

    def show_days(self, axis: Axis) -> None:
        """Show other days, and what was taken then."""
        self.axis = axis.placed(self.axis.left, self.axis.width)
        if self.lanes is not None and self._rows() != list(self._layout.whole):
            self.lay_out()
            if self.partner is not None:
                self.partner.lay_out()
        self.moved.emit()
        self.update()

    def _rows(self) -> list[Row]:
        axes = [self.axis] if self.partner is None else [self.axis, self.partner.axis]
        return shown_rows(self.lanes, self.choices, axes) if self.lanes is not None else []

    def scroll_to(self, place: int) -> None:
        """Move the rows up by so much."""
        self._bar.setValue(place)

    def lay_out(self) -> None:
        """Place the rows anew: after a choice, another chart, another size."""
        names = self.labels if self.named or self.partner is None else self.partner.labels
        if self.lanes is not None:
            self._layout = lay_out(self._rows(), self.choices.folded, look(), names, self.height() - self.top)
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
        if not self.named:
            return look().px(_NO_NAMES)
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

    def headings(self) -> tuple[Heading, ...]:
        """The headings of the sections as they stand."""
        return self._layout.headings

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
        room = self.height() - self.top - look().px(STRIP)
        if placed.top < self._bar.value():
            self._bar.setValue(round(placed.top - look().px(STRIP)))
        elif placed.bottom > self._bar.value() + room:
            self._bar.setValue(round(placed.bottom - room))

    def value(self, row: Row) -> Value:
        """What a row answers now, or at the focus line."""
        return row.value(self.looking_from())

    def looking_from(self) -> float:
        """The moment up to which values are told: the end of the day of the line, or of the last one compared; now."""
        day = self._looking_at()
        return self.now if day is None or int(day) == int(self.now) else end_of_day(the_day(day))

    def _looking_at(self) -> float | None:
        """The day of the focus line; where two windows are compared, the last day of one that lies in the past."""
        if self.focus is None and self.partner is not None and self.axis.end <= self.now:
            return self.axis.end - 0.5
        return self.focus

    def heading(self) -> str:
        """Over the values: now, or the day up to which they are told."""
        day = self._looking_at()
        if self.lanes is None or day is None:
            return _("Now")
        return frame.focus_words(day, self.lanes.calendar)

    def above(self) -> str:
        """Which rows are out of view above, by name."""
        return self._layout.above(self._bar.value())

    def below(self) -> str:
        """Which rows are out of view below, or under the words that say so."""
        over = self._layout.height - self._bar.value() > self.height() - self.top + 1
        room = self.height() - (look().px(STRIP) if over else 0)
        return self._layout.below(self.scrolled + room)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Meanwhile rows may have been chosen in another view."""
        super().showEvent(event)
        self.lay_out()

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
