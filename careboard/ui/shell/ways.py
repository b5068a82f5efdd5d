"""The ways from the pages of the clinic into a chart: to an entry, to a text that was begun, to the form of a move.

None of them signs anything; where names are hidden, the tabs are named by initials too.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from careboard.clinical.episode import LevelOfCare
from careboard.clinical.values import PatientId
from careboard.i18n import gettext as _
from careboard.projections.caseload import CaseloadRow, initials
from careboard.projections.inbox import Group, InboxItem
from careboard.projections.stages import Stage
from careboard.ui.patient.forms.facts import Maker
from careboard.ui.patient.forms.stay import DischargeForm, LevelOfCareForm
from careboard.ui.patient.page import PatientPage

if TYPE_CHECKING:
    from careboard.ui.shell.workplace import Workplace

INBOX = "inbox"
_LEADS_TO: dict[Stage, Maker] = {
    Stage.RESIDENTIAL: partial(LevelOfCareForm, given=LevelOfCare.RESIDENTIAL),
    Stage.IOP: partial(LevelOfCareForm, given=LevelOfCare.INTENSIVE_OUTPATIENT),
    Stage.STEP_DOWN: partial(LevelOfCareForm, given=LevelOfCare.OUTPATIENT),
    Stage.DISCHARGED: DischargeForm,
}


class Ways(QObject):
    """Leads from caseload and inbox into charts."""

    def __init__(self, workplace: "Workplace") -> None:
        super().__init__(workplace)
        self._workplace = workplace

    @property
    def _hidden(self) -> bool:
        return self._workplace.caseload.model.names_hidden

    def name(self, named: str) -> str:
        """What a patient is called outside of the chart now."""
        return initials(named) if self._hidden else named

    @Slot(bool)
    def name_tabs(self, _hidden: bool) -> None:  # noqa: FBT001, a slot
        """Name the tabs of the open patients anew."""
        caseload, tabs = self._workplace.caseload.model, self._workplace.top_bar.tabs
        for row in caseload.rows:
            if row.id in tabs.patients:
                tabs.put(row.id, self.name(row.named))

    @Slot(object)
    def show_inbox(self, group: Group) -> None:
        """Show one group of the inbox."""
        self._workplace.show_place(INBOX)
        self._workplace.inbox.show_group(group)

    @Slot(object)
    def open_item(self, item: InboxItem) -> None:
        """Go to what waits: the entry in its chart, or the text that was begun."""
        if item.patient is None:
            self._workplace.caseload.asked_for_new_patient.emit()
        elif item.draft:
            self._in_chart(item.patient, item.named, lambda page: page.go_on_with(item.draft))
        elif item.entry is not None:
            entry = item.entry
            self._in_chart(item.patient, item.named, lambda page: page.show_entry(entry))

    @Slot(object, object)
    def move(self, row: CaseloadRow, stage: Stage) -> None:
        """Open the form that moves a patient there; whose role may not sign it is told so."""
        maker = _LEADS_TO[stage]

        def begin(page: PatientPage) -> None:
            if not page.sheets.show_form(maker):
                self._workplace.desk.tell(_("Your role does not sign this change."))

        self._in_chart(row.id, row.named, begin)

    def _in_chart(self, patient: PatientId, named: str, act: Callable[[PatientPage], None]) -> None:
        self._workplace.open_patient(patient, named)
        page = self._workplace.page
        if isinstance(page, PatientPage) and page.patient == patient:
            page.when_ready(partial(act, page))
