"""A sheet of fields: each with its label, read in words, refused beside itself, kept as a draft and put back.

Nothing that stands in a field was put there silently: a choice is open until somebody chooses.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from enum import StrEnum
from typing import TypeVar

from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from careboard.clinical.values import Informant, When
from careboard.i18n import gettext as _
from careboard.projections.wording.terms import spaced
from careboard.projections.wording.times import when
from careboard.projections.wording.voice import capital
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.days import HOW, read_when
from careboard.ui.parts.fields import Choice, Field, Line, Text
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Flow
from careboard.ui.parts.sheet import Sheet
from careboard.ui.parts.typed import Typed, retype, typed
from careboard.ui.patient.forms.about import About

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")
K = TypeVar("K")
C = TypeVar("C", bound=QWidget)
_AHEAD = timedelta(days=7)


class Refused(ValueError):
    """A field cannot be read; the sentence stands beside it."""

    def __init__(self, field: QWidget, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class Fielded(Sheet):
    """The fields of a form about a patient."""

    def __init__(self, title: str, about: About, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.about = about
        self._fields: list[Field] = []
        self._checks: list[QCheckBox] = []
        self._wrong = Label("", Type.STRONG_LABEL, "danger", wrap=True)
        self._wrong.hide()

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

    def day(self, label: str, at: When | None = None, hint: str = "", example: str = HOW) -> Line:
        """A day, month or year, with an example of one."""
        text = "" if at is None else when(at, self.about.voice)
        return self._added(label, Line(text, example), hint)

    def day_ahead(self, label: str, at: When | None = None, hint: str = "", clock: str = "") -> Line:
        """A day to come, with an example a week from the clinic's today; `clock` stands behind it where a time may."""
        coming = when(When.on(self.about.today + _AHEAD), self.about.voice)
        return self.day(label, at, hint, _("such as {day}").format(day=f"{coming} {clock}".rstrip()))

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
        self._checks.append(made)
        return made

    def ticks(self, label: str, names: Mapping[K, str]) -> Mapping[K, QCheckBox]:
        """Any of several, each by its name; nothing where there are none."""
        made = {key: QCheckBox(name) for key, name in names.items()}
        if made:
            around = QWidget()
            around.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            flow = Flow(around, look().px(16), look().px(4))
            self.body.addWidget(Label(label, Type.STRONG_LABEL, "text2", wrap=True))
            self.body.addWidget(around)
            for box in made.values():
                flow.addWidget(box)
                box.setAccessibleDescription(label)
            self._checks += made.values()
        return made

    def heading(self, words: str) -> None:
        """A heading between fields."""
        self.body.addSpacing(look().px(4))
        self.body.addWidget(Label(words, Type.HEADLINE, wrap=True))

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

    def count_of(self, line: Line, sentence: str) -> int:
        """The whole number that stands in a field."""
        if not (line.words.isascii() and line.words.isdigit()):
            raise Refused(line, sentence)
        return int(line.words)

    def chosen_of(self, choice: Choice, kind: type[T], sentence: str) -> T:
        """What was chosen where something must be."""
        if not isinstance(choice.chosen, kind):
            raise Refused(choice, sentence)
        return choice.chosen

    # -- refusing -------------------------------------------------------------------------------------------------

    @property
    def first(self) -> QWidget:
        """The control to begin with."""
        return self._fields[0].control

    @property
    def wrong(self) -> str:
        """What stands in the way of signing."""
        return next((field.error for field in self._fields if field.error), self._wrong.text())

    def refuse_at(self, control: QWidget, sentence: str) -> None:
        """Say beside a control what is wrong with what stands in it, and go there."""
        field = next((field for field in self._fields if field.control is control), None)
        if field is None:
            self.say_refused(sentence)
            return
        field.refuse(sentence)
        self.reveal(control)
        announce(self, sentence, assertive=True)

    def say_refused(self, sentence: str) -> None:
        """Say what is wrong with the whole."""
        self._wrong.setText(sentence)
        self._wrong.show()
        announce(self, sentence, assertive=True)

    def clear_refusals(self) -> None:
        """Take back what was said to be wrong."""
        for field in self._fields:
            field.refuse("")
        self._wrong.setText("")
        self._wrong.hide()

    # -- keeping --------------------------------------------------------------------------------------------------

    def controls(self) -> Mapping[str, QWidget]:
        """Every control, by what it is called; a second one of the same name by its number too."""
        found: dict[str, QWidget] = {}
        named = [(field.label, field.control) for field in self._fields]
        for name, control in (*named, *((check.text(), check) for check in self._checks)):
            found[f"{name} {len(found)}" if name in found else name] = control
        return found

    def kept(self) -> Mapping[str, Typed]:
        """What stands in the fields, for a draft."""
        return {name: typed(control) for name, control in self.controls().items()}

    def restore(self, kept: Mapping[str, Typed]) -> None:
        """What stood in the fields, from a draft; what it does not name stays."""
        for name, control in self.controls().items():
            if name in kept:
                retype(control, kept[name])


def lines_of(text: Text) -> tuple[str, ...]:
    """What stands on each line, without blank ones."""
    return tuple(line.strip() for line in text.words.splitlines() if line.strip())
