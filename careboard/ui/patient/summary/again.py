"""The summaries that were issued, to be found by a word and shown again, as they were issued.

What was entered in error is not offered; the newest stands first.
"""

from collections.abc import Iterator

from careboard.clinical.paper import DischargeSummaryIssued, IssuedCopy
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.wording.times import day
from careboard.ui.patient.page import PatientPage
from careboard.ui.patient.summary.fields import COPIES
from careboard.ui.patient.summary.section import SummarySection

SUMMARY = "summary"


def issued_copies(chart: Chart | None) -> Iterator[tuple[IssuedCopy, str]]:
    """Every copy that was issued, with its words."""
    if chart is None:
        return
    for one in reversed(chart.record.of(DischargeSummaryIssued)):
        on = day(one.entry.recorded_at.astimezone(chart.zone).date(), chart.voice)
        for copy in one.content.copies:
            kind = next((words for words, kind in COPIES if kind == (copy.audience, copy.language)), copy.language)
            yield copy, _("Discharge summary issued {day}: {copy}").format(day=on, copy=kind)


def show_issued(page: PatientPage, copy: IssuedCopy) -> None:
    """Show an issued copy in its section; what is printed then is this one."""
    page.sections.show_section(SUMMARY)
    section = page.sections.widget(SUMMARY)
    if isinstance(section, SummarySection) and section.page is not None:
        section.page.show_again(copy)
