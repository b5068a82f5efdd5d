"""Waiting to be let in: six words to be compared face to face, then the first sync, then the way to the unlock page.

A member at a new computer compares nothing: the first sync begins at once.
The hub is asked every few seconds, off the screen; whoever goes away meanwhile loses nothing, and goes on later.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.ui.background import Background, Errand
from careboard.ui.entrance.card import Card, centred
from careboard.ui.entrance.doors import Doors
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Panel, Rule
from careboard.ui.parts.progress import Progress

if TYPE_CHECKING:
    from careboard.exchange.sync.visit import Synced
    from careboard.workflow.hub.joining import Joining

WIDTH = 560
SOON = 3_000  # ms between two questions whether one is let in


class SixWords(Panel):
    """Six words in two rows, large enough to be read aloud from; heard as one sentence."""

    def __init__(self) -> None:
        super().__init__(ground="accent_tint")
        self._labels = [Label("", Type.NAME) for _word in range(6)]
        grid = QGridLayout(self)
        edge = look().px(16)
        grid.setContentsMargins(edge, edge, edge, edge)
        grid.setHorizontalSpacing(look().px(16))
        grid.setVerticalSpacing(look().px(8))
        for at, label in enumerate(self._labels):
            grid.addWidget(label, at // 2, at % 2)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(_("Your six words"))

    def show_words(self, words: tuple[str, ...]) -> None:
        """Show these."""
        for number, (label, word) in enumerate(zip(self._labels, words, strict=True), 1):
            label.setText(f"{number}. {word}")
        self.setAccessibleDescription(" ".join(words))

    @property
    def words(self) -> tuple[str, ...]:
        """What is shown."""
        return tuple(label.text().partition(" ")[2] for label in self._labels)


class WaitingPage(QWidget):
    """`finished`: vault and sign-in name of somebody who may unlock now; `left` the same of who goes on another time.

    `refused`: the passphrase opened nothing.
    """

    help_page = "setting-up"
    finished = Signal(object, str)
    left = Signal(object, str)
    refused = Signal(object, str, object)  # with the CareboardError

    def __init__(self, background: Background, doors: Doors, vault: Path, name: str, passphrase: str) -> None:
        super().__init__()
        self._background, self._vault, self._name = background, vault, name
        self._joining: Joining | None = None
        self._errand: Errand | None = None
        self._over = False
        self._timer = QTimer(self, singleShot=True, interval=SOON)
        self._timer.timeout.connect(self._ask)
        self._build()
        background.run(
            lambda: doors.wait_to_be_let_in(vault, name, passphrase), self, self._show_joining, self._refuse_keys
        )

    def _build(self) -> None:
        card = Card(_("Waiting to be let in"), "shield", width=WIDTH)
        self.title, self._where = card.title, Label("", Type.STRONG_META, "text3")
        self._count_pages(7)
        self._bar = Progress(_("How far joining has come"))
        self._lead = Label(_("Your keys are being opened."), Type.BODY, "text2", wrap=True)
        self.six = SixWords()
        self._state = Label("", Type.LABEL, "text2", wrap=True)
        self._error = Label("", Type.STRONG_LABEL, "danger", wrap=True)
        self.cancel = Button(_("Go on later"))
        self.cancel.clicked.connect(self._leave)
        row = QHBoxLayout()
        row.addWidget(self.cancel)
        row.addStretch(1)
        for widget in (self._where, self._bar, self._lead, self.six, self._state, self._error, Rule()):
            card.column.addWidget(widget)
        card.column.addLayout(row)
        self.six.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(centred(card))
        self.setFocusProxy(self.cancel)

    def _count_pages(self, whole: int) -> None:
        self._where.setText(_("{n} of {all}").format(n=whole, all=whole))

    @property
    def said(self) -> str:
        """How things stand."""
        return self._state.text()

    @property
    def error(self) -> str:
        """Why the hub did not answer last."""
        return self._error.text()

    def show_words(self, words: tuple[str, ...]) -> None:
        """Say what is to be read aloud, and to whom."""
        self.six.show_words(words)
        self.six.show()
        self._lead.setText(
            _(
                "Read these words to the clinic's administrator, face to face. They type what they hear, and let you "
                "in only where all six are right: then nobody stands between you."
            )
        )
        self._say(
            _(
                "The administrator has been asked. This page goes on by itself when you are let in. You may also close "
                "the program, and sign in here later."
            )
        )

    def show_member(self) -> None:
        """Say that nobody needs to be asked."""
        self.title.setText(_("Fetching the clinic"))
        self._count_pages(4)
        self._lead.setText(_("Your key is open. What you may read comes from the clinic's server now, encrypted."))
        self._say(_("The server is being asked. Broken off, it goes on here when you sign in the next time."))

    def show_fetching(self, done: int, whole: int) -> None:
        """So many of the clinic's records are here."""
        self._error.setText("")
        self._show_let_in()
        self._bar.show_done(done, whole)
        told = _("{n} of {all} records are here.")
        self._state.setText(told.format(n=f"{done:,}", all=f"{whole:,}"))

    def _show_let_in(self) -> None:
        """There is nothing to read aloud any more; a member had nothing to."""
        if self.six.isHidden():
            return
        self.title.setText(_("You are let in"))
        self._lead.setText(_("What you may read is being fetched. Then you sign in."))
        self.six.hide()

    def show_hindrance(self, error: CareboardError) -> None:
        """Say why it does not go on now."""
        self._error.setText(error.told)
        announce(self, error.told, assertive=True)

    def _say(self, words: str) -> None:
        self._state.setText(words)
        announce(self, words)

    # -- waiting -------------------------------------------------------------------------------------------------

    def _show_joining(self, joining: "Joining") -> None:
        self._joining = joining
        if self._over:
            self._let_go()
        else:
            self.show_member() if joining.is_member else self.show_words(joining.words)
            self._ask()

    def _refuse_keys(self, error: CareboardError) -> None:
        if not self._over:
            self.refused.emit(self._vault, self._name, error)

    @Slot()
    def _ask(self) -> None:
        if (joining := self._joining) is not None and not self._over:
            self._background.run_long(lambda _errand, _tell: joining.let_in, self, self._hear, self._try_again)

    def _hear(self, let_in: bool) -> None:  # noqa: FBT001  an answer of the worker
        if self._over:
            return
        self._error.setText("")
        if let_in:
            self._fetch()
        else:
            self._timer.start()

    def _try_again(self, error: CareboardError) -> None:
        if not self._over:
            self.show_hindrance(error)
            self._timer.start()

    # -- the first sync ------------------------------------------------------------------------------------------

    def _fetch(self) -> None:
        if (joining := self._joining) is None:
            return
        self._show_let_in()
        self._say(_("You are let in. What you may read is being fetched."))
        self._errand = self._background.run_long(
            lambda errand, tell: joining.fetch(lambda p: tell(p.here, p.at_hub), lambda: errand.stopped),
            self,
            self._have_fetched,
            self._try_again,
            self.show_fetching,
        )

    def _have_fetched(self, synced: "Synced") -> None:
        if self._over:
            return
        if synced.hindrance is not None:
            self._try_again(synced.hindrance)
            return
        self._let_go()
        self.finished.emit(self._vault, self._name)

    # -- going away ----------------------------------------------------------------------------------------------

    @Slot()
    def _leave(self) -> None:
        self.stop()
        self.left.emit(self._vault, self._name)

    def stop(self) -> None:
        """Ask nobody any more, and let go of file and line when what is under way has ended."""
        self._timer.stop()
        if self._errand is not None:
            self._errand.stop()
        if not self._over:
            self._let_go()

    def _let_go(self) -> None:
        self._over = True
        if (joining := self._joining) is not None:
            self._joining = None
            joining.give_up()
            self._background.run_long(lambda _errand, _tell: joining.close(), self._background, lambda _done: None)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)
