"""The right margin of a note: goals, the last plan, the last scores, the last note of its kind; for reading only.

Nothing in it can be selected or taken over by a key: what is written was seen or heard this time.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.projections.writing.beside import Beside
from careboard.ui.look.look import Type, look
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Ground
from careboard.ui.parts.sheet import Scrolled
from careboard.ui.parts.written_text import WrittenText

WIDTH = 320  # pixels at 100%
_NO_LIMIT = 16_777_215  # Qt's own


class Margin(Ground):
    """What is read beside the note. It has the keyboard only to be scrolled by it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface2", parent)
        self._alone = False
        self.setAccessibleName(_("Beside the note"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setSpacing(look().px(4))
        self._scrolled = Scrolled(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scrolled)
        self._space()

    def show_all(self, read: Sequence[Beside], *, alone: bool) -> None:
        """Show these; `alone` in place of the note, else beside it."""
        self._alone = alone
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for one in read:
            self._column.addWidget(Label(one.title, Type.STRONG_LABEL, "text1", wrap=True))
            if one.about:
                self._column.addWidget(Label(one.about, Type.META, "text3", wrap=True))
            self._column.addWidget(WrittenText(one.text, "text2", marked=one.marked))
            self._column.addSpacing(look().px(10))
        if not read:
            told = _("There is no plan, no earlier note of this kind and no score yet.")
            self._column.addWidget(Label(told, Type.LABEL, "text2", wrap=True))
        self._column.addStretch(1)
        self.setAccessibleDescription(". ".join(f"{one.title}: {one.plain}" for one in read))
        self._space()

    def _space(self) -> None:
        edge = look().px(12)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self.setMinimumWidth(0 if self._alone else look().px(WIDTH))
        self.setMaximumWidth(_NO_LIMIT if self._alone else look().px(WIDTH))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self._scrolled.verticalScrollBar()
        steps = {
            Qt.Key.Key_Down: bar.singleStep(),
            Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            event.ignore()
        else:
            bar.setValue(bar.value() + step)
