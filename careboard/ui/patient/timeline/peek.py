"""The whole of one entry at the right of the list, while the list stays as it is: Space shows it, Space takes it away.

It follows the list from entry to entry, and stands where each was left. What was whole in sight here was read.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.projections.timeline import TimelineRow
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import focus_ring
from careboard.ui.parts.buttons import IconButton
from careboard.ui.parts.labels import Label
from careboard.ui.patient.timeline.card import Card
from careboard.ui.patient.timeline.card_painting import paint
from careboard.ui.patient.timeline.passage import Hand

SHARE, LEAST = 0.46, 260  # of the width of the panel; pixels at 100%
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class Sheet(QWidget):
    """The card, as high as it is. `asked` is what somebody wants done with its entry."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.card: Card | None = None
        self._hand = Hand()
        self.setMouseTracking(True)

    def show_card(self, card: Card) -> None:
        """Show this card."""
        self.card = card
        self.setFixedHeight(card.height)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(look().px(LEAST), self.card.height if self.card is not None else 0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.card is not None:
            painter = QPainter(self)
            paint(painter, self.card, 0, 0)
            painter.end()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._hand.goes_down(self.card, event.position())
            self.update()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and self._hand.goes_along(event.position()):
            self.update()
        over = self._hot(event) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._hand.comes_up() and (what := self._hot(event)) is not None:
            self.asked.emit(what)

    def _hot(self, event: QMouseEvent) -> str | None:
        places = self.card.hot.items() if self.card is not None else ()
        return next((key for key, place in places if place.contains(event.position())), None)


class Scroll(QScrollArea):
    """What scrolls the card; it takes the keyboard, and gives its own keys to the pane. `left`: the keyboard went."""

    left = Signal()

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if (by := _STEPS.get(Qt.Key(event.key()))) is not None:
            bar.setValue(bar.value() + by * look().px(54))
        elif (by := _PAGES.get(Qt.Key(event.key()))) is not None:
            bar.setValue(bar.value() + by * max(self.viewport().height() - look().px(36), look().px(60)))
        elif event.key() == Qt.Key.Key_Home:
            bar.setValue(0)
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            event.ignore()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._repaint()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
        self._repaint()

    def _repaint(self) -> None:
        if (around := self.parentWidget()) is not None:
            around.update()


class Peek(QWidget):
    """The pane. `lay_out` makes the whole card of a row in a width.

    `left` says that it is to go, `stepped` by how many entries the list is to go on, `saw` that the beginning or the
    end of an entry was in sight, `wanted` what somebody wants done with it, `copied` that its card is to be.
    """

    left = Signal()
    stepped = Signal(int)
    saw = Signal(object, bool, bool)
    wanted = Signal(str, object)
    copied = Signal(object)

    def __init__(self, lay_out: Callable[[TimelineRow, int], Card], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lay_out = lay_out
        self._places: dict[str, int] = {}
        self.row: TimelineRow | None = None
        self.sheet = Sheet()
        self.around = Scroll(self.sheet)
        self.around.setAccessibleName(_("Whole entry"))
        self._looking = QTimer(self, singleShot=True, interval=0)  # when what is new has its place
        self._looking.timeout.connect(self._look)
        self._build()
        self.sheet.asked.connect(lambda what: self.wanted.emit(what, self.row))
        self.around.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.setVisible(False)

    def _build(self) -> None:
        close = IconButton("close", _("Close the whole entry (Space)"))
        close.clicked.connect(lambda _checked: self.left.emit())
        head = QHBoxLayout()
        head.setContentsMargins(look().px(4), look().px(4), look().px(4), 0)
        head.addWidget(Label(_("Whole entry"), Type.STRONG_LABEL, "text2"), 1)
        head.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(10), 0, look().px(2), look().px(6))
        column.setSpacing(look().px(4))
        column.addLayout(head)
        column.addWidget(self.around, 1)

    def show_row(self, row: TimelineRow | None, *, anew: bool = False) -> None:
        """Show this entry, where it was left; `anew` though it is the same, because something about it changed."""
        if row is None or (row == self.row and not anew):
            return
        self.row = row
        place = self._places.get(row.id, 0)
        self._show()
        self.around.verticalScrollBar().setValue(place)
        self._looking.start()

    def _show(self) -> None:
        if self.row is not None:
            self.sheet.show_card(self._lay_out(self.row, max(self.around.viewport().width(), look().px(120))))
            told = "\n".join(text.layout.text() for text in self.sheet.card.texts) if self.sheet.card else ""
            self.around.setAccessibleDescription(told)  # what is drawn, so that it hides what the drawing hides
            self.sheet.resize(self.around.viewport().width(), self.sheet.height())
            bar, room = self.around.verticalScrollBar(), self.around.viewport().height()
            bar.setRange(0, max(0, self.sheet.height() - room))

    def _scrolled(self, place: int) -> None:
        if self.row is not None:
            self._places[self.row.id] = place
            self._looking.start()

    def _look(self) -> None:
        """Say which ends of the entry are in sight."""
        card = self.sheet.card
        if self.row is None or card is None or card.row != self.row or not self.isVisible():
            return
        top, room = self.around.verticalScrollBar().value(), self.around.viewport().height()
        self.saw.emit(self.row, top == 0, top + room >= card.height)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Space | Qt.Key.Key_Escape if not event.modifiers():
                self.left.emit()
            case _ if event.matches(QKeySequence.StandardKey.Copy) and self.sheet.card is not None:
                self.copied.emit(self.sheet.card)
            case Qt.Key.Key_J if not event.modifiers():
                self.stepped.emit(1)
            case Qt.Key.Key_K if not event.modifiers():
                self.stepped.emit(-1)
            case _:
                event.ignore()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._looking.start()
        QTimer.singleShot(0, self, self._show)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._show()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), look().colour("surface2"))
        painter.fillRect(QRect(0, 0, 1, self.height()), look().colour("border"))
        if self.around.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            focus_ring(painter, self.around.geometry().toRectF().adjusted(-4, -2, 1, 2), 6)
        painter.end()
