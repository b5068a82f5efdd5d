"""F6 goes from part to part of the window: rail, top bar, then the parts of the page in front, and round again."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


@runtime_checkable
class Paned(Protocol):
    """A page that is gone through by F6 in several steps."""

    @property
    def panes(self) -> Sequence[QWidget]:
        """Its parts, in the order of reading."""


def panes_of(page: QWidget) -> Sequence[QWidget]:
    """The parts of a page, or the page as one."""
    return page.panes if isinstance(page, Paned) else (page,)


def go_to_pane(panes: Sequence[QWidget], step: int) -> None:
    """Give the keyboard to the next part that is seen, or with -1 to the one before."""
    seen = [pane for pane in panes if isValid(pane) and pane.isVisible()]
    here = next((at for at, pane in reversed(list(enumerate(seen))) if _has_focus(pane)), -1)
    pane = seen[(here + step) % len(seen)]
    (_first_control(pane) or pane).setFocus(Qt.FocusReason.ShortcutFocusReason)


def _has_focus(pane: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (focused is pane or pane.isAncestorOf(focused))


def _first_control(pane: QWidget) -> QWidget | None:
    if pane.focusProxy() is not None or pane.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return pane
    controls = (one for one in pane.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return next((one for one in controls if one.isVisible() and one.isEnabled()), None)
