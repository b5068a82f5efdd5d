"""The place in the top bar that says where what was signed is; with a hub it is a button that leads to the page."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy
from typing_extensions import override

from careboard.ui.look.icons import paint_icon
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import focus_ring
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.tips import tell_in_tip
from careboard.ui.shell.hub.words import Told

_ICON, _GAP = 16, 8  # px at 100%
_USUAL = 168  # px at 100% that it takes in a wide bar, so that what is beside it stays where it is from word to word


class HubPlace(QAbstractButton):
    """Says it whole where there is room, else in its fewest words; never in none. `brief`: others need the room."""

    def __init__(self, told: Told) -> None:
        super().__init__()
        self._told, self._brief = told, False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.lead_somewhere(leads=False)
        self.show_told(told)

    def lead_somewhere(self, *, leads: bool) -> None:
        """Is there a page behind it?"""
        self.setEnabled(leads)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if leads else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)

    def be_brief(self, *, brief: bool) -> None:
        """Is there little room?"""
        if brief is not self._brief:
            self._brief = brief
            self.updateGeometry()

    def show_told(self, told: Told) -> None:
        """Say this from now on; what is amiss now, and was not before, is said aloud."""
        worse = told.tone in {"warn", "danger"} and told.brief != self._told.brief
        self._told = told
        self.setText(told.words)
        self.setAccessibleName(told.words)
        self.setAccessibleDescription(told.whole)
        tell_in_tip(self, f"{told.words}. {told.whole}" if told.whole else "")
        self.updateGeometry()
        self.update()
        if worse:
            announce(self, f"{told.words}. {told.whole}")

    @property
    def shown(self) -> str:
        """The words that there is room for."""
        return self._told.words if self.width() >= self._width(self._told.words) else self._told.brief

    def _width(self, words: str) -> int:
        return QFontMetrics(look().font(Type.LABEL)).horizontalAdvance(words) + look().px(_ICON + _GAP)

    @override
    def sizeHint(self) -> QSize:
        usual = look().px(_USUAL) if self.isEnabled() else 0
        wide = self._width(self._told.brief) if self._brief else max(self._width(self._told.words), usual)
        return QSize(wide, look().px(32))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._width(self._told.brief), look().px(32))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        now, painter, box = look(), QPainter(self), QRectF(self.rect())
        side, alarming = now.px(_ICON), self._told.tone in {"warn", "danger"}
        at = QRectF(box.width() - self._width(self.shown), (box.height() - side) / 2, side, side)
        paint_icon(painter, self._told.icon, now.colour(self._told.tone), at)
        painter.setFont(now.font(Type.LABEL))
        painter.setPen(now.colour(self._told.tone if alarming else "text1" if self.underMouse() else "text2"))
        room = box.adjusted(at.right() + now.px(_GAP), 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.shown)
        if self.hasFocus():
            focus_ring(painter, box)
        painter.end()
