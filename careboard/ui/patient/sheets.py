"""The place for sheets at the right of a patient's page: facts behind a chip, forms, what is due, what does not add up.

One sheet at a time; the page stays visible and alive beside it.
"""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.values import MemberId
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.ui.help.key_list import KeyList
from careboard.ui.help.shortcuts import Where
from careboard.ui.look.look import look
from careboard.ui.parts.sheet import Sheet
from careboard.ui.patient.forms.about import About
from careboard.ui.patient.forms.facts import FactsSheet, Maker, Topic, maker_of, signs
from careboard.ui.patient.forms.form import Form, Signed
from careboard.ui.patient.matters import DUE, FINDINGS, SINCE, MattersSheet, due, findings, new


class Sheets(QWidget):
    """Holds the sheet that is open. `signed` carries a form and what somebody signed in it."""

    signed = Signal(object, object)  # Form, Signed
    form_shown = Signal(object)  # a Form, before anything is typed into it
    entry_asked = Signal(str)
    shown = Signal()
    left = Signal(object)  # the Sheet that was closed
    grown = Signal()  # it needs another height

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: Chart | None = None
        self._schemas: frozenset[str] = frozenset()
        self._team: Mapping[MemberId, str] = {}
        self.sheet: Sheet | None = None
        self.above = False
        self._column = QVBoxLayout(self)
        self._space()
        self.hide()

    def stand(self, *, above: bool) -> None:
        """Stand above the page, whole, or beside it."""
        if self.sheet is not None:
            self.sheet.show_whole(whole=above)
        if above is not self.above:
            self.above = above
            self._space()

    def height_for(self, width: int) -> int:
        """How high the sheet is in a width."""
        return self._column.totalHeightForWidth(width) if self._column.hasHeightForWidth() else self.sizeHint().height()

    def _space(self) -> None:
        margin = look().px(16)
        self._column.setContentsMargins(margin if self.above else 0, 0, margin, margin)

    @override
    def event(self, event: QEvent) -> bool:
        answered = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self.grown.emit()
        return answered

    def show_chart(self, chart: Chart) -> None:
        """From now on sheets are about this chart; the one that is open stays as it is."""
        self._chart = chart

    def offer(self, schemas: frozenset[str], team: Mapping[MemberId, str]) -> None:
        """What this member may write, by the names of the contents; no form is offered beside them. `team` reads it."""
        self._schemas, self._team = schemas, team

    def show_facts(self, topic: str) -> None:
        """Show what stands behind a chip, and what can be done about it."""
        if self._chart is not None:
            sheet = FactsSheet(Topic(topic), self._chart, self._schemas)
            sheet.asked.connect(self._show_form)
            self.show_sheet(sheet)

    def reopen(self, draft_key: str) -> bool:
        """Show the form to which a draft belongs; False where it is none of these."""
        maker = maker_of(draft_key, self._chart) if self._chart is not None else None
        if maker is not None:
            self._show_form(maker)
        return maker is not None

    def may_sign(self, maker: Maker) -> bool:
        """May this member sign what a form makes?"""
        return signs(maker) in self._schemas

    def show_form(self, maker: Maker) -> bool:
        """Show a form; False where this member may not sign what it makes."""
        may = self.may_sign(maker)
        if may:
            self._show_form(maker)
        return may

    def show_matters(self, which: str) -> None:
        """Show what is new, what is due, or what does not add up."""
        told = {
            SINCE: (_("Since your last visit"), new),
            DUE: (_("What is due"), due),
            FINDINGS: (_("What does not add up"), findings),
        }
        if self._chart is not None:
            title, of = told[which]
            sheet = MattersSheet(title, of(self._chart))
            sheet.entry_asked.connect(self.entry_asked)
            self.show_sheet(sheet)

    def show_keys(self) -> None:
        """Show the keys of the timeline."""
        sheet = Sheet(_("Keys of the timeline"))
        sheet.body.addWidget(KeyList((Where.LIST,)))
        self.show_sheet(sheet)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a sheet in place of the one that is there."""
        self.close_sheet()
        self.sheet = sheet
        sheet.closed.connect(self.close_sheet)
        self._column.addWidget(sheet)
        if isinstance(sheet, Form):
            self.form_shown.emit(sheet)
        self.shown.emit()
        self.show()
        sheet.show()
        (sheet.first if isinstance(sheet, Form) else sheet).setFocus()

    def close_sheet(self, only: Sheet | None = None) -> None:
        """Take the sheet away; with `only`, if it is this one."""
        if self.sheet is None or only not in (None, self.sheet):
            return
        self.keep()
        sheet, self.sheet = self.sheet, None
        self._column.removeWidget(sheet)
        sheet.hide()
        sheet.deleteLater()
        self.hide()
        self.left.emit(sheet)

    def keep(self) -> None:
        """Hand out what was typed into the form that is open, to be kept."""
        if isinstance(self.sheet, Form):
            self.sheet.keep()

    def _show_form(self, maker: Maker) -> None:
        if self._chart is not None:
            form = maker(About.of(self._chart, self._team))
            form.signed.connect(partial(self._sign, form))
            self.show_sheet(form)

    def _sign(self, form: Form, signed: Signed) -> None:
        self.signed.emit(form, signed)
