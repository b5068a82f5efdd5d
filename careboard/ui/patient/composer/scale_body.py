"""A rating scale filled in by digits: each goes on to the next question, Backspace goes back, the total grows along.

A positive answer to the item about suicide says at once that a risk assessment is due; it never sets the level.
"""

from dataclasses import replace

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.entry import KnownContent
from careboard.clinical.response import AnsweredBy
from careboard.i18n import gettext as _
from careboard.projections.wording.voice import joined
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import focus_ring
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Chip
from careboard.ui.parts.fields import Choice, Field, Line
from careboard.ui.parts.labels import Icon, Label
from careboard.ui.parts.panels import Flow, Panel
from careboard.ui.patient.composer.body import Body, Head, Kept
from careboard.workflow.writing.measures import number
from careboard.workflow.writing.scales import Question, ScaleOffer, assessment, result_alone, tally

_BY = {
    Qt.Key.Key_P: (_("Patient   P"), AnsweredBy.PATIENT),
    Qt.Key.Key_C: (_("Clinician   C"), AnsweredBy.CLINICIAN),
    Qt.Key.Key_F: (_("Family   F"), AnsweredBy.FAMILY),
    Qt.Key.Key_O: (_("Somebody else   O"), AnsweredBy.OTHER),
}


class _Answerer(Choice):
    """Who answered the questions: nobody until somebody says so."""

    def __init__(self) -> None:
        super().__init__(list(_BY.values()), empty=_("Choose"))

    @property
    def who(self) -> str:
        """Who it was, in words."""
        return self.currentText().partition("   ")[0].casefold()

    @property
    def by(self) -> AnsweredBy:
        """Who it was; raises ValueError with a sentence."""
        if isinstance(self.chosen, AnsweredBy):
            return self.chosen
        raise ValueError(_("Say who answered: P patient, C clinician, F family, O somebody else."))


class Row(QWidget):
    """One question with its answers; the one that has the turn wears the ring."""

    chosen = Signal(str, int)

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        self._turn = False
        words = question.text or _("Question {n}").format(n=question.number)
        self._chips = {value: self._chip(value, label) for value, label in question.options}
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(10), look().px(6), look().px(10), look().px(8))
        column.setSpacing(look().px(4))
        column.addWidget(Label(f"{question.number}  {words}", Type.BODY, wrap=True))
        answers = QWidget()
        flow = Flow(answers, look().px(6))
        for chip in self._chips.values():
            flow.addWidget(chip)
        answers.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        column.addWidget(answers)

    def _chip(self, value: int, label: str) -> Chip:
        chip = Chip(f"{value}  {label}", checkable=True)
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        chip.setAccessibleName(f"{self.question.number}: {value} {label}")
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


class ScaleBody(Body):
    """One scale, question by question."""

    wants_asked = True
    wants_when = True

    def __init__(self, scale: ScaleOffer, parent: QWidget | None = None) -> None:
        super().__init__(f"scale:{scale.name}", scale.name, parent)
        self._scale, self._at = scale, 0
        self._answers: dict[str, int] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._total = ""
        self._by = _Answerer()
        self.column.addWidget(Label(scale.instruction, Type.LABEL, "text2", wrap=True))
        self._rows = [Row(question) for question in scale.questions]
        for row in self._rows:
            row.chosen.connect(self._answer)
            self.column.addWidget(row)
        self._strip, self._end = _risk_strip(), QWidget()
        ending = QHBoxLayout(self._end)
        ending.setContentsMargins(look().px(10), 0, 0, 0)
        ending.addWidget(Field(_("Answered by"), self._by))
        ending.addStretch(1)
        for part in (self._strip, self._end):
            self.column.addWidget(part)
        self.column.addWidget(Label(scale.licence, Type.META, "text3", wrap=True))
        self._by.currentIndexChanged.connect(self.changed)
        self._show_state()

    @property
    def total(self) -> str:
        """The total so far, in words."""
        return self._total

    @override
    def begin(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        numbers = {Qt.Key.Key_Y: 1, Qt.Key.Key_N: 0} if self._yes_no else {}
        typed = int(event.text()) if event.text().isdecimal() else numbers.get(Qt.Key(event.key()), -1)
        here = self._here
        controlled = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if here is not None and here.offers(typed) and not controlled:
            self._answer(here.question.number, typed)
        elif (key := Qt.Key(event.key())) in _BY and not controlled:
            self._by.choose(_BY[key][1])
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Up):
            self._go(-1)
        elif event.key() == Qt.Key.Key_Down:
            self._go(1)
        else:
            event.ignore()

    @property
    def _yes_no(self) -> bool:
        return all({value for value, _label in row.question.options} == {0, 1} for row in self._rows)

    @property
    def _here(self) -> Row | None:
        return self._rows[self._at] if self._at < len(self._rows) else None

    def _asked(self) -> tuple[str, ...]:
        return tally(self._scale.name, self._answers).asked

    def _answer(self, number: str, value: int) -> None:
        self._answers[number] = value
        asked = self._asked()
        self._answers = {one: given for one, given in self._answers.items() if one in asked}
        self._at = [row.question.number for row in self._rows].index(number)
        self._go(1)
        self.changed.emit()

    def _go(self, step: int) -> None:
        asked = self._asked()
        at = self._at + step
        while 0 <= at < len(self._rows) and self._rows[at].question.number not in asked:
            at += step
        self._at = min(max(at, 0), len(self._rows))
        self._show_state()
        if self._here is None:
            self.finished.emit()
        self.turned.emit(self._here or self._end)

    def _show_state(self) -> None:
        counted = tally(self._scale.name, self._answers)
        for at, row in enumerate(self._rows):
            row.setVisible(row.question.number in counted.asked)
            row.show_answer(self._answers.get(row.question.number), turn=at == self._at)
        self._total = self._told(counted.words)
        if counted.at_risk and self._strip.isHidden():
            announce(self, _("Positive for suicide: a risk assessment is due."), assertive=True)
        self._strip.setVisible(counted.at_risk)
        here = self._here
        self.setAccessibleName(self._scale.name)
        self.setAccessibleDescription(here.question.text if here else counted.words)

    def _told(self, words: str) -> str:
        """The total; a screener of yes and no has none, but the highest item that was answered with yes."""
        asked = [row.question.number for row in self._rows if self._answers.get(row.question.number)]
        if not self._yes_no:
            return _("Total {words}").format(words=words)
        return (
            _("Highest item {item}, level {words}").format(item=asked[-1], words=words.casefold()) if asked else words
        )

    @property
    @override
    def status(self) -> str:
        by = _("answered by: {who}").format(who=self._by.who) if self._by.chosen else ""
        return joined([self._total, by]) if self._answers else ""

    @property
    @override
    def empty(self) -> bool:
        return not self._answers

    @override
    def contents(self, head: Head) -> tuple[KnownContent, ...]:
        if not self._answers:
            raise ValueError(_("No question is answered yet."))
        made = assessment(self._scale.name, self._answers, self._by.by)
        return (replace(made, asked_to_acknowledge=head.asked),)

    @override
    def kept(self) -> Kept:
        return {"answers": dict(self._answers), "by": self._by.currentText()}

    @override
    def restore(self, kept: Kept) -> None:
        self._answers = {str(number): int(value) for number, value in kept["answers"].items()}
        self._by.choose_words(kept["by"])
        numbers = [row.question.number for row in self._rows]
        self._at = next((at for at, number in enumerate(numbers) if number not in self._answers), len(numbers))
        self._show_state()


class ResultBody(Body):
    """A scale that was filled in on paper: its total alone."""

    wants_asked = True
    wants_when = True

    def __init__(self, scale: ScaleOffer, parent: QWidget | None = None) -> None:
        super().__init__(f"scale:{scale.name}", scale.name, parent)
        self._scale = scale
        span = ""
        if scale.minimum is not None and scale.maximum is not None:
            span = _("From {low} to {high}, as the form gives it").format(low=scale.minimum, high=scale.maximum)
        self._total = Line()
        self._by = _Answerer()
        self._total.textChanged.connect(self.changed)
        self._by.currentIndexChanged.connect(self.changed)
        self.column.addWidget(Field(_("Total"), self._total, span))
        self.column.addWidget(Field(_("Answered by"), self._by))
        self.column.addWidget(Label(scale.licence, Type.META, "text3", wrap=True))

    @property
    @override
    def empty(self) -> bool:
        return not self._total.words

    @override
    def contents(self, head: Head) -> tuple[KnownContent, ...]:
        made = result_alone(self._scale.name, number(self._total.words, _("The total")), self._by.by)
        return (replace(made, asked_to_acknowledge=head.asked),)

    @override
    def kept(self) -> Kept:
        return {"total": self._total.text(), "by": self._by.currentText()}

    @override
    def restore(self, kept: Kept) -> None:
        self._total.setText(kept["total"])
        self._by.choose_words(kept["by"])


def _risk_strip() -> Panel:
    strip = Panel(ground="danger_tint", radius=6)
    row = QHBoxLayout(strip)
    row.setContentsMargins(look().px(10), look().px(8), look().px(10), look().px(8))
    row.addWidget(Icon("shield", "danger"))
    words = _("Positive for suicide: a risk assessment is due. Open it from the risk chip of the banner after signing.")
    row.addWidget(Label(words, Type.STRONG_LABEL, "danger", wrap=True), 1)
    strip.hide()
    return strip
