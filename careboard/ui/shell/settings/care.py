"""How the clinic has its charts read, in the settings of who may decide for it: weeks of a trial, days until a check.

Beside each field stands what holds while it is empty, and where that comes from. What is no number is refused there.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from careboard.i18n import gettext as _
from careboard.projections.care_choices import CareChoices, typed_days, typed_weeks
from careboard.ui.desk import Desk
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Choice, Field, Line
from careboard.ui.shell.settings.panel import KeepingPanel
from careboard.workflow.care_choices import Grounds, care_choices_of, grounds, keep_care_choices
from careboard.workflow.session import Session
from careboard.workflow.site_choices import may_decide


class CarePanel(KeepingPanel):
    """Four fields and a button. It is not there for who may not decide for the clinic."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("How charts are read"), parent)
        self._desk, known = desk, grounds()
        self.antidepressant, self.antipsychotic, self.suicidality = Line(), Line(), Line()
        hint = _("Empty: {n}, a convention. Edit it to your clinic's.").format(n=known.weeks["antidepressant"])
        self._antidepressant = Field(_("Adequate trial of an antidepressant, in weeks"), self.antidepressant, hint)
        hint = _("Empty: {n}, unverified: no source was checked.").format(n=known.weeks["antipsychotic"])
        self._antipsychotic = Field(_("Adequate trial of an antipsychotic, in weeks"), self.antipsychotic, hint)
        hint = _("Empty: on the day itself. Source: {source}, which names no number of days.")
        self._suicidality = Field(
            _("Suicidality check under 25 years, days after an antidepressant was started or changed"),
            self.suicidality,
            hint.format(source=known.suicidality),
        )
        self.scheme = Choice(_schemes(known))
        sources = "; ".join(known.schemes.values())
        scheme = Field(
            _("Metabolic monitoring of antipsychotics"),
            self.scheme,
            _("The guidelines differ. Sources: {sources}.").format(sources=sources),
        )
        self.keep = Button(_("Keep it for the clinic"))
        self.keep.clicked.connect(self._submit)
        told = _("A trial counts its weeks at the lowest usual dose or above. These numbers inform, and order nothing.")
        self.lay_out(told, (self._antidepressant, self._antipsychotic, self._suicidality, scheme), self.keep)
        for line in (self.antidepressant, self.antipsychotic, self.suicidality):
            line.returnPressed.connect(self._submit)
        self.hide()
        desk.ask(lambda session: care_choices_of(session) if may_decide(session) else None, self, self._offer)

    @property
    def said(self) -> str:
        """What came of it, or what is said to be wrong."""
        return " ".join(filter(None, (field.error for field in self._numbers))) or self._state.text()

    @property
    def _numbers(self) -> tuple[Field, ...]:
        return (self._antidepressant, self._antipsychotic, self._suicidality)

    def _offer(self, known: CareChoices | None) -> None:
        if known is not None:
            self._show(known)
            self.show()

    def _show(self, known: CareChoices) -> None:
        numbers = (known.antidepressant_weeks, known.antipsychotic_weeks, known.suicidality_days)
        lines = (self.antidepressant, self.antipsychotic, self.suicidality)
        for line, number in zip(lines, numbers, strict=True):
            line.setText("" if number is None else str(number))
        self.scheme.choose(known.metabolic_scheme)

    @Slot()
    def _submit(self) -> None:
        self.say("", "ok")
        wanted = CareChoices(
            _read(self._antidepressant, typed_weeks, self.antidepressant),
            _read(self._antipsychotic, typed_weeks, self.antipsychotic),
            _read(self._suicidality, typed_days, self.suicidality),
            str(self.scheme.chosen),
        )
        refused = next((field for field in self._numbers if field.error), None)
        if refused is not None:
            self.refuse_beside(refused, refused.error)
            return
        self.set_busy(busy=True)
        self._desk.ask(partial(_kept, wanted=wanted), self, self._was_kept, self.was_refused)

    def _was_kept(self, known: CareChoices) -> None:
        self.set_busy(busy=False)
        self._show(known)
        self.say(_("Kept for the clinic. Every chart goes by it, those that are open too."), "ok")
        self._desk.follow_clinic()
        self.keep.setFocus()


def _kept(session: Session, *, wanted: CareChoices) -> CareChoices:
    return keep_care_choices(session, wanted)


def _read(field: Field, read: Callable[[str], int | None], line: Line) -> int | None:
    field.refuse("")
    try:
        return read(line.text())
    except ValueError as wrong:
        field.refuse(str(wrong))
        return None


def _schemes(known: Grounds) -> list[tuple[str, str]]:
    """Each guideline, and all of them while none is chosen."""
    return [(_("All of them, side by side"), ""), *((name, name) for name in known.schemes)]
