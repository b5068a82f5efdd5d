"""What this user of the computer chose: kept as soon as it is chosen, and heeded at once."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from careboard.settings import DesktopSettings, WindowPlace
from careboard.ui.look.look import apply, named
from careboard.ui.parts.splits import shares, take_shares

Forget = Callable[[], None]


class Choices(QObject):
    """The settings of the desktop, as they stand."""

    def __init__(self, program: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self.kept = DesktopSettings.kept()
        self._apply_look()
        take_shares(self.kept.splits)
        self._hints = program.styleHints()  # held: PySide forgets what hangs on it as soon as nobody holds it
        self._hints.colorSchemeChanged.connect(self._follow_the_system)
        self._hints.accessibility().contrastPreferenceChanged.connect(self._follow_the_system)

    @Slot(object)
    def take(self, changed: Callable[[DesktopSettings], DesktopSettings]) -> None:
        """Somebody chose something: `changed` makes the settings of now out of those before."""
        before, self.kept = self.kept, changed(self.kept)
        self.kept.keep()
        if _look(self.kept) != _look(before):
            self._apply_look()

    def keep_vault(self, path: Path, clinic: str) -> None:
        """A vault was opened; it is the last one from now on."""
        self.take(lambda kept: kept.opened(path, clinic))

    def keep_place(self, place: WindowPlace) -> None:
        """Remember how the window stands; it is shown nowhere when there is nothing to keep."""
        if place.width and (place, shares()) != (self.kept.window, dict(self.kept.splits)):
            self.take(lambda kept: replace(kept, window=place, splits=shares()))

    def print_so(self, forget: Forget) -> None:
        """Let papers be printed as it was chosen; `forget` is called when nobody is to be told of the queue again."""
        from careboard.ui.parts.printing import take_choices

        take_choices(self.kept.copies, told=self.kept.spool_known, keep=forget)

    def _apply_look(self) -> None:
        apply(named(self.kept.theme, self.kept.text_size, dense=self.kept.dense))

    @Slot()
    def _follow_the_system(self) -> None:
        """The computer wishes for other colours; who chose a theme keeps it."""
        if self.kept.theme == "system":
            self._apply_look()


def _look(kept: DesktopSettings) -> tuple[object, ...]:
    return kept.theme, kept.text_size, kept.dense
