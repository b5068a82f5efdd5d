"""Where the Tab key stops: in the order of the layouts, which are built in the order in which the eye reads.

Qt's own order is that in which widgets were made; parts that are made anew with every chart would come last.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QWidget,
)

_WHOLE = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit)


def stops(widget: QWidget) -> list[QWidget]:
    """Every stop within a widget that is shown, in order."""
    if not widget.isVisible() or not widget.isEnabled():
        return []
    here = [widget] if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None else []
    if isinstance(widget, _WHOLE):
        return here
    return here + [stop for child in _children(widget) for stop in stops(child)]


def _children(widget: QWidget) -> list[QWidget]:
    """What a widget holds, in the order in which it is laid out."""
    if isinstance(widget, QScrollArea):
        return [inside] if (inside := widget.widget()) is not None else []
    if isinstance(widget, QSplitter):
        return [part for at in range(widget.count()) if (part := widget.widget(at)) is not None]
    layout = widget.layout()
    if layout is None:
        return []
    laid = list(_laid_out(layout))
    others = (child for child in widget.children() if isinstance(child, QWidget) and child not in laid)
    return laid + [child for child in others if child.focusPolicy() & Qt.FocusPolicy.TabFocus]


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is not None and (widget := item.widget()) is not None:
            yield widget
        elif item is not None and (inner := item.layout()) is not None:
            yield from _laid_out(inner)


def go_on(page: QWidget, order: list[QWidget], *, forward: bool) -> bool:
    """Move the keyboard to the next stop of a page, or out of it after the last; False where there is none."""
    focused = QApplication.focusWidget()
    here = next((at for at, stop in enumerate(order) if stop is focused), None)
    after = (here + (1 if forward else -1)) if here is not None else (0 if forward else len(order) - 1)
    target = order[after] if 0 <= after < len(order) else _outside(page, forward=forward)
    if target is None and order:
        target = order[0 if forward else -1]
    if target is None:
        return False
    target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    return True


def _outside(page: QWidget, *, forward: bool) -> QWidget | None:
    """The next stop of the window that is not on the page."""
    widget: QWidget | None = page.nextInFocusChain() if forward else page.previousInFocusChain()
    while widget is not None and widget is not page:
        stop = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()
        if stop and not page.isAncestorOf(widget):
            return widget
        widget = widget.nextInFocusChain() if forward else widget.previousInFocusChain()
    return None
