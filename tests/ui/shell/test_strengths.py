"""The clinic's own list of doses: typed by who may decide, refused in words, stepped by in the dose sheet."""

import json

import pytest
from PySide6.QtCore import Qt

from careboard.clinical.clinic import SiteSetting
from careboard.projections.strengths import read_kept
from careboard.ui.patient.dosing.adjust import AdjustForm
from careboard.ui.patient.medications import Medications
from careboard.ui.patient.page import PatientPage
from careboard.ui.shell.settings.groups import Group
from careboard.ui.shell.settings.strengths import StrengthsPanel
from careboard.ui.shell.workplace import SETTINGS
from careboard.workflow.reading import contents_of
from tests.clinic import Clinic
from tests.ui.desk import Started
from tests.ui.keys import CTRL, press, tab, write
from tests.ui.medication.hands import start

Key = Qt.Key


def panel_of(started: Started) -> StrengthsPanel:
    """The panel in the settings of who signed in, when it is known what they may."""
    started.workplace.show_place(SETTINGS)
    panel = started.workplace.settings.strengths
    started.wait(lambda: not panel.isHidden())
    started.workplace.settings.show_group(Group.CLINIC)
    return panel


def keep(started: Started, text: str) -> StrengthsPanel:
    """Type a list in place of what stands there, and keep it by keys, as far as an answer."""
    panel = panel_of(started)
    panel.lines.setFocus()
    press(Key.Key_A, CTRL)
    press(Key.Key_Delete)
    for at, line in enumerate(text.split("\n")):
        if at:
            press(Key.Key_Return)
        write(line)
    tab()
    press(Key.Key_Space)
    started.wait(lambda: bool(panel.said))
    return panel


def kept(clinic: Clinic) -> list[str]:
    """Every value of the setting that stands in the clinic's stream, in the order of the record."""
    vault = clinic.open()
    contents = contents_of(vault, vault.registry.clinic_stream)
    return [one.value for one in contents if isinstance(one, SiteSetting) and one.setting == "strengths"]


def test_that_a_list_is_kept_in_the_clinics_stream_and_shown_lowest_first(started: Started, clinic: Clinic) -> None:
    started.sign_in()
    panel = keep(started, "sertraline: 100, 25, 50 mg\nOlanzapine: 2.5mg, 5 mg\nvalproate: 1000, 250 mg")
    assert panel.said == "Kept for the clinic: the dose sheet steps by the lists of 3 medicines."
    assert panel.lines.toPlainText() == "sertraline: 25, 50, 100 mg\nOlanzapine: 2.5, 5 mg\nvalproate: 250, 1000 mg"
    (value,) = kept(clinic)
    assert json.loads(value)["sertraline"] == {"unit": "mg", "doses": ["25", "50", "100"]}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("sertraline 25 mg", "Line 1: write the medicine, a colon and its doses, such as: sertraline: 25, 50, 100 mg"),
        ("lithium: 300 mg\n: 5 mg", "Line 2: write the medicine, a colon and its doses,"),
        ("sertraline: many", "Line 1: write each dose as a number, with commas between them and the unit at the end."),
        ("sertraline:", "Line 1: write each dose as a number"),
        ("sertraline: 25, -50 mg", "Line 1: write each dose as a number"),
        ("sertraline: 25, 50", "Line 1: write one unit at the end: mg, mcg, g, mL, mEq, units."),
        ("sertraline: 25 mg, 50 mcg", "Line 1: write one unit at the end"),
        ("sertraline: 25 tablets", "Line 1: write one unit at the end"),
        ("lithium: 1,000 mg", "Line 1: a dose is more than zero. Write 1000 without a comma."),
        ("sertraline: 25, 25.0 mg", "Line 1: 25 stands there twice."),
        ("sertraline: 25 mg\n\nSertraline: 50 mg", "Lines 1 and 3 are about the same medicine: Sertraline."),
    ],
)
def test_that_what_cannot_be_read_is_refused_with_its_line_and_nothing_is_kept(
    started: Started, clinic: Clinic, text: str, sentence: str
) -> None:
    started.sign_in()
    panel = keep(started, text)
    assert panel.said.startswith(sentence)
    assert panel.lines.toPlainText() == text
    assert panel.lines.hasFocus()
    assert kept(clinic) == []


def test_that_an_empty_list_returns_to_the_doses_of_each_course(started: Started, clinic: Clinic) -> None:
    started.sign_in()
    keep(started, "sertraline: 25 mg")
    panel = keep(started, "")
    started.wait(lambda: panel.said.startswith("The list is empty"))
    assert kept(clinic)[-1] == ""


def test_that_the_next_chart_steps_by_the_list_that_was_kept(started: Started, clinic: Clinic) -> None:
    clinic.write(None, start("sertraline", "50", "2026-08-01"))
    started.sign_in()
    keep(started, "sertraline: 25, 50, 100 mg")
    started.workplace.open_patient(clinic.patient, "the patient")
    page = started.workplace.page
    assert isinstance(page, PatientPage)
    started.wait(lambda: page.ready and page.chart is not None and page.chart.complete)
    meds = page.findChild(Medications)
    assert meds is not None
    started.wait(lambda: meds.known)
    page.timeline.view.setFocus()
    press(Key.Key_D)
    write("ser")
    press(Key.Key_Return)
    started.wait(lambda: any(one.isVisible() for one in page.findChildren(AdjustForm)))
    (sheet,) = page.findChildren(AdjustForm)
    met = []
    for key in (Key.Key_Up, Key.Key_Up, Key.Key_Up, Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Down):
        press(key)
        met.append(sheet.doses[0].text())
    assert met == ["100", "150", "200", "100", "50", "25", "25"]


def test_that_a_setting_of_any_depth_is_read_as_none_and_opens_every_chart() -> None:
    assert read_kept("[" * 100_000) == ()
