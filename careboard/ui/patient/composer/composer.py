"""Where a clinician writes: a line at the bottom of the list that opens into a note, a scale, measures or an addition.

What was typed is handed out to be kept as a draft within two seconds and when the keyboard goes elsewhere; it is let
go of only when the vault has what was signed. What was reviewed is what is signed, once: a change is reviewed again.
"""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from careboard.clinical.values import EntryId
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.timeline import TimelineRow
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.autosave import Autosave
from careboard.ui.patient import banner_words
from careboard.ui.patient.composer.body import Body, Missing
from careboard.ui.patient.composer.draft_book import DraftBook
from careboard.ui.patient.composer.forms import SCALES, body_for, forms_of
from careboard.ui.patient.composer.frame import Frame
from careboard.ui.patient.composer.header import TEAM
from careboard.ui.patient.composer.note_body import NoteBody
from careboard.ui.patient.composer.signing import Signing, made_of
from careboard.ui.patient.composer.small_bodies import ADDENDUM, IN_ERROR
from careboard.workflow.writing.drafts import Draft, Drafts
from careboard.workflow.writing.offers import Offers

_PRIVATE = "private:"


class Composer(Frame):
    """The composer of one chart. It knows no vault: it says what was signed, and what is to be kept."""

    signed = Signal(object)  # a Signing
    kept = Signal(object)  # every draft of this patient, by form; empty when there is none any more
    form_wanted = Signal(str)  # a form beside the composer, by the key of its draft
    left = Signal()

    def __init__(self, chart: Chart, offers: Offers, parent: QWidget | None = None) -> None:
        super().__init__(chart, offers, parent)
        self._chart, self._offers = chart, offers
        self._drafts = DraftBook()
        self._forms: Mapping[str, str] = {}
        self._about: Mapping[str, str] = {}
        self._reviewed: Signing | None = None
        self._signing = False  # the vault is writing: until it answers there is nothing to change
        self._unsaved = False
        self._saving = Autosave(self)
        self._listen()

    def _listen(self) -> None:
        self.opening.wanted.connect(self.open)
        self.opening.form_wanted.connect(self.form_wanted)
        self.opening.begun.connect(self._begin_with)
        self.opening.named.connect(self._open_named)
        self.header.form_wanted.connect(self._change_form)
        self.header.audience_wanted.connect(self._change_audience)
        self.header.closed.connect(self.close_form)
        self.header.changed.connect(self._changed)
        self.footer.changed.connect(self._changed)
        self.footer.review_wanted.connect(self.review)
        self.strip.confirmed.connect(self._sign)
        self.strip.left.connect(self._look_away)
        self.chooser.chosen.connect(lambda name: self.open(f"scale:{name}"))
        self.chooser.left.connect(self.close_form)
        self._saving.due.connect(self.keep)

    # -- opening and closing ------------------------------------------------------------------------------------

    @property
    def may_write_notes(self) -> bool:
        """Is there a template for this member?"""
        return bool(self._offers.templates)

    def show_chart(self, chart: Chart) -> None:
        """Go on with a newer chart; what is being written stays."""
        self._chart = chart

    def show_drafts(self, drafts: Drafts) -> None:
        """What was begun before; the last one opens by itself, for its author was interrupted in it."""
        self._drafts.take(drafts, lambda key, draft: body_for(key, self._chart, self._offers, draft))
        self._offer_drafts()
        if (last := self._drafts.last) is not None and not self.is_open:
            self.open(last)

    def show_form_drafts(self, titles: Mapping[str, str]) -> None:
        """What was begun in the forms beside the composer; it is offered with what was begun here."""
        self._forms = titles
        self._offer_drafts()
        self._fit()

    def open(self, key: str, *, about: TimelineRow | None = None) -> None:
        """Open a form by its key, with its draft if there is one."""
        if self._signing:
            return
        if key == SCALES:
            self._choose_scale()
            return
        named = f"{key}:{about.id}" if about is not None else key
        draft = self._drafts.of(named)
        seed = {"about": about.headline, "ref": about.id} if about is not None else draft
        body = body_for(named, self._chart, self._offers, seed)
        if body is None:
            return
        self.keep()
        self._about = {part: str(seed[part]) for part in ("ref", "about") if part in seed}
        self.put(body, _private_kind(body))
        self._unsaved = False
        body.changed.connect(self._changed)
        body.restated.connect(lambda: self.header.show_status(body))
        if draft:
            self._restore(body, draft)
        body.begin()

    def open_default(self) -> None:
        """Open the usual note of this member's role."""
        self.open(self._offers.default)

    def add_to(self, row: TimelineRow) -> None:
        """Add to a signed entry."""
        self.open(ADDENDUM, about=row)

    def take_back(self, row: TimelineRow) -> None:
        """Say that an entry should not be there."""
        self.open(IN_ERROR, about=row)

    def close_form(self) -> None:
        """Close the form; what was typed is kept as a draft."""
        if not self._signing:
            self.keep()
            self._leave()

    def _leave(self) -> None:
        self.show_opening()
        self._offer_drafts()
        self._fit()
        self.left.emit()

    def _begin_with(self, text: str) -> None:
        self.open_default()
        if isinstance(self.body, NoteBody):
            self.body.write(text)

    def _open_named(self, named: str) -> None:
        keys = [key for key, _words in forms_of(self._offers)]
        found = next((key for key in keys if key.removeprefix("scale:").casefold().startswith(named)), None)
        if found is not None:
            self.open(found)

    def _choose_scale(self) -> None:
        if self._offers.scales:
            self.keep()
            self.show_chooser()

    def _change_form(self, key: str) -> None:
        """Another template for what is being written: what stands under the same heading stays there."""
        before = self.body
        texts = before.texts if isinstance(before, NoteBody) and not before.empty else {}
        left = self._named
        self.open(key)
        if texts and isinstance(self.body, NoteBody) and self.body.empty and self.body is not before:
            self.body.carry(texts)
            self._drafts.drop(left)
            self._changed()

    def _change_audience(self, audience: str) -> None:
        before, left = self.body, self._named
        text = before.kept() if before is not None else {}
        words = "\n\n".join(part for part in text.get("texts", [text.get("text", "")]) if part)
        self.open(self._offers.default if audience == TEAM else f"{_PRIVATE}{audience}")
        if self.body is not None and self.body.empty and words and audience != TEAM:
            self.body.restore({"text": words})
            if isinstance(before, NoteBody):
                self._drafts.drop(left)  # it is no note for the team any more
            self._changed()

    def _restore(self, body: Body, draft: Draft) -> None:
        body.restore(draft["body"])
        self.header.restore(draft)
        self.footer.restore(draft)
        self.header.show_status(body)
        self.footer.say(_("Draft restored, saved {time}").format(time=draft.get("on", draft.get("shown", ""))))
        self._unsaved = False
        self._saving.rest()

    # -- drafts -------------------------------------------------------------------------------------------------

    def _changed(self) -> None:
        if self.body is None or self._signing:
            return
        self._ask_for_another_look()
        self.footer.suggest(self.body.suggestion)
        self.header.show_status(self.body)
        self.footer.refuse("")
        self.footer.say(_("Not saved yet"))
        self._unsaved = True
        self._saving.touch()

    def keep(self) -> None:
        """Hand out what was typed, to be kept."""
        if self.body is None or self._signing or not self._unsaved:
            return
        self._saving.rest()
        if self.body.empty:
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
            self.footer.say(_("Draft saved {time}").format(time=draft.get("shown", "")) if draft else "")

    @property
    def _named(self) -> str:
        key = self.body.key if self.body is not None else ""
        return f"{key}:{self._ref}" if self._ref else key

    @property
    def _ref(self) -> EntryId | None:
        return EntryId(self._about["ref"]) if "ref" in self._about else None

    def _draft(self, body: Body) -> Draft:
        return {"title": body.title, "body": body.kept(), **self.header.kept(), **self.footer.kept(), **self._about}

    def _offer_drafts(self) -> None:
        self.opening.show_drafts(self._drafts.titles, self._forms)

    # -- signing ------------------------------------------------------------------------------------------------

    def review(self) -> None:
        """Show what is about to be signed, or what stands in the way."""
        body, chart = self.body, self._chart
        if body is None or not self.strip.isHidden():
            return
        discipline, private = self._offers.discipline, _private_kind(body)
        try:
            made = made_of(body, self.header, self.footer, chart, discipline, self._ref, private)
        except ValueError as refused:
            self._say_missing(refused)
            return
        self._reviewed = made
        self.footer.hide()
        name, born = banner_words.name(chart), banner_words.born(chart)
        self.strip.show_act(name, born, body.title, made.said, self.header.who)
        announce(self, self.strip.said)

    def _say_missing(self, refused: ValueError) -> None:
        if isinstance(refused, Missing):
            refused.control.setFocus(Qt.FocusReason.OtherFocusReason)
            self.bring_into_sight(refused.control)
        self.footer.refuse(str(refused))

    def _sign(self) -> None:
        made, self._reviewed = self._reviewed, None
        if made is not None:
            self.keep()
            self._set_signing(signing=True)
            self.signed.emit(replace(made, stays=self._drafts.without(self._named)))

    def _set_signing(self, *, signing: bool) -> None:
        self._signing = signing
        self.rest(resting=signing)

    def was_signed(self) -> None:
        """The vault has it, and its draft no more: what was typed is let go of."""
        self._set_signing(signing=False)
        self._drafts.drop(self._named)
        self._saving.rest()
        self.footer.say("")
        self._leave()

    def refuse(self, error: CareboardError) -> None:
        """The vault refused it; what was typed stays."""
        self._set_signing(signing=False)
        self._look_away()
        self.footer.refuse(error.told)

    def _look_away(self) -> None:
        if self._signing:
            return
        self._ask_for_another_look()
        if self.body is not None:
            self.body.begin()

    def _ask_for_another_look(self) -> None:
        self._reviewed = None
        self.show_fields()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.review()
        elif event.key() == Qt.Key.Key_Escape and self.is_open:
            self.close_form()
        else:
            super().keyPressEvent(event)


def _private_kind(body: Body) -> str:
    """The kind of a private note, or nothing."""
    return body.key.removeprefix(_PRIVATE) if body.key.startswith(_PRIVATE) else ""
