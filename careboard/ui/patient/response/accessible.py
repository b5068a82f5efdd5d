"""What a screen reader finds in the plot: a chart whose children are its marks, each named as it is drawn.

Qt keeps these objects for as long as their widget lives; so do we, or Python would take them away under it.
"""

from typing import cast

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QWindow
from typing_extensions import override

from careboard.projections.lanes.model import Mark
from careboard.ui.patient.response.plot import Plot

_kept: dict[int, "PlotAccess"] = {}


class PlotAccess(QAccessibleInterface):
    """The plot as a chart."""

    def __init__(self, plot: Plot) -> None:
        super().__init__()
        self._plot = plot
        self._of: object = None
        self._children: list[MarkAccess] = []

    def _marks(self) -> "list[MarkAccess]":
        """One child for each mark; made anew when other rows are shown."""
        shown = self._plot.shown
        if self._of is not shown:
            self._of = shown
            self._children = [MarkAccess(self._plot, self, key, mark) for key, mark in self._plot.named_marks()]
        return self._children

    @override
    def isValid(self) -> bool:
        return True

    @override
    def object(self) -> QObject:
        return self._plot

    @override
    def window(self) -> QWindow:
        return self._plot.window().windowHandle()

    @override
    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Chart

    @override
    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.focusable = True
        state.focused = self._plot.hasFocus()
        state.invisible = not self._plot.isVisible()
        return state

    @override
    def text(self, t: QAccessible.Text) -> str:
        match t:
            case QAccessible.Text.Name:
                return self._plot.accessibleName()
            case QAccessible.Text.Description:
                return self._plot.summary()
            case QAccessible.Text.Value:
                return self._plot.heading()
            case _:
                return ""

    @override
    def setText(self, t: QAccessible.Text, text: str) -> None:
        return

    @override
    def rect(self) -> QRect:
        return QRect(self._plot.mapToGlobal(QPoint(0, 0)), self._plot.size())

    @override
    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(cast("QObject", self._plot.parentWidget()))

    @override
    def childCount(self) -> int:
        return len(self._marks())

    @override
    def child(self, index: int) -> QAccessibleInterface:
        children = self._marks()
        return children[index] if 0 <= index < len(children) else cast("QAccessibleInterface", None)

    @override
    def indexOfChild(self, arg__1: QAccessibleInterface) -> int:
        children = self._marks()
        return next((index for index, child in enumerate(children) if child is arg__1), -1)

    @override
    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        found = next((child for child in self._marks() if child.rect().contains(x, y)), None)
        return cast("QAccessibleInterface", found)

    @override
    def focusChild(self) -> QAccessibleInterface:
        return self

    @override
    def foregroundColor(self) -> QColor:
        return self._plot.palette().text().color()

    @override
    def backgroundColor(self) -> QColor:
        return self._plot.palette().base().color()


class MarkAccess(QAccessibleInterface):
    """One mark: a dose from a day on, a rating, a result."""

    def __init__(self, plot: Plot, chart: PlotAccess, key: str, mark: Mark) -> None:
        super().__init__()
        self._plot, self._chart, self._key, self._mark = plot, chart, key, mark

    @override
    def isValid(self) -> bool:
        return True

    @override
    def object(self) -> QObject:
        return cast("QObject", None)

    @override
    def window(self) -> QWindow:
        return self._chart.window()

    @override
    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    @override
    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.offscreen = not self.rect().isValid()
        return state

    @override
    def text(self, t: QAccessible.Text) -> str:
        return self._mark.name if t is QAccessible.Text.Name else ""

    @override
    def setText(self, t: QAccessible.Text, text: str) -> None:
        return

    @override
    def rect(self) -> QRect:
        return self._plot.place_of(self._key, self._mark)

    @override
    def parent(self) -> QAccessibleInterface:
        return self._chart

    @override
    def childCount(self) -> int:
        return 0

    @override
    def child(self, index: int) -> QAccessibleInterface:
        return cast("QAccessibleInterface", None)

    @override
    def indexOfChild(self, arg__1: QAccessibleInterface) -> int:
        return -1

    @override
    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        return cast("QAccessibleInterface", None)


def _made(_key: str, made_for: QObject) -> QAccessibleInterface:
    """Qt asks for the interface of every widget; only a plot has one of ours."""
    if not isinstance(made_for, Plot):
        return cast("QAccessibleInterface", None)
    access = PlotAccess(made_for)
    number = id(access)
    _kept[number] = access
    made_for.destroyed.connect(lambda: _kept.pop(number, None))
    return access


def install() -> None:
    """Let Qt know of it, once for the application."""
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(_made)


_installed: list[bool] = []
