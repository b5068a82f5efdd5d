"""The week of a meal plan as a table that is written in: a row for each eating time, a column for each day.

It only translates: each cell says what is planned line by line, and what of it differs from most other days.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from careboard.clinical.dosage import DayOfWeek
from careboard.clinical.nutrition import MealTime, PlannedMeal
from careboard.i18n import gettext as _
from careboard.projections.wording.dosage import DAYS
from careboard.projections.wording.numbers import number
from careboard.projections.wording.week import TIMES, WEEK
from careboard.ui.parts.rows import NOWHERE, Index
from careboard.ui.parts.tips import as_tip
from careboard.ui.patient.meal_model import WEEKDAYS, MealModel, meal_words
from careboard.workflow.writing.week import Place, Week

DIFFERS = Qt.ItemDataRole.UserRole  # is it another meal than on most days?
WAITS = Qt.ItemDataRole.UserRole + 1  # was it carried over, and nobody looked at it?


class WeekModel(MealModel):
    """What is planned, by eating time and day."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.week = Week()
        self._waiting: frozenset[Place] = frozenset()
        self._shows_energy = False

    def show_week(self, week: Week, waiting: frozenset[Place], *, shows_energy: bool) -> None:
        """Show a week. `waiting` are the places that were carried over and not looked at."""
        self.week, self._waiting, self._shows_energy = week, waiting, shows_energy
        self.all_changed()

    def place(self, index: Index) -> Place:
        """The day and eating time of a cell."""
        return WEEK[index.column()], TIMES[index.row()]

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(WEEK)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        place = self.place(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return "\n".join(self._lines(place))
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._read(place)
            case Qt.ItemDataRole.ToolTipRole:
                return as_tip("\n".join((*self._lines(place), self._read(place))))
            case _ if role == DIFFERS:
                return self._differs(place)
            case _ if role == WAITS:
                return place in self._waiting
            case _:
                return None

    def _lines(self, place: Place) -> tuple[str, ...]:
        return meal_told(self.week.at(place), shows_energy=self._shows_energy)

    def _read(self, place: Place) -> str:
        """All of it, for who cannot see the table."""
        told = ", ".join(self._lines(place)) or _("nothing planned")
        differs = _("other than on most days") if self._differs(place) else ""
        waits = _("to be looked at") if place in self._waiting else ""
        return "; ".join(part for part in (f"{place_words(place)}: {told}", differs, waits) if part)

    def _differs(self, place: Place) -> bool:
        return 2 * len(self.week.alike(place)) < len(WEEK)

    @override
    def time_head(self, time: MealTime) -> tuple[str, str]:
        return meal_words(time).replace(" ", "\n"), meal_words(time)

    @override
    def day_head(self, column: int) -> tuple[str, str]:
        return WEEKDAYS[column], day_words(WEEK[column])


def meal_told(meal: PlannedMeal | None, *, shows_energy: bool) -> tuple[str, ...]:
    """What is planned, a line for each group, the energy, and the words."""
    if meal is None:
        return ()
    told = [f"{number(one.count)} {one.group}" for one in meal.exchanges]
    if meal.energy_kcal is not None:
        told.append(f"{number(meal.energy_kcal)} kcal" if shows_energy else _("energy hidden"))
    return (*told, *((meal.text,) if meal.text else ()))


def day_words(day: DayOfWeek) -> str:
    """A day of the week."""
    return _(DAYS[day])


def place_words(place: Place) -> str:
    """A place of the week: "Lunch, Saturday"."""
    return f"{meal_words(place[1])}, {day_words(place[0])}"
