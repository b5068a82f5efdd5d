"""What the clinic is called, and its time zone, in the settings of who may decide for it.

Both hold at once, in this window's open charts too; what was signed keeps its instant, whatever the clock is called.
"""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from careboard.i18n import gettext as _
from careboard.ui.desk import Desk
from careboard.ui.entrance.setup.steps import zone_choices
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Choice, Field, Line
from careboard.ui.shell.settings.panel import KeepingPanel
from careboard.workflow.session import Session
from careboard.workflow.site_choices import Named, keep_named, may_decide, named_of


class NamedPanel(KeepingPanel):
    """A line, a choice and a button. It is not there for who may not decide for the clinic."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("This clinic"), parent)
        self._desk = desk
        self.name, self.zone = Line(), Choice(zone_choices())
        self._name = Field(_("Name of the clinic"), self.name, _("Papers that were issued keep the name of then."))
        zone = Field(_("Time zone"), self.zone, _("It decides what a day is. What was signed keeps its instant."))
        self.keep = Button(_("Keep it for the clinic"))
        self.keep.clicked.connect(self._submit)
        self.name.returnPressed.connect(self._submit)
        self.lay_out(_("The name stands on every paper."), (self._name, zone), self.keep)
        self.hide()
        desk.ask(lambda session: named_of(session) if may_decide(session) else None, self, self._offer)

    @property
    def said(self) -> str:
        """What came of it, or what is said to be wrong."""
        return self._name.error or self._state.text()

    def _offer(self, known: Named | None) -> None:
        if known is not None:
            self._show(known)
            self.show()

    def _show(self, known: Named) -> None:
        self.name.setText(known.name)
        self.zone.choose(known.zone)

    @Slot()
    def _submit(self) -> None:
        self.say("", "ok")
        if not self.name.words:
            self.refuse_beside(self._name, _("Say what the clinic is called."))
            return
        self._name.refuse("")
        self.set_busy(busy=True)
        wanted = Named(self.name.words, str(self.zone.chosen))
        self._desk.ask(partial(_kept, wanted=wanted), self, self._was_kept, self.was_refused)

    def _was_kept(self, known: Named) -> None:
        self.set_busy(busy=False)
        self._show(known)
        self.say(_("Kept for the clinic. It holds here from now on, elsewhere from the next sign-in on."), "ok")
        self._desk.follow_clinic()
        self.keep.setFocus()


def _kept(session: Session, *, wanted: Named) -> Named:
    return keep_named(session, wanted)
