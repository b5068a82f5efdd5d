"""The inbox page: what waits for whoever is signed in, over all charts, in groups that can be shown alone.

Enter goes to the entry in its chart, where it is read and acknowledged; nothing is acknowledged unread from here.
"""

from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QButtonGroup, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.inbox import Group, InboxItem
from careboard.ui.clinic.feed import Feed
from careboard.ui.clinic.inbox.model import GROUPS, ITEM, InboxModel
from careboard.ui.clinic.inbox.rows import InboxRows
from careboard.ui.desk import Desk
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button, Chip
from careboard.ui.parts.heading import Heading
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Flow, Ground, Panel
from careboard.ui.parts.rows import Index

_DIGITS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_6)
_ORDER = tuple(Group)


class InboxPage(Ground):
    """What waits. `opened` hands over the thing that somebody wants to see, `waiting` says how much there is."""

    opened = Signal(object)  # an InboxItem
    waiting = Signal(int)

    def __init__(self, desk: Desk, feed: Feed, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self._desk, self._feed = desk, feed
        self._looked = False  # is it recorded that this member looked, since signing in?
        self._kept: tuple[str, str, str] | None = None
        self.model = InboxModel()
        self.list = InboxList(self.model)
        self._build()
        self._listen()

    def _build(self) -> None:
        self._count = Label("", Type.BODY, "text2")
        self._empty = Label("", Type.BODY, "text2", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._all = Button(_("Show all (0)"), "quiet")
        self._instead = QWidget()
        inside = QVBoxLayout(self._instead)
        inside.addStretch(1)
        inside.addWidget(self._empty)
        inside.addWidget(self._all, 0, Qt.AlignmentFlag.AlignCenter)
        inside.addStretch(1)
        panel = Panel(ground="surface2")
        column = QVBoxLayout(panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.list, 1)
        column.addWidget(self._instead, 1)
        self._page = QVBoxLayout(self)
        self._page.addWidget(Heading(_("Inbox"), self._count, ()))
        self._page.addWidget(self._filters())
        self._page.addWidget(panel, 1)
        self.setFocusProxy(self.list)
        self._space()

    def _filters(self) -> QWidget:
        holder = QWidget()
        flow = Flow(holder, look().px(8))
        self._group = QButtonGroup(self)
        self.chips: dict[Group | None, Chip] = {}
        for digit, group in enumerate((None, *_ORDER)):
            chip = Chip(_("All") if group is None else GROUPS[group], checkable=True)
            chip.setToolTip(_("Key {digit}").format(digit=digit))
            chip.clicked.connect(partial(self._choose, group))
            self._group.addButton(chip)
            self.chips[group] = chip
            flow.addWidget(chip)
        self.chips[None].setChecked(True)
        return holder

    def _listen(self) -> None:
        self.list.opened.connect(self.opened)
        self.list.told.connect(self._desk.tell)
        self.list.selectionModel().currentChanged.connect(self._remember)
        self._all.clicked.connect(partial(self._choose, None))
        self.model.changed.connect(self._follow)
        for changed in (self._feed.begun, self._feed.completed, self._feed.drafts_changed):
            changed.connect(self._show)
        for known in (self._feed.begun, self._feed.completed):
            known.connect(self._record_whole_look)
        self._feed.changed.connect(self._take)
        self._feed.progressed.connect(self._say)
        self._follow()

    # -- what waits -----------------------------------------------------------------------------------------------

    def _take(self, _outline: object) -> None:
        """Row by row only when all were read once: until then the whole comes at the end."""
        if self._feed.complete:
            self._show()

    @Slot()
    def _show(self) -> None:
        self.model.show_items(self._feed.items)
        self.waiting.emit(self.model.waiting)
        self._say()

    def show_group(self, group: Group | None) -> None:
        """Show one group alone, or all."""
        self.chips[group].setChecked(True)
        self.model.show_group(group)

    def _choose(self, group: Group | None, *_checked: object) -> None:
        self.show_group(group)
        self.setFocus()

    # -- what is chosen and said ------------------------------------------------------------------------------------

    @Slot(QModelIndex, QModelIndex)
    def _remember(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self._kept = now.data(ITEM).key

    @Slot()
    def _follow(self) -> None:
        """The same thing stays chosen; when it waits no more, the one that took its place."""
        kept = self.model.row_of(self._kept) if self._kept else None
        at = kept if kept is not None else min(self.list.last, self.model.rowCount() - 1)
        if at >= 0 and (kept is not None or self.list.hasFocus()):
            self.list.setCurrentIndex(self.model.index(at))
        counts = self.model.counts
        for group, chip in self.chips.items():
            count = sum(counts.values()) if group is None else counts.get(group, 0)
            words = _("All") if group is None else GROUPS[group]
            chip.setText(f"{words}  {count}")
            chip.updateGeometry()
        self._say()

    @Slot()
    def _say(self) -> None:
        counts, shown = self.model.counts, self.model.rowCount()
        told = ngettext("{n} thing waits", "{n} things wait", self.model.waiting).format(n=self.model.waiting)
        unread = _("{n} unread").format(n=counts[Group.UNREAD]) if counts.get(Group.UNREAD) else ""
        feed = self._feed
        reading = not feed.complete and bool(feed.streams)
        more = feed.told if reading else ""
        self._count.setText(", ".join(part for part in (told, unread, more) if part))
        nothing = _("Nothing in this group.") if counts else _("Nothing waits for you.")
        self._empty.setText(_("Reading the charts.") if not feed.complete else nothing)
        self._all.setVisible(bool(counts))
        self._instead.setVisible(not shown)
        self.list.setVisible(bool(shown))
        self.setFocusProxy(self.list if shown else self.chips[self.model.group])

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._feed.refresh_drafts()
        self._record_whole_look()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._feed.outlines:
            self._record_look()

    @Slot()
    def _record_whole_look(self) -> None:
        if self.isVisible() and (self._feed.complete or self._feed.as_of is not None):
            self._record_look()

    def _record_look(self) -> None:
        """That somebody looked is recorded once for a sign-in, with how many charts have their headlines here."""
        if not self._looked:
            self._looked, count = True, len(self._feed.outlines)
            self._desk.ask(lambda session: session.note_access("inbox", count=count), self._desk, lambda _done: None)

    # -- keys -------------------------------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.list.hasFocus() and key in _DIGITS:
            self._choose(_ORDER[_DIGITS.index(key)])
        elif key == Qt.Key.Key_0:
            self._choose(None)
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._space()

    def _space(self) -> None:
        edge = look().px(16)
        self._page.setContentsMargins(edge, edge, edge, edge)
        self._page.setSpacing(look().px(10))


class InboxList(QListView):
    """The list: arrows or J and K go from thing to thing, Enter opens it."""

    opened = Signal(object)  # an InboxItem
    told = Signal(str)

    def __init__(self, model: InboxModel) -> None:
        super().__init__()
        self.last = 0
        self.setAccessibleName(_("What waits for you"))
        self.setModel(model)
        self.setItemDelegate(InboxRows(self, model))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.doubleClicked.connect(self._open)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.last = current.row()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._open(self.currentIndex())
            case Qt.Key.Key_J | Qt.Key.Key_K if plain:
                self._step(1 if event.key() == Qt.Key.Key_J else -1)
            case Qt.Key.Key_A if plain:
                self._acknowledge()
            case _ if plain and (event.text().isdigit()):
                event.ignore()
            case _:
                super().keyPressEvent(event)

    def _step(self, step: int) -> None:
        at = self.currentIndex().row() + step
        if 0 <= at < self.model().rowCount():
            self.setCurrentIndex(self.model().index(at, 0))

    def _acknowledge(self) -> None:
        """Only what was open before the reader is acknowledged: A opens it, and A there acknowledges it."""
        item = self.currentIndex().data(ITEM)
        if isinstance(item, InboxItem) and item.group is Group.TO_ACKNOWLEDGE:
            self.opened.emit(item)
            self.told.emit(_("Read it whole, then A acknowledges it."))

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.data(ITEM))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self.scheduleDelayedItemsLayout()
