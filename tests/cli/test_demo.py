"""The first command that anybody runs: the sample clinic, shown without a display."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.cli.words import without_a_display

WIDTH, HEIGHT = 1680, 1040


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """The command, run as a newcomer runs it on a computer with no display."""
    folder = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "careboard", "demo", str(folder)]
    done = subprocess.run(command, env=without_a_display(), capture_output=True, text=True, check=False, timeout=240)
    return folder, done


def test_that_the_demo_ends_well_and_names_who_signs_in_with_which_passphrase(
    shown: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    _folder, done = shown
    assert done.returncode == 0, done.stderr
    assert "signs in as ac, passphrase: sample passphrase chen" in done.stderr


def test_that_at_least_six_screens_are_drawn_at_their_full_size(
    shown: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    folder, _done = shown
    pictures = sorted((folder / "screens").glob("*.png"))
    assert len(pictures) >= 6
    for picture in pictures:
        image = QImage(str(picture))
        assert (image.width(), image.height()) == (WIDTH, HEIGHT), picture.name
        assert len({image.pixel(x, y) for x in range(0, WIDTH, 7) for y in range(0, HEIGHT, 7)}) > 20, picture.name


def test_that_no_two_screens_are_the_same(shown: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, _done = shown
    pictures = [picture.read_bytes() for picture in (folder / "screens").glob("*.png")]
    assert len(set(pictures)) == len(pictures)


def test_that_a_summary_lies_beside_the_screens(shown: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, _done = shown
    assert (folder / "summary.pdf").read_bytes().startswith(b"%PDF")


def test_that_the_paper_is_drawn_as_wide_as_its_half_of_the_page(
    shown: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    folder, _done = shown
    page = QImage(str(folder / "screens" / "patient-summary.png"))
    white = [x for x in range(WIDTH // 2, WIDTH) if page.pixelColor(x, 215).lightness() == 255]  # above its first line
    assert white[-1] - white[0] > 0.4 * WIDTH
