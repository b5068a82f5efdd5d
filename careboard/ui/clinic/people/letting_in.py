"""Who waits to be let in: an administrator hears six words, types them, and only where all six fit lets somebody in.

The words of whoever asks are not shown beside the field: what is compared is what was heard, not what stands there.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from careboard.clinical.people import Role
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.wording.times import moment
from careboard.projections.wording.voice import Voice
from careboard.ui.desk import Desk
from careboard.ui.entrance.setup.steps import role_choices
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Field, Line
from careboard.ui.parts.labels import Label
from careboard.ui.parts.last_look import LastLook
from careboard.ui.parts.panels import Panel
from careboard.ui.parts.sheet import Sheet
from careboard.workflow.hub.approving import Newcomer, Waiting, approve, turn_away, waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from careboard.workflow.session import Session

WORDS = 6


class NewcomerCard(Panel):
    """One who asks: what they typed, and beside it what can be done."""

    def __init__(self, one: Newcomer, voice: Voice) -> None:
        super().__init__(ground="surface2", radius=6)
        self.compare, self.away = Button(_("Compare the words"), "quiet"), Button(_("Turn away"), "quiet")
        self.away.setAccessibleName(_("Turn {name} away").format(name=one.name))
        column, row = QVBoxLayout(self), QHBoxLayout()
        margin = look().px(12)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(look().px(2))
        wanted = _roles([one.role]) if one.role is not None else _("A role that there is not")
        column.addWidget(Label(one.name, Type.VALUE, wrap=True))
        column.addWidget(
            Label(_("{role}, at {device}").format(role=wanted, device=one.device), Type.META, "text3", wrap=True)
        )
        column.addWidget(Label(_("Asked {at}").format(at=moment(one.asked, voice)), Type.META, "text3"))
        row.addWidget(self.compare)
        row.addWidget(self.away)
        row.addStretch(1)
        column.addLayout(row)


class ComparingForm(QWidget):
    """The six words as they are heard, and as what the clinic takes them in."""

    def __init__(self, one: Newcomer) -> None:
        super().__init__()
        self.words, self.name = Line(), Line(one.name)
        hint = _("Have them read the words from their own screen, face to face, and type what you hear.")
        self._words = Field(_("The six words"), self.words, hint)
        self._name = Field(_("Name"), self.name, _("As it is to stand below what they sign."))
        self.boxes = {role: QCheckBox(told) for told, role in role_choices(tuple(Role))}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(12))
        for widget in (self._words, self._name, Label(_("Roles"), Type.STRONG_LABEL, "text2")):
            column.addWidget(widget)
        for role, box in self.boxes.items():
            box.setChecked(role is one.role)
            column.addWidget(box)
        told = _(
            "Who treats or coordinates is handed the charts that you read, unless the clinic chooses its care teams."
        )
        column.addWidget(Label(told, Type.META, "text3", wrap=True))
        self.setFocusProxy(self.words)

    @property
    def said(self) -> tuple[str, ...]:
        """The words that were typed."""
        return tuple(self.words.words.split())

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that are ticked."""
        return frozenset(role for role, box in self.boxes.items() if box.isChecked())

    def done(self) -> bool:
        """Is everything there? What is missing is said beside the field."""
        self._words.refuse("" if len(self.said) == WORDS else _("There are six words, with blanks between them."))
        self._name.refuse("" if self.name.words else _("Say what they are called."))
        return not (self._words.error or self._name.error)

    @property
    def error(self) -> str:
        """What is said to be wrong."""
        return " ".join(filter(None, (self._words.error, self._name.error)))


class WaitingSheet(Sheet):
    """Asks the hub who waits when it opens, and anew after each who was let in or turned away."""

    let_in = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Waiting to be let in"))
        self._desk = desk
        self.cards: list[NewcomerCard] = []
        self.form: ComparingForm | None = None
        self._one: Newcomer | None = None
        self._act: Callable[[Session], None] | None = None
        self._told = ""
        self._state = Label(_("The clinic's server is being asked."), Type.BODY, "text2", wrap=True)
        self._holder = QVBoxLayout()
        self._holder.setSpacing(look().px(8))
        self.body.addWidget(self._state)
        self.body.addLayout(self._holder)
        self._error = Label("", Type.STRONG_LABEL, "danger", wrap=True)
        self.back, self.enter = Button(_("Back")), Button(_("Let them in"), "primary")
        self._asked = QWidget()
        row = QHBoxLayout(self._asked)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.enter)
        self.review = LastLook()
        for widget in (self._error, self._asked, self.review):
            self.footer.addWidget(widget)
            widget.hide()
        self.back.clicked.connect(self.ask)
        self.enter.clicked.connect(self._review)
        self.review.left.connect(self._leave_review)
        self.review.confirmed.connect(self._sign)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.ask()

    @property
    def error(self) -> str:
        """What was refused."""
        return self._error.text()

    @property
    def said(self) -> str:
        """How many wait, or that nobody does."""
        return self._state.text()

    # -- who waits -------------------------------------------------------------------------------------------------

    @Slot()
    def ask(self) -> None:
        """Ask the hub who waits."""
        self._desk.begin(lambda session, _errand, _tell: waiting(session), self, self.show_waiting, self._refuse)

    def show_waiting(self, found: Waiting) -> None:
        """Show who waits, the first first."""
        self._clear()
        number = len(found.newcomers)
        told = [ngettext("{n} waits.", "{n} wait.", number).format(n=number) if number else _("Nobody waits now.")]
        if found.unreadable:
            sentence = ngettext(
                "{n} request cannot be read: it was not made with a file of this clinic, and lets nobody in.",
                "{n} requests cannot be read: they were not made with a file of this clinic, and let nobody in.",
                found.unreadable,
            )
            told.append(sentence.format(n=found.unreadable))
        self._state.setText(" ".join(told))
        for one in found.newcomers:
            card = NewcomerCard(one, Voice(zone=self._desk.zone))
            card.compare.clicked.connect(partial(self.compare, one))
            card.away.clicked.connect(partial(self._ask_to_turn_away, one))
            self._holder.addWidget(card)
            self.cards.append(card)
        self.setFocus()

    def _clear(self) -> None:
        for gone in (*self.cards, *((self.form,) if self.form else ())):
            gone.hide()
            gone.deleteLater()
        self.cards, self.form, self._one = [], None, None
        self._error.hide()
        self._leave_review()

    # -- one of them -----------------------------------------------------------------------------------------------

    def compare(self, one: Newcomer, *_checked: object) -> None:
        """Hear the six words of one who asks."""
        self._clear()
        self._one, self.form = one, ComparingForm(one)
        self._state.setText(_("{name} asks to join, from {device}.").format(name=one.name, device=one.device))
        self.form.words.returnPressed.connect(self._review)
        self._holder.addWidget(self.form)
        self._leave_review()
        self.form.setFocus()

    @Slot()
    def _review(self) -> None:
        form, one = self.form, self._one
        if form is None or one is None or not form.done():
            return
        name, said, roles = form.name.words, form.said, form.roles
        self._act = partial(approve, newcomer=one, said=said, name=name, roles=roles)
        self._told = _("{name} is let in.").format(name=name)
        means = _("They become a member, as {roles}. Sign only where they said the words themselves.")
        means = means.format(roles=_roles(roles))
        self._look(self._told, means, _("Let {name} in").format(name=name))

    def _ask_to_turn_away(self, one: Newcomer, *_checked: object) -> None:
        self._act = partial(turn_away, newcomer=one)
        self._told = _("{name} was turned away.").format(name=one.name)
        means = _("What they asked with is good for nothing any more. With a new enrollment file they may ask again.")
        act, button = _("{name} is turned away."), _("Turn {name} away")
        self._look(act.format(name=one.name), means, button.format(name=one.name))

    def _look(self, act: str, means: str, button: str) -> None:
        self._error.hide()
        self._asked.hide()
        self.inside.setEnabled(False)
        self.review.ask(act, means, button)

    @Slot()
    def _leave_review(self) -> None:
        self.review.hide()
        self.inside.setEnabled(True)
        self._asked.setVisible(self.form is not None)

    @Slot()
    def _sign(self) -> None:
        if (act := self._act) is not None:
            self.setFocus()
            self._desk.begin(lambda session, _errand, _tell: act(session), self, self._have_signed, self._refuse)

    def _have_signed(self, _done: None) -> None:
        self._desk.tell(self._told)
        self.let_in.emit()
        self.ask()

    def _refuse(self, error: CareboardError) -> None:
        self._leave_review()
        if self.form is None and not self.cards:
            self._state.setText("")
        self._error.setText(error.told)
        self._error.show()
        announce(self, error.told, assertive=True)


def _roles(roles: "Collection[Role]") -> str:
    return ", ".join(words for words, role in role_choices(tuple(Role)) if role in roles)
