"""How the clinic is reached, in the settings of who may decide for it: its phone and its crisis lines.

What nobody could call is refused beside its field, and nothing is kept then; what the papers print is said in words.
"""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from careboard.i18n import gettext as _
from careboard.projections.reaching import Reaching, typed_crisis_line, typed_phone
from careboard.projections.site import Site
from careboard.projections.summary.identity import crisis_line_of
from careboard.projections.summary.making import ENGLISH, SPANISH
from careboard.ui.desk import Desk
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Field, Line, Text
from careboard.ui.shell.settings.panel import KeepingPanel
from careboard.workflow.session import Session
from careboard.workflow.site_choices import keep_reaching, may_decide, reaching_of


class ReachingPanel(KeepingPanel):
    """Three fields and a button. It is not there for who may not decide for the clinic."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("How this clinic is reached"), parent)
        self._desk = desk
        self.phone, self.line, self.line_in_spanish = Line(), Text(lines=2), Text(lines=2)
        self._phone = Field(_("Phone"), self.phone, _("Empty: the papers print no phone number."))
        hint = _("Empty: the papers print \u201c{line}\u201d").format(line=crisis_line_of(Site(), ENGLISH))
        self._line = Field(_("Crisis line"), self.line, hint)
        hint = _("Empty: papers in Spanish print \u201c{line}\u201d, and after it your English line.")
        default = crisis_line_of(Site(), SPANISH)
        self._line_in_spanish = Field(_("Crisis line in Spanish"), self.line_in_spanish, hint.format(line=default))
        self.keep = Button(_("Keep them for the clinic"))
        self.phone.returnPressed.connect(self._submit)
        self.keep.clicked.connect(self._submit)
        told = _(
            "Summaries and emergency sheets print the phone beside the clinic's name on every page, and the crisis "
            "line where nobody overlooks it. Yours stands in place of the line that names 988: name 988 in it too."
        )
        self.lay_out(told, (self._phone, self._line, self._line_in_spanish), self.keep)
        self.hide()
        desk.ask(lambda session: reaching_of(session) if may_decide(session) else None, self, self._offer)

    @property
    def said(self) -> str:
        """What came of it, or what is said to be wrong."""
        errors = (field.error for field in (self._phone, self._line, self._line_in_spanish))
        return " ".join(filter(None, errors)) or self._state.text()

    def _offer(self, known: Reaching | None) -> None:
        if known is not None:
            self._show(known)
            self.show()

    def _show(self, known: Reaching) -> None:
        self.phone.setText(known.phone)
        self.line.setPlainText(known.crisis_line)
        self.line_in_spanish.setPlainText(known.crisis_line_in_spanish)

    @Slot()
    def _submit(self) -> None:
        self.say("", "ok")
        read = (
            self._read(self._phone, typed_phone, self.phone.text()),
            self._read(self._line, typed_crisis_line, self.line.toPlainText()),
            self._read(self._line_in_spanish, typed_crisis_line, self.line_in_spanish.toPlainText()),
        )
        refused = [field for field in (self._phone, self._line, self._line_in_spanish) if field.error]
        if refused:
            self.refuse_beside(refused[0], refused[0].error)
            return
        wanted = Reaching(*read)
        self.set_busy(busy=True)

        def work(session: Session) -> Reaching:
            return keep_reaching(session, wanted)

        self._desk.ask(work, self, self._was_kept, self.was_refused)

    def _read(self, field: Field, read: Callable[[str], str], text: str) -> str:
        field.refuse("")
        try:
            return read(text)
        except ValueError as wrong:
            field.refuse(str(wrong))
            return ""

    def _was_kept(self, known: Reaching) -> None:
        self.set_busy(busy=False)
        self._show(known)
        self.say(_told(known), "ok")
        self.keep.setFocus()


def _told(known: Reaching) -> str:
    """What the papers print from now on."""
    site = Site(crisis_lines=known.crisis_line, crisis_lines_in_spanish=known.crisis_line_in_spanish)
    return _(
        "Kept for the clinic. Its papers print from now on: {phone}. In English: \u201c{english}\u201d "
        "In Spanish: \u201c{spanish}\u201d"
    ).format(
        phone=known.phone or _("no phone number"),
        english=crisis_line_of(site, ENGLISH),
        spanish=crisis_line_of(site, SPANISH),
    )
