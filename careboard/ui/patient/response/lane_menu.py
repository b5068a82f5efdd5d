"""The menu of a place in the drawing: what a right click, or the menu key, offers for a lane, its mark and its day.

Nothing stands in it that has no other way; what may be done with a medicine is added by who knows the member's role.
"""

from dataclasses import dataclass

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from careboard.i18n import gettext as _
from careboard.projections.lanes.all import Row
from careboard.projections.lanes.days import Calendar
from careboard.projections.lanes.model import Mark, plain_title


@dataclass(frozen=True, slots=True)
class Place:
    """Where a menu is asked for: a row, the mark there, the day there, and the place on the screen."""

    row: Row | None
    mark: Mark | None
    day: float | None
    at: QPoint

    def mark_words(self) -> str:
        """What opens the entry behind the mark."""
        return _("Open: {entry}").format(entry=self.mark.name) if self.mark else ""

    def row_words(self) -> str:
        """What puts the row away."""
        return _("Put {lane} away").format(lane=plain_title(self.row)) if self.row else ""

    def day_words(self, calendar: Calendar) -> str:
        """What counts the days from this one."""
        return _("Count the days from {day}").format(day=calendar.long(self.day)) if self.day is not None else ""


def after_a_line(menu: QMenu) -> QMenu:
    """The menu, with a line under what stands in it already."""
    if not menu.isEmpty():
        menu.addSeparator()
    return menu
