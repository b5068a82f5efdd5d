"""The dose sheet: another dose of a medicine that is taken, by six keys where its row has the keyboard.

The dose that was seen goes into the order, so that two changes made at once are noticed.
"""

from collections.abc import Iterable

from typing_extensions import override

from careboard.clinical.dosage import Dosage, Timing
from careboard.clinical.medication.orders import DoseChange
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.course import Course
from careboard.projections.wording.dosage import dose_amount
from careboard.ui.parts.fields import Choice
from careboard.ui.patient.dosing.dosages import amended, timings
from careboard.ui.patient.dosing.fields import DoseField
from careboard.ui.patient.dosing.order import OrderForm, amounts
from careboard.ui.patient.forms.form import About, Refused
from careboard.workflow.offers import Alert, Allowed, change_alerts, dose_ladder


class AdjustForm(OrderForm):
    """Another dose of a course from a day on."""

    def __init__(self, chart: Chart, course: Course, allowed: Allowed) -> None:
        about = About.of(chart)
        super().__init__(_("Dose of {medicine}").format(medicine=course.name), about, allowed, course)
        self.chart = chart
        self.was = course.ordered or Dosage(_("not confirmed"))
        ladder = dose_ladder(course)
        self.doses = [DoseField(line.amount, ladder) for line in self.was.schedule] or [DoseField(None, ladder)]
        for number, (field, hint) in enumerate(zip(self.doses, self._hints(), strict=True)):
            told = _("New dose ({unit})").format(unit=field.unit)
            self._added(told if number == 0 else _("and ({unit})").format(unit=field.unit), field, hint)
            field.textChanged.connect(self.edited)
        self.add_reason()
        self._often = self._add_often()
        self._from = self.add_from(self.next_dose(self.was))
        self.add_prescriber()
        self.add_end()

    def _hints(self) -> list[str]:
        voice = self.about.voice
        if not self.was.schedule:
            return [_("The dose of now is not confirmed: {words}").format(words=self.was.text)]
        return [_("Now {dose}").format(dose=dose_amount(line, voice)) for line in self.was.schedule]

    def _add_often(self) -> Choice | None:
        if self.was.as_needed or len(self.was.schedule) > 1:
            return None
        now = self.was.schedule[0].timing if self.was.schedule else None
        choice = self._added(_("How often"), timings(self.about.voice, now))
        choice.currentIndexChanged.connect(self.edited)
        return choice

    def dosage(self) -> Dosage:
        """The dosage from then on; raises Refused where a field cannot be read."""
        read = []
        for field in self.doses:
            try:
                read.append(field.amount)
            except ValueError as wrong:
                raise Refused(field, str(wrong)) from None
        often = self._often.chosen if self._often else None
        if not self.was.schedule:
            raise Refused(self.doses[0], _("The dose of now is not confirmed. Stop this course and start it anew."))
        return amended(self.was, read, often if isinstance(often, Timing) else None, self.about.voice)

    @override
    def content(self) -> DoseChange:
        reason, kind = self.reason
        course = self.course
        assert course is not None  # noqa: S101 (a dose sheet is opened for a course)
        return DoseChange(
            course.id,
            self.was,
            self.dosage(),
            self.from_day(self._from),
            reason,
            kind,
            self.ordered_by,
            self.alerts.answers,
        )

    @override
    def warnings(self) -> Iterable[Alert]:
        return change_alerts(self.chart, self.course, self.dosage()) if self.course else ()

    @override
    def sentence(self) -> str:
        return self.told_to_patient(self.dosage(), self.from_day(self._from), self.was)

    @override
    def compared(self) -> tuple[str, str]:
        name = self.course.name if self.course else ""
        old, new = amounts(self.was, self.about), amounts(self.dosage(), self.about)
        return f"{name} {old or self.was.text}", f"{name} {new}"
