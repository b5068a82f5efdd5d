"""Goes on the tours one after another, with a desktop for each person, and hands every screen to who looks at it."""

import gc
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QWidget

from careboard.demo import Sample, make
from tests.gallery.layout import findings
from tests.gallery.tour import Tour
from tests.gallery.tours import TOURS
from tests.gallery.walk import walking

Size = tuple[int, int]


def screens(
    sample: Sample, theme: str, text_size: float, size: Size, folder: Path, tours: Collection[Tour] = TOURS
) -> Iterator[tuple[str, QWidget]]:
    """Every screen of some tours by its name, with the window as it stands there."""
    for who, walked in groupby(tours, key=lambda tour: tour.who):
        with _collecting_here(), walking(sample, theme, text_size, size, folder) as walk:
            if who:
                walk.sign_in(who)
            for tour in walked:
                walk.tidy()
                for name in tour.walk(walk):
                    yield name, walk.desktop.window


@contextmanager
def _collecting_here() -> Iterator[None]:
    """Garbage is collected between desktops alone: in a worker's thread, windows would be taken apart there."""
    gc.disable()
    try:
        yield
    finally:
        gc.collect()
        gc.enable()


def draw(
    folder: Path,
    theme: str,
    text_size: float,
    size: Size,
    *,
    only: Collection[str] = (),
    checking: bool = False,
    pictures: bool = True,
) -> Iterator[tuple[str, str]]:
    """Draw screens into a folder of the look's name; hands out what is wrong with them, where that is asked for."""
    tours = [tour for tour in TOURS if not only or tour.name in only]
    into = folder / f"{theme}-{size[0]}x{size[1]}-{round(text_size * 100)}"
    into.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as scratch:
        sample, told = make(Path(scratch) / "clinic"), set[str]()
        for name, window in screens(sample, theme, text_size, size, Path(scratch), tours):
            if pictures:
                window.grab().save(str(into / f"{name}.png"))
            if checking:
                for finding in map(str, findings(window)):
                    if finding not in told:  # what stays on the screen is told once, with the first screen it is on
                        told.add(finding)
                        yield name, finding
