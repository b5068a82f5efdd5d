"""The message bar: one sentence with its next step, never a box in the way.

What it says is announced to screen readers, an error at once. Where it stands is for the window to say.
"""

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import IconButton
from careboard.ui.parts.labels import Icon, Label
from careboard.ui.parts.panels import Panel

__all__ = ["MessageBar", "announce"]
STAYS = 6_000  # ms that good news stays; an error stays until it is closed or followed by another


class MessageBar(Panel):
    """Says what was done or refused; hidden while there is nothing to say."""

    coming = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = Icon("info", "text1")
        self._words = Label("", Type.LABEL, wrap=True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._close = IconButton("close", _("Close this message"))
        self._close.clicked.connect(self.hide)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(look().px(12), look().px(4), look().px(6), look().px(4))  # two lines fit in the top bar
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        row.addWidget(self._close)
        self._timer = QTimer(self, singleShot=True, interval=STAYS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def tell(self, sentence: str) -> None:
        """Say that something was done."""
        self._show("check", "ok", "ok_tint", sentence)
        self._timer.start()

    def notice(self, sentence: str) -> None:
        """Say something that is to be read; it stays until it is closed or followed by another."""
        self._timer.stop()
        self._show("info", "warn", "warn_tint", sentence)

    def refuse(self, error: CareboardError) -> None:
        """Say what was refused, and the next step."""
        self._timer.stop()
        self._show("warning", "danger", "danger_tint", error.told)

    @property
    def said(self) -> str:
        """What it says now."""
        return "" if self.isHidden() else self._words.text()

    def size_in(self, room: int) -> QSize:
        """How large it is with all its words: in one line where the room is wide enough, else as wide as the room."""
        margins, close = self._row.contentsMargins(), self._close.sizeHint()
        beside = self._icon.sizeHint().width() + close.width() + 2 * self._row.spacing()
        beside += margins.left() + margins.right()
        words = self._words.fontMetrics().horizontalAdvance(self._words.text()) + look().px(8)
        wide = min(words + beside, room)
        high = max(self._words.heightForWidth(max(wide - beside, 1)), close.height())
        return QSize(wide, high + margins.top() + margins.bottom())

    def _show(self, icon: str, tone: str, ground: str, sentence: str) -> None:
        self._ground = ground
        self._icon.show_icon(icon, tone)
        self._words.set_tone(tone)
        self._words.setText(sentence)
        self.coming.emit()
        self.show()
        self.update()
        announce(self, sentence, assertive=tone == "danger")
