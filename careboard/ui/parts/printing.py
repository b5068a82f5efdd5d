"""Printing: the printer is asked for in one place, after it was said once that its queue may keep what is printed.

What was chosen for this computer is in force for the whole program; a session is told once, or nobody any more.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from careboard.i18n import gettext as _
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.labels import Icon, Label

Sending = Callable[[bytes], object]  # prints a PDF


@dataclass(slots=True)
class _InForce:
    copies: int = 1
    told: bool = False
    keep: Callable[[], object] | None = None


_in_force = _InForce()


def take_choices(copies: int, *, told: bool, keep: Callable[[], object] | None = None) -> None:
    """From now on: so many copies; `told`: nothing is said of the queue. `keep` remembers that nobody is told again."""
    _in_force.copies, _in_force.told, _in_force.keep = copies, told, keep


class SpoolWarning(QDialog):
    """What a printer's queue is, in words. Enter goes on, Esc does not print."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Before you print"))
        told = _(
            "What is printed goes to the printer's queue (its spool) and lies there unencrypted: on this computer, on "
            "the printer or on a print server, for as long as they keep it. Careboard cannot take it back. Print only "
            "to a printer that your clinic looks after, and fetch the paper at once."
        )
        self.again = QCheckBox(_("Do not say this again on this computer"))
        self.go_on, self.leave = Button(_("Go on to print"), "primary", "print"), Button(_("Do not print"))
        self.go_on.clicked.connect(self.accept)
        self.leave.clicked.connect(self.reject)
        self.go_on.setDefault(True)
        words = QHBoxLayout()
        words.setSpacing(look().px(12))
        words.addWidget(Icon("print", "warn", 28))
        words.addWidget(Label(told, Type.BODY, wrap=True), 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        buttons.addWidget(self.go_on)
        column = QVBoxLayout(self)
        edge = look().px(20)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(look().px(16))
        column.addLayout(words)
        column.addWidget(self.again)
        column.addLayout(buttons)
        wide = min(look().px(520), self.screen().availableSize().width() - edge)
        self.setFixedSize(wide, column.totalHeightForWidth(wide))
        self.go_on.setFocus()


def may_print(parent: QWidget) -> bool:
    """Does whoever prints know of the queue? Asked once in a session, unless this computer was told for good."""
    if _in_force.told:
        return True
    warning = SpoolWarning(parent)
    try:
        _in_force.told = warning.exec() == QDialog.DialogCode.Accepted
        if _in_force.told and warning.again.isChecked() and _in_force.keep is not None:
            _in_force.keep()
        return _in_force.told
    finally:
        warning.deleteLater()


def ask_printer(parent: QWidget) -> QPrinter | None:
    """A printer that was chosen, with the usual number of copies; None where nobody wants to print."""
    if not may_print(parent):
        return None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setCopyCount(_in_force.copies)
    chosen = QPrintDialog(printer, parent).exec() == QDialog.DialogCode.Accepted
    return printer if chosen else None
