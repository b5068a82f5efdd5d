"""The care team in the patient's window: who is on it, who joins, who leaves, by keys; and the vault holds to it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from careboard.clinical.people import Role
from careboard.ui.patient.page import PatientPage
from careboard.ui.patient.team.cards import MemberCard
from careboard.ui.patient.team.sheet import TeamSheet
from careboard.vault.record import Record
from careboard.vault.refusals import NotAllowed
from careboard.workflow.checking import check_vault
from careboard.workflow.session import Session
from tests.clinic import Clinic, note
from tests.ui.desk import PATIENCE, Started, labels_of
from tests.ui.keys import CTRL, budget, press, write
from tests.ui.patient.conftest import Opener
from tests.workflow.test_care_team import can_open, writes

NURSE, COUNSELOR = Role.NURSE, Role.COUNSELOR
ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


class Team:
    """The sheet of a page, and whoever sits before it."""

    def __init__(self, page: PatientPage, bot: QtBot) -> None:
        self.page, self._bot = page, bot
        page.show_topic("care-team")
        sheet = page.sheets.sheet
        assert isinstance(sheet, TeamSheet)
        self.sheet = sheet
        self.wait(lambda: sheet.team is not None)

    def wait(self, until: Callable[[], bool]) -> None:
        """Let the program run until something is so."""
        self._bot.waitUntil(until, timeout=PATIENCE)

    def card(self, name: str) -> MemberCard:
        return next(card for card in self.sheet.cards if any(name in words for words in labels_of(card)))

    @property
    def names(self) -> list[str]:
        return [labels_of(card)[0] for card in self.sheet.cards]


@pytest.fixture
def team(open_page: Opener, qtbot: QtBot) -> Team:
    """The founder, a psychiatrist, looks at the team."""
    return Team(open_page(), qtbot)


def test_that_the_sheet_says_who_is_on_the_team_in_which_role_since_when_and_where_the_patient_was_admitted(
    team: Team,
) -> None:
    assert "A. Chen (you)" in team.names
    name, roles, since = labels_of(team.card("Member nurse"))
    assert (name, roles) == ("Member nurse", "Nurse")
    assert since.startswith("Since 15-Sep-2026 ")
    assert team.sheet.said == "Everybody who treats or coordinates at the clinic is on it."
    assert any(words.startswith("Whoever is on it holds the key") for words in labels_of(team.sheet))


def test_that_who_is_taken_off_by_keys_opens_nothing_new_for_the_next_entry_stands_under_a_new_key(
    team: Team, clinic: Clinic
) -> None:
    before = newest(clinic)
    team.card("Member nurse").go.setFocus()
    with budget(2):
        press(ENTER)
        assert team.sheet.review.said.startswith("Member nurse is taken off the care team of RIVERA, Maya.\nA new key")
        assert "What they could read until now, they may have kept" in team.sheet.review.said
        assert team.sheet.review.button.text() == "Take Member nurse off"
        press(ENTER)
    team.wait(lambda: "Member nurse" not in team.names)
    assert team.sheet.hasFocus()
    after = writes(clinic)
    assert after.head.key != before.head.key
    assert [can_open(clinic, NURSE, record) for record in (before, after)] == [True, False]
    assert not check_vault(clinic.open()).faults


def test_that_who_is_added_reads_the_whole_chart_and_escape_at_the_last_look_changes_nothing(
    team: Team, clinic: Clinic
) -> None:
    team.card("Member nurse").go.click()
    press(ESCAPE)
    assert team.sheet.review.isHidden()
    team.card("Member nurse").go.click()
    press(ENTER)
    team.wait(lambda: team.sheet.join is not None)
    meanwhile = writes(clinic)
    join = team.sheet.join
    assert join is not None
    join.add.click()
    assert join.error == "Say who joins."
    join.who.choose(clinic.keys(NURSE).id)
    join.add.click()
    assert team.sheet.review.said.startswith(
        "Member nurse joins the care team of RIVERA, Maya.\nThey are handed the key"
    )
    press(ENTER)
    team.wait(lambda: "Member nurse" in team.names)
    assert can_open(clinic, NURSE, meanwhile)


def test_that_who_may_take_nobody_off_is_told_who_may_and_may_leave(open_page: Opener, qtbot: QtBot) -> None:
    team = Team(open_page(NURSE), qtbot)
    assert team.sheet.said.startswith(
        "A psychiatrist, a coordinator, a supervisor or an administrator takes others off."
    )
    offered = [card for card in team.sheet.cards if not card.go.isHidden()]
    assert [(labels_of(card)[0], card.go.text()) for card in offered] == [("Member nurse (you)", "Leave the care team")]


def test_that_who_leaves_has_the_chart_no_more_and_the_next_entry_stands_under_a_new_key(
    started: Started, clinic: Clinic
) -> None:
    started.sign_in()
    before = newest(clinic)
    press(Qt.Key.Key_K, CTRL)
    write("riv")
    press(ENTER)
    page = started.workplace.page
    assert isinstance(page, PatientPage)
    started.wait(lambda: page.ready)
    press(Qt.Key.Key_K, CTRL)
    write("care tea")
    press(ENTER)
    team = Team(page, started.bot)
    team.card("(you)").go.click()
    assert "sign nothing here, and the chart goes from your caseload" in team.sheet.review.said
    press(ENTER)
    caseload = started.workplace.caseload
    started.wait(lambda: not started.workplace.open_pages and caseload.complete and not caseload.model.rows)
    assert started.workplace.messages.said == "You have left the care team."
    after = writes(clinic, COUNSELOR)
    assert after.head.key != before.head.key
    founder = Session(clinic.open())
    with pytest.raises(NotAllowed, match="not on this patient's care team any more"):
        founder.append(clinic.patient, note("One more."))
    assert QApplication.focusWidget() is not None


def newest(clinic: Clinic) -> Record:
    record = clinic.file().one(bytes.fromhex(clinic.entries["note"]))
    assert record is not None
    return record
