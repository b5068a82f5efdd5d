"""The unlock page: who signs in, and the passphrase. It is the first thing on the screen, so it imports little.

It knows no vault: it says what was typed, and shows what is answered. A wrong passphrase costs more time each try,
also when the program was started again in between.
"""

import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.settings import KnownVault, WrongTries
from careboard.ui.entrance.card import Card, centred
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button, Chip
from careboard.ui.parts.fields import Field, Line, Secret
from careboard.ui.parts.labels import Elided, Label
from careboard.ui.parts.panels import Flow, Rule
from careboard.ui.parts.progress import Progress

NAMES_SHOWN = 5
SECOND = 1_000  # ms


class UnlockPage(QWidget):
    """Sign-in names of one vault, a passphrase, and the ways out for whoever has none."""

    submitted = Signal(str, str)  # sign-in name, passphrase
    cancelled = Signal()
    asked_to_recover = Signal()
    asked_for_another = Signal()
    asked_to_set_up = Signal()
    asked_for_help = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tries, self._wait = WrongTries(), 0
        self._names = QButtonGroup(self)
        self._names.buttonToggled.connect(self._show_stop)
        self._build()
        self._show_names(())
        self._timer = QTimer(self, interval=SECOND)
        self._timer.timeout.connect(self._wait_less)

    def _build(self) -> None:
        card = Card("Careboard", "unlock")
        self._where = Elided("", Type.META, "text3")
        self._synced = Label("", Type.META, "text3", wrap=True)
        self._chips = QWidget()
        self._flow = Flow(self._chips, look().px(8))
        self.name, self.passphrase = Line(), Secret()
        self._name = Field(_("Sign-in name"), self.name)
        self._passphrase = Field(_("Passphrase"), self.passphrase)
        self._unlock = Button(_("Unlock"), "primary", "unlock")
        self._unlock.setMinimumHeight(look().px(36))
        self._working = _Working()
        for widget in (
            self._where,
            self._synced,
            self._chips,
            self._name,
            self._passphrase,
            self._unlock,
            self._working,
            Rule(),
        ):
            card.column.addWidget(widget)
        card.column.addLayout(self._ways_out())
        self.name.returnPressed.connect(self.passphrase.setFocus)
        self.passphrase.returnPressed.connect(self._submit)
        self._unlock.clicked.connect(self._submit)
        self._working.cancel.clicked.connect(self.cancelled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(centred(card))
        self.show_ready()

    def _ways_out(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(look().px(2))
        for words, asked in (
            (_("Passphrase lost? Use your recovery kit"), self.asked_to_recover),
            (_("Open another clinic file"), self.asked_for_another),
            (_("Set up a new clinic, or open a backup"), self.asked_to_set_up),
            (_("Help (F1)"), self.asked_for_help),
        ):
            button = Button(words, "quiet")
            button.clicked.connect(asked)
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)
        return column

    def show_vault(self, path: Path, known: KnownVault | None, name: str = "") -> None:
        """Offer the sign-in names that this computer knows of the vault: one that is given, then the last used."""
        names = (name, *(known.sign_ins if known else ()))
        self._where.setText(_told(path))
        self._synced.setText(_told_of_hub(known))
        self._synced.setVisible(bool(self._synced.text()))
        self._show_names(tuple(dict.fromkeys(filter(None, names)))[:NAMES_SHOWN])
        self._tries = known.wrong_tries if known else WrongTries()
        if wait := self._tries.wait(time.time()):
            self._begin_to_wait(wait, _("A wrong passphrase was typed here."))

    def _show_names(self, names: Sequence[str]) -> None:
        for button in self._names.buttons():
            self._names.removeButton(button)
            self._flow.removeWidget(button)
            button.setParent(None)
        for name in names:
            self._add_chip(name, "patient").clicked.connect(self.passphrase.setFocus)
        self._other = self._add_chip(_("Another name"), "")
        self._other.toggled.connect(self._ask_for_name)
        self._other.clicked.connect(self.name.setFocus)
        self._names.buttons()[0].setChecked(True)
        self._chips.setVisible(bool(names))
        self._ask_for_name(asked=not names)

    def _add_chip(self, words: str, icon: str) -> Chip:
        chip = Chip(words, icon, "accent", checkable=True)
        self._names.addButton(chip)
        self._flow.addWidget(chip)
        return chip

    @Slot()
    def _show_stop(self) -> None:
        """Tab and Shift+Tab stop at the chosen name at once, not only after the keyboard was there once."""
        for button in self._names.buttons():
            chosen = button.isChecked()
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)

    @Slot(bool)
    def _ask_for_name(self, asked: bool) -> None:  # noqa: FBT001  a slot of a chip
        self._name.setVisible(asked)
        self.setFocusProxy(self.name if asked else self.passphrase)

    @property
    def names(self) -> tuple[str, ...]:
        """The sign-in names that are offered."""
        return tuple(button.text() for button in self._names.buttons() if button is not self._other)

    @property
    def chosen_name(self) -> str:
        """Who signs in: the chip that is chosen, or what was typed."""
        chosen = self._names.checkedButton()
        return self.name.words if chosen in (None, self._other) else chosen.text()

    @Slot()
    def _submit(self) -> None:
        if self._wait or not self._unlock.isEnabled():
            return
        if not self.chosen_name:
            self._name.refuse(_("Say under which name you sign in on this computer."))
            self.name.setFocus()
        elif not self.passphrase.text():
            self._passphrase.refuse(_("Type your passphrase, or paste it."))
        else:
            self._name.refuse("")
            self._passphrase.refuse("")
            self.submitted.emit(self.chosen_name, self.passphrase.text())

    def show_working(self, sentence: str) -> None:
        """Say that the passphrase is being checked; only cancelling is possible meanwhile."""
        self._set_busy(busy=True)
        self._working.tell(sentence)

    def show_ready(self) -> None:
        """Take input again."""
        self._set_busy(busy=False)

    def refuse(self, sentence: str, *, wrong_passphrase: bool = False) -> None:
        """Say beside the field what was refused; a wrong passphrase is cleared, and from the third one waits."""
        self.show_ready()
        self._passphrase.refuse(sentence)
        announce(self, sentence, assertive=True)
        if wrong_passphrase:
            self.passphrase.clear()
            self._tries = WrongTries(self._tries.number + 1, time.time())
            self._begin_to_wait(self._tries.wait(self._tries.last), sentence)
        self.passphrase.setFocus()

    @property
    def error(self) -> str:
        """What stands beside the passphrase."""
        return self._passphrase.error

    def forget(self) -> None:
        """Empty the fields: nothing that was typed stays behind."""
        self.passphrase.clear()
        self.show_ready()

    def _begin_to_wait(self, seconds: int, sentence: str) -> None:
        self._wait, self._sentence = seconds, sentence
        self._show_wait()
        if seconds:
            self._timer.start()

    @Slot()
    def _wait_less(self) -> None:
        self._wait -= 1
        if not self._wait:
            self._timer.stop()
        self._show_wait()

    def _show_wait(self) -> None:
        self._unlock.setEnabled(not self._wait)
        told = ngettext("Try again in {n} second.", "Try again in {n} seconds.", self._wait).format(n=self._wait)
        self._passphrase.refuse(f"{self._sentence} {told}" if self._wait else self._sentence)

    def _set_busy(self, *, busy: bool) -> None:
        for widget in (self._chips, self._name, self._passphrase, self._unlock):
            widget.setEnabled(not busy)
        self._unlock.setVisible(not busy)
        self._working.setVisible(busy)
        if busy:
            self._working.cancel.setFocus()


def _told(path: Path) -> str:
    """A path without the folder of whoever uses the computer, which may be somebody's name."""
    home = Path.home()
    return str(Path("~", path.relative_to(home))) if path.is_relative_to(home) else str(path)


def _told_of_hub(known: KnownVault | None) -> str:
    """When it was in step with the clinic's hub last, by the clock of this computer; nothing without a hub."""
    if known is None or not known.has_hub:
        return ""
    if (last := known.last_sync) is None:
        return _("Not synced yet on this computer.")
    at, english = QDateTime.fromSecsSinceEpoch(round(last.timestamp())), QLocale.c()
    day, time = english.toString(at, "dd-MMM-yyyy"), english.toString(at, "HH:mm")
    return _("Last synced {when}").format(when=f"{day} {time}")


class _Working(QWidget):
    """What is being done, with a way to stop it."""

    def __init__(self) -> None:
        super().__init__()
        self._words = Label("", Type.LABEL, "text2", wrap=True)
        self._bar = Progress(_("The passphrase is being checked"))
        self.cancel = Button(_("Cancel"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(8))
        for widget in (self._words, self._bar, self.cancel):
            column.addWidget(widget)

    def tell(self, sentence: str) -> None:
        self._words.setText(sentence)
        announce(self, sentence)
