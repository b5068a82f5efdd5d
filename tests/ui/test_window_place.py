"""The window comes back as it was left, on a screen that is there, and what is kept of it names nobody."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from careboard.app import Desktop
from careboard.settings import DesktopSettings, WindowPlace
from careboard.ui.entrance.doors import Doors
from careboard.ui.parts.splits import remember, share, shares, take_shares
from careboard.ui.window import Window, on_a_screen
from tests.ui.desk import program, take_apart, to_nobody

__all__ = ["program"]

LEAST = QSize(1280, 720)
DESK, WALL = QRect(0, 0, 1920, 1080), QRect(1920, 0, 3840, 2160)


@pytest.mark.parametrize(
    ("wanted", "screens", "found"),
    [
        (QRect(100, 50, 1300, 800), [DESK], QRect(100, 50, 1300, 800)),
        (QRect(2500, 400, 2000, 1500), [DESK, WALL], QRect(2500, 400, 2000, 1500)),
        (QRect(2500, 400, 2000, 1500), [DESK], QRect(0, 0, 1920, 1080)),
        (QRect(-900, -500, 1400, 800), [DESK], QRect(0, 0, 1400, 800)),
        (QRect(1800, 1000, 1300, 800), [DESK], QRect(620, 280, 1300, 800)),
        (QRect(0, 0, 300, 200), [DESK], QRect(0, 0, 1280, 720)),
        (QRect(0, 0, 1300, 800), [QRect(0, 0, 1024, 600)], QRect(0, 0, 1024, 600)),
    ],
)
def test_that_the_window_comes_back_whole_on_a_screen_that_is_there(
    wanted: QRect, screens: list[QRect], found: QRect
) -> None:
    assert on_a_screen(wanted, screens, LEAST) == found


def test_that_size_place_and_maximised_outlive_the_program(program: QApplication) -> None:
    first = Desktop(program, lambda: None, Doors(), listening=to_nobody)
    first.window.show()
    first.window.setMinimumSize(200, 200)
    first.window.setGeometry(40, 30, 500, 400)
    take_apart(first)
    kept = DesktopSettings.kept().window
    assert (kept.width, kept.height, kept.maximised) == (500, 400, False)
    DesktopSettings(window=WindowPlace(20, 10, 500, 400, maximised=True)).keep()
    second = Desktop(program, lambda: None, Doors(), listening=to_nobody)
    second.window.show()
    assert second.window.isMaximized()
    take_apart(second)
    assert DesktopSettings.kept().window.maximised


def test_that_the_first_time_a_screen_too_small_for_window_and_frame_is_filled(qapp: QApplication) -> None:
    window = Window()
    window.appear()
    assert window.isMaximized()
    window.close()
    window = Window()
    window.take_place(WindowPlace(20, 10, 500, 400))
    window.appear()
    assert not window.isMaximized()
    window.close()


def test_that_a_window_drawn_for_a_picture_is_not_remembered(qapp: QApplication) -> None:
    window = Window()
    window.setFixedSize(640, 400)
    window.show()
    assert window.place == WindowPlace()
    window.deleteLater()


@pytest.fixture
def line(qapp: QApplication) -> QSplitter:
    """Two parts side by side."""
    take_shares({})
    made = QSplitter(Qt.Orientation.Horizontal)
    for _part in range(2):
        made.addWidget(QWidget())
    made.resize(1000, 100)
    return made


def test_that_a_line_is_drawn_again_where_it_was_drawn_last(line: QSplitter) -> None:
    remember(line, "overview")
    line.show()
    assert share("overview") is None
    line.moveSplitter(300, 1)
    drawn = share("overview")
    assert drawn == pytest.approx(0.3, abs=0.01)
    again = QSplitter(Qt.Orientation.Horizontal)
    for _part in range(2):
        again.addWidget(QWidget())
    again.resize(500, 100)
    remember(again, "overview")
    again.show()
    assert again.sizes()[0] == pytest.approx(150, abs=4)
    assert shares() == {"overview": drawn}


def test_that_what_is_kept_of_the_window_are_numbers_and_names_of_ours(tmp_path: Path, program: QApplication) -> None:
    DesktopSettings(window=WindowPlace(1, 2, 1300, 800), splits={"overview": 0.25}, single_keys=False).keep()
    told = json.loads(DesktopSettings.file().read_text())
    assert told["window"] == {"x": 1, "y": 2, "width": 1300, "height": 800, "maximised": False}
    assert told["splits"] == {"overview": 0.25}
    kept = DesktopSettings.kept()
    assert (kept.window, dict(kept.splits)) == (WindowPlace(1, 2, 1300, 800), {"overview": 0.25})
    assert not kept.single_keys


@pytest.mark.parametrize("window", [None, 3, {"x": "a"}, {"x": 1, "y": 1, "width": 1e9, "height": 2}, {"x": 10**30}])
def test_that_a_damaged_place_is_as_good_as_none(window: object, program: QApplication) -> None:
    DesktopSettings().keep()
    told = json.loads(DesktopSettings.file().read_text()) | {"window": window, "splits": {"a": 7, "b": "x"}}
    DesktopSettings.file().write_text(json.dumps(told))
    assert DesktopSettings.kept() == DesktopSettings()
