"""What is shown when we made a mistake: that it was ours, and a report that holds no word of a patient.

The only way on is a fresh start.
"""

from PySide6.QtCore import Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from careboard import errors
from careboard.i18n import gettext as _
from careboard.ui.entrance.card import Card, centred
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Field, Text


class CrashPage(QWidget):
    """The mistake, and the way on: a fresh start."""

    lock_due = Signal()

    def __init__(self, mistake: BaseException) -> None:
        super().__init__()
        lead = _(
            "Careboard made a mistake and stopped here, before anything wrong was kept. What you signed is safe, and "
            "what you were writing is kept as a draft."
        )
        card = Card(_("Something went wrong"), "warning", lead, 560)
        self.report = Text(report_of(mistake), lines=6, most=12)
        self.report.setReadOnly(True)
        field = Field(_("Report, without any word about a patient"), self.report)
        copy, again = Button(_("Copy the report")), Button(_("Lock and start again"), "primary")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.report.toPlainText()))
        again.clicked.connect(self.lock_due)
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addStretch(1)
        row.addWidget(again)
        card.column.addWidget(field)
        card.column.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(centred(card))
        self.setFocusProxy(again)


def report_of(mistake: BaseException) -> str:
    """Kinds of errors, and where in our code they passed, with the version of Qt."""
    return errors.report_of(mistake, f"Qt {qVersion()}")
