"""Where a patient is to be moved: M and a digit, or a button; the form of that change opens, and nothing is signed yet.

Only what a form of this clinic can say is offered: nobody is moved to "referred", and a change that lies ahead is
written as the level that it leads to, with its day.
"""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.projections.caseload import CaseloadRow
from careboard.projections.stages import Stage
from careboard.ui.clinic.caseload.filters import STAGES
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Flow, Panel

TARGETS = (Stage.RESIDENTIAL, Stage.IOP, Stage.STEP_DOWN, Stage.DISCHARGED)
"""The stages that a form leads to: the level of care, or the discharge."""


class Mover(Panel):
    """A strip that asks where to. `chosen` carries the row and the stage, `left` says that nobody moves."""

    chosen = Signal(object, object)  # a CaseloadRow and a Stage
    left = Signal()
    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, ground="accent_tint")
        self._row: CaseloadRow | None = None
        self._whom = Label("", Type.STRONG_LABEL, wrap=True)
        holder = QWidget()
        flow = Flow(holder, look().px(8))
        around = QVBoxLayout(self)
        around.addWidget(self._whom)
        around.addWidget(holder)
        self.buttons: dict[Stage, Button] = {}
        for stage in TARGETS:
            button = Button(f"{digit_of(stage)}  {STAGES[stage][0]}")
            button.clicked.connect(partial(self._choose, stage))
            self.buttons[stage] = button
            flow.addWidget(button)
        cancel = Button(_("Do not move (Esc)"), "quiet")
        cancel.clicked.connect(self._leave)
        flow.addWidget(cancel)
        flow.addWidget(Label(_("Its form opens for you to review and sign."), Type.META, "text2"))
        self.hide()

    def ask(self, row: CaseloadRow, named: str) -> None:
        """Ask where to move a patient."""
        self._row = row
        words = _("Move {name} to").format(name=named)
        self._whom.setText(words)
        for stage, button in self.buttons.items():
            button.setEnabled(stage is not row.stage)
        self.show()
        self.asked.emit()
        next(button for button in self.buttons.values() if button.isEnabled()).setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, words)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        stage = next((one for one in TARGETS if event.text() == digit_of(one)), None)
        if stage is not None and self.buttons[stage].isEnabled():
            self._choose(stage)
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _choose(self, stage: Stage, *_checked: object) -> None:
        row, self._row = self._row, None
        self.hide()
        if row is not None:
            self.chosen.emit(row, stage)

    def _leave(self, *_checked: object) -> None:
        self._row = None
        self.hide()
        self.left.emit()


def digit_of(stage: Stage) -> str:
    """The digit of a stage: its place on the board."""
    return str(tuple(Stage).index(stage) + 1)
