"""The clinic's own forms, in the settings of who may decide for it: a name, and a question on each line below it.

What cannot be read is refused beside the field, with its line; nothing is kept then, and what was typed stays.
"""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.own_scales import OwnScale, typed
from careboard.ui.desk import Desk
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Field, Text
from careboard.ui.shell.settings.panel import KeepingPanel
from careboard.workflow.session import Session
from careboard.workflow.site_choices import keep_own_scales, may_decide, own_scales_of

_EXAMPLE = "Diary card\nUrge to skip a meal: 0 = none, 1, 2, 3, 4, 5 = strongest\nUsed a skill: 0 = no, 1 = yes"


class OwnScalesPanel(KeepingPanel):
    """A field and a button. It is not there for who may not decide for the clinic."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Forms of this clinic"), parent)
        self._desk = desk
        self.lines = Text(lines=5, placeholder=_EXAMPLE)
        hint = _("The name, then a question with its numbered answers on each line; a blank line between two forms.")
        self._field = Field(_("Forms"), self.lines, hint)
        self.keep = Button(_("Keep the forms for the clinic"))
        self.keep.clicked.connect(self._submit)
        told = _(
            "They are offered beside the scales. A last line Total: sum adds the answers up. What was signed keeps the "
            "form as it was then."
        )
        self.lay_out(told, (self._field,), self.keep)
        self.hide()
        desk.ask(lambda session: own_scales_of(session) if may_decide(session) else None, self, self._offer)

    @property
    def said(self) -> str:
        """What came of it, or what is said to be wrong."""
        return self._field.error or self._state.text()

    def _offer(self, known: tuple[OwnScale, ...] | None) -> None:
        if known is not None:
            self._show(known)
            self.show()

    def _show(self, known: tuple[OwnScale, ...]) -> None:
        self.lines.setPlainText("\n\n".join(one.text for one in known))

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

        def work(session: Session) -> tuple[OwnScale, ...]:
            return keep_own_scales(session, wanted)

        self._desk.ask(work, self, self._was_kept, self.was_refused)

    def _was_kept(self, known: tuple[OwnScale, ...]) -> None:
        self.set_busy(busy=False)
        self._show(known)
        told = ngettext(
            "Kept for the clinic: {n} form is offered from the next chart on.",
            "Kept for the clinic: {n} forms are offered from the next chart on.",
            len(known),
        ).format(n=len(known))
        self.say(told if known else _("The list is empty: the scales of the program alone are offered."), "ok")
        self.keep.setFocus()
