"""Nothing is signed that nobody chose: what a form asks stands open, or says beforehand what it would sign and why."""

import pytest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from careboard.clinical.medication.orders import MedicationStart
from careboard.ui.parts.fields import Choice
from careboard.ui.patient.forms.about import About
from careboard.ui.patient.forms.form import Form
from careboard.ui.patient.forms.safety import SafetyPlanForm
from careboard.ui.patient.regimen.acts import Act
from tests.clinical_examples import EXAMPLES
from tests.projections.records import chart
from tests.projections.story import STORY
from tests.ui.forms.examples import FORMS
from tests.ui.medication.conftest import Opener, at_work

__all__ = ["at_work"]

STATED = {
    "Risk of": "Suicide",  # the chip that leads here is that of suicide
    "What kind of contact": "Personal",  # and may be told nothing until somebody says what
    "What it warns of": "Legal status",  # the button that leads here named it
    "Taken": "By schedule",  # how often is asked then; the other choice asks for what, and how much at most
    "How often": "every morning",  # as the running order has it
    "Suspected": "sertraline 50 mg tablet",  # the row from which it was opened
}


def answers(form: Form) -> dict[str, str]:
    """What is answered in a form before anybody touched it."""
    return {one.accessibleName(): one.currentText() for one in form.findChildren(Choice) if one.chosen is not None}


@pytest.mark.parametrize("name", FORMS)
def test_that_a_short_form_begins_without_an_answer_that_nobody_gave(qtbot: QtBot, name: str) -> None:
    make, _typed, _content = FORMS[name]
    form = make(chart(*STORY))
    qtbot.addWidget(form)
    assert answers(form).items() <= STATED.items()


@pytest.mark.parametrize("act", [act for act in Act if act not in (Act.RESUME, Act.CHOOSE)])
def test_that_a_sheet_about_a_medicine_begins_without_an_answer_that_nobody_gave(at_work: Opener, act: Act) -> None:
    work = at_work(None, EXAMPLES[MedicationStart].content)
    work.meds.open(act, "" if act in (Act.START, Act.REPORTED) else work.chart.regimen.courses[0].id)
    sheet = work.page.sheets.sheet
    if act is Act.USED:
        assert sheet is None
        return
    assert isinstance(sheet, Form)
    assert answers(sheet).items() <= STATED.items()


def test_that_a_new_safety_plan_does_not_say_that_its_copy_was_given(qtbot: QtBot) -> None:
    one = chart(*STORY)
    assert one.stay.safety_plan is not None
    assert one.stay.safety_plan.content.copy_given
    form = SafetyPlanForm(About.of(one))
    qtbot.addWidget(form)
    (given,) = form.findChildren(QCheckBox)
    assert not given.isChecked()
