"""The week of a meal plan as it is written: the table, under it the meal of the cell that has the keyboard.

What was carried over from the plan in force is looked at meal by meal, once for the days that are alike; a change can
be taken back. It knows no patient and no vault.
"""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.dosage import DayOfWeek
from careboard.clinical.nutrition import MealPlan, MealTime, PlannedMeal
from careboard.i18n import gettext as _
from careboard.projections.wording.voice import Voice
from careboard.projections.wording.week import TIMES, time_told
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Flow, arrange
from careboard.ui.patient.composer.body import Kept
from careboard.ui.patient.composer.meal_fields import MealFields
from careboard.ui.patient.composer.week_grid import WeekGrid
from careboard.ui.patient.composer.week_model import day_words, meal_told, place_words
from careboard.workflow.writing.meals import groups_of
from careboard.workflow.writing.week import Place, Week, as_kept, from_kept

_UNDONE = 50  # changes that can be taken back
_WIDE = 1000  # px at 100% from which the week and one of its meals stand beside each other


class WeekEditor(QWidget):
    """Seven days of six eating times. `changed` is sent when the week is another, `looked_at` when a mark is gone."""

    changed = Signal()
    looked_at = Signal()

    def __init__(self, plan: MealPlan | None, voice: Voice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.week = self.carried = Week.of(plan)
        self._voice = voice
        self._waiting = {(time, meal) for (_day, time), meal in self.week.meals.items()}
        self._before: list[tuple[Place | None, Week]] = []
        self._shows_energy = True
        self.grid, self.fields = WeekGrid(), MealFields(groups_of(self.week.meals.values()))
        self._place = self.grid.place
        self.copy_day, self.copy_meal = Button("", "quiet"), Button("", "quiet")
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._lay_out()
        self._listen()
        self._show()

    def _lay_out(self) -> None:
        copies = QWidget()
        flow = Flow(copies, look().px(8))
        flow.addWidget(self.copy_day)
        flow.addWidget(self.copy_meal)
        beside = QVBoxLayout()
        beside.setSpacing(look().px(6))
        beside.addWidget(self.fields)
        beside.addWidget(copies)
        beside.addStretch(1)
        self._parts.setSpacing(look().px(12))
        self._parts.addWidget(self.grid, 3)
        self._parts.addLayout(beside, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(4))
        column.addLayout(self._parts)
        keys = _("Arrows go from meal to meal, Enter edits one, C copies its day, Shift+C the meal, Ctrl+Z takes back.")
        column.addWidget(Label(keys, Type.META, "text3", wrap=True))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._fit()

    def _fit(self) -> None:
        """In a wide window the meal stands beside its week: that is low, too."""
        wide = self.width() >= look().px(_WIDE)
        arrange(self._parts, beside=wide)

    def _listen(self) -> None:
        self.grid.visited.connect(self._visit)
        self.grid.edit_asked.connect(self.fields.begin)
        self.grid.cleared.connect(lambda: self._put(None))
        self.grid.undone.connect(self.undo)
        self.grid.day_copied.connect(self._copy_day)
        self.grid.meal_copied.connect(self._copy_meal)
        self.copy_day.clicked.connect(self.grid.ask_for_days)
        self.copy_meal.clicked.connect(self.grid.ask_for_meals)
        self.fields.changed.connect(self._put)
        self.fields.done.connect(self.grid.go_down)
        self.fields.left_back.connect(self.grid.setFocus)
        self.setFocusProxy(self.grid)

    # -- what stands in it --------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Read what is being typed."""
        self.fields.settle()

    def show_energy(self, *, shows: bool) -> None:
        """Show the energy of the meals, or hide it."""
        self._shows_energy = shows
        self._show()

    @property
    def energy_differs(self) -> bool:
        """Has a meal other energy than the plan that this week began as?"""
        return bool(self.other_energy)

    @property
    def other_energy(self) -> tuple[DayOfWeek, ...]:
        """The days on which a meal has other energy than in the plan that this week began as."""
        now, before = _energy(self.week), _energy(self.carried)
        return tuple(day for day in DayOfWeek if any(now.get((day, t)) != before.get((day, t)) for t in TIMES))

    def be_outrun(self, plan: MealPlan | None, *, untouched: bool) -> None:
        """Another plan is in force: what was written stays, else it is that plan's week; it is looked at again."""
        self.carried = Week.of(plan)
        if untouched:
            self.week, self._before = self.carried, []
        self._waiting = {(time, meal) for (_day, time), meal in self.week.meals.items()}
        if self.grid.hasFocus():
            self._visit(self._place)
        self._show()

    def wait_for_a_look_at_energy(self) -> None:
        """Each meal with energy is to be looked at again."""
        self._waiting |= {(time, meal) for (_day, time), meal in self.week.meals.items() if meal.energy_kcal}

    @property
    def waiting(self) -> tuple[str, ...]:
        """The meals that were carried over and not looked at, each with its days where these are not all."""
        found = []
        for time in TIMES:
            met: set[PlannedMeal] = set()
            for place, meal in self.week.meals.items():
                if place[1] is time and meal not in met and (time, meal) in self._waiting:
                    met.add(meal)
                    found.append(time_told(time, self.week.alike(place), self._voice))
        return tuple(found)

    def go_to_waiting(self) -> None:
        """The keyboard goes to the first meal that was not looked at."""
        places = [place for place in self._in_order() if self._waits(place)]
        self.grid.setFocus()
        if places and places[0] == self._place:
            self._visit(self._place)
        elif places:
            self._go_to(places[0])

    def _in_order(self) -> Sequence[Place]:
        return [(day, time) for time in TIMES for day in DayOfWeek]

    def _waits(self, place: Place) -> bool:
        meal = self.week.at(place)
        return meal is not None and (place[1], meal) in self._waiting

    def _go_to(self, place: Place) -> None:
        self.grid.setCurrentIndex(
            self.grid.model_of_week.index(TIMES.index(place[1]), tuple(DayOfWeek).index(place[0]))
        )

    # -- what is done with it -----------------------------------------------------------------------------------

    def _visit(self, place: Place) -> None:
        self._place = place
        if (meal := self.week.at(place)) is not None and (place[1], meal) in self._waiting:
            self._waiting.discard((place[1], meal))
            self.looked_at.emit()
        self._show()

    def _put(self, meal: PlannedMeal | None) -> None:
        self._become(self.week.put(self._place, meal), self._place)

    def _copy_day(self, days: tuple[DayOfWeek, ...]) -> None:
        day = self._place[0]
        self._become(self.week.copy_day(day, days))
        self._tell(_("{day} copied.").format(day=day_words(day)))

    def _copy_meal(self, days: tuple[DayOfWeek, ...]) -> None:
        self._become(self.week.copy_meal(self._place, days))
        self._tell(_("{meal} copied.").format(meal=place_words(self._place)))

    def _become(self, week: Week, place: Place | None = None) -> None:
        """What is done at one place after the other is taken back place by place, a copy at once."""
        if week == self.week:
            return
        if place is None or not self._before or self._before[-1][0] != place:
            self._before = [*self._before, (place, self.week)][-_UNDONE:]
        self.week = week
        self._show()
        self.changed.emit()

    def undo(self) -> None:
        """Take back what was done last."""
        if self._before:
            place, self.week = self._before.pop()
            if place is not None:
                self._go_to(place)
            self._tell(_("Taken back."))
            self._show()
            self.changed.emit()

    def _tell(self, words: str) -> None:
        announce(self.grid, words)

    def _show(self) -> None:
        waiting = frozenset(place for place in self.week.meals if self._waits(place))
        self.grid.model_of_week.show_week(self.week, waiting, shows_energy=self._shows_energy)
        place, meal = self._place, self.week.at(self._place)
        self.copy_day.setText(_("Copy {day} to ...").format(day=day_words(place[0])))
        self.copy_meal.setText(_("Copy {meal} to ...").format(meal=place_words(place)))
        told = ", ".join(meal_told(meal, shows_energy=self._shows_energy)) or _("nothing planned")
        self.fields.show_meal(f"{place_words(place)}: {told}", place[1], meal, shows_energy=self._shows_energy)

    # -- drafts -------------------------------------------------------------------------------------------------

    def kept(self) -> Kept:
        """The week for a draft."""
        return {"meals": as_kept(self.week), "waiting": [list(one) for one in self._carried_places()]}

    def _carried_places(self) -> list[Place]:
        return [place for place in self._in_order() if self._waits(place)]

    def restore(self, kept: Kept, *, outrun: bool) -> None:
        """The week of a draft; where another plan was signed since, all of it is to be looked at again."""
        self.week = from_kept(kept["meals"])
        waits = self.week.meals if outrun else [(DayOfWeek(day), MealTime(time)) for day, time in kept["waiting"]]
        self._waiting = {(place[1], self.week.meals[place]) for place in waits if place in self.week.meals}
        self._show()


def _energy(week: Week) -> dict[Place, Decimal]:
    return {place: meal.energy_kcal for place, meal in week.meals.items() if meal.energy_kcal}
