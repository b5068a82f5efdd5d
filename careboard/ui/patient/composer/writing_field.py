"""The field that notes are written in: `.name` and `@value` are written out, blanks are gone to and filled by keys.

Each character keeps where it comes from. A keystroke looks at the word before the cursor, and at nothing else.
"""

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QMouseEvent, QTextCursor
from typing_extensions import override

from careboard.clinical.provenance import Origin
from careboard.i18n import gettext as _
from careboard.projections.writing.blanks import Blank, blanks, next_blank
from careboard.ui.parts.broken import units
from careboard.ui.patient.composer.marked_field import MarkedField
from careboard.ui.patient.composer.offer_list import Offer, OfferList, fitting
from careboard.ui.patient.composer.origin_field import Clipped
from careboard.ui.patient.composer.origins import characters

_TOKEN = re.compile(r"(?:^|[\s(\[])([.@])([a-z][a-z0-9-]*|)$", re.IGNORECASE)
_LONGEST_TOKEN = 42
_TAKE = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
Offering = Callable[[], Sequence[Offer]]


class WritingField(MarkedField):
    """Where a section is written. `mentioned` names a member, `refused` says why something is not written."""

    mentioned = Signal(object)  # a MemberId
    refused = Signal(str)
    went = Signal()

    def __init__(
        self, offering: Offering, clipped: Clipped, placeholder: str = "", lines: int = 2, most: int = 30
    ) -> None:
        super().__init__(clipped, placeholder, lines, most)
        self._offering = offering
        self._list: OfferList | None = None
        self._blank: Blank | None = None
        self.setAccessibleDescription(
            _(". and @ write out phrases and values of the chart. F2 goes to the next blank.")
        )

    # -- blanks -------------------------------------------------------------------------------------------------

    def go_to_blank(self, *, from_start: bool = False) -> bool:
        """Select the next blank, and offer its choices; False where there is none."""
        text, cursor = self.toPlainText(), self.textCursor()
        after = 0 if from_start else characters(text, cursor.selectionEnd())
        blank = next_blank(text, after)
        if blank is not None:
            self._select(blank)
        return blank is not None

    def _select(self, blank: Blank) -> None:
        text, cursor = self.toPlainText(), self.textCursor()
        cursor.setPosition(units(text[: blank.start]))
        cursor.setPosition(units(text[: blank.stop]), QTextCursor.MoveMode.KeepAnchor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setTextCursor(cursor)
        self._blank = blank
        self._offer_choices(blank)

    @property
    def _blank_here(self) -> Blank | None:
        """The blank in which the cursor stands."""
        text = self.toPlainText()
        at = characters(text, self.textCursor().position())
        return next((one for one in blanks(text) if one.start < at < one.stop), None)

    @override
    def mouseReleaseEvent(self, e: QMouseEvent) -> None:
        """A click into a blank does what F2 does there; one beside it takes the list away."""
        super().mouseReleaseEvent(e)
        if e.button() is not Qt.MouseButton.LeftButton or self.textCursor().hasSelection():
            return
        if (blank := self._blank_here) is not None:
            self._select(blank)
        else:
            self._blank = None
            self.close_list()

    def _offer_choices(self, blank: Blank) -> None:
        choices = [Offer("", f"{at}  {words}", words, Origin.TEMPLATE) for at, words in enumerate(blank.choices, 1)]
        if blank.choices and not blank.required:
            choices.append(Offer("", _("0  leave it out"), "", Origin.TEMPLATE))
        self._show(choices, _("A digit or Enter chooses, typing writes something else, F2 goes on"))

    # -- phrases, values, members -------------------------------------------------------------------------------

    def _token(self) -> tuple[str, str] | None:
        """The sign and the letters before the cursor."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            return None
        at = cursor.positionInBlock()
        found = _TOKEN.search(cursor.block().text()[max(at - _LONGEST_TOKEN, 0) : at])
        return (found.group(1), found.group(2)) if found else None

    def _fitting(self) -> tuple[Offer, ...]:
        token = self._token()
        if token is None or (token[0] == "." and not token[1]):
            return ()
        return fitting(self._offering(), *token)

    def _offer(self) -> None:
        self._blank = None
        found = self._fitting()
        if found or self._list is not None:
            self._show(found, _("Tab or Enter writes it out, Esc leaves it"))

    def take(self, offer: Offer) -> None:
        """Write an offer out in place of its name, and go to its first blank."""
        self.close_list()
        if offer.refused:
            self.refused.emit(offer.refused)
            return
        cursor = self.textCursor()
        if offer.sign and (token := self._token()) is not None:
            back = len(token[0] + token[1])
            cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, back)
            self.setTextCursor(cursor)
        begun = self.textCursor().selectionStart()
        self.insert(offer.text, offer.origin)
        if offer.member is not None:
            self.mentioned.emit(offer.member)
        self._go_into(begun)

    def _go_into(self, begun: int) -> None:
        """The keyboard goes to the first blank of what was just written."""
        end = self.textCursor().position()
        text = self.toPlainText()
        blank = next_blank(text, characters(text, begun))
        if blank is not None and units(text[: blank.stop]) <= end:
            cursor = self.textCursor()
            cursor.setPosition(begun)
            self.setTextCursor(cursor)
            self.go_to_blank()

    def expand(self) -> bool:
        """Write out what the list or the word before the cursor names; False where nothing is named."""
        if self._list is not None and (chosen := self._list.current) is not None:
            self.take(chosen)
            return True
        token = self._token()
        named = next((one for one in self._fitting() if token and one.name == token[1].casefold()), None)
        if named is not None:
            self.take(named)
        return named is not None

    # -- the list -----------------------------------------------------------------------------------------------

    def _show(self, offers: Sequence[Offer], guide: str) -> None:
        if self._list is None:
            self._list = OfferList(self.window())
            self._list.taken.connect(self.take)
        box = self.cursorRect()
        at = self.viewport().mapTo(self.window(), box.topLeft())
        self._list.show_offers(offers, guide, QRect(at, box.size()))

    def close_list(self) -> None:
        """Take the list away."""
        if self._list is not None:
            self._list.hide()
            self._list.deleteLater()
            self._list = None

    @property
    def offered(self) -> tuple[str, ...]:
        """What the list says; nothing where there is none."""
        return self._list.said if self._list is not None and self._list.isVisible() else ()

    # -- keys ---------------------------------------------------------------------------------------------------

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        return (next and self.expand()) or super().focusNextPrevChild(next)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = self._list if self._list is not None and self._list.isVisible() else None
        if shown is not None and self._key_of_list(event, shown):
            return
        if event.key() == Qt.Key.Key_F2:
            event.ignore()  # the note knows which field is the next one
            return
        super().keyPressEvent(event)
        if event.text() or event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._offer()

    def _key_of_list(self, event: QKeyEvent, shown: OfferList) -> bool:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            shown.step(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_list()
        elif event.key() in _TAKE and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.expand()
        elif self._blank is not None and event.text() and event.text() in "0123456789":
            self._choose(int(event.text()), shown, self._blank)
        else:
            return False
        return True

    def _choose(self, digit: int, shown: OfferList, blank: Blank) -> None:
        leaves = not digit and not blank.required
        chosen = Offer("", "", "", Origin.TEMPLATE) if leaves else shown.at(digit)
        if chosen is not None and digit <= len(blank.choices):
            self.take(chosen)

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        self._offer()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.close_list()
        super().focusOutEvent(event)
        self.went.emit()
