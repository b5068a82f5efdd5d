"""The lower rows of the composer: headline, whom it asks, how the draft stands, and the way to the signature.

How many words there are, and where they come from, is counted when a draft is kept, never while somebody types.
"""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from careboard.clinical.note import HEADLINE_LENGTH
from careboard.clinical.values import MemberId
from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.writing.runs import plain, shares_of
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button, Chip
from careboard.ui.parts.fields import Field, Line
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Flow
from careboard.ui.patient.composer.body import Body, Kept

CHIP = 28  # pixels at 100%: as high as the chips beside it


class Footer(QWidget):
    """What stands under a form. `review_wanted` asks for the sign strip."""

    changed = Signal()
    review_wanted = Signal()
    origins_wanted = Signal(bool)  # shall what was not typed be tinted?

    def __init__(
        self, others: Mapping[MemberId, str], cosigners: Mapping[MemberId, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._others, self._cosigners = others, cosigners
        self._asked: list[MemberId] = []
        self.cosigner: MemberId | None = None
        self._own_headline = False
        self.headline = Line()
        self.headline.setMaxLength(HEADLINE_LENGTH)
        self._headline_field = Field(_("Headline"), self.headline)
        self._ask, self._cosign = Chip("", "flag", "text2"), Chip("", "edit", "text2")
        self.origins = Chip("", checkable=True)
        self.origins.setToolTip(_("Show which words were not typed"))
        self._state, self._count = Label("", Type.META, "text3"), Label("", Type.META, "text3")
        self._wrong = Label("", Type.STRONG_LABEL, "danger", wrap=True)
        self._reminded = Label("", Type.LABEL, "text2", wrap=True)
        self._review = Button(_("Review and sign"), "primary", "check")
        self._review.setToolTip("Ctrl+Enter")
        self._lay_out()
        self.headline.textEdited.connect(self._own)
        self._ask.clicked.connect(self._offer)
        self._cosign.clicked.connect(self._offer_cosigners)
        self.origins.toggled.connect(self.origins_wanted)
        self._review.clicked.connect(lambda _checked: self.review_wanted.emit())
        self._say_asked()

    def _lay_out(self) -> None:
        chips = QWidget()
        flow = Flow(chips, look().px(6))
        for part in (self.origins, self._cosign, self._ask, self._state, self._count):
            flow.addWidget(part)
        for told in (self._state, self._count):
            told.setMinimumHeight(look().px(CHIP))
            told.hide()
        chips.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout()
        row.setSpacing(look().px(10))
        row.addWidget(chips, 1)
        row.addWidget(self._review)
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(16), look().px(8), look().px(16), look().px(6))
        column.setSpacing(look().px(6))
        column.addWidget(self._headline_field)
        column.addWidget(self._wrong)
        column.addWidget(self._reminded)
        column.addLayout(row)
        self._wrong.hide()
        self._reminded.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    # -- the headline -------------------------------------------------------------------------------------------

    def suggest(self, words: str) -> None:
        """Propose a headline, as long as the author has not written one."""
        if not self._own_headline:
            self.headline.setText(words[:HEADLINE_LENGTH])

    def _own(self, words: str) -> None:
        self._own_headline = bool(words)
        self.changed.emit()

    def know(self, others: Mapping[MemberId, str], cosigners: Mapping[MemberId, str]) -> None:
        """These read along from now on: nobody else is asked."""
        self._others, self._cosigners = others, cosigners
        self._asked = [member for member in self._asked if member in others]
        self.cosigner = self.cosigner if self.cosigner in cosigners else None
        self._say_asked()
        self._say_cosigner()

    # -- who is asked -------------------------------------------------------------------------------------------

    @property
    def asked(self) -> tuple[MemberId, ...]:
        """Who is asked to acknowledge it."""
        return tuple(self._asked)

    @property
    def asks(self) -> str:
        """What others are asked to do with it, in a sentence each; empty where nobody is asked for anything."""
        chips = [chip for chip, asked in ((self._cosign, self.cosigner), (self._ask, self._asked)) if asked]
        return " ".join(f"{chip.text()}." for chip in chips)

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

    def ask_to_cosign(self, member: MemberId | None, *_checked: object) -> None:
        """Ask a member to co-sign it; None, or the same one again: nobody."""
        self.cosigner = None if member == self.cosigner else member
        self._say_cosigner()
        self.changed.emit()

    def _offer_cosigners(self) -> None:
        menu = QMenu(self._cosign)
        for member, name in sorted(self._cosigners.items(), key=lambda one: one[1]):
            act = menu.addAction(name, partial(self.ask_to_cosign, member))
            act.setCheckable(True)
            act.setChecked(member == self.cosigner)
        menu.popup(self._cosign.mapToGlobal(self._cosign.rect().topLeft()))

    def _say_cosigner(self) -> None:
        name = self._cosigners.get(self.cosigner, "") if self.cosigner is not None else ""
        words = _("{name} co-signs").format(name=name) if name else _("Co-signer")
        self._cosign.show_as(
            words, "edit", "warn" if name else "text2", "warn_tint" if name else "surface", "border_strong"
        )
        self._cosign.setAccessibleName(words)

    # -- how it stands ------------------------------------------------------------------------------------------

    def show_body(self, body: Body) -> None:
        """Stand under another form."""
        self._headline_field.setVisible(body.wants_headline)
        self._ask.setVisible(body.wants_asked and bool(self._others))
        self._cosign.setVisible(body.wants_session and bool(self._cosigners))
        self.origins.setVisible(body.wants_session)
        self.origins.setChecked(False)
        self._own_headline, self._asked, self.cosigner = False, [], None
        self.headline.clear()
        self._say_asked()
        self._say_cosigner()
        self.count(body)
        self.refuse("")
        self.remind("")
        self.say("")

    def count(self, body: Body) -> None:
        """Say how many words a form has, and how many of them were typed."""
        runs = [run for section in body.written for run in section]
        words = sum(len(plain(section).split()) for section in body.written)
        self._count.setText(ngettext("{n} word", "{n} words", words).format(n=words) if words else "")
        self._count.setVisible(bool(words))
        told = shares_of(runs)
        self.origins.show_as(told[:1].upper() + told[1:], "", "text2", "surface", "border_strong")
        self.origins.setAccessibleName(_("{shares}: show which words were not typed").format(shares=told))
        self.origins.setVisible(bool(told))

    def say(self, state: str) -> None:
        """Say how the draft stands."""
        self._state.setText(state)
        self._state.setVisible(bool(state))

    @property
    def state(self) -> str:
        """How the draft stands."""
        return self._state.text()

    def remind(self, sentence: str) -> None:
        """Say what the writer must know as long as this form is open; an empty sentence takes it back."""
        self._reminded.setText(sentence)
        self._reminded.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence)

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

    @property
    def typed(self) -> bool:
        """Was anything written or chosen here? A headline that was proposed was not."""
        return self._own_headline or bool(self._asked) or self.cosigner is not None

    def kept(self) -> Kept:
        """What was typed, for a draft."""
        asked = {"asked": list(self._asked), "cosigner": self.cosigner}
        return {"headline": self.headline.text(), "own": self._own_headline, **asked}

    def restore(self, kept: Kept) -> None:
        """What was typed, from a draft."""
        self._own_headline = bool(kept.get("own"))
        self.headline.setText(kept.get("headline", ""))
        self._asked = [member for member in kept.get("asked", []) if member in self._others]
        self.cosigner = kept.get("cosigner") if kept.get("cosigner") in self._cosigners else None
        self._say_asked()
        self._say_cosigner()
