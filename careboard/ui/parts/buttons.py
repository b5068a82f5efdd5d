"""Buttons and chips. A button that does something legal or lasting carries its object: "Sign for RIVERA, Maya"."""

from math import inf

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)
from typing_extensions import override

from careboard.ui.look.icons import icon, paint_icon
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import focus_ring, outline
from careboard.ui.parts.tips import as_tip, tell_in_tip

_LEAST = 160  # px at 100% of a button that signs
_TONES = {"primary": "on_accent", "quiet": "accent", "danger": "surface"}


def pressed_by_enter(event: QKeyEvent) -> bool:
    """Is it Enter alone? Ctrl+Enter signs, whatever has the keyboard."""
    plain = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() in plain


class _Presses:
    """When something was pressed last: it hears a double click only where both presses were on it.

    What came up under the mouse between them was not meant, and may sign, or answer a question that nobody has read.
    """

    def __init__(self) -> None:
        self._last = -inf

    def note(self, event: QMouseEvent) -> None:
        self._last = event.timestamp()

    def began_here(self, double: QMouseEvent) -> bool:
        return double.timestamp() - self._last <= QApplication.doubleClickInterval()


class Button(QPushButton):
    """A button: plain, or of the kind "primary" (one on a screen), "danger" or "quiet" (a link)."""

    def __init__(self, text: str, kind: str = "", icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", kind)
        self._icon_name = icon_name
        self._presses = _Presses()
        self._follow_look()

    @override
    def mousePressEvent(self, e: QMouseEvent) -> None:
        self._presses.note(e)
        super().mousePressEvent(e)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._presses.began_here(event):
            super().mousePressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ApplicationPaletteChange, QEvent.Type.EnabledChange):
            self._follow_look()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, once however long it is held, and nothing else there."""
        if pressed_by_enter(event):
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)

    def set_kind(self, kind: str) -> None:
        """Be of another kind: where one thing becomes the next step, the one before it is plain."""
        self.setProperty("kind", kind)
        self._follow_look()
        self.update()

    def _follow_look(self) -> None:
        self.setFont(look().font(Type.STRONG_LABEL))
        if self._icon_name:
            tone = _TONES.get(str(self.property("kind")), "text1") if self.isEnabled() else "text3"
            self.setIcon(icon(self._icon_name, look().colour(tone).name(), look().px(18)))


class SignButton(Button):
    """Signs, and names for whom: a name too long for its place is cut at its end, never the button at its edge."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "primary", "check", parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @override
    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), look().px(_LEAST)), hint.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        tell_in_tip(self, self.text() if self._shown() != self.text() else "")

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = self._shown()
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.end()

    def _shown(self) -> str:
        """As much of the words as there is room for."""
        words, metrics = self.text(), self.fontMetrics()
        room = self.width() - self.sizeHint().width() + metrics.horizontalAdvance(words)
        fits = metrics.horizontalAdvance(words) <= room
        return words if fits else metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)


class IconButton(Button):
    """A button of an icon alone; the name is what a screen reader says, and its tip."""

    def __init__(self, icon_name: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", "quiet", icon_name, parent)
        self.setAccessibleName(name)
        tell_in_tip(self, name)

    @override
    def sizeHint(self) -> QSize:
        side = look().px(32)
        return QSize(side, side)


class Chip(QAbstractButton):
    """A rounded chip: an icon, words, and perhaps a count; it may be pressed, and checked where it filters.

    `tone` and `ground` are tokens, `padding` is what is left at either side. A checked chip is filled with the
    colour of its text.
    """

    def __init__(
        self,
        text: str,
        icon_name: str = "",
        tone: str = "text1",
        ground: str = "surface",
        line: str = "border_strong",
        *,
        checkable: bool = False,
        padding: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._padding, self._tip = padding, ""
        self._presses = _Presses()
        self._icon_name, self._tone, self._ground, self._line = icon_name, tone, ground, line
        self.setText(text)
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @override
    def mousePressEvent(self, e: QMouseEvent) -> None:
        self._presses.note(e)
        super().mousePressEvent(e)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._presses.began_here(event):
            super().mousePressEvent(event)

    @override
    def setToolTip(self, arg__1: str) -> None:
        """Its tip, in place of which the whole words stand where they are cut."""
        self._tip = arg__1
        super().setToolTip(arg__1)

    def show_as(self, text: str, icon_name: str, tone: str, ground: str, line: str) -> None:
        """Say something else, in other colours."""
        self._icon_name, self._tone, self._ground, self._line = icon_name, tone, ground, line
        self.setText(text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        now = look()
        words = QFontMetrics(now.font(Type.STRONG_LABEL)).horizontalAdvance(self.text())
        beside = now.px(22) if self._icon_name else 0
        return QSize(words + beside + now.px(2 * self._padding), now.px(26))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(48), look().px(26))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self.updateGeometry()
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        now, box = look(), QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = now.colour(self._tone if self.isChecked() else self._ground)
        line = now.colour(self._tone if self.isChecked() else "border" if now.tokens.contrast else self._line)
        radius = min(box.height(), now.px(26)) / 2
        outline(painter, QRectF(self.rect()), line, fill.darker(106) if self.isDown() else fill, radius)
        self._paint_words(painter, box, now.colour("surface" if self.isChecked() else self._tone))
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()), radius)
        painter.end()

    def _paint_words(self, painter: QPainter, box: QRectF, colour: QColor) -> None:
        now, left = look(), self._paint_icon(painter, box, colour)
        painter.setFont(now.font(Type.STRONG_LABEL))
        painter.setPen(colour)
        room = QRectF(left, box.top(), box.right() - now.px(min(8, self._padding)) - left, box.height())
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()) + 2)
        tip = self._tip if shown == self.text() else as_tip(self.text())
        if tip != self.toolTip():
            super().setToolTip(tip)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, shown)

    def _paint_icon(self, painter: QPainter, box: QRectF, colour: QColor) -> float:
        """Paint the icon, if there is one; where the words begin."""
        now, left = look(), box.left() + look().px(self._padding)
        if not self._icon_name:
            return left
        side = now.px(16)
        paint_icon(painter, self._icon_name, colour, QRectF(left, box.center().y() - side / 2, side, side))
        return left + now.px(22)
