"""What a member writes about a patient: the composer with its drafts, and the notes that are private.

What was written is let go of only after the vault has it; a draft that is signed is a draft no more.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from careboard.clinical.entry import Entry
from careboard.clinical.values import PatientId
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.ui.look.look import look
from careboard.ui.patient import banner_words
from careboard.ui.patient.composer.composer import Composer
from careboard.ui.patient.composer.signing import Signing
from careboard.ui.patient.private_section import PrivateSection
from careboard.ui.patient.weight import look_at_weight
from careboard.workflow.session import Session, Writing
from careboard.workflow.writing.drafts import Drafts, keep_drafts, let_go, next_draft
from careboard.workflow.writing.offers import Offers
from careboard.workflow.writing.phrases import library
from careboard.workflow.writing.private import text_of, write_private

if TYPE_CHECKING:
    from careboard.ui.patient.page import PatientPage

PRIVATE = "private"
BESIDE_FROM = 1000  # pixels of the page at 100%: half for the list, half for the note


class Writes(QObject):
    """Joins the composer of a page to the desk; there is none for who writes nothing here."""

    was_signed = Signal(object)  # a Signing that the vault has, and the page shows

    def __init__(self, page: "PatientPage") -> None:
        super().__init__(page)
        self._page, self._desk, self._patient = page, page.desk, page.patient
        self.composer: Composer | None = None
        self._private: PrivateSection | None = None

    @property
    def may_write_notes(self) -> bool:
        """Is there a note that this member writes?"""
        return self.composer is not None and self.composer.may_write_notes

    @property
    def may_write_privately(self) -> bool:
        """Is there a private note that this member writes?"""
        return self.composer is not None and self.composer.may_write_privately

    def offer(self, offered: Offers, drafts: Drafts, chart: Chart) -> None:
        """Offer what this member may write, and what was begun and not signed."""
        if not (offered.templates or offered.schemas & {"addendum"}):
            return
        self.composer = composer = Composer(chart, offered)
        self._page.timeline.hold_composer(composer)
        composer.signed.connect(self._sign)
        composer.kept.connect(self._keep)
        composer.woke.connect(self._ask_for_phrases)
        composer.beside_wanted.connect(self.pop_out)
        composer.left.connect(self._stand_below)
        composer.cramped.connect(self._stand_below, Qt.ConnectionType.QueuedConnection)
        self._page.timeline.list_wanted.connect(self._stand_below)
        composer.next_wanted.connect(self._ask_for_next)
        composer.look_wanted.connect(self._look)
        composer.show_drafts(drafts)
        shortcut = QShortcut(QKeySequence("Ctrl+Shift+N"), self._page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.pop_out)
        if offered.private:
            self._private = PrivateSection(chart.voice)
            self._page.sections.add(PRIVATE, _("My private notes"), self._private)
            self._desk.ask(lambda session: session.private_notes(self._patient), self, self._private.show_notes)
        if offered.templates:
            self._page.add_action(_("New note"), "edit", self._page.write_note, "primary")

    def _look(self, show: Callable[[], None]) -> None:
        if self.composer is not None and self.composer.body is not None:
            look_at_weight(self._desk, self._patient, self.composer.body, show)

    def pop_out(self) -> None:
        """Write side by side with the timeline, in its place where there is no room for both; again: below it."""
        if (composer := self.composer) is None:
            return
        if not composer.is_open:
            self._page.write_note()
        beside = not composer.beside_list and composer.is_open
        alone = beside and self._page.width() < look().px(BESIDE_FROM)
        self._place(beside=beside, alone=alone)
        if alone:
            self._desk.tell(
                _("There is no room for both here: the note stands in place of the timeline. Ctrl+Shift+N shows both.")
            )

    def _stand_below(self) -> None:
        if self.composer is not None and self.composer.beside_list:
            self._place(beside=False)

    def _place(self, *, beside: bool, alone: bool = False) -> None:
        self._page.overview.give_list_all(alone=beside)
        self._page.timeline.place_composer(beside=beside, alone=alone)

    def _ask_for_phrases(self) -> None:
        if (composer := self.composer) is not None:
            self._desk.ask(lambda session: library(session).offered, composer, composer.know_phrases)

    def _ask_for_next(self) -> None:
        def found(patient: PatientId | None) -> None:
            if patient is None:
                self._desk.tell(_("That was the last draft."))
            else:
                self._page.other_wanted.emit(patient)

        self._desk.ask(lambda session: next_draft(session, self._patient), self, found)

    def keep(self) -> None:
        """Keep as a draft what is being written."""
        if self.composer is not None:
            self.composer.keep()

    def _keep(self, drafts: Drafts) -> None:
        def kept(stamped: Drafts) -> None:
            if self.composer is not None:
                self.composer.were_kept(stamped)

        self._desk.ask(lambda session: keep_drafts(session, self._patient, drafts), self, kept)

    def _sign(self, act: Signing) -> None:
        if (composer := self.composer) is None:
            return
        if act.private:
            self._desk.ask(lambda session: self._write_privately(session, act), self, self._was_kept, composer.refuse)
        else:
            self._desk.ask(
                lambda session: self._write(session, act),
                self,
                lambda chart: self._was_signed(chart, act),
                composer.refuse,
            )

    def _write(self, session: Session, act: Signing) -> Chart:
        session.append_all([Writing(self._patient, content, act.at, act.ref) for content in act.contents])
        let_go(session, self._patient, act.stays)
        return session.chart_after(self._patient)

    def _write_privately(self, session: Session, act: Signing) -> tuple[Entry, ...]:
        notes = write_private(session, self._patient, act.private, text_of(act.contents[0]))
        let_go(session, self._patient, act.stays)
        return notes

    def _was_signed(self, chart: Chart, act: Signing) -> None:
        self._page.show_chart(chart)
        if self.composer is not None:
            self.composer.was_signed()
        newest = max(chart.record.entries, key=lambda entry: entry.recorded_at)
        self._page.timeline.view.go_to_entry(newest.id, opened=False)
        self._desk.tell(_("Signed for {patient}.").format(patient=banner_words.name(chart)))
        self.was_signed.emit(act)

    def _was_kept(self, notes: tuple[Entry, ...]) -> None:
        if self._private is not None:
            self._private.show_notes(notes)
        if self.composer is not None:
            self.composer.was_signed()
        self._desk.tell(_("Your private note is kept; only you can open it."))
