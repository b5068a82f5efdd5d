"""What completes a name that is typed: a list under the field, whose rows a hand can hit.

It closes once the name stands there, and a click beside it goes to what was clicked: no number ends in a name.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, QStringListModel, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QCompleter, QLineEdit, QListView, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from careboard.ui.look.look import look

_ROW = 30  # px at 100%


def complete(line: QLineEdit, names: Sequence[str] | QStringListModel, *, found: bool = False) -> None:
    """Let a field offer names that begin as what is typed; `found`: all that the model holds, which somebody finds."""
    model = names if isinstance(names, QStringListModel) else QStringListModel(list(names), line)
    completer = QCompleter(model, line)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    mode = QCompleter.CompletionMode
    completer.setCompletionMode(mode.UnfilteredPopupCompletion if found else mode.PopupCompletion)
    offered = _Offered(completer)
    completer.setPopup(offered)
    offered.installEventFilter(offered)
    offered.setItemDelegate(_Row(offered))
    line.setCompleter(completer)
    line.textEdited.connect(offered.close_for)


class _Offered(QListView):
    def __init__(self, completer: QCompleter) -> None:
        super().__init__()
        self._completer = completer

    def close_for(self, typed: str) -> None:
        """Close when nothing is left to complete."""
        if self._nothing_else(typed):
            self.hide()

    def _nothing_else(self, typed: str) -> bool:
        """Is what is typed the one name that is offered?"""
        offered = self._completer.completionModel()
        names = [str(offered.index(row, 0).data()).casefold() for row in range(min(offered.rowCount(), 2))]
        return names == [typed.strip().casefold()]

    @override
    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible and not self._nothing_else(self._completer.completionPrefix()))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A press beside the list closes it and takes the keyboard to what was pressed."""
        if not isinstance(event, QMouseEvent) or event.type() is not QEvent.Type.MouseButtonPress:
            return False
        if self.rect().contains(self.mapFromGlobal(event.globalPosition().toPoint())):
            return False
        self.hide()
        under = QApplication.widgetAt(event.globalPosition().toPoint())
        if under is not None and under.focusPolicy() & Qt.FocusPolicy.ClickFocus:
            under.setFocus(Qt.FocusReason.MouseFocusReason)
        return True


class _Row(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return super().sizeHint(option, index).expandedTo(QSize(0, look().px(_ROW)))

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        option.text = f"  {option.text}"
