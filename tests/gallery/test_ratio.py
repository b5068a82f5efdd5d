"""A 4K screen and the least window: what is painted by hand is painted in device pixels, and nothing is cut.

Qt takes the ratio of a screen when a program starts, so a program of its own draws them.
"""

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from careboard.clinical.response import Assessment
from careboard.ui.look.look import Look, Type, load_fonts
from tests.clinic import FOUNDER, Clinic
from tests.clinical_examples import EXAMPLES
from tests.gallery.at_ratio import steps

ENOUGH = 60  # steps of a part that is sharp; those that were drawn here have 150 and more
LONGEST = 300  # s


@pytest.fixture(scope="module")
def seen(original_clinic: Clinic, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What was seen on a screen of ratio 2."""
    clinic = original_clinic.copied_to(tmp_path_factory.mktemp("ratio"))
    clinic.write(None, EXAMPLES[Assessment].content)
    clinic.close()
    with_ratio = {**os.environ, "QT_SCALE_FACTOR": "2", "QT_QPA_PLATFORM": "offscreen"}
    who = (str(clinic.path), FOUNDER.sign_in, FOUNDER.passphrase)
    command = [sys.executable, "-m", "tests.gallery.at_ratio", *who]
    done = subprocess.run(command, env=with_ratio, capture_output=True, text=True, timeout=LONGEST, check=False)
    assert done.returncode == 0, done.stderr
    told: list[dict[str, Any]] = json.loads(done.stdout)
    return told


def test_that_4k_is_drawn_in_its_own_pixels(seen: list[dict[str, Any]]) -> None:
    assert {one["pixels"] for one in seen} == {"3840x2160", "2560x1440"}
    told = {f"{one['screen']} {part}": sharp for one in seen for part, sharp in one["steps"].items()}
    assert len(told) == 8
    assert {part: sharp for part, sharp in told.items() if sharp < ENOUGH} == {}


def test_that_nothing_is_cut_on_a_4k_screen_nor_in_the_least_window(seen: list[dict[str, Any]]) -> None:
    assert {(one["screen"], *one["size"]): one["cut"] for one in seen if one["cut"]} == {}


@pytest.mark.parametrize("how", [Qt.TransformationMode.FastTransformation, Qt.TransformationMode.SmoothTransformation])
def test_that_a_picture_that_was_scaled_up_is_not_taken_for_a_sharp_one(
    program: QApplication, how: Qt.TransformationMode
) -> None:
    load_fonts()
    drawn = {ratio: _words(ratio) for ratio in (1, 2)}
    assert steps(drawn[2]) >= ENOUGH
    assert steps(drawn[1].scaled(drawn[2].size(), mode=how)) < ENOUGH


def _words(ratio: int) -> QImage:
    """A line of words at a ratio."""
    made = QPixmap(300 * ratio, 60 * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.white)
    painter = QPainter(made)
    painter.setFont(Look().font(Type.NAME))
    painter.drawText(8, 40, "RIVERA, Maya  150 mg")
    painter.end()
    return made.toImage()
