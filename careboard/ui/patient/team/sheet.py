"""The care team of one patient, beside the page: who is on it and since when, who may join, and the way out of it.

What happens is said in words first, and only then signed: Enter signs, Esc goes back.
"""

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout

from careboard.clinical.values import MemberId, PatientId
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.wording.voice import Voice
from careboard.ui.desk import Desk
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.labels import Label
from careboard.ui.parts.last_look import LastLook
from careboard.ui.parts.sheet import Sheet
from careboard.ui.patient import banner_words
from careboard.ui.patient.team.cards import JoinCard, MemberCard, admission_card
from careboard.ui.patient.team.words import Step, going, joining, remarks
from careboard.workflow.care_team import SeenTeam, add, seen_team, take_off
from careboard.workflow.session import Session


class TeamSheet(Sheet):
    """Reads the team when it opens, and anew after every change."""

    changed = Signal()  # somebody joined, or was taken off
    leaving = Signal()  # whoever is signed in is about to leave: what waits is done first
    gone = Signal()  # they have left

    def __init__(self, desk: Desk, chart: Chart) -> None:
        super().__init__(_("Care team"))
        self._desk, self._patient, self._named = desk, chart.patient, banner_words.name(chart)
        self.team: SeenTeam | None = None
        self.cards: list[MemberCard] = []
        self.join: JoinCard | None = None
        self._step: Step | None = None
        self.review = LastLook()
        self.review.left.connect(self._leave_review)
        self.review.confirmed.connect(self._sign)
        self._error = Label("", Type.STRONG_LABEL, "danger", wrap=True)
        self._remarks = Label(_("The care team is being read."), Type.BODY, "text2", wrap=True)
        self._members = QVBoxLayout()
        self._lay_out(chart)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        desk.ask(partial(seen_team, patient=self._patient), self, self._show, self._refuse)

    def _lay_out(self, chart: Chart) -> None:
        lead = _("Whoever is on it holds the key of this chart, and reads what is written into it.")
        self.body.addWidget(Label(lead, Type.BODY, "text2", wrap=True))
        if (admitted := admission_card(chart)) is not None:
            self.body.addWidget(admitted)
        self._members.setSpacing(look().px(8))
        self.body.addLayout(self._members)
        self.body.addWidget(self._remarks)
        for widget in (self._error, self.review):
            self.footer.addWidget(widget)
            widget.hide()

    @property
    def error(self) -> str:
        """What was refused."""
        return self._error.text()

    @property
    def said(self) -> str:
        """What is remarked below the members."""
        return self._remarks.text()

    def _show(self, team: SeenTeam) -> None:
        self.team, me = team, self._desk.me.member
        for gone in (*self.cards, *((self.join,) if self.join else ())):
            gone.hide()
            gone.deleteLater()
        voice = Voice(zone=self._desk.zone)
        self.cards = [
            MemberCard(one, voice, own=one.author.member == me, may_go=one.author.member in team.may_go)
            for one in team.members
        ]
        for card in self.cards:
            card.going.connect(self._begin_to_go)
            self._members.addWidget(card)
        self.join = JoinCard(team.may_join) if team.may_join else None
        if self.join is not None:
            self.join.joining.connect(self._begin_to_add)
            self.footer.insertWidget(0, self.join)
        self._remarks.setText(remarks(team, me))
        self._remarks.setVisible(bool(self._remarks.text()))
        self._leave_review()

    # -- changing ------------------------------------------------------------------------------------------------

    @Slot(str)
    def _begin_to_add(self, member: MemberId) -> None:
        if self.team is not None:
            self._ask(joining(self.team, member, self._named))

    @Slot(str)
    def _begin_to_go(self, member: MemberId) -> None:
        if self.team is not None:
            self._ask(going(self.team, member, self._named, own=member == self._desk.me.member))

    def _ask(self, step: Step) -> None:
        self._step = step
        self._error.hide()
        self._show_join(shown=False)
        self.inside.setEnabled(False)
        self.review.ask(step.act, step.means, step.button)

    @Slot()
    def _leave_review(self) -> None:
        self._step = None
        self.review.hide()
        self.inside.setEnabled(True)
        self._show_join(shown=True)
        self.setFocus()

    def _show_join(self, *, shown: bool) -> None:
        if self.join is not None:
            self.join.setVisible(shown)

    @Slot()
    def _sign(self) -> None:
        if (step := self._step) is None:
            return
        self.setFocus()
        if step.joins or step.member != self._desk.me.member:
            work, done = partial(_changed, patient=self._patient, step=step), partial(self._have_changed, step)
            self._desk.ask(work, self, done, self._refuse)
        else:
            self.leaving.emit()
            leave = partial(take_off, patient=self._patient, member=step.member)
            self._desk.ask(leave, self, partial(self._have_left, step), self._refuse)

    def _have_changed(self, step: Step, team: SeenTeam) -> None:
        self._desk.tell(step.done)
        self._show(team)
        self.changed.emit()

    def _have_left(self, step: Step, _done: None) -> None:
        self._desk.tell(step.done)
        self.gone.emit()

    def _refuse(self, error: CareboardError) -> None:
        self._remarks.setVisible(self.team is not None and bool(self.said))
        self._leave_review()
        self._error.setText(error.told)
        self._error.show()
        announce(self, error.told, assertive=True)


def _changed(session: Session, patient: PatientId, step: Step) -> SeenTeam:
    (add if step.joins else take_off)(session, patient, step.member)
    return seen_team(session, patient)
