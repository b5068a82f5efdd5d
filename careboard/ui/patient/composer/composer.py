"""Where a clinician writes: a line at the bottom of the list that opens into a note, a scale, measures or an addition.

What was typed is handed out to be kept as a draft within two seconds and when the keyboard goes elsewhere; it is let
go of only when the vault has what was signed. What was reviewed is what is signed, once: a change is reviewed again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.entry import KnownContent
from careboard.clinical.native import refuse_unless_stated_by_a_source
from careboard.clinical.values import EntryId, When
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.moments import today
from careboard.projections.timeline import TimelineRow
from careboard.projections.wording import tell
from careboard.ui.look.look import look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.panels import Rule
from careboard.ui.parts.sheet import Scrolled
from careboard.ui.patient import banner_words
from careboard.ui.patient.composer.body import Body, Head
from careboard.ui.patient.composer.chooser import ScaleChooser
from careboard.ui.patient.composer.footer import Footer
from careboard.ui.patient.composer.forms import body_for, forms_of
from careboard.ui.patient.composer.header import TEAM, Header
from careboard.ui.patient.composer.note_body import NoteBody
from careboard.ui.patient.composer.opening import Opening
from careboard.ui.patient.composer.sign_strip import SignStrip
from careboard.ui.patient.composer.small_bodies import ADDENDUM, IN_ERROR
from careboard.workflow.writing.offers import Offers

AUTOSAVE = 1_500  # ms from the first letter that is not kept yet: with the writing itself, under two seconds
SHARE = 0.6  # of the panel's height
WHOLE, LEFT_OF_LIST = 400, 110  # pixels at 100%
Drafts = dict[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Signing:
    """What a clinician signs: contents that stand or fall together. `private` names the kind of a private note.

    `stays` are the drafts that remain once it is signed.
    """

    contents: tuple[KnownContent, ...]
    at: When | None = None
    ref: EntryId | None = None
    private: str = ""
    stays: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


class Composer(QWidget):
    """The composer of one chart. It knows no vault: it says what was signed, and what is to be kept."""

    signed = Signal(object)  # a Signing
    kept = Signal(object)  # every draft of this patient, by form; empty when there is none any more
    form_wanted = Signal(str)  # a form beside the composer, by the key of its draft
    left = Signal()
    resized = Signal()

    def __init__(self, chart: Chart, offers: Offers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart, self._offers = chart, offers
        self._drafts: Drafts = {}
        self._forms: Mapping[str, str] = {}
        self._about: Mapping[str, str] = {}
        self._reviewed: Signing | None = None
        self._signing = False  # the vault is writing: until it answers there is nothing to change
        self.body: Body | None = None
        self.opening = Opening(offers.default, forms_of(offers))
        self.header, self.footer = Header(offers, chart.zone), Footer(_others(chart, offers))
        self.strip, self.chooser = SignStrip(), ScaleChooser(offers.scales)
        self._writing, self._held, self._stack = QWidget(), QVBoxLayout(), QStackedLayout()
        self._timer = QTimer(self, singleShot=True, interval=AUTOSAVE)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        inside = QWidget()
        self._held = QVBoxLayout(inside)
        self._held.setContentsMargins(0, 0, 0, 0)
        self._held.addStretch(1)
        self._scrolled = Scrolled(inside)
        self._scrolled.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # its width is reckoned with
        writing = QVBoxLayout(self._writing)
        writing.setContentsMargins(0, 0, 0, 0)
        writing.setSpacing(0)
        for part in (self.header, self._scrolled, Rule(), self.footer, self.strip):
            writing.addWidget(part, 1 if part is self._scrolled else 0)
        self.strip.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 1)
        column.setSpacing(0)
        column.addWidget(Rule())
        column.addLayout(self._stack)
        for page in (self.opening, self._writing, self.chooser):
            self._stack.addWidget(page)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit()

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
        self._timer.timeout.connect(self.keep)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_went)

    # -- opening and closing ------------------------------------------------------------------------------------

    @property
    def may_write_notes(self) -> bool:
        """Is there a template for this member?"""
        return bool(self._offers.templates)

    @property
    def is_open(self) -> bool:
        """Is a form open?"""
        return self._stack.currentWidget() is not self.opening

    def show_chart(self, chart: Chart) -> None:
        """Go on with a newer chart; what is being written stays."""
        self._chart = chart

    def show_drafts(self, drafts: Mapping[str, Mapping[str, Any]]) -> None:
        """What was begun before; the last one opens by itself, for its author was interrupted in it."""
        self._drafts = {key: draft for key, draft in drafts.items() if body_for(key, self._chart, self._offers, draft)}
        last = max(self._drafts, key=lambda key: str(self._drafts[key].get("saved", "")), default=None)
        self._offer_drafts()
        if last is not None and not self.is_open:
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
        if key == "scales":
            self._choose_scale()
            return
        named = f"{key}:{about.id}" if about is not None else key
        draft = self._drafts.get(named, {})
        seed = {"about": about.headline, "ref": about.id} if about is not None else draft
        body = body_for(named, self._chart, self._offers, seed)
        if body is None:
            return
        self.keep()
        self._about = {part: str(seed[part]) for part in ("ref", "about") if part in seed}
        self._show_body(body)
        if draft:
            self._restore(draft)
        body.begin()

    def _change_form(self, key: str) -> None:
        """Another template for what is being written: what stands under the same heading stays there."""
        before = self.body
        texts = before.texts if isinstance(before, NoteBody) and not before.empty else {}
        left = self._named
        self.open(key)
        if texts and isinstance(self.body, NoteBody) and self.body.empty and self.body is not before:
            self.body.carry(texts)
            self._drafts.pop(left, None)
            self._changed()

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
        if self._signing:
            return
        self.keep()
        self._forget_body()
        self._stack.setCurrentWidget(self.opening)
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
        if not self._offers.scales:
            return
        self.keep()
        self._stack.setCurrentWidget(self.chooser)
        self._fit()
        self.chooser.begin()

    def _change_audience(self, audience: str) -> None:
        before, left = self.body, self._named
        text = before.kept() if before is not None else {}
        words = "\n\n".join(part for part in text.get("texts", [text.get("text", "")]) if part)
        self.open(self._offers.default if audience == TEAM else f"private:{audience}")
        if self.body is not None and self.body.empty and words and audience != TEAM:
            self.body.restore({"text": words})
            if isinstance(before, NoteBody):
                self._drafts.pop(left, None)  # it is no note for the team any more
            self._changed()

    def _show_body(self, body: Body) -> None:
        self._forget_body()
        self.body = body
        self._held.insertWidget(0, body)
        body.show()  # at once, not with the next event: the keyboard goes there now
        body.changed.connect(self._changed)
        body.turned.connect(self._bring_into_sight)
        private = self._private
        self.header.restore({})
        self.header.show_body(body, private)
        self.footer.show_body(body)
        self.strip.hide()
        self.footer.show()
        self._stack.setCurrentWidget(self._writing)
        self._fit()
        announce(self, body.title)

    def _bring_into_sight(self, part: QWidget) -> None:
        self._scrolled.ensureWidgetVisible(part, 0, look().px(60))

    def _forget_body(self) -> None:
        if self.body is not None:
            self._held.removeWidget(self.body)
            self.body.hide()
            self.body.deleteLater()
            self.body = None

    def _restore(self, draft: Mapping[str, Any]) -> None:
        if self.body is None:
            return
        self.body.restore(draft["body"])
        self.header.restore(draft)
        self.footer.restore(draft)
        self.header.show_status(self.body)
        self.footer.say(_("Draft restored, saved {time}").format(time=draft.get("shown", "")))
        self._timer.stop()

    @property
    def _private(self) -> str:
        key = self.body.key if self.body is not None else ""
        return key.removeprefix("private:") if key.startswith("private:") else ""

    # -- drafts -------------------------------------------------------------------------------------------------

    def _changed(self) -> None:
        if self.body is None or self._signing:
            return
        self._ask_for_another_look()
        self.footer.suggest(self.body.suggestion)
        self.header.show_status(self.body)
        self.footer.refuse("")
        self.footer.say(_("Not saved yet"))
        if not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Hand out what was typed, to be kept."""
        unsaved = self._timer.isActive() or self.footer.state == _("Not saved yet")
        if self.body is None or self._signing or not unsaved:
            return
        self._timer.stop()
        if self.body.empty:
            self._drafts.pop(self._named, None)
        else:
            self._drafts[self._named] = self._draft()
        self.kept.emit(dict(self._drafts))

    def were_kept(self, drafts: Mapping[str, Mapping[str, Any]]) -> None:
        """The vault has these drafts, each since a time."""
        for key, draft in drafts.items():
            if key in self._drafts and self._drafts[key].items() <= draft.items():
                self._drafts[key] = draft
        draft = drafts.get(self._named, {})
        if self.body is not None and not self._timer.isActive() and draft is self._drafts.get(self._named):
            self.footer.say(_("Draft saved {time}").format(time=draft.get("shown", "")))

    @property
    def _named(self) -> str:
        key = self.body.key if self.body is not None else ""
        return f"{key}:{self._ref}" if self._ref else key

    @property
    def _ref(self) -> EntryId | None:
        return EntryId(self._about["ref"]) if "ref" in self._about else None

    def _draft(self) -> Mapping[str, Any]:
        if self.body is None:
            return {}
        frame = {**self.header.kept(), **self.footer.kept()}
        return {"title": self.body.title, "body": self.body.kept(), **frame, **self._about}

    def _offer_drafts(self) -> None:
        notes = {key: str(draft.get("title", "")) for key, draft in self._drafts.items()}
        self.opening.show_drafts(notes, self._forms)

    def _focus_went(self, old: QWidget | None, new: QWidget | None) -> None:
        inside = [one is not None and self.isAncestorOf(one) for one in (old, new)]
        if inside == [True, False]:
            self.keep()

    # -- signing ------------------------------------------------------------------------------------------------

    def review(self) -> None:
        """Show what is about to be signed, or what stands in the way."""
        if self.body is None or not self.strip.isHidden():
            return
        try:
            made = self._made()
        except ValueError as refused:
            self.footer.refuse(str(refused))
            return
        self._reviewed = made
        self.footer.hide()
        said = " ".join(tell(content, self._chart.voice).said for content in made.contents)
        chart = self._chart
        who = self.header.who
        self.strip.show_act(banner_words.name(chart), banner_words.born(chart), self.body.title, said, who)
        announce(self, self.strip.said)

    def _made(self) -> Signing:
        if self.body is None or self.body.empty:
            raise ValueError(_("Nothing is written yet."))
        now = today(self._chart.now, self._chart.zone)
        start = self.header.began(now) if self.body.wants_when else None
        stop = self.header.ended(start) if self.body.wants_session else None
        mood = self.header.rated_mood() if self.body.wants_session else None
        words = " ".join(self.footer.headline.text().split())
        session = start if start is not None and start.instant is not None else None
        head = Head(self._offers.discipline, words, session, stop, mood, self.footer.asked)
        contents = self.body.contents(head)
        for content in contents:
            refuse_unless_stated_by_a_source(content)
        return Signing(contents, start, self._ref, self._private)

    def _sign(self) -> None:
        made, self._reviewed = self._reviewed, None
        if made is None:
            return
        self.keep()
        self._set_signing(signing=True)
        stays = {key: draft for key, draft in self._drafts.items() if key != self._named}
        self.signed.emit(replace(made, stays=stays))

    def _set_signing(self, *, signing: bool) -> None:
        self._signing = signing
        for part in (self.header, self._scrolled):
            part.setEnabled(not signing)

    def was_signed(self) -> None:
        """The vault has it, and its draft no more: what was typed is let go of."""
        self._set_signing(signing=False)
        self._drafts.pop(self._named, None)
        self._timer.stop()
        self.footer.say("")
        self._forget_body()
        self._stack.setCurrentWidget(self.opening)
        self._offer_drafts()
        self._fit()
        self.left.emit()

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
        self.strip.hide()
        self.footer.show()

    # -- keys and size ------------------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.review()
        elif event.key() == Qt.Key.Key_Escape and self.is_open:
            self.close_form()
        else:
            super().keyPressEvent(event)

    def fit(self, height: int) -> None:
        """Take 60% of a panel's height when a form is open, more of a low one: a note shows its first section whole."""
        self._room = height
        self._fit()

    _room = 600

    def _fit(self) -> None:
        if self.is_open:
            whole = min(look().px(WHOLE), self._room - look().px(LEFT_OF_LIST))
            self.setFixedHeight(round(max(self._room * SHARE, whole, look().px(260))))
        else:
            self.setFixedHeight(self.opening.sizeHint().height() + 2)
        self.resized.emit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._fit()


def _others(chart: Chart, offers: Offers) -> Mapping[Any, str]:
    return {member: name for member, name in offers.team.items() if member != chart.reader}
