"""What is wrong with a screen as it stands: text cut, elided without a tip, over other text, out of reach.

It looks at what is painted, never at how it is made, so that a label, a button and a painted card keep one rule.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import combinations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QTextDocumentFragment
from PySide6.QtGui import Qt as Rich
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QHeaderView,
    QLabel,
    QLayout,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QStackedLayout,
    QToolTip,
    QWidget,
)
from typing_extensions import override

from tests.gallery.recording import Drawn, drawn_by

ELIDED, FAR = "…", 1e6
HAIR = 1.5  # px of ink that may lie over an edge: letters lean, and boxes are rounded


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and where."""

    where: str
    what: str

    @override
    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def findings(page: QWidget) -> list[Finding]:
    """Everything that is wrong with what is to be seen of a page."""
    seen = [widget for widget in (page, *page.findChildren(QWidget)) if widget.isVisible()]
    found = [Finding(_name(widget, page), what) for widget in seen for what in _wrong_with(widget)]
    return list(dict.fromkeys(found))


def _wrong_with(widget: QWidget) -> Iterator[str]:
    yield from _outside(widget)
    yield from _scrolling_both_ways(widget)
    yield from _too_low(widget)
    if (layout := widget.layout()) is not None:
        yield from _overlapping(layout)
    if not _typed_into(widget):
        drawn = drawn_by(widget)
        yield from _cut(widget, drawn)
        seen = QRectF(widget.rect())
        yield from _over_each_other(tuple(one for one in drawn if one.ink.intersects(seen)))
        yield from _untold(widget, drawn)


# -- boxes -----------------------------------------------------------------------------------------------------------


def _outside(widget: QWidget) -> Iterator[str]:
    """A widget lies in its parent; in something that scrolls, in what can be scrolled to."""
    parent = widget.parentWidget()
    if widget.isWindow() or parent is None or widget.width() == 0 or widget.height() == 0:
        return
    area = parent.parentWidget()
    if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
        off = area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if off and widget.width() > parent.width():
            over = widget.width() - parent.width()
            yield f"is {over} px wider than what it scrolls in, which scrolls up and down only"
    elif not parent.rect().contains(widget.geometry()):
        yield f"lies outside of what holds it: {_told(widget.geometry())} in {_told(parent.rect())}"


def _scrolling_both_ways(widget: QWidget) -> Iterator[str]:
    """Only the chart and tables may (WCAG 1.4.10); they are views, and scroll what they draw themselves."""
    if isinstance(widget, QScrollArea) and (over := widget.horizontalScrollBar().maximum()) > 0:
        yield f"is {over} px too narrow for what scrolls in it, which scrolls up and down alone"


def _too_low(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel) and widget.wordWrap() and widget.text():
        needed = widget.heightForWidth(widget.width())
        if widget.height() < needed:
            yield f"wraps to {needed} px and is {widget.height()} px high: {_short(widget.text())}"


def _overlapping(layout: QLayout) -> Iterator[str]:
    """What one layout places does not overlap, however deep."""
    items = [item for at in range(layout.count()) if (item := layout.itemAt(at)) is not None and not item.isEmpty()]
    if not isinstance(layout, QStackedLayout):
        for one, other in combinations(items, 2):
            both = one.geometry().intersected(other.geometry())
            if both.width() > 0 and both.height() > 0:
                yield f"what it lays out overlaps by {both.width()} x {both.height()} px at {_told(both)}"
    for item in items:
        if (inner := item.layout()) is not None:
            yield from _overlapping(inner)


# -- text ------------------------------------------------------------------------------------------------------------


def _typed_into(widget: QWidget) -> bool:
    """What somebody types may be longer than its line: it is scrolled to."""
    return isinstance(widget, QLineEdit) and bool(widget.text())


def _cut(widget: QWidget, drawn: tuple[Drawn, ...]) -> Iterator[str]:
    room = _reachable(widget)
    for one in drawn:
        box = room if one.clip is None else _within(one.clip, QRectF(widget.rect()), room)
        if over := _over(one.ink, box):
            yield f"text is cut by {over}: {_short(one.text)}"


def _reachable(widget: QWidget) -> QRectF:
    """Where text may lie: in the widget, and beyond the edges to which it scrolls."""
    room, area = QRectF(widget.rect()), widget.parentWidget()
    inside = isinstance(area, QAbstractScrollArea) and area.viewport() is widget
    if isinstance(area, QHeaderView):
        area = area.parentWidget()  # a heading is scrolled with its table
    own = Qt.FindChildOption.FindDirectChildrenOnly
    bars = (
        [area.verticalScrollBar(), area.horizontalScrollBar()]
        if inside and isinstance(area, QAbstractScrollArea)
        else widget.findChildren(QScrollBar, options=own)
    )
    for bar in bars:
        if bar.maximum() > bar.minimum() and bar.orientation() is Qt.Orientation.Vertical:
            room.adjust(0, -FAR, 0, FAR)
        elif bar.maximum() > bar.minimum():
            room.adjust(-FAR, 0, FAR, 0)
    return room


def _within(clip: QRectF, rect: QRectF, room: QRectF) -> QRectF:
    """The clip, where it is narrower than the widget; an edge that it shares with the widget is the widget's."""
    left = room.left() if clip.left() <= rect.left() else clip.left()
    top = room.top() if clip.top() <= rect.top() else clip.top()
    right = room.right() if clip.right() >= rect.right() else clip.right()
    bottom = room.bottom() if clip.bottom() >= rect.bottom() else clip.bottom()
    return QRectF(QPointF(left, top), QPointF(right, bottom))


def _over(ink: QRectF, box: QRectF) -> str:
    sides = {
        "left": box.left() - ink.left(),
        "top": box.top() - ink.top(),
        "right": ink.right() - box.right(),
        "bottom": ink.bottom() - box.bottom(),
    }
    return ", ".join(f"{by:.0f} px at its {side}" for side, by in sides.items() if by > HAIR)


def _over_each_other(drawn: tuple[Drawn, ...]) -> Iterator[str]:
    for one, other in combinations(drawn, 2):
        both = one.ink.intersected(other.ink)
        if both.width() > HAIR and both.height() > HAIR and one.text != other.text:
            yield f"text over text: {_short(one.text)} and {_short(other.text)}"


def _untold(widget: QWidget, drawn: tuple[Drawn, ...]) -> Iterator[str]:
    for one in drawn:
        middle = one.ink.center().toPoint()
        if one.text.endswith(ELIDED) and widget.rect().contains(middle):
            tip, begun = tip_at(widget, middle), one.text.removesuffix(ELIDED)
            if _flat(begun) not in _flat(tip):
                yield f"is elided and no tip holds the whole: {_short(one.text)}"


def _flat(text: str) -> str:
    """The words alone, however they were broken into lines."""
    return " ".join(text.replace("\N{NON-BREAKING HYPHEN}", "-").split())


def tip_at(widget: QWidget, at: QPoint) -> str:
    """The tip that a mouse resting there is shown, as it reads."""
    _take_tips_away()
    where = at if widget.rect().contains(at) else widget.rect().center()
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, where, widget.mapToGlobal(where)))
    told = QToolTip.text() if QToolTip.isVisible() else ""
    _take_tips_away()
    return QTextDocumentFragment.fromHtml(told).toPlainText() if Rich.mightBeRichText(told) else unescape(told)


def _take_tips_away() -> None:
    for widget in QApplication.topLevelWidgets():
        if widget.metaObject().className() == "QTipLabel":
            widget.close()


# -- words -----------------------------------------------------------------------------------------------------------


def _name(widget: QWidget, page: QWidget) -> str:
    """A widget by its class and by the classes of ours around it."""
    path: list[str] = []
    here: QWidget | None = widget
    while here is not None and here is not page:
        if not path or type(here).__module__.startswith("careboard") or type(here).__module__.startswith("tests"):
            path.append(type(here).__name__)
        here = here.parentWidget()
    return " < ".join(path[:4]) or type(page).__name__


def _told(box: QRect) -> str:
    return f"{box.x()},{box.y()} {box.width()}x{box.height()}"


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:57]}...")
