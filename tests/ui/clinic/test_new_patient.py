"""A new patient by keys: registered, signed, and in the caseload of everybody who treats."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QWidget
from pytestqt.qtbot import QtBot

from careboard.clinical.people import Role
from careboard.ui.background import Background
from careboard.ui.clinic.new_patient import NewPatientPage
from careboard.ui.desk import Desk
from careboard.ui.shell.places import Places
from careboard.workflow.session import Session
from tests.clinic import Clinic
from tests.ui.keys import CTRL, press, tab, write

PATIENCE = 20_000


@pytest.fixture
def page(clinic: Clinic, qtbot: QtBot) -> Iterator[NewPatientPage]:
    desk = Desk(Session(clinic.open()), Background())
    shown = NewPatientPage(desk)
    qtbot.addWidget(shown)
    shown.resize(900, 900)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    shown.form.first.setFocus()
    yield shown
    desk.close()


def test_that_a_new_patient_is_registered_by_keys_and_the_team_reads_the_chart(
    page: NewPatientPage, clinic: Clinic, qtbot: QtBot
) -> None:
    write("Okafor")
    tab()
    write("Daniel")
    press(Qt.Key.Key_Return, CTRL)
    with qtbot.waitSignal(page.registered, timeout=PATIENCE) as heard:
        press(Qt.Key.Key_Return)
    assert heard.args is not None
    patient, named = heard.args
    assert named == "Okafor, Daniel"
    counselor = Session(clinic.open(Role.COUNSELOR))
    assert patient in {row.id for row in counselor.caseload()}
    counselor.close()


def test_that_pages_beside_a_place_leave_nothing_that_listens_once_they_are_left(clinic: Clinic, qtbot: QtBot) -> None:
    desk, places = Desk(Session(clinic.open()), Background()), Places()
    qtbot.addWidget(places)
    places.add_place("caseload", "people", "Caseload", QWidget())
    stack = places.pages.layout()
    assert isinstance(stack, QStackedLayout)
    listening = stack.receivers("2currentChanged(int)")
    for _page in range(2):
        places.show_beside(NewPatientPage(desk), "caseload")
        places.show_place("caseload")
    assert stack.receivers("2currentChanged(int)") == listening
    assert stack.count() == 1
    desk.close()
