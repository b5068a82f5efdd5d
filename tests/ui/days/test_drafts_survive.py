"""What somebody was writing is there again after a lock, after the program was killed, and after a power cut.

The window as it is used: the text is typed into it, and read in it when somebody signs in again.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from careboard.app import Desktop
from careboard.ui.entrance.doors import Doors
from careboard.ui.patient.composer.note_body import NoteBody
from careboard.ui.patient.page import PatientPage
from careboard.vault.keyslot import LIGHT
from tests.clinic import FOUNDER, Clinic
from tests.ui.desk import Started, take_apart, to_nobody, words_on_screen
from tests.ui.keys import CTRL, compose, press, write
from tests.ui.patient.killed import type_and_be_killed

Key = Qt.Key
TEXT = "Sleeps through since Tuesday; eats breakfast with her sister."
Begin = Callable[[Path], Started]


@pytest.fixture
def begin_again(program: QApplication, clinic: Clinic, qtbot: QtBot) -> Iterator[Begin]:
    """Start the program anew over a vault, and sign in."""
    begun: list[Desktop] = []

    def again(vault: Path) -> Started:
        desktop = Desktop(program, lambda: None, Doors(clinic.clock, LIGHT), listening=to_nobody)
        begun.append(desktop)
        here = Started(desktop, qtbot)
        desktop.entrance.show_vault(vault, FOUNDER.sign_in)
        desktop.window.show()
        with qtbot.waitActive(desktop.window):
            desktop.window.activateWindow()
        here.sign_in()
        return here

    yield again
    for desktop in begun:
        take_apart(desktop)


def chart(desk: Started) -> PatientPage:
    """The chart of the clinic's patient, found by its name."""
    press(Key.Key_K, CTRL)
    write("riv")
    press(Key.Key_Return)
    page = desk.workplace.page
    assert isinstance(page, PatientPage)
    desk.wait(lambda: page.ready and page.chart is not None and page.chart.complete)
    return page


def begin_a_note(desk: Started) -> PatientPage:
    """N, and a text that nobody signs."""
    page = chart(desk)
    page.timeline.view.setFocus()
    press(Key.Key_N)
    compose(TEXT)
    assert page.composer is not None
    assert page.composer.footer.state == "Not saved yet"
    return page


def read_again(desk: Started) -> str:
    """What the first field of the note holds that is open when the chart is opened again."""
    page = chart(desk)
    assert page.composer is not None
    assert page.composer.footer.state.startswith("Draft restored, saved ")
    body = page.composer.body
    assert isinstance(body, NoteBody)
    return next(part.toPlainText() for part in (body.section(heading) for heading in body.texts))


def test_that_a_draft_survives_the_lock_though_its_last_letter_was_just_typed(
    started: Started, clinic: Clinic, begin_again: Begin
) -> None:
    started.sign_in()
    begin_a_note(started)
    press(Key.Key_L, CTRL)
    assert started.began_anew == ["anew"]
    assert TEXT not in words_on_screen()
    assert read_again(begin_again(clinic.path)) == TEXT


def test_that_a_draft_survives_a_program_that_was_killed(clinic: Clinic, begin_again: Begin) -> None:
    type_and_be_killed(clinic, TEXT)
    assert read_again(begin_again(clinic.path)) == TEXT


def test_that_a_draft_that_is_said_to_be_saved_lies_on_the_disk_when_the_power_goes(
    started: Started, clinic: Clinic, begin_again: Begin, tmp_path: Path
) -> None:
    started.sign_in()
    page = begin_a_note(started)
    composer = page.composer
    assert composer is not None
    started.wait(lambda: composer.footer.state.startswith("Draft saved "))
    disk = tmp_path / "as the power left it"
    disk.mkdir()
    for file in clinic.path.parent.glob(f"{clinic.path.name}*"):
        if not file.name.endswith(("-shm", ".open")):  # what lies in memory, and who is at work
            shutil.copy2(file, disk)
    started.desktop.lock()
    assert read_again(begin_again(disk / clinic.path.name)) == TEXT
