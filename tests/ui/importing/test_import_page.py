"""The import page: nothing is taken before it was seen, and stopping leaves everything as it was."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from careboard.ui.background import Background
from careboard.ui.clinic.importing.page import ImportPage
from careboard.ui.desk import Desk
from careboard.ui.parts.buttons import Button
from careboard.workflow.session import Session
from tests.clinic import Clinic
from tests.ui.held import held
from tests.ui.keys import press

PATIENCE = 60_000
SAMPLES = Path(__file__).parents[2] / "data"
BUNDLE = SAMPLES / "fhir" / "shift" / "Bundle-AllOfVeronicaMars.json"


@pytest.fixture
def session(clinic: Clinic) -> Session:
    return Session(clinic.open())


@pytest.fixture
def desk(session: Session) -> Iterator[Desk]:
    made = Desk(session, Background())
    yield made
    made.close()


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> ImportPage:
    shown = ImportPage(desk)
    qtbot.addWidget(shown)
    with qtbot.waitActive(shown):
        shown.show()
        shown.activateWindow()
    return shown


def read(page: ImportPage, qtbot: QtBot, *files: Path) -> str:
    page.read(files)
    qtbot.waitUntil(lambda: not page.working, timeout=PATIENCE)
    return "\n".join(label.text() for label in page.findChildren(QLabel))


def counted(session: Session) -> dict[str, int]:
    return {row.id: row.entries for row in session.caseload()}


def test_that_what_would_be_taken_is_shown_and_nothing_is_written(
    page: ImportPage, session: Session, qtbot: QtBot
) -> None:
    before = counted(session)
    told = read(page, qtbot, BUNDLE)
    assert "MARS, Veronica, born 07-Aug-1994, female: a new patient" in told
    assert "Taken: Contact 1, Diagnosis 13, Laboratory result 1, Medicine reported 1, Registration 1" in told
    assert "Take in" in page.said or "entries for 1 chart" in page.said
    assert counted(session) == before


def test_that_one_button_at_a_time_is_the_next_step(page: ImportPage, qtbot: QtBot) -> None:
    def next_steps() -> list[str]:
        buttons = page.findChildren(Button)
        return [one.text() for one in buttons if one.property("kind") == "primary" and not one.isHidden()]

    assert next_steps() == ["Choose files"]
    read(page, qtbot, BUNDLE)
    (step,) = next_steps()
    assert step.startswith("Take in")
    with qtbot.waitSignal(page.taken, timeout=PATIENCE):
        page.take()
    assert next_steps() == ["Open chart of MARS, Veronica"]
    with qtbot.waitSignal(page.opened) as asked:
        press(Qt.Key.Key_Return)
    assert asked.args is not None
    assert asked.args[0].named == "MARS, Veronica"


def test_that_what_was_seen_is_taken_in_by_enter(page: ImportPage, session: Session, qtbot: QtBot) -> None:
    before = counted(session)
    read(page, qtbot, BUNDLE)
    with qtbot.waitSignal(page.taken, timeout=PATIENCE):
        press(Qt.Key.Key_Space)
    after = counted(session)
    assert len(after) == len(before) + 1
    assert "Done." in page.said


def test_that_the_same_files_bring_nothing_new_the_second_time(
    page: ImportPage, session: Session, qtbot: QtBot
) -> None:
    read(page, qtbot, BUNDLE)
    with qtbot.waitSignal(page.taken, timeout=PATIENCE):
        page.take()
    read(page, qtbot, BUNDLE)
    assert page.said == "There is nothing new in it for any chart."


def test_that_a_file_that_cannot_be_read_is_told_in_words(
    page: ImportPage, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    cut_off = tmp_path / "cut-off.json"
    cut_off.write_bytes(BUNDLE.read_bytes()[:5000])
    before = counted(session)
    told = read(page, qtbot, cut_off)
    assert "Refused" in told
    assert "Traceback" not in told
    assert counted(session) == before


def test_that_stopping_leaves_every_chart_as_it_was(
    page: ImportPage, desk: Desk, session: Session, qtbot: QtBot
) -> None:
    before = counted(session)
    read(page, qtbot, BUNDLE)
    with held(desk):
        page.take()
        page.stop()
    qtbot.waitUntil(lambda: not page.working, timeout=PATIENCE)
    assert "The import was stopped. No chart was changed." in page.said
    assert counted(session) == before


def test_that_who_has_a_chart_here_is_named_before_anything_is_added_to_it(
    page: ImportPage, qtbot: QtBot, tmp_path: Path
) -> None:
    read(page, qtbot, BUNDLE)
    with qtbot.waitSignal(page.taken, timeout=PATIENCE):
        page.take()
    more = json.loads(BUNDLE.read_text(encoding="utf-8"))
    for entry in more["entry"]:
        if entry["resource"]["resourceType"] == "Condition":
            entry["resource"]["note"] = [{"text": "Said again."}]
    (tmp_path / "more.json").write_text(json.dumps(more), encoding="utf-8")
    told = read(page, qtbot, tmp_path / "more.json")
    assert "MARS, Veronica, born 07-Aug-1994: has a chart here, to which this is added" in told
