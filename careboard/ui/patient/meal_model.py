"""Meals as a table: a row for each eating time, a column for each day.

It only translates: what stands in a cell, and what a day is called, is said by who shows meals.
"""

from PySide6.QtCore import QAbstractTableModel, Qt
from typing_extensions import override

from careboard.clinical.nutrition import MealTime
from careboard.i18n import gettext as _
from careboard.projections.wording.week import MEALS, TIMES
from careboard.ui.parts.rows import NOWHERE, Index

WEEKDAYS = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
_SAID = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)


class MealModel(QAbstractTableModel):
    """Its rows and its headings; how many days there are is `columnCount`."""

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() or not self.columnCount() else len(TIMES)

    def all_changed(self) -> None:
        """Every cell may say something else now."""
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in _SAID:
            return None
        across = orientation is Qt.Orientation.Horizontal
        shown, read = self.day_head(section) if across else self.time_head(TIMES[section])
        return shown if role == Qt.ItemDataRole.DisplayRole else read

    def time_head(self, time: MealTime) -> tuple[str, str]:
        """What an eating time is called, for who sees the table and for who does not."""
        return meal_words(time), meal_words(time)

    def day_head(self, column: int) -> tuple[str, str]:
        """What a day is called, for who sees the table and for who does not."""
        raise NotImplementedError


def meal_words(time: MealTime) -> str:
    """An eating time in words."""
    return _(MEALS[time])
