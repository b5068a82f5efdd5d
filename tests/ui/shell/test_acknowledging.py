"""What must be acknowledged: ticked by who may decide, asked in open charts and the inbox, answered with one key."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from careboard.clinical.people import Role
from careboard.clinical.response import RiskLevel
from careboard.clinical.values import EntryId
from careboard.projections.duties import Matter
from careboard.projections.inbox import Group
from careboard.ui.background import Background
from careboard.ui.desk import Desk
from careboard.ui.shell.settings import groups
from careboard.ui.shell.settings.acknowledging import AcknowledgingPanel
from careboard.ui.shell.workplace import SETTINGS
from careboard.vault.refusals import NotAllowed
from careboard.workflow.acknowledging import acknowledging_of, keep_acknowledging
from careboard.workflow.people import change_roles
from careboard.workflow.session import Session
from tests.clinic import Clinic
from tests.clinical_examples import RISK
from tests.ui.desk import PATIENCE, Started, lay_out
from tests.ui.keys import press, tab
from tests.ui.shell.test_palette import open_chart

MODERATE = replace(RISK, level=RiskLevel.MODERATE, asked_to_acknowledge=(), screens=())
KEPT = "Kept for the clinic. It holds for what is recorded from now on, in open charts too."


def decide(started: Started, matter: Matter, role: Role) -> str:
    """Tick a role, or no longer, and keep it, by keys; what is said then."""
    started.workplace.show_place(SETTINGS)
    panel = started.workplace.settings.acknowledging
    started.wait(lambda: not panel.isHidden())
    started.workplace.settings.show_group(groups.Group.CLINIC)
    boxes = [(of, one, box) for of, ticks in panel.matters.items() for one, box in ticks.boxes.items()]
    at = next(place for place, (of, one, _box) in enumerate(boxes) if (of, one) == (matter, role))
    boxes[at][2].setFocus()
    press(Qt.Key.Key_Space)
    tab(len(boxes) - at)
    assert panel.keep.hasFocus()
    panel.say("", "ok")
    press(Qt.Key.Key_Space)
    started.wait(lambda: bool(panel.said))
    return panel.said


def test_that_what_the_clinic_decides_by_keys_asks_in_the_open_chart_and_the_inbox_until_a_is_pressed(
    started: Started, clinic: Clinic
) -> None:
    started.sign_in()
    page = open_chart(started)
    assert decide(started, Matter.RISK, Role.PSYCHIATRIST) == KEPT
    started.wait(lambda: page.chart is not None and bool(page.chart.reading.duties))
    risk = EntryId(clinic.write(Role.COUNSELOR, MODERATE).id.hex())
    assert decide(started, Matter.MEDICINES, Role.NURSE) == KEPT  # every chart is read again
    started.wait(lambda: page.chart is not None and risk in page.chart.unread.to_acknowledge)
    started.wait(lambda: (Group.TO_ACKNOWLEDGE, risk) in waiting(started))
    started.workplace.open_patient(clinic.patient, "the patient")
    page.show_entry(risk)
    started.wait(lambda: (row := page.timeline.view.current) is not None and page.timeline.view.is_open(row))
    lay_out()
    page.timeline.view.setFocus()
    press(Qt.Key.Key_A)
    page.undo.do_now()
    started.wait(lambda: page.chart is not None and risk not in page.chart.unread.to_acknowledge)
    started.wait(lambda: (Group.TO_ACKNOWLEDGE, risk) not in waiting(started))


def waiting(started: Started) -> list[tuple[Group, EntryId | None]]:
    """What stands in the inbox."""
    return [(one.group, one.entry) for one in started.workplace.inbox.model.items]


def test_that_only_who_may_decide_names_the_roles_and_nothing_is_recorded_that_did_not_change(clinic: Clinic) -> None:
    session = Session(clinic.open())
    wanted = {Matter.RESULTS: (Role.NURSE, Role.PSYCHIATRIST)}
    known = keep_acknowledging(session, wanted)
    assert known.named == {Matter.RESULTS: (Role.PSYCHIATRIST, Role.NURSE), Matter.RISK: (), Matter.MEDICINES: ()}
    assert Role.PRIVACY_OFFICER not in known.offered
    count = session.vault.file.count()
    keep_acknowledging(session, wanted)
    assert session.vault.file.count() == count
    nurse = Session(clinic.open(Role.NURSE))
    assert acknowledging_of(nurse).named == known.named
    with pytest.raises(NotAllowed):
        keep_acknowledging(nurse, {})
    assert not any(keep_acknowledging(session, {}).named.values())


def test_that_a_role_that_nobody_has_is_told_so(clinic: Clinic) -> None:
    session = Session(clinic.open())
    assert acknowledging_of(session).vacant == frozenset()
    change_roles(session.vault, clinic.keys(Role.NURSE).id, {Role.COUNSELOR})
    assert acknowledging_of(session).vacant == {Role.NURSE}


def test_that_a_role_is_said_to_be_vacant_as_members_come_and_go(clinic: Clinic, qtbot: QtBot) -> None:
    desk, around = Desk(Session(clinic.open()), Background()), QWidget()
    qtbot.addWidget(around)
    panel = AcknowledgingPanel(desk, around)
    around.show()
    boxes = panel.matters[Matter.RISK].boxes
    qtbot.waitUntil(lambda: panel.isVisible() and bool(boxes), timeout=PATIENCE)
    nurse, member = boxes[Role.NURSE], clinic.keys(Role.NURSE).id
    told = nurse.text()
    nurse.setChecked(True)

    def is_said_of(roles: set[Role], told: str) -> None:
        around.hide()
        desk.ask(lambda session: change_roles(session.vault, member, roles), desk, lambda _done: None)
        around.show()
        qtbot.waitUntil(lambda: nurse.text() == told, timeout=PATIENCE)

    is_said_of({Role.COUNSELOR}, f"{told} (nobody here)")
    is_said_of({Role.NURSE}, told)
    assert nurse.isChecked()
    desk.close()


def test_that_an_entry_carries_the_role_under_which_it_stands_not_one_that_came_later(clinic: Clinic) -> None:
    before = clinic.write(Role.NURSE, MODERATE)
    change_roles(clinic.open(), clinic.keys(Role.NURSE).id, {Role.NURSE, Role.PSYCHIATRIST})
    after = clinic.write(clinic.keys(Role.NURSE), MODERATE)
    roles = {entry.id: entry.author.roles for entry in clinic.read()}
    assert roles[EntryId(before.id.hex())] == (Role.NURSE,)
    assert roles[EntryId(after.id.hex())] == (Role.PSYCHIATRIST, Role.NURSE)
