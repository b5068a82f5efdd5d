"""Hands on the sheets of the medications: a row gets the keyboard, a field is filled, an order is signed by keys."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QWidget

from careboard.clinical.medication.orders import MedicationStart
from careboard.clinical.values import When
from careboard.ui.patient.forms.form import Form
from tests.ui.keys import CTRL, press
from tests.ui.medication.conftest import Opened
from tests.ui.medication.maya import daily, tablet

Key = Qt.Key


def lane(work: Opened, name: str) -> None:
    """Put the keyboard into the row of a medicine in the chart."""
    plot = work.meds.beside.response.plot
    plot.setFocus()
    work.meds.beside.response.choose(work.course(name))


def form(work: Opened, kind: type[Form] = Form) -> Form:
    """The form that is open."""
    work.wait(lambda: any(one.isVisible() for one in work.page.findChildren(kind)))
    return next(one for one in work.page.findChildren(kind) if one.isVisible())


def sign(work: Opened) -> None:
    """Review and sign by keys, and wait for the vault."""
    before = len(work.chart.record.entries)
    press(Key.Key_Return, CTRL)
    press(Key.Key_Return)
    work.wait_signed(before)


def typed(work: Opened, label: str, text: str) -> None:
    """Type into a field of the open form, by its name."""
    field = control(work, label)
    field.setFocus()
    QTest.keyClick(field, Key.Key_A, CTRL)
    QTest.keyClicks(field, text)


def choose(work: Opened, label: str, words: str) -> None:
    """Choose from a list of the open form, by the words in it."""
    field = control(work, label)
    assert isinstance(field, QComboBox)
    field.setCurrentText(words)
    assert field.currentText() == words


def control(work: Opened, label: str) -> QWidget:
    """A control of the open form, by its accessible name."""
    shown = form(work)
    return next(one for one in shown.findChildren(QWidget) if one.accessibleName() == label)


def start(name: str, dose: str, since: str, form_: str = "tablet") -> MedicationStart:
    """A course that somebody began."""
    return MedicationStart(tablet(name, form_), daily(dose), "depression", When(since))
