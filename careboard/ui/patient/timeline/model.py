"""The rows of the timeline for Qt and for screen readers: every row's name says discipline, author, time and title."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, Qt
from typing_extensions import override

from careboard.projections.timeline import TimelineRow
from careboard.ui.parts.rows import NOWHERE, Index

Say = Callable[[TimelineRow], str]


class TimelineModel(QAbstractListModel):
    """It only translates: rows in, words out.

    `spoken` says a row for a screen reader, `title` and `sentence` its short line and its sentence; all three hide a
    weight that is hidden on the screen.
    """

    def __init__(self, spoken: Say, title: Say, sentence: Say) -> None:
        super().__init__()
        self._spoken, self._title, self._sentence = spoken, title, sentence
        self.rows: Sequence[TimelineRow] = ()

    def show_rows(self, rows: Sequence[TimelineRow]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._title(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row)
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return self._sentence(row)
            case _:
                return None
