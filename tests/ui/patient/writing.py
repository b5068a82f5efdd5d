"""A clinician at the keyboard of a patient's page: every letter and key as it is typed, and how many keys."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from careboard.clinical.entry import Content, Entry
from careboard.ui.patient.composer.composer import Composer
from careboard.ui.patient.page import PatientPage
from tests.ui.desk import PATIENCE
from tests.ui.keys import focus

CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)


@dataclass
class Hands:
    """Hands on one page. `keys` counts keys and chords; free text that somebody composes is not counted."""

    page: PatientPage
    bot: QtBot
    keys: int = 0

    @property
    def composer(self) -> Composer:
        assert self.page.composer is not None
        return self.page.composer

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(focus(), key, modifier)
        self.keys += 1

    def digit(self, number: int) -> None:
        self.press(Qt.Key(Qt.Key.Key_0 + number))

    def compose(self, text: str) -> None:
        QTest.keyClicks(focus(), text)

    def sign(self) -> None:
        """Ctrl+Enter, look, Enter; wait until the vault has it."""
        before = self.entries
        self.press(Qt.Key.Key_Return, CTRL)
        assert not self.composer.strip.isHidden(), self.composer.footer.wrong
        self.press(Qt.Key.Key_Return)
        self.bot.waitUntil(lambda: self.entries > before and not self.composer.is_open, timeout=PATIENCE)

    @property
    def entries(self) -> int:
        return len(self.page.chart.record.entries) if self.page.chart else 0

    @property
    def last(self) -> Entry:
        """What was recorded last."""
        assert self.page.chart is not None
        return max(self.page.chart.record.entries, key=lambda entry: entry.recorded_at)

    @property
    def written(self) -> Content:
        return self.last.content
