"""The first page of setting up: a new clinic, one to join, one out of a backup. Each is a button with what it means."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.ui.entrance.setup.steps import Step
from careboard.ui.look.icons import paint_icon
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import focus_ring, outline
from careboard.ui.parts.buttons import pressed_by_enter

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop)


class ChoiceCard(QAbstractButton):
    """A large button: an icon, words, and below them what follows from it."""

    def __init__(self, icon: str, words: str, told: str) -> None:
        super().__init__()
        self._icon, self._told = icon, told
        self.setText(words)
        self.setAccessibleDescription(told)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if pressed_by_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(look().px(360), self.heightForWidth(look().px(360)))

    @override
    def heightForWidth(self, width: int) -> int:
        metrics = QFontMetrics(look().font(Type.BODY))
        told = metrics.boundingRect(0, 0, width - look().px(72), 10_000, _WRAP, self._told)
        return int(told.height()) + look().line(Type.HEADLINE) + look().px(34)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        now, box = look(), QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = self.underMouse() or self.isDown()
        ground = now.colour("accent_tint" if over else "surface")
        outline(painter, QRectF(self.rect()), now.colour("accent" if over else "border_strong"), ground, 8)
        paint_icon(painter, self._icon, now.colour("accent"), QRectF(now.px(16), now.px(16), now.px(24), now.px(24)))
        words = QRectF(now.px(56), now.px(14), box.width() - now.px(72), now.line(Type.HEADLINE))
        painter.setFont(now.font(Type.HEADLINE))
        painter.setPen(now.colour("text1"))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        below = QRectF(words.left(), words.bottom() + now.px(4), words.width(), box.bottom() - words.bottom())
        painter.setFont(now.font(Type.BODY))
        painter.setPen(now.colour("text2"))
        painter.drawText(below, _WRAP, self._told)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()), 8)
        painter.end()


class ChoiceStep(Step):
    """Which way to begin."""

    title = _("Welcome to Careboard")
    lead = _("One encrypted timeline for each patient, for the whole care team.")
    goes_on = False
    wants_new = Signal()
    wants_to_join = Signal()
    wants_backup = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.new = ChoiceCard(
            "home",
            _("A new clinic, on this computer only"),
            _("Makes an encrypted file here, and your own keys."),
        )
        self.join = ChoiceCard(
            "groups",
            _("Join a clinic server"),
            _("With an enrollment file from the clinic's administrator, who lets you in."),
        )
        self.backup = ChoiceCard(
            "restore",
            _("Open a backup"),
            _("Brings a clinic back, with your passphrase or your recovery kit."),
        )
        self.new.clicked.connect(self.wants_new)
        self.join.clicked.connect(self.wants_to_join)
        self.backup.clicked.connect(self.wants_backup)
        for card in (self.new, self.join, self.backup):
            self.column.addWidget(card)
        self.setFocusProxy(self.new)

    @override
    def done(self) -> bool:
        return True
