"""The fields in which a template is written: its name, whom it is for, its kind, and its sections as text."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from careboard.clinical.clinic import Template
from careboard.clinical.note import NoteType
from careboard.clinical.people import DISCIPLINE_OF, Discipline
from careboard.i18n import gettext as _
from careboard.projections.wording.note import NOTE_TYPES
from careboard.projections.wording.terms import spaced
from careboard.projections.wording.voice import Voice, capital
from careboard.projections.writing.templates import template, typed, written
from careboard.ui.look.look import look
from careboard.ui.parts.fields import Choice, Field, Line, Text

_EXAMPLE = _("# Mood\nMood {low|even|high}. Slept *** hours. Dreams: ___\n\n# Plan\nWhat comes next, and who does it")


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields; where its sections can be read, they are spaced as those that are kept."""

    name: str
    discipline: object
    kind: object
    sections: str

    @classmethod
    def of(cls, one: Template) -> "Typed":
        """How a template stands in them."""
        return cls(one.name, one.discipline, one.note_type, written(one.sections))

    @property
    def blank(self) -> bool:
        """Is there no word in it?"""
        return not self.name and not self.sections


class Refused(ValueError):
    """What stands in a field cannot be kept; `field` says which."""

    def __init__(self, field: Field, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class TemplateFields(QWidget):
    """Four fields."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        voice = Voice()
        self.name = Line(placeholder=_("Morning check-in"))
        self.discipline = Choice(list(_disciplines(voice)))
        self.kind = Choice([(voice(words), kind) for kind, words in NOTE_TYPES.items()])
        self.sections = Text(lines=8, placeholder=_EXAMPLE, most=24)
        self._name = Field(_("Name"), self.name)
        hint = _("It comes first in their list; everybody else finds it behind their own.")
        self._sections = Field(
            _("Sections"),
            self.sections,
            _("A line that begins with # is a heading. Below it: what is to be written there, or what it begins with."),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(12))
        kind = Field(_("Kind of note"), self.kind)
        for field in (self._name, Field(_("For"), self.discipline, hint), kind, self._sections):
            column.addWidget(field)

    @property
    def error(self) -> str:
        """What is said to be wrong."""
        return self._name.error or self._sections.error

    def show_template(self, one: Template) -> None:
        """Let a template stand in the fields."""
        self.put(Typed.of(one))

    @property
    def standing(self) -> Typed:
        """What stands in them, whether or not it can be a template."""
        name = " ".join(self.name.words.split())
        return Typed(name, self.discipline.chosen, self.kind.chosen, _as_kept(self.sections.words))

    def put(self, typed: Typed) -> None:
        """Let something that was typed stand in them."""
        self.take_back()
        self.name.setText(typed.name)
        self.discipline.choose(typed.discipline)
        self.kind.choose(typed.kind)
        self.sections.setPlainText(typed.sections)

    def clear(self) -> None:
        """Let nothing stand in them; whom the last one was for stays chosen."""
        self.take_back()
        self.name.clear()
        self.sections.clear()

    def take_back(self) -> None:
        """Say of no field that it is wrong."""
        self._name.refuse("")
        self._sections.refuse("")

    def read(self) -> Template:
        """The template that stands in them; raises Refused with the field that is wrong."""
        self.take_back()
        try:
            sections = typed(self.sections.toPlainText())
        except ValueError as wrong:
            raise Refused(self._sections, str(wrong)) from None
        discipline, kind = Discipline(str(self.discipline.chosen)), NoteType(str(self.kind.chosen))
        try:
            return template(self.name.words, discipline, kind, sections)
        except ValueError as wrong:
            raise Refused(self._sections if not sections and self.name.words else self._name, str(wrong)) from None


def _as_kept(text: str) -> str:
    try:
        return written(typed(text))
    except ValueError:
        return text


def _disciplines(voice: Voice) -> Iterator[tuple[str, Discipline]]:
    """Each discipline with the roles that speak for it and write notes."""
    for discipline in Discipline:
        roles = [spaced(role, voice) for role, its in DISCIPLINE_OF.items() if its is discipline]
        yield f"{capital(spaced(discipline, voice))}: {', '.join(roles)}", discipline
