"""The summary page: fields and meter left, the live paper right; in a narrow window one of them at a time.

A draft is only drawn; what is issued is one signed entry, and printing it again gives its own bytes. What is signed is
what was reviewed.
"""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.paper import Audience, Direction, IssuedCopy
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.summary import Additions
from careboard.ui.desk import Desk
from careboard.ui.look.look import look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.panels import Ground
from careboard.ui.patient.forms.about import About
from careboard.ui.patient.summary.drawing import Drawn, Order, drawn
from careboard.ui.patient.summary.fields import SummaryFields
from careboard.ui.patient.summary.foot import Foot
from careboard.ui.patient.summary.halves import Halves
from careboard.ui.patient.summary.issued_before import IssuedBefore
from careboard.ui.patient.summary.meter import Meter
from careboard.ui.patient.summary.paper import pictures
from careboard.ui.patient.summary.preview import Preview
from careboard.ui.patient.summary.taking import Taking
from careboard.workflow.issuing import Copy, Issued, SummaryIncomplete

if TYPE_CHECKING:
    from collections.abc import Mapping

    from careboard.ui.background import Errand


_LATE = 500  # ms until it is said that the paper is not the one of the fields


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be issued, as the fields stood at the review."""

    direction: Direction
    additions: Additions
    copies: tuple[Copy, ...]


class SummaryPage(Ground):
    """One patient's summary. `issued` carries the new chart."""

    issued = Signal(object)  # Chart
    export_asked = Signal()

    def __init__(self, desk: Desk, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self._desk, self._chart = desk, chart
        self._paper = b""
        self._of_consent: tuple[str, ...] = ()
        self._reviewed: Wanted | None = None
        self._issued: tuple[Wanted, Mapping[Copy, bytes]] | None = None
        self._again = b""
        self._fetches = self._prints = False  # a copy of before; what is shown then
        self._errand: Errand | None = None
        self._resting = QTimer(self, singleShot=True, interval=200)
        self._resting.timeout.connect(self.draw)
        self._late = QTimer(self, singleShot=True, interval=_LATE)
        self._late.timeout.connect(self._say_late)
        self._patient = About.of(chart).patient
        self.fields, self.meter, self.preview = SummaryFields(chart), Meter(), Preview()
        self.foot, self.taking = Foot(self._patient), Taking(desk, chart.patient, self)
        self.before = IssuedBefore()
        self.halves = Halves((self.before, self.meter, self.fields), self.preview)
        self._lay_out()
        self.before.show_chart(chart)  # once it has its place: shown before, it would be a window of its own
        self._connect()
        self.draw()

    # -- the draft ----------------------------------------------------------------------------------------------

    def show_chart(self, chart: Chart) -> None:
        """The chart has changed: draw the draft of the new one; what was typed stays."""
        if chart is not self._chart:
            self._chart = chart
            self.before.show_chart(chart)
            self.draw()

    def draw(self) -> None:
        """Make the draft anew, away from the screen; an older one under way is dropped.

        What was issued as the fields stand is shown as it was issued.
        """
        if self._errand is not None:
            self._errand.stop()
        self._late.stop()
        self.foot.take_back()
        issued = self._issued_as_the_fields_stand()
        if issued:
            self._show_issued(issued)
        else:
            self._begin_drawing()

    def _begin_drawing(self) -> None:
        fields = self.fields
        order = Order(self._chart, fields.direction, fields.copy, fields.additions(), self.preview.dots_per_inch())
        work = partial(drawn, order)
        self._errand = self._desk.begin(
            lambda session, errand, _tell: work(session, errand), self, self._show, self._was_not_drawn
        )
        self._late.start()

    def _was_not_drawn(self, error: CareboardError) -> None:
        self._late.stop()
        self.foot.tell(_("The paper could not be drawn anew: it is as the fields stood before."))
        self._desk.refused.emit(error)

    def _say_late(self) -> None:
        if self.foot.sign.isHidden():
            self.foot.tell(_("The paper is being drawn anew: it is not yet as the fields stand."))

    def _show(self, made: Drawn | None) -> None:
        if made is None or self._errand is None or self._errand.stopped:
            return
        self._late.stop()
        self._paper = made.pdf
        self._of_consent = tuple(gap.text for gap in made.draft.gaps if gap.about == "consent")
        self.fields.follow(made.draft)
        self.meter.show_missing(made.draft.missing, made.draft.gaps)
        self.preview.show_pages(made.pages, self.devicePixelRatioF())
        self.foot.offer_issue(_("Something is missing: see what, and from whom.") if self.meter.sentences else "")
        self.foot.tell(_("A draft: it is recorded nowhere until it is issued."))
        self._print_what_came()

    @property
    def at_rest(self) -> bool:
        """Is what is shown drawn as wide as there is room, with nothing left to be drawn anew?"""
        return not self._resting.isActive()

    @property
    def shown_pdf(self) -> bytes:
        """The paper that is shown: the issued one, or else the draft."""
        return self._paper

    # -- issuing ------------------------------------------------------------------------------------------------

    def review(self) -> None:
        """Show what will be signed, and for whom."""
        if not self.foot.issue.isEnabled():
            self.foot.tell(self.foot.issue.toolTip())
            return
        additions = self.fields.additions()
        copies = tuple(dict.fromkeys(((Audience.CLINICIAN, "en"), self.fields.copy)))
        self._reviewed = Wanted(self.fields.direction, additions, copies)
        whom = additions.recipient or _("nobody outside: an internal copy")
        told = _("The summary of {patient} goes to {recipient}. It is signed and cannot be changed.")
        self.foot.ask_to_sign(" ".join([told.format(patient=self._patient, recipient=whom), *self._of_consent]))

    def sign(self) -> None:
        """Issue what was reviewed, once: one entry with the bytes of every copy."""
        wanted, self._reviewed = self._reviewed, None
        if wanted is None:
            return
        self.setFocus()  # no button of the foot: what is pressed meanwhile does nothing
        self._set_signing(signing=True)
        patient = self._chart.patient
        self._desk.ask(
            lambda session: session.issue_summary(patient, wanted.direction, wanted.additions, wanted.copies),
            self,
            lambda issued: self._was_issued(wanted, issued),
            self._was_refused,
        )

    def _was_issued(self, wanted: Wanted, issued: Issued) -> None:
        papers = (paper.content for paper in issued.papers)
        self._issued = wanted, dict(zip(wanted.copies, papers, strict=True))
        self._chart = issued.chart
        self.before.show_chart(issued.chart)
        self._set_signing(signing=False)
        self.draw()
        self._go_on_at(self.foot.print)
        self._desk.tell(_("The summary of {patient} was issued.").format(patient=self._patient))
        self.issued.emit(issued.chart)

    def _was_refused(self, error: CareboardError) -> None:
        self._set_signing(signing=False)
        self.foot.take_back()
        self._go_on_at(self.foot.issue)
        why = [one.text for one in error.missing] if isinstance(error, SummaryIncomplete) else []
        self.foot.tell(" ".join([*why, error.told]))

    def _go_on_at(self, button: Button) -> None:
        """Give the keyboard to what comes next, unless it has gone elsewhere while the summary was being signed."""
        if self.hasFocus():
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_signing(self, *, signing: bool) -> None:
        self.foot.set_signing(signing=signing)
        self.fields.setEnabled(not signing)

    def _issued_as_the_fields_stand(self) -> bytes:
        """A paper of before that was chosen, or the copy that was issued with these very fields; else nothing."""
        if self._again or self._issued is None:
            return self._again
        wanted, papers = self._issued
        same = (wanted.direction, wanted.additions) == (self.fields.direction, self.fields.additions())
        return papers.get(self.fields.copy, b"") if same else b""

    def show_again(self, copy: IssuedCopy) -> None:
        """Show a copy as it was issued before, until a field is changed."""
        self._fetches = True
        self._desk.ask(lambda session: session.attached(copy.blob), self, self._show_again, self._was_not_fetched)

    def _was_not_fetched(self, error: CareboardError) -> None:
        self._fetches = self._prints = False
        self._desk.refused.emit(error)

    def _show_again(self, paper: bytes) -> None:
        self._again, self._fetches = paper, False
        self.draw()
        self.halves.to_paper.setChecked(True)

    def _changed(self) -> None:
        self._again = b""
        self.draw()

    def _show_issued(self, paper: bytes) -> None:
        self._paper = paper
        self.foot.offer_issue(_("Issued already: change a field to draft another."))
        self.foot.tell(_("Issued. Printing it again gives the same bytes. Change a field to draft another."))
        self.preview.show_pages(pictures(paper, self.preview.dots_per_inch()), self.devicePixelRatioF())
        self._print_what_came()

    # -- hands --------------------------------------------------------------------------------------------------

    def print_paper(self) -> None:
        """Print what is shown; what is on its way is printed when it is there, and not what stood before it."""
        if self._fetches or not self._paper:
            self._prints = True
        else:
            self.taking.print_paper(self.shown_pdf)

    def _print_what_came(self) -> None:
        if self._prints and not self._fetches:
            self._prints = False
            self.taking.print_paper(self.shown_pdf)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resting.start()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._resting.start()  # the clinic may have decided otherwise meanwhile

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.review()
        elif enter and self.foot.sign.hasFocus():
            self.sign()
        elif event.key() == Qt.Key.Key_Escape and self.foot.sign.isVisible():
            self._reviewed = None
            self.foot.take_back()
            self.foot.tell("")
        else:
            super().keyPressEvent(event)

    def _jump(self, about: str) -> None:
        if (control := self.fields.control_of(about)) is not None:
            self.halves.reveal(control)

    def _connect(self) -> None:
        self.fields.changed.connect(self._changed)
        self.before.chosen.connect(self.show_again)
        self.meter.wanted.connect(self._jump)
        self.halves.moved.connect(self._resting.start)  # the width is still being changed: draw when it rests
        self.taking.recorded.connect(self.issued)
        foot = self.foot
        foot.review_asked.connect(self.review)
        foot.sign_asked.connect(self.sign)
        foot.print_asked.connect(self.print_paper)
        foot.save_asked.connect(lambda: self.taking.save_paper(self.shown_pdf))
        foot.emergency_asked.connect(lambda: self.taking.print_emergency_sheet(self.fields.additions().recipient))
        foot.export_asked.connect(self.export_asked)

    def _lay_out(self) -> None:
        margin = look().px(16)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(margin, margin, margin, margin)
        whole.setSpacing(look().px(8))
        whole.addWidget(self.halves, 1)
        whole.addWidget(self.foot)
