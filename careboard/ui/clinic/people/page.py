"""The page of people: everybody with their roles; an administrator enrols one more, changes roles, ends memberships."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QBoxLayout, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.people import Role
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.ui.clinic.people.enrol import EnrolSheet
from careboard.ui.clinic.people.facts import FactsPanel, about_clinic, about_member
from careboard.ui.clinic.people.inviting import InviteSheet
from careboard.ui.clinic.people.letting_in import WaitingSheet
from careboard.ui.clinic.people.members import PERSON, ROW, MemberRows, PeopleModel, named
from careboard.ui.clinic.people.membership import MembershipSheet
from careboard.ui.clinic.people.new_keys import NewKeysSheet, Wanted, renewal
from careboard.ui.desk import Desk
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.heading import Heading
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Ground, Panel, arrange
from careboard.ui.parts.sheet import Scrolled
from careboard.workflow.enrolling import change_membership, enrol_with_kit
from careboard.workflow.founding import Person
from careboard.workflow.keys_of import KeysOfClinic, keys_of
from careboard.workflow.session import Colleague

BOTH = 840  # px at 100% that the list and a sheet beside it need


class PeoplePage(Ground):
    """Everybody, and for an administrator the sheets to enrol one more and to change one."""

    loaded = Signal()

    def __init__(self, desk: Desk, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self._desk, self._folder = desk, folder
        self.model = PeopleModel()
        self.sheet: EnrolSheet | None = None
        self.membership: MembershipSheet | None = None
        self.door: InviteSheet | WaitingSheet | NewKeysSheet | None = None
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(MemberRows(ROW, self.list))
        self.list.setAccessibleName(_("People of the clinic"))
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self._keys: KeysOfClinic | None = None
        self.waiting = 0  # who ask to be let in
        self._kits: dict[str, Path] = {}  # of those who were enrolled here since signing in, by their sign-in name
        self.list.selectionModel().currentChanged.connect(self._show_facts)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._build()
        self.load()

    def _build(self) -> None:
        self._count = Label("", Type.BODY, "text2")
        self.enrol = Button(_("Enroll a member"), "primary", "add")
        self.enrol.clicked.connect(self.show_sheet)
        self.change = Button(_("Change a member"))
        self.change.clicked.connect(self.show_membership)
        self.invite, self.waits = Button(_("Invite")), Button(_("Who waits"))
        self.invite.clicked.connect(self.show_invitation)
        self.waits.clicked.connect(self.show_waiting)
        self.list.activated.connect(self.show_membership)
        self.new_keys = Button(_("Give new keys"), "", "key")
        self.new_keys.clicked.connect(self.show_renewal)
        self._at_the_door = Label("", Type.STRONG_LABEL, "accent", wrap=True)
        for widget in (self.enrol, self.change, self.new_keys, self.invite, self.waits, self._at_the_door):
            widget.hide()
        panel = self._panel = Panel()
        column = QVBoxLayout(panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.list)
        self.facts, self.clinic_facts = FactsPanel(), FactsPanel(_("Keys of this clinic"))
        both = QWidget()
        below = QVBoxLayout(both)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(look().px(16))
        for facts in (self.facts, self.clinic_facts):
            facts.hide()
            below.addWidget(facts)
        below.insertWidget(1, self.new_keys, 0, Qt.AlignmentFlag.AlignLeft)
        below.addStretch(1)
        self._known = Scrolled(both)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(look().px(16))
        self._beside.addWidget(panel, 1)
        self._beside.addWidget(self._known, 1)
        page = QVBoxLayout(self)
        edge = look().px(16)
        page.setContentsMargins(edge, edge, edge, edge)
        page.setSpacing(look().px(12))
        self._heading = Heading(_("People"), self._count, (self.waits, self.invite, self.change, self.enrol))
        page.addWidget(self._heading)
        page.addWidget(self._at_the_door)
        page.addLayout(self._beside, 1)
        self.setFocusProxy(self.list)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Where a sheet and the list do not stand side by side, the sheet stands alone."""
        busy = (self.sheet or self.membership or self.door) is not None
        narrow = self.width() < look().px(BOTH)
        for widget in (self._heading, self._panel):
            widget.setVisible(not (busy and narrow))
        self._known.setVisible(not busy)
        arrange(self._beside, beside=busy or not narrow)

    def _show_beside(self, sheet: QWidget) -> None:
        self._beside.addWidget(sheet)
        sheet.show()
        sheet.setFocus()
        self._make_room()

    def load(self, newcomer: str = "") -> None:
        """Read anew who belongs to the clinic, and choose the one who has just been enrolled, by sign-in name."""
        read = partial(self._show, newcomer=newcomer)
        self._desk.ask(lambda session: (session.people(), session.may_enrol, keys_of(session)), self, read)

    def _show(self, read: tuple[Sequence[Colleague], bool, KeysOfClinic], *, newcomer: str) -> None:
        people, may_enrol, self._keys = read
        self.clinic_facts.show_pairs(_("Keys of this clinic"), about_clinic(self._keys, self._desk.zone))
        self.clinic_facts.show()
        self.model.show_people(people)
        there = sum(person.belongs for person in people)
        self._count.setText(ngettext("{n} member", "{n} members", there).format(n=there))
        for button in (self.enrol, self.change):
            button.setVisible(may_enrol)
        for button in (self.invite, self.waits):
            button.setVisible(may_enrol and bool(self._keys.hub))
        if people and not self.list.currentIndex().isValid():
            members = [self._keys.people.get(person.author.member) for person in people]
            found = (at for at, keys in enumerate(members) if newcomer and keys and keys.sign_in == newcomer)
            self.list.setCurrentIndex(self.model.index(next(found, 0), 0))
        self._show_facts()
        self.loaded.emit()

    @Slot()
    def _show_facts(self) -> None:
        """What is known of the member who is chosen."""
        person = self.list.currentIndex().data(PERSON)
        if isinstance(person, Colleague) and self._keys is not None:
            self.facts.show_pairs(named(person), about_member(person, self._keys, self._desk.zone, self._kits))
            self.facts.show()
            others = person.belongs and person.author.member != self._desk.me.member
            self.new_keys.setVisible(others and not self.change.isHidden())

    @Slot()
    def show_renewal(self) -> None:
        """Begin to give the chosen member new keys."""
        person = self.list.currentIndex().data(PERSON)
        if not isinstance(person, Colleague) or self._keys is None or self.new_keys.isHidden():
            return
        keys = self._keys.people.get(person.author.member)
        sheet = NewKeysSheet(person, keys.sign_in if keys is not None else "", self._folder)
        sheet.signed.connect(self._renew)
        self._open_door(sheet)

    @Slot(object)
    def _renew(self, wanted: Wanted) -> None:
        def renewed(_done: None) -> None:
            self._desk.tell(
                _("{name} has new keys. Hand over the kit: {file}").format(name=wanted.name, file=wanted.kit)
            )
            self.close_door()
            self.load()

        def refused(error: CareboardError) -> None:
            if isinstance(self.door, NewKeysSheet):
                self.door.refuse(error)

        self._desk.ask(renewal(wanted), self, renewed, refused)

    @Slot()
    def show_sheet(self) -> None:
        """Begin to enrol somebody."""
        self._close_membership()
        self.close_door()
        if self.sheet is None:
            sheet = EnrolSheet(self._folder)
            sheet.signed.connect(self._enrol)
            sheet.closed.connect(self._close_sheet)
            self.sheet = sheet
            self._show_beside(sheet)
        self.sheet.setFocus()

    @Slot()
    def _close_sheet(self) -> None:
        sheet, self.sheet = self.sheet, None
        self._let_go(sheet)

    @Slot()
    def show_membership(self) -> None:
        """Begin to change the member who is chosen in the list; nothing for who has left, or without the right."""
        person = self.list.currentIndex().data(PERSON)
        if not isinstance(person, Colleague) or not person.belongs or self.change.isHidden():
            return
        for close in (self._close_sheet, self._close_membership, self.close_door):
            close()
        hub = self._keys is not None and bool(self._keys.hub)
        sheet = MembershipSheet(person, own=person.author.member == self._desk.me.member, hub=hub)
        sheet.signed.connect(self._change)
        sheet.closed.connect(self._close_membership)
        self.membership = sheet
        self._show_beside(sheet)

    @Slot()
    def _close_membership(self) -> None:
        sheet, self.membership = self.membership, None
        self._let_go(sheet)

    @Slot()
    def show_invitation(self) -> None:
        """Begin to invite somebody to the clinic's hub."""
        sheet = InviteSheet(self._desk, self._folder, self.model.people)
        sheet.written.connect(self.close_door)
        self._open_door(sheet)

    def show_at_the_door(self, number: int) -> None:
        """So many wait to be let in: say so, and what to do, until nobody does."""
        told = ngettext(
            "{n} person asks to be let in. Choose Who waits, and compare six words with them.",
            "{n} people ask to be let in. Choose Who waits, and compare six words with each.",
            number,
        )
        self.waiting = number
        self._at_the_door.setText(told.format(n=number) if number else "")
        self._at_the_door.setVisible(bool(number))

    @property
    def at_the_door(self) -> str:
        """What is said of those who wait to be let in."""
        return self._at_the_door.text()

    @Slot()
    def show_waiting(self) -> None:
        """Show who waits to be let in."""
        sheet = WaitingSheet(self._desk)
        sheet.let_in.connect(self.load)
        sheet.let_in.connect(self._desk.sharing.look_at_the_door)
        self._open_door(sheet)

    def _open_door(self, sheet: InviteSheet | WaitingSheet | NewKeysSheet) -> None:
        for close in (self._close_sheet, self._close_membership, self.close_door):
            close()
        sheet.closed.connect(self.close_door)
        self.door = sheet
        self._show_beside(sheet)

    @Slot()
    def close_door(self) -> None:
        """Take the sheet of the hub, or of new keys, away."""
        sheet, self.door = self.door, None
        self._let_go(sheet)

    def _let_go(self, sheet: QWidget | None) -> None:
        if sheet is not None:
            self._beside.removeWidget(sheet)
            sheet.hide()
            sheet.deleteLater()
            self._make_room()
            self.list.setFocus()

    @Slot(object)
    def _change(self, roles: frozenset[Role]) -> None:
        if (sheet := self.membership) is None:
            return
        author = sheet.person.author

        def changed(_done: None) -> None:
            ended, other = _("The membership of {name} has ended."), _("The roles of {name} are changed.")
            self._desk.tell((other if roles else ended).format(name=author.name))
            self._close_membership()
            self.load()

        def refused(error: CareboardError) -> None:
            if self.membership is not None:
                self.membership.refuse(error)

        self._desk.ask(lambda session: change_membership(session, author.member, roles), self, changed, refused)

    @Slot(object, object)
    def _enrol(self, newcomer: Person, kit: Path) -> None:
        def enrolled(_done: None) -> None:
            self._desk.tell(_("{name} is enrolled. Hand over the kit: {file}").format(name=newcomer.name, file=kit))
            self._kits[newcomer.sign_in] = kit
            self._close_sheet()
            self.load(newcomer.sign_in)

        def refused(error: CareboardError) -> None:
            if self.sheet is not None:
                self.sheet.refuse(error)

        self._desk.ask(lambda session: enrol_with_kit(session, newcomer, kit), self, enrolled, refused)
