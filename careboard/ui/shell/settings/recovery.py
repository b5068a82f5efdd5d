"""A new recovery kit in the settings: the passphrase, the paper, one group of it typed back; then it is in use.

The old kit stays good until then, and nothing of the new one is shown on the screen.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.ui.desk import Desk
from careboard.ui.entrance.setup.kit import KitStep
from careboard.ui.look.look import look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Field, Secret
from careboard.ui.parts.panels import Flow
from careboard.ui.shell.settings.panel import KeepingPanel
from careboard.workflow.new_kit import NewKit, make_kit, take_into_use
from careboard.workflow.session import Session
from careboard.workflow.sign_in import mistyped


class RecoveryPanel(KeepingPanel):
    """The passphrase and a button; then the kit, which is taken into use or left."""

    def __init__(self, desk: Desk, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(_("Recovery kit"), parent)
        self._desk, self._folder = desk, folder
        self._new: NewKit | None = None
        self.step: KitStep | None = None
        self.passphrase = Secret()
        self._passphrase = Field(_("Your passphrase"), self.passphrase, _("It shows that it is you who asks for it."))
        self.make = Button(_("Make a new kit"))
        self.use, self.leave = Button(_("Take it into use")), Button(_("Leave it"))
        told = _(
            "Whoever holds your kit can sign as you. Make a new one where the old one is lost or was seen. The old one "
            "stays good until you have typed back a group of the new one; a backup that was made before still opens "
            "with the old one."
        )
        self.lay_out(told, (self._passphrase,), self.make)
        self._add_paper()
        self.passphrase.returnPressed.connect(self._make)
        self.make.clicked.connect(self._make)
        self.use.clicked.connect(self._take_into_use)
        self.leave.clicked.connect(self._leave)

    def _add_paper(self) -> None:
        self._paper = QWidget()
        self._inside = QVBoxLayout(self._paper)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(look().px(12))
        row = QWidget()
        flow = Flow(row, look().px(8))
        for button in (self.use, self.leave):
            flow.addWidget(button)
        self._inside.addWidget(row)
        self.column.insertWidget(self.column.count() - 1, self._paper)
        self._paper.hide()

    @property
    def said(self) -> str:
        """What came of it, or what is said to be wrong."""
        beside = self.step.error if self.step is not None else ""
        return self._passphrase.error or beside or self._state.text()

    @Slot()
    def _make(self) -> None:
        typed = self.passphrase.text()
        self.say("", "ok")
        self._passphrase.refuse("" if typed else _("Type the passphrase that you signed in with."))
        if typed:
            self.set_busy(busy=True)
            self._desk.ask(partial(_made, typed=typed), self, self._show_paper, self._was_not_made)

    def _was_not_made(self, error: CareboardError) -> None:
        if mistyped(error):
            self.set_busy(busy=False)
            self.passphrase.selectAll()
            self.refuse_beside(self._passphrase, error.told)
        else:
            self.was_refused(error)

    def _show_paper(self, new: NewKit) -> None:
        self.set_busy(busy=False)
        self.passphrase.clear()
        self._new, self.step = new, KitStep(new.kit, (), self._folder)
        self.step.place.show_path(self._folder / f"kit-{new.kit.sign_in}-{new.kit.made_on}.pdf")
        self.step.entered.connect(self._take_into_use)
        self.step.kept.connect(partial(self._lead_to_use, kept=True))
        self._lead_to_use(kept=False)
        self._inside.insertWidget(0, self.step)
        self._turn(papers=True)
        self.step.setFocus()

    def _lead_to_use(self, *, kept: bool) -> None:
        """One button at a time is the next step: the kit is saved first, and then taken into use."""
        if self.step is not None:
            self.step.save.set_kind("" if kept else "primary")
            self.use.set_kind("primary" if kept else "")

    @Slot()
    def _take_into_use(self) -> None:
        if self._new is None or self.step is None or not self.step.done():
            return
        self._paper.setEnabled(False)
        self._desk.ask(partial(_in_use, new=self._new), self, self._is_in_use, self._was_not_used)

    def _is_in_use(self, _done: None) -> None:
        self._put_aside()
        self.say(_("The new kit is in use. The old one opens nothing here any more: destroy it."), "ok")

    def _was_not_used(self, error: CareboardError) -> None:
        self._paper.setEnabled(True)
        self.say(error.told, "danger")

    @Slot()
    def _leave(self) -> None:
        self._put_aside()
        self.say(_("Left. Your kit of before stays good; the new paper opens nothing: destroy it."), "text2")

    def _put_aside(self) -> None:
        step, self.step, self._new = self.step, None, None
        self._paper.setEnabled(True)
        self._turn(papers=False)
        if step is not None:
            self._inside.removeWidget(step)
            step.hide()
            step.deleteLater()
        self.make.setFocus()

    def _turn(self, *, papers: bool) -> None:
        """Show the paper, or the passphrase that is asked for it."""
        self._paper.setVisible(papers)
        self._passphrase.setVisible(not papers)
        self.make.setVisible(not papers)


def _made(session: Session, *, typed: str) -> NewKit:
    return make_kit(session, typed)


def _in_use(session: Session, *, new: NewKit) -> None:
    take_into_use(session, new)
