"""Which scale: the ones used most by the letter on their button, all others by arrows or by how they begin."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Flow
from careboard.workflow.writing.scales import LETTERS, ScaleOffer


class ScaleChooser(QWidget):
    """All scales as buttons. A letter takes the one that shows it, else the first one that begins with it."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, scales: tuple[ScaleOffer, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scales = scales
        self._buttons = [self._button(scale) for scale in scales]
        held = QWidget()
        flow = Flow(held, look().px(6))
        for button in self._buttons:
            flow.addWidget(button)
        held.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(16), look().px(12), look().px(16), look().px(12))
        column.addWidget(Label(_("Which scale?"), Type.HEADLINE))
        column.addWidget(held)
        column.addStretch(1)

    def _button(self, scale: ScaleOffer) -> Button:
        button = Button("   ".join(filter(None, (scale.name, LETTERS.get(scale.name)))))
        button.setAccessibleName(scale.name)
        button.clicked.connect(partial(self._choose, scale.name))
        return button

    def _choose(self, name: str, *_checked: object) -> None:
        self.chosen.emit(name)

    def begin(self) -> None:
        """Give the first scale the keyboard."""
        if self._buttons:
            self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text().casefold()
        here = next((at for at, button in enumerate(self._buttons) if button.hasFocus()), 0)
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}.get(
            Qt.Key(event.key()), 0
        )
        names = [one.name for one in self._scales]
        lettered = (name for name in names if letter and LETTERS.get(name, "").casefold() == letter)
        begun = (name for name in names if letter and name.casefold().startswith(letter))
        found = next(lettered, None) or next(begun, None)
        if step:
            self._buttons[(here + step) % len(self._buttons)].setFocus()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._buttons[here].click()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif found is not None:
            self.chosen.emit(found)
        else:
            event.ignore()
