"""What stands in a control, as a draft keeps it, and how it is put back; so that no form needs to know its own fields.

A choice is kept by its words: its place in the list may be another one when the draft is opened again.
"""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from careboard.ui.parts.fields import Choice

Typed = str | bool


@runtime_checkable
class Answers(Protocol):
    """A control of our own that is answered without typing."""

    chosen_changed: SignalInstance

    @property
    def answer(self) -> str:
        """What was answered, as a draft keeps it."""

    def choose_answer(self, answer: str) -> None:
        """Answer again what a draft kept."""


def typed(control: QWidget) -> Typed:
    """What stands in a control."""
    match control:
        case QLineEdit():
            return control.text()
        case QPlainTextEdit():
            return control.toPlainText()
        case Choice():
            return control.currentText()
        case QCheckBox():
            return control.isChecked()
        case Answers():
            return control.answer
        case _:
            return ""


def retype(control: QWidget, what: Typed) -> None:
    """Put back what stood in a control."""
    match control, what:
        case QLineEdit(), str():
            control.setText(what)
        case QPlainTextEdit(), str():
            control.setPlainText(what)
        case Choice(), str():
            control.choose_words(what)
        case QCheckBox(), bool():
            control.setChecked(what)
        case Answers(), str():
            control.choose_answer(what)
        case _:
            pass


def tell_changes(control: QWidget, changed: Callable[[], object]) -> None:
    """Call back whenever something else stands in a control."""
    match control:
        case QLineEdit() | QPlainTextEdit():
            control.textChanged.connect(lambda *_args: changed())
        case Choice():
            control.currentIndexChanged.connect(lambda _index: changed())
        case QCheckBox():
            control.toggled.connect(lambda _on: changed())
        case Answers():
            control.chosen_changed.connect(changed)
        case _:
            pass
