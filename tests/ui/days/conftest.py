"""The days of the staff: the sample clinic, made once, and a desktop over a copy of it for each of them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from careboard.app import Desktop
from careboard.demo import NOW, Sample
from careboard.ui.collecting import Collecting
from careboard.ui.entrance.doors import Doors
from tests.ui.days.day import Day
from tests.ui.desk import Started, take_apart, to_nobody

Begin = Callable[[str], Day]


@pytest.fixture
def begin(program: QApplication, sample: Sample, qtbot: QtBot, tmp_path: Path) -> Iterator[Begin]:
    """Begin the day of one of the staff, at the page where they unlock."""
    days: list[Day] = []
    collecting = Collecting()  # as the program does: a worker that found a form as garbage would end it

    def begun(name: str) -> Day:
        vault = tmp_path / sample.vault.name
        shutil.copy2(sample.vault, vault)
        anew: list[str] = []
        desktop = Desktop(program, lambda: anew.append("anew"), Doors(lambda: NOW), listening=to_nobody)
        day = Day(sample.sign_in(name), Started(desktop, qtbot, anew), tmp_path)
        days.append(day)
        desktop.window.setFixedSize(1680, 1040)
        desktop.entrance.show_vault(vault, name)
        desktop.window.show()
        with qtbot.waitActive(desktop.window):
            desktop.window.activateWindow()
        return day

    yield begun
    for day in days:
        take_apart(day.desk.desktop)
    collecting.end()
