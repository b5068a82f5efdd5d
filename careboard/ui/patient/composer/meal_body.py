"""A meal plan: the week of meals, energy, supplements, what is avoided; a new version replaces the one in force.

It begins as the plan in force, its structured parts alone, each to be looked at before anything is signed. A remark in
prose is copied only when somebody says so. Where weight is blind, energy stays as it was until somebody looks at it.
"""

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.dosage import DayOfWeek
from careboard.clinical.entry import KnownContent
from careboard.clinical.nutrition import MealPlan, MealTime, PlannedMeal
from careboard.clinical.values import Coded, EntryId, When
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.hidden import shown_content
from careboard.projections.moments import has_begun, today
from careboard.projections.wording.numbers import number as number_words
from careboard.projections.wording.times import day, when
from careboard.projections.wording.voice import Voice
from careboard.projections.wording.week import days_told
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.days import read_when
from careboard.ui.parts.fields import Field, Line
from careboard.ui.parts.labels import Label
from careboard.ui.patient import banner_words
from careboard.ui.patient.composer.body import Body, Head, Kept, Missing
from careboard.ui.patient.composer.week_editor import WeekEditor
from careboard.workflow.writing.meals import planned_meal
from careboard.workflow.writing.measures import number
from careboard.workflow.writing.week import Week, as_kept

KEY = "meal-plan-itself"
_APART = ";"
_ENERGY = ("low", "high")


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

    wants_room = True

    def __init__(self, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(KEY, _("Meal plan"), parent)
        self._chart, self._was = chart, chart.stay.meal_plan
        self._shows_energy, self._outrun = not chart.person.blind_weight, False
        self._lines: dict[str, PlanLine] = {}
        self._fields: dict[str, Field] = {}
        was = self._was.content if self._was else None
        self.week = WeekEditor(was, chart.voice)
        self.energy = Button(_("Energy hidden, and stays as it is: weight is blind. Show it"), "quiet", "hidden")
        self._tell_beforehand()
        self._lay_out(was)
        self._lines["from"].begin_with(day(today(chart.now, chart.zone), chart.voice))
        self._listen()
        self._fit_energy()

    def _tell_beforehand(self) -> None:
        """The allergies, on top; and from which plan the week is."""
        self.column.addWidget(Label(banner_words.allergies(self._chart), Type.STRONG_LABEL, "text1", wrap=True))
        if self._was is not None:
            begins = _("It begins as the plan in force{since}. Look at each meal with a mark, and at each line below.")
            since = self._was.content.effective_from
            told = _(" since {day}").format(day=when(since, self._chart.voice)) if since else ""
            self.column.addWidget(Label(begins.format(since=told), Type.LABEL, "text2", wrap=True))

    def _lay_out(self, was: MealPlan | None) -> None:
        self.column.addWidget(self.week)
        self.column.addWidget(self.energy, 0, Qt.AlignmentFlag.AlignLeft)
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
            ("remark", _("Remark"), (), ""),
        ):
            self.column.addWidget(self._field(key, label, f"{_APART} ".join(carried), hint))
        if was is not None and was.text:
            self._offer_remark(was.text)

    def _offer_remark(self, text: str) -> None:
        """The remark until now is read, and kept only when somebody says so."""
        self.column.addWidget(Label(_("Remark until now: {text}").format(text=text), Type.LABEL, "text2", wrap=True))
        keep = Button(_("Keep this remark"), "quiet")
        keep.clicked.connect(lambda: self._lines["remark"].setText(text))
        self.column.addWidget(keep, 0, Qt.AlignmentFlag.AlignLeft)

    def _field(self, key: str, label: str, carried: str = "", hint: str = "") -> Field:
        self._lines[key] = PlanLine(carried, hint)
        self._fields[key] = Field(label, self._lines[key])
        return self._fields[key]

    def _listen(self) -> None:
        for line in self._lines.values():
            line.textChanged.connect(self.changed)
            line.looked_at.connect(self.restated)
        self.week.changed.connect(self.changed)
        self.week.looked_at.connect(self.restated)
        self.energy.clicked.connect(lambda: self.look_wanted.emit(self.show_energy))

    @override
    def begin(self) -> None:
        self.week.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- energy under blind weight ------------------------------------------------------------------------------

    def show_energy(self) -> None:
        """Show the energy too; that somebody looks at it is recorded by now."""
        self._shows_energy = True
        if self._outrun:
            self.week.wait_for_a_look_at_energy()
        self._fit_energy()
        self.restated.emit()
        self.week.grid.setFocus()

    def _fit_energy(self) -> None:
        self.week.show_energy(shows=self._shows_energy)
        self.energy.setVisible(not self._shows_energy)
        for key in _ENERGY:
            self._fields[key].setVisible(self._shows_energy)

    @override
    def shown(self, content: KnownContent) -> KnownContent:
        return shown_content(content, blind=not self._shows_energy)

    # -- what is carried over -----------------------------------------------------------------------------------

    @property
    @override
    def empty(self) -> bool:
        same = self.week.week == self.week.carried
        return same and all(line.text() == line.carried for line in self._lines.values())

    @property
    @override
    def status(self) -> str:
        waiting = len(self.week.waiting) + len(self._waiting)
        return _("{n} carried over, to be looked at").format(n=waiting) if waiting else ""

    @property
    def _waiting(self) -> tuple[str, ...]:
        """The lines that were carried over and not looked at; energy that is hidden stays as it was."""
        hidden = () if self._shows_energy else _ENERGY
        return tuple(key for key, line in self._lines.items() if line.waits and key not in hidden)

    @property
    @override
    def replaces(self) -> EntryId | None:
        """The plan in force, where this one takes its place at once; a later one lets it stand until then."""
        begins = self._from()
        ours = self._was is not None and self._was.entry.source is None
        at_once = has_begun(begins, self._chart.now, self._chart.zone)
        return self._was.entry.id if self._was is not None and ours and at_once else None

    # -- what is signed -----------------------------------------------------------------------------------------

    @override
    def contents(self, head: Head) -> tuple[KnownContent, ...]:
        self.week.settle()
        self._need_energy_of_the_plan()
        self._need_a_look()
        self._need_each_day()
        meals, others = self.week.week.stated
        was = self._was.content if self._was else None
        return (
            MealPlan(
                meals,
                _same_or_new(self._several("diet"), was.diet if was else ()),
                self._lines["remark"].words,
                energy_min_kcal=self._energy("low"),
                energy_max_kcal=self._energy("high"),
                supplements=self._several("supplements"),
                supplement_rule=self._lines["rule"].words,
                swaps=self._several("swaps"),
                avoid=_same_or_new(self._several("avoid"), was.avoid if was else ()),
                effective_from=self._from(),
                other_days=others,
            ),
        )

    def _need_energy_of_the_plan(self) -> None:
        """Energy stays as it was while it is hidden: that of an older plan, out of a draft, is no such energy."""
        lines = any(self._lines[key].text() != self._lines[key].carried for key in _ENERGY)
        if self._outrun and not self._shows_energy and (lines or self.week.energy_differs):
            told = _("Another plan was signed since: show the energy of this draft, and look at it.")
            raise Missing(self.energy, told)

    def _need_a_look(self) -> None:
        meals, lines = self.week.waiting, self._waiting
        if not (meals or lines):
            return
        named = ", ".join((*meals, *(self._fields[key].label for key in lines)))
        if meals:
            self.week.go_to_waiting()
        told = _("Look at what is carried over: {lines}.").format(lines=named)
        raise Missing(self.week.grid if meals else self._lines[lines[0]], told)

    def _need_each_day(self) -> None:
        week = self.week.week
        if not week.meals:
            raise Missing(self.week.grid, _("A meal plan says what is eaten at one time at least."))
        if week.empty_days:
            days = days_told(week.empty_days, Voice())
            raise Missing(self.week.grid, _("Nothing is planned for {days}: copy a day there.").format(days=days))

    @property
    @override
    def before(self) -> KnownContent | None:
        return self._was.content if self._was is not None else None

    def _several(self, key: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self._lines[key].words.split(_APART) if part.strip())

    def _energy(self, key: str) -> Decimal | None:
        words = self._lines[key].words.replace(",", "")
        return number(words, _("Energy")) if words else None

    def _from(self) -> When | None:
        return read_when(self._lines["from"].words, today(self._chart.now, self._chart.zone), self._chart.zone)

    # -- drafts -------------------------------------------------------------------------------------------------

    @override
    def kept(self) -> Kept:
        lines = {key: line.text() for key, line in self._lines.items()}
        was = self._was.entry.id if self._was else ""
        waiting = [key for key, line in self._lines.items() if line.waits]  # hidden ones too: they may be shown later
        return {"lines": lines, "waiting": waiting, "was": was, "week": self.week.kept()}

    @override
    def restore(self, kept: Kept) -> None:
        """Put back what was typed; where another plan was signed since, all of it is to be looked at again."""
        outrun = self._outrun = kept["was"] != (self._was.entry.id if self._was else "")
        for key, line in self._lines.items():
            line.setText(kept["lines"].get(key, ""))
            line.waits = bool(line.text()) if outrun else key in kept["waiting"]
        self.week.restore(kept.get("week") or _from_lines(kept["lines"]), outrun=outrun or "week" not in kept)


def _from_lines(lines: Kept) -> Kept:
    """The week of a draft from when a plan was one day, written as lines."""
    meals = [meal for time in MealTime if (meal := _read(time, str(lines.get(time.value, "")))) is not None]
    return {"meals": as_kept(Week({(day, meal.time): meal for day in DayOfWeek for meal in meals})), "waiting": []}


def _read(time: MealTime, typed: str) -> PlannedMeal | None:
    try:
        return planned_meal(time, typed)
    except ValueError:  # a group stood twice in it: it stays as it was typed
        return PlannedMeal(time, text=typed)


def _words(coded: tuple[Coded, ...]) -> tuple[str, ...]:
    return tuple(one.text for one in coded)


def _same_or_new(typed: tuple[str, ...], before: tuple[Coded, ...]) -> tuple[Coded, ...]:
    """What was coded stays coded, where its words stand as they were."""
    known = {one.text: one for one in before}
    return tuple(known.get(words) or Coded(words) for words in typed)
