"""Forms about the plan of care: a version of it, goal by goal, and the review of the one in force.

A version begins as the one in force stands; how the patient agreed is asked anew each time.
"""

from typing import TYPE_CHECKING

from typing_extensions import override

from careboard.clinical.entry import KnownContent
from careboard.clinical.episode import (
    Achievement,
    Agreement,
    Goal,
    GoalReview,
    Intervention,
    PlanOfCare,
    PlanReview,
)
from careboard.i18n import gettext as _
from careboard.projections.standing import Stated
from careboard.ui.patient.forms.about import About
from careboard.ui.patient.forms.fielded import Refused, lines_of
from careboard.ui.patient.forms.form import Form

if TYPE_CHECKING:
    from careboard.ui.parts.fields import Choice, Text


class PlanOfCareForm(Form):
    """A version of the plan of care, whole: it begins as the one in force stands."""

    def __init__(self, about: About) -> None:
        plan = about.chart.stay.plan_of_care if about.chart else None
        super().__init__(_("Plan of care"), about, ref=plan.entry.id if plan and plan.entry.source is None else None)
        before = plan.content if plan else None
        self._called = self.line(_("Title"), before.title if before else _("Plan of care"))
        self._goals: list[_GoalFields] = []
        for goal in before.goals if before else ():
            self._goals.append(_GoalFields(self, goal.number, goal))
        following = max((fields.number for fields in self._goals), default=0) + 1
        self._goals.append(_GoalFields(self, following, None))
        self._criteria = self.text(_("Discharge criteria"), before.discharge_criteria if before else "")
        self._agreement = self.choice(_("How the patient agreed"), tuple(Agreement), empty=_("Not asked yet"))
        self._agreed = self.text(_("In the patient's words"))

    @override
    def content(self) -> KnownContent:
        """A PlanOfCare."""
        called = self.needed(self._called, _("A plan of care has a title."))
        goals = tuple(goal for fields in self._goals if (goal := fields.goal()) is not None)
        agreement = self.chosen_of(self._agreement, Agreement, _("Ask the patient, and choose how the patient agreed."))
        return PlanOfCare(
            called,
            goals,
            agreement,
            self._criteria.words,
            self._agreed.words,
        )


class _GoalFields:
    """The fields of one goal; left empty, it is none."""

    def __init__(self, form: Form, number: int, before: Goal | None) -> None:
        self._form, self.number, self._before = form, number, before
        form.heading(_("Goal {number}").format(number=number))
        self._problem = form.text(_("Problem {number}").format(number=number), before.problem if before else "")
        self._goal = form.text(
            _("Goal {number} in the patient's words").format(number=number), before.goal if before else ""
        )
        self._objective = form.text(
            _("Measurable objective {number}").format(number=number), before.objective if before else ""
        )
        target = before.target_date if before else None
        self._target = form.day_ahead(_("Target date {number}").format(number=number), target)
        told = [_intervention_line(one) for one in before.interventions] if before else []
        self._interventions = form.lines(
            _("Interventions {number}").format(number=number), told, _("What; how often; who. One on each line")
        )

    def goal(self) -> Goal | None:
        """The goal as the fields stand, or None where they are empty."""
        if not self._goal.words:
            if self._problem.words or self._objective.words:
                raise Refused(self._goal, _("A goal is said in words."))
            return None
        return Goal(
            self.number,
            self._goal.words,
            self._problem.words,
            self._objective.words,
            self._form.when_of(self._target),
            tuple(map(_intervention, lines_of(self._interventions))),
            self._before.status if self._before else None,
            self._before.achievement if self._before else None,
        )


class PlanReviewForm(Form):
    """The plan is looked at, goal by goal."""

    def __init__(self, about: About, plan: Stated[PlanOfCare]) -> None:
        super().__init__(_("Review of the plan"), about, subject=plan.entry.id)
        self._plan = plan
        self._goals: list[tuple[int, Choice, Text]] = []
        for goal in plan.content.goals:
            self.heading(_("Goal {number}: {goal}").format(number=goal.number, goal=goal.goal))
            stands = _("Goal {number} stands").format(number=goal.number)
            how = self.choice(stands, tuple(Achievement), empty=_("Not looked at"))
            seen = self.text(_("What was seen for goal {number}").format(number=goal.number))
            self._goals.append((goal.number, how, seen))
        self._next = self.day_ahead(_("Next review"))
        self._present = self.line(_("Who was present"), "", _("Names, with a comma between them"))

    @override
    def content(self) -> KnownContent:
        """A PlanReview of the goals that were looked at."""
        reviews = []
        for number, how, seen in self._goals:
            if isinstance(how.chosen, Achievement):
                reviews.append(GoalReview(number, how.chosen, self.needed(seen, _("A review says what was seen."))))
        present = tuple(name.strip() for name in self._present.words.split(",") if name.strip())
        return PlanReview(self._plan.entry.id, tuple(reviews), self.when_of(self._next), present)


def _intervention(line: str) -> Intervention:
    text, _sep, rest = line.partition(";")
    often, _sep, who = rest.partition(";")
    return Intervention(text.strip(), often.strip(), who.strip())


def _intervention_line(one: Intervention) -> str:
    return "; ".join(filter(None, (one.text, one.frequency, one.who)))
