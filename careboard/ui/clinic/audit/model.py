"""The audit as a Qt model: one row for each act, as it was put into words; it knows nothing else."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, Qt
from typing_extensions import override

from careboard.projections.audit import AuditRow, headings
from careboard.projections.wording.voice import Voice
from careboard.ui.parts.rows import NOWHERE, Index
from careboard.ui.parts.tips import as_tip

ROW = Qt.ItemDataRole.UserRole


class AuditModel(QAbstractTableModel):
    """The rows that are shown, in their order."""

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self.headings = headings(Voice(zone=zone))
        self.rows: tuple[AuditRow, ...] = ()

    def tell_in(self, zone: ZoneInfo) -> None:
        """Name the zone of another clock from now on."""
        self.headings = headings(Voice(zone=zone))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.headings) - 1)

    def show_rows(self, rows: Sequence[AuditRow]) -> None:
        """Show these; where they only go on after those that are shown, what is chosen stays so."""
        new = tuple(rows)
        if new == self.rows:
            return
        if len(new) > len(self.rows) > 0 and new[: len(self.rows)] == self.rows:
            self.beginInsertRows(NOWHERE, len(self.rows), len(new) - 1)
            self.rows = new
            self.endInsertRows()
        else:
            self.beginResetModel()
            self.rows = new
            self.endResetModel()

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.headings)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.cells[index.column()]
            case Qt.ItemDataRole.ToolTipRole:
                return as_tip(row.cells[index.column()])
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row, index.column())
            case _ if role == ROW:
                return row
        return None

    def _spoken(self, row: AuditRow, column: int) -> str:
        """The first cell says the whole row, for whoever goes through it with the arrows."""
        if column == 0:
            return ", ".join(cell for cell in row.cells if cell)
        return f"{self.headings[column]}: {row.cells[column]}"

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.headings[section]
        return None
