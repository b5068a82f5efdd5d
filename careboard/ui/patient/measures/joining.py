"""What joins the measures to a patient's page: scales and vital signs are written in its composer, entries read in it.

A blind weight is shown only after the look at it is recorded.
"""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from careboard.clinical.response import Assessment
from careboard.clinical.values import EntryId, MemberId
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.projections.measures.follow_up import FollowUp, Step, follow_up
from careboard.ui.parts.sheet import Sheet
from careboard.ui.patient.composer import vitals_body
from careboard.ui.patient.composer.forms import SCALES
from careboard.ui.patient.composer.scale_body import ScaleBody
from careboard.ui.patient.composer.signing import Signing
from careboard.ui.patient.forms.about import About
from careboard.ui.patient.forms.safety import RiskForm, SafetyPlanForm
from careboard.ui.patient.late import LateSection
from careboard.ui.patient.measures.hand_over import HandOver, initials_of
from careboard.ui.patient.measures.section import MeasuresSection
from careboard.ui.patient.measures.self_report import SelfReport
from careboard.ui.patient.measures.what_next import NextSteps, TellForm
from careboard.ui.patient.page import OVERVIEW, TIMELINE, PatientPage
from careboard.ui.patient.weight import look_at_weight
from careboard.workflow.writing.may_measure import MayMeasure, colleagues, may_measure
from careboard.workflow.writing.scales import scale_offer

MEASURES = "measures"


class Measures(QObject):
    """The section of a page, and what is asked for in it."""

    def __init__(self, page: PatientPage) -> None:
        super().__init__(page)
        self._page = page
        self._place = LateSection(self._section, MeasuresSection.show_chart, MeasuresSection.least_height)
        self._writes = False  # is the composer open because somebody asked for it here?
        self.may = MayMeasure(scales=False, vitals=False)
        self._screen: EntryId | None = None  # the positive screen whose steps are gone through
        page.add_section(MEASURES, _("Measures"), self._place)
        page.writes.was_signed.connect(self._look_at_screens)
        page.sheet_closed.connect(self._go_on)
        page.form_wanted.connect(self._reopen)
        page.when_painted(lambda: page.desk.ask(may_measure, self, self._offer))

    @property
    def section(self) -> MeasuresSection:
        """The section, made where nobody has looked yet."""
        return self._place.whole()

    def _section(self) -> MeasuresSection:
        page, section = self._page, MeasuresSection()
        section.scale_asked.connect(self._enter_scale)
        section.vitals_asked.connect(lambda: self._write(vitals_body.KEY))
        section.opened.connect(self._open_entry)
        section.weight_asked.connect(lambda: look_at_weight(page.desk, page.patient, section, section.show_weights))
        section.hand_over_asked.connect(self._choose_form)
        section.show_may(self.may)
        return section

    def _offer(self, may: MayMeasure) -> None:
        self.may = may
        if self._place.made is not None:
            self._place.made.show_may(may)

    def _enter_scale(self, name: str) -> None:
        if name and not self.may.scales:
            self._page.desk.tell(_("Your role enters no measures here."))
            return
        self._write(f"scale:{name}" if name else SCALES)

    def _write(self, key: str) -> None:
        """Write in the composer, where the list is seen; what was signed or left leads back here."""
        composer = self._page.composer
        if composer is None:
            self._page.desk.tell(_("Your role enters no measures here."))
            return
        self._page.sections.show_section(OVERVIEW)
        if not self._writes:
            composer.left.connect(self._return)
        self._writes = True
        composer.open(key)

    def _return(self) -> None:
        if self._page.composer is not None and self._writes:
            self._page.composer.left.disconnect(self._return)
            self._writes = False
            if self._page.sections.current in (OVERVIEW, TIMELINE):
                self._page.sections.show_section(MEASURES)

    # -- in the patient's hands ---------------------------------------------------------------------------------

    def _choose_form(self, wanted: str) -> None:
        """Which form, in which language; the one that is chosen in the list first."""
        if self._page.composer is None or not self.may.scales:
            self._page.desk.tell(_("Your role enters no measures here."))
            return
        sheet = HandOver(wanted)
        sheet.handed.connect(self._hand_over)
        self._page.show_sheet(sheet)

    def _hand_over(self, name: str, language: str) -> None:
        """Open the form's draft here, and the form itself for the patient; a draft that was begun stays as it is."""
        chart, composer = self._page.chart, self._page.composer
        if chart is None or composer is None:
            return
        self._page.close_sheet()
        self._write(f"scale:{name}")
        body = composer.body
        if not isinstance(body, ScaleBody):
            return
        if not body.empty:
            told = _("An unsigned {form} is here already.").format(form=name)
            advice = _("Sign it, or take its answers back, before the patient begins.")
            self._page.desk.refused.emit(CareboardError(told, advice))
            return
        report = SelfReport(scale_offer(name, language), language, initials_of(chart))
        report.answered.connect(lambda answers: self._take(body, answers, language))
        report.left.connect(lambda: self._take_up(body))
        self._page.handed_over.emit(report)

    def _take(self, body: ScaleBody, answers: dict[str, int], language: str) -> None:
        """What the patient answered waits as a draft, from the first answer on."""
        if isValid(body):
            body.take_from_patient(answers, language)

    def _take_up(self, body: ScaleBody) -> None:
        """The clinician goes on where it is needed: at what is open, else at the screener, else at the end."""
        if isValid(body) and not body.empty:
            body.begin()

    # -- after a positive screen --------------------------------------------------------------------------------

    def _look_at_screens(self, act: Signing) -> None:
        """Offer what a screen that was just signed asks for; the C-SSRS screener before the scale that led to it."""
        chart = self._page.chart
        made = [content for content in act.contents if isinstance(content, Assessment)]
        if chart is None or not made:
            return
        newest = sorted(chart.record.entries_of(Assessment), key=lambda entry: entry.recorded_at)
        signed = [entry.id for entry in newest if entry.content in made][-len(made) :]
        found = next((one for entry in reversed(signed) if (one := follow_up(chart, entry)) is not None), None)
        if found is not None:
            self.show_steps(found)

    def show_steps(self, found: FollowUp) -> None:
        """Show what a positive screen asks for."""
        self._screen = found.screen
        sheet = NextSteps(found, self.may.schemas)
        sheet.asked.connect(lambda step: QTimer.singleShot(0, self, partial(self._begin, step)))
        self._page.show_sheet(sheet)

    def _begin(self, step: Step) -> None:
        if self._page.chart is None:
            return
        match step:
            case Step.ASSESS:
                self._page.sheets.reopen(RiskForm.__name__)
            case Step.PLAN:
                self._page.sheets.reopen(SafetyPlanForm.__name__)
            case Step.TELL:
                patient = self._page.patient
                self._page.desk.ask(lambda session: colleagues(session, patient), self, self._show_tell)

    def _show_tell(self, team: Mapping[MemberId, str]) -> None:
        chart = self._page.chart
        if chart is None:
            return
        found = follow_up(chart, self._screen) if self._screen is not None else None
        form = TellForm(About.of(chart), team, found.said if found is not None else "")
        form.signed.connect(lambda signed: self._page.recording.record_form(form, signed))
        self._page.show_sheet(form)

    def _reopen(self, draft_key: str) -> None:
        if draft_key == TellForm.__name__:
            self._begin(Step.TELL)

    def _go_on(self, sheet: Sheet) -> None:
        """A step was signed or left: show what is still to be done. Closing the steps themselves ends them."""
        if isinstance(sheet, NextSteps):
            QTimer.singleShot(0, self, self._end_steps)
        elif isinstance(sheet, RiskForm | SafetyPlanForm | TellForm):
            QTimer.singleShot(0, self, self._show_the_rest)

    def _end_steps(self) -> None:
        if self._page.sheets.sheet is None:
            self._screen = None

    def _show_the_rest(self) -> None:
        chart, screen = self._page.chart, self._screen
        found = follow_up(chart, screen) if chart is not None and screen is not None else None
        if found is not None and not found.done and self._page.sheets.sheet is None:
            self.show_steps(found)
        elif found is None or found.done:
            self._screen = None

    def _open_entry(self, entry: str) -> None:
        """Read an entry where it stands in the timeline."""
        self._page.sections.show_section(TIMELINE)
        self._page.timeline.bring(EntryId(entry))


def add_measures(page: PatientPage) -> Measures:
    """Give a page its measures."""
    return Measures(page)
