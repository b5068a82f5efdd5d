"""What a note answers by keys: did the risk change, which goals were addressed; one stop of the keyboard.

Y and N answer for the risk, the digits mark the goals of the plan of care; nothing is set until somebody sets it.
"""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from careboard.clinical.episode import Goal, GoalRef
from careboard.clinical.values import EntryId
from careboard.i18n import gettext as _
from careboard.projections.wording import shortened
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import focus_ring
from careboard.ui.parts.buttons import Chip
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Flow


class RiskAndGoals(QWidget):
    """Risk changed, yes or no; and goals by number."""

    changed = Signal()

    def __init__(self, plan: EntryId | None, goals: Sequence[Goal], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        flow = Flow(self, look().px(6))
        flow.setContentsMargins(look().px(6), look().px(5), look().px(6), look().px(5))
        flow.addWidget(_row_label(_("Risk changed since last contact")))
        self._yes, self._no = self._chip(_("Yes  Y"), "danger"), self._chip(_("No  N"), "text1")
        self._goals = {goal.number: self._goal_chip(goal) for goal in goals}
        for chip in (self._yes, self._no):
            flow.addWidget(chip)
        if self._goals:
            flow.addWidget(_row_label(_("   Goals")))
        for goal in self._goals.values():
            flow.addWidget(goal)
        self._yes.clicked.connect(lambda: self.set_risk(True))
        self._no.clicked.connect(lambda: self.set_risk(False))
        self._say()

    @property
    def risk_changed(self) -> bool | None:
        """Yes, no, or not answered."""
        return True if self._yes.isChecked() else False if self._no.isChecked() else None

    @property
    def goals(self) -> tuple[GoalRef, ...]:
        """The goals that were marked."""
        if self._plan is None:
            return ()
        return tuple(GoalRef(self._plan, number) for number in self.numbers)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the goals that were marked."""
        return tuple(number for number, chip in self._goals.items() if chip.isChecked())

    def set_risk(self, changed: bool | None) -> None:  # noqa: FBT001, a slot
        """Answer for the risk."""
        self._yes.setChecked(changed is True)
        self._no.setChecked(changed is False)
        self._tell()

    def mark(self, number: int, *, on: bool | None = None) -> bool:
        """Mark a goal, or take the mark away; False where the plan has no such goal."""
        chip = self._goals.get(number)
        if chip is None:
            return False
        chip.setChecked(not chip.isChecked() if on is None else on)
        self._tell()
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() == Qt.Key.Key_Y:
            self.set_risk(True)
        elif plain and event.key() == Qt.Key.Key_N:
            self.set_risk(False)
        elif not (plain and event.text().isdecimal() and self.mark(int(event.text()))):
            event.ignore()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            focus_ring(painter, QRectF(self.rect()))
            painter.end()

    def _goal_chip(self, goal: Goal) -> Chip:
        chip = self._chip(f"{goal.number}  {shortened(goal.goal, 40)}", "accent")
        chip.clicked.connect(self._tell)
        return chip

    def _chip(self, words: str, tone: str) -> Chip:
        chip = Chip(words, tone=tone, checkable=True)
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        chip.setAccessibleName(words)
        return chip

    def _tell(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        risk = {True: _("changed"), False: _("not changed"), None: _("not answered")}[self.risk_changed]
        goals = ", ".join(map(str, self.numbers)) or _("none")
        self.setAccessibleName(_("Risk and goals"))
        self.setAccessibleDescription(
            _("Risk {risk}; goals addressed: {goals}. Y or N for the risk, digits for goals.").format(
                risk=risk, goals=goals
            )
        )


def _row_label(words: str) -> Label:
    label = Label(words, Type.LABEL, "text2")
    label.setMinimumHeight(look().px(26))
    return label
