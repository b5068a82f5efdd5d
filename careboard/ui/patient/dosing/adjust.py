"""The dose sheet: another dose of a medicine that is taken, by six keys where its row has the keyboard.

The dose that was last ordered goes into the order, so that two changes made at once are noticed; what was planned and
no longer holds is said before anything is signed.
"""

from collections.abc import Iterable

from typing_extensions import override

from careboard.clinical.dosage import Dosage, Timing, same_in_numbers
from careboard.clinical.medication.orders import DoseChange
from careboard.clinical.values import When
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.course import Course, CourseStatus
from careboard.projections.steps import Step
from careboard.projections.wording.dosage import dose_amount
from careboard.projections.wording.numbers import number
from careboard.projections.wording.times import when
from careboard.projections.wording.voice import joined
from careboard.ui.parts.fields import Choice, Line
from careboard.ui.patient.dosing.dosages import amended, amount_of, amounts, limit, timings, told_apart
from careboard.ui.patient.dosing.fields import DoseField
from careboard.ui.patient.dosing.order import OrderForm
from careboard.ui.patient.forms.fielded import Refused
from careboard.workflow.offers import Alert, Allowed, change_alerts, dose_ladder


class AdjustForm(OrderForm):
    """Another dose of a course from a day on."""

    def __init__(self, chart: Chart, course: Course, allowed: Allowed) -> None:
        super().__init__(_("Dose of {medicine}").format(medicine=course.name), chart, allowed, course)
        self.was = course.ordered or Dosage(_("not confirmed"))
        self.now = self._present(course)
        ladder = dose_ladder(course, chart.site)
        self.doses = [DoseField(line.amount, ladder) for line in self.now.schedule] or [DoseField(None, ladder)]
        for index, (field, hint) in enumerate(zip(self.doses, self._hints(), strict=True)):
            told = _("New dose ({unit})").format(unit=field.unit)
            self._added(told if index == 0 else _("and ({unit})").format(unit=field.unit), field, hint)
            field.textChanged.connect(self.edited)
        self._most = self._add_most()
        self.add_reason()
        self._often = self._add_often()
        self._from = self.add_from(self._first_day())
        self.add_prescriber()
        self.add_end()

    def _present(self, course: Course) -> Dosage:
        """The dose that is taken now; where it is told otherwise than the one last ordered, that one."""
        now = course.dosage
        alike = now is not None and len(now.schedule) == len(self.was.schedule) and now.as_needed is self.was.as_needed
        return now if now is not None and alike else self.was

    @property
    def _waits(self) -> bool:
        """Has the course not begun yet, so that nothing of it is taken now?"""
        return self.course is not None and self.course.status is CourseStatus.PLANNED

    def _first_day(self) -> When:
        """The day of the next dose; of what has not begun, the day on which it begins."""
        begins = next((step.at for step in self._planned(None)), None) if self._waits else None
        return begins or self.next_dose(self.now)

    def _hints(self) -> list[str]:
        voice = self.about.voice
        if not self.now.schedule:
            return [_("The current dose is not confirmed: {words}").format(words=self.now.text)]
        planned = joined((self._planned_words(step) for step in self._planned(None)), "; ")
        if self._waits:
            return [joined([_("Not begun yet"), planned], "; "), *("" for _line in self.now.schedule[1:])]
        now = [_("Now {dose}").format(dose=dose_amount(line, voice)) for line in self.now.schedule]
        return [joined([now[0], planned], "; "), *now[1:]]

    def _planned_words(self, step: Step) -> str:
        dose = amounts(step.dosage, self.about.voice) if step.dosage else ""
        return _("{dose} is planned from {day}").format(dose=dose, day=when(step.at, self.about.voice))

    def _planned(self, since: When | None) -> tuple[Step, ...]:
        """The doses that are planned, those alone whose day comes after another one."""
        ahead = self.course.ahead(self.about.now, self.about.zone) if self.course else ()
        first = since.first_instant if since else None
        doses = (step for step in ahead if step.dosage is not None)
        return tuple(one for one in doses if first is None or (one.at.first_instant or first) > first)

    def _add_most(self) -> Line | None:
        """The most in 24 hours goes with the dose of what is taken as needed."""
        if not self.now.as_needed:
            return None
        most = self.now.max_per_24h
        label = _("Most in 24 hours ({unit})").format(unit=self.doses[0].unit)
        line = self.line(label, number(most.value) if most else "")
        line.textChanged.connect(self.edited)
        return line

    def _add_often(self) -> Choice | None:
        if self.now.as_needed or len(self.now.schedule) > 1:
            return None
        now = self.now.schedule[0].timing if self.now.schedule else None
        choice = self._added(_("How often"), timings(self.about.voice, now))
        choice.currentIndexChanged.connect(self.edited)
        return choice

    def dosage(self) -> Dosage:
        """The dosage from then on; raises Refused where a field cannot be read."""
        read = [amount_of(field) for field in self.doses]
        often = self._often.chosen if self._often else None
        if not self.now.schedule:
            raise Refused(self.doses[0], _("The current dose is not confirmed. Stop this course and start it anew."))
        most = limit(self._most, read[0]) if self._most else None
        return amended(self.now, read, often if isinstance(often, Timing) else None, self.about.voice, most)

    def replaced(self) -> Dosage | None:
        """The dose that would be taken on the day from which this one is; None where there is none."""
        day = self.from_day(self._from).first_instant
        course = self.course.as_of(day, self.about.zone) if self.course and day else self.course
        return (course.dosage if course else None) or self.was

    @override
    def content(self) -> DoseChange:
        now = self.dosage()
        if same_in_numbers(self.was, now):
            raise Refused(self.doses[0], self._unchanged())
        reason, kind = self.reason
        return DoseChange(
            self.course_id,
            self.was,
            now,
            self.from_day(self._from),
            reason,
            kind,
            self.ordered_by,
            self.alerts.answers,
        )

    def _unchanged(self) -> str:
        if same_in_numbers(self.was, self.now) and not self._waits:
            return _("This is the current dose: nothing would change. Write another dose, or close the sheet (Esc).")
        return _("This dose is planned already: nothing would change. Write another dose, or close the sheet (Esc).")

    @override
    def warnings(self) -> Iterable[Alert]:
        return change_alerts(self.chart, self.course, self.dosage()) if self.course else ()

    @override
    def sentence(self) -> str:
        dosage, at = self.dosage(), self.from_day(self._from)
        if same_in_numbers(self.was, dosage) and same_in_numbers(self.now, dosage):
            planned = _("Nothing changes: this dose is planned already.")
            return planned if self._waits else _("Nothing changes: this is the current dose.")
        gone = (amounts(step.dosage, self.about.voice) for step in self._planned(at) if step.dosage)
        no_longer = [_("The change to {dose} that was planned no longer holds.").format(dose=dose) for dose in gone]
        return joined([self.told_to_patient(dosage, at, self.replaced()), *no_longer], " ")

    @override
    def compared(self) -> tuple[str, str]:
        name, now = self.course.name if self.course else "", self.dosage()
        old, new = told_apart(self.replaced() or self.was, now, self.about.voice)
        return f"{name} {old}", f"{name} {new}"
