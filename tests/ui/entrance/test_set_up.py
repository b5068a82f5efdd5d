"""Setting up a clinic by keys alone, from the empty computer to the first caseload; and what a step back undoes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from careboard.app import Desktop
from careboard.documents.keys_on_paper import text_of
from careboard.ui.entrance.doors import Doors
from careboard.ui.entrance.entrance import Entrance
from careboard.ui.entrance.setup.kit import KitStep
from careboard.ui.entrance.setup.wizard import Wizard
from careboard.vault.keyslot import LIGHT
from tests.ui.desk import Started, take_apart, to_nobody, words_on_screen
from tests.ui.keys import press, tab, write

WORDS = "four words that fit"
ENTER = Qt.Key.Key_Return


@pytest.fixture
def first_run(
    program: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Started]:
    """The desktop on a computer that knows no clinic."""
    monkeypatch.setattr("careboard.ui.entrance.entrance.documents", lambda: tmp_path / "documents")
    desktop = Desktop(program, lambda: None, Doors(cost=LIGHT), listening=to_nobody)
    desktop.window.show()
    with qtbot.waitActive(desktop.window):
        desktop.window.activateWindow()
    started = Started(desktop, qtbot)
    desktop.import_the_rest()
    started.wait(lambda: isinstance(desktop.entrance.page, Wizard))
    yield started
    take_apart(desktop)


def wizard_of(entrance: Entrance) -> Wizard:
    assert isinstance(entrance.page, Wizard)
    return entrance.page


def kit_of(started: Started) -> KitStep:
    step = wizard_of(started.desktop.entrance).step
    assert isinstance(step, KitStep)
    return step


def walk_to_the_kit(started: Started, tmp_path: Path) -> None:
    """Clinic, person and passphrase; what stands ready is taken as it is."""
    press(ENTER)
    write("Cedar House")
    press(ENTER)
    write("Ada Chen")
    press(ENTER)
    assert "Say what you do here." in words_on_screen()  # no role is anybody's before it is chosen
    tab()
    write("psychiatrist")
    tab()
    press(ENTER)
    write(WORDS)
    tab()
    write(WORDS)
    press(ENTER)
    started.wait(lambda: isinstance(wizard_of(started.desktop.entrance).step, KitStep))


def group_on_the_paper(step: KitStep, folder: Path, kit: str = "kit-ac.pdf") -> str:
    """What a person reads from the kit that was saved."""
    text = text_of((folder / kit).read_bytes())
    code = text.partition("Recovery code")[2].partition("Site secret")[0].replace("\r\n", "-").strip("-")
    return [group for group in code.split("-") if group][step.asked - 1]


def test_that_keys_alone_lead_from_an_empty_computer_to_the_first_caseload(first_run: Started, tmp_path: Path) -> None:
    walk_to_the_kit(first_run, tmp_path)
    press(Qt.Key.Key_Space)
    write(group_on_the_paper(kit_of(first_run), tmp_path / "documents"))
    press(ENTER)
    first_run.wait(lambda: first_run.desktop.workplace is not None and first_run.workplace.caseload.complete)
    assert first_run.workplace.desk.me.name == "Ada Chen"
    pane = first_run.workplace.help.pane
    assert pane is not None
    assert pane.page == "first-steps"
    press(Qt.Key.Key_Escape)
    assert first_run.workplace.caseload.isVisible()
    assert (tmp_path / "documents" / "clinic.careboard").exists()
    assert {path.name for path in (tmp_path / "documents").glob("*.pdf")} == {
        "kit-ac.pdf",
        "custody-1.pdf",
        "custody-2.pdf",
        "custody-3.pdf",
    }


def test_that_a_group_that_is_not_on_the_kit_is_refused(first_run: Started, tmp_path: Path) -> None:
    walk_to_the_kit(first_run, tmp_path)
    press(Qt.Key.Key_Space)
    write("UUUUU")  # never in a code
    press(ENTER)
    assert kit_of(first_run).error.startswith("This is not group")
    assert first_run.desktop.workplace is None


def test_that_the_clinic_does_not_begin_before_the_kit_is_saved(first_run: Started, tmp_path: Path) -> None:
    walk_to_the_kit(first_run, tmp_path)
    wizard_of(first_run.desktop.entrance).next.click()
    assert kit_of(first_run).error == "Save or print the kit first."


def test_that_a_kit_that_was_printed_may_be_typed_back(first_run: Started, tmp_path: Path) -> None:
    walk_to_the_kit(first_run, tmp_path)
    step = kit_of(first_run)

    def onto_paper() -> QPrinter:
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        return printer

    step.ask_printer = onto_paper
    step.print.click()
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")
    assert step.group.hasFocus()
    assert not (tmp_path / "documents" / "kit-ac.pdf").exists()


def test_that_a_step_back_from_the_kit_leaves_no_clinic(first_run: Started, tmp_path: Path) -> None:
    walk_to_the_kit(first_run, tmp_path)
    assert (tmp_path / "documents" / "clinic.careboard").exists()
    press(Qt.Key.Key_Escape)
    assert not (tmp_path / "documents" / "clinic.careboard").exists()
    assert wizard_of(first_run.desktop.entrance).person.name.words == "Ada Chen"


def test_that_closing_the_window_before_the_kit_was_taken_leaves_no_clinic(first_run: Started, tmp_path: Path) -> None:
    walk_to_the_kit(first_run, tmp_path)
    first_run.desktop.window.close()
    assert not (tmp_path / "documents" / "clinic.careboard").exists()


def test_that_a_short_passphrase_and_two_different_ones_are_told_beside_the_field(first_run: Started) -> None:
    press(Qt.Key.Key_Space)
    write("Cedar House")
    press(ENTER)
    write("Ada Chen")
    tab()
    write("psychiatrist")
    tab()
    press(ENTER)
    fields = wizard_of(first_run.desktop.entrance).passphrase.passphrase
    write("short")
    press(ENTER)
    assert fields.error == "A passphrase needs at least 10 characters."
    write(" but longer now")
    tab()
    write("something else")
    press(ENTER)
    assert fields.error == "The two passphrases differ."
    assert fields.told == "Good."


def test_that_every_page_says_how_far_one_is_and_back_keeps_what_was_typed(first_run: Started) -> None:
    wizard = wizard_of(first_run.desktop.entrance)
    assert "1 of 5" in words_on_screen()
    press(ENTER)
    assert "2 of 5" in words_on_screen()
    write("Cedar House")
    press(ENTER)
    assert "3 of 5" in words_on_screen()
    write("Ada Chen")
    for page in ("2 of 5", "1 of 5"):
        press(Qt.Key.Key_Escape)
        assert page in words_on_screen()
    assert not wizard.back.isVisible()  # before the first page there is nothing on a first run
    press(ENTER)
    assert wizard.clinic.name.words == "Cedar House"
    press(ENTER)
    assert wizard.person.name.words == "Ada Chen"
    assert wizard.person.sign_in.words == "ac"
