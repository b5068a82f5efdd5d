"""The questions of a scale, one a row, answered by digits: each goes on to the next, Backspace goes back.

A question that is skipped stays open and is counted; no answer is ever put there by the program.
"""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import focus_ring
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Chip
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Flow
from careboard.workflow.writing.own_scales import own_tally
from careboard.workflow.writing.scales import Question, ScaleOffer, Tally, tally


class Row(QWidget):
    """One question with its answers; the one that has the turn wears the ring."""

    chosen = Signal(str, int)

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        self._turn = False
        self.words = question.text or _("Question {n}").format(n=question.number)
        self._chips = {value: self._chip(value, label) for value, label in question.options}
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(10), look().px(6), look().px(10), look().px(8))
        column.setSpacing(look().px(4))
        named = f"{question.number}  {self.words}" if question.text else self.words
        column.addWidget(Label(named, Type.BODY, wrap=True))
        answers = QWidget()
        flow = Flow(answers, look().px(6))
        for chip in self._chips.values():
            flow.addWidget(chip)
        answers.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        column.addWidget(answers)

    def _chip(self, value: int, label: str) -> Chip:
        words = label if label == str(value) else f"{value}  {label}".rstrip()
        chip = Chip(words, checkable=True)
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        chip.setAccessibleName(f"{self.question.number}: {value} {label}".rstrip())
        chip.clicked.connect(lambda _checked: self.chosen.emit(self.question.number, value))
        return chip

    def offers(self, value: int) -> bool:
        """Is this one of the answers?"""
        return value in self._chips

    def show_answer(self, value: int | None, *, turn: bool) -> None:
        """Show the answer, and whether the question has the turn."""
        for offered, chip in self._chips.items():
            chip.setChecked(offered == value)
        self._turn = turn
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._turn:
            painter = QPainter(self)
            painter.fillRect(self.rect(), look().colour("accent_tint"))
            focus_ring(painter, QRectF(self.rect()))
            painter.end()


class Questions(QWidget):
    """All questions of a scale. `passed` is sent after the last one, `left_back` before the first."""

    changed = Signal()
    turned = Signal(object)  # the Row that has the turn
    passed = Signal()
    left_back = Signal()

    def __init__(self, scale: ScaleOffer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scale, self.answers = scale, dict[str, int]()
        self._at, self._active = 0, True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(scale.name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(4))
        if scale.instruction:
            column.addWidget(Label(scale.instruction, Type.LABEL, "text2", wrap=True))
        self.rows = [Row(question) for question in scale.questions]
        for row in self.rows:
            row.chosen.connect(self._choose)
            column.addWidget(row)
        self.show_state()

    @property
    def tally(self) -> Tally:
        """What the answers add up to so far."""
        own = self.scale.own
        return own_tally(own, self.answers) if own is not None else tally(self.scale.name, self.answers)

    @property
    def here(self) -> Row | None:
        """The question that has the turn; None after the last one."""
        return self.rows[self._at] if self._active and self._at < len(self.rows) else None

    @property
    def skipped(self) -> int:
        """How many questions that count were gone past without an answer."""
        past = [row.question.number for row in self.rows[: self._at]]
        return sum(number in past and number not in self.answers for number in self.tally.scored)

    @property
    def told(self) -> str:
        """The total so far in words; a screener has none, but the highest question that was answered with yes."""
        counted = self.tally
        if self.scale.yes_no:
            found = _("Highest item {item}, level {words}").format(item=counted.highest, words=counted.words.casefold())
            return self._with_skipped(found if counted.highest else counted.words)
        if self.scale.own is not None and not self.scale.own.summed:
            return self._with_skipped(counted.words.partition(", ")[0])
        if self._at >= len(self.rows) or counted.complete:
            return self._with_skipped(_("Total {words}").format(words=counted.words))
        given = sum(number in self.answers for number in counted.scored)
        so_far = _("Total {total}, {n} of {all} answered")
        return self._with_skipped(so_far.format(total=counted.total or 0, n=given, all=len(counted.scored)))

    def _with_skipped(self, words: str) -> str:
        if not self.skipped:
            return words
        return f"{words}, {ngettext('{n} skipped', '{n} skipped', self.skipped).format(n=self.skipped)}"

    # -- the turn -----------------------------------------------------------------------------------------------

    def begin(self, *, at_the_end: bool = False) -> None:
        """Take the turn at the first question without an answer, or at the last question."""
        asked = self.tally.asked
        open_ = [at for at, row in enumerate(self.rows) if row.question.number in asked and not self._given(row)]
        last = max(at for at, row in enumerate(self.rows) if row.question.number in asked)
        self._active, self._at = True, last if at_the_end else open_[0] if open_ else len(self.rows)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._turn()

    def rest(self) -> None:
        """Another part has the turn."""
        self._active = False
        self.show_state()

    def restore(self, answers: Mapping[str, int]) -> None:
        """Answers that were given before; what has none yet has the turn."""
        self.answers = {str(number): int(value) for number, value in answers.items()}
        open_ = (at for at, row in enumerate(self.rows) if not self._given(row))
        self._at = next(open_, len(self.rows))
        self.show_state()

    def _given(self, row: Row) -> bool:
        return row.question.number in self.answers

    def answer(self, number: str, value: int) -> None:
        """Record an answer, and go on to the next question."""
        self.answers[number] = value
        asked = self.tally.asked
        self.answers = {one: given for one, given in self.answers.items() if one in asked}
        self._at = [row.question.number for row in self.rows].index(number)
        self._active = True
        self._go(1)
        self.changed.emit()

    def _choose(self, number: str, value: int) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.answer(number, value)

    def _go(self, step: int) -> None:
        asked, at = self.tally.asked, self._at + step
        while 0 <= at < len(self.rows) and self.rows[at].question.number not in asked:
            at += step
        if at < 0:
            self.left_back.emit()
            return
        self._at = min(at, len(self.rows))
        self._turn()

    def _turn(self) -> None:
        self.show_state()
        if (here := self.here) is not None:
            announce(self, f"{here.question.number}: {here.words}")
            self.turned.emit(here)
        else:
            self.passed.emit()

    def show_state(self) -> None:
        """Show the answers and where the turn is."""
        asked, here = self.tally.asked, self.here
        for row in self.rows:
            row.setVisible(row.question.number in asked)
            row.show_answer(self.answers.get(row.question.number), turn=row is here)
        self.setAccessibleDescription(here.words if here else self.tally.words)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit, or Y and N, answers; Backspace and Up go back, Down goes on; any other key is for others."""
        here, controlled = self.here, event.modifiers() & Qt.KeyboardModifier.ControlModifier
        typed = _typed(event, yes_no=self.scale.yes_no)
        if here is not None and here.offers(typed) and not controlled:
            self.answer(here.question.number, typed)
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Up):
            self._go(-1)
        elif event.key() == Qt.Key.Key_Down and here is not None:
            self._go(1)
        else:
            event.ignore()


def _typed(event: QKeyEvent, *, yes_no: bool) -> int:
    """The answer that a key stands for; -1 for none."""
    if event.text().isdecimal():
        return int(event.text())
    return {Qt.Key.Key_Y: 1, Qt.Key.Key_N: 0}.get(Qt.Key(event.key()), -1) if yes_no else -1
