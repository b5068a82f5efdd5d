"""The rail at the left edge: one real button for each place that there is, icon over word, and how much waits there.

Arrow keys go from button to button; the place where one is, is checked.
"""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.ui.look.icons import paint_icon
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import focus_ring, outline
from careboard.ui.look.tokens import text_on
from careboard.ui.parts.panels import Ground
from careboard.ui.parts.tips import tell_in_tip

WIDTH = 86
HIGH, LOW = 56, 40  # px at 100% of a button; the lower one where not all have room
MOST_SHOWN = 99


class RailButton(QAbstractButton):
    """One place: its icon over its word."""

    def __init__(self, icon: str, word: str, *, checkable: bool = True) -> None:
        super().__init__()
        self._icon, self.low = icon, False
        self.badge = ""
        self.setText(word)
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_badge(self, count: int) -> None:
        """So much waits at the place: a number upon its icon, and in words for who hears it; 0 takes it away."""
        self.badge = "" if count < 1 else str(count) if count <= MOST_SHOWN else f"{MOST_SHOWN}+"
        waiting = ngettext("{n} waiting", "{n} waiting", count).format(n=count) if self.badge else ""
        self.setAccessibleName(f"{self.text()}, {waiting}" if waiting else self.text())
        tell_in_tip(self, waiting)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(look().px(WIDTH - 12), look().px(LOW if self.low else HIGH))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        now, box = look(), QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = self.isChecked() or self.isDown()
        if here:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.colour("nav_selected"))
            painter.drawRoundedRect(box, 6, 6)
        strong = QColor(text_on(now.tokens.nav_selected))
        colour = strong if here or self.underMouse() else now.colour("nav_text")
        side = now.px(20)
        above = now.px(2 if self.low else 9)
        paint_icon(painter, self._icon, colour, QRectF(box.center().x() - side / 2, above, side, side))
        painter.setFont(now.font(Type.STRONG_META if self.isChecked() else Type.META))
        painter.setPen(colour)
        words = QRectF(0, now.px(22 if self.low else 32), box.width(), now.line(Type.META))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        if now.tokens.contrast and self.isChecked():
            outline(painter, box, now.colour("text1"))
        if self.hasFocus():
            focus_ring(painter, box, colour=now.colour("accent") if now.tokens.contrast else strong)
        if self.badge:
            self._paint_badge(painter, box)
        painter.end()

    def _paint_badge(self, painter: QPainter, box: QRectF) -> None:
        now, ground = look(), look().colour("nav_badge")
        painter.setFont(now.font(Type.STRONG_META))
        high = float(now.px(18))
        wide = max(high, painter.fontMetrics().horizontalAdvance(self.badge) + now.px(10))
        left = min(box.center().x() + now.px(4), box.right() - wide - 4)
        at = QRectF(left, now.px(3), wide, high)
        painter.setPen(now.colour("nav"))
        painter.setBrush(ground)
        painter.drawRoundedRect(at, high / 2, high / 2)
        painter.setPen(QColor(text_on(ground.name())))
        painter.drawText(at, Qt.AlignmentFlag.AlignCenter, self.badge)


class Rail(Ground):
    """The places of the program, and at the bottom settings and lock. `chosen` names the place."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("nav", parent)
        self.setAccessibleName(_("Places"))
        self._group = QButtonGroup(self)
        self._buttons: dict[str, RailButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setSpacing(look().px(4))
        self._column.addStretch(1)
        self._above = 0  # buttons above the stretch
        self._follow_look()

    def add(self, place: str, icon: str, word: str, *, at_the_end: bool = False, act: bool = False) -> RailButton:
        """One more place; one that is an act, such as locking, is never where one is."""
        button = RailButton(icon, word, checkable=not act)
        button.clicked.connect(lambda: self.chosen.emit(place))
        if not act:
            self._group.addButton(button)
        if at_the_end:
            self._column.addWidget(button)
        else:
            self._column.insertWidget(self._above, button)
            self._above += 1
        self._buttons[place] = button
        self._fit()
        return button

    def show_place(self, place: str) -> None:
        """Mark where one is."""
        self._buttons[place].setChecked(True)

    def offer(self, place: str, *, offered: bool) -> None:
        """Show a place only while there is something in it."""
        self._buttons[place].setVisible(offered)
        self._fit()

    def set_badge(self, place: str, count: int) -> None:
        """Say how much waits at a place; 0 is not shown."""
        self._buttons[place].set_badge(count)

    def button(self, place: str) -> RailButton:
        """The button of a place."""
        return self._buttons[place]

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._follow_look()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def minimumSizeHint(self) -> QSize:
        """As high as it is with low buttons, or the window could not be as low as it may be."""
        return QSize(look().px(WIDTH), self._needed(LOW))

    def _needed(self, high: int) -> int:
        shown = sum(not button.isHidden() for button in self._buttons.values())
        return shown * look().px(high + 4) + look().px(18)

    def _fit(self) -> None:
        low = self._needed(HIGH) > self.height()
        for button in self._buttons.values():
            if button.low is not low:
                button.low = low
                button.updateGeometry()

    def _follow_look(self) -> None:
        self.setFixedWidth(look().px(WIDTH))
        edge = look().px(6)
        self._column.setContentsMargins(edge, look().px(8), edge, look().px(10))
