"""Vital signs and results for Qt and for screen readers: when, what, result, reference, against the one before.

It only translates; a weight that is blind has no number here until it is to be shown, and is never copied.
"""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.projections.measures.readings import Reading
from careboard.projections.wording.voice import joined
from careboard.ui.parts.rows import NOWHERE, Index

ROW = Qt.ItemDataRole.UserRole + 1
WHEN, WHAT, RESULT, REFERENCE, AGAINST = range(5)
COLUMNS = 5
HIDDEN = _("Hidden, blind weight. Hold F8 to show (logged).")


class ReadingsModel(QAbstractTableModel):
    """When, what, result, reference range, and against the one before. `weights_shown`: while F8 is held."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Reading, ...] = ()
        self._weights_shown = False

    def show_rows(self, rows: Sequence[Reading]) -> None:
        """Show other rows; weights that are blind are hidden."""
        self.beginResetModel()
        self._rows, self._weights_shown = tuple(rows), False
        self.endResetModel()

    def show_weights(self, *, shown: bool) -> None:
        """Show the weights that are blind, or hide them again."""
        self._weights_shown = shown
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, AGAINST))

    @property
    def rows(self) -> tuple[Reading, ...]:
        """The rows shown."""
        return self._rows

    @property
    def hides_weights(self) -> bool:
        """Is there a weight among them that is blind?"""
        return any(row.weight for row in self._rows)

    def hidden(self, at: int) -> bool:
        """Is this row hidden now?"""
        return self._rows[at].weight and not self._weights_shown

    def copied(self, at: int) -> str:
        """A row as it is copied: a blind weight never."""
        row = self._rows[at]
        if row.weight:
            return joined([row.on, row.what, _("hidden, blind weight")], "\t")
        return joined([row.on, row.what, joined([row.value, row.flag]), row.reference, row.against], "\t")

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else COLUMNS

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = self._cell(index.row(), index.column())
            flag = row.flag if index.column() == RESULT else ""
            return joined([row.on if index.column() == WHEN else told, flag]) or _("none")
        return row if role == ROW else None

    def _cell(self, at: int, column: int) -> str:
        row = self._rows[at]
        if column == WHEN:
            above = at > 0 and self._rows[at - 1].entry == row.entry
            return "" if above else row.on
        if column == WHAT:
            return row.what
        if self.hidden(at):
            return HIDDEN if column == RESULT else ""
        return (row.value, row.reference, row.against)[column - RESULT]

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (_("When"), _("What"), _("Result"), _("Reference"), _("Change"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None
