"""A rating scale as a form of the composer: its questions, what they add up to, who answered; or its total alone.

A positive answer to the item about suicide opens the C-SSRS screener here; both are signed in one act.
"""

from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.entry import KnownContent
from careboard.clinical.response import AnsweredBy, Assessment
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.measures.rated import changes
from careboard.projections.wording.voice import joined
from careboard.ui.look.look import Type, look
from careboard.ui.parts.fields import Choice, Field, Line
from careboard.ui.parts.labels import Label
from careboard.ui.patient.composer.body import Body, Head, Kept, Missing
from careboard.ui.patient.composer.scale_questions import Questions
from careboard.ui.patient.composer.suicide_screen import SuicideScreen
from careboard.workflow.writing.measures import number
from careboard.workflow.writing.own_scales import own_assessment
from careboard.workflow.writing.scales import ScaleOffer, assessment, result_alone

_BY = {
    Qt.Key.Key_P: (_("Patient   P"), AnsweredBy.PATIENT),
    Qt.Key.Key_C: (_("Clinician   C"), AnsweredBy.CLINICIAN),
    Qt.Key.Key_F: (_("Family   F"), AnsweredBy.FAMILY),
    Qt.Key.Key_O: (_("Somebody else   O"), AnsweredBy.OTHER),
}
_ALONE = _("Filled in by the patient alone, on screen")


class _Answerer(Choice):
    """Who answered the questions: the patient where they ask the patient, else nobody until somebody says so."""

    def __init__(self, *, asks_patient: bool) -> None:
        super().__init__(list(_BY.values()), empty=_("Choose"))
        if asks_patient:
            self.choose(AnsweredBy.PATIENT)

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


class _YesOrNo(Choice):
    """Whether the item about suicide of a form on paper was positive; nobody answers it but a person."""

    def __init__(self) -> None:
        answers = [(_("Yes, positive"), "1"), (_("No, not positive"), "0")]
        super().__init__(answers, empty=_("Not asked or not answered"))

    @property
    def words(self) -> str:
        """What it counts: "1", "0", or nothing where it was not answered."""
        return str(self.chosen or "")


class _Scale(Body):
    """What both forms of a scale share: who answered, what changed, the screener, and what is signed together."""

    wants_asked = True
    wants_when = True

    def __init__(self, scale: ScaleOffer, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(f"scale:{scale.name}", scale.name, parent)
        self.scale, self._chart = scale, chart
        self._by, self.screener = _Answerer(asks_patient=scale.asks_patient), SuicideScreen(scale.risk_item)
        self.against = Label("", Type.LABEL, "text2", wrap=True)
        self.against.hide()
        self._by.currentIndexChanged.connect(self.changed)
        self.screener.changed.connect(self._follow)

    def _follow(self) -> None:
        self.changed.emit()

    def _compare(self, total: Decimal | None) -> None:
        """Say how a whole total stands against the last one and the first."""
        told = changes(self.scale.name, total, self._chart) if total is not None else ()
        self.against.setText("\n".join(told))
        self.against.setVisible(bool(told))

    @property
    def changed_by(self) -> str:
        """How the total stands against the last one; nothing where there is none yet."""
        return self.against.text().partition("\n")[0]

    def _signed(self, made: Assessment, head: Head) -> tuple[KnownContent, ...]:
        """The scale, and the screener that its answer about suicide opened."""
        screened = self.screener.content(self._by.by, made.language) if not self.screener.isHidden() else None
        both = (made, screened) if screened is not None else (made,)
        return tuple(replace(one, asked_to_acknowledge=head.asked) for one in both)

    @property
    def _not_screened(self) -> str:
        """Why the screener was not done, for the scale's own remark."""
        reason = "" if self.screener.isHidden() else self.screener.reason
        return _("C-SSRS not done: {reason}").format(reason=reason) if reason else ""


class ScaleBody(_Scale):
    """One scale, question by question."""

    def __init__(self, scale: ScaleOffer, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(scale, chart, parent)
        self.questions, self._end = Questions(scale), QWidget()
        self._language, self._alone = "en", False
        ending = QHBoxLayout(self._end)
        ending.setContentsMargins(look().px(10), 0, 0, 0)
        ending.addWidget(Field(_("Answered by"), self._by))
        ending.addStretch(1)
        licence = Label(scale.licence, Type.META, "text3", wrap=True)
        for part in (self.questions, self.screener, self.against, self._end, licence):
            self.column.addWidget(part)
        self._listen()
        self._show_state()

    def _listen(self) -> None:
        self.questions.changed.connect(self._follow)
        self.questions.passed.connect(self._pass_on)
        for questions in (self.questions, self.screener.questions):
            questions.turned.connect(self._turn)
        self.screener.questions.passed.connect(self._finish)
        self.screener.questions.left_back.connect(self._go_back)

    # -- the turn -----------------------------------------------------------------------------------------------

    @override
    def begin(self) -> None:
        self.questions.begin()

    def _turn(self, row: QWidget) -> None:
        if self.questions.isAncestorOf(row):
            self.screener.questions.rest()
        self._show_state()
        self.turned.emit(row)

    def _pass_on(self) -> None:
        """After its last question the screener has the turn, where it is due."""
        self._show_state()
        if self.screener.isHidden():
            self._finish()
        else:
            self.questions.rest()
            self.turned.emit(self.screener.strip)
            self.screener.begin()

    def _go_back(self) -> None:
        self.screener.questions.rest()
        self.questions.begin(at_the_end=True)

    def _finish(self) -> None:
        self._show_state()
        self.finished.emit()
        self.turned.emit(self._end)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        controlled = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if (key := Qt.Key(event.key())) in _BY and not controlled:
            self._by.choose(_BY[key][1])
        else:
            event.ignore()

    # -- what stands --------------------------------------------------------------------------------------------

    @override
    def _follow(self) -> None:
        self._show_state()
        super()._follow()

    def _show_state(self) -> None:
        counted = self.questions.tally
        self.screener.ask(asked=bool(self.scale.risk_item) and counted.at_risk)
        whole = counted.complete and counted.total is not None
        self._compare(Decimal(counted.total) if whole and counted.total is not None else None)
        self.restated.emit()

    @property
    def total(self) -> str:
        """The total so far, in words."""
        return self.questions.told

    @property
    @override
    def status(self) -> str:
        by = _("answered by: {who}").format(who=self._by.who) if self._by.chosen else ""
        screened = self.screener.status if not self.screener.isHidden() else ""
        return joined([self.total, self.changed_by, screened, by]) if self.questions.answers else ""

    @property
    @override
    def empty(self) -> bool:
        return not self.questions.answers

    @override
    def contents(self, head: Head) -> tuple[KnownContent, ...]:
        if not self.questions.answers:
            raise ValueError(_("No question is answered yet."))
        note = joined([_ALONE if self._alone else "", self._not_screened], "; ")
        own, answers, by = self.scale.own, self.questions.answers, self._by.by
        if own is not None:
            return self._signed(own_assessment(own, answers, by, note), head)
        made = assessment(self.scale.name, answers, by, self._language, note)
        return self._signed(made, head)

    # -- drafts -------------------------------------------------------------------------------------------------

    @override
    def kept(self) -> Kept:
        return {
            "answers": dict(self.questions.answers),
            "by": self._by.currentText(),
            "screen": self.screener.kept(),
            "language": self._language,
            "alone": self._alone,
        }

    @override
    def restore(self, kept: Kept) -> None:
        self.questions.restore(kept["answers"])
        self._by.choose_words(kept["by"])
        self.screener.restore(kept.get("screen", {}))
        self._language, self._alone = kept.get("language", "en"), kept.get("alone", False)
        self._show_state()

    def take_from_patient(self, answers: dict[str, int], language: str) -> None:
        """The answers that the patient gave alone, in a language; they wait here to be reviewed and signed."""
        self._language, self._alone = language, True
        self.questions.restore(answers)
        self._by.choose(AnsweredBy.PATIENT)
        self._follow()


class ResultBody(_Scale):
    """A scale that was filled in on paper: its total alone, and its answer about suicide where it asks for one."""

    def __init__(self, scale: ScaleOffer, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(scale, chart, parent)
        span = ""
        if scale.minimum is not None and scale.maximum is not None:
            span = _("From {low} to {high}, as the form gives it").format(low=scale.minimum, high=scale.maximum)
        self._total = Line()
        self._item: Line | _YesOrNo = Line() if scale.numbers_risk else _YesOrNo()
        self._total.textChanged.connect(self._follow)
        self._listen_to_item()
        named = _("Mean") if scale.averaged else _("Total")
        self.column.addWidget(Label(scale.why_alone, Type.LABEL, "text2", wrap=True))
        self.column.addWidget(Field(named, self._total, span))
        self.column.addWidget(self.against)
        if scale.risk_item:
            self.column.addWidget(self._risk_field())
        for part in (self.screener, Field(_("Answered by"), self._by)):
            self.column.addWidget(part)
        self.column.addWidget(Label(scale.licence, Type.META, "text3", wrap=True))

    def _listen_to_item(self) -> None:
        changed = self._item.textChanged if isinstance(self._item, Line) else self._item.currentIndexChanged
        changed.connect(self._follow)

    def _risk_field(self) -> Field:
        """What its item about suicide counts; where no source tells the number of the item, whether it was positive."""
        if not self.scale.numbers_risk:
            return Field(_("Was the form's item about suicide positive?"), self._item)
        words = _("Answer to item {n}, about suicide").format(n=self.scale.risk_item)
        counts = _("What it counts, 0 to {most}; empty if it was not answered")
        return Field(words, self._item, counts.format(most=self.scale.highest_risk))

    def _put_item(self, counted: str) -> None:
        if isinstance(self._item, _YesOrNo):
            self._item.choose(counted)
        else:
            self._item.setText(counted)

    @override
    def _follow(self) -> None:
        self.screener.ask(asked=bool(self._risk_answer))
        typed = self._total.words
        self._compare(Decimal(typed) if typed.replace(".", "", 1).isdecimal() and len(typed) < 6 else None)
        super()._follow()

    @property
    def _risk_answer(self) -> int | None:
        typed = self._item.words
        return int(typed) if typed in map(str, range(self.scale.highest_risk + 1)) else None

    @property
    @override
    def status(self) -> str:
        return joined([self.changed_by, "" if self.screener.isHidden() else self.screener.status])

    @property
    @override
    def empty(self) -> bool:
        return not (self._total.words or self._item.words)

    @override
    def contents(self, head: Head) -> tuple[KnownContent, ...]:
        total = number(self._total.words, _("The mean") if self.scale.averaged else _("The total"))
        if self._item.words and self._risk_answer is None:
            told = _("What the item about suicide counts is a number from 0 to {most}.")
            raise Missing(self._item, told.format(most=self.scale.highest_risk))
        made = result_alone(self.scale.name, total, self._by.by, self._risk_answer, self._not_screened)
        return self._signed(made, head)

    @override
    def kept(self) -> Kept:
        return {
            "total": self._total.text(),
            "item": self._item.words,
            "by": self._by.currentText(),
            "screen": self.screener.kept(),
        }

    @override
    def restore(self, kept: Kept) -> None:
        self._put_item(str(kept.get("item", "")))
        self._total.setText(kept["total"])
        self.screener.restore(kept.get("screen", {}))
        self._by.choose_words(kept["by"])
        self._follow()
