"""A meal plan: the week of meals, energy, supplements, what is avoided; a new version replaces the one in force.

It begins as the plan in force, its structured parts alone, each to be looked at before anything is signed. A remark in
prose is copied only when somebody says so. Where another plan comes into force meanwhile, all is looked at again.
"""

from decimal import Decimal

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from careboard.clinical.entry import KnownContent
from careboard.clinical.nutrition import MealPlan
from careboard.clinical.values import EntryId
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.moments import has_begun
from careboard.projections.standing import Stated
from careboard.projections.wording.voice import Voice
from careboard.projections.wording.week import days_told
from careboard.ui.patient.composer.body import Head, Kept, Missing
from careboard.ui.patient.composer.plan_form import PlanForm
from careboard.ui.patient.composer.plan_lines import (
    APART,
    ENERGY,
    FROM,
    HIGH,
    LOW,
    carried_lines,
    same_or_new,
    week_of_lines,
)
from careboard.workflow.writing.measures import number

KEY = "meal-plan-itself"


class MealPlanBody(PlanForm):
    """One version of the meal plan."""

    def __init__(self, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(KEY, chart, parent)

    # -- a newer chart ------------------------------------------------------------------------------------------

    @override
    def show_chart(self, chart: Chart) -> None:
        blind, self._chart = self._chart.person.blind_weight, chart
        if chart.person.blind_weight != blind:
            self._shows_energy = not chart.person.blind_weight
        if chart.complete and _entry(chart.stay.meal_plan) != _entry(self._was):
            self._be_outrun(chart.stay.meal_plan)
        self._from_line.follow(self._today)
        self._tell_beforehand()
        self._fit_energy()

    def _be_outrun(self, stated: Stated[MealPlan] | None) -> None:
        """Another plan is in force by now: what was typed stays, and all of it is to be looked at again."""
        untouched, self._was = self.empty, stated
        carried = carried_lines(self._plan)
        for key, line in self._lines.items():
            if line is not self._from_line:
                line.carried = carried.get(key, "")
                if untouched:
                    line.setText(line.carried)
                line.wait()
        self.week.be_outrun(self._plan, untouched=untouched)
        self._outrun = not untouched
        self.changed.emit()
        self.restated.emit()

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
        hidden = () if self._shows_energy else ENERGY
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
        was = self._plan
        return (
            MealPlan(
                meals,
                same_or_new(self._several("diet"), was.diet if was else ()),
                self._lines["remark"].words,
                energy_min_kcal=self._energy(LOW),
                energy_max_kcal=self._energy(HIGH),
                supplements=self._several("supplements"),
                supplement_rule=self._lines["rule"].words,
                swaps=self._several("swaps"),
                avoid=same_or_new(self._several("avoid"), was.avoid if was else ()),
                effective_from=self._from(),
                other_days=others,
            ),
        )

    def _need_energy_of_the_plan(self) -> None:
        """Energy stays as it was while it is hidden: that of an older plan, out of a draft, is no such energy."""
        lines = any(self._lines[key].text() != self._lines[key].carried for key in ENERGY)
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
        return self._plan

    def _several(self, key: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self._lines[key].words.split(APART) if part.strip())

    def _energy(self, key: str) -> Decimal | None:
        words = self._lines[key].words.replace(",", "")
        return number(words, _("Energy")) if words else None

    # -- drafts -------------------------------------------------------------------------------------------------

    @override
    def kept(self) -> Kept:
        """The day is kept where a person said it: else it is that of the day on which the draft is taken up again."""
        lines = {key: line.text() for key, line in self._lines.items() if key != FROM or self._from_line.stated}
        waiting = [key for key, line in self._lines.items() if line.waits]  # hidden ones too: they may be shown later
        return {"lines": lines, "waiting": waiting, "was": _entry(self._was), "week": self.week.kept()}

    @override
    def restore(self, kept: Kept) -> None:
        """Put back what was typed; where another plan was signed since, all of it is to be looked at again."""
        outrun = self._outrun = kept["was"] != _entry(self._was)
        if FROM in kept["lines"]:
            self._from_line.put_back(kept["lines"][FROM])
        for key, line in self._lines.items():
            if key != FROM:
                line.setText(kept["lines"].get(key, ""))
            line.waits = bool(line.text()) if outrun and key != FROM else key in kept["waiting"]
        self.week.restore(kept.get("week") or week_of_lines(kept["lines"]), outrun=outrun or "week" not in kept)
        self._tell_beforehand()
        self._tell_energy()


def _entry(stated: Stated[MealPlan] | None) -> EntryId | str:
    return stated.entry.id if stated is not None else ""
