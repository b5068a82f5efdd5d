"""What is to be done after a positive screen, one button a step; and the form by which a colleague is told.

Nothing here is signed by itself: each step opens its form, and a step that was done says so.
"""

from collections.abc import Container, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from careboard.clinical.coordination import Task
from careboard.clinical.values import MemberId, When
from careboard.i18n import gettext as _
from careboard.projections.measures.follow_up import FollowUp, Step
from careboard.ui.look.look import Type
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Choice
from careboard.ui.parts.labels import Icon, Label
from careboard.ui.parts.sheet import Sheet
from careboard.ui.patient.forms.about import About
from careboard.ui.patient.forms.fielded import Refused
from careboard.ui.patient.forms.form import Form

_WORDS = {
    Step.ASSESS: (_("Judge the risk"), _("The risk was judged")),
    Step.PLAN: (_("Write the safety plan"), _("A version of the safety plan was written")),
    Step.TELL: (_("Tell a colleague"), _("A colleague was told")),
}


class NextSteps(Sheet):
    """The steps. `asked` carries the one that somebody wants to do."""

    asked = Signal(object)  # a Step

    def __init__(self, found: FollowUp, schemas: Container[str]) -> None:
        super().__init__(_("What now"))
        self.body.addWidget(Label(found.said, Type.HEADLINE, "danger", wrap=True))
        told = _("The level of risk is yours to judge; the screener only makes it due.")
        self.body.addWidget(Label(told, Type.BODY, "text2", wrap=True))
        open_ = [step for step, done in found.steps if not done and step.value in schemas]
        for step, done in found.steps:
            self._add(step, done=done, offered=step in open_, first=bool(open_) and step is open_[0])

    def _add(self, step: Step, *, done: bool, offered: bool, first: bool) -> None:
        words, told = _WORDS[step]
        row = QHBoxLayout()
        if done:
            row.addWidget(Icon("check", "ok"))
            row.addWidget(Label(told, Type.BODY, "ok", wrap=True), 1)
        elif offered:
            button = Button(words, "primary" if first else "")
            button.clicked.connect(lambda _on: self.asked.emit(step))
            row.addWidget(button)
            row.addStretch(1)
            if first:
                self.setFocusProxy(button)
        else:
            told = _("{step}: your role does not sign this. Ask a clinician now.").format(step=words)
            row.addWidget(Label(told, Type.BODY, "text1", wrap=True), 1)
        self.body.addLayout(row)


class TellForm(Form):
    """A task for a colleague: what was found, and what is asked of them today."""

    def __init__(self, about: About, team: Mapping[MemberId, str], said: str = "") -> None:
        super().__init__(_("Tell a colleague"), about)
        names = sorted(((name, member) for member, name in team.items()), key=lambda one: one[0].casefold())
        self.whom = self._added(_("Whom"), Choice(names, empty=_("Choose")))
        self._text = self.text(_("What they must know and do"), said, lines=4)
        self._due = self.day_ahead(_("By when"), When(about.today.isoformat()))
        self._urgent = self.check(_("Urgent"), on=True)

    @override
    def content(self) -> Task:
        who = self.chosen_of(self.whom, str, _("Choose whom you tell."))
        text = self.needed(self._text, _("Say what they must know and do."))
        due = self.when_of(self._due)
        if due is None:
            raise Refused(self._due, _("Say by when."))
        return Task(text, member=MemberId(who), due=due, urgent=self._urgent.isChecked())
