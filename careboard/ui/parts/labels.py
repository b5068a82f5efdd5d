"""Text on the screen: a label has a role of type and a tone, and follows the look when it changes."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from careboard.ui.look.icons import pixmap
from careboard.ui.look.look import Type, look
from careboard.ui.parts.tips import tell_in_tip


class Label(QLabel):
    """Plain text in a role and a tone; never rich text, for a name with a `<` in it is a name.

    `tone` is the name of a token, such as "text2" or "danger". `wrap` lets it take several lines.
    """

    def __init__(
        self,
        text: str = "",
        role: Type = Type.BODY,
        tone: str = "text1",
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._role, self._tone = role, tone
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self._follow_look()

    def set_tone(self, tone: str) -> None:
        """Give it another colour."""
        self._tone = tone
        self._follow_look()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._follow_look()

    def _follow_look(self) -> None:
        self.setFont(look().font(self._role))
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.WindowText, look().colour(self._tone))
        self.setPalette(colours)


class Elided(Label):
    """One line that ends in an ellipsis where there is no room; then the whole text is its tip."""

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(24), super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        metrics = self.fontMetrics()
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())
        tell_in_tip(self, self.text() if shown != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.contentsRect(), int(self.alignment()), shown)
        painter.end()


class Icon(QLabel):
    """An icon that stands beside its word; the screen reader hears the word alone."""

    def __init__(self, name: str, tone: str = "text2", pixels: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._tone, self._pixels = name, tone, pixels
        self._follow_look()

    def show_icon(self, name: str, tone: str) -> None:
        """Show another icon."""
        self._name, self._tone = name, tone
        self._follow_look()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._follow_look()

    def _follow_look(self) -> None:
        side = look().px(self._pixels)
        made: QPixmap = pixmap(self._name, look().colour(self._tone).name(), side, self.devicePixelRatioF())
        self.setPixmap(made)
        self.setFixedSize(side, side)
