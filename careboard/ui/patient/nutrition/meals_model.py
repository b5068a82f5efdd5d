"""The intake as a table: a row for each eating time, a column for each day, the last of them today.

It only translates: each cell answers with its meal, its words, and all of it for who listens.
"""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from careboard.clinical.nutrition import MealObservation, Supplement
from careboard.i18n import gettext as _
from careboard.projections.nutrition.intake import Intake, Meal, Place, what_was_seen
from careboard.projections.wording.times import day
from careboard.projections.wording.voice import Voice
from careboard.projections.wording.week import TIMES
from careboard.ui.parts.rows import NOWHERE, Index
from careboard.ui.parts.tips import as_tip
from careboard.ui.patient.meal_model import WEEKDAYS, MealModel, meal_words

MEAL = Qt.ItemDataRole.UserRole  # the Meal of a cell
SHOWN = Qt.ItemDataRole.UserRole + 1  # its MealObservation, also one that still waits, or None
WAITS = Qt.ItemDataRole.UserRole + 2  # can it still be taken back?


_BRIEF = {
    Supplement.NOT_NEEDED: "",
    Supplement.TAKEN: _("suppl. taken"),
    Supplement.PARTLY: _("suppl. in part"),
    Supplement.REFUSED: _("suppl. refused"),
    Supplement.NOT_OFFERED: _("suppl. not offered"),
}


class MealsModel(MealModel):
    """Meals by eating time and day; one of them may wait for its ten seconds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._intake = Intake((), {}, "")
        self._voice = Voice()
        self._waiting: tuple[Place, MealObservation] | None = None

    def show_intake(self, intake: Intake, voice: Voice) -> None:
        """Show the meals of some days."""
        same = intake.days == self._intake.days
        if not same:
            self.beginResetModel()
        self._intake, self._voice = intake, voice
        if same:
            self.all_changed()
        else:
            self.endResetModel()

    def wait_with(self, place: Place | None, seen: MealObservation | None = None) -> None:
        """Show what was seen of a meal before it is recorded; nothing waits without a place."""
        self._waiting = (place, seen) if place is not None and seen is not None else None
        self.all_changed()

    def meal(self, index: Index) -> Meal | None:
        """The meal of a cell."""
        if not index.isValid():
            return None
        return self._intake.meal(self._intake.days[index.column()], TIMES[index.row()])

    def first_open(self) -> QModelIndex:
        """Today's first meal that is not recorded; where all are, the last one."""
        today = self.columnCount() - 1
        cells = [self.index(row, today) for row in range(self.rowCount())]
        return next((cell for cell in cells if self._shown(cell) is None), cells[-1])

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._intake.days)

    def _shown(self, index: Index) -> MealObservation | None:
        meal = self.meal(index)
        if meal is None:
            return None
        return self._waiting[1] if self._is_waiting(meal) and self._waiting else meal.eaten

    def _is_waiting(self, meal: Meal) -> bool:
        return self._waiting is not None and self._waiting[0] == (meal.day, meal.time)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        meal = self.meal(index)
        if meal is None:
            return None
        seen = self._shown(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{seen.share}%" if seen is not None else ""
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._read(meal, seen)
            case Qt.ItemDataRole.ToolTipRole:
                short = brief(seen) if seen is not None else ""  # as the cell says it, which may have no room for it
                return as_tip("\n".join(part for part in (short, self._read(meal, seen)) if part))
            case _ if role == MEAL:
                return meal
            case _ if role == SHOWN:
                return seen
            case _ if role == WAITS:
                return self._is_waiting(meal)
            case _:
                return None

    def _read(self, meal: Meal, seen: MealObservation | None) -> str:
        if not self._is_waiting(meal) or seen is None:
            return meal.read(self._voice)
        told = _("{meal}, {day}: {seen}, not recorded yet")
        on = day(meal.day, self._voice)
        return told.format(meal=meal_words(meal.time), day=on, seen=what_was_seen(seen, self._voice))

    @override
    def day_head(self, column: int) -> tuple[str, str]:
        on = self._intake.days[column]
        name = _("Today") if column == len(self._intake.days) - 1 else WEEKDAYS[on.weekday()]
        words = f"{name}\n{day(on, self._voice).rpartition('-')[0]}"
        return words, words


def brief(seen: MealObservation) -> str:
    """What stands under the share in a cell: of the supplement, and of what was seen."""
    supplement = _BRIEF[seen.supplement] if seen.supplement else ""
    behaviors = ", ".join(seen.behaviors)
    return "; ".join(part for part in (supplement, behaviors) if part)
