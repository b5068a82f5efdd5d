"""Forms about the stay: admission, level of care, discharge, appointment.

A day that is not typed is today, and the review says so before anything is signed.
"""

from decimal import Decimal

from typing_extensions import override

from careboard.clinical.coordination import Appointment, AppointmentStatus
from careboard.clinical.entry import KnownContent
from careboard.clinical.episode import (
    Admission,
    Discharge,
    Level,
    LevelOfCare,
    LevelOfCareChange,
    WayOfLeaving,
)
from careboard.clinical.values import When
from careboard.i18n import gettext as _
from careboard.projections.standing import Stated
from careboard.ui.parts.fields import Line
from careboard.ui.patient.forms.about import About
from careboard.ui.patient.forms.fielded import Refused
from careboard.ui.patient.forms.form import Form
from careboard.workflow.writing.measures import number


class AdmissionForm(Form):
    """The patient enters a program."""

    def __init__(self, about: About) -> None:
        super().__init__(_("Admission"), about)
        self._program = self.line(_("Program"))
        self._reason = self.text(_("Reason for admission"))
        self._from = self.line(_("Admitted from"), "", _("Home, residential care, an emergency department"))
        self._track = self.line(_("Track"))
        self._days = self.line(_("Planned days"))
        self._hours = self.line(_("Planned hours a week"))
        self._at = self.day(_("Admitted on"), When.on(about.today))

    @override
    def content(self) -> KnownContent:
        """An Admission."""
        return Admission(
            self.needed(self._program, _("An admission names its program.")),
            self.needed(self._reason, _("An admission has a reason.")),
            self.needed(self._from, _("An admission says from where the patient comes.")),
            self._track.words,
            self._whole_days(),
            _number(self._hours),
        )

    def _whole_days(self) -> int | None:
        days = _number(self._days)
        if days is not None and days != int(days):
            raise Refused(self._days, _("Type whole days."))
        return None if days is None else int(days)

    @override
    def at(self) -> When | None:
        """The day of admission."""
        return self.when_of(self._at)


class LevelOfCareForm(Form):
    """Which level of care is given from a day on, and which was recommended, authorised and accepted.

    `given` is chosen to begin with, as when somebody moved the patient's card; whoever signs looks at it once more.
    """

    def __init__(self, about: About, given: LevelOfCare | None = None) -> None:
        super().__init__(_("Level of care"), about)
        settings = tuple(LevelOfCare)
        self._given = self.choice(_("Given"), settings, empty=_("Choose"))
        if given is not None:
            self._given.choose(given)
        self._code = self.line(_("Its code"), "", _("Such as 2.1"))
        self._scheme = self.line(_("Criteria"), "", _("ASAM or LOCUS, where a code is given"))
        self._edition = self.line(_("Edition"))
        self._from = self.day(_("From"), When.on(about.today))
        self._again = self.day_ahead(_("Next review"))
        self._place = self.line(_("Place"))
        self._recommended = self.choice(_("Recommended"), settings, empty=_("The level that is given"))
        self._why = self.text(_("Why they differ"))
        self._refused = self.text(_("What the patient refuses"))
        self._explained = self.text(_("What was explained about it"))

    @override
    def content(self) -> KnownContent:
        """A LevelOfCareChange."""
        scheme, edition = self._scheme.words, self._edition.words
        given = Level(self.chosen_of(self._given, LevelOfCare, _("Choose the level that is given.")), self._code.words)
        wanted = self._recommended.chosen
        differs = isinstance(wanted, LevelOfCare) and wanted is not given.setting
        recommended = Level(wanted) if isinstance(wanted, LevelOfCare) and differs else given
        effective = self.when_of(self._from)
        if effective is None:
            raise Refused(self._from, _("A change of level says from which day."))
        return LevelOfCareChange(
            given,
            recommended,
            effective,
            scheme=scheme,
            edition=edition,
            why_they_differ=self._why.words,
            refused=self._refused.words,
            explained=self._explained.words,
            review=self.when_of(self._again),
            place=self._place.words,
        )

    @override
    def at(self) -> When | None:
        """When it is given from."""
        return self.when_of(self._from)


class DischargeForm(Form):
    """The stay ends."""

    def __init__(self, about: About) -> None:
        super().__init__(_("Discharge"), about)
        self._way = self.choice(_("How the stay ends"), tuple(WayOfLeaving))
        self._because = self.text(_("Why it was not completed"))
        self._disposition = self.text(_("Where the patient goes"))
        self._condition = self.text(_("Condition at discharge"))
        self._outcome = self.text(_("What the treatment achieved"))
        self._aftercare = self.text(_("Recommendations for aftercare"))
        self._information = self.text(_("What was explained and handed over"))
        self._told_to = self.line(_("To whom"), "", _("Names, with a comma between them"))
        self._at = self.day(_("Discharged on"), When.on(about.today))

    @override
    def content(self) -> KnownContent:
        """A Discharge."""
        way = self.chosen_of(self._way, WayOfLeaving, _("Say how the stay ends."))
        because = self._because.words
        completed = way is WayOfLeaving.COMPLETED or (way is WayOfLeaving.TRANSFERRED and not because)
        if not completed and not because:
            raise Refused(self._because, _("Who left before completion left for a reason, if only not known."))
        return Discharge(
            self.needed(self._disposition, _("A discharge says where the patient goes.")),
            self.needed(self._condition, _("A discharge says in which condition.")),
            completed,
            because,
            self._aftercare.words,
            self._information.words,
            tuple(name.strip() for name in self._told_to.words.split(",") if name.strip()),
            self._outcome.words,
            way,
        )

    @override
    def at(self) -> When | None:
        """The day of discharge."""
        return self.when_of(self._at)


class AppointmentForm(Form):
    """With whom, when and where; a later version says whether it was kept."""

    def __init__(self, about: About, was: Stated[Appointment] | None = None) -> None:
        super().__init__(
            _("Appointment"), about, ref=was.entry.id if was else None, subject=was.entry.id if was else ""
        )
        before = was.content if was else None
        self._whom = self.line(_("With whom"), before.with_whom if before else "")
        self._starts = self.day_ahead(_("When"), before.starts if before else None, clock="14:30")
        self._where = self.line(_("Where"), before.where if before else "")
        self._phone = self.line(_("Telephone"), before.phone if before else "")
        self._purpose = self.line(_("For what"), before.purpose if before else "")
        self._status = self.choice(_("How it stands"), tuple(AppointmentStatus), before.status if before else None)
        self._follow_up = self.check(_("It is the follow-up within 7 days"), on=bool(before and before.follow_up))

    @override
    def content(self) -> KnownContent:
        """An Appointment."""
        whom, starts = self.needed(self._whom, _("An appointment is with somebody.")), self.when_of(self._starts)
        status = self.chosen_of(self._status, AppointmentStatus, _("Choose whether it is made or wished for."))
        if starts is None and status is not AppointmentStatus.WISHED:
            raise Refused(self._starts, _("An appointment that was made has a date."))
        return Appointment(
            whom,
            status,
            starts,
            self._where.words,
            self._phone.words,
            self._purpose.words,
            self._follow_up.isChecked(),
        )


def _number(line: Line) -> Decimal | None:
    if not line.words:
        return None
    try:
        return number(line.words, line.words)
    except ValueError:
        raise Refused(line, _("Type a number.")) from None
