"""A meal plan: what is eaten at each of six times, energy, supplements, what is avoided; a new one replaces the old.

It begins as the plan in force, its structured lines alone, each to be looked at before anything is signed. Remarks in
prose are never copied.
"""

from collections.abc import Iterator
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.entry import KnownContent
from careboard.clinical.nutrition import MealPlan, MealTime, PlannedMeal
from careboard.clinical.values import Coded, EntryId, When
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.moments import has_begun, today
from careboard.projections.wording.numbers import number as number_words
from careboard.projections.wording.times import day, when
from careboard.projections.wording.week import planned_meal as meal_words
from careboard.ui.look.look import Type, look
from careboard.ui.parts.days import read_when
from careboard.ui.parts.fields import Field, Line
from careboard.ui.parts.labels import Label
from careboard.ui.patient import banner_words
from careboard.ui.patient.composer.body import Body, Head, Kept, Missing
from careboard.workflow.writing.meals import planned_meal
from careboard.workflow.writing.measures import number

KEY = "meal-plan-itself"
_TIMES = {
    MealTime.BREAKFAST: _("Breakfast"),
    MealTime.MORNING_SNACK: _("Morning snack"),
    MealTime.LUNCH: _("Lunch"),
    MealTime.AFTERNOON_SNACK: _("Afternoon snack"),
    MealTime.DINNER: _("Dinner"),
    MealTime.EVENING_SNACK: _("Evening snack"),
}
_APART = ";"


class PlanLine(Line):
    """A line of the plan. What was carried over is looked at when the keyboard was in it."""

    looked_at = Signal()

    def __init__(self, carried: str, hint: str) -> None:
        super().__init__(carried, hint)
        self.carried, self.waits = carried, bool(carried)

    def begin_with(self, text: str) -> None:
        """Stand with a text of our own, which is no other version's."""
        self.carried = text
        self.setText(text)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.waits:
            self.waits = False
            self.looked_at.emit()


class MealPlanBody(Body):
    """One version of the meal plan."""

    def __init__(self, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(KEY, _("Meal plan"), parent)
        self._chart, self._was = chart, chart.stay.meal_plan
        self._lines: dict[str, PlanLine] = {}
        self._fields: dict[str, Field] = {}
        self._tell_beforehand()
        self._lay_out(self._was.content if self._was else None)
        self._lines["from"].begin_with(day(today(chart.now, chart.zone), chart.voice))
        for line in self._lines.values():
            line.textChanged.connect(self.changed)
            line.looked_at.connect(self.restated)

    def _tell_beforehand(self) -> None:
        """The allergies, on top; and from which plan the lines are."""
        self.column.addWidget(Label(banner_words.allergies(self._chart), Type.STRONG_LABEL, "text1", wrap=True))
        if self._was is not None:
            begins = _("It begins as the plan in force{since}. Look at each line: Tab goes through them.")
            since = self._was.content.effective_from
            told = _(" since {day}").format(day=when(since, self._chart.voice)) if since else ""
            self.column.addWidget(Label(begins.format(since=told), Type.LABEL, "text2", wrap=True))

    def _lay_out(self, was: MealPlan | None) -> None:
        meals = {meal.time: meal_words(meal) for meal in was.meals} if was else {}
        for time, words in _TIMES.items():
            hint = _("2 starch, 1 dairy, 1 fruit; or in words") if time is MealTime.BREAKFAST else ""
            self.column.addWidget(self._field(time.value, words, meals.get(time, ""), hint))
        low, high = (was.energy_min_kcal, was.energy_max_kcal) if was else (None, None)
        row = QHBoxLayout()
        row.setSpacing(look().px(8))
        row.addWidget(self._field("low", _("Energy from, kcal a day"), number_words(low) if low else ""))
        row.addWidget(self._field("high", _("Energy to, kcal a day"), number_words(high) if high else ""))
        row.addWidget(self._field("from", _("Effective from")))
        self.column.addLayout(row)
        one = _("One bottle if less than half is eaten")
        many = _("Several with a semicolon between them")
        for key, label, carried, hint in (
            ("supplements", _("Supplements"), was.supplements if was else (), many),
            ("rule", _("Supplement rule"), (was.supplement_rule,) if was and was.supplement_rule else (), one),
            ("swaps", _("Swaps"), was.swaps if was else (), many),
            ("avoid", _("Avoid"), _words(was.avoid) if was else (), many),
            ("diet", _("Diet"), _words(was.diet) if was else (), ""),
        ):
            self.column.addWidget(self._field(key, label, f"{_APART} ".join(carried), hint))

    def _field(self, key: str, label: str, carried: str = "", hint: str = "") -> Field:
        self._lines[key] = PlanLine(carried, hint)
        self._fields[key] = Field(label, self._lines[key])
        return self._fields[key]

    @property
    @override
    def empty(self) -> bool:
        return all(line.text() == line.carried for line in self._lines.values())

    @property
    @override
    def status(self) -> str:
        waiting = len(self._waiting)
        return _("{n} carried over, to be looked at").format(n=waiting) if waiting else ""

    @property
    def _waiting(self) -> tuple[str, ...]:
        """The lines that were carried over and not looked at."""
        return tuple(key for key, line in self._lines.items() if line.waits)

    @property
    @override
    def replaces(self) -> EntryId | None:
        """The plan in force, where this one takes its place at once; a later one lets it stand until then."""
        begins = self._from()
        ours = self._was is not None and self._was.entry.source is None
        at_once = has_begun(begins, self._chart.now, self._chart.zone)
        return self._was.entry.id if self._was is not None and ours and at_once else None

    @override
    def contents(self, head: Head) -> tuple[KnownContent, ...]:
        if waiting := self._waiting:
            named = ", ".join(self._fields[key].label for key in waiting)
            raise Missing(self._lines[waiting[0]], _("Look at what is carried over: {lines}.").format(lines=named))
        meals = tuple(self._meals())
        if not meals:
            raise Missing(self._lines["breakfast"], _("A meal plan says what is eaten at one time at least."))
        was = self._was.content if self._was else None
        return (
            MealPlan(
                meals,
                _same_or_new(self._several("diet"), was.diet if was else ()),
                energy_min_kcal=self._energy("low"),
                energy_max_kcal=self._energy("high"),
                supplements=self._several("supplements"),
                supplement_rule=self._lines["rule"].words,
                swaps=self._several("swaps"),
                avoid=_same_or_new(self._several("avoid"), was.avoid if was else ()),
                effective_from=self._from(),
            ),
        )

    @property
    @override
    def before(self) -> KnownContent | None:
        return self._was.content if self._was is not None else None

    def _meals(self) -> Iterator[PlannedMeal]:
        """What is written at each time; a line that nobody changed stays as it was, whatever it was."""
        before = {meal.time: meal for meal in self._was.content.meals} if self._was else {}
        for time in _TIMES:
            line = self._lines[time.value]
            unchanged = before.get(time) if line.text() == line.carried else None
            if (meal := unchanged or planned_meal(time, line.words)) is not None:
                yield meal

    def _several(self, key: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self._lines[key].words.split(_APART) if part.strip())

    def _energy(self, key: str) -> Decimal | None:
        words = self._lines[key].words.replace(",", "")
        return number(words, _("Energy")) if words else None

    def _from(self) -> When | None:
        return read_when(self._lines["from"].words, today(self._chart.now, self._chart.zone), self._chart.zone)

    @override
    def kept(self) -> Kept:
        lines = {key: line.text() for key, line in self._lines.items()}
        return {"lines": lines, "waiting": self._waiting, "was": self._was.entry.id if self._was else ""}

    @override
    def restore(self, kept: Kept) -> None:
        """Put back what was typed; where another plan was signed since, every line is to be looked at again."""
        outrun = kept["was"] != (self._was.entry.id if self._was else "")
        for key, text in kept["lines"].items():
            self._lines[key].setText(text)
            self._lines[key].waits = bool(text) if outrun else key in kept["waiting"]


def _words(coded: tuple[Coded, ...]) -> tuple[str, ...]:
    return tuple(one.text for one in coded)


def _same_or_new(typed: tuple[str, ...], before: tuple[Coded, ...]) -> tuple[Coded, ...]:
    """What was coded stays coded, where its words stand as they were."""
    known = {one.text: one for one in before}
    return tuple(known.get(words) or Coded(words) for words in typed)
