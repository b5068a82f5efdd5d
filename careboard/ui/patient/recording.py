"""What is signed on a patient's page goes into the record here, and the page shows the chart as it then stands.

What was typed is let go of only after the vault has it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from careboard.clinical.entry import KnownContent
from careboard.clinical.values import EntryId, When
from careboard.projections.chart import Chart
from careboard.ui.background import Refused
from careboard.ui.patient.forms.form import Form, Signed
from careboard.workflow.session import Session

if TYPE_CHECKING:
    from careboard.ui.patient.page import PatientPage

Done = Callable[[Chart], None]


class Recording(QObject):
    """Signs for a page."""

    def __init__(self, page: "PatientPage") -> None:
        super().__init__(page)
        self._page, self._desk = page, page.desk

    def record(
        self,
        content: KnownContent,
        at: When | None = None,
        ref: EntryId | None = None,
        refused: Refused | None = None,
    ) -> None:
        """Sign a content into this patient's record."""
        page = self._page
        self._desk.ask(
            lambda session: session.record(page.patient, content, at=at, ref=ref), page, page.show_chart, refused
        )

    def record_form(self, form: Form, signed: Signed, then: Done | None = None) -> None:
        """Sign what stands in a form, and take its sheet away; its draft goes with it, also when the page is closed."""
        page, let_go = self._page, self._page.form_drafts.let_go(form)

        def sign(session: Session) -> Chart:
            session.append(page.patient, signed.content, at=signed.at, ref=signed.ref)
            let_go(session)
            return session.chart_after(page.patient)

        def shown(chart: Chart) -> None:
            page.show_chart(chart)
            if then is not None:
                then(chart)
            page.sheets.close_sheet(form)

        self._desk.ask(sign, page, shown, form.refuse)
