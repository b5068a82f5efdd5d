"""What a widget writes on itself, word for word: its painting is sent to a device that keeps the text instead of ink.

The painting is the program's own; nothing in it knows that it is read.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QPainterPath,
    QRegion,
    QTextItem,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

DPI, INCH, OPAQUE = 96, 25.4, 255
UNSEEN = " \N{WORD JOINER}\N{ZERO WIDTH SPACE}\N{LINE SEPARATOR}"  # they hold words together, or apart
STRIP = 60  # px; a shape of this width is a ground that covers what was there


@dataclass(frozen=True, slots=True)
class Drawn:
    """A run of text: the box of its ink, and the clip that the painter had set, in pixels of the widget."""

    text: str
    ink: QRectF
    clip: QRectF | None


def drawn_by(widget: QWidget) -> tuple[Drawn, ...]:
    """All text that a widget itself draws; what its children draw is theirs."""
    device = _Paper(widget.size())
    widget.render(device, QPoint(), QRegion(widget.rect()), QWidget.RenderFlag(0))
    return tuple(device.engine.drawn)


class _Reader(QPaintEngine):
    """Keeps text, and lets everything else go."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.drawn: list[Drawn] = []

    @override
    def drawTextItem(self, p: QPointF | QPoint | QPainterPath.Element, textItem: QTextItem) -> None:
        text, at = textItem.text(), QPointF(p.x, p.y) if isinstance(p, QPainterPath.Element) else QPointF(p)
        if not text.strip(UNSEEN):
            return
        painter = self.painter()
        place = painter.combinedTransform()
        metrics = QFontMetricsF(textItem.font())
        ink = metrics.tightBoundingRect(text).translated(at)
        if textItem.font().italic():  # it leans over what follows, which is no fault
            ink.setRight(min(ink.right(), at.x() + textItem.width()))
        clip = place.mapRect(painter.clipBoundingRect()) if painter.hasClipping() else None
        self.drawn.append(Drawn(text, place.mapRect(ink), clip))

    def _cover(self, box: QRectF) -> None:
        """What is painted over is not to be read: a strip above rows that scroll below it, an opened card."""
        painter = self.painter()
        brush = painter.brush()
        if brush.style() is Qt.BrushStyle.SolidPattern and brush.color().alpha() == OPAQUE:
            over = painter.combinedTransform().mapRect(box)
            if painter.hasClipping():
                over = over.intersected(painter.combinedTransform().mapRect(painter.clipBoundingRect()))
            self.drawn = [one for one in self.drawn if not one.ink.intersects(over)]

    @override
    def drawPath(self, path: QPainterPath) -> None:
        box = path.boundingRect()
        if box.width() >= STRIP:  # narrower ones are marks: they may not stand over words
            self._cover(box)

    @override
    def drawRects(self, rects: Iterable[QRectF]) -> None:
        for rect in rects:
            self._cover(QRectF(rect))

    @override
    def begin(self, pdev: QPaintDevice) -> bool:
        return True

    @override
    def end(self) -> bool:
        return True

    @override
    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    @override
    def updateState(self, state: QPaintEngineState) -> None: ...

    @override
    def drawPixmap(self, r: object, pm: object, sr: object) -> None: ...

    @override
    def drawLines(self, lines: object, /) -> None: ...

    @override
    def drawPolygon(self, points: object, mode: object, /) -> None: ...

    @override
    def drawImage(self, *_image: object) -> None: ...


class _Paper(QPaintDevice):
    """As large as the widget, at the pixels of a usual screen."""

    def __init__(self, size: QSize) -> None:
        super().__init__()
        self.engine, self._size = _Reader(), size

    @override
    def paintEngine(self) -> QPaintEngine:
        return self.engine

    @override
    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        kind = QPaintDevice.PaintDeviceMetric
        sizes = {
            kind.PdmWidth: self._size.width(),
            kind.PdmHeight: self._size.height(),
            kind.PdmWidthMM: round(self._size.width() / DPI * INCH),
            kind.PdmHeightMM: round(self._size.height() / DPI * INCH),
            kind.PdmDepth: 32,
            kind.PdmNumColors: 1 << 24,
            kind.PdmDevicePixelRatio: 1,
            kind.PdmDevicePixelRatioScaled: 1 << 16,
        }
        return sizes.get(metric, DPI)
