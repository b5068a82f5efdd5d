"""What completes a name that is typed: a list under the field, whose rows a hand can hit."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QStyledItemDelegate, QStyleOptionViewItem
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
    offered = QListView()
    completer.setPopup(offered)
    offered.setItemDelegate(_Row(offered))
    line.setCompleter(completer)


class _Row(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return super().sizeHint(option, index).expandedTo(QSize(0, look().px(_ROW)))

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        option.text = f"  {option.text}"
