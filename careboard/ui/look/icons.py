"""Icons: the drawings of `resources/icons`, in the colour of a token, sharp at every size.

An icon never speaks alone: whoever shows one gives it a word beside it or an accessible name.
"""

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from careboard.assets import resource


@cache
def _drawing(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text("utf-8")


@lru_cache(maxsize=512)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))


def paint_icon(painter: QPainter, name: str, colour: QColor | str, box: QRectF) -> None:
    """Draw an icon into a box."""
    _renderer(name, QColor(colour).name()).render(painter, box)


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, pixels: int, ratio: float = 1.0) -> QPixmap:
    """An icon as a picture of some pixels a side; `ratio` is that of the screen."""
    made = QPixmap(QSize(round(pixels * ratio), round(pixels * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint_icon(painter, name, colour, QRectF(0, 0, pixels, pixels))
    painter.end()
    return made


def icon(name: str, colour: str, pixels: int = 24) -> QIcon:
    """An icon for a button or an action."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, colour, pixels, ratio))
    return made
