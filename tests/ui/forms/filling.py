"""Filling in a form by keys: by Tab from control to control, typing where something is to be typed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from careboard.ui.patient.forms.form import Form
from tests.ui.keys import CTRL, focus, press, tab, write

Typed = dict[str, str | bool]


def controls(form: QWidget) -> dict[str, QWidget]:
    """The controls of a form by what a screen reader calls them, in the order of Tab."""
    found: dict[str, QWidget] = {}
    widget = form.nextInFocusChain()
    while widget is not None and widget is not form:
        if isinstance(widget, QLineEdit | QPlainTextEdit | QComboBox) and form.isAncestorOf(widget):
            found[widget.accessibleName()] = widget
        elif isinstance(widget, QCheckBox) and form.isAncestorOf(widget):
            found[widget.text()] = widget
        widget = widget.nextInFocusChain()
    return found


def fill(form: Form, typed: Typed) -> None:
    """Go through the form by Tab, and type where something is to be typed."""
    names = list(controls(form))
    assert set(typed) <= set(names), set(typed) - set(names)
    controls(form)[names[0]].setFocus()
    for index in range(len(names)):
        if index:
            tab()
        here = focus()
        name = here.text() if isinstance(here, QCheckBox) else here.accessibleName()
        _type(here, typed.get(name))


def _type(here: QWidget, what: object) -> None:
    if isinstance(here, QCheckBox) and what is not None and here.isChecked() is not what:
        press(Qt.Key.Key_Space)
    elif isinstance(here, QComboBox) and isinstance(what, str):
        press(Qt.Key.Key_Home)
        for _ in range(here.count()):
            if here.currentText() != what:
                press(Qt.Key.Key_Down)
        assert here.currentText() == what
    elif isinstance(here, QLineEdit | QPlainTextEdit) and isinstance(what, str):
        press(Qt.Key.Key_A, CTRL)
        press(Qt.Key.Key_Delete)
        for index, line in enumerate(what.split("\n")):
            if index:
                press(Qt.Key.Key_Return)
            write(line)
