"""Long work from the window: a record exported, every record checked; each tells how far it is and can be stopped."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from careboard.clinical.paper import Disclosure
from careboard.ui.background import Background
from careboard.ui.desk import Desk
from careboard.ui.patient.export_sheet import ExportSheet
from careboard.ui.shell.settings.record import RecordCheck
from careboard.workflow.session import Session
from tests.clinic import Clinic
from tests.ui.held import held

PATIENCE = 20_000


@pytest.fixture
def session(clinic: Clinic) -> Session:
    return Session(clinic.open())


@pytest.fixture
def desk(session: Session) -> Iterator[Desk]:
    made = Desk(session, Background())
    yield made
    made.close()


@pytest.fixture
def sheet(desk: Desk, clinic: Clinic, qtbot: QtBot, tmp_path: Path) -> ExportSheet:
    shown = ExportSheet(desk, clinic.patient)
    qtbot.addWidget(shown)
    shown.ask_folder = lambda: str(tmp_path)
    shown.show()
    return shown


def test_that_a_whole_record_is_exported_from_the_window(
    sheet: ExportSheet, session: Session, clinic: Clinic, qtbot: QtBot, tmp_path: Path
) -> None:
    sheet.write()
    assert sheet.working
    qtbot.waitUntil(lambda: not sheet.working, timeout=PATIENCE)
    written = {path.suffix for path in (tmp_path / "careboard-export").iterdir()}
    assert {".pdf", ".json", ".md"} <= written
    assert "entries are in" in sheet.said


def test_that_an_export_that_was_stopped_leaves_no_folder(
    sheet: ExportSheet, desk: Desk, session: Session, clinic: Clinic, qtbot: QtBot, tmp_path: Path
) -> None:
    with held(desk):
        sheet.write()
        sheet.stop()
    qtbot.waitUntil(lambda: not sheet.working, timeout=PATIENCE)
    assert not (tmp_path / "careboard-export").exists()
    assert not session.chart(clinic.patient).record.of(Disclosure)


def test_that_a_folder_in_the_way_is_told_and_not_touched(sheet: ExportSheet, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "careboard-export").mkdir()
    (tmp_path / "careboard-export" / "mine.txt").write_text("mine", "utf-8")
    sheet.write()
    qtbot.waitUntil(lambda: not sheet.working, timeout=PATIENCE)
    assert sheet.said
    assert [path.name for path in (tmp_path / "careboard-export").iterdir()] == ["mine.txt"]


def test_that_every_record_is_checked_from_the_settings(desk: Desk, qtbot: QtBot) -> None:
    check = RecordCheck(desk)
    qtbot.addWidget(check)
    check.check()
    assert check.working
    qtbot.waitUntil(lambda: not check.working, timeout=PATIENCE)
    good, of_all = (int(word) for word in check.said.split() if word.isdigit())
    assert good == of_all > 0


def test_that_a_damaged_record_is_told_by_the_check(clinic: Clinic, qtbot: QtBot) -> None:
    written = clinic.path.read_bytes()
    place = written.index(b'"kind":"note"')
    clinic.path.write_bytes(written[:place] + written[place:].replace(b"note", b"nose", 1))
    desk = Desk(Session(clinic.open()), Background())
    check = RecordCheck(desk)
    qtbot.addWidget(check)
    check.check()
    qtbot.waitUntil(lambda: not check.working, timeout=PATIENCE)
    counted, *faults = check.said.splitlines()
    good, of_all = (int(word) for word in counted.split() if word.isdigit())
    assert good < of_all
    assert faults
    desk.close()


def test_that_a_backup_is_made_and_verified_from_the_settings(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    panel = RecordCheck(desk)
    qtbot.addWidget(panel)
    panel.ask_file = lambda: str(tmp_path / "backup.careboard")
    panel.back_up()
    assert panel.working
    qtbot.waitUntil(lambda: not panel.working, timeout=PATIENCE)
    assert panel.said.startswith("Backed up, opened and verified:")
    kept = (tmp_path / "backup.careboard").read_bytes()
    panel.back_up()
    qtbot.waitUntil(lambda: not panel.working, timeout=PATIENCE)
    assert "already a file" in panel.said
    assert (tmp_path / "backup.careboard").read_bytes() == kept


def test_that_a_backup_that_was_stopped_leaves_no_file(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    panel = RecordCheck(desk)
    qtbot.addWidget(panel)
    panel.ask_file = lambda: str(tmp_path / "out" / "backup.careboard")
    (tmp_path / "out").mkdir()
    with held(desk):
        panel.back_up()
        panel.stop()
    qtbot.waitUntil(lambda: not panel.working, timeout=PATIENCE)
    assert list((tmp_path / "out").iterdir()) == []


def test_that_a_check_that_was_stopped_says_so(desk: Desk, qtbot: QtBot) -> None:
    check = RecordCheck(desk)
    qtbot.addWidget(check)
    with held(desk):
        check.check()
        check.stop()
    qtbot.waitUntil(lambda: not check.working, timeout=PATIENCE)
    assert "stopped" in check.said
    assert "Check every record" in [button.text() for button in check.findChildren(QPushButton)]
