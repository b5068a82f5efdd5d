"""The keyboard: whether single letters act on this computer, and every shortcut there is."""

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from careboard.i18n import gettext as _
from careboard.ui.help.key_list import KeyList
from careboard.ui.help.shortcuts import Where
from careboard.ui.parts.fields import Choice, Field
from careboard.ui.shell.settings.panel import SettingsPanel


class SingleKeysPanel(SettingsPanel):
    """Single letters on or off; it changes at once."""

    chosen = Signal(bool)
    changed = Signal(object)  # what makes the settings of now out of those before

    def __init__(self, *, act: bool, parent: QWidget | None = None) -> None:
        self.choice = Choice(((_("They act where a list or a chart has the keyboard"), True), (_("Turned off"), False)))
        self.choice.choose(act)
        hint = _("J, K, U, A and the like. Whoever speaks to the computer, or types by mistake, turns them off.")
        super().__init__(_("Single letters"), Field(_("What they do"), self.choice, hint), parent=parent)
        self.choice.currentIndexChanged.connect(self._choose)

    @Slot()
    def _choose(self) -> None:
        act = self.choice.chosen is True
        self.chosen.emit(act)
        self.changed.emit(lambda kept: replace(kept, single_keys=act))


class ShortcutsPanel(SettingsPanel):
    """All shortcuts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("All shortcuts"), KeyList(tuple(Where)), parent=parent)
