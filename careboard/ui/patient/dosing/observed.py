"""What is seen and told of medicines: reported at home, given here, taken and missed, used as needed, side effects.

These are no orders: everybody who treats may sign them.
"""

from typing_extensions import override

from careboard.clinical.condition import Severity
from careboard.clinical.dosage import Dosage
from careboard.clinical.medication.taking import (
    Adherence,
    AsNeededUse,
    DoseGiven,
    DoseStatus,
    MedicationReported,
    MedicationStatus,
    Taken,
)
from careboard.clinical.response import SideEffect
from careboard.clinical.values import Amount, Coded, Informant, Period, When
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.course import Course, CourseStatus
from careboard.ui.parts.fields import Choice
from careboard.ui.patient.dosing.dosages import amount_of
from careboard.ui.patient.dosing.fields import DoseField
from careboard.ui.patient.dosing.start import MedicineField
from careboard.ui.patient.forms.about import About
from careboard.ui.patient.forms.form import Form
from careboard.workflow.offers import dose_ladder

_TOLD_BY = (Informant.PATIENT, Informant.FAMILY, Informant.PROVIDER, Informant.SEEN_HERE, Informant.RECORD)
_WHO = _("Choose who told it.")


def _usual(course: Course) -> Amount | None:
    """What is taken now; a dose that was ordered for a later day is not given yet."""
    lines = course.dosage.schedule if course.dosage else ()
    return lines[0].amount if lines else None


class ReportedForm(Form):
    """A medicine that somebody else ordered, or that the patient takes of their own accord."""

    def __init__(self, chart: Chart) -> None:
        super().__init__(_("Medicine reported"), About.of(chart))
        self._medicine = self._added(_("Medicine"), MedicineField())
        self._dosage = self.line(_("How it is taken"), hint=_("In the words of who tells it, such as: 50 mg at night"))
        self._told_by = self.choice(_("Told by"), _TOLD_BY)
        self._taken = self.choice(_("Taken"), tuple(Taken))
        self._status = self.choice(
            _("Stands as"),
            (MedicationStatus.ACTIVE, MedicationStatus.STOPPED, MedicationStatus.ON_HOLD, MedicationStatus.UNKNOWN),
        )
        self._purpose = self.line(_("For"))
        self._prescriber = self.line(_("Prescribed by"))
        self._since = self.day(_("Since"))

    @override
    def content(self) -> MedicationReported:
        medicine, told_by = self._medicine.medicine(""), self.chosen_of(self._told_by, Informant, _WHO)
        taken = self.chosen_of(self._taken, Taken, _("Say whether it is taken; it may be that nobody knows."))
        stands = _("Choose how it stands; it may be that nobody knows.")
        status = self.chosen_of(self._status, MedicationStatus, stands)
        since = self.when_of(self._since, told_by)
        return MedicationReported(
            medicine,
            status,
            told_by,
            taken,
            Dosage(self._dosage.words) if self._dosage.words else None,
            purpose=self._purpose.words,
            prescriber=self._prescriber.words,
            effective=Period(since) if since else None,
        )


class GivenForm(Form):
    """One dose that staff gave, or did not give."""

    def __init__(self, chart: Chart, course: Course) -> None:
        super().__init__(_("{medicine} given").format(medicine=course.name), About.of(chart), subject=course.id)
        self._course = course
        self._dose = DoseField(_usual(course), dose_ladder(course, chart.site))
        self._added(_("Dose ({unit})").format(unit=self._dose.unit), self._dose)
        now = When.at(self.about.now.astimezone(self.about.zone))
        self._when = self.day(_("When"), now, _("A time may follow: 15-Sep-2026 21:30"))
        offered = [(_("Given"), DoseStatus.COMPLETED), (_("Not given"), DoseStatus.NOT_DONE)]
        self._status = self._added(_("Was it given"), Choice(offered, empty=_("Choose")))
        self._why = self.line(_("If not, why"))
        self._seen = self.check(_("Seen to be taken"), on=False)
        route = course.ordered.route.text if course.ordered and course.ordered.route else ""
        self._route = self.line(_("Route"), route)
        self._site = self.line(_("Site"))
        self._lot = self.line(_("Lot"))
        self._due = self.day_ahead(_("Next due"))

    @override
    def content(self) -> DoseGiven:
        amount = amount_of(self._dose) if self._status.chosen is not DoseStatus.NOT_DONE else None
        self.at()  # what cannot be read is refused in the order of the fields
        status = self.chosen_of(self._status, DoseStatus, _("Choose whether it was given."))
        return DoseGiven(
            self._course.medicine,
            amount,
            self._course.id,
            status,
            Coded(self._route.words) if self._route.words else None,
            Coded(self._site.words) if self._site.words else None,
            lot=self._lot.words,
            observed=True if self._seen.isChecked() else None,
            next_due=self.when_of(self._due),
            not_given_reason=self._why.words,
        )

    @override
    def at(self) -> When | None:
        """When it was given, which may be before it is written down."""
        return self.when_of(self._when)


class AdherenceForm(Form):
    """How many doses were taken and missed."""

    def __init__(self, chart: Chart, course: Course) -> None:
        super().__init__(
            _("{medicine}: taken and missed").format(medicine=course.name), About.of(chart), subject=course.id
        )
        self._course = course
        self._missed = self.line(_("Doses missed"))
        self._taken = self.line(_("Doses taken"))
        today = When.on(self.about.today)
        self._from = self.day(_("From"), today, _("One day makes a notch in the ribbon of the chart"))
        self._until = self.day(_("Until"), today)
        self._told_by = self.choice(_("Told by"), _TOLD_BY)
        self._note = self.text(_("Remark"))

    @override
    def content(self) -> Adherence:
        missed = self.count_of(self._missed, _("Write the doses missed as a number, 0 where none was."))
        taken = self.count_of(self._taken, _("Write the doses taken as a number, 0 where none was."))
        return Adherence(
            self._course.id,
            Period(self.when_of(self._from), self.when_of(self._until)),
            taken,
            missed,
            self.chosen_of(self._told_by, Informant, _WHO),
            self._note.words,
        )


class UsedForm(Form):
    """A medicine that is taken as needed was taken."""

    def __init__(self, chart: Chart, course: Course) -> None:
        super().__init__(_("{medicine} used").format(medicine=course.name), About.of(chart), subject=course.id)
        self._course = course
        self._dose = DoseField(_usual(course), dose_ladder(course, chart.site))
        self._added(_("Dose each time ({unit})").format(unit=self._dose.unit), self._dose)
        reason = course.ordered.as_needed_for if course.ordered else ""
        self._taken_for = self.line(_("For"), reason)
        self._times = self.line(_("How many times"), "1")
        self._effect = self.line(_("What it did"))
        self._when = self.day(_("When"), When.on(self.about.today), _("A time may follow: 15-Sep-2026 21:30"))
        self._told_by = self.choice(_("Told by"), _TOLD_BY)

    @override
    def content(self) -> AsNeededUse:
        amount = amount_of(self._dose)
        reason = self.needed(self._taken_for, _("A medicine taken as needed was taken for something."))
        times = self.count_of(self._times, _("Write how many times as a number."))
        self.at()  # what cannot be read is refused in the order of the fields
        return AsNeededUse(
            self._course.id,
            amount,
            reason,
            times,
            self.chosen_of(self._told_by, Informant, _WHO),
            self._effect.words,
        )

    @override
    def at(self) -> When | None:
        return self.when_of(self._when)


class SideEffectForm(Form):
    """Something unwanted, and the medicine that is suspected."""

    def __init__(self, chart: Chart, course: Course | None = None) -> None:
        super().__init__(_("Side effect"), About.of(chart))
        self._what = self.line(_("What"))
        self._severity = self.choice(_("How bad"), tuple(Severity))
        running = [one for one in chart.regimen.courses if one.status in (CourseStatus.ACTIVE, CourseStatus.HELD)]
        known = [one for one in (course, *running) if one is not None]
        self._suspected = Choice([(one.name, one.id) for one in dict.fromkeys(known)], empty=_("No medicine suspected"))
        if course is not None:
            self._suspected.choose(course.id)
        self._added(_("Suspected"), self._suspected)
        self._onset = self.day(_("Since"), hint=_("Leave it open where nobody knows"))
        self._ended = self.day(_("Gone since"), hint=_("Leave it open while it goes on"))
        self._action = self.line(_("What was done"))
        self._told_by = self.choice(_("Told by"), _TOLD_BY)

    @override
    def content(self) -> SideEffect:
        suspected = self._suspected.chosen
        return SideEffect(
            Coded(self.needed(self._what, _("Say what it is."))),
            self.chosen_of(self._severity, Severity, _("Say how bad it is.")),
            self.when_of(self._onset) or When.unknown(),
            (suspected,) if isinstance(suspected, str) else (),  # type: ignore[arg-type]  # the id of a course
            self.when_of(self._ended),
            self._action.words,
            self.chosen_of(self._told_by, Informant, _WHO),
        )
