"""For a screen of two device pixels to one: QT_SCALE_FACTOR=2 python -m tests.gallery.at_ratio VAULT NAME PASSPHRASE.

It draws what is painted by hand at 3840x2160 (large, at 100%) and at 1280x720 (at 90%), and says as JSON how sharp each
part is and what is cut. Qt takes the ratio of a screen at its start only.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from careboard.demo import Sample
from careboard.ui.clinic.board.view import Board
from careboard.ui.clinic.caseload.table import CaseloadTable
from careboard.ui.look.look import apply, named
from careboard.ui.patient.banner import Banner
from careboard.ui.patient.response.plot import Plot
from careboard.ui.patient.summary.preview import Preview
from careboard.ui.patient.timeline.strip import Strip
from careboard.ui.patient.timeline.view import TimelineView
from careboard.ui.shell.rail import Rail
from tests.gallery.layout import findings
from tests.gallery.walk import Walk, walking

LARGE, SMALL, SMALL_TEXT = (1920, 1080), (1280, 720), 0.9  # 3840x2160 device pixels, and the least window
LOOKED_AT = QSize(420, 300)  # of each part, from its upper left corner
STEP = 0.6  # of the range of a part; smoothing that makes one pixel into two leaves half


def stops(walk: Walk) -> Iterator[tuple[str, tuple[type[QWidget], ...]]]:
    """The screens, and what is painted by hand on each."""
    caseload = walk.workplace.caseload
    walk.workplace.show_place("caseload")
    yield "caseload", (CaseloadTable, Rail)
    caseload.show_view(board=True)
    yield "board", (Board,)
    caseload.show_view(board=False)
    page = walk.patient(caseload.model.rows[0].mrn)
    yield "patient", (Banner, Strip, TimelineView)
    walk.camera.show_section(page, "medications")
    yield "chart", (Plot,)
    walk.camera.show_section(page, "summary")
    yield "summary", (Preview,)


def part(window: QWidget, whole: QImage, kind: type[QWidget]) -> QImage:
    """The picture of a part in device pixels."""
    widget = next(one for one in window.findChildren(kind) if one.isVisible())
    ratio = whole.devicePixelRatio()
    at = widget.mapTo(window, QPoint())
    seen = QRect(at, widget.size().boundedTo(LOOKED_AT))
    return whole.copy(QRect(seen.topLeft() * ratio, seen.size() * ratio))


def steps(picture: QImage) -> int:
    """How often two device pixels of one logical pixel differ by most of what there is: never, if it was scaled up."""
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    width, height, stride = grey.width() // 2 * 2, grey.height(), grey.bytesPerLine()
    held = bytes(grey.constBits())
    rows = [held[at * stride : at * stride + width] for at in range(height)]
    least = (max(map(max, rows)) - min(map(min, rows))) * STEP
    return sum(abs(one - other) > least for row in rows for one, other in zip(row[0::2], row[1::2], strict=True))


def _look(walk: Walk, size: tuple[int, int], text: float) -> Iterator[dict[str, object]]:
    window = walk.desktop.window
    apply(named("light", text))
    window.setFixedSize(*size)
    for name, kinds in stops(walk):
        for _turn in range(3):
            walk.camera.settle()
        whole = window.grab().toImage()
        sharp = {kind.__name__: steps(part(window, whole, kind)) for kind in kinds}
        cut = [str(one) for one in findings(window)]
        pixels = f"{whole.width()}x{whole.height()}"
        yield {"screen": name, "size": size, "pixels": pixels, "steps": sharp, "cut": cut}


def main(vault: Path, name: str, passphrase: str) -> None:
    """Draw both sizes, and print what was seen."""
    with walking(Sample(vault, ()), "light", 1.0, LARGE, vault.parent) as walk:
        walk.desktop.entrance.show_vault(vault, name)
        walk.desktop.entrance.begin(name, passphrase)
        walk.wait(lambda: walk.desktop.workplace is not None and walk.workplace.caseload.complete)
        seen = [*_look(walk, LARGE, 1.0), *_look(walk, SMALL, SMALL_TEXT)]
    print(json.dumps(seen))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
