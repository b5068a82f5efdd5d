"""What is held back, in the window: told with author and time; an administrator lets stand again what is genuine."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from careboard.clinical.people import Role
from careboard.ui.background import Background
from careboard.ui.clinic.quarantine.page import QuarantinePage
from careboard.ui.desk import Desk
from careboard.vault.record import Record
from careboard.workflow.people import revoke
from careboard.workflow.session import Session
from tests.clinic import Clinic, note
from tests.ui.clinic.test_audit import at_audit
from tests.ui.desk import PATIENCE, Started, labels_of
from tests.ui.keys import budget, press
from tests.vault.forging import again, put

NURSE, COUNSELOR = Role.NURSE, Role.COUNSELOR
ENTER, DOWN, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Space


@pytest.fixture
def late(clinic: Clinic) -> tuple[Record, Record]:
    """The nurse left; two notes come afterwards, and one under her name that she never signed."""
    revoke(clinic.open(), clinic.keys(NURSE).id)
    written = clinic.write(NURSE, note("On the ferry.")), clinic.write(NURSE, note("On the train."))
    last = written[-1]
    put(clinic.path, again(last, clinic.keys(COUNSELOR), seq=last.head.seq + 1, prev=last.id.hex()))
    return written


def in_quarantine(started: Started) -> QuarantinePage:
    """From the audit by its button."""
    at_audit(started).quarantine.click()
    page = started.workplace.page
    assert isinstance(page, QuarantinePage)
    started.wait(lambda: page.said.startswith("These records came"))
    return page


def test_that_what_came_late_is_told_and_let_stand_by_keys_and_a_forgery_stays_out(
    started: Started, clinic: Clinic, late: tuple[Record, Record]
) -> None:
    page = in_quarantine(started)
    assert len(page.model.rows) == 3
    at = next(n for n, row in enumerate(page.model.rows) if row.record == late[0].id.hex())
    press(Qt.Key.Key_Home)
    press(DOWN, times=at)
    told = page.facts.pairs.told
    assert (told["Says it was written by"], told["Chart"]) == ("Member nurse", "RIVERA, Maya")
    assert told["Why it is held back"] == "A record was written after its author had left."
    page.all.setFocus()
    with budget(2):
        press(SPACE)
        assert page.review.said.startswith("2 records of Member nurse stand again.\nThey count as if the change")
        press(ENTER)
    started.wait(lambda: sum(bool(row.by) for row in page.model.rows) == 2)
    shown = clinic.ids(COUNSELOR)
    assert {record.id.hex() for record in late} <= set(shown)
    (forged,) = [row for row in page.model.rows if not row.by]
    page.list.setCurrentIndex(page.model.index(page.model.rows.index(forged), 0))
    assert page.one.isHidden()
    assert forged.record not in shown
    assert page.facts.pairs.told["How it stands"] == "Stays out"


def test_that_a_privacy_officer_reads_what_is_held_back_and_who_lets_it_stand(
    program: QApplication, clinic: Clinic, qtbot: QtBot, late: tuple[Record, Record], tmp_path: Path
) -> None:
    desk = Desk(Session(clinic.open(Role.PRIVACY_OFFICER)), Background())
    page = QuarantinePage(desk, dict)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.loaded, timeout=PATIENCE):
        page.show()
    assert len(page.model.rows) == 3
    assert page.said.endswith("An administrator lets genuine ones stand again.")
    assert page.one.isHidden()
    assert page.all.isHidden()
    assert page.facts.pairs.told["Chart"].endswith("you hold no key of it")
    desk.close()


def test_that_nothing_in_quarantine_is_said_in_words(started: Started) -> None:
    at_audit(started).quarantine.click()
    page = started.workplace.page
    assert isinstance(page, QuarantinePage)
    started.wait(lambda: "Nothing is held back: every record that came stands." in labels_of(page))
    press(Qt.Key.Key_Escape)
    assert started.workplace.page is started.workplace.audit
