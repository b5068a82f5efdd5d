"""The pictures of the help, drawn from the sample clinic, so that they show the program as it is.

Their list stands here alone; each is reduced to 256 colours, for they travel with the program.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtGui import QImage

from careboard import demo
from careboard.app import Desktop, application
from careboard.cli.drawing import HEIGHT, WIDTH, Camera, NotDrawn
from careboard.demo import NOW, Sample
from careboard.i18n import filled
from careboard.ui.entrance.doors import Doors
from careboard.ui.look.look import apply, named
from careboard.ui.patient.page import PatientPage

SMALL_WIDTH, SMALL_HEIGHT = 1366, 768
COLOURS = 256
_WHO, _MRN = "ac", "004-1187"
Pose = Callable[[Camera, PatientPage], None]


def _place(place: str) -> Pose:
    return lambda camera, _page: camera.workplace.show_place(place)


def _section(key: str) -> Pose:
    def pose(camera: Camera, page: PatientPage) -> None:
        camera.workplace.show_patient(page.patient)
        camera.show_section(page, key)

    return pose


def _writing(camera: Camera, page: PatientPage) -> None:
    _section("overview")(camera, page)
    if page.composer is None:
        raise NotDrawn("Whoever signed in writes no notes.")
    page.composer.open_default()


def _large(camera: Camera, page: PatientPage) -> None:
    camera.desktop.window.setFixedSize(WIDTH, HEIGHT)
    if page.composer is not None:
        page.composer.close_form()
    _section("overview")(camera, page)


POSES: Mapping[str, Pose] = {
    "inbox": _place("inbox"),
    "caseload": _place("caseload"),
    "overview": _section("overview"),
    "timeline": _section("timeline"),
    "medications": _section("medications"),
    "measures": _section("measures"),
    "nutrition": _section("nutrition"),
    "summary": _section("summary"),
    "people": _place("people"),
    "settings": _place("settings"),
    "writing": _writing,
    "patient": _large,
}


def draw_help(folder: Path) -> tuple[Path, ...]:
    """Draw every picture into a folder, from a sample clinic made for it; returns them."""
    with TemporaryDirectory() as place:
        return _drawn(demo.make(Path(place)), folder)


def _drawn(sample: Sample, folder: Path) -> tuple[Path, ...]:
    folder.mkdir(parents=True, exist_ok=True)
    desktop = Desktop(application(), lambda: None, Doors(clock=lambda: NOW))
    try:
        apply(named("light"))
        camera = Camera(desktop, SMALL_WIDTH, SMALL_HEIGHT)
        desktop.entrance.show_vault(sample.vault, _WHO)
        desktop.window.show()
        camera.sign_in(sample, _WHO)
        page = camera.open_patient(_MRN)
        return tuple(_taken(camera, page, name, folder) for name in POSES)
    finally:
        desktop.close()


def _taken(camera: Camera, page: PatientPage, name: str, folder: Path) -> Path:
    path = folder / f"{name}.png"
    POSES[name](camera, page)
    camera.take(path)
    if not reduced(QImage(str(path))).save(str(path)):
        raise NotDrawn(filled("{name} cannot be written.", name=path.name))
    return path


def reduced(picture: QImage) -> QImage:
    """The same in its most frequent colours."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(plain.constBits()).cast("I"))
    table = [colour for colour, _count in counted.most_common(COLOURS)]
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table)
