"""The sheet of a review: what was opened, by whom and why, what the privacy officer found, and their signature."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from careboard.clinical.values import EntryId
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.ui.look.look import Type
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import SignButton
from careboard.ui.parts.fields import Choice, Field, Text
from careboard.ui.parts.labels import Label
from careboard.ui.parts.pairs import Pairs
from careboard.ui.parts.sheet import Sheet
from careboard.workflow.breaking_glass.at_desk import Event, Outcome

OUTCOMES = ((_("In order"), Outcome.IN_ORDER), (_("Not in order"), Outcome.NOT_IN_ORDER))


class ReviewSheet(Sheet):
    """`signed` carries the request, the outcome and the words."""

    signed = Signal(str, object, str)

    def __init__(self, event: Event, facts: list[tuple[str, str]]) -> None:
        super().__init__(_("Review what was opened in an emergency"))
        self.event_shown = event
        pairs = Pairs()
        pairs.tell(facts)
        self.outcome, self.words = Choice(OUTCOMES, empty=_("Choose")), Text(lines=3)
        self._outcome = Field(_("What you found"), self.outcome)
        self._words = Field(
            _("In words"),
            self.words,
            _("Who asked and the privacy officers read it. What was not in order needs a word."),
        )
        self._error = Label("", Type.STRONG_LABEL, "danger", wrap=True)
        self.sign = SignButton(_("Sign the review for {who}").format(who=event.who))
        for widget in (pairs, self._outcome, self._words):
            self.body.addWidget(widget)
        self.footer.addWidget(self._error)
        self.footer.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignRight)
        self._error.hide()
        self.sign.clicked.connect(self.review)
        self.setFocusProxy(self.outcome)

    @property
    def error(self) -> str:
        """What was refused."""
        return self._error.text()

    @Slot()
    def review(self) -> None:
        """Sign, if it says what was found."""
        found = self.outcome.chosen
        silent = found is Outcome.NOT_IN_ORDER and not self.words.words
        self._outcome.refuse("" if isinstance(found, Outcome) else _("Choose what you found."))
        self._words.refuse(_("Say what was not in order.") if silent else "")
        if not isinstance(found, Outcome):
            self.reveal(self.outcome)
        elif silent:
            self.reveal(self.words)
        else:
            self.sign.setEnabled(False)
            self.signed.emit(EntryId(self.event_shown.request.record), found, self.words.words)

    def refuse(self, error: CareboardError) -> None:
        """Say what was refused; what was typed stays."""
        self.sign.setEnabled(True)
        self._error.setText(error.told)
        self._error.show()
        announce(self, error.told, assertive=True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        signs = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if signs and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.review()
        else:
            super().keyPressEvent(event)
