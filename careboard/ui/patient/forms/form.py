"""What every form is: fields, a review in one sentence, and a signature that names the patient.

Ctrl+Enter reviews, Enter signs, Esc goes one step back; what was typed is kept until the vault has it. The fields
rest while somebody looks once more, so that what was reviewed is what is signed, once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.entry import KnownContent
from careboard.clinical.native import refuse_unless_stated_by_a_source
from careboard.clinical.values import EntryId, Informant, When
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.wording import Voice, tell
from careboard.projections.wording.person import full_name
from careboard.projections.wording.terms import spaced
from careboard.projections.wording.times import when
from careboard.projections.wording.voice import capital
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.days import HOW, read_when
from careboard.ui.parts.fields import Choice, Field, Line, Text
from careboard.ui.parts.labels import Label
from careboard.ui.parts.sheet import Sheet

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")
C = TypeVar("C", bound=QWidget)


@dataclass(frozen=True, slots=True)
class Signed:
    """What a clinician signed: the content, when it was true (None: now), and the entry that it is about."""

    content: KnownContent
    at: When | None = None
    ref: EntryId | None = None


class Refused(ValueError):
    """A field cannot be read; the sentence stands beside it."""

    def __init__(self, field: QWidget, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, slots=True)
class About:
    """Whom a form is about: the patient's name for the button, how things are told, and what time it is there.

    `chart` is None only where the patient is not registered yet.
    """

    patient: str
    voice: Voice
    now: datetime
    zone: ZoneInfo
    chart: Chart | None = None

    @classmethod
    def of(cls, chart: Chart) -> "About":
        """The patient of a chart."""
        return cls(_patient(chart), chart.voice, chart.now, chart.zone, chart)

    @classmethod
    def nobody_yet(cls, zone: ZoneInfo, now: datetime) -> "About":
        """A patient who is about to be registered."""
        return cls(_("a new patient"), Voice(zone=zone), now, zone)

    @property
    def today(self) -> date:
        """The day in the clinic's zone."""
        return self.now.astimezone(self.zone).date()


class Form(Sheet):
    """A form about a patient. A subclass lays out its fields in `__init__` and answers `content()`."""

    signed = Signal(object)  # Signed

    def __init__(self, title: str, about: About, *, ref: EntryId | None = None, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.about, self.ref = about, ref
        self._fields: list[Field] = []
        self._reviewed: Signed | None = None
        self._said = Label("", Type.BODY, wrap=True)
        self._wrong = Label("", Type.LABEL, "danger", wrap=True)
        self._review = Button(_("Review and sign"), "primary", "check")
        self._review.setToolTip(_("Ctrl+Enter"))
        self._sign = Button(_("Sign for {patient}").format(patient=about.patient), "primary", "check")
        self._back = Button(_("Change it"), "quiet")
        self._review.clicked.connect(self.review)
        self._sign.clicked.connect(self._emit_signed)
        self._back.clicked.connect(self._return_to_fields)
        self._lay_out_footer()

    # -- what a subclass answers ----------------------------------------------------------------------------------

    def content(self) -> KnownContent:
        """The content as the fields stand; raises ValueError with a sentence where it cannot be."""
        raise NotImplementedError

    def at(self) -> When | None:
        """When it was true; None means now."""
        return None

    # -- fields ---------------------------------------------------------------------------------------------------

    def line(self, label: str, text: str = "", hint: str = "") -> Line:
        """One line of text."""
        return self._added(label, Line(text), hint)

    def text(self, label: str, text: str = "", hint: str = "", lines: int = 2) -> Text:
        """Several lines of text."""
        return self._added(label, Text(text, lines=lines), hint)

    def lines(self, label: str, lines: Sequence[str] = (), hint: str = "") -> Text:
        """Several things, one on each line."""
        return self._added(label, Text("\n".join(lines), lines=2), hint or _("One on each line"))

    def day(self, label: str, at: When | None = None, hint: str = "") -> Line:
        """A day, month or year."""
        text = "" if at is None else when(at, self.about.voice)
        return self._added(label, Line(text, HOW), hint)

    def choice(self, label: str, values: Sequence[E], chosen: E | None = None, empty: str | None = None) -> Choice:
        """One of the values of an enumeration, in words; where nothing was chosen before, nothing is."""
        voice = self.about.voice
        asked = _("Choose") if chosen is None and empty is None else empty
        made = Choice([(capital(spaced(value, voice)), value) for value in values], empty=asked)
        if chosen is not None:
            made.choose(chosen)
        return self._added(label, made)

    def check(self, words: str, *, on: bool = False) -> QCheckBox:
        """Yes or no."""
        made = QCheckBox(words)
        made.setChecked(on)
        self.body.addWidget(made)
        return made

    def heading(self, words: str) -> None:
        """A heading between fields."""
        self.body.addSpacing(look().px(4))
        self.body.addWidget(Label(words, Type.HEADLINE))

    def hint(self, words: str) -> None:
        """A sentence between fields."""
        self.body.addWidget(Label(words, Type.META, "text3", wrap=True))

    def _added(self, label: str, control: C, hint: str = "") -> C:
        field = Field(label, control, hint)
        self._fields.append(field)
        self.body.addWidget(field)
        return control

    # -- reading fields -------------------------------------------------------------------------------------------

    def when_of(self, line: Line, told_by: Informant = Informant.SEEN_HERE) -> When | None:
        """What stands in a field of a day."""
        try:
            return read_when(line.text(), self.about.today, self.about.zone, told_by)
        except ValueError as wrong:
            raise Refused(line, str(wrong)) from None

    def needed(self, line: Line | Text, sentence: str) -> str:
        """What stands in a field that may not be empty."""
        if not line.words:
            raise Refused(line, sentence)
        return line.words

    def chosen_of(self, choice: Choice, kind: type[T], sentence: str) -> T:
        """What was chosen where something must be."""
        if not isinstance(choice.chosen, kind):
            raise Refused(choice, sentence)
        return choice.chosen

    # -- signing --------------------------------------------------------------------------------------------------

    def review(self) -> None:
        """Show the sentence that will be signed, or what stands in the way."""
        if self.reviewed:
            return
        self._clear_refusals()
        try:
            made = Signed(self.content(), self.at(), self.ref)
            refuse_unless_stated_by_a_source(made.content)
        except Refused as refused:
            self._refuse_at(refused.field, str(refused))
        except ValueError as refused:
            self._refuse(str(refused))
        else:
            self._reviewed = made
            self._said.setText(tell(made.content, self.about.voice).said)
            self._show_step(reviewing=True)
            self._sign.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, self._said.text())

    def refuse(self, error: CareboardError) -> None:
        """The vault refused it; what was typed stays."""
        self._return_to_fields()
        self._refuse(error.told)

    @property
    def first(self) -> QWidget:
        """The control to begin with."""
        return self._fields[0].control

    @property
    def reviewed(self) -> str:
        """The sentence under review, or nothing."""
        return "" if self._said.isHidden() else self._said.text()

    @property
    def wrong(self) -> str:
        """What stands in the way of signing."""
        return next((field.error for field in self._fields if field.error), self._wrong.text())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.review()
        elif enter and self._sign.hasFocus():
            self._emit_signed()
        elif event.key() == Qt.Key.Key_Escape and self.reviewed:
            if self._reviewed is not None:
                self._return_to_fields()
        else:
            super().keyPressEvent(event)

    def _emit_signed(self) -> None:
        """Sign what was reviewed; until the vault answers there is nothing to change."""
        made, self._reviewed = self._reviewed, None
        if made is not None:
            self._sign.setEnabled(False)
            self._back.setEnabled(False)
            self.signed.emit(made)

    def _return_to_fields(self) -> None:
        self._show_step(reviewing=False)
        if self._fields:
            self._fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse_at(self, control: QWidget, sentence: str) -> None:
        field = next((field for field in self._fields if field.control is control), None)
        if field is None:
            self._refuse(sentence)
            return
        field.refuse(sentence)
        self.reveal(control)
        announce(self, sentence, assertive=True)

    def _refuse(self, sentence: str) -> None:
        self._wrong.setText(sentence)
        self._wrong.show()
        announce(self, sentence, assertive=True)

    def _clear_refusals(self) -> None:
        for field in self._fields:
            field.refuse("")
        self._wrong.setText("")
        self._wrong.hide()

    def _show_step(self, *, reviewing: bool) -> None:
        for widget in (self._said, self._sign, self._back):
            widget.setVisible(reviewing)
        self._review.setVisible(not reviewing)
        self._sign.setEnabled(reviewing)
        self._back.setEnabled(reviewing)
        self.inside.setEnabled(not reviewing)

    def _lay_out_footer(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        buttons.addWidget(self._review)
        buttons.addWidget(self._sign)
        self.footer.addWidget(self._wrong)
        self.footer.addWidget(self._said)
        self.footer.addLayout(buttons)
        self._wrong.hide()
        self._show_step(reviewing=False)


def _patient(chart: Chart) -> str:
    registered = chart.person.registration
    if registered is None:
        return _("this patient")
    return full_name(registered.name)


def lines_of(text: Text) -> tuple[str, ...]:
    """What stands on each line, without blank ones."""
    return tuple(line.strip() for line in text.words.splitlines() if line.strip())
