"""Buttons and chips. A button that does something legal or lasting carries its object: "Sign for RIVERA, Maya"."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
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
from careboard.ui.look.style import focus_ring
from careboard.ui.parts.broken import Broken, broken
from careboard.ui.parts.tips import tell_in_tip

_LEAST = 160  # px at 100% of a button that signs
_TONES = {"primary": "on_accent", "quiet": "accent", "danger": "surface"}


def pressed_by_enter(event: QKeyEvent) -> bool:
    """Is it Enter alone? Ctrl+Enter signs, whatever has the keyboard."""
    plain = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() in plain


class Button(QPushButton):
    """A button: plain, or of the kind "primary" (one on a screen), "danger" or "quiet" (a link)."""

    def __init__(self, text: str, kind: str = "", icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", kind)
        self._icon_name = icon_name
        self._follow_look()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ApplicationPaletteChange, QEvent.Type.EnabledChange):
            self._follow_look()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, and nothing else on the page."""
        if pressed_by_enter(event):
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
        self.setToolTip(self.text() if self._shown() != self.text() else "")

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
        self.setToolTip(name)

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
        self._padding = padding
        self._icon_name, self._tone, self._ground, self._line = icon_name, tone, ground, line
        self.setText(text)
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

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
        line = "border" if now.tokens.contrast else self._line
        painter.setPen(now.colour(self._tone if self.isChecked() else line))
        painter.setBrush(fill.darker(106) if self.isDown() else fill)
        radius = min(box.height(), now.px(26)) / 2
        painter.drawRoundedRect(box, radius, radius)
        self._paint_words(painter, box, now.colour("surface" if self.isChecked() else self._tone))
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()), radius)
        painter.end()

    def _paint_words(self, painter: QPainter, box: QRectF, colour: QColor) -> None:
        now, left = look(), box.left() + look().px(self._padding)
        if self._icon_name:
            side = now.px(16)
            paint_icon(painter, self._icon_name, colour, QRectF(left, box.center().y() - side / 2, side, side))
            left += now.px(22)
        painter.setFont(now.font(Type.STRONG_LABEL))
        painter.setPen(colour)
        room = QRectF(left, box.top(), box.right() - now.px(min(8, self._padding)) - left, box.height())
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()) + 2)
        tell_in_tip(self, self.text() if shown != self.text() else "")
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, shown)


class WholeChip(Chip):
    """A chip whose words are never cut: where a row is too narrow for them they go on in the next line."""

    def __init__(
        self, text: str, icon_name: str, tone: str, ground: str, line: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, icon_name, tone, ground, line, padding=10, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self.sizeHint().height() + round(self._told(width).height) - look().line(Type.STRONG_LABEL)

    @override
    def _paint_words(self, painter: QPainter, box: QRectF, colour: QColor) -> None:
        told = self._told(self.width())
        if told.layout.lineCount() < 2:
            super()._paint_words(painter, box, colour)
            return
        now, left = look(), box.left() + look().px(self._padding)
        if self._icon_name:
            side = now.px(16)
            paint_icon(painter, self._icon_name, colour, QRectF(left, box.center().y() - side / 2, side, side))
            left += now.px(22)
        painter.setPen(colour)
        told.layout.draw(painter, QPointF(left, box.center().y() - told.height / 2))

    def _told(self, width: int) -> Broken:
        """The words in as many lines as they take."""
        now = look()
        room = width - (now.px(22) if self._icon_name else 0) - now.px(2 * self._padding) + 2
        return broken(self.text(), now.font(Type.STRONG_LABEL), room, now.line(Type.STRONG_LABEL), 0, ())
