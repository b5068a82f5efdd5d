"""Nothing of a patient lies unsealed on the disk: a whole session of work, and after each act a look into every folder
where a program could leave something behind."""

import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs
import pytest
from PySide6.QtCore import Qt

from careboard.settings import ClinicSettings
from careboard.ui.patient.page import PatientPage
from careboard.ui.patient.summary.page import SummaryPage
from tests.clinic import Clinic
from tests.clinical_examples import REGISTRATION
from tests.ui.desk import Started, words_on_screen
from tests.ui.keys import press, write

TYPED = "zebrafinch nightjar"
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


@dataclass
class Watch:
    """The folders that are looked into, and every path that Python opened for writing since the watch began."""

    folders: list[Path]
    written: set[Path] = field(default_factory=set)
    on: bool = True

    def heard(self, event: str, about: tuple[object, ...]) -> None:
        if self.on and event == "open" and isinstance(about[0], str | bytes | os.PathLike):
            mode, flags = about[1], about[2]
            if (isinstance(mode, str) and set(mode) & set("wax+")) or (isinstance(flags, int) and flags & _WRITES):
                self.written.add(Path(os.fsdecode(about[0])))

    def found(self) -> list[str]:
        """Every file that holds one of the seeded words, in either of the two ways in which programs write text."""
        words = [TYPED.split(maxsplit=1)[0], TYPED.split()[1], REGISTRATION.name.family]
        seeds = [word.encode(code) for word in words for code in ("utf-8", "utf-16-le")]
        files = {one for folder in self.folders for one in folder.rglob("*") if one.is_file()}
        return [str(one) for one in files if any(seed in _bytes_of(one) for seed in seeds)]


def _bytes_of(file: Path) -> bytes:
    """What is in it; nothing where it is gone again, as the journal of a write is."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""


@pytest.fixture
def watch(clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    scratch, home = tmp_path / "scratch", tmp_path / "home"
    for folder in (scratch, home):
        folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(scratch))
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    data = Path(platformdirs.user_data_path("careboard", appauthor=False))
    made = Watch([scratch, home, data, ClinicSettings(clinic.id).folder, clinic.path.parent])
    sys.addaudithook(made.heard)
    yield made
    made.on = False


def test_that_a_watch_sees_what_lies_in_a_folder(watch: Watch) -> None:
    (watch.folders[0] / "left").write_text(f"{TYPED} {REGISTRATION.name.family}", encoding="utf-16")
    assert watch.found() == [str(watch.folders[0] / "left")]
    assert watch.folders[0] / "left" in watch.written


def test_that_a_whole_session_of_work_leaves_no_word_of_a_patient_on_the_disk(
    started: Started, clinic: Clinic, watch: Watch, tmp_path: Path
) -> None:
    file, sent, given = clinic.file(), list[bytes](), tmp_path / "given" / "summary.pdf"
    started.sign_in()
    assert watch.found() == []
    row = started.workplace.caseload.model.rows[0]
    started.workplace.open_patient(row.id, row.named)
    page = started.workplace.page
    assert isinstance(page, PatientPage)
    started.wait(lambda: page.ready and page.chart is not None and page.chart.complete)
    assert watch.found() == []
    page.timeline.view.setFocus()
    press(Qt.Key.Key_N)
    write(TYPED)
    assert TYPED in words_on_screen()
    started.wait(lambda: bool(file.draft_owners()))
    assert watch.found() == []
    page.sections.show_section("summary")
    summary = page.findChild(SummaryPage)
    assert summary is not None
    started.wait(lambda: summary.at_rest and bool(summary.shown_pdf))
    summary.taking.ask_printer = lambda: sent.append
    summary.taking.print_paper(summary.shown_pdf)
    started.wait(lambda: bool(sent))
    assert watch.found() == []
    given.parent.mkdir()
    summary.taking.ask_file = lambda: str(given)
    summary.taking.save_paper(summary.shown_pdf)
    started.wait(given.exists)
    assert watch.found() == []
    started.desktop.lock()
    assert watch.found() == []
    assert {one for one in watch.written if not _expected(one, clinic, given)} == set()


def _expected(path: Path, clinic: Clinic, given: Path) -> bool:
    """The file that was asked for, and this computer's own settings; the clinic's file is written by SQLite."""
    own = (given.parent, ClinicSettings(clinic.id).folder, Path(os.devnull))
    settings = path.name.startswith((".desktop.json", "desktop.json"))
    mark = path == clinic.path.with_name(f"{clinic.path.name}.open")  # that somebody is at work in it, and nothing else
    return settings or mark or any(path == one or one in path.parents for one in own)
