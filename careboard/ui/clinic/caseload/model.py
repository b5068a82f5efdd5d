"""The caseload as a Qt model: it sorts, filters and translates rows, and knows nothing else.

A row that says something new is told alone, so that who is being read keeps the place. While charts are read anew
the order stays as it was; only who is at more risk than before moves up at once.
"""

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, Qt, Signal
from typing_extensions import override

from careboard.projections.caseload import CaseloadRow
from careboard.ui.clinic.caseload.columns import Column, Order, is_worse, lines, order_key, said
from careboard.ui.clinic.caseload.filters import Preset, has_words
from careboard.ui.parts.rows import NOWHERE, Index
from careboard.ui.parts.tips import as_tip

COLUMNS = tuple(Column)
ROW = Qt.ItemDataRole.UserRole


class CaseloadModel(QAbstractTableModel):
    """The rows that are shown, in their order. `changed`: somebody is shown, gone or told otherwise than before."""

    changed = Signal()

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self.zone = zone
        self._rows: dict[str, CaseloadRow] = {}
        self._held: dict[str, CaseloadRow] = {}  # by what rows are sorted until all were read
        self._shown: list[CaseloadRow] = []
        self._order, self._words, self._preset = Order.NEED, "", Preset.ALL
        self.names_hidden = False

    # -- who is there -------------------------------------------------------------------------------------------

    def put(self, row: CaseloadRow) -> None:
        """One more patient, or the newest of one who is there."""
        self._rows[row.id] = row
        self._lay_out()

    def put_all(self, rows: Iterable[CaseloadRow]) -> None:
        """Show these patients and nobody else, in the order of what is known of them now."""
        self._rows, self._held = {row.id: row for row in rows}, {}
        self._lay_out()

    def hold_order(self) -> None:
        """Keep the order of what is known now, until all are put anew."""
        self._held = dict(self._rows)

    # -- how they are shown -------------------------------------------------------------------------------------

    def sort_by(self, order: Order) -> None:
        """Sort in another way."""
        self._order = order
        self._lay_out()

    def filter_by(self, words: str) -> None:
        """Show only rows in which all of these words are found."""
        self._words = words
        self._lay_out()

    def show_preset(self, preset: Preset) -> None:
        """Show only those whom a fixed filter shows."""
        self._preset = preset
        self._lay_out()

    def hide_names(self, hidden: bool) -> None:  # noqa: FBT001, a slot
        """Show initials instead of names, or names again."""
        self.beginResetModel()
        self.names_hidden = hidden
        self.endResetModel()
        self.changed.emit()

    def name_of(self, row: CaseloadRow) -> str:
        """What a patient is called on the screen now."""
        return row.initials if self.names_hidden else row.named

    @property
    def preset(self) -> Preset:
        """The fixed filter in force."""
        return self._preset

    @property
    def words(self) -> str:
        """The words of the filter."""
        return self._words

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

    def count(self, preset: Preset) -> int:
        """How many a fixed filter shows, whatever words are typed."""
        return sum(map(preset.passes, self._rows.values()))

    def row_of(self, patient: str) -> int | None:
        """Where a patient stands."""
        return next((at for at, row in enumerate(self._shown) if row.id == patient), None)

    def _lay_out(self) -> None:
        """Tell of the rows that say something else; of all of them only where somebody moved, came or went."""
        rows = (row for row in self._rows.values() if self._preset.passes(row) and has_words(row, self._words))
        wanted = sorted(rows, key=lambda row: order_key(self._sorted_by(row), self._order))
        if [row.id for row in wanted] == [row.id for row in self._shown]:
            others = [at for at, row in enumerate(wanted) if row != self._shown[at]]
            self._shown = wanted
            for at in others:
                self.dataChanged.emit(self.index(at, 0), self.index(at, len(COLUMNS) - 1))
        else:
            self.beginResetModel()
            self._shown = wanted
            self.endResetModel()
        self.changed.emit()

    def _sorted_by(self, row: CaseloadRow) -> CaseloadRow:
        held = self._held.get(row.id, row)
        return row if is_worse(row, held) else held

    # -- what Qt asks -------------------------------------------------------------------------------------------

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
                return lines(row, column, self.zone, hidden=self.names_hidden)[0]
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.heading}: {said(row, column, self.zone, hidden=self.names_hidden)}"
            case Qt.ItemDataRole.ToolTipRole:
                return as_tip(said(row, column, self.zone, hidden=self.names_hidden))
            case _ if role == ROW:
                return row
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].heading
        return None
