"""The desktop beside the hub: colleagues write into open charts, the network goes and comes back, windows close."""

import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from careboard.clinical.people import Role
from careboard.clinical.values import MemberId, PatientId
from careboard.exchange.sync.alarms import Caught
from careboard.exchange.sync.pace import Pace
from careboard.settings import HubSettings
from careboard.storage.hub.presence import PostgresPresence
from careboard.ui.clinic.people.letting_in import WaitingSheet
from careboard.ui.patient.composer.note_body import NoteBody
from careboard.ui.patient.page import PatientPage
from careboard.ui.shell.hub.page import HubPage
from careboard.ui.shell.workplace import PEOPLE
from careboard.vault.keyslot import LIGHT
from careboard.workflow.care_team import take_off
from careboard.workflow.founding import Person
from careboard.workflow.hub import approving, courier
from careboard.workflow.hub.ahead import hub_first
from careboard.workflow.hub.joining import ask_to_join
from careboard.workflow.hub.presence import Attendance, AtWork, Doing, Present
from careboard.workflow.hub.reaching import line_to_hub
from careboard.workflow.hub.syncing import sync
from careboard.workflow.session import Session
from tests.clinic import Clinic, note
from tests.hub.computers import Computer
from tests.hub.people_on_hub import Colleague, OnHub, on_hub
from tests.hub.proxy import Proxy, between
from tests.hub.server import Server
from tests.ui.desk import PATIENCE, Started, answered, lay_out, program, started
from tests.ui.keys import compose

__all__ = ["program", "started"]
SECONDS = 3.0  # within which a colleague's entry is to be seen


@pytest.fixture
def network(server: Server) -> Iterator[Proxy]:
    """What lies between the desktop and the hub."""
    with between("127.0.0.1", server.port) as proxy:
        yield proxy


@pytest.fixture
def hub(clinic: Clinic, server: Server) -> Iterator[OnHub]:
    for number in range(12):
        clinic.write(None, note(f"Session {number}."))
    with on_hub(clinic, server) as hub:
        yield hub


@pytest.fixture
def nurse(hub: OnHub, network: Proxy, tmp_path: Path) -> Iterator[Colleague]:
    """A nurse at a computer of her own, whose network is never cut."""
    colleague = hub.colleague(Role.NURSE, tmp_path / "nurse.careboard")
    yield colleague
    colleague.close()


@pytest.fixture
def desk(started: Started, hub: OnHub, nurse: Colleague, network: Proxy) -> Started:
    """The founder's desktop, in step with the hub; from here on the network is the proxy's."""
    hub.through(network.port)
    started.sign_in()
    started.wait(lambda: shown(started) == "Shared")
    hub.through(hub.address.port)  # the nurse's own way
    return started


def shown(desk: Started) -> str:
    """What the top bar says."""
    return desk.workplace.top_bar.hub.text()


def opened(desk: Started, hub: OnHub) -> PatientPage:
    """The patient's page, all of it there."""
    row = desk.workplace.caseload.model.rows[0]
    desk.workplace.open_patient(row.id, row.named)
    page = desk.workplace.page
    assert isinstance(page, PatientPage)
    desk.wait(lambda: page.ready and page.chart is not None and page.chart.complete)
    desk.wait(page.timeline.view.hasFocus)
    return page


def test_that_a_colleagues_entry_appears_and_nothing_moves_that_is_read_or_written(
    desk: Started, hub: OnHub, nurse: Colleague
) -> None:
    page = opened(desk, hub)
    view = page.timeline.view
    view.go_to(6)
    view.toggle(6)
    page.write_note()
    compose("She says that the new dose")
    answered(desk.workplace.desk, desk.bot)
    lay_out()
    before = standing(page)
    assert view.place() is not None
    assert "She says that the new dose" in str(before)

    entry = nurse.session.append(hub.clinic.patient, note("Blood pressure taken."))
    nurse.sync()
    desk.wait(lambda: view.row_of(entry) is not None)
    lay_out()
    assert standing(page) == before
    assert desk.workplace.messages.said == "New for RIVERA, Maya: Individual session, Member nurse."


def standing(page: PatientPage) -> tuple[object, ...]:
    """What must not move: the place, the current entry and whether it is open, the keyboard, what is being written."""
    view, body = page.timeline.view, page.composer.body if page.composer is not None else None
    assert view.current is not None
    assert isinstance(body, NoteBody)
    return view.place(), view.current.id, view.is_open(view.current), QApplication.focusWidget(), body.texts


def test_that_two_who_write_in_one_chart_know_of_each_other_and_neither_touches_the_others_draft(
    desk: Started, hub: OnHub, nurse: Colleague
) -> None:
    page, vault, patient = opened(desk, hub), nurse.session.vault, hub.clinic.patient
    reading = AtWork(open=frozenset({patient}))
    with closing(line_to_hub(vault)) as line:
        elsewhere = Attendance(PostgresPresence(line))
        elsewhere.turn(vault, replace(reading, writing=frozenset({(patient, Doing.NOTE)})))
        desk.wait(lambda: page.presence.text() == "Member nurse is writing a note here.")
        assert page.presence.isVisible()
        page.write_note()
        compose("She says that the new dose")
        founder = Present(patient, MemberId(hub.clinic.founder.id), Doing.NOTE)
        desk.wait(lambda: elsewhere.turn(vault, reading) == {founder})
        desk.wait(page.presence.isHidden)
        assert page.composer is not None
        assert isinstance(page.composer.body, NoteBody)
        assert "She says that the new dose" in str(page.composer.body.texts)
        page.composer.close_form()
        desk.wait(lambda: elsewhere.turn(vault, reading) == frozenset())
        _tell_of_a_note_by_hand(desk, patient)
        desk.wait(lambda: elsewhere.turn(vault, reading) == {founder})
        page.recording.record(note("Signed while it was told that it is being written."))
        desk.wait(lambda: PostgresPresence(line).heard() == [])
    nurse.sync()
    assert "the new dose" not in str([entry.content for entry in nurse.session.chart(patient).record.entries])
    assert nurse.session.drafts() == {}


def _tell_of_a_note_by_hand(desk: Started, patient: PatientId) -> None:
    """The window is not looked at again: only what is signed ends what is told of its being written."""
    looks = desk.workplace.attending.findChild(QTimer)
    assert looks is not None
    looks.setInterval(3_600_000)
    desk.workplace.desk.sharing.stand(AtWork(frozenset({(patient, Doing.NOTE)}), frozenset({patient})))


def test_that_the_hub_is_asked_often_enough_for_a_colleagues_entry_to_be_seen_in_three_seconds() -> None:
    longest = Pace(lambda: 1.0).wait(0)
    assert longest <= SECONDS - 0.5


def test_that_what_is_signed_is_saved_here_until_the_hub_has_it_and_shared_from_then_on(
    desk: Started, hub: OnHub, nurse: Colleague, network: Proxy
) -> None:
    page = opened(desk, hub)
    desk.wait(lambda: shown(desk) == "Shared")
    network.go_away()
    page.recording.record(note("Written while the hub was away."))
    desk.wait(lambda: "Written while" in page.timeline.view.rows[0].headline)
    desk.wait(lambda: shown(desk).startswith("Hub away since") and "waiting" in shown(desk))
    row = page.timeline.view.rows[0]
    desk.wait(lambda: "Saved here" in tags(page))
    heard = desk.workplace.top_bar.hub.accessibleDescription()
    assert "kept here, and shared when the hub answers again" in heard
    assert "What colleagues write is not seen here until then." in heard
    assert "Last synced" in heard

    network.heal()
    desk.workplace.desk.sharing.now()
    desk.wait(lambda: shown(desk) == "Shared")
    desk.wait(lambda: "Saved here" not in tags(page))
    nurse.sync()
    chart = nurse.session.chart(hub.clinic.patient)
    assert row.id in chart.record.by_id


def tags(page: PatientPage) -> list[str]:
    """The marks of the newest card."""
    return [tag.text for _rect, tag in page.timeline.view.card(0).tags]


def test_that_a_window_closes_cleanly_while_the_network_says_nothing(
    desk: Started, hub: OnHub, network: Proxy, qtbot: QtBot
) -> None:
    page = opened(desk, hub)
    network.stall()
    page.recording.record(note("Written before she left."))
    desk.wait(lambda: "Written before" in page.timeline.view.rows[0].headline)
    desk.desktop.window.close()
    for one in threading.enumerate():
        if one.name == "hub":
            one.join(PATIENCE / 1000)
            assert not one.is_alive()
    assert any("Written before" in str(entry.content) for entry in hub.clinic.read())


def test_that_what_was_signed_last_is_on_the_hub_when_the_window_has_closed(
    desk: Started, hub: OnHub, nurse: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courier, "PATIENCE", PATIENCE / 1000)  # a busy computer is no slow hub
    page = opened(desk, hub)
    page.recording.record(note("The last of the day."))
    desk.wait(lambda: "The last of" in page.timeline.view.rows[0].headline)
    desk.desktop.window.close()
    file = hub.clinic.file()
    assert all(
        file.acked().get(log) == seq
        for log, (seq, _) in file.heads().items()
        if file.owner(log) == hub.clinic.founder.id
    )
    assert HubSettings.last_sync(hub.clinic.id) is not None


def test_that_a_warning_is_told_until_it_was_read_and_stays_on_its_page(
    clinic: Clinic, hub: OnHub, started: Started
) -> None:
    clinic.file().keep_alarm(Caught.WITHHELD.name, "00" * 16, 7, 1_789_000_000_000)
    started.sign_in()
    started.wait(lambda: shown(started) == "Hub: read the warning")
    started.workplace.top_bar.hub.click()
    page = started.workplace.page
    assert isinstance(page, HubPage)
    assert Caught.WITHHELD.value in page.warnings.told.told.values()
    page.warnings.read.click()
    started.wait(lambda: shown(started) == "Shared")
    assert Caught.WITHHELD.value in page.warnings.told.told.values()
    assert not page.warnings.read.isVisible()


def test_that_a_chart_that_one_was_taken_off_goes_from_the_caseload(
    hub: OnHub, started: Started, tmp_path: Path
) -> None:
    colleague = hub.colleague(Role.PSYCHIATRIST, tmp_path / "psychiatrist.careboard")
    started.sign_in()
    caseload = started.workplace.caseload.model
    assert [row.id for row in caseload.rows] == [hub.clinic.patient]
    take_off(colleague.session, hub.clinic.patient, hub.clinic.founder.id)
    colleague.sync()
    started.wait(lambda: not caseload.rows)
    colleague.close()


def test_that_an_administrators_file_has_the_access_records_of_everybody(hub: OnHub, nurse: Colleague) -> None:
    nurse.session.chart(hub.clinic.patient)
    nurse.sync()
    vault = hub.clinic.open()
    sync(vault)
    looked = [one.head for one in vault.file.every() if one.head.kind == "access"]
    assert (nurse.session.vault.member, hub.clinic.patient) in {(head.author, head.stream) for head in looked}


def test_that_an_administrator_sees_by_a_number_that_somebody_waits_to_be_let_in(
    started: Started, hub: OnHub, tmp_path: Path
) -> None:
    with closing(Session(hub_first(hub.clinic.open()))) as session:
        enrolment = approving.invite(session)
    with Computer(tmp_path / "laptop").at_hand() as path:
        ask_to_join(path, enrolment, Person("J. Dow", Role.NURSE, "nurse", "four words of a newcomer"), "4", cost=LIGHT)
    started.sign_in()
    people, rail = started.workplace.people, started.workplace.rail
    started.wait(lambda: rail.button(PEOPLE).badge == "1")
    assert people.at_the_door == "1 person asks to be let in. Choose Who waits, and compare six words with them."
    people.show_waiting()
    sheet = people.door
    assert isinstance(sheet, WaitingSheet)
    started.wait(lambda: len(sheet.cards) == 1)
    sheet.cards[0].away.click()
    sheet.review.button.click()
    started.wait(lambda: rail.button(PEOPLE).badge == "")
    assert people.at_the_door == ""
