"""What joins the measures to a patient's page: scales and vital signs are written in its composer, entries read in it.

A blind weight is shown only after the look at it is recorded.
"""

from PySide6.QtCore import QObject

from careboard.clinical.values import EntryId
from careboard.i18n import gettext as _
from careboard.ui.patient.composer import vitals_body
from careboard.ui.patient.composer.forms import SCALES
from careboard.ui.patient.measures.section import MeasuresSection
from careboard.ui.patient.page import OVERVIEW, TIMELINE, PatientPage
from careboard.ui.patient.weight import look_at_weight
from careboard.workflow.writing.may_measure import may_measure

MEASURES = "measures"


class Measures(QObject):
    """The section of a page, and what is asked for in it."""

    def __init__(self, page: PatientPage) -> None:
        super().__init__(page)
        self._page, self.section = page, MeasuresSection()
        self._writes = False  # is the composer open because somebody asked for it here?
        section = self.section
        section.scale_asked.connect(self._enter_scale)
        section.vitals_asked.connect(lambda: self._write(vitals_body.KEY))
        section.opened.connect(self._open_entry)
        section.weight_asked.connect(lambda: look_at_weight(page.desk, page.patient, self, self.section.show_weights))
        page.add_section(MEASURES, _("Measures"), section)
        page.desk.ask(may_measure, self, section.show_may)

    def _enter_scale(self, name: str) -> None:
        self._write(f"scale:{name}" if name else SCALES)

    def _write(self, key: str) -> None:
        """Write in the composer, where the list is seen; what was signed or left leads back here."""
        composer = self._page.composer
        if composer is None:
            self._page.desk.tell(_("Your role enters no measures here."))
            return
        self._page.sections.show_section(OVERVIEW)
        composer.left.connect(self._return)
        self._writes = True
        composer.open(key)

    def _return(self) -> None:
        if self._page.composer is not None and self._writes:
            self._page.composer.left.disconnect(self._return)
            self._writes = False
            if self._page.sections.current in (OVERVIEW, TIMELINE):
                self._page.sections.show_section(MEASURES)

    def _open_entry(self, entry: str) -> None:
        """Read an entry where it stands in the timeline."""
        self._page.sections.show_section(TIMELINE)
        self._page.timeline.view.go_to_entry(EntryId(entry))


def add_measures(page: PatientPage) -> Measures:
    """Give a page its measures."""
    return Measures(page)
