"""The rows of the caseload as a list of cards: the same patients in the same order, each said whole."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from typing_extensions import override

from careboard.ui.clinic.board.card import spoken
from careboard.ui.clinic.caseload.model import ROW, CaseloadModel
from careboard.ui.parts.rows import NOWHERE, Index
from careboard.ui.parts.tips import as_tip


class BoardModel(QAbstractListModel):
    """Follows the model of the caseload; it holds nothing itself."""

    def __init__(self, caseload: CaseloadModel) -> None:
        super().__init__()
        self.caseload = caseload
        caseload.modelAboutToBeReset.connect(self.beginResetModel)
        caseload.modelReset.connect(self.endResetModel)
        caseload.dataChanged.connect(self._tell)

    def _tell(self, first: QModelIndex, last: QModelIndex) -> None:
        self.dataChanged.emit(self.index(first.row()), self.index(last.row()))

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.caseload.shown)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, caseload = self.caseload.shown[index.row()], self.caseload
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return caseload.name_of(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(row, caseload.zone, hidden=caseload.names_hidden)
            case Qt.ItemDataRole.ToolTipRole:
                return as_tip(spoken(row, caseload.zone, hidden=caseload.names_hidden))
            case _ if role == ROW:
                return row
        return None
