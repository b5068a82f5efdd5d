"""The members of the clinic as a list: one row each, name over roles; who has left stands in grey."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.projections.wording.terms import spaced
from careboard.projections.wording.voice import Voice, capital
from careboard.ui.look.icons import paint_icon
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import focus_ring, outline, row_ground
from careboard.ui.parts.rows import NOWHERE, Index, Rows
from careboard.workflow.session import Colleague

PERSON = Qt.ItemDataRole.UserRole
ROW = 56


class PeopleModel(QAbstractTableModel):
    """One row for each member."""

    def __init__(self) -> None:
        super().__init__()
        self._people: tuple[Colleague, ...] = ()

    def show_people(self, people: Sequence[Colleague]) -> None:
        """Show these."""
        self.beginResetModel()
        self._people = tuple(people)
        self.endResetModel()

    @property
    def people(self) -> tuple[Colleague, ...]:
        """Who is shown."""
        return self._people

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._people)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else 1

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        person = self._people[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return named(person)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{named(person)}, {roles_told(person)}"
            case _ if role == PERSON:
                return person
        return None


def named(person: Colleague) -> str:
    """Name and credentials."""
    author = person.author
    return f"{author.name}, {author.credentials}" if author.credentials else author.name


def roles_told(person: Colleague) -> str:
    """The roles of today in words."""
    told = ", ".join(spaced(role, Voice()) for role in person.roles)
    return capital(told) if told else _("No longer at the clinic")


class MemberRows(Rows):
    """A member: name over roles."""

    @override
    def paint_row(self, painter: QPainter, box: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        now, person = look(), index.data(PERSON)
        row_ground(painter, box, chosen=bool(option.state & QStyle.StateFlag.State_Selected))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), now.colour("border"))
        discipline = person.author.discipline.value
        side, tile = now.px(20), now.px(34)
        ground = QRectF(box.left() + now.px(14), box.center().y() - tile / 2, tile, tile)
        tint = now.colour(f"{discipline}_tint")
        outline(painter, ground, now.colour("border") if now.tokens.contrast else tint, tint, 8)
        at = QRectF(ground.center().x() - side / 2, ground.center().y() - side / 2, side, side)
        paint_icon(painter, discipline, now.colour(discipline), at)
        left = ground.right() + now.px(14)
        width = box.right() - left - now.px(12)
        strong, small = now.line(Type.VALUE), now.line(Type.META)
        top = box.center().y() - (strong + small) / 2
        for text, role, tone, y, height in (
            (named(person), Type.VALUE, "text1" if person.belongs else "text3", top, strong),
            (roles_told(person), Type.META, "text3", top + strong, small),
        ):
            painter.setFont(now.font(role))
            painter.setPen(now.colour(tone))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(width))
            painter.drawText(QRectF(left, y, width, height), Qt.AlignmentFlag.AlignVCenter, shown)
        if option.state & QStyle.StateFlag.State_HasFocus:
            focus_ring(painter, box)
