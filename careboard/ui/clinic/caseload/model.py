"""The caseload as a Qt model: it sorts, filters and translates rows, and knows nothing else.

The filter looks at names and numbers; every word of it must be found.
"""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from careboard.projections.caseload import CaseloadRow
from careboard.ui.clinic.caseload.columns import Column, Order, lines, order_key, said

Index = QModelIndex | QPersistentModelIndex
COLUMNS = tuple(Column)
NOWHERE = QModelIndex()
ROW = Qt.ItemDataRole.UserRole


class CaseloadModel(QAbstractTableModel):
    """The rows that are shown, in their order."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone
        self._rows: dict[str, CaseloadRow] = {}
        self._shown: list[CaseloadRow] = []
        self._order, self._words = Order.NEED, ""

    def put(self, row: CaseloadRow) -> None:
        """One more patient, or the newest of one who is there."""
        self._rows[row.id] = row
        self._lay_out()

    def keep_only(self, patients: Sequence[str]) -> None:
        """Drop the rows of everybody else."""
        self._rows = {patient: row for patient, row in self._rows.items() if patient in patients}
        self._lay_out()

    def sort_by(self, order: Order) -> None:
        """Sort in another way."""
        self._order = order
        self._lay_out()

    def filter_by(self, words: str) -> None:
        """Show only rows with all of these words in name or number."""
        self._words = words
        self._lay_out()

    @property
    def shown(self) -> tuple[CaseloadRow, ...]:
        """The rows as they are shown."""
        return tuple(self._shown)

    @property
    def rows(self) -> tuple[CaseloadRow, ...]:
        """Every row, by name, shown or not."""
        return tuple(sorted(self._rows.values(), key=lambda row: order_key(row, Order.NAME)))

    @property
    def known(self) -> int:
        """How many patients there are, shown or not."""
        return len(self._rows)

    def row_of(self, patient: str) -> int | None:
        """Where a patient stands."""
        return next((at for at, row in enumerate(self._shown) if row.id == patient), None)

    def _lay_out(self) -> None:
        self.beginResetModel()
        wanted = self._words.casefold().split()
        rows = (row for row in self._rows.values() if all(word in _text(row) for word in wanted))
        self._shown = sorted(rows, key=lambda row: order_key(row, self._order))
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._shown[index.row()], COLUMNS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return lines(row, column, self._zone)[0]
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.heading}: {said(row, column, self._zone)}"
            case Qt.ItemDataRole.ToolTipRole:
                return said(row, column, self._zone)
            case _ if role == ROW:
                return row
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].heading
        return None


def _text(row: CaseloadRow) -> str:
    return f"{row.named} {row.preferred_name} {row.mrn}".casefold()
