"""Where a clinician writes: a line at the bottom of the list that opens into a note, a scale, measures or an addition.

What was typed is let go of only when the vault has what was signed. What was reviewed is what is signed, once: a change
is reviewed again.
"""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from careboard.errors import CareboardError
from careboard.projections.chart import Chart
from careboard.ui.parts.announcing import announce
from careboard.ui.patient import banner_words
from careboard.ui.patient.composer.body import Missing
from careboard.ui.patient.composer.open_form import OpenForm, private_kind
from careboard.ui.patient.composer.signing import Signing, made_of
from careboard.ui.patient.composer.writing_field import WritingField
from careboard.workflow.writing.offers import Offers


class Composer(OpenForm):
    """The composer of one chart. It knows no vault: it says what was signed, and what is to be kept."""

    signed = Signal(object)  # a Signing

    def __init__(self, chart: Chart, offers: Offers, parent: QWidget | None = None) -> None:
        super().__init__(chart, offers, parent)
        self._reviewed: Signing | None = None
        self._goes_on = False  # to the next draft, when this one is signed
        self.footer.review_wanted.connect(self.review)
        self.strip.confirmed.connect(self._sign)
        self.strip.left.connect(self._look_away)

    def review(self, *, goes_on: bool = False) -> None:
        """Show what is about to be signed, or what stands in the way; afterwards perhaps the next draft."""
        self._goes_on = goes_on
        self._settle()
        body, chart = self.body, self.chart
        if body is None or not self.strip.isHidden():
            return
        discipline, private = self._offers.discipline, private_kind(body)
        try:
            made = made_of(body, self.header, self.footer, chart, discipline, self._ref, private)
        except ValueError as refused:
            self._say_missing(refused)
            return
        self._reviewed = made
        self.footer.hide()
        name, born = banner_words.name(chart), banner_words.born(chart)
        self.strip.show_act(name, born, body.title, made.said, self.header.who, goes_on=goes_on)
        announce(self, self.strip.said)

    def _say_missing(self, refused: ValueError) -> None:
        if isinstance(refused, Missing):
            refused.control.setFocus(Qt.FocusReason.OtherFocusReason)
            if isinstance(refused.control, WritingField):
                refused.control.go_to_blank(from_start=True)
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
        if self._goes_on:
            self._goes_on = False
            self.open_next()

    def refuse(self, error: CareboardError) -> None:
        """The vault refused it; what was typed stays."""
        self._set_signing(signing=False)
        if self.body is not None:
            self.body.show_chart(self.chart)
        self._look_away()
        self.footer.refuse(error.told)

    def _look_away(self) -> None:
        if self._signing:
            return
        self.ask_for_another_look()
        if self.body is not None:
            self.body.begin()

    @override
    def ask_for_another_look(self) -> None:
        self._reviewed = None
        super().ask_for_another_look()

    def _go_on(self) -> None:
        """To the next blank; where there is none, to the next field."""
        if self.body is not None and not self.body.go_to_blank():
            self.focusNextPrevChild(True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.review(goes_on=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() == Qt.Key.Key_Escape and self.is_open:
            self.close_form()
        elif event.key() == Qt.Key.Key_F2 and self.body is not None:
            self._go_on()
        elif event.key() == Qt.Key.Key_F9 and self.is_open:
            self.toggle_margin()
        elif event.key() == Qt.Key.Key_F4 and self.is_open:
            self.next_template(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)
