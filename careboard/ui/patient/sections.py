"""The tabs of a patient's page, 48 px, with what can be done at their right; a section is there when its widget is.

Where they do not fit side by side they stand close together and go on in rows, so that little height is taken.
Ctrl+1 to Ctrl+7 go to a section, each by its own number, whoever sees which others; the arrow keys go from tab to tab.
"""

from bisect import bisect
from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QSizePolicy,
    QStackedLayout,
    QWidget,
)
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import focus_ring
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.panels import Flow, Ground

HEIGHT, CLOSE_HEIGHT = 48, 36  # px at 100% of a tab, and of one among several rows
_PADDING, _CLOSE_PADDING = 32, 10
NUMBERS = {
    "overview": 1,
    "timeline": 2,
    "medications": 3,
    "measures": 4,
    "nutrition": 5,
    "private": 6,
    "summary": 7,
}  # of the key that goes there; a hand learns it once


class Tab(QAbstractButton):
    """The name of a section; the one in front is underlined."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setText(title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.close_by = False  # does it stand among several rows?

    @property
    def wide(self) -> int:
        """How wide it is where it stands in the one row."""
        return QFontMetrics(look().font(Type.VALUE)).horizontalAdvance(self.text()) + look().px(_PADDING)

    def stand(self, *, close_by: bool) -> None:
        """Stand in the one row, or among several."""
        if self.close_by is not close_by:
            self.close_by = close_by
            self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        if self.close_by:
            return QSize(self.wide - look().px(_PADDING - _CLOSE_PADDING), look().px(CLOSE_HEIGHT))
        return QSize(self.wide, look().px(HEIGHT))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, now, box = QPainter(self), look(), QRectF(self.rect())
        chosen = self.isChecked()
        painter.setFont(now.font(Type.VALUE if chosen else Type.BODY))
        painter.setPen(now.colour("accent" if chosen else "text1" if self.underMouse() else "text2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())
        if chosen:
            painter.fillRect(QRectF(0, box.height() - 3, box.width(), 3), now.colour("accent"))
        if self.hasFocus():
            focus_ring(painter, box.adjusted(2, 4, -2, -4) if self.close_by else box.adjusted(2, 6, -2, -6))
        painter.end()


class Sections(Ground):
    """The tabs and the sections behind them. `shown` names the one in front."""

    shown = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self.stack = QStackedLayout()
        self._keys: list[str] = []
        self._numbers: list[int] = []
        self._tabs: list[Tab] = []
        self._buttons: list[Button] = []
        self._folded = False
        self._group = QButtonGroup(self)
        self.setAccessibleName(_("Sections"))
        row = QHBoxLayout(self)
        tabs = QWidget()
        self._row, self._left, self._right = row, Flow(tabs, 0), QHBoxLayout()
        self._right.setSpacing(look().px(8))
        row.addWidget(tabs)
        row.addStretch(1)
        row.addLayout(self._right)
        row.setSpacing(0)
        self._space()

    def add(self, key: str, title: str, widget: QWidget) -> None:
        """A section more, at the place of its number; one without a number stands last."""
        tab = Tab(title)
        number = NUMBERS.get(key) or max(len(NUMBERS), *self._numbers, 0) + 1
        at = bisect(self._numbers, number)
        tab.setToolTip(f"Ctrl+{number}")
        tab.clicked.connect(lambda: self.show_section(key))
        shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self.parentWidget() or self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: self.show_section(key))
        self._numbers.insert(at, number)
        self._keys.insert(at, key)
        self._tabs.insert(at, tab)
        self._group.addButton(tab)
        self._left.addWidget(tab)
        self._left.move_last_to(at)
        self.stack.insertWidget(at, widget)
        self._fold_again()
        if len(self._keys) == 1:
            tab.setChecked(True)

    def add_action(self, title: str, icon: str, act: Callable[[], None], kind: str = "") -> Button:
        """A button at the right; the primary one stands last."""
        button = Button(title, kind, icon)
        button.clicked.connect(lambda _checked: act())
        others = sum(one.property("kind") != "primary" for one in self._buttons)
        self._buttons.insert(len(self._buttons) if kind == "primary" else others, button)
        self._place_buttons()
        self._fold_again()
        return button

    def _place_buttons(self) -> None:
        """After the tabs where these stand in rows, else at the right; in their order."""
        for button in self._buttons:
            self._left.removeWidget(button)
            self._right.removeWidget(button)
        for button in self._buttons:
            (self._left if self._folded else self._right).addWidget(button)

    @property
    def titles(self) -> dict[str, str]:
        """The sections in order, with their words."""
        return {key: tab.text() for key, tab in zip(self._keys, self._tabs, strict=True)}

    @property
    def offered(self) -> tuple[Button, ...]:
        """The buttons at the right, as far as they can be pressed now."""
        return tuple(one for one in self._buttons if one.isEnabled())

    def number(self, key: str) -> int:
        """The digit that goes to a section with Ctrl."""
        return self._numbers[self._keys.index(key)]

    @property
    def keys(self) -> tuple[str, ...]:
        """The sections, in order."""
        return tuple(self._keys)

    @property
    def current(self) -> str:
        """The section in front."""
        return self._keys[self.stack.currentIndex()]

    def widget(self, key: str) -> QWidget:
        """The widget of a section."""
        widget = self.stack.widget(self._keys.index(key))
        if widget is None:
            raise KeyError(key)
        return widget

    def show_section(self, key: str) -> None:
        """Bring a section to the front."""
        at = self._keys.index(key)
        self._tabs[at].setChecked(True)
        self.stack.setCurrentIndex(at)
        if self.isVisible():
            self._begin(at)
        self.shown.emit(key)

    def _begin(self, at: int) -> None:
        """Give the keyboard to what a section names for it, else to its tab: the next key goes on at its top."""
        widget = self.stack.widget(at)
        named = widget is not None and widget.focusProxy() is not None
        (widget if named and widget is not None else self._tabs[at]).setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        here = next((at for at, tab in enumerate(self._tabs) if tab.hasFocus()), -1)
        if step and here >= 0:
            self._tabs[(here + step) % len(self._tabs)].setFocus()
        else:
            event.ignore()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._space()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fold()

    def _fold_again(self) -> None:
        """Make room for one more; before this is seen its width is not known, and nothing is measured against it."""
        if self.isVisible():
            self._fold()

    def _fold(self) -> None:
        """Where tabs and buttons do not fit side by side they go on in the next row, close together."""
        between = look().px(6)
        needed = sum(tab.wide for tab in self._tabs) + look().px(48)
        folded = needed + sum(one.sizeHint().width() + between for one in self._buttons) > self.width()
        for tab in self._tabs:
            tab.stand(close_by=folded)
        self._left.setSpacing(between if folded else 0)
        self._left.between_rows = look().px(4) if folded else None
        if folded is not self._folded:
            self._folded = folded
            self._row.setStretch(0, int(folded))
            self._row.setStretch(1, int(not folded))
            self._place_buttons()
        self._row.setContentsMargins(look().px(16), 0, look().px(16), between if folded else 0)
        rows = self._left.heightForWidth(max(self.width() - look().px(32), 1)) if folded else look().px(HEIGHT)
        self.setMinimumHeight(rows + between if folded else rows)

    def _space(self) -> None:
        self._fold()
