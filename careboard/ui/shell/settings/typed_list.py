"""A list of the clinic's own that is typed as text, in the settings of who may decide for it: a field and a button.

What cannot be read is refused beside the field, with its line; nothing is kept then, and what was typed stays.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from careboard.ui.desk import Desk
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Field, Text
from careboard.ui.shell.settings.panel import KeepingPanel
from careboard.workflow.session import Session
from careboard.workflow.site_choices import may_decide

T = TypeVar("T")


@dataclass(frozen=True)
class Typed(Generic[T]):
    """How a list is read from text (a ValueError says what is wrong), written as text, known and kept."""

    read: Callable[[str], tuple[T, ...]]
    written: Callable[[tuple[T, ...]], str]
    known: Callable[[Session], tuple[T, ...]]
    keep: Callable[[Session, tuple[T, ...]], tuple[T, ...]]
    told: Callable[[tuple[T, ...]], str]  # what came of keeping it


@dataclass(frozen=True)
class Words:
    """What the panel says: its title, what the list is for, the field with its hint and example, the button."""

    title: str
    about: str
    field: str
    hint: str
    example: str
    button: str


class TypedListPanel(KeepingPanel, Generic[T]):
    """The field and the button. The panel is not there for who may not decide for the clinic."""

    def __init__(self, desk: Desk, how: Typed[T], words: Words, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(words.title, parent)
        self._desk, self._how = desk, how
        self.lines = Text(lines=lines, placeholder=words.example)
        self._field = Field(words.field, self.lines, words.hint)
        self.keep = Button(words.button)
        self.keep.clicked.connect(self._submit)
        self.lay_out(words.about, (self._field,), self.keep)
        self.hide()
        desk.ask(lambda session: how.known(session) if may_decide(session) else None, self, self._offer)

    @property
    def said(self) -> str:
        """What came of it, or what is said to be wrong."""
        return self._field.error or self._state.text()

    def _offer(self, known: tuple[T, ...] | None) -> None:
        if known is not None:
            self._show(known)
            self.show()

    def _show(self, known: tuple[T, ...]) -> None:
        self.lines.setPlainText(self._how.written(known))

    @Slot()
    def _submit(self) -> None:
        self.say("", "ok")
        try:
            wanted = self._how.read(self.lines.toPlainText())
        except ValueError as wrong:
            self.refuse_beside(self._field, str(wrong))
            return
        self._field.refuse("")
        self.set_busy(busy=True)
        keep = self._how.keep
        self._desk.ask(lambda session: keep(session, wanted), self, self._was_kept, self.was_refused)

    def _was_kept(self, known: tuple[T, ...]) -> None:
        self.set_busy(busy=False)
        self._show(known)
        self.say(self._how.told(known), "ok")
        self.keep.setFocus()
