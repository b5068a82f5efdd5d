"""The clinic's own list of doses, in the settings of who may decide for it: one medicine on each line.

What cannot be read is refused beside the field, with its line; nothing is kept then, and what was typed stays.
"""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.strengths import Strengths, typed
from careboard.ui.desk import Desk
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Field, Text
from careboard.ui.shell.settings.panel import KeepingPanel
from careboard.workflow.session import Session
from careboard.workflow.site_choices import keep_strengths, may_decide, strengths_of


class StrengthsPanel(KeepingPanel):
    """A field and a button. It is not there for who may not decide for the clinic."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Doses of this clinic"), parent)
        self._desk = desk
        self.lines = Text(lines=4, placeholder="sertraline: 25, 50, 100 mg")
        self._field = Field(_("Doses, one medicine on each line"), self.lines, _("Such as: sertraline: 25, 50, 100 mg"))
        self.keep = Button(_("Keep the list for the clinic"))
        self.keep.clicked.connect(self._submit)
        told = _(
            "In the dose sheet the arrows step by these doses, for the whole clinic. A medicine without a line steps "
            "by its own doses so far."
        )
        self.lay_out(told, (self._field,), self.keep)
        self.hide()
        desk.ask(lambda session: strengths_of(session) if may_decide(session) else None, self, self._offer)

    @property
    def said(self) -> str:
        """What came of it, or what is said to be wrong."""
        return self._field.error or self._state.text()

    def _offer(self, known: tuple[Strengths, ...] | None) -> None:
        if known is not None:
            self._show(known)
            self.show()

    def _show(self, known: tuple[Strengths, ...]) -> None:
        self.lines.setPlainText("\n".join(one.line for one in known))

    @Slot()
    def _submit(self) -> None:
        self.say("", "ok")
        try:
            wanted = typed(self.lines.toPlainText())
        except ValueError as wrong:
            self.refuse_beside(self._field, str(wrong))
            return
        self._field.refuse("")
        self.set_busy(busy=True)

        def work(session: Session) -> tuple[Strengths, ...]:
            return keep_strengths(session, wanted)

        self._desk.ask(work, self, self._was_kept, self.was_refused)

    def _was_kept(self, known: tuple[Strengths, ...]) -> None:
        self.set_busy(busy=False)
        self._show(known)
        told = ngettext(
            "Kept for the clinic: the dose sheet steps by the list of {n} medicine.",
            "Kept for the clinic: the dose sheet steps by the lists of {n} medicines.",
            len(known),
        ).format(n=len(known))
        self.say(told if known else _("The list is empty: the dose sheet steps by the doses of each course."), "ok")
        self.keep.setFocus()
