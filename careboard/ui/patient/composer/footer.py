"""The lower rows of the composer: headline, whom it asks, how the draft stands, and the way to the signature."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from careboard.clinical.note import HEADLINE_LENGTH
from careboard.clinical.values import MemberId
from careboard.i18n import gettext as _
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button, Chip
from careboard.ui.parts.fields import Field, Line
from careboard.ui.parts.labels import Label
from careboard.ui.patient.composer.body import Body, Kept


class Footer(QWidget):
    """What stands under a form. `review_wanted` asks for the sign strip."""

    changed = Signal()
    review_wanted = Signal()

    def __init__(self, others: Mapping[MemberId, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._others = others
        self._asked: list[MemberId] = []
        self._own_headline = False
        self.headline = Line()
        self.headline.setMaxLength(HEADLINE_LENGTH)
        self._headline_field = Field(_("Headline"), self.headline)
        self._ask = Chip("", "flag", "text2")
        self._state = Label("", Type.META, "text3")
        self._wrong = Label("", Type.LABEL, "danger", wrap=True)
        self._review = Button(_("Review and sign"), "primary", "check")
        self._review.setToolTip("Ctrl+Enter")
        self._lay_out()
        self.headline.textEdited.connect(self._own)
        self._ask.clicked.connect(self._offer)
        self._review.clicked.connect(lambda _checked: self.review_wanted.emit())
        self._say_asked()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(look().px(10))
        row.addWidget(self._state)
        row.addStretch(1)
        row.addWidget(self._ask)
        row.addWidget(self._review)
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(16), look().px(8), look().px(16), look().px(12))
        column.setSpacing(look().px(8))
        column.addWidget(self._headline_field)
        column.addWidget(self._wrong)
        column.addLayout(row)
        self._wrong.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # -- the headline -------------------------------------------------------------------------------------------

    def suggest(self, words: str) -> None:
        """Propose a headline, as long as the author has not written one."""
        if not self._own_headline:
            self.headline.setText(words[:HEADLINE_LENGTH])

    def _own(self, words: str) -> None:
        self._own_headline = bool(words)
        self.changed.emit()

    # -- who is asked -------------------------------------------------------------------------------------------

    @property
    def asked(self) -> tuple[MemberId, ...]:
        """Who is asked to acknowledge it."""
        return tuple(self._asked)

    def ask(self, member: MemberId, *_checked: object) -> None:
        """Ask somebody to acknowledge it, or no longer."""
        self._asked = [one for one in self._asked if one != member] + ([] if member in self._asked else [member])
        self._say_asked()
        self.changed.emit()

    def _offer(self) -> None:
        menu = QMenu(self._ask)
        for member, name in sorted(self._others.items(), key=lambda one: one[1]):
            act = menu.addAction(name, partial(self.ask, member))
            act.setCheckable(True)
            act.setChecked(member in self._asked)
        menu.popup(self._ask.mapToGlobal(self._ask.rect().topLeft()))

    def _say_asked(self) -> None:
        names = ", ".join(self._others.get(member, "") for member in self._asked)
        words = _("Asks {names} to acknowledge").format(names=names) if names else _("Ask to acknowledge")
        self._ask.show_as(
            words, "flag", "warn" if names else "text2", "warn_tint" if names else "surface", "border_strong"
        )
        self._ask.setAccessibleName(words)

    # -- how it stands ------------------------------------------------------------------------------------------

    def show_body(self, body: Body) -> None:
        """Stand under another form."""
        self._headline_field.setVisible(body.wants_headline)
        self._ask.setVisible(body.wants_asked and bool(self._others))
        self._own_headline, self._asked = False, []
        self.headline.clear()
        self._say_asked()
        self.refuse("")
        self.say("")

    def say(self, state: str) -> None:
        """Say how the draft stands."""
        self._state.setText(state)

    @property
    def state(self) -> str:
        """How the draft stands."""
        return self._state.text()

    def refuse(self, sentence: str) -> None:
        """Say what stands in the way of signing; an empty sentence takes it back."""
        self._wrong.setText(sentence)
        self._wrong.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence, assertive=True)

    @property
    def wrong(self) -> str:
        """What stands in the way of signing."""
        return self._wrong.text()

    def kept(self) -> Kept:
        """What was typed, for a draft."""
        return {"headline": self.headline.text(), "own": self._own_headline, "asked": list(self._asked)}

    def restore(self, kept: Kept) -> None:
        """What was typed, from a draft."""
        self._own_headline = bool(kept.get("own"))
        self.headline.setText(kept.get("headline", ""))
        self._asked = [member for member in kept.get("asked", []) if member in self._others]
        self._say_asked()
