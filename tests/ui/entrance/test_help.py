"""F1 before anybody has signed in: the page for where one stands, closed again where the keyboard was."""

import subprocess
import sys

from PySide6.QtCore import Qt

from tests.ui.desk import Started
from tests.ui.entrance.test_set_up import first_run, wizard_of
from tests.ui.keys import focus, press

__all__ = ["first_run"]


def test_that_f1_opens_the_page_of_signing_in_and_gives_the_keyboard_back(started: Started) -> None:
    entrance = started.desktop.entrance
    started.wait(entrance.unlock.passphrase.hasFocus)
    for closing in (Qt.Key.Key_F1, Qt.Key.Key_Escape):
        press(Qt.Key.Key_F1)
        assert entrance.help.pane is not None
        assert entrance.help.pane.page == "signing-in"
        assert entrance.help.pane.isAncestorOf(focus())
        assert entrance.help.pane.reader.textCursor().blockNumber() == 0  # it is read from its beginning
        assert entrance.help.pane.reader.verticalScrollBar().value() == 0
        press(closing)
        assert focus() is entrance.unlock.passphrase
    press(Qt.Key.Key_F1)
    entrance.unlock.passphrase.setFocus()
    started.sign_in()
    assert entrance.help.pane is None


def test_that_f1_opens_the_page_of_setting_up(first_run: Started) -> None:
    wizard = wizard_of(first_run.desktop.entrance)
    before = focus()
    press(Qt.Key.Key_F1)
    pane = first_run.desktop.entrance.help.pane
    assert pane is not None
    assert pane.page == "setting-up"
    press(Qt.Key.Key_Escape)
    assert wizard.isVisible()
    assert focus() is before


def test_that_the_help_is_not_imported_before_somebody_asks_for_it() -> None:
    ask = "import sys, careboard.app; print([name for name in sys.modules if name.startswith('careboard.ui.help.pa')])"
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
