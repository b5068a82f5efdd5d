"""The clinic's note templates, for who may decide for it: written, tried, ordered, retired; and their way in and out.

What was typed stays when it is refused, and can be had back when another was chosen over it. What was written with a
template that is retired or changed stays as it was signed. A file never replaces a template that is known.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from careboard.clinical.clinic import Template
from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.wording.note import NOTE_TYPES
from careboard.projections.wording.terms import spaced
from careboard.projections.wording.voice import Voice, capital
from careboard.ui.desk import Desk
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Flow
from careboard.ui.shell.settings.library import LibraryPanel
from careboard.ui.shell.settings.library_files import Asked, LibraryFiles
from careboard.ui.shell.settings.put_aside import PutAside
from careboard.ui.shell.settings.templates.fields import Refused, TemplateFields, Typed
from careboard.ui.shell.settings.templates.trial import Trial
from careboard.workflow.writing.templates import (
    ClinicTemplates,
    keep_template,
    move,
    read_file,
    retire,
    take_over,
    templates_of,
    write_file,
)


class TemplatesPanel(LibraryPanel[Template, ClinicTemplates]):
    """A list, the fields of one, and a look at it. It is not there for who may not decide for the clinic."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        asked = Asked(_("Choose a file of templates"), _("Save the templates"), _("templates.txt"))
        super().__init__(desk, _("Note templates of the clinic"), _("Templates"), LibraryFiles(asked), parent)
        self.fields, self.trial = TemplateFields(), Trial(desk)
        self.aside = PutAside(self._unkept, self._have_back)
        self.new, self.sooner, self.later, self.retire = (
            Button(_("New")),
            Button(_("Offer sooner")),
            Button(_("Offer later")),
            Button(_("Retire")),
        )
        self.keep, self.look_at = Button(_("Keep the template")), Button(_("See how it looks"))
        self._lay_out()
        self._listen()
        desk.ask(templates_of, self, self._offer)

    def _lay_out(self) -> None:
        told = _(
            "They are offered where a note is begun, before those of the program; one with the name of one of these "
            "stands in its place. *** must be filled before the note is signed, {well|badly} is chosen by a digit, "
            "{dreams|} and ___ may stay empty and then disappear."
        )
        acts = _row(self.new, self.sooner, self.later, self.retire)
        keeps = _row(self.keep, self.look_at)
        files = Label(_("Files of templates are plain text, to be read and passed on."), Type.META, "text3", wrap=True)
        self._shut = (self.list, acts, self.fields, keeps, self.files)
        lead = Label(told, Type.BODY, "text2", wrap=True)
        for widget in (lead, self.list, acts, self.fields, keeps, self._state, self.files, files, self.trial):
            self.column.addWidget(widget)
        below = self.column.indexOf(self._state) + 1
        self.column.insertWidget(below, self.aside, alignment=Qt.AlignmentFlag.AlignLeft)

    def _listen(self) -> None:
        for button, act in (
            (self.new, self._begin),
            (self.sooner, partial(self._move, -1)),
            (self.later, partial(self._move, 1)),
            (self.retire, self._retire),
            (self.keep, self._submit),
            (self.look_at, self._try),
        ):
            button.clicked.connect(lambda _checked, act=act: act())

    @property
    def said(self) -> str:
        """What came of it, or what is said to be wrong."""
        return self.fields.error or self._state.text()

    # -- what is known ------------------------------------------------------------------------------------------

    def _offer(self, found: ClinicTemplates) -> None:
        self._show(found)
        self.setVisible(found.decides)

    @override
    def _show(self, found: ClinicTemplates, chosen: str = "") -> None:
        self._put(found.known, chosen)
        self.files.give.setEnabled(bool(found.active))
        self._follow_chosen()

    @override
    def _words(self, one: Template) -> tuple[str, str]:
        told = _told(one)
        return told, told

    @override
    def _show_chosen(self) -> None:
        if (one := self._chosen) is not None:
            told = self.aside.put_aside()
            self.fields.show_template(one)
            self.trial.clear()
            self.say(told, "text2")
        self._follow_chosen()

    def _follow_chosen(self) -> None:
        """What can be done with the one that is chosen."""
        one = self._chosen
        active = [template.name for template in self._known if template.active]
        at = active.index(one.name) if one is not None and one.active else -1
        self.sooner.setEnabled(at > 0)
        self.later.setEnabled(0 <= at < len(active) - 1)
        self.retire.setEnabled(one is not None)
        self.retire.setText(_("Retire") if one is None or one.active else _("Offer again"))

    # -- what is kept -------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        told = self.aside.put_aside()
        self.list.clearSelection()
        self.fields.clear()
        self.trial.clear()
        self.say(told, "text2")
        self._follow_chosen()
        self.fields.name.setFocus()

    def _unkept(self) -> Typed | None:
        """What stands in the fields, where it is no template as the clinic has it."""
        typed = self.fields.standing
        return None if typed.blank or typed in map(Typed.of, self._known) else typed

    def _have_back(self, typed: Typed) -> None:
        self.list.clearSelection()
        self.fields.put(typed)
        self.trial.clear()
        self.say("", "ok")
        self.fields.name.setFocus()

    def _read(self) -> Template | None:
        """What stands in the fields, or None after saying beside one what is wrong with it."""
        self.say("", "ok")
        try:
            return self.fields.read()
        except Refused as refused:
            self.refuse_beside(refused.field, str(refused))
            return None

    def _submit(self) -> None:
        if (made := self._read()) is not None:
            told = _("Kept: {name}. It is offered from the next note on.").format(name=made.name)
            self._ask(lambda session: keep_template(session, made), lambda _found: told, made.name)

    def _try(self) -> None:
        if (made := self._read()) is not None:
            self.trial.show_template(made)

    def _move(self, step: int) -> None:
        if (one := self._chosen) is not None:
            told = _("Moved: {name}.").format(name=one.name)
            self._ask(lambda session: move(session, one.name, step), lambda _found: told, one.name)

    def _retire(self) -> None:
        if (one := self._chosen) is not None:
            words = _("Retired: {name}. What was written with it stays.") if one.active else _("Offered again: {name}.")
            told = words.format(name=one.name)
            work = partial(retire, name=one.name, retired=one.active)
            self._ask(work, lambda _found: told, one.name)

    # -- files --------------------------------------------------------------------------------------------------

    @override
    def _take_over(self, path: Path) -> None:
        """Take the templates of a file over; those that the clinic has otherwise stay as they are, and are told."""
        found, before = read_file(path), len(self._known)
        self._ask(lambda session: take_over(session, found), lambda after: _taken(len(after.known) - before, after))

    @override
    def _write_out(self, path: Path) -> None:
        """Write those that are offered as a file."""
        write_file(path, [one for one in self._known if one.active])


def _told(one: Template) -> str:
    voice = Voice()
    told = f"{one.name}   {capital(spaced(one.discipline, voice))}: {voice(NOTE_TYPES[one.note_type])}"
    return told if one.active else _("{template} (retired)").format(template=told)


def _taken(count: int, found: ClinicTemplates) -> str:
    told = ngettext("{n} template was taken over.", "{n} templates were taken over.", count).format(n=count)
    if not found.left:
        return told
    left = _("Left as they are, because the clinic has them otherwise: {names}.")
    return f"{told} {left.format(names=', '.join(found.left))}"


def _row(*buttons: Button) -> QWidget:
    """Buttons side by side, and below where the width ends."""
    row = QWidget()
    flow = Flow(row, look().px(8))
    for button in buttons:
        flow.addWidget(button)
    return row
