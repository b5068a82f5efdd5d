"""An enrollment file: for a newcomer, or for a member who comes to a new computer; what it opens is said before.

It is written where a person wants it, and is a secret as long as it waits to be used.
"""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout

from careboard.clinical.values import MemberId
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.ui.desk import Desk
from careboard.ui.look.look import Type
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Choice, Field
from careboard.ui.parts.labels import Label
from careboard.ui.parts.places import Place
from careboard.ui.parts.sheet import Sheet
from careboard.workflow.hub.approving import invite
from careboard.workflow.hub.logins import invite_member
from careboard.workflow.session import Colleague, Session

NEWCOMER = "newcomer"


class InviteSheet(Sheet):
    """For whom, and where the file goes. `written` names the file that stands now."""

    written = Signal(object)  # a Path

    def __init__(self, desk: Desk, folder: Path, people: tuple[Colleague, ...]) -> None:
        super().__init__(_("Invite to the clinic server"))
        self._desk = desk
        members = [
            (_("{name}, on a new computer").format(name=one.author.name), one.author.member)
            for one in people
            if one.belongs and one.author.member != desk.me.member
        ]
        self.whom = Choice([(_("Somebody who is new here"), NEWCOMER), *members])
        self.file = Place(_("Enrollment file"), filters=_("Enrollment files (*.json)"), writing=True)
        self.file.show_path(folder / "enrollment.json")
        lead = _(
            "The file says where the clinic's server is, and holds a password for one use. Hand it over yourself: "
            "whoever has it can ask to join. They read nothing of any chart, and get in only when you let them in."
        )
        self._means = Label("", Type.META, "text3", wrap=True)
        self.body.addWidget(Label(lead, Type.BODY, "text2", wrap=True))
        for widget in (Field(_("For whom"), self.whom), self._means, self.file):
            self.body.addWidget(widget)
        self._error = Label("", Type.STRONG_LABEL, "danger", wrap=True)
        self.write = Button(_("Write the file"), "primary", "save")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.write)
        self.footer.addWidget(self._error)
        self.footer.addLayout(row)
        self.whom.currentIndexChanged.connect(self._tell)
        self.write.clicked.connect(self._submit)
        self.setFocusProxy(self.whom)
        self._tell()

    @property
    def error(self) -> str:
        """What was refused."""
        return self._error.text()

    @Slot()
    def _tell(self) -> None:
        newcomer = _("Good for 14 days. They are let in only after you have compared six words with them.")
        member = _(
            "They come in with it and their passphrase, at once. Their other computers do not reach the server until "
            "they have. It does not expire by itself: a lost one is made worthless by making another."
        )
        self._means.setText(newcomer if self.whom.chosen == NEWCOMER else member)

    @Slot()
    def _submit(self) -> None:
        path = self.file.path
        taken = path is not None and path.exists()
        missing = "" if path else _("Say where it goes.")
        self.file.refuse(_("There is already a file of this name.") if taken else missing)
        if path is None or taken:
            return
        whom = str(self.whom.chosen)
        self._error.setText("")
        self.write.setEnabled(False)
        self._desk.begin(lambda session, _errand, _tell: _write(session, whom, path), self, self._done, self._refuse)

    def _done(self, path: Path) -> None:
        self._desk.tell(_("Hand over {file}, and delete it. It is a secret until it was used.").format(file=path))
        self.written.emit(path)

    def _refuse(self, error: CareboardError) -> None:
        self.write.setEnabled(True)
        self._error.setText(error.told)
        announce(self, error.told, assertive=True)


def _write(session: Session, whom: str, path: Path) -> Path:
    enrolment = invite(session) if whom == NEWCOMER else invite_member(session.vault, MemberId(whom))
    enrolment.write(path)
    return path
