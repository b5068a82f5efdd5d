"""A patient's page with all of its sections, joined to each other."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from careboard.clinical.values import PatientId
from careboard.i18n import gettext as _
from careboard.ui.desk import Desk
from careboard.ui.patient.export_sheet import ExportSheet
from careboard.ui.patient.measures.joining import add_measures
from careboard.ui.patient.medications import add_medications
from careboard.ui.patient.nutrition.section import add_nutrition
from careboard.ui.patient.page import PatientPage
from careboard.ui.patient.summary.section import SummarySection

SUMMARY = "summary"


def patient_page(desk: Desk, patient: PatientId) -> PatientPage:
    """The page of one patient as it is opened from the caseload."""
    page = PatientPage(desk, patient)
    add_medications(page)
    add_measures(page)
    add_nutrition(page)
    summary = SummarySection(desk)
    summary.issued.connect(page.show_chart)
    summary.export_asked.connect(lambda: page.show_sheet(ExportSheet(desk, patient)))
    page.add_section(SUMMARY, _("Summary"), summary)
    shown = page.add_action(_("Print summary"), "print", lambda: _print(page, summary))
    shown.setToolTip(_("Discharge summary, Ctrl+P"))
    keys = QShortcut(QKeySequence("Ctrl+P"), page)
    keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    keys.activated.connect(lambda: _print(page, summary))
    return page


def _print(page: PatientPage, summary: SummarySection) -> None:
    """Print the summary where it is seen; anywhere else show it first."""
    if page.sections.current == SUMMARY and summary.page is not None:
        summary.page.print_paper()
    else:
        page.sections.show_section(SUMMARY)
