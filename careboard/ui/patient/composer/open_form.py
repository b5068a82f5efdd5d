"""Which form is open: opened anew or with its draft, closed, changed for another template or another audience.

What stands under the same heading stays there; a text for the team becomes a private one, and never the other way.
"""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.timeline import TimelineRow
from careboard.projections.writing.phrases import Offered
from careboard.ui.patient.composer.body import Body
from careboard.ui.patient.composer.drafting import Drafting
from careboard.ui.patient.composer.forms import SCALES, body_for, forms_of
from careboard.ui.patient.composer.header import TEAM
from careboard.ui.patient.composer.in_error_body import IN_ERROR
from careboard.ui.patient.composer.note_body import NoteBody
from careboard.ui.patient.composer.text_bodies import ADDENDUM
from careboard.ui.patient.composer.written_body import WrittenBody
from careboard.ui.patient.timeline.facts import told_under_the_flag
from careboard.workflow.writing.drafts import Draft, Drafts
from careboard.workflow.writing.offers import Offers

_PRIVATE = "private:"


class OpenForm(Drafting):
    """The forms of one chart, of which one is open or none."""

    woke = Signal()  # it is seen again: the phrases may be others by now
    beside_wanted = Signal()
    next_wanted = Signal()  # the next draft, which is in no form here
    form_wanted = Signal(str)  # a form beside the composer, by the key of its draft
    left = Signal()
    look_wanted = Signal(object)  # what shows a hidden figure of the form, once the look at it is recorded

    def __init__(self, chart: Chart, offers: Offers, parent: QWidget | None = None) -> None:
        super().__init__(chart, offers, parent)
        self._offers = offers
        self._forms: Mapping[str, str] = {}
        self._for_team = ""  # the note for the team that was turned into a private one
        self.opening.wanted.connect(self.open)
        self.opening.form_wanted.connect(self.form_wanted)
        self.opening.begun.connect(self._begin_with)
        self.opening.named.connect(self._open_named)
        self.header.form_wanted.connect(self._change_form)
        self.header.audience_wanted.connect(self._change_audience)
        self.header.closed.connect(self.close_form)
        self.header.beside_wanted.connect(self.beside_wanted)
        self.header.marking_wanted.connect(self._mark_words)
        self.chooser.chosen.connect(lambda name: self.open(f"scale:{name}"))
        self.chooser.left.connect(self.close_form)

    # -- opening and closing ------------------------------------------------------------------------------------

    @property
    def offers(self) -> Offers:
        """What this member may write, and with what."""
        return self._offers

    @property
    def may_write_notes(self) -> bool:
        """Is there a template for this member?"""
        return bool(self._offers.templates)

    def may_write(self, key: str) -> bool:
        """Is this a form that the member has?"""
        return any(one == key for one, _words in forms_of(self._offers))

    def show_chart(self, chart: Chart) -> None:
        """Go on with a newer chart; what is being written stays."""
        self.chart = chart
        if self.body is not None and not self._signing:  # else the chart may hold what is being signed
            self.body.show_chart(chart)

    def show_drafts(self, drafts: Drafts) -> None:
        """What was begun before; the last one opens by itself, for its author was interrupted in it."""
        self._drafts.take(drafts, lambda key, draft: body_for(key, self.chart, self._offers, draft))
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
        seed = {"about": told_under_the_flag(about, self.chart), "ref": about.id} if about is not None else draft
        body = body_for(named, self.chart, self._offers, seed)
        if body is None:
            return
        self.keep()
        self._about = {part: str(seed[part]) for part in ("ref", "about") if part in seed}
        self.put(body, private_kind(body))
        self._unsaved = False
        body.changed.connect(self._changed)
        body.settled.connect(self._settle)
        body.look_wanted.connect(self.look_wanted)
        body.restated.connect(lambda: self.header.show_status(body))
        if draft:
            self._restore(body, draft)
        self.footer.count(body)
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
            self.body.begin_with(text)

    def _open_named(self, named: str) -> None:
        """A form by the beginning of its name, else the usual note with the phrase of this name."""
        keys = [key for key, _words in forms_of(self._offers)]
        found = next((key for key in keys if key.removeprefix("scale:").casefold().startswith(named)), None)
        if found is not None:
            self.open(found)
        elif any(one.phrase.name == named for one in self._offers.phrases):
            self.write_phrase(named)

    def write_phrase(self, name: str) -> None:
        """Write a phrase out at the cursor of the note that is open, else in the usual one."""
        if not isinstance(self.body, WrittenBody):
            self.open_default()
        if isinstance(self.body, WrittenBody):
            self.body.expand(name)

    def know_phrases(self, phrases: tuple[Offered, ...]) -> None:
        """Write these phrases out from now on."""
        self._offers = replace(self._offers, phrases=phrases)
        if isinstance(self.body, WrittenBody):
            self.body.offering.know(self._offers)

    def know_offers(self, offers: Offers) -> None:
        """Others read along from now on; what is being written stays."""
        self._offers = replace(offers, phrases=self._offers.phrases)
        self.header.know(self._offers)
        self.footer.know({key: name for key, name in offers.team.items() if key != self.chart.reader}, offers.cosigners)
        if isinstance(self.body, WrittenBody):
            self.body.offering.know(self._offers)

    @property
    def phrases(self) -> tuple[Offered, ...]:
        """What `.name` writes out; nothing where this member writes no notes."""
        return self._offers.phrases if self.may_write_notes else ()

    @property
    def may_write_privately(self) -> bool:
        """Are there private notes that this member may write?"""
        return bool(self._offers.private)

    def open_private(self) -> None:
        """Begin a private note; its header says who can ever open it."""
        if self._offers.private:
            self.open(f"{_PRIVATE}{self._offers.private[0]}")

    def open_next(self) -> None:
        """Go on with the next draft: of this patient, else of another."""
        if (last := self._drafts.last) is not None:
            self.open(last)
        else:
            self.next_wanted.emit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.woke.emit()

    def next_template(self, step: int = 1) -> None:
        """The next template of this member's own; what stands under the same heading stays there."""
        mine = [one.id for one in self._offers.templates if one.mine]
        if isinstance(self.body, NoteBody) and mine:
            here = mine.index(self.body.key) if self.body.key in mine else -step
            self._change_form(mine[(here + step) % len(mine)])

    def _choose_scale(self) -> None:
        if self._offers.scales:
            self.keep()
            self.show_chooser()

    def _change_form(self, key: str) -> None:
        """Another template for what is being written: what stands under the same heading stays there."""
        before, left, rest = self.body, self._named, self._beside_words()
        texts = before.texts if isinstance(before, NoteBody) else {}
        self.open(key)
        if isinstance(self.body, NoteBody) and self.body is not before and self._untouched and (texts or rest):
            if rest is not None:
                self._take_along(self.body, rest)
            self.body.carry(texts)
            self._drafts.drop(left)
            self._changed()

    def _change_audience(self, audience: str) -> None:
        """Others shall read it. Words go from the team to a private note, never back: where they stay is told."""
        before, left, untouched, rest = self.body, self._named, self._untouched, self._beside_words()
        if not isinstance(before, WrittenBody) or audience == (private_kind(before) or TEAM):
            return
        words = "\n\n".join(text for text in before.kept()["texts"] if text) if before.texts else ""
        if isinstance(before, NoteBody):
            self._for_team = left
        self.open((self._for_team or self._offers.default) if audience == TEAM else f"{_PRIVATE}{audience}")
        if self.body is None or self.body is before or untouched:
            return
        if audience == TEAM or not self.body.empty or not words:
            self.footer.remind(_stays(before))
            return
        self.body.restore({"text": words})  # they stand here now, and no longer there
        self._leave_behind(left, rest)
        self._changed()

    def _leave_behind(self, left: str, rest: Draft | None) -> None:
        """What else was answered in a note whose words went into a private one waits for the team, and that is told."""
        if rest is None:
            self._drafts.drop(left)
        else:
            self._drafts.put(left, rest)
            self.footer.remind(_("Goals, tasks, times and what else you set stay in the team's draft."))

    def _mark_words(self, what: str) -> None:
        if self.body is not None:
            self.body.mark_words(what)

    def _offer_drafts(self) -> None:
        self.opening.show_drafts(self._drafts.titles, self._forms)


def private_kind(body: Body) -> str:
    """The kind of a private note, or nothing."""
    return body.key.removeprefix(_PRIVATE) if body.key.startswith(_PRIVATE) else ""


def _stays(body: Body) -> str:
    """Where the words of a form wait that is left for another one."""
    if private_kind(body):
        return _("What you wrote stays in your private draft. None of it is in this note.")
    return _("What you wrote for the team stays in its draft. None of it is in this note.")
