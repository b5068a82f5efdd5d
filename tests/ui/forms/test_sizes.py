"""Forms and composer at twice the text in a small window, with long names, in the dark: nothing is cut or unseen."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from careboard.clinical.people import Role
from careboard.ui.look.look import apply, named
from careboard.ui.parts.buttons import SignButton
from careboard.ui.parts.fields import Field
from careboard.ui.parts.labels import Label
from careboard.ui.patient.forms.about import About
from careboard.ui.patient.forms.facts import Topic, facts_about
from careboard.ui.patient.forms.form import Form
from careboard.ui.patient.forms.person import ContactForm
from careboard.ui.patient.page import PatientPage
from tests.projections.records import chart
from tests.projections.story import STORY
from tests.ui.desk import PATIENCE, lay_out
from tests.ui.forms.filling import controls
from tests.ui.keys import CTRL, focus, press, tab
from tests.ui.patient.conftest import Opener, open_page

__all__ = ["open_page"]

LONG = "WOLFESCHLEGELSTEINHAUSENBERGERDORFF-CASTELLANOS DE LA VEGA, Maximiliana Alexandrina Philomena"
PAGE = (1194, 676)  # what is left for a patient's page in a window of 1366 x 768 at twice the text
ENOUGH = 40  # px of a control that must be seen


@pytest.fixture
def twice(program: QApplication) -> Iterator[None]:
    """Dark, and twice the text."""
    apply(named("dark", 2.0))
    yield
    apply(named("light"))


def in_sight(widget: QWidget) -> bool:
    """Is enough of a widget seen, whatever scrolls around it?"""
    seen = widget.visibleRegion().boundingRect()
    return seen.height() >= min(widget.height(), ENOUGH) and seen.width() >= min(widget.width(), ENOUGH)


def label_of(control: QWidget) -> QWidget:
    """The label that names a control; what has its words in itself is its own."""
    return next((one for one in control.window().findChildren(Label) if one.buddy() is control), control)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_that_a_long_name_cuts_neither_the_button_nor_the_sentence(
    program: QApplication, qtbot: QtBot, scale: float
) -> None:
    apply(named("dark", scale))
    form = ContactForm(replace(About.of(chart(*STORY)), patient=LONG))
    qtbot.addWidget(form)
    form.resize(form.minimumWidth(), 760)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    name = controls(form)["Name"]
    name.setProperty("text", "Ana Rivera, of whom everybody says that she is the sister of her mother's cousin")
    press(Qt.Key.Key_Return, CTRL)
    button = focus()
    assert isinstance(button, SignButton)
    assert button.text() == f"Sign for {LONG}"
    qtbot.waitUntil(lambda: button.geometry().right() <= form.rect().right())
    assert button.toolTip() == button.text()
    told = [one for one in form.findChildren(Label) if one.isVisible() and one.wordWrap()]
    assert LONG in [one.text() for one in told]
    qtbot.waitUntil(lambda: all(one.height() >= one.heightForWidth(one.width()) for one in told))
    apply(named("light"))


@pytest.mark.parametrize("topic", list(Topic))
def test_that_every_field_of_every_form_is_whole_and_in_sight_at_twice_the_text(
    open_page: Opener, qtbot: QtBot, twice: None, topic: Topic
) -> None:
    page: PatientPage = open_page(None, size=PAGE)
    apply(named("dark", 2.0))
    assert page.chart is not None
    for _words, maker in facts_about(topic, page.chart).forms:
        form = maker(About.of(page.chart))
        page.show_sheet(form)
        assert_whole(page, form, qtbot)


def assert_whole(page: PatientPage, form: Form, qtbot: QtBot) -> None:
    """Go through a form by Tab: each control is in sight with its label, within the page, and no label is cut."""
    lay_out()  # the sheet opens at its head, with the keyboard in its first field
    for number, control in enumerate(controls(form).values()):
        tab() if number else control.setFocus()
        assert focus() is control
        qtbot.waitUntil(lambda: in_sight(focus()) and in_sight(label_of(focus())), timeout=PATIENCE)
    fields = form.findChildren(Field)
    assert fields
    assert all(one.control.height() >= one.control.minimumSizeHint().height() for one in fields)
    told = [one for one in form.inside.findChildren(Label) if one.isVisible() and one.wordWrap()]
    assert all(one.height() >= one.heightForWidth(one.width()) for one in told)
    assert form.mapTo(page, QPoint(form.width(), 0)).x() <= page.width()


@pytest.mark.parametrize(
    ("role", "keys"),
    [
        (Role.COUNSELOR, ("dap", "birp")),
        (Role.PSYCHIATRIST, ("soap", "apso")),
        (Role.NUTRITIONIST, ("adime", "meal-plan-itself", "vitals")),
        (Role.COORDINATOR, ("collateral",)),
    ],
)
def test_that_what_is_written_in_the_composer_is_in_sight_at_twice_the_text(
    open_page: Opener, qtbot: QtBot, twice: None, role: Role, keys: tuple[str, ...]
) -> None:
    page: PatientPage = open_page(role, size=PAGE)
    apply(named("dark", 2.0))
    composer = page.composer
    assert composer is not None
    for key in keys:
        composer.open(key)
        assert composer.body is not None
        for _field in composer.body.findChildren(Field):
            qtbot.waitUntil(lambda: in_sight(focus()), timeout=PATIENCE)
            assert composer.isAncestorOf(focus())
            tab()
        shown = [one for one in composer.header.findChildren(Field) if one.isVisible()]
        assert all(one.height() >= one.minimumSizeHint().height() for one in shown)
        composer.close_form()
