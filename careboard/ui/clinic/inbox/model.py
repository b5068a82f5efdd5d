"""The inbox for Qt and for screen readers: what waits, risk first, each with its group, patient, author and time.

It only translates; which rows begin a part of the list, it says too.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QAbstractListModel, Qt, Signal
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.projections.caseload import initials
from careboard.projections.inbox import Group, InboxItem, order_of
from careboard.ui.parts.rows import NOWHERE, Index
from careboard.ui.parts.tips import as_tip

ITEM = Qt.ItemDataRole.UserRole
RISKS = _("Risk")
NOBODY_YET = _("A new patient")
GROUPS: Mapping[Group, str] = {
    Group.TO_ACKNOWLEDGE: _("To acknowledge"),
    Group.TO_COSIGN: _("To co-sign"),
    Group.FOR_ME: _("For me"),
    Group.DUE: _("Due"),
    Group.TO_SIGN: _("To sign"),
    Group.UNREAD: _("Unread"),
}


class InboxModel(QAbstractListModel):
    """The things that are shown. `changed` when there are others, or when they are told otherwise."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._all: tuple[InboxItem, ...] = ()
        self.items: tuple[InboxItem, ...] = ()
        self.group: Group | None = None
        self.names_hidden = False

    def show_items(self, items: Iterable[InboxItem]) -> None:
        """Show these; nothing is told where they are those that are shown."""
        ordered = tuple(sorted(items, key=order_of))
        if ordered != self._all:
            self._all = ordered
            self._lay_out()

    def show_group(self, group: Group | None) -> None:
        """Show only one group, or all."""
        self.group = group
        self._lay_out()

    def hide_names(self, hidden: bool) -> None:  # noqa: FBT001, a slot
        """Show initials instead of names, or names again."""
        self.names_hidden = hidden
        self._lay_out()

    def _lay_out(self) -> None:
        self.beginResetModel()
        self.items = tuple(item for item in self._all if self.group in (None, item.group))
        self.endResetModel()
        self.changed.emit()

    @property
    def waiting(self) -> int:
        """How much asks for something; what is only unread does not."""
        return sum(item.count for item in self._all if item.group is not Group.UNREAD)

    @property
    def counts(self) -> Mapping[Group, int]:
        """How much waits in each group."""
        counted: Counter[Group] = Counter()
        for item in self._all:
            counted[item.group] += item.count
        return counted

    def row_of(self, key: tuple[str, str, str]) -> int | None:
        """Where a thing stands, by its key."""
        return next((at for at, item in enumerate(self.items) if item.key == key), None)

    def heading(self, row: int) -> str:
        """What stands over a row that begins a part of the list; nothing over the others."""
        item, before = self.items[row], self.items[row - 1] if row else None
        part = _part(item)
        return part if before is None or _part(before) != part else ""

    def name_of(self, item: InboxItem) -> str:
        """What the patient is called on the screen now."""
        if item.patient is None:
            return NOBODY_YET
        return initials(item.named) if self.names_hidden else item.named

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.items)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self.items[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return item.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(item)
            case Qt.ItemDataRole.ToolTipRole:
                return as_tip(self._spoken(item))
            case _ if role == ITEM:
                return item
        return None

    def _spoken(self, item: InboxItem) -> str:
        risk = _("Risk") if item.risk else ""
        parts = (risk, GROUPS[item.group], self.name_of(item), item.about, item.title, item.told)
        return ". ".join(part for part in parts if part)


def _part(item: InboxItem) -> str:
    return RISKS if item.risk else GROUPS[item.group]
