"""One member of the clinic: an administrator changes what they may do, or ends the membership.

What will happen is said in words with the member's name, and only then signed: Enter signs, Esc goes back.
"""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from careboard.clinical.people import Role
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.ui.entrance.setup.steps import role_choices
from careboard.ui.look.look import Type
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.labels import Label
from careboard.ui.parts.last_look import LastLook
from careboard.ui.parts.sheet import Sheet
from careboard.workflow.session import Colleague


class MembershipSheet(Sheet):
    """The roles of a member, each to be ticked. `signed` hands over the roles from now on; none ends the membership."""

    signed = Signal(object)  # a frozenset of Role

    def __init__(self, person: Colleague, *, own: bool, hub: bool = False) -> None:
        super().__init__(person.author.name)
        self.person, self._hub = person, hub
        self.boxes = {role: QCheckBox(words) for words, role in role_choices(tuple(Role))}
        self.body.addWidget(Label(_("Roles"), Type.STRONG_LABEL, "text2"))
        for role, box in self.boxes.items():
            box.setChecked(role in person.roles)
            self.body.addWidget(box)
        self.end = Button(_("End the membership"), "danger")
        self.end.setVisible(not own)
        self.change = Button(_("Change the roles"), "primary")
        self.end.clicked.connect(lambda _checked: self._look_once_more(frozenset()))
        self.change.clicked.connect(self._review_roles)
        self._asked = QWidget()
        row = QHBoxLayout(self._asked)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.end)
        row.addStretch(1)
        row.addWidget(self.change)
        self.review = LastLook()
        self.review.left.connect(self._leave_review)
        self.review.confirmed.connect(lambda: self.signed.emit(self._wanted))
        self._wanted: frozenset[Role] = frozenset()
        self._error = Label("", Type.STRONG_LABEL, "danger", wrap=True)
        for widget in (self._error, self._asked, self.review):
            self.footer.addWidget(widget)
        self._leave_review()
        self.setFocusProxy(next(iter(self.boxes.values())))

    @property
    def error(self) -> str:
        """What was refused."""
        return self._error.text()

    def refuse(self, error: CareboardError) -> None:
        """Say what was refused; what was ticked stays."""
        self._leave_review()
        self._error.setText(error.told)
        announce(self, error.told, assertive=True)

    @Slot()
    def _review_roles(self) -> None:
        ticked = frozenset(role for role, box in self.boxes.items() if box.isChecked())
        if not ticked:
            self.refuse(CareboardError(_("A member has one role at least."), _("Tick what they do here.")))
        elif ticked == frozenset(self.person.roles):
            self.refuse(CareboardError(_("These are the current roles."), _("Tick what changes.")))
        else:
            self._look_once_more(ticked)

    def _look_once_more(self, wanted: frozenset[Role]) -> None:
        self._wanted = wanted
        self._error.setText("")
        self._asked.hide()
        self.inside.setEnabled(False)
        name, (what, means) = self.person.author.name, _told(wanted)
        if self._hub and not wanted:
            means = " ".join((means, _("The clinic's server shuts them out at once.")))
        self.review.ask(f"{name}: {what}", means, _("Sign for {name}").format(name=name))

    @Slot()
    def _leave_review(self) -> None:
        self.review.hide()
        self._asked.show()
        self.inside.setEnabled(True)
        self.change.setFocus()


def _told(wanted: frozenset[Role]) -> tuple[str, str]:
    """What changes, and what that means."""
    if not wanted:
        return _("the membership ends."), _(
            "They sign in no more and read no new entries: the keys of a chart are renewed at the next write to it. "
            "What they could read before, they may have kept. What they signed stands."
        )
    roles = ", ".join(words for words, role in role_choices(tuple(Role)) if role in wanted)
    return _("from now on {roles}.").format(roles=roles), _(
        "What they signed before stands under the roles of then. Who neither treats nor coordinates any more reads no "
        "new entries of charts; who begins to is handed the charts that you read."
    )
