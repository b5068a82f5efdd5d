"""Two dose changes overlap: both are shown with who ordered them when and why, and a prescriber chooses one.

Nothing is chosen beforehand. The choice is an order of its own, which names the one that holds.
"""

from collections.abc import Iterable

from typing_extensions import override

from careboard.clinical.dosage import Dosage, same_in_numbers
from careboard.clinical.medication.orders import DoseChange
from careboard.clinical.values import EntryId
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.contested import Contested, contested
from careboard.projections.course import Course
from careboard.ui.look.look import Type
from careboard.ui.parts.fields import Choice
from careboard.ui.parts.labels import Label
from careboard.ui.patient.dosing.dosages import told_apart
from careboard.ui.patient.dosing.order import OrderForm
from careboard.ui.patient.forms.fielded import Refused
from careboard.workflow.offers import Alert, Allowed, change_alerts


class ChooseForm(OrderForm):
    """Which of the doses that were ordered at once is taken from now on."""

    def __init__(self, chart: Chart, course: Course, allowed: Allowed) -> None:
        super().__init__(_("Choose the dose of {medicine}").format(medicine=course.name), chart, allowed, course)
        self._among = contested(course, chart)
        self.body.addWidget(Label(_("Two dose changes overlap: choose."), Type.STRONG_LABEL, "warn", wrap=True))
        for one in self._among:
            self.body.addWidget(Label(one.told, Type.BODY, wrap=True))
        choices = [(one.short, one.entry) for one in self._among]
        self._dose = Choice(choices, empty=_("Choose one"))
        self._added(_("The dose that holds"), self._dose, _("For a third dose: choose here first, then change it"))
        self._dose.currentIndexChanged.connect(self.edited)
        self.add_reason()
        self._from = self.add_from(self.next_dose(course.dosage))
        self.add_prescriber()
        self.add_end()

    def _pair(self) -> tuple[Contested, Dosage]:
        """The one that is chosen, and the dose that is not; raises Refused while nothing is chosen."""
        chosen = self.chosen_of(self._dose, str, _("Choose which of the doses holds."))
        held = next(one for one in self._among if one.entry == chosen)
        others = (one.dosage for one in self._among if not same_in_numbers(one.dosage, held.dosage))
        other = next(others, None)
        if other is None:
            raise Refused(self._dose, _("All of these are the same dose."))
        return held, other

    @override
    def refers_to(self) -> EntryId | None:
        return self._pair()[0].entry

    @override
    def content(self) -> DoseChange:
        held, other = self._pair()
        reason, kind = self.reason
        at, answers = self.from_day(self._from), self.alerts.answers
        return DoseChange(self.course_id, other, held.dosage, at, reason, kind, self.ordered_by, answers)

    @override
    def warnings(self) -> Iterable[Alert]:
        return change_alerts(self.chart, self.course, self._pair()[0].dosage) if self.course else ()

    @override
    def sentence(self) -> str:
        held, other = self._pair()
        return self.told_to_patient(held.dosage, self.from_day(self._from), other)

    @override
    def compared(self) -> tuple[str, str]:
        held, other = self._pair()
        no, yes = told_apart(other, held.dosage, self.about.voice)
        return f"{self.named} {no}", f"{self.named} {yes}"
