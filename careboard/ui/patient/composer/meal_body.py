"""A meal plan: what is eaten at each of six times, energy, when a supplement is due; a new one replaces the old.

Whoever plans writes every line anew or leaves it out; nothing is filled in from the plan before.
"""

from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.entry import KnownContent
from careboard.clinical.nutrition import MealPlan, MealTime, PlannedMeal
from careboard.clinical.values import When
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.moments import today
from careboard.projections.wording.times import day
from careboard.ui.look.look import look
from careboard.ui.parts.days import read_when
from careboard.ui.parts.fields import Field, Line
from careboard.ui.patient.composer.body import Body, Head, Kept
from careboard.workflow.writing.measures import number

KEY = "meal-plan-itself"
_TIMES = {
    MealTime.BREAKFAST: "Breakfast",
    MealTime.MORNING_SNACK: "Morning snack",
    MealTime.LUNCH: "Lunch",
    MealTime.AFTERNOON_SNACK: "Afternoon snack",
    MealTime.DINNER: "Dinner",
    MealTime.EVENING_SNACK: "Evening snack",
}


class MealPlanBody(Body):
    """One version of the meal plan."""

    def __init__(self, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(KEY, _("Meal plan"), parent)
        self._chart = chart
        self._lines: dict[str, Line] = {}
        for time, words in _TIMES.items():
            hint = _("2 grains, 1 dairy, 1 fruit") if time is MealTime.BREAKFAST else ""
            self.column.addWidget(self._field(time.value, _(words), hint))
        row = QHBoxLayout()
        row.setSpacing(look().px(8))
        row.addWidget(self._field("low", _("Energy from, kcal a day")))
        row.addWidget(self._field("high", _("to, kcal a day")))
        row.addWidget(self._field("from", _("Effective from")))
        self.column.addLayout(row)
        self.column.addWidget(self._field("rule", _("Supplement rule"), _("One bottle if less than half is eaten")))
        self._lines["from"].setText(day(today(chart.now, chart.zone), chart.voice))

    def _field(self, key: str, label: str, hint: str = "") -> Field:
        line = self._lines[key] = Line(placeholder=hint)
        line.textChanged.connect(self.changed)
        return Field(label, line)

    @property
    @override
    def empty(self) -> bool:
        return not any(line.words for key, line in self._lines.items() if key != "from")

    @override
    def contents(self, head: Head) -> tuple[KnownContent, ...]:
        meals = tuple(PlannedMeal(time, text=words) for time in _TIMES if (words := self._lines[time.value].words))
        if not meals:
            raise ValueError(_("A meal plan says what is eaten at one time at least."))
        return (
            MealPlan(
                meals,
                energy_min_kcal=self._energy("low"),
                energy_max_kcal=self._energy("high"),
                supplement_rule=self._lines["rule"].words,
                effective_from=self._from(),
            ),
        )

    def _energy(self, key: str) -> Decimal | None:
        words = self._lines[key].words.replace(",", "")
        return number(words, _("Energy")) if words else None

    def _from(self) -> When | None:
        return read_when(self._lines["from"].words, today(self._chart.now, self._chart.zone), self._chart.zone)

    @override
    def kept(self) -> Kept:
        return {key: line.text() for key, line in self._lines.items()}

    @override
    def restore(self, kept: Kept) -> None:
        for key, text in kept.items():
            self._lines[key].setText(text)
