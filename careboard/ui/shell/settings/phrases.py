"""Phrases in the settings: the member's own, and the clinic's for who may decide for it; and their way in and out.

What was typed stays when it is refused, and a phrase that was taken away still stands in the fields. A file never
replaces a phrase that is known, and a file that is none changes nothing.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.writing.phrases import Phrase, merged
from careboard.ui.desk import Desk
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Field, Line, Text
from careboard.ui.parts.labels import Label
from careboard.ui.parts.tips import as_tip
from careboard.ui.shell.settings.library_files import Asked, LibraryFiles
from careboard.ui.shell.settings.panel import KeepingPanel
from careboard.workflow.session import Session
from careboard.workflow.writing.phrases import Library, keep_clinics, keep_own, library, read_file, write_file

ROWS, ROW = 6, 30
_HOW = _(
    "In a note, .name and Tab writes a phrase out. *** must be filled before the note is signed, {well|badly} is "
    "chosen by a digit, {dreams|} and ___ may stay empty and then disappear. F2 goes from one to the next."
)


class PhrasesPanel(KeepingPanel):
    """A list, a name and a text. `own`: of this member; else of the clinic, and not there for who may not decide."""

    def __init__(self, desk: Desk, *, own: bool, parent: QWidget | None = None) -> None:
        super().__init__(_("My phrases") if own else _("Phrases of the clinic"), parent)
        self._desk, self._own = desk, own
        self._known: tuple[Phrase, ...] = ()
        self.list = QListWidget()
        self.list.setAccessibleName(_("Phrases"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.name, self.text = Line(placeholder="sleep"), Text(lines=3, placeholder="Sleeps {well|badly}, *** hours.")
        self._name_field = Field(_("Name, without the dot"), self.name)
        self._text_field = Field(_("What is written out"), self.text)
        self.keep, self.drop = Button(_("Keep the phrase")), Button(_("Take it away"), "quiet")
        told = (
            _HOW
            if own
            else _("Everybody at the clinic can write these out. An own phrase of the same name goes before.")
        )
        self.lay_out(told, (self.list, self._name_field, self._text_field), self.keep)
        self._add_ways()
        self.list.itemSelectionChanged.connect(self._show_chosen)
        self.keep.clicked.connect(self._submit)
        self.drop.clicked.connect(self._take_away)
        self.hide()
        desk.ask(library, self, self._offer)

    def _add_ways(self) -> None:
        asked = Asked(_("Choose a file of phrases"), _("Save the phrases"), _("phrases.txt"))
        self.files = LibraryFiles(asked, (self.drop,))
        self.column.insertWidget(self.column.count() - 1, self.files)
        told = _("Files of phrases are plain text, to be read and passed on.")
        self.column.addWidget(Label(told, Type.META, "text3", wrap=True))
        self.files.import_wanted.connect(self.import_from)
        self.files.export_wanted.connect(self.export_to)

    @property
    def said(self) -> str:
        """What came of it, or what is said to be wrong."""
        return self._name_field.error or self._state.text()

    # -- what is known ------------------------------------------------------------------------------------------

    def _offer(self, known: Library) -> None:
        self._show(known)
        self.setVisible(self._own or known.decides)

    def _show(self, known: Library) -> None:
        self._known = known.own if self._own else known.clinic
        self.list.clear()
        for one in self._known:
            item = QListWidgetItem(f".{one.name}   {one.first_words}")
            item.setToolTip(as_tip(f".{one.name}   {one.text}"))
            self.list.addItem(item)
        self.list.setVisible(bool(self._known))
        for button in (self.drop, self.files.give):
            button.setEnabled(bool(self._known))
        self._measure()

    def _measure(self) -> None:
        """Each phrase has its row, and the list room for a few of them."""
        row = look().px(ROW)
        for at in range(self.list.count()):
            self.list.item(at).setSizeHint(QSize(0, row))
        self.list.setFixedHeight(row * min(len(self._known), ROWS) + 2 * self.list.frameWidth() + 2)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._measure()

    @Slot()
    def _show_chosen(self) -> None:
        chosen = self.list.currentRow()
        if self.list.selectedItems() and 0 <= chosen < len(self._known):
            self.name.setText(self._known[chosen].name)
            self.text.setPlainText(self._known[chosen].text)
            self._name_field.refuse("")
            self.say("", "ok")

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
        self.set_busy(busy=True)
        self._ask(lambda session: keep(session, wanted), told)

    def _ask(self, work: Callable[[Session], Library], told: str) -> None:
        def kept(known: Library) -> None:
            self.set_busy(busy=False)
            self._show(known)
            self.say(told, "ok")

        self._desk.ask(work, self, kept, self.was_refused)

    # -- files --------------------------------------------------------------------------------------------------

    @Slot(object)
    def import_from(self, path: Path) -> None:
        """Take the phrases of a file over; those of a known name with another text stay as they are, and are told."""
        try:
            found = read_file(path)
        except CareboardError as refused:
            self.say(refused.told, "danger")
            return
        every, apart = merged(self._known, found)
        count = len(every) - len(self._known)
        told = ngettext("{n} phrase was taken over.", "{n} phrases were taken over.", count).format(n=count)
        if apart:
            names = ", ".join(f".{name}" for name in apart)
            told += " " + _("Left as they are, because the file has another text: {names}.").format(names=names)
        self._keep(every, told)

    @Slot(object)
    def export_to(self, path: Path) -> None:
        """Write all of them as a file."""
        try:
            write_file(path, self._known)
        except CareboardError as refused:
            self.say(refused.told, "danger")
            return
        self.say(_("Saved as {name}.").format(name=path.name), "ok")
