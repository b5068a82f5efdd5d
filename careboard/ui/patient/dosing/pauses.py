"""A medicine is held, goes on, is stopped, or ends as it was planned; each with its reason and the day from which.

What goes on after a gap names its dose anew, and the cited rule for a restart stands beside it.
"""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from careboard.clinical.medication.orders import Complete, Hold, Resume, Stop
from careboard.clinical.values import When
from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.chart import Chart
from careboard.projections.course import Course, StepKind
from careboard.projections.moments import first_day
from careboard.projections.wording.voice import joined
from careboard.ui.look.look import Type
from careboard.ui.parts.fields import Line
from careboard.ui.parts.labels import Label
from careboard.ui.patient.dosing.adjust import AdjustForm
from careboard.ui.patient.dosing.dosages import how
from careboard.ui.patient.dosing.order import OrderForm
from careboard.workflow.offers import Allowed, restart_of


class HoldForm(OrderForm):
    """A course is suspended until a day, or until what it awaits."""

    def __init__(self, chart: Chart, course: Course, allowed: Allowed) -> None:
        super().__init__(_("Hold {medicine}").format(medicine=course.name), chart, allowed, course)
        self._until = self.day_ahead(_("Until"), hint=_("A day, or leave it open and say what it awaits"))
        self._awaits = self.line(_("Awaits"), hint=_("Such as: the next potassium"))
        self.add_reason()
        self._from = self.add_from(When.on(self.about.today))
        self.add_prescriber()
        self.add_end()

    @override
    def content(self) -> Hold:
        until = self.when_of(self._until)
        reason, kind = self.reason
        return Hold(self.course_id, self.from_day(self._from), reason, until, self._awaits.words, kind, self.ordered_by)

    @override
    def compared(self) -> tuple[str, str]:
        return self.line_of(self.course.dosage if self.course else None), _("Suspended")


class ResumeForm(AdjustForm):
    """A held course goes on: first the days missed, then a dose named anew; the full one never stands there."""

    def __init__(self, chart: Chart, course: Course, allowed: Allowed) -> None:
        self._missed: Line | None = None
        super().__init__(chart, course, allowed)
        self._title.setText(_("Resume {medicine}").format(medicine=course.name))
        for dose in self.doses:
            dose.clear()
        self._missed = Line()
        self._added(_("Whole days without a dose"), self._missed, self._asked())
        self._stand_first(self._missed)
        self._missed.textChanged.connect(self.edited)
        self.rule = self._rule()
        if self.rule:
            self.body.insertWidget(0, Label(self.rule, Type.LABEL, "warn", wrap=True))

    def _asked(self) -> str:
        """What the chart says of the gap; how many doses were missed is for a person to ask."""
        held = self._days_held()
        unknown = _("Leave it empty if nobody knows")
        if not held:
            return unknown
        told = ngettext("Held {n} day ago. {unknown}", "Held {n} days ago. {unknown}", held)
        return told.format(n=held, unknown=unknown)

    def _stand_first(self, control: QWidget) -> None:
        field = self._fields.pop()
        self._fields.insert(0, field)
        self.body.insertWidget(0, field)
        QWidget.setTabOrder(control, self.doses[0])

    def _days_held(self) -> int | None:
        held = [step for step in self.course.steps if step.kind is StepKind.HELD] if self.course else []
        since = first_day(held[-1].at, self.about.zone) if held else None
        return (self.about.today - since).days if since else None

    def _rule(self) -> str:
        """The cited rule for a restart after a gap."""
        restart = restart_of(self.chart, self.course) if self.course else None
        if restart is None:
            return ""
        told = _("Restart rule: {how}. Source: {source}; {status}")
        return told.format(how=restart.how, source=restart.source, status=restart.status)

    def days_missed(self) -> int | None:
        """How many whole days without a dose; None where nobody knows."""
        if self._missed is None or not self._missed.words:
            return None
        return self.count_of(self._missed, _("Write whole days as a number, such as 3."))

    @override
    def replaced(self) -> None:
        """Nothing is taken while a medicine is held."""

    @override
    def sentence(self) -> str:
        return self.told_to_patient(self.dosage(), self.from_day(self._from), None)

    @override
    def compared(self) -> tuple[str, str]:
        name = self.course.name if self.course else ""
        return f"{name} {_('suspended')}", f"{name} {how(self.dosage(), self.about.voice)}"

    @override
    def content(self) -> Resume:  # type: ignore[override]  # a resumption names a dose as a change does
        missed, now = self.days_missed(), self.dosage()
        reason, _kind = self.reason
        return Resume(
            self.course_id,
            now,
            missed,
            self.from_day(self._from),
            reason,
            self.course.last_taken if self.course else None,
            self.ordered_by,
            self.alerts.answers,
        )


class StopForm(OrderForm):
    """A course ends before its planned end."""

    def __init__(self, chart: Chart, course: Course, allowed: Allowed) -> None:
        super().__init__(_("Stop {medicine}").format(medicine=course.name), chart, allowed, course)
        self.add_reason()
        self._from = self.add_from(When.on(self.about.today))
        self.add_prescriber()
        self.add_end()
        self._sign.setText(joined([_("Stop {medicine}").format(medicine=course.name), self.about.patient], ", "))

    @override
    def content(self) -> Stop:
        reason, kind = self.reason
        return Stop(self.course_id, self.from_day(self._from), reason, kind, self.ordered_by)

    @override
    def compared(self) -> tuple[str, str]:
        return self.line_of(self.course.dosage if self.course else None), _("Stopped")


class CompleteForm(OrderForm):
    """A course ends as it was planned."""

    def __init__(self, chart: Chart, course: Course, allowed: Allowed) -> None:
        super().__init__(_("Complete {medicine}").format(medicine=course.name), chart, allowed, course)
        self._note = self.text(_("Remark"))
        self._from = self.add_from(When.on(self.about.today))
        self.add_prescriber()
        self.add_end()

    @override
    def content(self) -> Complete:
        return Complete(self.course_id, self.from_day(self._from), self._note.words, self.ordered_by)

    @override
    def compared(self) -> tuple[str, str]:
        return self.line_of(self.course.dosage if self.course else None), _("Completed")
