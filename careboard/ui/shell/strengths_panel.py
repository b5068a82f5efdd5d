"""The clinic's own list of doses, in the settings of who may decide for it: one medicine on each line.

What cannot be read is refused beside the field, with its line; nothing is kept then, and what was typed stays.
"""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.strengths import Strengths, typed
from careboard.ui.desk import Desk
from careboard.ui.look.look import Type
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Field, Text
from careboard.ui.parts.labels import Label
from careboard.ui.shell.settings_panel import SettingsPanel
from careboard.workflow.session import Session
from careboard.workflow.site_choices import keep_strengths, may_decide, strengths_of


class StrengthsPanel(SettingsPanel):
    """A field and a button. It is not there for who may not decide for the clinic."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Doses of this clinic"), parent=parent)
        self._desk = desk
        self.lines = Text(lines=4, placeholder="sertraline: 25, 50, 100 mg")
        self._field = Field(_("Doses, one medicine on each line"), self.lines, _("Such as: sertraline: 25, 50, 100 mg"))
        self.keep = Button(_("Keep the list for the clinic"))
        self._state = Label("", Type.LABEL, "ok", wrap=True)
        self.keep.clicked.connect(self._submit)
        self._lay_out()
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
        self._say("", "ok")
        try:
            wanted = typed(self.lines.toPlainText())
        except ValueError as wrong:
            self._refuse(str(wrong))
            return
        self._field.refuse("")
        self._set_busy(busy=True)

        def work(session: Session) -> tuple[Strengths, ...]:
            return keep_strengths(session, wanted)

        self._desk.ask(work, self, self._was_kept, self._was_refused)

    def _was_kept(self, known: tuple[Strengths, ...]) -> None:
        self._set_busy(busy=False)
        self._show(known)
        told = ngettext(
            "Kept for the clinic: the dose sheet steps by the list of {n} medicine.",
            "Kept for the clinic: the dose sheet steps by the lists of {n} medicines.",
            len(known),
        ).format(n=len(known))
        self._say(told if known else _("The list is empty: the dose sheet steps by the doses of each course."), "ok")
        self.keep.setFocus()

    def _was_refused(self, error: CareboardError) -> None:
        self._set_busy(busy=False)
        self._say(error.told, "danger")

    def _refuse(self, sentence: str) -> None:
        self._field.refuse(sentence)
        announce(self, sentence, assertive=True)
        self.lines.setFocus()

    def _say(self, words: str, tone: str) -> None:
        self._state.set_tone(tone)
        self._state.setText(words)
        if words:
            announce(self, words, assertive=tone == "danger")

    def _set_busy(self, *, busy: bool) -> None:
        for widget in (self._field, self.keep):
            widget.setEnabled(not busy)

    def _lay_out(self) -> None:
        told = _(
            "In the dose sheet the arrows step by these doses, for the whole clinic. A medicine without a line steps "
            "by its own doses so far."
        )
        row = QHBoxLayout()
        row.addWidget(self.keep)
        row.addStretch(1)
        for widget in (Label(told, Type.BODY, "text2", wrap=True), self._field):
            self.column.addWidget(widget)
        self.column.addLayout(row)
        self.column.addWidget(self._state)
