"""The audit in the window: who may see it gets its place, and everything is reached by keys."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from careboard.clinical.people import Role
from careboard.errors import CareboardError
from careboard.projections.audit import Deed
from careboard.settings import DesktopSettings
from careboard.ui.background import Background
from careboard.ui.clinic.audit.model import AuditModel
from careboard.ui.clinic.audit.page import AuditPage
from careboard.ui.desk import Desk
from careboard.ui.patient.page import PatientPage
from careboard.ui.patient.whole import patient_page
from careboard.ui.shell.workplace import AUDIT, Workplace
from careboard.workflow import auditing
from careboard.workflow.open_vault import access
from careboard.workflow.session import Session
from tests.clinic import Clinic
from tests.ui.desk import PATIENCE, Started, labels_of
from tests.ui.keys import focus, press, unreached


def at_audit(started: Started) -> AuditPage:
    """Sign in and go to the audit, as far as it is read."""
    started.sign_in()
    started.wait(lambda: started.workplace.audit is not None)
    page = started.workplace.audit
    assert page is not None
    started.workplace.show_place(AUDIT)
    started.wait(lambda: page.complete)
    return page


def test_that_the_audit_is_read_by_keys_with_what_to_look_at_first_on_top(started: Started, clinic: Clinic) -> None:
    clinic.open(Role.NURSE).write([access("weight-shown", clinic.patient), access("opened", clinic.patient)])
    page = at_audit(started)
    assert [row.deed for row in page.pinned.audit.rows] == [Deed.WEIGHT_SHOWN]
    assert page.pinned.isVisible()
    assert focus() is page.table
    press(Qt.Key.Key_Down)
    assert page.table.currentIndex().isValid()
    assert unreached(page) == set()


def test_that_filters_that_leave_nothing_say_so_and_are_cleared_by_a_button(started: Started, clinic: Clinic) -> None:
    clinic.open(Role.NURSE).write([access("opened", clinic.patient)])
    page = at_audit(started)
    page.filters.person.choose(clinic.keys(Role.NURSE).id)
    assert {row.member for row in page.rows} == {clinic.keys(Role.NURSE).id}
    page.filters.deed.choose(Deed.AUDIT_READ)
    assert page.rows == ()
    assert "No act matches." in labels_of(page)
    page.clear.click()
    assert len(page.rows) > 1


def test_that_it_says_in_words_that_nothing_is_to_be_looked_at_first(started: Started, clinic: Clinic) -> None:
    clinic.open(Role.NURSE).write([access("opened", clinic.patient)])
    page = at_audit(started)
    assert "No reveal, print, export or failed sign-in among these." in labels_of(page)


def test_that_who_holds_no_key_reads_why_a_chart_has_a_number(started: Started, clinic: Clinic) -> None:
    clinic.open(Role.NURSE).write([access("opened", clinic.patient)])
    page = at_audit(started)
    why = "A chart with a number in place of a name: you hold no key for it."
    assert why not in labels_of(page)
    without_keys = AuditPage(started.workplace.desk, dict)
    started.bot.addWidget(without_keys)
    without_keys.show()
    started.wait(lambda: without_keys.complete)
    assert why in labels_of(without_keys)


def test_that_who_saw_a_chart_is_asked_from_the_chart(started: Started, clinic: Clinic) -> None:
    clinic.open(Role.NURSE).write([access("opened", clinic.patient)])
    at_audit(started)
    row = started.workplace.caseload.model.rows[0]
    started.workplace.open_patient(row.id, row.named)
    chart = started.workplace.page
    assert isinstance(chart, PatientPage)
    started.wait(lambda: chart.ready)
    next(button for button in chart.sections.offered if button.text() == "Who saw this chart").click()
    page = started.workplace.page
    assert isinstance(page, AuditPage)
    assert {one.named for one in page.rows} == {row.named}
    started.wait(lambda: {one.person for one in page.rows} >= {started.workplace.desk.me.name})
    assert page.about == f"Who saw the chart of {row.named}, All days"


def test_that_the_badge_says_no_more_than_a_check_has_shown(started: Started) -> None:
    page = at_audit(started)
    assert page.badge.said.startswith("Not verified yet.")
    page.badge.check.click()
    started.wait(lambda: page.badge.said.startswith("Chain verified to entry"))
    verified = next(row for row in page.rows if row.deed is Deed.VERIFIED)
    number = verified.object.removeprefix("Whole record, ").removesuffix(" records")
    assert f"entry {number}:" in page.badge.said


@pytest.mark.parametrize("kind", ["csv", "pdf", "json"])
def test_that_what_is_shown_is_saved_and_the_saving_is_a_row(started: Started, tmp_path: Path, kind: str) -> None:
    page, file = at_audit(started), tmp_path / f"audit.{kind}"
    page.ask_file = lambda _name, _kinds: str(file)
    {"csv": page.csv, "pdf": page.pdf, "json": page.json}[kind].click()
    started.wait(lambda: [row.deed for row in page.pinned.audit.rows] == [Deed.AUDIT_EXPORTED])
    assert file.stat().st_size > 100


def test_that_older_acts_that_cannot_be_read_are_told_and_read_once_more(
    started: Started, clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_given: object) -> auditing.Newest:
        raise CareboardError("The file cannot be read.", "Look whether its disk is there.")

    whole = auditing.older
    clinic.open(Role.NURSE).write([access("opened", clinic.patient)] * 3)
    monkeypatch.setattr(auditing, "FIRST", 2)
    monkeypatch.setattr(auditing, "older", refused)
    page = at_audit(started)
    assert any("older ones could not be read" in told for told in labels_of(page))
    assert started.workplace.messages.said == "The file cannot be read. Look whether its disk is there."
    monkeypatch.setattr(auditing, "older", whole)
    page.filters.days.choose(7)
    started.wait(lambda: page.complete)
    assert not any("older ones" in told for told in labels_of(page))


@pytest.mark.parametrize(("role", "offered"), [(Role.PRIVACY_OFFICER, True), (Role.COUNSELOR, False)])
def test_that_who_may_not_review_has_no_such_place(
    program: QApplication, clinic: Clinic, qtbot: QtBot, role: Role, *, offered: bool
) -> None:
    desk = Desk(Session(clinic.open(role)), Background())
    workplace = Workplace(desk, patient_page, DesktopSettings())
    answered: list[bool] = []
    desk.ask(lambda _session: True, workplace, answered.append)
    qtbot.waitUntil(lambda: bool(answered), timeout=PATIENCE)
    assert (AUDIT in workplace.places) is offered
    desk.close()
    workplace.deleteLater()


def test_that_the_model_obeys_the_rules_of_models(qtmodeltester: ModelTester, clinic: Clinic) -> None:
    clinic.open(Role.NURSE).write([access("opened", clinic.patient)] * 3)
    rows = auditing.since(Session(clinic.open()), {}).rows
    model = AuditModel(ZoneInfo("America/New_York"))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.show_rows(rows[:2])
    model.show_rows(rows)
    model.show_rows(rows[1:])
    assert "Opened" in str(model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))
