"""The palette: one field that finds a patient or a command; Ctrl+K, a few letters, Enter.

`>` looks for commands alone, `@` for patients alone. It asks nothing of the vault: it looks through what is on screen.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.ui.look.icons import paint_icon
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.fields import Line
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Panel
from careboard.ui.parts.rows import Index, Rows

WIDTH, ROW, MOST = 620, 40, 9
_FOUND = Qt.ItemDataRole.UserRole
_NONE = _("No name, number or command has words that begin so. Type fewer letters.")


class Sort(Enum):
    """What can be found: its sign and its icon."""

    PATIENT = ("@", "patient")
    COMMAND = (">", "chevron-right")


@dataclass(frozen=True, slots=True)
class Findable:
    """Something to find by its words, with more about it at the right, and what happens then."""

    sort: Sort
    words: str
    about: str
    act: Callable[[], None]


def found(everything: Iterable[Findable], typed: str) -> tuple[Findable, ...]:
    """What the letters typed may mean: every word begins a word of it; patients first, as they stand."""
    sign = typed[:1] if typed[:1] in {sort.value[0] for sort in Sort} else ""
    wanted = typed.removeprefix(sign).casefold().split()
    fitting = [one for one in everything if sign in ("", one.sort.value[0]) and _fits(one, wanted)]
    return tuple(sorted(fitting, key=lambda one: tuple(Sort).index(one.sort)))


def _fits(one: Findable, wanted: Sequence[str]) -> bool:
    words = f"{one.words} {one.about}".casefold().replace(",", " ").split()
    return all(any(word.startswith(typed) for word in words) for typed in wanted)


class Palette(Panel):
    """The field and what it found. `closed` when Esc was pressed or something was chosen."""

    closed = Signal()

    def __init__(self, everything: Sequence[Findable], parent: QWidget) -> None:
        super().__init__(parent)
        self._everything = everything
        self.line = Line(placeholder=_("A name, a number, or a command"))
        self.line.setAccessibleName(_("Find a patient or a command"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Found"))
        self.list.setItemDelegate(_Rows(ROW, self.list))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._none = Label(_NONE, Type.BODY, "text2", wrap=True)
        column = QVBoxLayout(self)
        edge = look().px(10)
        column.setContentsMargins(edge, edge, edge, edge)
        for widget in (self.line, self._none, self.list):
            column.addWidget(widget)
        self.line.textChanged.connect(self._find)
        self.line.returnPressed.connect(self._act)
        self.list.itemClicked.connect(self._act)
        self.line.installEventFilter(self)
        self.setFocusProxy(self.line)
        self._find("")

    def place(self) -> None:
        """Stand at the top of the window, in the middle."""
        parent = self.parentWidget()
        if parent is not None:
            width = min(look().px(WIDTH), parent.width() - look().px(32))
            self.resize(width, min(self.sizeHint().height(), parent.height() - look().px(16)))
            self.move((parent.width() - width) // 2, look().px(8))

    @override
    def sizeHint(self) -> QSize:
        rows = min(max(self.list.count(), 1), MOST)
        return QSize(look().px(WIDTH), look().px(68) + rows * look().px(ROW))

    @Slot(str)
    def _find(self, typed: str) -> None:
        self.list.clear()
        for one in found(self._everything, typed):
            item = QListWidgetItem(one.words)
            item.setData(_FOUND, one)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one.words}, {one.about}" if one.about else one.words)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._none.setVisible(not self.list.count())
        if self.said:
            announce(self, self.said)
        self.place()

    @property
    def said(self) -> str:
        """What is said in place of what was not found."""
        return "" if self.list.count() else self._none.text()

    @Slot()
    def _act(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            one = item.data(_FOUND)
            self.closed.emit()
            one.act()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step and self.list.count():
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
        return super().eventFilter(watched, event)


class _Rows(Rows):
    """One line for each: icon, words, and what more is known at the right."""

    @override
    def paint_row(self, painter: QPainter, box: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        now, one = look(), index.data(_FOUND)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(now.colour("accent"))
            painter.setBrush(now.colour("accent_tint"))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        side = now.px(18)
        at = QRectF(box.left() + now.px(10), box.center().y() - side / 2, side, side)
        paint_icon(painter, one.sort.value[1], now.colour("text2"), at)
        words = QRectF(at.right() + now.px(10), box.top(), box.width() - now.px(60), box.height())
        painter.setFont(now.font(Type.VALUE))
        painter.setPen(now.colour("text1"))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, one.words)
        room = words.width() - QFontMetrics(now.font(Type.VALUE)).horizontalAdvance(one.words) - now.px(16)
        painter.setFont(now.font(Type.LABEL))
        painter.setPen(now.colour("text3"))
        about = painter.fontMetrics().elidedText(one.about, Qt.TextElideMode.ElideRight, max(int(room), 0))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, about)
