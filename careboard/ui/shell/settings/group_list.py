"""The list of the groups of the settings; the arrow keys go through it, and what is chosen is shown beside it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.ui.look.icons import paint_icon
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import focus_ring, outline
from careboard.ui.parts.rows import NOWHERE, Index, Rows
from careboard.ui.shell.settings.groups import Group

GROUP = Qt.ItemDataRole.UserRole
ROW = 44
WIDTH, MOST = 220, 380  # px at 100%, and of the screen


class GroupModel(QAbstractListModel):
    """One row for each group that is offered."""

    def __init__(self) -> None:
        super().__init__()
        self.groups: tuple[Group, ...] = ()

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Offer these."""
        self.beginResetModel()
        self.groups = tuple(groups)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.groups)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        group = self.groups[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return group.words
            case _ if role == GROUP:
                return group.value
        return None


class _GroupRows(Rows):
    """An icon and its word; the chosen one on a ground of its own."""

    @override
    def paint_row(self, painter: QPainter, box: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        now, group = look(), Group(index.data(GROUP))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        inside = box.adjusted(4, 2, -4, -2)
        if chosen:
            ground = now.colour("accent_tint")
            outline(painter, inside, now.colour("border") if now.tokens.contrast else ground, ground)
        side = now.px(18)
        at = QRectF(inside.left() + now.px(10), inside.center().y() - side / 2, side, side)
        paint_icon(painter, group.icon, now.colour("accent" if chosen else "text2"), at)
        words = QRectF(at.right() + now.px(10), box.top(), inside.right() - at.right() - now.px(14), box.height())
        painter.setFont(now.font(Type.VALUE if chosen else Type.BODY))
        painter.setPen(now.colour("text1"))
        shown = painter.fontMetrics().elidedText(group.words, Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
        if option.state & QStyle.StateFlag.State_HasFocus:
            focus_ring(painter, inside)


class GroupList(QListView):
    """The groups; `chosen` names the one that is to be shown."""

    chosen = Signal(object)  # a Group

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.groups = GroupModel()
        self.setModel(self.groups)
        self.setItemDelegate(_GroupRows(ROW, self))
        self.setAccessibleName(_("Settings"))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.selectionModel().currentChanged.connect(self._choose)
        self._follow_look()

    def offer(self, groups: Sequence[Group]) -> None:
        """Offer these groups; the one that was chosen stays so while it is among them."""
        if tuple(groups) == self.groups.groups:
            return
        before = self.current
        self.groups.show_groups(groups)
        self.choose(before if before is not None and before in groups else groups[0])

    @property
    def current(self) -> Group | None:
        """The group that is chosen."""
        named = self.currentIndex().data(GROUP)
        return Group(named) if named else None

    def choose(self, group: Group) -> None:
        """Choose a group; one that is not offered leaves the choice as it is."""
        if group in self.groups.groups:
            self.setCurrentIndex(self.groups.index(self.groups.groups.index(group)))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._follow_look()

    def _follow_look(self) -> None:
        self.setFixedWidth(min(look().px(WIDTH), MOST))

    def _choose(self, index: Index) -> None:
        if index.isValid():
            self.chosen.emit(Group(index.data(GROUP)))
