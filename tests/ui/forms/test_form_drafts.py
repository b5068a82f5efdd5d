"""What is typed into a form is never lost: sealed within two seconds, when the keyboard goes elsewhere, at the end."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from careboard.clinical.condition import Allergy
from careboard.clinical.medication.orders import DoseChange
from careboard.clinical.people import Role
from careboard.clinical.response import RiskAssessment
from careboard.clinical.values import Coded, Informant
from careboard.ui.clinic.new_patient import NewPatientPage
from careboard.ui.parts.autosave import AUTOSAVE
from careboard.ui.parts.buttons import Chip
from careboard.ui.patient.dosing.adjust import AdjustForm
from careboard.ui.patient.forms.form import Form
from careboard.ui.patient.page import PatientPage
from careboard.ui.patient.regimen.acts import Act
from careboard.workflow.session import Session
from careboard.workflow.writing.drafts import form_drafts
from tests.clinic import Clinic
from tests.clinical_examples import PLAN_OF_CARE
from tests.ui.desk import PATIENCE, Started, answered
from tests.ui.forms.filling import controls, fill
from tests.ui.keys import CTRL, focus, press, tab, write
from tests.ui.medication.conftest import Opener as WorkOpener
from tests.ui.medication.conftest import at_work
from tests.ui.medication.hands import start
from tests.ui.patient.conftest import Opener, open_page
from tests.ui.patient.killed import type_and_be_killed

__all__ = ["at_work", "open_page"]

TEXT = "Reviewed the safety plan; her sister keeps the tablets."


def opened(page: PatientPage, topic: str, words: str) -> Form:
    """A form, opened from its chip."""
    page.banner.chip_opened.emit(topic)
    assert page.sheets.sheet is not None
    next(one for one in page.sheets.sheet.findChildren(QPushButton) if one.text() == words).click()
    assert isinstance(page.sheets.sheet, Form)
    return page.sheets.sheet


def continued(page: PatientPage, title: str, qtbot: QtBot) -> Form:
    """The form of a draft, opened from where all drafts of the chart are offered."""
    assert page.composer is not None
    opening = page.composer.opening

    def chip() -> Chip | None:
        buttons = opening.findChildren(Chip)
        return next((one for one in buttons if one.accessibleName() == f"Continue draft: {title}"), None)

    qtbot.waitUntil(lambda: chip() is not None, timeout=PATIENCE)
    found = chip()
    assert found is not None
    found.setFocus()
    press(Qt.Key.Key_Space)
    assert isinstance(page.sheets.sheet, Form)
    return page.sheets.sheet


def restored(form: Form, qtbot: QtBot) -> None:
    """Wait until what was typed stands there again."""
    qtbot.waitUntil(lambda: form.state.startswith("Draft restored, saved "), timeout=PATIENCE)


def test_that_what_is_typed_into_a_form_survives_a_kill_and_loses_at_most_two_seconds(
    clinic: Clinic, open_page: Opener, qtbot: QtBot, home: Path
) -> None:
    type_and_be_killed(clinic, TEXT, "risk")
    form = opened(open_page(), "risk", "Assess the risk")
    restored(form, qtbot)
    assert form.kept()["Plan"] == TEXT


def test_that_a_form_closed_with_esc_goes_on_where_it_stopped_and_is_signed_without_a_rest(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    page = open_page(Role.COUNSELOR)
    form = opened(page, "risk", "Assess the risk")
    fill(form, {"Your level of acute risk": "Low", "Access to means": "Asked; none", "What raises it": "Sleeps badly"})
    press(Qt.Key.Key_Escape)
    assert page.sheets.sheet is None
    again = opened(page, "risk", "Assess the risk")
    restored(again, qtbot)
    controls(again)["Plan"].setFocus()
    write("Call tomorrow")
    press(Qt.Key.Key_Return, CTRL)
    assert again.reviewed, again.wrong
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.sheets.sheet is None, timeout=PATIENCE)
    (made,) = [one.content for one in clinic.read() if isinstance(one.content, RiskAssessment)]
    assert (made.raises, made.access_to_means, made.plan) == (("Sleeps badly",), "Asked; none", "Call tomorrow")
    assert Session(clinic.open(Role.COUNSELOR)).drafts() == {}


def test_that_a_form_that_was_signed_leaves_no_draft_when_its_page_is_closed_at_once(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    page = open_page(Role.NURSE)
    form = opened(page, "allergies", "Add an allergy")
    fill(form, {"Substance": "latex", "Who says so": "Patient"})
    form.keep()
    press(Qt.Key.Key_Return, CTRL)
    press(Qt.Key.Key_Return)
    answers: list[None] = []
    page.desk.ask(lambda _session: None, page.desk, answers.append)
    page.close()
    qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE)
    assert [one.content.substance.text for one in clinic.read() if isinstance(one.content, Allergy)] == ["latex"]
    assert Session(clinic.open(Role.NURSE)).drafts() == {}


def test_that_a_form_is_kept_when_the_session_ends_and_another_form_beside_it(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    page = open_page(Role.NURSE)
    fill(opened(page, "allergies", "Add an allergy"), {"Substance": "latex"})
    fill(opened(page, "contacts", "Add a contact"), {"Name": "Ana Rivera", "Emergency contact": True})
    page.close()
    page.desk.close()
    assert b"Ana Rivera" not in clinic.path.read_bytes()
    again = open_page(Role.NURSE)
    for title, name, what in (("Allergy", "Substance", "latex"), ("Contact", "Emergency contact", True)):
        form = continued(again, title, qtbot)
        restored(form, qtbot)
        assert form.kept()[name] == what


def test_that_a_form_is_kept_when_the_keyboard_goes_elsewhere_and_not_before_something_was_typed(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    page = open_page(Role.NURSE)
    form = opened(page, "allergies", "Add an allergy")
    page.timeline.view.setFocus()
    form.first.setFocus()
    write("latex")
    assert form.state == "Not saved yet"
    with qtbot.waitSignal(form.drafted, timeout=AUTOSAVE // 3):
        page.timeline.view.setFocus()
    qtbot.waitUntil(lambda: form.state.startswith("Draft saved "), timeout=PATIENCE)
    drafts = form_drafts(Session(clinic.open(Role.NURSE)), clinic.patient)
    assert [draft["fields"]["Substance"] for draft in drafts.values()] == ["latex"]
    assert form_drafts(Session(clinic.open(Role.COUNSELOR)), clinic.patient) == {}


def test_that_what_was_begun_can_be_thrown_away(open_page: Opener, clinic: Clinic, qtbot: QtBot) -> None:
    page = open_page(Role.NURSE)
    fill(opened(page, "allergies", "Add an allergy"), {"Substance": "latex"})
    press(Qt.Key.Key_Escape)
    form = opened(page, "allergies", "Add an allergy")
    restored(form, qtbot)
    next(one for one in form.findChildren(QPushButton) if one.text() == "Start afresh").click()
    assert form.kept()["Substance"] == ""
    answered(page.desk, qtbot)
    assert Session(clinic.open(Role.NURSE)).drafts() == {}


def test_that_a_plan_that_is_older_than_the_one_in_force_says_so(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    page = open_page(Role.COUNSELOR)
    fill(opened(page, "plan-of-care", "Write a version"), {"Goal 1 in the patient's words": "Eat with my family"})
    press(Qt.Key.Key_Escape)
    page.close()
    clinic.write(None, PLAN_OF_CARE)
    again = open_page(Role.COUNSELOR)
    form = opened(again, "plan-of-care", "Write a version")
    restored(form, qtbot)
    assert "Something newer was signed since: compare before you sign." in form.state


def test_that_an_order_comes_back_with_its_reason_and_the_reason_for_passing_a_warning(at_work: WorkOpener) -> None:
    work = at_work(None, start("olanzapine", "20", "2026-08-01"))
    course = work.course("OLANZ")
    work.meds.open(Act.ADJUST, course)
    write("25")
    tab()
    press(Qt.Key.Key_P)
    press(Qt.Key.Key_Return, CTRL)
    assert focus().accessibleName() == "Signed all the same, because"
    write("Level checked.")
    press(Qt.Key.Key_Escape)
    form = continued(work.page, "Dose of OLANZapine", work.bot)
    assert isinstance(form, AdjustForm)
    restored(form, work.bot)
    press(Qt.Key.Key_Return, CTRL)
    assert form.reviewed, form.wrong
    before = len(work.chart.record.entries)
    press(Qt.Key.Key_Return)
    work.wait_signed(before)
    change = work.last()
    assert isinstance(change, DoseChange)
    assert (change.reason, [answer.reason for answer in change.alerts]) == ("Partial response", ["Level checked."])


def test_that_a_registration_is_kept_when_its_page_is_left(started: Started) -> None:
    started.sign_in()
    started.workplace.caseload.asked_for_new_patient.emit()
    page = started.workplace.page
    assert isinstance(page, NewPatientPage)
    fill(page.form, {"Family name": "Okafor"})
    started.workplace.show_place("caseload")
    started.workplace.caseload.asked_for_new_patient.emit()
    again = started.workplace.page
    assert isinstance(again, NewPatientPage)
    assert again is not page
    started.wait(lambda: again.form.state.startswith("Draft restored, saved "))
    family = controls(again.form)["Family name"]
    assert isinstance(family, QLineEdit)
    assert family.text() == "Okafor"


def test_that_a_draft_about_one_fact_never_stands_in_the_form_of_another(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    clinic.write(None, Allergy(Coded("penicillin"), Informant.PATIENT))
    page = open_page(Role.NURSE)
    fill(opened(page, "allergies", "Add an allergy"), {"Substance": "latex"})
    other = opened(page, "allergies", "Change")
    answered(page.desk, qtbot)
    assert (other.kept()["Substance"], other.state) == ("penicillin", "")


@pytest.mark.parametrize("end", ["lock", "close"])
def test_that_what_stands_in_any_form_is_kept_when_the_program_locks_or_is_closed(
    started: Started, clinic: Clinic, end: str
) -> None:
    started.sign_in()
    started.workplace.caseload.asked_for_new_patient.emit()
    page = started.workplace.page
    assert isinstance(page, NewPatientPage)
    fill(page.form, {"Family name": "Okafor"})
    getattr(started.desktop, end)()
    kept = form_drafts(Session(clinic.open()), None)
    assert [draft["fields"]["Family name"] for draft in kept.values()] == ["Okafor"]
