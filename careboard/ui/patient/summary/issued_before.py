"""What was issued for this patient before: each copy can be looked at, printed and saved again, byte for byte.

A summary that was entered in error is not offered.
"""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from careboard.clinical.paper import DischargeSummaryIssued
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.wording.times import day
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Flow, Panel
from careboard.ui.patient.summary.fields import COPIES


class IssuedBefore(Panel):
    """A row for each issued summary, the newest first. `chosen` carries the IssuedCopy that a person wants to see."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Issued before"))
        self._rows = QWidget()
        margin = look().px(16)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(look().px(8))
        self._column.addWidget(Label(_("Issued before"), Type.HEADLINE))
        self._column.addWidget(self._rows)
        self.hide()

    def show_chart(self, chart: Chart) -> None:
        """Offer what this chart holds."""
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        issued = chart.record.of(DischargeSummaryIssued)
        for one in reversed(issued):
            on = day(one.entry.recorded_at.astimezone(chart.zone).date(), chart.voice)
            column.addWidget(self._row(one.content, on))
        self._column.replaceWidget(self._rows, rows)
        self._rows.deleteLater()
        self._rows = rows
        self.setVisible(bool(issued))

    def _row(self, issued: DischargeSummaryIssued, on: str) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        told = f"{on}: {issued.recipient or _('internal copy')}"
        column.addWidget(Label(told, Type.LABEL, wrap=True))
        buttons = QWidget()
        flow = Flow(buttons, look().px(8))
        for copy in issued.copies:
            words = next((w for w, kind in COPIES if kind == (copy.audience, copy.language)), copy.language)
            button = Button(_("Show {copy}").format(copy=words), "", "eye")
            button.setAccessibleName(f"{button.text()}, {told}")
            button.clicked.connect(partial(self.chosen.emit, copy))
            flow.addWidget(button)
        column.addWidget(buttons)
        return row
