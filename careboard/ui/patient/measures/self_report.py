"""One scale in the patient's hands: a question at a time in large type, and nothing of the chart.

It knows no patient, no chart and no vault; it hands out answers, and ends only in the cover, which staff alone lift.
"""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.i18n import gettext, ngettext
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Flow, Ground, Panel
from careboard.ui.parts.sheet import Scrolled
from careboard.workflow.writing.scales import Question, ScaleOffer

_WIDTH, _HIGH = 880, 52  # px at 100%
_BACK = (Qt.Key.Key_Backspace, Qt.Key.Key_Left)


class Large(Button):
    """A button in large type that takes the whole width."""

    def __init__(self, text: str, kind: str = "", *, checkable: bool = False) -> None:
        super().__init__(text, kind)
        self.setCheckable(checkable)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def _follow_look(self) -> None:
        super()._follow_look()
        self.setFont(look().font(Type.TITLE))
        self.setMinimumHeight(look().px(_HIGH))


class SelfReport(Ground):
    """The form in the patient's hands. `initials` say whose turn it is; nothing else of the person is here.

    `answered` carries what was answered so far, by number; `left` is sent when it goes back to staff.
    """

    answered = Signal(object)
    left = Signal()

    def __init__(self, scale: ScaleOffer, language: str, initials: str, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self._scale, self._language = scale, language
        self._answers: dict[str, int] = {}
        self._at = -1
        self._told = Label("", Type.HEADLINE, "warn", wrap=True)
        self._told.hide()
        self._place = Label("", Type.HEADLINE, "text2")
        self._back, self.skip = Button(self._say("Back")), Button(self._say("I would rather not answer"), "quiet")
        self._return = Button(self._say("Give back to staff"), "quiet")
        self._stack = QStackedLayout()
        self._lay_out(initials)
        self._back.clicked.connect(lambda _on: self._go(-1))
        self.skip.clicked.connect(lambda _on: self._pass())
        self._return.clicked.connect(lambda _on: self.left.emit())
        self._show()

    def _say(self, sentence: str) -> str:
        """A sentence in the patient's language."""
        return gettext(sentence, self._language)

    # -- its parts ----------------------------------------------------------------------------------------------

    def _lay_out(self, initials: str) -> None:
        head, foot = QHBoxLayout(), QWidget()
        head.addWidget(Label(initials, Type.HEADLINE, "text2"))
        head.addStretch(1)
        head.addWidget(self._place)
        flow = Flow(foot, look().px(12))
        for button in (self._back, self.skip, self._return):
            flow.addWidget(button)
        foot.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        card = Panel()
        column = QVBoxLayout(card)
        edge = look().px(20)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(look().px(16))
        column.addLayout(head)
        column.addWidget(self._told)
        column.addLayout(self._stack, 1)
        column.addWidget(foot)
        self._add_steps()
        middle = QHBoxLayout(self)
        margin = look().px(24)
        middle.setContentsMargins(margin, margin, margin, margin)
        middle.addStretch(0)
        middle.addWidget(card, 1)
        middle.addStretch(0)
        card.setMaximumWidth(look().px(_WIDTH))

    def _add_steps(self) -> None:
        begin = Large(self._say("Begin"), "primary")
        begin.clicked.connect(lambda _on: self._go(1))
        hello = self._say("Please answer each question as it is for you. Staff will go through it with you.")
        self._steps = [_step(hello, self._scale.instruction, [begin])]
        self._steps += [self._asking(question) for question in self._scale.questions]
        thanks = self._say("Thank you. Please give this back to a member of staff.")
        danger = self._say("If you are thinking about hurting yourself, tell a member of staff now.")
        done = Large(self._say("Give back to staff"), "primary")
        done.clicked.connect(lambda _on: self.left.emit())
        self._steps.append(_step(danger, thanks, [done]))
        for step in self._steps:
            self._stack.addWidget(step)

    def _asking(self, question: Question) -> QWidget:
        buttons = []
        for value, label in question.options:
            button = Large(f"{value}   {label}", checkable=True)
            button.clicked.connect(lambda _on, value=value: self._answer(question.number, value))
            buttons.append(button)
        return _step(question.text, _short(self._scale.instruction), buttons)

    # -- going through it ---------------------------------------------------------------------------------------

    @property
    def question(self) -> Question | None:
        """The question that is asked now; None before the first and after the last."""
        return self._scale.questions[self._at] if 0 <= self._at < len(self._scale.questions) else None

    @property
    def answers(self) -> Mapping[str, int]:
        """What was answered so far."""
        return dict(self._answers)

    def _answer(self, number: str, value: int) -> None:
        self._answers[number] = value
        self.answered.emit(dict(self._answers))
        self._go(1)

    def _pass(self) -> None:
        """A question that is not answered stays open; an answer given before is taken back."""
        if (question := self.question) is not None and question.number in self._answers:
            del self._answers[question.number]
            self.answered.emit(dict(self._answers))
        self._go(1)

    def _go(self, step: int) -> None:
        self._at = min(max(self._at + step, -1), len(self._scale.questions))
        self._show()

    def _show(self) -> None:
        question, count = self.question, len(self._scale.questions)
        self._stack.setCurrentIndex(self._at + 1)
        told = self._say("Question {n} of {all}")
        self._place.setText(told.format(n=self._at + 1, all=count) if question is not None else "")
        for button in (self._back, self.skip):
            button.setVisible(question is not None or (button is self._back and self._at == count))
        self._return.setVisible(self._at < count)
        self._told.hide()
        buttons = self._steps[self._at + 1].findChildren(Large)
        if question is not None:
            for (value, _label), button in zip(question.options, buttons, strict=True):
                button.setChecked(self._answers.get(question.number) == value)
        chosen = next((button for button in buttons if button.isChecked()), buttons[0])
        self.setFocusProxy(chosen)
        self.setAccessibleName(question.text if question is not None else self._say("Questions for you"))
        if self.isVisible():
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, self.accessibleName(), assertive=True)

    def warn(self, seconds: int) -> None:
        """Say that this will be put away when nobody touches it."""
        words = ngettext("Closes in {n} second.", "Closes in {n} seconds.", seconds, self._language)
        self._told.setText(f"{words.format(n=seconds)} {self._say('Any key keeps it open.')}")
        self._told.show()
        announce(self, self._told.text(), assertive=True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit answers, Backspace goes back; no other key does anything but move among the buttons."""
        question = self.question
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        offered = {value for value, _label in question.options} if question is not None else set()
        if question is not None and plain and event.text().isdecimal() and int(event.text()) in offered:
            self._answer(question.number, int(event.text()))
        elif plain and event.key() in _BACK and self._at >= 0:
            self._go(-1)
        elif plain and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        event.accept()

    @override
    def event(self, event: QEvent) -> bool:
        """No key of any other part of the program is heard while the patient holds it."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)


def _step(question: str, above: str, buttons: list[Large]) -> QWidget:
    """A sentence above in smaller type, the question in large type, and the buttons below each other; it scrolls."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(look().px(4), look().px(4), look().px(4), look().px(4))
    column.setSpacing(look().px(12))
    column.addStretch(1)
    for words, role, tone in ((above, Type.TITLE, "text2"), (question, Type.NAME, "text1")):
        if words:
            column.addWidget(Label(words, role, tone, wrap=True))
    column.addSpacing(look().px(4))
    rows = QVBoxLayout()
    rows.setSpacing(look().px(8))
    for button in buttons:
        rows.addWidget(button)
    column.addLayout(rows)
    column.addStretch(2)
    return Scrolled(inside)


def _short(instruction: str) -> str:
    """The lead that each question goes on from: the last sentence of the instruction, as printed."""
    lead = instruction.rstrip()
    start = max(lead.rfind(". "), lead.rfind("? "))
    return lead[start + 2 :] if start >= 0 else lead
