"""One member of the clinic: an administrator changes what they may do, or ends the membership.

What will happen is said in words with the member's name, and only then signed: Enter signs, Esc goes back.
"""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.people import Role
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.ui.entrance.setup.steps import role_choices
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Panel
from careboard.ui.parts.sheet import Sheet
from careboard.workflow.session import Person


class MembershipSheet(Sheet):
    """The roles of a member, each to be ticked. `signed` hands over the roles from now on; none ends the membership."""

    signed = Signal(object)  # a frozenset of Role

    def __init__(self, person: Person, *, own: bool) -> None:
        super().__init__(person.author.name)
        self.person = person
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
        self.review = Review()
        self.review.left.connect(self._leave_review)
        self.review.confirmed.connect(lambda: self.signed.emit(self._wanted))
        self._wanted: frozenset[Role] = frozenset()
        self._error = Label("", Type.LABEL, "danger", wrap=True)
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
            self.refuse(CareboardError(_("These are the roles of now."), _("Tick what changes.")))
        else:
            self._look_once_more(ticked)

    def _look_once_more(self, wanted: frozenset[Role]) -> None:
        self._wanted = wanted
        self._error.setText("")
        self._asked.hide()
        self.inside.setEnabled(False)
        self.review.show_act(self.person.author.name, *_told(wanted))

    @Slot()
    def _leave_review(self) -> None:
        self.review.hide()
        self._asked.show()
        self.inside.setEnabled(True)
        self.change.setFocus()


class Review(Panel):
    """The last look: about whom, what changes, and what that does and does not do."""

    confirmed = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__(ground="accent_tint", radius=6)
        self._what = Label("", Type.VALUE, wrap=True)
        self._means = Label("", Type.LABEL, "text2", wrap=True)
        back = Button(_("Change it"), "quiet")
        self.sign = Button("", "primary", "check")
        back.clicked.connect(self.left)
        self.sign.clicked.connect(self._confirm)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(back)
        row.addWidget(self.sign)
        column = QVBoxLayout(self)
        margin = look().px(12)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(look().px(6))
        column.addWidget(self._what)
        column.addWidget(self._means)
        column.addLayout(row)

    @property
    def said(self) -> str:
        """What it says."""
        return f"{self._what.text()}\n{self._means.text()}"

    def show_act(self, name: str, what: str, means: str) -> None:
        """Say what is about to be signed, and take the keyboard."""
        self._what.setText(f"{name}: {what}")
        self._means.setText(means)
        self.sign.setText(_("Sign for {name}").format(name=name))
        self.sign.setEnabled(True)
        self.show()
        self.sign.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _confirm(self) -> None:
        if self.sign.isEnabled():
            self.sign.setEnabled(False)
            self.confirmed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._confirm()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


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
