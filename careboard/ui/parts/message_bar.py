"""The message bar: one sentence with its next step, at the bottom of the window, never a box in the way.

What it says is announced to screen readers, an error at once.
"""

from PySide6.QtCore import QTimer
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

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = Icon("info", "text1")
        self._words = Label("", Type.LABEL, wrap=True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        close = IconButton("close", _("Close this message"))
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(look().px(12), look().px(6), look().px(6), look().px(6))
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        row.addWidget(close)
        self._timer = QTimer(self, singleShot=True, interval=STAYS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def tell(self, sentence: str) -> None:
        """Say that something was done."""
        self._show("check", "ok", "ok_tint", sentence)
        self._timer.start()

    def refuse(self, error: CareboardError) -> None:
        """Say what was refused, and the next step."""
        self._timer.stop()
        self._show("warning", "danger", "danger_tint", error.told)

    @property
    def said(self) -> str:
        """What it says now."""
        return "" if self.isHidden() else self._words.text()

    def _show(self, icon: str, tone: str, ground: str, sentence: str) -> None:
        self._ground = ground
        self._icon.show_icon(icon, tone)
        self._words.set_tone(tone)
        self._words.setText(sentence)
        self.show()
        self.update()
        announce(self, sentence, assertive=tone == "danger")
