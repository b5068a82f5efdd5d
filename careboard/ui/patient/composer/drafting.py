"""What was typed and is not signed: kept as drafts of their forms, and told how it stands.

What was typed is handed out to be kept as a draft within two seconds and when the keyboard goes elsewhere. What follows
from the whole of it, its headline and its figures, is worked out when somebody pauses, never at a keystroke.
"""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from careboard.clinical.values import EntryId
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.autosave import Autosave
from careboard.ui.patient.composer.body import Body
from careboard.ui.patient.composer.draft_book import DraftBook
from careboard.ui.patient.composer.frame import Frame
from careboard.ui.patient.composer.note_body import NoteBody
from careboard.workflow.writing.drafts import Draft, Drafts
from careboard.workflow.writing.offers import Offers

PAUSE = 250  # ms without a letter, after which the headline follows


class Drafting(Frame):
    """A form and its draft, and those of the other forms. It knows no vault: it says what is to be kept."""

    kept = Signal(object)  # every draft of this patient, by form; empty when there is none any more

    def __init__(self, chart: Chart, offers: Offers, parent: QWidget | None = None) -> None:
        super().__init__(chart, offers, parent)
        self._drafts = DraftBook()
        self._about: dict[str, str] = {}
        self._signing = False  # the vault is writing: until it answers there is nothing to change
        self._unsaved, self._heard = False, ""
        self._saving = Autosave(self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self.header.changed.connect(self._changed)
        self.footer.changed.connect(self._changed)
        self.footer.origins_wanted.connect(self._show_origins)
        self._saving.due.connect(self.keep)
        self._pause.timeout.connect(self._settle)

    @property
    def being_written(self) -> Body | None:
        """The form that somebody writes in; None where there is none, or what was written is being signed."""
        return None if self._signing or not self.is_open else self.body

    def _changed(self) -> None:
        """Something was typed: only what is already known is told, the rest when somebody pauses."""
        if self.body is None or self._signing:
            return
        self.ask_for_another_look()
        self._pause.start()
        if self.footer.wrong:
            self.footer.refuse("")
            self.body.refuse_nothing()
        if not self._unsaved:
            self.footer.say(_("Not saved yet"))
        self._unsaved = True
        self._saving.touch()

    def _settle(self) -> None:
        self._pause.stop()
        if self.body is not None and not self._signing:
            self.footer.suggest(self.body.suggestion)
            self.header.show_status(self.body)
            self.footer.count(self.body)
            if self.footer.origins.isChecked():
                self.body.show_origins(shown=True)

    def _show_origins(self, shown: bool) -> None:  # noqa: FBT001, a slot
        if self.body is not None:
            self.body.show_origins(shown=shown)

    def ask_for_another_look(self) -> None:
        """What is written is another thing than what was looked at."""
        self.show_fields()

    def keep(self) -> None:
        """Hand out what was typed, to be kept."""
        if self.body is None or self._signing or not self._unsaved:
            return
        self._saving.rest()
        if self._untouched:
            self._drafts.drop(self._named)
        else:
            self._drafts.put(self._named, self._draft(self.body))
        self.kept.emit(self._drafts.every)

    def were_kept(self, drafts: Drafts) -> None:
        """The vault has these drafts, each since a time."""
        self._drafts.were_kept(drafts)
        draft = drafts.get(self._named, {})
        if self.body is not None and not self._saving.waiting and draft == self._drafts.of(self._named):
            self._unsaved = False
            self._tell_saved(_("Draft saved {time}").format(time=draft.get("shown", "")) if draft else "")

    def _tell_saved(self, words: str) -> None:
        """Say it, and to a screen reader once a minute: the time in the words is that of a minute."""
        self.footer.say(words)
        if words and words != self._heard:
            announce(self, words)
        self._heard = words

    def _take_along(self, body: Body, draft: Draft) -> None:
        body.restore(draft["body"])
        self.header.restore(draft)
        self.footer.restore(draft)

    def _restore(self, body: Body, draft: Draft) -> None:
        self._take_along(body, draft)
        self.header.show_status(body)
        self.footer.say(_("Draft restored, saved {time}").format(time=draft.get("on", draft.get("shown", ""))))
        self._unsaved = False
        self._saving.rest()

    @property
    def _named(self) -> str:
        key = self.body.key if self.body is not None else ""
        return f"{key}:{self._ref}" if self._ref else key

    @property
    def _ref(self) -> EntryId | None:
        return EntryId(self._about["ref"]) if "ref" in self._about else None

    @property
    def _untouched(self) -> bool:
        """Was nothing written, neither in the form nor in the rows around it?"""
        return (self.body is None or self.body.empty) and not self.header.typed and not self.footer.typed

    def _draft(self, body: Body) -> Draft:
        return {"title": body.title, "body": body.kept(), **self.header.kept(), **self.footer.kept(), **self._about}

    def _beside_words(self) -> Draft | None:
        """A draft of the open note without its words and a headline made of them; None where nothing else is there."""
        body = self.body
        if not isinstance(body, NoteBody) or not (body.answers or self.header.typed or self.footer.typed):
            return None
        kept = {**self._draft(body), "body": body.beside_words()}
        return kept if kept["own"] else {**kept, "headline": ""}
