"""Nutrition as a section: the allergies fixed on top, then intake, plan and versions; joined to the patient's page.

Ctrl+5 leads to today's first meal that is not recorded; two more keys record it.
"""

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.nutrition import MealPlan
from careboard.clinical.values import PatientId
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.ui.desk import Desk
from careboard.ui.look.look import Type, look
from careboard.ui.parts.labels import Icon, Label
from careboard.ui.parts.panels import Ground, Panel, arrange
from careboard.ui.parts.sheet import Scrolled, Sheet
from careboard.ui.patient import banner_words
from careboard.ui.patient.composer import meal_body
from careboard.ui.patient.composer.signing import Signing
from careboard.ui.patient.late import LateSection
from careboard.ui.patient.nutrition.handout_sheet import HandoutSheet
from careboard.ui.patient.nutrition.intake_panel import IntakePanel
from careboard.ui.patient.nutrition.plan_panel import PlanPanel
from careboard.ui.patient.nutrition.versions_panel import VersionsPanel
from careboard.ui.patient.page import OVERVIEW, PatientPage
from careboard.ui.patient.weight import look_at_weight
from careboard.workflow.session import Session

NUTRITION = "nutrition"
_WIDE = 1100  # px at 100% from which plan and versions stand beside each other


class NutritionSection(Ground):
    """What the page shows under Nutrition; laid out when it is seen."""

    least_height = 1400  # px at 100%, where the page scrolls: all of it, one part below the other

    def __init__(self, desk: Desk, patient: PatientId, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self.intake, self.plan, self.versions = IntakePanel(desk, patient), PlanPanel(), VersionsPanel()
        self._chart: Chart | None = None
        self._waiting = False
        self._shows_energy = False
        self._allergies = _Allergies()
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        undo = QShortcut(QKeySequence("Ctrl+Z"), self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self.intake.undo.undo)
        self.setFocusProxy(self.intake)

    def _lay_out(self) -> None:
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look().px(16))
        rows.addWidget(self.intake)
        self._below.addWidget(self.plan, 3)
        self._below.addWidget(self.versions, 2)
        self._below.setSpacing(look().px(16))
        rows.addLayout(self._below)
        rows.addStretch(1)
        margin = look().px(16)
        column = QVBoxLayout(self)
        column.setContentsMargins(margin, 0, margin, margin)
        column.setSpacing(look().px(8))
        column.addWidget(self._allergies)
        column.addWidget(Scrolled(inside), 1)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Its parts, in the order of reading."""
        return self.intake, self.plan, self.versions

    def allow(self, schemas: frozenset[str]) -> None:
        """What the member may sign."""
        self.intake.allow(may="meal-observation" in schemas)
        self.plan.allow(may="meal-plan" in schemas)

    def show_chart(self, chart: Chart) -> None:
        """Show a chart, now or when this is seen."""
        self._chart, self._waiting = chart, True
        if self.isVisible():
            self._show()

    def show_energy(self) -> None:
        """Show the energy too, until this section is left; who left it meanwhile asks again."""
        if self.isVisible():
            self._shows_energy, self._waiting = True, True
            self._show()

    def _show(self) -> None:
        if self._chart is None or not self._waiting:
            return
        chart, self._waiting = self._chart, False
        shows = self._shows_energy or not chart.person.blind_weight
        self._allergies.show_chart(chart)
        self.intake.show_chart(chart)
        self.plan.show_chart(chart, shows_energy=shows)
        self.versions.show_chart(chart, shows_energy=shows)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._waiting, self._shows_energy = self._waiting or self._shows_energy, False

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._fit()

    def _fit(self) -> None:
        arrange(self._below, beside=self.width() >= look().px(_WIDE))


class _Allergies(Panel):
    """The allergies, which stay in sight while the rest scrolls."""

    def __init__(self) -> None:
        super().__init__(ground="surface2", radius=6)
        self._words = Label("", Type.STRONG_LABEL, "text1", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(look().px(12), look().px(6), look().px(12), look().px(6))
        row.addWidget(Icon("warning", "text2"))
        row.addWidget(self._words, 1)

    def show_chart(self, chart: Chart) -> None:
        self._words.setText(banner_words.allergies(chart))


def add_nutrition(page: PatientPage) -> LateSection[NutritionSection]:
    """Add the section to a patient's page; it is made when somebody looks."""
    place = LateSection(lambda: _joined(page), NutritionSection.show_chart, NutritionSection.least_height)
    page.add_section(NUTRITION, _("Nutrition"), place)
    page.writes.was_signed.connect(lambda act: _lead_back(page, act))
    return place


def _joined(page: PatientPage) -> NutritionSection:
    section = NutritionSection(page.desk, page.patient)
    section.intake.recorded.connect(page.show_chart)
    page.waiting.append(section.intake.undo)
    section.plan.written.connect(lambda: write_plan(page))
    section.plan.handout_asked.connect(lambda: hand_out(page))
    section.plan.energy_asked.connect(lambda: look_at_weight(page.desk, page.patient, section, section.show_energy))
    page.sheet_closed.connect(lambda sheet: _return(section, sheet))
    page.desk.ask(_may_sign, section, section.allow)
    return section


def _return(section: NutritionSection, sheet: Sheet) -> None:
    """The keyboard goes back to where the handout was asked for, after the list has taken it; unless that was left."""

    def go_back() -> None:
        if section.isVisible():
            section.plan.handout.setFocus()

    if isinstance(sheet, HandoutSheet):
        QTimer.singleShot(0, section, go_back)


def _may_sign(session: Session) -> frozenset[str]:
    """The contents of nutrition that this member may sign."""
    policy, roles = session.vault.registry.policy, session.vault.roles
    return frozenset(one for one in ("meal-plan", "meal-observation") if policy.may_write_schema(one, roles))


def write_plan(page: PatientPage) -> None:
    """Begin a new version in the composer, where the list is seen."""
    if page.composer is not None:
        page.sections.show_section(OVERVIEW)
        page.composer.open(meal_body.KEY)


def _lead_back(page: PatientPage, act: Signing) -> None:
    """A plan that was signed is seen where the others are; who goes on with the next draft stays there."""
    planned = any(isinstance(content, MealPlan) for content in act.contents)
    if planned and page.composer is not None and not page.composer.is_open:
        page.sections.show_section(NUTRITION)
        for section in page.findChildren(NutritionSection):
            section.versions.list.setFocus(Qt.FocusReason.OtherFocusReason)


def hand_out(page: PatientPage) -> None:
    """Show the handout of the plan in force."""
    if page.chart is not None:
        sheet = HandoutSheet(page.desk, page.chart)
        sheet.recorded.connect(page.show_chart)
        page.show_sheet(sheet)
