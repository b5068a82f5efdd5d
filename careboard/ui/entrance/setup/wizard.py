"""The set-up wizard: five pages, one decision each; Back works, and nothing stands before the kit was taken.

Making the clinic is work of the worker, and signing in that of the entrance.
"""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.ui.background import Background
from careboard.ui.entrance.card import Card, centred
from careboard.ui.entrance.doors import Doors
from careboard.ui.entrance.setup.choice import ChoiceStep
from careboard.ui.entrance.setup.kit import KitStep
from careboard.ui.entrance.setup.steps import ClinicStep, PassphraseStep, PersonStep, Step
from careboard.ui.entrance.setup.wish import NewClinic
from careboard.ui.look.look import Type
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Rule
from careboard.ui.parts.progress import Progress
from careboard.ui.parts.ticks import Tick
from careboard.workflow.founding import Founded, abandon

WIDTH = 560


class Wizard(QWidget):
    """Leads to `finished`: vault, sign-in name and passphrase of a clinic that stands."""

    help_page = "setting-up"
    finished = Signal(object, str, str)
    first_steps_wanted = Signal(bool)
    left = Signal()
    asked_for_backup = Signal()

    def __init__(self, background: Background, doors: Doors, folder: Path, *, may_leave: bool) -> None:
        super().__init__()
        self._may_leave = may_leave
        self._background, self._doors, self._folder = background, doors, folder
        self._founded: Founded | None = None
        choice = ChoiceStep()
        choice.wants_new.connect(self._next)
        choice.wants_backup.connect(self.asked_for_backup)
        self.clinic, self.person, self.passphrase = ClinicStep(folder), PersonStep(), PassphraseStep()
        self._steps: list[Step] = [choice, self.clinic, self.person, self.passphrase]
        self._at = 0
        self._build()
        for step in self._steps:
            self._take_in(step)
        self._show_step()

    def _build(self) -> None:
        card = Card("", "shield", width=WIDTH)
        self._title, self._lead = card.title, Label("", Type.BODY, "text2", wrap=True)
        self._where = Label("", Type.STRONG_META, "text3")
        self._bar = Progress(_("Steps of setting up"))
        self._steps_column = QVBoxLayout()
        self._error = Label("", Type.STRONG_LABEL, "danger", wrap=True)
        self.back = Button(_("Back"))
        self.next = Button(_("Next"), "primary")
        self.back.clicked.connect(self._back)
        self.next.clicked.connect(self._next)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.next)
        self.first_steps = Tick(_("Then show me what to do first"))
        self.first_steps.tick(ticked=True)
        for widget in (self._where, self._bar, self._lead):
            card.column.addWidget(widget)
        card.column.addLayout(self._steps_column)
        card.column.addWidget(self.first_steps)
        card.column.addWidget(self._error)
        card.column.addWidget(Rule())
        card.column.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._area = centred(card)
        column.addWidget(self._area)

    def _take_in(self, step: Step) -> None:
        step.entered.connect(self._next)
        step.hide()
        self._steps_column.addWidget(step)

    # -- from page to page ---------------------------------------------------------------------------------------

    @property
    def step(self) -> Step:
        """The page in front."""
        return self._steps[self._at]

    @property
    def error(self) -> str:
        """What was refused when the clinic was to be made."""
        return self._error.text()

    @Slot()
    def _next(self) -> None:
        if not self.next.isEnabled() or not self.step.done():
            return
        if self.step is self.passphrase:
            self._found()
        elif isinstance(self.step, KitStep):
            self._finish()
        else:
            self._go_to(self._at + 1)

    @Slot()
    def _back(self) -> None:
        if self._at == 0:
            if self._may_leave:
                self.left.emit()
            return
        if isinstance(self.step, KitStep):
            self.undo()
        self._go_to(self._at - 1)

    def _go_to(self, at: int) -> None:
        self.step.hide()
        self._at = at
        self._show_step()

    def _show_step(self) -> None:
        step, steps = self.step, 5
        self._error.setText("")
        self._title.setText(step.title)
        self._lead.setText(step.lead)
        self._where.setText(_("{n} of {all}").format(n=self._at + 1, all=steps))
        self._bar.show_done(self._at + 1, steps)
        self.back.setVisible(self._at > 0 or self._may_leave)
        self.next.setVisible(self._at > 0)
        self.next.setText(self._next_words())
        self.first_steps.setVisible(isinstance(step, KitStep))
        step.show()
        self.setFocusProxy(step)
        step.setFocus()
        self._area.verticalScrollBar().setValue(0)
        announce(self, f"{self._where.text()}: {step.title}")

    def _next_words(self) -> str:
        if self.step is self.passphrase:
            return _("Make the clinic")
        return _("Begin") if isinstance(self.step, KitStep) else _("Next")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.back.isEnabled():
            self._back()
        else:
            super().keyPressEvent(event)

    # -- making the clinic ---------------------------------------------------------------------------------------

    def _wish(self) -> NewClinic:
        clinic, person = self.clinic, self.person
        return NewClinic(
            path=clinic.place.path or self._folder,
            name=clinic.name.words,
            zone=str(clinic.zone.chosen),
            person=person.name.words,
            role=person.chosen_role,
            sign_in=person.sign_in.words,
            passphrase=self.passphrase.passphrase.first.text(),
            custody=self.passphrase.custody.isChecked(),
        )

    def _found(self) -> None:
        wish = self._wish()
        self._set_busy(busy=True)
        self._background.run(lambda: self._doors.found(wish), self, self._show_kit, self._refuse)

    def _show_kit(self, founded: Founded) -> None:
        self._set_busy(busy=False)
        self._founded = founded
        kit = KitStep(founded.kit, founded.custody, self._folder)
        for step in self._steps[4:]:
            step.deleteLater()
        self._steps[4:] = [kit]
        self._take_in(kit)
        self._go_to(4)

    def _refuse(self, error: CareboardError) -> None:
        self._set_busy(busy=False)
        self._error.setText(error.told)
        announce(self, error.told, assertive=True)

    def _set_busy(self, *, busy: bool) -> None:
        for widget in (self.step, self.back, self.next):
            widget.setEnabled(not busy)
        if busy:
            self._lead.setText(_("Making the clinic and its keys"))
            self._bar.setRange(0, 0)
        else:
            self._bar.show_done(self._at + 1, 5)

    def _finish(self) -> None:
        if self._founded is None:
            return
        wish, self._founded = self._wish(), self._close(self._founded)
        self.first_steps_wanted.emit(self.first_steps.ticked)
        self.finished.emit(wish.path, wish.sign_in, wish.passphrase)

    @staticmethod
    def _close(founded: Founded) -> None:
        founded.vault.file.close()

    def undo(self) -> None:
        """A clinic whose kit was not taken does not stand."""
        if self._founded is not None:
            abandon(self._founded)
            self._founded = None
