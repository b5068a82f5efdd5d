"""The page of people: everybody with their roles, and for an administrator the way to enrol one more."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.wording.terms import spaced
from careboard.projections.wording.voice import Voice, capital
from careboard.ui.clinic.people.enrol import EnrolSheet
from careboard.ui.desk import Desk
from careboard.ui.look.icons import paint_icon
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import focus_ring
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.heading import Heading
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Ground, Panel
from careboard.workflow.enrolling import enrol_with_kit
from careboard.workflow.founding import Person as Newcomer
from careboard.workflow.session import Person

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
_PERSON = Qt.ItemDataRole.UserRole
ROW = 56


class PeopleModel(QAbstractTableModel):
    """One row for each member."""

    def __init__(self) -> None:
        super().__init__()
        self._people: tuple[Person, ...] = ()

    def show_people(self, people: Sequence[Person]) -> None:
        """Show these."""
        self.beginResetModel()
        self._people = tuple(people)
        self.endResetModel()

    @property
    def people(self) -> tuple[Person, ...]:
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
            case _ if role == _PERSON:
                return person
        return None


def named(person: Person) -> str:
    """Name and credentials."""
    author = person.author
    return f"{author.name}, {author.credentials}" if author.credentials else author.name


def roles_told(person: Person) -> str:
    """The roles of today in words."""
    told = ", ".join(spaced(role, Voice()) for role in person.roles)
    return capital(told) if told else _("No longer at the clinic")


class PeoplePage(Ground):
    """Everybody, and the sheet to enrol one more."""

    loaded = Signal()

    def __init__(self, desk: Desk, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self._desk, self._folder = desk, folder
        self.model = PeopleModel()
        self.sheet: EnrolSheet | None = None
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setAccessibleName(_("People of the clinic"))
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._build()
        self.load()

    def _build(self) -> None:
        self._count = Label("", Type.BODY, "text2")
        self.enrol = Button(_("Enrol a member"), "primary", "add")
        self.enrol.clicked.connect(self.show_sheet)
        self.enrol.hide()
        panel = Panel()
        column = QVBoxLayout(panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.list)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(look().px(16))
        self._beside.addWidget(panel, 1)
        page = QVBoxLayout(self)
        edge = look().px(16)
        page.setContentsMargins(edge, edge, edge, edge)
        page.setSpacing(look().px(12))
        page.addWidget(Heading(_("People"), self._count, (self.enrol,)))
        page.addLayout(self._beside, 1)
        self.setFocusProxy(self.list)

    def load(self) -> None:
        """Read anew who belongs to the clinic."""
        self._desk.ask(lambda session: (session.people(), session.may_enrol), self, self._show)

    def _show(self, read: tuple[Sequence[Person], bool]) -> None:
        people, may_enrol = read
        self.model.show_people(people)
        there = sum(person.belongs for person in people)
        self._count.setText(ngettext("{n} member", "{n} members", there).format(n=there))
        self.enrol.setVisible(may_enrol)
        self.loaded.emit()

    @Slot()
    def show_sheet(self) -> None:
        """Begin to enrol somebody."""
        if self.sheet is None:
            sheet = EnrolSheet(self._folder)
            sheet.signed.connect(self._enrol)
            sheet.closed.connect(self._close_sheet)
            self._beside.addWidget(sheet)
            sheet.show()
            self.sheet = sheet
        self.sheet.setFocus()

    @Slot()
    def _close_sheet(self) -> None:
        if self.sheet is not None:
            sheet, self.sheet = self.sheet, None
            self._beside.removeWidget(sheet)
            sheet.hide()
            sheet.deleteLater()
            self.list.setFocus()

    @Slot(object, object)
    def _enrol(self, newcomer: Newcomer, kit: Path) -> None:
        def enrolled(_done: None) -> None:
            self._desk.tell(_("{name} is enrolled. Hand over the kit: {file}").format(name=newcomer.name, file=kit))
            self._close_sheet()
            self.load()

        def refused(error: CareboardError) -> None:
            if self.sheet is not None:
                self.sheet.refuse(error)

        self._desk.ask(lambda session: enrol_with_kit(session, newcomer, kit), self, enrolled, refused)


class _Rows(QStyledItemDelegate):
    """A member: name over roles."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(look().px(200), look().px(ROW))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now, person, box = look(), index.data(_PERSON), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), now.colour("border"))
        discipline = person.author.discipline.value
        side, tile = now.px(20), now.px(34)
        ground = QRectF(box.left() + now.px(14), box.center().y() - tile / 2, tile, tile)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.colour(f"{discipline}_tint"))
        painter.drawRoundedRect(ground, 8, 8)
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
        painter.restore()
