"""Where each row stands: sections with their headings, rows that are shown, rows that are out of view.

A row keeps its height whatever is in it, so that moving in time moves nothing up or down.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.lanes.all import Lanes, Row
from careboard.projections.lanes.doses import DoseLane
from careboard.projections.lanes.effects import EffectLane
from careboard.projections.lanes.model import Section, plain_title
from careboard.ui.look.look import Look, Type
from careboard.ui.patient.response.axis import Axis
from careboard.ui.patient.response.canvas import wrapped
from careboard.ui.patient.response.choices import Choices
from careboard.ui.patient.response.geometry import COLLAPSED, MARGIN, SECTION, least_height, row_height


def heading(section: Section) -> str:
    """What a section is called."""
    return {
        Section.CARE: _("Level of care"),
        Section.DOSES: _("Prescribed dose"),
        Section.EFFECTS: _("Side effects"),
        Section.SCORES: _("Risk and scores"),
        Section.MEASURES: _("Labs and vitals"),
    }[section]


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section; `rows` is how many rows it has, `folded` whether they are put away."""

    section: Section
    top: float
    height: float
    rows: int
    folded: bool

    @property
    def words(self) -> str:
        """The heading, and how many rows are put away under it."""
        return f"{heading(self.section)} ({self.rows})" if self.folded else heading(self.section)


@dataclass(frozen=True, slots=True)
class Placed:
    """A row and where it stands."""

    row: Row
    top: float
    height: float

    def box(self, axis: Axis, scrolled: float) -> QRectF:
        """Where its marks are drawn."""
        return QRectF(axis.left, self.top - scrolled, axis.width, self.height)

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Layout:
    """All headings and rows from top to bottom, in pixels from the first."""

    headings: tuple[Heading, ...]
    rows: tuple[Placed, ...]
    height: float
    whole: tuple[Row, ...] = ()  # the rows of folded sections too

    def at(self, y: float) -> Placed | None:
        """The row at a height."""
        return next((placed for placed in self.rows if placed.top <= y < placed.bottom), None)

    def heading_at(self, y: float) -> Heading | None:
        """The heading at a height."""
        return next((one for one in self.headings if one.top <= y < one.top + one.height), None)

    def of(self, key: str) -> Placed | None:
        """The row of a lane."""
        return next((placed for placed in self.rows if placed.row.key == key), None)

    def above(self, top: float) -> str:
        """The rows above a height, by name."""
        rows = [one for one in self.rows if one.top + one.height / 2 < top]
        return _by_name(rows, ngettext("{n} row above: {names}", "{n} rows above: {names}", len(rows)))

    def below(self, bottom: float) -> str:
        """The rows below a height, by name."""
        rows = [one for one in self.rows if one.bottom - one.height / 3 > bottom]
        return _by_name(rows, ngettext("{n} row below: {names}", "{n} rows below: {names}", len(rows)))


def _by_name(rows: Sequence[Placed], words: str) -> str:
    return "" if not rows else words.format(n=len(rows), names=", ".join(plain_title(placed.row) for placed in rows))


def shown_rows(lanes: Lanes, choices: Choices, axes: Iterable[Axis]) -> list[Row]:
    """The rows that are not put away, and those that were asked for, in the chosen order.

    A medicine that was not taken in any of these days is left out; the regimen names it.
    """
    seen = tuple(axes)
    offered = (row for row in choices.arranged(lanes.rows) if row.key not in lanes.offered or row.key in choices.extra)
    return [
        row
        for row in offered
        if row.key not in choices.hidden and (row.key in choices.extra or any(_concerns(row, axis) for axis in seen))
    ]


def _concerns(row: Row, axis: Axis) -> bool:
    return not isinstance(row, DoseLane) or row.running or row.reaches(axis.start, axis.end)


SQUEEZE = 0.8  # rows give way so far, so that as many as can be are seen; their words always have room


def lay_out(rows: Sequence[Row], folded: Collection[Section], look: Look, labels: float, room: float = 0.0) -> Layout:
    """Place rows under their headings; where they do not fit into the room, all give way a little."""
    whole = _placed(rows, folded, look, labels, 1.0)
    if not 0 < room < whole.height:
        return whole
    fitted = _placed(rows, folded, look, labels, max(room / whole.height, SQUEEZE))
    return fitted if fitted.height <= room else _placed(rows, folded, look, labels, SQUEEZE)


def _placed(rows: Sequence[Row], folded: Collection[Section], look: Look, labels: float, share: float) -> Layout:
    headings: list[Heading] = []
    placed: list[Placed] = []
    top = 0.0
    for section in Section:
        mine = [row for row in rows if row.section is section]
        if not mine:
            continue
        height = int(look.px(SECTION if section not in folded else COLLAPSED) * share)  # whole pixels: lines are sharp
        headings.append(Heading(section, top, height, len(mine), section in folded))
        top += height
        for row in mine if section not in folded else ():
            least = max(look.px(least_height(row)), _words_height(row, look, labels))
            tall = int(max(look.px(row_height(row)) * share, least))
            placed.append(Placed(row, top, tall))
            top += tall
    return Layout(tuple(headings), tuple(placed), top, tuple(rows))


def _words_height(row: Row, look: Look, labels: float) -> float:
    """How high the name of a row is in the width that it has; a name that needs no second line asks for nothing."""
    role = Type.LABEL if isinstance(row, EffectLane) else Type.BODY
    lines = len(wrapped(row.title, labels - look.px(MARGIN + 4), role, look.scale))
    return look.px((role.value[2] - 3) * (lines + bool(row.caption)) + 2) if lines > 1 else 0.0
