"""A sheet: what is done beside the page without leaving it; 480 px at the right, closed by Esc.

The page stays visible and alive beside it, so that a clinician sees what a change is about.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import IconButton
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Panel, Rule

WIDTH = 480
_UNBOUND = (1 << 24) - 1  # Qt's own word for a width without a bound
_MARGIN = 24  # px at 100% that stay in sight above and below what has the keyboard


class Scrolled(QScrollArea):
    """Scrolls its one child up and down only, on the ground that lies below it; what has the keyboard is in sight.

    `whole`: it is as high as its child, and what it stands in scrolls.
    """

    whole = False

    def __init__(self, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self._following = QTimer(self, singleShot=True, interval=0)  # when what is new has its place
        self._following.timeout.connect(self._follow_focus)
        self._caret = QTimer(self, singleShot=True, interval=0)
        self._caret.timeout.connect(self._follow_caret)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._following.start)

    def show_whole(self, *, whole: bool) -> None:
        """Be as high as what is in it, or scroll."""
        if whole is not self.whole:
            self.whole = whole
            bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if whole else Qt.ScrollBarPolicy.ScrollBarAsNeeded
            self.setVerticalScrollBarPolicy(bar)
            self.updateGeometry()

    @override
    def minimumSizeHint(self) -> QSize:
        inside = self.widget()
        if not self.whole or inside is None:
            return super().minimumSizeHint()
        layout = inside.layout()
        wide = self.viewport().width()
        high = layout.totalHeightForWidth(wide) if layout and layout.hasHeightForWidth() else inside.sizeHint().height()
        return QSize(super().minimumSizeHint().width(), max(high, inside.minimumSizeHint().height()))

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSizeHint() if self.whole else super().sizeHint()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.follow_focus()
        if self.whole and event.size().width() != event.oldSize().width():
            self.updateGeometry()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        inside = self.widget()
        layout = inside.layout() if inside is not None else None
        if watched is inside and event.type() is QEvent.Type.Show and layout is not None:
            layout.update()  # Qt grows it while it is being shown, and tells its layout nothing of that
        if self.whole and watched is inside and event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def opened(self) -> None:
        """What it opened at has been seen: from now on it follows the keyboard, and so does what scrolls around it."""
        if (outside := around(self)) is not None:
            outside.opened()

    def follow_focus(self) -> None:
        """Bring what has the keyboard into sight, when all has its place."""
        self._following.start()

    def _follow_focus(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and around(focused) is self:
            self.bring_into_sight(focused)
            self._follow_caret()

    def follow_caret(self) -> None:
        """Bring into sight where somebody writes, when all has its place: a field grows with what is typed."""
        self._caret.start()

    def _follow_caret(self) -> None:
        written = QApplication.focusWidget()
        if isinstance(written, QPlainTextEdit):
            self.bring_caret_into_sight(written)

    def bring_caret_into_sight(self, written: QPlainTextEdit) -> None:
        """Scroll to where somebody writes, here first, then in whatever scrolls around this."""
        inside, caret = self.widget(), written.cursorRect()
        if inside is not None and inside.isAncestorOf(written):
            place = written.viewport().mapTo(inside, caret.center())
            self.ensureVisible(0, place.y(), 0, caret.height())
            if (outside := around(self)) is not None:
                outside.bring_caret_into_sight(written)

    def bring_into_sight(self, widget: QWidget) -> None:
        """Scroll to a widget inside and its label, here, then in what scrolls around it; a tall one begins in sight."""
        inside, margin, room = self.widget(), look().px(_MARGIN), self.viewport().height()
        shown = _field_of(widget) if _field_of(widget).height() <= room else widget
        if inside is None or shown.height() <= room:
            self.ensureWidgetVisible(shown, 0, margin)
        else:
            self.ensureVisible(0, widget.mapTo(inside, QPoint()).y(), 0, margin)
        if (outside := around(self)) is not None:
            outside.bring_into_sight(widget)


def _field_of(widget: QWidget) -> QWidget:
    """A control with its label and what is said to be wrong with it: all that it stands for; or the control alone."""
    field = widget.parentWidget()
    return field if field is not None and field.focusProxy() is widget else widget


def around(widget: QWidget) -> Scrolled | None:
    """What a widget scrolls in."""
    outside = widget.parentWidget()
    while outside is not None and not isinstance(outside, Scrolled):
        outside = outside.parentWidget()
    return outside


class Roomy(Scrolled):
    """Gives its child a least height in pixels at 100%; where the window has less, it scrolls."""

    def __init__(self, inside: QWidget, least: int, parent: QWidget | None = None) -> None:
        super().__init__(inside, parent)
        self._inside, self._least = inside, least
        self.setWidgetResizable(False)  # else a tall sheet, whose own body scrolls, would push its buttons out of sight
        self._needed = 0
        self._follow_scale()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(200), look().px(80))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._follow_scale()

    @property
    def tight(self) -> bool:
        """Is there less room than the least height, so that it scrolls in any case?"""
        return self.viewport().height() < look().px(self._least)

    def need(self, pixels: int) -> None:
        """Give the child so much height too, as long as it needs it; what that moved comes back into sight."""
        if pixels != self._needed:
            self._needed = pixels
            self._follow_scale()
            self.follow_focus()

    def _follow_scale(self) -> None:
        self._inside.setMinimumHeight(max(look().px(self._least), self._needed))
        self._fill()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill()

    def _fill(self) -> None:
        room = self.viewport().size()
        self._inside.resize(room.width(), max(room.height(), self._inside.minimumHeight()))


class Sheet(Panel):
    """A title, a body that scrolls, and a footer that stays."""

    closed = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self._title = Label(title, Type.TITLE, wrap=True)
        self._close = IconButton("close", _("Close (Esc)"))
        self._close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.body = QVBoxLayout()
        self.inside = QWidget()
        at_top = QVBoxLayout(self.inside)  # an aligned layout would cut what needs more height in less width
        at_top.setContentsMargins(0, 0, 0, 0)
        at_top.addLayout(self.body)
        at_top.addStretch(1)
        edge = look().px(9)
        self.body.setContentsMargins(edge, edge, edge, edge)
        self.body.setSpacing(look().px(12))
        self._scrolled = Scrolled(self.inside)
        self.footer, self._over_footer = QVBoxLayout(), Rule()
        column = QVBoxLayout(self)
        margin = look().px(16)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(look().px(12))
        column.addLayout(head)
        column.addWidget(self._scrolled, 1)
        column.addWidget(self._over_footer)
        column.addLayout(self.footer)
        self._follow_width()

    @property
    def title(self) -> str:
        """What it is for."""
        return self._title.text()

    def reveal(self, widget: QWidget) -> None:
        """Scroll to a widget of the body and give it the keyboard."""
        self._scrolled.opened()
        self._scrolled.ensureWidgetVisible(widget)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scrolled.follow_focus()

    def reveal_place(self, widget: QWidget, box: QRect) -> None:
        """Scroll to a place in a widget of the body; the keyboard stays where it is."""
        at = widget.mapTo(self.inside, box.center())
        self._scrolled.ensureVisible(at.x(), at.y(), 0, box.height())

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._over_footer.setVisible(self.footer.count() > 0)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._follow_width()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def show_whole(self, *, whole: bool) -> None:
        """Take all the width and as much height as it needs, above the page; or the usual width beside it."""
        self._scrolled.show_whole(whole=whole)
        self._follow_width()

    def _follow_width(self) -> None:
        self.setMinimumWidth(0 if self._scrolled.whole else width())
        self.setMaximumWidth(_UNBOUND if self._scrolled.whole else width())


def width() -> int:
    """How wide a sheet beside the page is, in pixels."""
    return min(look().px(WIDTH), 720)
