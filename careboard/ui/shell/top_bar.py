"""The top bar: open patients, the field that finds anything, what is saved, when it locks, and who is signed in.

It tells and asks; what is asked for is done by the workplace.
"""

from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from careboard.clinical.people import Author
from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.ui.look.icons import paint_icon
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import RADIUS, focus_ring, outline
from careboard.ui.parts.buttons import IconButton
from careboard.ui.parts.labels import Elided, Label
from careboard.ui.parts.panels import Ground
from careboard.ui.parts.tips import tell_in_tip
from careboard.ui.shell.hub.place import HubPlace
from careboard.ui.shell.hub.words import told
from careboard.ui.shell.tabs import PatientTabs

HEIGHT = 46
_COVER = 24  # px at 100% of the button that covers the page
NAME_WHOLE = 900  # px at 100% of the bar, from which on the name of who is signed in stands beside the initials
ICON_ALONE = 150  # px at 100% of the field that finds anything: narrower, it is a button with an icon


class TopBar(Ground):
    """One row above everything else."""

    asked_to_find = Signal()
    asked_to_cover = Signal()

    def __init__(self, me: Author, parent: QWidget | None = None) -> None:
        super().__init__("surface2", parent)
        self.tabs = PatientTabs()
        self.finder = FindButton()
        self.finder.clicked.connect(self.asked_to_find)
        self._locks = Label("", Type.LABEL, "text2")
        row = QHBoxLayout(self)
        row.setContentsMargins(look().px(12), 0, look().px(16), 1)
        row.setSpacing(look().px(8))
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(self.finder, 4)
        row.addStretch(1)
        self.hub = HubPlace(told(None, 0, UTC, datetime.now(UTC)))
        row.addWidget(self.hub)
        self.cover = IconButton("hidden", _("Cover the page, Ctrl+."))
        self.cover.clicked.connect(self.asked_to_cover)
        row.addWidget(self.cover)
        row.addWidget(self._locks)
        row.addSpacing(look().px(8))
        self._me, self._initials = Elided(_with_credentials(me), Type.STRONG_LABEL), Initials(me.name)
        tell_in_tip(self._initials, self._me.text())
        self._initials.setAccessibleName(self._me.text())
        row.addWidget(self._initials)
        row.addWidget(self._me)
        self._follow_look()

    @property
    def room(self) -> QRect:
        """From the names of patients to what covers the page: it may lie under a message for a moment."""
        left, right = self.tabs.geometry().right() + look().px(8), self.cover.geometry().left() - look().px(8)
        return QRect(left, 0, max(right - left, 0), self.height())

    def show_left(self, seconds: int) -> None:
        """So long until the lock: in minutes, and in seconds at the end."""
        if seconds > 60:
            minutes = -(-seconds // 60)
            told = ngettext("Locks in {n} min", "Locks in {n} min", minutes).format(n=minutes)
        else:
            told = ngettext("Locks in {n} second", "Locks in {n} seconds", seconds).format(n=seconds)
        self._locks.setText(told)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._follow_look()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the names of patients take it, and the initials say who is signed in."""
        super().resizeEvent(event)
        self._make_room()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, look().colour("border"))
        painter.end()

    def _make_room(self) -> None:
        wide = self.width() >= look().px(NAME_WHOLE)
        self._me.setVisible(wide)
        self.hub.be_brief(brief=not wide)

    def _follow_look(self) -> None:
        self.setFixedHeight(look().px(HEIGHT))
        self.cover.setFixedSize(look().px(_COVER), look().px(_COVER))
        self._make_room()


class FindButton(QAbstractButton):
    """Looks like a search field and opens the palette, which is one."""

    def __init__(self) -> None:
        super().__init__()
        self.setText(_("Find a patient or a command"))
        self.setAccessibleDescription("Ctrl+K")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        """As little as there may be: names of patients come first, and what is left over is for this."""
        return self.minimumSizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(40), look().px(32))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        now, box = look(), QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline(painter, QRectF(self.rect()), now.colour("border_strong"), now.colour("surface"), RADIUS)
        side = now.px(16)
        at = QRectF(box.left() + now.px(10), box.center().y() - side / 2, side, side)
        paint_icon(painter, "search", now.colour("text2"), at)
        shown = self._paint_words(painter, box, at.right() + now.px(8)) if box.width() > now.px(ICON_ALONE) else ""
        tell_in_tip(self, "" if shown == self.text() else f"{self.text()}, Ctrl+K")
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()))
        painter.end()

    def _paint_words(self, painter: QPainter, box: QRectF, left: float) -> str:
        now, cap = look(), self._paint_key(painter, box)
        painter.setFont(now.font(Type.LABEL))
        painter.setPen(now.colour("text3"))
        room = QRectF(QPointF(left, box.top()), QPointF(cap.left() - now.px(4), box.bottom()))
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        return shown

    @staticmethod
    def _paint_key(painter: QPainter, box: QRectF) -> QRectF:
        now = look()
        painter.setFont(now.font(Type.STRONG_META))
        width = painter.fontMetrics().horizontalAdvance("Ctrl K") + now.px(16)
        cap = QRectF(box.right() - width - now.px(4), box.top() + now.px(4), width, box.height() - now.px(8))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.colour("sunken"))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(now.colour("text2"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, "Ctrl K")
        return cap


class Initials(QWidget):
    """The initials of a name in a circle; whoever shows it writes the name beside it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._initials = "".join(word[0] for word in name.split() if word[0].isalpha())[:2].upper()

    @override
    def sizeHint(self) -> QSize:
        return QSize(look().px(28), look().px(28))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        now, side = look(), min(self.width(), self.height())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        ground = now.colour("psychiatry_tint")
        outline(painter, box, now.colour("border_strong") if now.tokens.contrast else ground, ground, side / 2)
        painter.setFont(now.font(Type.STRONG_META))
        painter.setPen(now.colour("accent"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._initials)
        painter.end()


def _with_credentials(me: Author) -> str:
    return f"{me.name}, {me.credentials}" if me.credentials else me.name
