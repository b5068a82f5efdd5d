"""The palette: one field that finds a patient, command, medicine, snippet or note; Ctrl+K, a few letters, Enter.

What is at hand stands there with the letter typed; what must be searched for is added below when it comes, so that
nothing moves under the finger.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.fields import Line
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Panel
from careboard.ui.parts.tips import as_tip
from careboard.ui.shell.finding import Findable, Sort, found
from careboard.ui.shell.palette_rows import FOUND, ROW, FoundRows

WIDTH, MOST = 720, 9
_NONE = _("No name, number or command has words that begin so. Type fewer letters.")


class Palette(Panel):
    """The field and what it found. `closed` when Esc was pressed or something was chosen; `typed` at every letter."""

    closed = Signal()
    typed = Signal(str)

    def __init__(self, everything: Sequence[Findable], parent: QWidget, over: QWidget | None = None) -> None:
        super().__init__(parent)
        self._everything, self._stepped, self._over = everything, False, over
        self.line = Line(placeholder=_("A name, a number, a word of a note; > for commands, @ for people"))
        self.line.setAccessibleName(_("Find a patient, a note, a medicine or a command"))
        self.list = _found_list()
        self._none = Label(_NONE, Type.BODY, "text2", wrap=True)
        self._more = Label("", Type.META, "text2", wrap=True)
        column = QVBoxLayout(self)
        edge = look().px(10)
        column.setContentsMargins(edge, edge, edge, edge)
        for widget in (self.line, self._none, self.list, self._more):
            column.addWidget(widget)
        self.line.textChanged.connect(self._find)
        self.line.returnPressed.connect(self._act)
        self.list.itemClicked.connect(self._act)
        self.line.installEventFilter(self)
        self.setFocusProxy(self.line)
        self._find("")

    def place(self) -> None:
        """Stand at the top of the window, over the field that opens it; without one in the middle."""
        parent = self.parentWidget()
        if parent is not None:
            over, edge = self._over or parent, look().px(16)
            covering = over.width() + 2 * edge if over is not parent else 0
            width = min(max(look().px(WIDTH), covering), parent.width() - 2 * edge)
            middle = over.mapTo(parent, over.rect().center()).x()
            left = min(max(middle - width // 2, edge), parent.width() - edge - width)
            self.resize(width, min(self.sizeHint().height(), parent.height() - edge))
            self.move(left, look().px(8))

    @override
    def sizeHint(self) -> QSize:
        hints = (self.list.sizeHintForRow(row) for row in range(min(self.list.count(), MOST)))
        told = look().line(Type.META) + look().px(8) if self._more.text() else 0
        around = look().px(68) + 2 * (look().outline - 1)
        return QSize(look().px(WIDTH), around + max(sum(hints), look().px(ROW)) + told)

    @property
    def shown(self) -> tuple[Findable, ...]:
        """What stands in the list, from top to bottom."""
        return tuple(self.list.item(row).data(FOUND) for row in range(self.list.count()))

    def add(self, typed: str, more: Sequence[Findable], told: str = "") -> None:
        """Put what was searched for below what stands there, unless other letters were typed meanwhile.

        What an earlier search answered to the same letters makes room, unless somebody has chosen among it already.
        """
        if typed == self.line.text():
            earlier = [row for row, one in enumerate(self.shown) if one.sort is Sort.NOTE]
            if self._stepped:
                there = {(one.words, one.about) for one in self.shown}
                more = [one for one in more if (one.words, one.about) not in there]
            else:
                for row in reversed(earlier):
                    self.list.takeItem(row)
            self._put(more)
            self._more.setText(told)
            self._tell()

    @Slot(str)
    def _find(self, typed: str) -> None:
        self.list.clear()
        self._stepped = False
        self._more.setText("")
        self._put(found(self._everything, typed))
        self._tell()
        self.typed.emit(typed)

    def _put(self, more: Sequence[Findable]) -> None:
        for one in more:
            item = QListWidgetItem(one.words)
            item.setData(FOUND, one)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, one.told)
            item.setData(Qt.ItemDataRole.ToolTipRole, as_tip(one.told))
            self.list.addItem(item)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)

    def _tell(self) -> None:
        self._none.setVisible(not self.list.count())
        self.list.setVisible(self.list.count() > 0)  # empty it would press upon the line
        self._more.setVisible(bool(self._more.text()))
        if self.said:
            announce(self, self.said)
        elif self.line.text():
            self._tell_current()
        self.place()

    def _tell_current(self) -> None:
        one: Findable = self.list.currentItem().data(FOUND)
        at = _("{n} of {all}").format(n=self.list.currentRow() + 1, all=self.list.count())
        announce(self, f"{one.told}, {at}")

    @property
    def said(self) -> str:
        """What is said in place of what was not found."""
        return "" if self.list.count() else self._none.text()

    @property
    def told(self) -> str:
        """What is said below what was found."""
        return self._more.text()

    @Slot()
    def _act(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            one = item.data(FOUND)
            self.closed.emit()
            one.act()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step and self.list.count():
                self._stepped = True
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                self._tell_current()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
        return super().eventFilter(watched, event)


def _found_list() -> QListWidget:
    made = QListWidget()
    made.setAccessibleName(_("Found"))
    made.setItemDelegate(FoundRows(ROW, made))
    made.setFrameShape(QListWidget.Shape.NoFrame)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    return made
