"""What is shown when we made a mistake: that it was ours, and a report that holds no word of a patient.

The report names kinds of errors and places in our code; never a message or a value, for either may hold a name.
"""

import platform
import traceback
from pathlib import Path

from PySide6.QtCore import Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from careboard import __version__
from careboard.i18n import gettext as _
from careboard.ui.entrance.card import Card, centred
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Field, Text

_HERE = Path(__file__).resolve().parents[2]


class CrashPage(QWidget):
    """The mistake, and the way on: a fresh start."""

    lock_due = Signal()

    def __init__(self, mistake: BaseException) -> None:
        super().__init__()
        lead = _(
            "Careboard made a mistake and stopped here, before anything wrong was kept. What you signed is safe, and "
            "what you were writing is kept as a draft."
        )
        card = Card(_("Something went wrong"), "warning", lead, 640)
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
    """Kinds of errors, one below what it came from, and where in our code they passed."""
    lines = [f"Careboard {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.system()}"]
    seen: list[BaseException] = []
    error: BaseException | None = mistake
    while error is not None and error not in seen:
        seen.append(error)
        lines.append(type(error).__name__)
        passed = traceback.extract_tb(error.__traceback__)
        lines += [f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}" for frame in passed]
        error = error.__cause__ or error.__context__
    return "\n".join(lines)


def _place(file: str) -> str:
    path = Path(file)
    return path.relative_to(_HERE).as_posix() if path.is_relative_to(_HERE) else path.name
