"""A card with one step in front and the way back and on below it: what setting up and joining have in common.

Each page says which of how many it is; Esc goes back; what a step's work refuses is said on its page.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.ui.entrance.card import Card, centred
from careboard.ui.entrance.setup.steps import Step
from careboard.ui.look.look import Type
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Rule
from careboard.ui.parts.progress import Progress
from careboard.ui.parts.ticks import Tick

WIDTH = 560


class Stepping(QWidget):
    """Goes from step to step. `first` is the number of its first step among `whole`."""

    help_page = "setting-up"
    left = Signal()

    def __init__(self, steps: Sequence[Step], bar: str, *, whole: int, first: int = 1, may_leave: bool = True) -> None:
        super().__init__()
        self._steps, self._whole, self._first, self._may_leave = list(steps), whole, first, may_leave
        self._at = 0
        self._build(bar)
        for step in self._steps:
            self._take_in(step)
        self._show_step()

    def _build(self, bar: str) -> None:
        card = Card("", "shield", width=WIDTH)
        self._title, self._lead = card.title, Label("", Type.BODY, "text2", wrap=True)
        self._where = Label("", Type.STRONG_META, "text3")
        self._bar = Progress(bar)
        self._steps_column = QVBoxLayout()
        self._error = Label("", Type.STRONG_LABEL, "danger", wrap=True)
        self.back, self.next = Button(_("Back")), Button(_("Next"), "primary")
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

    @property
    def step(self) -> Step:
        """The page in front."""
        return self._steps[self._at]

    @property
    def error(self) -> str:
        """What was refused by the work that a page asked for."""
        return self._error.text()

    # -- what each kind decides ----------------------------------------------------------------------------------

    def go_on(self) -> None:
        """The page in front is done: go on to the next, or do the work that stands between."""
        self.go_to(self._at + 1)

    def go_back(self) -> None:
        """Go to the page before; from the first one, leave."""
        if self._at > 0:
            self.go_to(self._at - 1)
        elif self._may_leave:
            self.left.emit()

    def next_words(self) -> str:
        """What the button that goes on says on the page in front."""
        return _("Next")

    # -- from page to page ---------------------------------------------------------------------------------------

    @Slot()
    def _next(self) -> None:
        if self.next.isEnabled() and self.step.done():
            self.go_on()

    @Slot()
    def _back(self) -> None:
        self.go_back()

    def go_to(self, at: int) -> None:
        """Show another page."""
        self.step.hide()
        self._at = at
        self._show_step()

    def go_on_with(self, steps: Sequence[Step], whole: int) -> None:
        """Let these be the pages after the one in front, of so many in all, and show the first of them."""
        self._steps[self._at + 1 :] = steps
        self._whole = whole
        self.go_to(self._at + 1)

    def put_last(self, step: Step) -> None:
        """Let this be the page after the one in front, and show it."""
        for old in self._steps[self._at + 1 :]:
            old.deleteLater()
        self._steps[self._at + 1 :] = [step]
        self._take_in(step)
        self.go_to(self._at + 1)

    def _show_step(self) -> None:
        step = self.step
        self._error.setText("")
        self._title.setText(step.title)
        self._lead.setText(step.lead)
        self._where.setText(_("{n} of {all}").format(n=self._first + self._at, all=self._whole))
        self._bar.show_done(self._first + self._at, self._whole)
        self.back.setVisible(self._at > 0 or self._may_leave)
        self.next.setVisible(self.step.goes_on)
        self.next.setText(self.next_words())
        self.first_steps.setVisible(self.step.asks_for_first_steps)
        step.show()
        self.setFocusProxy(step)
        step.setFocus()
        self._area.verticalScrollBar().setValue(0)
        announce(self, f"{self._where.text()}: {step.title}")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.back.isEnabled():
            self._back()
        else:
            super().keyPressEvent(event)

    # -- work between pages --------------------------------------------------------------------------------------

    def set_busy(self, doing: str) -> None:
        """Work is under way, and this is what it does; what was refused before is said no more."""
        self._shut(shut=True)
        self._error.setText("")
        self._lead.setText(doing)
        self._bar.setRange(0, 0)

    def set_ready(self) -> None:
        """The work has ended."""
        self._shut(shut=False)
        self._lead.setText(self.step.lead)
        self._bar.show_done(self._first + self._at, self._whole)

    def refuse(self, error: CareboardError) -> None:
        """Say what was refused; what was typed stays."""
        self.set_ready()
        self._error.setText(error.told)
        announce(self, error.told, assertive=True)

    def _shut(self, *, shut: bool) -> None:
        for widget in (self.step, self.back, self.next):
            widget.setEnabled(not shut)
