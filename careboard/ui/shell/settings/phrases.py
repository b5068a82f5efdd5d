"""Phrases in the settings: the member's own, and the clinic's for who may decide for it; and their way in and out.

What was typed stays when it is refused, can be had back when another phrase was chosen over it, and a phrase that was
taken away still stands in the fields. A file never replaces a phrase that is known; one that is none changes nothing.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.writing.phrases import Phrase, merged
from careboard.ui.desk import Desk
from careboard.ui.look.look import Type
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Field, Line, Text
from careboard.ui.parts.labels import Label
from careboard.ui.shell.settings.library import LibraryPanel
from careboard.ui.shell.settings.library_files import Asked, LibraryFiles
from careboard.ui.shell.settings.put_aside import PutAside
from careboard.workflow.writing.phrases import Library, keep_clinics, keep_own, library, read_file, write_file

_HOW = _(
    "In a note, .name and Tab writes a phrase out. *** must be filled before the note is signed, {well|badly} is "
    "chosen by a digit, {dreams|} and ___ may stay empty and then disappear. F2 goes from one to the next."
)


class PhrasesPanel(LibraryPanel[Phrase, Library]):
    """A list, a name and a text. `own`: of this member; else of the clinic, and not there for who may not decide."""

    def __init__(self, desk: Desk, *, own: bool, parent: QWidget | None = None) -> None:
        drop = Button(_("Take it away"), "quiet")
        asked = Asked(_("Choose a file of phrases"), _("Save the phrases"), _("phrases.txt"))
        title = _("My phrases") if own else _("Phrases of the clinic")
        super().__init__(desk, title, _("Phrases"), LibraryFiles(asked, (drop,)), parent)
        self._own, self.keep, self.drop = own, Button(_("Keep the phrase")), drop
        self.name, self.text = Line(placeholder="sleep"), Text(lines=3, placeholder="Sleeps {well|badly}, *** hours.")
        self._name_field = Field(_("Name, without the dot"), self.name)
        self._text_field = Field(_("What is written out"), self.text)
        told = (
            _HOW
            if own
            else _("Everybody at the clinic can write these out. Your own phrase of the same name comes first.")
        )
        self.lay_out(told, (self.list, self._name_field, self._text_field), self.keep)
        self.column.insertWidget(self.column.count() - 1, self.files)
        self.aside = PutAside(self._unkept, self._have_back)
        self.column.addWidget(self.aside, alignment=Qt.AlignmentFlag.AlignLeft)
        files = _("Files of phrases are plain text, to be read and passed on.")
        self.column.addWidget(Label(files, Type.META, "text3", wrap=True))
        self.keep.clicked.connect(self._submit)
        self.drop.clicked.connect(self._take_away)
        desk.ask(library, self, self._offer)

    @property
    def said(self) -> str:
        """What came of it, or what is said to be wrong."""
        return self._name_field.error or self._state.text()

    # -- what is known ------------------------------------------------------------------------------------------

    def _offer(self, known: Library) -> None:
        self._show(known)
        self.setVisible(self._own or known.decides)

    @override
    def _show(self, found: Library, chosen: str = "") -> None:
        self._put(found.own if self._own else found.clinic, chosen)
        for button in (self.drop, self.files.give):
            button.setEnabled(bool(self._known))

    @override
    def _words(self, one: Phrase) -> tuple[str, str]:
        return f".{one.name}   {one.first_words}", f".{one.name}   {one.text}"

    @override
    def _show_chosen(self) -> None:
        if (one := self._chosen) is not None:
            told = self.aside.put_aside()
            self._write((one.name, one.text))
            self.say(told, "text2")

    def _unkept(self) -> tuple[str, str] | None:
        """The name and the text that stand in the fields, where they are those of no phrase that is kept."""
        typed = self.name.words.removeprefix("."), self.text.words
        kept = {(one.name, one.text.strip()) for one in self._known}
        return None if typed in kept or not any(typed) else typed

    def _have_back(self, typed: tuple[str, str]) -> None:
        self.list.clearSelection()
        self._write(typed)
        self.say("", "ok")
        self.name.setFocus()

    def _write(self, typed: tuple[str, str]) -> None:
        name, text = typed
        self.name.setText(name)
        self.text.setPlainText(text)
        self._name_field.refuse("")

    # -- what is kept -------------------------------------------------------------------------------------------

    @Slot()
    def _submit(self) -> None:
        self.say("", "ok")
        try:
            made = Phrase(self.name.words.removeprefix("."), self.text.words)
        except ValueError as wrong:
            self.refuse_beside(self._name_field, str(wrong))
            return
        self._name_field.refuse("")
        others = tuple(one for one in self._known if one.name != made.name)
        self._keep((*others, made), _("Kept: .{name}.").format(name=made.name))

    @Slot()
    def _take_away(self) -> None:
        name = self.name.words.removeprefix(".")
        others = tuple(one for one in self._known if one.name != name)
        if len(others) == len(self._known):
            self.refuse_beside(self._name_field, _("Choose a phrase in the list first."))
            return
        told = _("Taken away: .{name}. It still stands in the fields; keep it again to have it back.")
        self._keep(others, told.format(name=name))

    def _keep(self, phrases: Sequence[Phrase], told: str) -> None:
        wanted, keep = tuple(sorted(phrases, key=lambda one: one.name)), keep_own if self._own else keep_clinics
        self._ask(lambda session: keep(session, wanted), lambda _found: told)

    # -- files --------------------------------------------------------------------------------------------------

    @override
    def _take_over(self, path: Path) -> None:
        """Take the phrases of a file over; those of a known name with another text stay as they are, and are told."""
        every, apart = merged(self._known, read_file(path))
        count = len(every) - len(self._known)
        told = ngettext("{n} phrase was taken over.", "{n} phrases were taken over.", count).format(n=count)
        if apart:
            names = ", ".join(f".{name}" for name in apart)
            told += " " + _("Left as they are, because the file has another text: {names}.").format(names=names)
        self._keep(every, told)

    @override
    def _write_out(self, path: Path) -> None:
        write_file(path, self._known)
