"""The composer at rest: a line to begin a note in, the forms of one's role as buttons, and drafts that wait."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.ui.look.look import look
from careboard.ui.parts.buttons import Button, Chip, IconButton
from careboard.ui.parts.fields import Line
from careboard.ui.parts.panels import Flow

SHOWN = 4
LINE, AROUND = 230, 56  # pixels at 100%: the least width of the line; margins, and the space beside it


class _Beginning(Line):
    """Typing begins the usual note; a dot and the first letters of a template begin that one."""

    begun = Signal(str)
    named = Signal(str)

    def __init__(self, usual: str) -> None:
        super().__init__(placeholder=_("Write a note, or type .{template}").format(template=usual))
        self.setAccessibleName(_("Write a note"))
        self.textEdited.connect(self._typed)

    def _typed(self, text: str) -> None:
        if not text.startswith("."):
            self.clear()
            self.begun.emit(text)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab) and self.text().startswith("."):
            named = self.text()[1:].casefold()
            self.clear()
            self.named.emit(named)
        else:
            super().keyPressEvent(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        return not (next and self.text().startswith(".")) and super().focusNextPrevChild(next)


class Opening(QWidget):
    """The line at the bottom of the list.

    `wanted` names a form of the composer, `form_wanted` one beside it, `begun` the first letters of the usual note.
    """

    wanted = Signal(str)
    form_wanted = Signal(str)
    begun = Signal(str)
    named = Signal(str)

    def __init__(self, usual: str, forms: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = _Beginning(usual)
        self._line.begun.connect(self.begun)
        self._line.named.connect(self.named)
        row = QHBoxLayout()
        row.setSpacing(look().px(8))
        row.addWidget(self._line, 1)
        self._forms = tuple(forms)
        self._buttons = [self._button(key, words) for key, words in forms[:SHOWN]]
        self._more = IconButton("menu", _("Other forms"))
        self._more.clicked.connect(self._offer)
        for button in (*self._buttons, self._more):
            row.addWidget(button)
        self._drafts = QWidget()
        self._waiting = Flow(self._drafts, look().px(6))
        self._drafts.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._drafts.hide()
        column = QVBoxLayout(self)
        margin = look().px(12)
        column.setContentsMargins(look().px(18), margin, look().px(14), margin)
        column.setSpacing(look().px(8))
        column.addWidget(self._drafts)
        column.addLayout(row)
        self.setFocusProxy(self._line)

    def _button(self, key: str, words: str) -> Button:
        button = Button(words)
        button.clicked.connect(partial(self._want, key))
        return button

    def _make_room(self) -> None:
        """The line keeps a least width; a form whose button has no room beside it is one of the others."""
        now = look()
        room = self.width() - now.px(LINE + AROUND) - self._more.sizeHint().width()
        for button in self._buttons:
            room -= button.sizeHint().width() + now.px(8)
            button.setVisible(room >= 0)
        self._more.setVisible(bool(self._others))

    @property
    def _others(self) -> tuple[tuple[str, str], ...]:
        """The forms that have no button in sight."""
        shown = sum(1 for button in self._buttons if not button.isHidden())
        return self._forms[shown:]

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(LINE + AROUND), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._make_room()

    def _want(self, key: str, *_checked: object) -> None:
        self.wanted.emit(key)

    def show_drafts(self, notes: Mapping[str, str], forms: Mapping[str, str]) -> None:
        """Offer what was begun and is not signed: titles by key, of the composer and of the forms beside it."""
        while (item := self._waiting.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for key, title, wanted in (
            *((key, title, self.wanted) for key, title in notes.items()),
            *((key, title, self.form_wanted) for key, title in forms.items()),
        ):
            chip = Chip(_("Continue draft: {title}").format(title=title), "edit", "accent", "accent_tint", "accent")
            chip.setAccessibleName(chip.text())
            chip.clicked.connect(lambda _checked, key=key, wanted=wanted: wanted.emit(key))
            self._waiting.addWidget(chip)
        self._drafts.setVisible(bool(notes or forms))

    def _offer(self) -> None:
        menu = QMenu(self._more)
        for key, words in self._others:
            menu.addAction(words, partial(self._want, key))
        menu.popup(self._more.mapToGlobal(self._more.rect().topLeft()))
