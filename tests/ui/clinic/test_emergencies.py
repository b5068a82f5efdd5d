"""A chart in an emergency on the screen: found by what is typed whole, opened by keys, open for its hour, reviewed."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from careboard.ui.clinic.emergencies.ask import AskSheet
from careboard.ui.clinic.emergencies.page import EmergenciesPage
from careboard.ui.clinic.emergencies.review import ReviewSheet
from careboard.ui.patient.emergency import EmergencyPage
from careboard.ui.patient.page import PatientPage
from careboard.ui.shell.emergencies import EMERGENCIES
from careboard.workflow.breaking_glass.at_desk import Outcome, make_ready
from careboard.workflow.breaking_glass.opening import open_in_emergency
from careboard.workflow.breaking_glass.requests import requests_of
from careboard.workflow.care_team import take_off
from careboard.workflow.session import Session
from tests.clinic import PASSPHRASE, Clinic
from tests.emergencies import ASKER, READ_BY_TWO, READER, REASON, Ward, give_passphrase, make_ward
from tests.ui.desk import Started, labels_of
from tests.ui.keys import press, write

TAB, ENTER = Qt.Key.Key_Tab, Qt.Key.Key_Return


@pytest.fixture
def ward(clinic: Clinic) -> Ward:
    """In the clinic of the desktop, a chart that the founder does not read."""
    return make_ward(clinic)


@pytest.fixture
def place(ward: Ward, started: Started) -> EmergenciesPage:
    """The page, which the founder has gone to."""
    started.sign_in()
    page = started.workplace.emergencies.page
    started.wait(lambda: page.shown is not None)
    started.workplace.show_place(EMERGENCIES)
    return page


def asking(place: EmergenciesPage) -> AskSheet:
    place.open.click()
    assert isinstance(place.sheet, AskSheet)
    return place.sheet


def found(started: Started, place: EmergenciesPage) -> AskSheet:
    """The sheet with the patient who is meant chosen: two answer to this name, and one of them is read anyway."""
    sheet = asking(place)
    sheet.family.setFocus()
    write("Rivera")
    press(TAB)
    write("May")
    press(ENTER)
    started.wait(lambda: bool(sheet.matches))
    return sheet


def opened(started: Started, place: EmergenciesPage) -> EmergencyPage:
    found(started, place)
    write(REASON)
    press(TAB)
    write(PASSPHRASE)
    press(ENTER)
    started.wait(lambda: started.workplace.emergencies.open is not None)
    page = started.workplace.emergencies.open
    assert page is not None
    started.wait(lambda: page.ready and page.chart is not None)
    return page


def test_that_a_chart_is_opened_by_keys_to_be_read_and_nothing_is_written_into_it(
    started: Started, place: EmergenciesPage, ward: Ward, clinic: Clinic
) -> None:
    before = clinic.ids(READER, stream=ward.patient)
    page = opened(started, place)
    assert started.workplace.page is page
    assert page.chart is not None
    assert READ_BY_TWO in " ".join(row.words for row in page.chart.timeline)
    assert "to be read" in page.strip.words.text()
    assert page.strip.left.text() == "60 minutes left"
    assert page.panes[0] is page.strip
    assert (page.sections.offered, page.composer) == ((), None)
    assert started.workplace.rail.button(EMERGENCIES).badge == "1"
    assert ward.patient not in {row.id for row in started.workplace.caseload.model.rows}
    page.timeline.view.setFocus()
    for key in (Qt.Key.Key_J, ENTER, Qt.Key.Key_A):
        press(key)
    assert not page.undo.isVisible()
    assert "care team" in started.workplace.messages.said
    started.workplace.show_place(EMERGENCIES)
    place.open.click()
    assert place.sheet is None
    assert "End it first" in started.workplace.messages.said
    page.end.click()
    started.wait(lambda: started.workplace.emergencies.open is None)
    started.wait(lambda: started.desktop.background.idle)
    assert clinic.ids(READER, stream=ward.patient) == before  # not even that it was seen
    assert ward.patient not in started.workplace.top_bar.tabs.patients


def test_that_at_the_end_of_its_time_it_closes_and_the_key_is_gone(
    started: Started, place: EmergenciesPage, clinic: Clinic
) -> None:
    page = opened(started, place)
    clinic.clock.now += timedelta(minutes=56)
    page.look_at_clock()
    assert page.strip.left.text() == "4 minutes left"
    clinic.clock.now += timedelta(minutes=4)
    page.look_at_clock()
    started.wait(lambda: started.workplace.emergencies.open is None)
    assert "time of the emergency opening is over" in started.workplace.messages.said
    assert started.workplace.place == "caseload"


def test_that_it_is_said_before_what_will_be_recorded_and_nothing_opens_without_all_of_it(
    started: Started, place: EmergenciesPage, clinic: Clinic
) -> None:
    sheet = asking(place)
    sheet.family.setFocus()
    write("Riv")
    press(ENTER)
    started.wait(lambda: bool(sheet.said))
    assert "typed whole" in sheet.said
    assert not sheet.open.isVisible()
    place.close_sheet()
    sheet = found(started, place)
    told = " ".join(labels_of(sheet))
    for words in (
        "Everybody in the clinic sees it",
        "60 minutes",
        "Private notes stay closed",
        "by this program alone",
    ):
        assert words in told
    sheet.ask()
    assert "Say why you open this chart." in labels_of(sheet)
    write(REASON)
    sheet.passphrase.setText("not this one")
    sheet.ask()
    started.wait(lambda: bool(sheet.error))
    assert "does not fit" in sheet.error
    assert (sheet.passphrase.text(), sheet.reason.words) == ("", REASON)
    assert requests_of(clinic.open()) == ()


def test_that_the_privacy_officer_is_nagged_until_the_review_is_signed_and_the_team_is_told(
    started: Started, ward: Ward, clinic: Clinic
) -> None:
    asker = ward.session(ASKER)
    chart = open_in_emergency(asker, ward.patient, REASON, PASSPHRASE)
    assert chart.left()
    started.sign_in()
    page = started.workplace.emergencies.page
    started.wait(lambda: page.shown is not None and page.shown.waiting == 1)
    badge = started.workplace.rail.button(EMERGENCIES)
    assert (badge.badge, badge.accessibleName()) == ("1", "Emergency, 1 waiting")
    started.workplace.show_place(EMERGENCIES)
    page.list.setFocus()
    press(ENTER)
    sheet = page.sheet
    assert isinstance(sheet, ReviewSheet)
    assert REASON in labels_of(sheet)
    assert f"Chart {ward.patient[:8]}" in labels_of(sheet)  # under which the audit tells of each look at it
    sheet.review()
    assert "Choose what you found." in labels_of(sheet)
    sheet.outcome.choose(Outcome.NOT_IN_ORDER)
    sheet.review()
    assert "Say what was not in order." in labels_of(sheet)
    sheet.words.setFocus()
    write("No emergency.")
    press(ENTER, Qt.KeyboardModifier.ControlModifier)
    started.wait(lambda: page.sheet is None)
    assert badge.badge == ""
    (request,) = requests_of(clinic.open(ASKER))
    assert request.review is not None
    assert (request.review.outcome, request.review.words) == (Outcome.NOT_IN_ORDER, "No emergency.")


def test_that_a_chart_says_to_its_team_who_opened_it_in_an_emergency(started: Started, clinic: Clinic) -> None:
    """The founder reads this chart; the physician was taken off its team."""
    founder = Session(clinic.open())
    take_off(founder, clinic.patient, clinic.keys(ASKER).id)
    make_ready(founder)
    give_passphrase(clinic.open(ASKER))
    open_in_emergency(Session(clinic.open(ASKER)), clinic.patient, REASON, PASSPHRASE)
    started.sign_in()
    started.wait(lambda: started.workplace.rail.button(EMERGENCIES).badge == "1")
    started.workplace.open_patient(clinic.patient, "RIVERA, Maya")
    page = started.workplace.page
    assert isinstance(page, PatientPage)
    told = "Member physician opened this chart in an emergency on 15-Sep-2026"
    assert any(words.startswith(told) for words in labels_of(page))
    started.wait(lambda: page.ready)


def test_that_an_administrator_makes_the_clinic_ready(started: Started, clinic: Clinic) -> None:
    started.sign_in()
    page = started.workplace.emergencies.page
    started.wait(lambda: page.shown is not None)
    started.workplace.show_place(EMERGENCIES)
    assert page.open.isHidden()
    page.make.click()
    started.wait(page.open.isVisible)
    assert page.make.isHidden()
    vault = clinic.open()
    assert vault.registry.group is not None
    assert vault.keyring.glass(clinic.patient)
