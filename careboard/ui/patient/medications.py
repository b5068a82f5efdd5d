"""Medications: the chart, the regimen and the sheets of all orders, joined to the patient's page.

What is being ordered is previewed in the chart until it is signed or left.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from careboard.clinical.entry import MedicationContent
from careboard.clinical.values import EntryId
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.course import Course
from careboard.ui.parts.sheet import Sheet
from careboard.ui.patient.dosing.adjust import AdjustForm
from careboard.ui.patient.dosing.choosing import ChooseForm
from careboard.ui.patient.dosing.observed import AdherenceForm, GivenForm, ReportedForm, SideEffectForm, UsedForm
from careboard.ui.patient.dosing.order import OrderForm
from careboard.ui.patient.dosing.pauses import CompleteForm, HoldForm, ResumeForm, StopForm
from careboard.ui.patient.dosing.pick import PickSheet
from careboard.ui.patient.dosing.start import StartForm
from careboard.ui.patient.forms.form import Form, Signed
from careboard.ui.patient.late import LateSection
from careboard.ui.patient.medications_view import MEDICATIONS, MedicationsSection, MedicationsView
from careboard.ui.patient.page import OVERVIEW, TIMELINE, PatientPage
from careboard.ui.patient.regimen.acts import Act, acts_of
from careboard.ui.patient.response.choices import Choices
from careboard.ui.patient.weight import look_at_weight
from careboard.workflow.heard import call_not_useful, unhelpful
from careboard.workflow.offers import Alert, Allowed, Tier, allowed

OrderMaker = Callable[[Chart, Course, Allowed], Form]
Maker = Callable[[Chart, Course], Form]
ORDERS: dict[Act, OrderMaker] = {
    Act.ADJUST: AdjustForm,
    Act.CHOOSE: ChooseForm,
    Act.HOLD: HoldForm,
    Act.RESUME: ResumeForm,
    Act.STOP: StopForm,
    Act.COMPLETE: CompleteForm,
}
OBSERVED: dict[Act, Maker] = {
    Act.GIVEN: GivenForm,
    Act.ADHERENCE: AdherenceForm,
    Act.USED: UsedForm,
    Act.SIDE_EFFECT: SideEffectForm,
}
ALONE: dict[Act, type[Form]] = {Act.START: StartForm, Act.REPORTED: ReportedForm}


class Medications(QObject):
    """What joins them to a page: sheets in, orders out."""

    def __init__(self, page: PatientPage) -> None:
        super().__init__(page)
        self._page = page
        self.allowed = Allowed(orders=False, prescribes=False, observes=False)
        self._choices = Choices()  # what is chosen in one view holds in the other
        self._beside = LateSection(self._view, MedicationsView.show_chart, held=True)
        self._alone = LateSection(
            lambda: MedicationsSection(self._view()),
            lambda section, chart: section.show_chart(chart),
            MedicationsSection.least_height,
            low=MedicationsSection.low,
        )
        self._came_from: QWidget | None = None
        self.unhelpful: frozenset[str] = frozenset()
        self._section = OVERVIEW
        self._shown: Sheet | None = None
        self.known = False  # is it known what the member may sign?
        page.add_section(MEDICATIONS, _("Medications"), self._alone)
        page.add_beside(self._beside, 1)
        page.timeline.wanted.connect(self._want)
        page.form_wanted.connect(self._reopen)
        page.sheet_closed.connect(self._gone)
        page.when_painted(self._begin)

    def _begin(self) -> None:
        self._page.desk.ask(allowed, self, self.show_allowed)
        self._page.desk.ask(unhelpful, self, self._hear)
        self._beside.let_go()

    def _view(self) -> MedicationsView:
        view = MedicationsView(self._choices)
        view.asked.connect(self.open)
        view.weight_asked.connect(partial(self._look_at_weight, view))
        view.opened.connect(self._open_entry)
        view.response.wanted.connect(partial(self._page.acts.do, row=None))
        view.show_allowed(self.allowed)
        return view

    @property
    def beside(self) -> MedicationsView:
        """The view beside the timeline."""
        return self._beside.whole()

    @property
    def alone(self) -> MedicationsView:
        """The view in a section of its own."""
        return self._alone.whole().view

    @property
    def views(self) -> tuple[MedicationsView, ...]:
        """Those that are made."""
        alone = self._alone.made
        made = (self._beside.made, alone.view if alone is not None else None)
        return tuple(view for view in made if view is not None)

    def show_allowed(self, may: Allowed) -> None:
        """What the member may sign about medicines."""
        self.allowed, self.known = may, True
        for view in self.views:
            view.show_allowed(may)
        if may.orders:
            self._page.add_action(_("Adjust dose"), "pill", self._adjust)

    def _adjust(self) -> None:
        """The dose of the medicine whose row is chosen where it can be seen, else of one to be picked."""
        seen = next((view.course for view in self.views if view.isVisible()), "")
        self.open(Act.ADJUST, seen if self._is_ordered(seen) else "")

    def _is_ordered(self, course: str) -> bool:
        courses = self._page.chart.regimen.courses if self._page.chart else ()
        found = next((acts_of(one, self.allowed) for one in courses if one.id == course), ())
        return Act.ADJUST in found or Act.CHOOSE in found

    def _want(self, what: str) -> None:
        if what == "dose":
            self.open(Act.ADJUST, "")
        elif what == "table":
            self._show_table()

    def _show_table(self) -> None:
        """Doses and response as a table, beside the list where they stand there."""
        if not self._beside.isVisible():
            self._page.sections.show_section(MEDICATIONS)
        (self.beside if self._beside.isVisible() else self.alone).response.show_table()

    def _reopen(self, draft_key: str) -> None:
        """Go on with an order or an observation that was begun and not signed."""
        name, _colon, course = draft_key.partition(":")
        act = next((act for act, maker in (ORDERS | OBSERVED | ALONE).items() if maker.__name__ == name), None)
        if act is not None:
            self.open(act, course)

    def _open_entry(self, entry: str) -> None:
        """Read an entry in the timeline, where the timeline is seen, else in its section."""
        if self._page.sections.current == MEDICATIONS:
            self._page.sections.show_section(TIMELINE)
        self._page.timeline.bring(EntryId(entry))

    def _look_at_weight(self, view: MedicationsView) -> None:
        look_at_weight(self._page.desk, self._page.patient, self, view.response.show_weight)

    # -- sheets -------------------------------------------------------------------------------------------------

    def open(self, act: Act, course: str) -> None:
        """Open the sheet of an act; why not, where it cannot be done."""
        chart = self._page.chart
        if chart is None:
            return
        found = next((one for one in chart.regimen.courses if one.id == course), None)
        if act is Act.ADJUST and found is not None and found.contested:
            act = Act.CHOOSE
        if act is Act.ADJUST and found is None:
            self._pick(chart)
        elif found is not None and act not in acts_of(found, self.allowed):
            self._page.desk.tell(_("This cannot be done with {medicine} as it stands.").format(medicine=found.name))
        elif (form := self._form(act, chart, found)) is not None:
            self._show(form, chart)

    def _pick(self, chart: Chart) -> None:
        if not self.allowed.orders:
            self._page.desk.tell(_("Your role signs no orders. Ask a prescriber or a nurse."))
            return
        sheet = PickSheet(chart)
        sheet.picked.connect(lambda course: self.open(Act.ADJUST, course))
        self._show_sheet(sheet)

    def _form(self, act: Act, chart: Chart, course: Course | None) -> Form | None:
        if act is Act.START:
            return StartForm(chart, self.allowed) if self.allowed.orders else None
        if act is Act.REPORTED:
            return ReportedForm(chart) if self.allowed.observes else None
        if course is None:
            return None
        if act in ORDERS:
            return ORDERS[act](chart, course, self.allowed)
        return OBSERVED[act](chart, course)

    def _show(self, form: Form, chart: Chart) -> None:
        form.signed.connect(lambda signed: self._record(form, signed))
        self._show_sheet(form)
        if isinstance(form, OrderForm):
            form.unhelpful = self.unhelpful
            form.not_useful.connect(partial(self._call_not_useful, form))
            form.previewed.connect(lambda content: self._preview(content, chart))
            form.settle()

    def _show_sheet(self, sheet: Sheet) -> None:
        """Show a sheet while the chart stays in view; the place and the keyboard of before come back after it."""
        page = self._page
        if self._shown is None:
            self._came_from, self._section = QApplication.focusWidget(), page.sections.current
        self._shown = sheet
        if page.sections.current == OVERVIEW and self._beside.isVisible():
            page.overview.set_aside(aside=True)
        elif page.sections.current != MEDICATIONS:
            page.sections.show_section(MEDICATIONS)
        page.show_sheet(sheet)

    def _hear(self, unhelpful: frozenset[str]) -> None:
        self.unhelpful = unhelpful

    def _call_not_useful(self, form: OrderForm, alert: Alert) -> None:
        """Record it; a warning that only tells is not shown again unless what it rests on changes."""

        def recorded(found: frozenset[str]) -> None:
            self._hear(found)
            form.unhelpful = found
            form.settle()
            told = _("Recorded as not useful. The warning comes back when what it rests on changes.")
            heavy = _("Recorded as not useful. A warning of this weight is shown all the same.")
            self._page.desk.tell(told if alert.tier is Tier.STRIP else heavy)

        patient, words = self._page.patient, form.words()
        self._page.desk.ask(lambda session: call_not_useful(session, patient, words, alert), form, recorded)

    def _gone(self, sheet: Sheet) -> None:
        """The sheet was signed, left, or made way for another one."""
        if self._shown is not sheet:
            return
        self._shown = None
        for view in self.views:
            view.response.preview(None)
        self._page.overview.set_aside(aside=False)
        if self._page.sections.current != self._section:
            self._page.sections.show_section(self._section)
        QTimer.singleShot(0, self, self._return)  # after the list, which is shown again, has taken the keyboard

    def _return(self) -> None:
        if self._shown is None and self._came_from is not None and isValid(self._came_from):
            self._came_from.setFocus()

    def _preview(self, content: MedicationContent | None, chart: Chart) -> None:
        for view in self.views:
            if view.isVisible():
                view.preview(content, chart)

    def _record(self, form: Form, signed: Signed) -> None:
        self._page.recording.record_form(form, signed, lambda _chart: self._page.desk.tell(form.reviewed))


def add_medications(page: PatientPage) -> Medications:
    """Give a page its medications."""
    return Medications(page)
