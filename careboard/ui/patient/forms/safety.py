"""Forms about safety: the clinician's judgement of risk, and the patient's safety plan.

A screen never fills in the level: the field is empty until a clinician chooses.
"""

from typing_extensions import override

from careboard.clinical.entry import KnownContent
from careboard.clinical.response import (
    LeftOpen,
    RiskAssessment,
    RiskLevel,
    RiskOf,
    SafetyPlan,
    SafetyStep,
)
from careboard.clinical.values import EntryId
from careboard.i18n import gettext as _
from careboard.projections.wording.times import when
from careboard.ui.patient.forms.about import About
from careboard.ui.patient.forms.fielded import lines_of
from careboard.ui.patient.forms.form import Form

_STEPS = (
    (SafetyStep.WARNING_SIGNS, _("Warning signs"), _("Thoughts, moods or situations that tell a crisis may begin")),
    (SafetyStep.COPING, _("What I can do on my own"), ""),
    (SafetyStep.PEOPLE_AND_PLACES, _("People and places that take my mind off it"), _("Name and number")),
    (SafetyStep.PEOPLE_TO_ASK, _("People I can ask for help"), _("Name and number")),
    (SafetyStep.PROFESSIONALS, _("Professionals and agencies"), _("Name and number; the crisis lines are printed too")),
    (SafetyStep.SAFE_ENVIRONMENT, _("Making my surroundings safe"), ""),
    (SafetyStep.WORTH_LIVING_FOR, _("What is worth living for"), ""),
)
_OPEN = "("  # a line in brackets is why the step is left open


class RiskForm(Form):
    """A clinician's judgement of risk, and what follows from it."""

    def __init__(self, about: About) -> None:
        super().__init__(_("Risk assessment"), about)
        self._of = self.choice(_("Risk of"), tuple(RiskOf), RiskOf.SUICIDE)
        self._other = self.line(_("If something else, of what"))
        self._tell_screens(about)
        self._level = self.choice(_("Your level of acute risk"), tuple(RiskLevel), empty=_("Not judged yet"))
        self._raises = self.lines(_("What raises it"))
        self._lowers = self.lines(_("What lowers it"))
        self._means = self.text(_("Access to means"), "", _("What was asked, and the answer"))
        self._plan = self.text(_("Plan"))
        self._told = self.line(_("Who was told"), "", _("Names, with a comma between them"))
        self._asked = self.ticks(_("Ask to acknowledge"), dict(sorted(about.others.items(), key=lambda one: one[1])))
        self._text = self.text(_("What else was asked"))
        self._baseline = self.choice(_("Steady, chronic risk"), tuple(RiskLevel), empty=_("Not judged"))
        self._reason = self.line(_("If no level could be determined, why"))

    def _tell_screens(self, about: About) -> None:
        """Say which screens there are since the last assessment; the clinician decides what they mean."""
        if about.chart is None:
            return
        before = about.chart.risk.suicide
        if before is not None:
            day, told = before.day(about.voice), before.told(about.voice)
            self.hint(_("Last judged on {day}: {told}").format(day=day, told=told))
        for one in about.chart.risk.due:
            self.hint(one.text)
        for scale in about.chart.scales:
            asked = [score for score in scale.scores if score.risk_answer is not None or score.positive]
            if asked:
                last = asked[-1]
                answer = scale.risk_direction or last.level
                self.hint(f"{scale.instrument.name}, {when(last.at, about.voice)}: {answer}")

    @override
    def content(self) -> KnownContent:
        """A RiskAssessment."""
        baseline = self._baseline.chosen
        return RiskAssessment(
            self.chosen_of(self._of, RiskOf, _("Choose of what.")),
            self.chosen_of(self._level, RiskLevel, _("Choose the level that you judge.")),
            self.needed(self._means, _("Access to means is asked, and the answer recorded.")),
            self.needed(self._plan, _("A level of risk comes with a plan.")),
            lines_of(self._raises),
            lines_of(self._lowers),
            tuple(name.strip() for name in self._told.words.split(",") if name.strip()),
            screens=self._screens(),
            screens_text=self._text.words,
            asked_to_acknowledge=tuple(member for member, box in self._asked.items() if box.isChecked()),
            baseline=baseline if isinstance(baseline, RiskLevel) else None,
            level_reason=self._reason.words,
            other=self._other.words,
        )

    @override
    def reviewed_as(self, content: KnownContent) -> str:
        """With whom it asks to acknowledge it."""
        members = content.asked_to_acknowledge if isinstance(content, RiskAssessment) else ()
        names = ", ".join(self.about.others[member] for member in members)
        asks = _("Asks {names} to acknowledge").format(names=names) if names else ""
        return " ".join(filter(None, (super().reviewed_as(content), asks and f"{asks}.")))

    def _screens(self) -> tuple[EntryId, ...]:
        """The screens that made this assessment due."""
        chart = self.about.chart
        return tuple(dict.fromkeys(due.entry for due in chart.risk.due)) if chart else ()


class SafetyPlanForm(Form):
    """A version of the safety plan, whole, in the patient's words: it begins as the one in force stands."""

    def __init__(self, about: About) -> None:
        plan = about.chart.stay.safety_plan if about.chart else None
        super().__init__(_("Safety plan"), about, ref=plan.entry.id if plan else None)
        before = plan.content if plan else None
        self.hint(_("In the patient's own words. A step that is left open has its reason in brackets: (not wished)."))
        left = {one.step: one.reason for one in before.left_open} if before else {}
        self._steps = {}
        for step, label, hint in _STEPS:
            lines = getattr(before, _attribute(step)) if before else ()
            shown = (f"({left[step]})",) if step in left else lines
            self._steps[step] = self.lines(label, shown, hint)
        self._given = self.check(_("The patient was given a copy of this version"))

    @override
    def content(self) -> KnownContent:
        """A SafetyPlan."""
        lines = {step: lines_of(text) for step, text in self._steps.items()}
        left = {step: found[0][1:-1].strip() for step, found in lines.items() if _is_left_open(found)}
        filled = {_attribute(step): () if step in left else found for step, found in lines.items()}
        return SafetyPlan(
            **filled,
            copy_given=self._given.isChecked(),
            left_open=tuple(LeftOpen(step, reason) for step, reason in left.items()),
        )


def _is_left_open(found: tuple[str, ...]) -> bool:
    return len(found) == 1 and found[0].startswith(_OPEN) and found[0].endswith(")")


def _attribute(step: SafetyStep) -> str:
    return step.value.replace("-", "_")
