"""The unlock page and the ways back in: off the main thread, patient with slips, by kit and out of a backup."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from careboard.documents.keys_on_paper import kit_pdf
from careboard.settings import ClinicSettings, KnownVault, WrongTries
from careboard.ui.entrance.doors import Doors
from careboard.ui.entrance.recover import RecoverPage, RestorePage
from careboard.ui.entrance.unlock import NAMES_SHOWN, UnlockPage
from careboard.ui.parts.buttons import Chip
from careboard.vault.refusals import WrongSecret
from careboard.workflow.checking import back_up
from careboard.workflow.session import Session
from careboard.workflow.sign_in import unlock as unlock_vault
from tests.clinic import CLINIC_NAME, FOUNDER, Clinic
from tests.clinical_examples import REGISTRATION
from tests.ui.desk import Started, labels_of, words_on_screen
from tests.ui.keys import CTRL, press, tab, unreached, write

ENTER = Qt.Key.Key_Return
NEW_WORDS = "another four words then"


def test_that_a_passphrase_is_checked_off_the_main_thread_while_the_window_lives(
    started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []
    sign_in = Doors.sign_in

    def watched(self: Doors, vault: Path, name: str, passphrase: str) -> Session:
        threads.append(threading.current_thread())
        return sign_in(self, vault, name, passphrase)

    monkeypatch.setattr(Doors, "sign_in", watched)
    turns: list[int] = []
    timer = QTimer(interval=5)
    timer.timeout.connect(lambda: turns.append(1))
    timer.start()
    started.type_passphrase(FOUNDER.passphrase)
    assert not started.desktop.entrance.unlock.passphrase.isEnabled()
    started.wait(lambda: started.desktop.workplace is not None)
    assert threads != [threading.main_thread()]
    assert len(turns) > 3


def test_that_a_sign_in_that_was_cancelled_opens_nothing_and_lets_go_of_the_vault(
    started: Started, clinic: Clinic
) -> None:
    started.type_passphrase(FOUNDER.passphrase)
    press(Qt.Key.Key_Space)  # the keyboard is on "Cancel"
    started.wait(lambda: started.desktop.background.idle)
    assert started.desktop.workplace is None
    assert not clinic.path.with_name(clinic.path.name + ".open").exists()
    started.sign_in()


def test_that_the_wait_grows_with_every_wrong_passphrase() -> None:
    assert [WrongTries(wrong).wait(0) for wrong in range(9)] == [0, 0, 0, 2, 4, 8, 16, 30, 30]


def test_that_from_the_third_wrong_passphrase_on_one_waits(started: Started) -> None:
    page = started.desktop.entrance.unlock
    for _slip in range(3):
        page.passphrase.setFocus()
        write("not the passphrase")
        press(ENTER)
        started.wait(lambda: page.passphrase.isEnabled() and bool(page.error))
    assert "Try again in" in page.error
    started.wait(lambda: "Try again in" not in page.error)
    started.sign_in()


@pytest.fixture
def page(program: QApplication, qtbot: QtBot) -> UnlockPage:
    page = UnlockPage()
    qtbot.addWidget(page)
    page.show()
    return page


def test_that_at_most_five_names_are_offered_the_last_used_first(page: UnlockPage, home: Path) -> None:
    settings = ClinicSettings("c" * 64)
    for name in ("one", "two", "three", "four", "five", "six"):
        settings.keep_sign_in(name, name)
    page.show_vault(Path("clinic.careboard"), KnownVault("clinic.careboard", settings.clinic))
    assert page.names == ("six", "five", "four", "three", "two")
    assert len(page.names) == NAMES_SHOWN
    assert page.chosen_name == "six"


def test_that_who_was_enrolled_stands_behind_who_signed_in(page: UnlockPage, home: Path) -> None:
    settings = ClinicSettings("c" * 64)
    settings.keep_sign_in("chen", "chen")
    settings.keep_sign_in("new", "new", first=False)
    page.show_vault(Path("clinic.careboard"), KnownVault("clinic.careboard", settings.clinic))
    assert page.chosen_name == "chen"


def test_that_shift_tab_leads_from_the_passphrase_to_the_chosen_name(page: UnlockPage, home: Path) -> None:
    settings = ClinicSettings("c" * 64)
    for name in ("two", "one"):
        settings.keep_sign_in(name, name)
    page.show_vault(Path("clinic.careboard"), KnownVault("clinic.careboard", settings.clinic))
    page.passphrase.setFocus()
    press(Qt.Key.Key_Backtab)
    focused = QApplication.focusWidget()
    assert isinstance(focused, Chip)
    assert focused.text() == page.chosen_name == "one"
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Space)
    assert page.chosen_name == "two"


def test_that_a_vault_nobody_signed_in_to_here_asks_for_the_name(page: UnlockPage) -> None:
    page.show_vault(Path("clinic.careboard"), None)
    assert page.name.isVisible()
    page.passphrase.setText("words")
    page.passphrase.setFocus()
    press(ENTER)
    assert "Say under which name you sign in on this computer." in labels_of(page)


def test_that_who_clicks_on_another_name_may_type_it_at_once(page: UnlockPage) -> None:
    page.show_vault(Path("clinic.careboard"), None, "one")
    chip = next(one for one in page.findChildren(Chip) if one.text() == "Another name")
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    write("two")
    assert page.chosen_name == "two"


def test_that_a_recovery_kit_sets_a_new_passphrase_and_signs_in(started: Started, clinic: Clinic) -> None:
    kit = clinic.path.with_name("kit.pdf")
    kit.write_bytes(kit_pdf(clinic.kit))
    started.desktop.entrance.show_recovery()
    page = started.desktop.entrance.page
    assert isinstance(page, RecoverPage)
    assert page.name.words == FOUNDER.sign_in
    page.kit.show_path(kit)
    page.passphrase.first.setFocus()
    write(NEW_WORDS)
    tab()
    write(NEW_WORDS)
    page.act.click()
    started.wait(lambda: started.desktop.workplace is not None)
    assert started.workplace.desk.me.name == FOUNDER.name


def test_that_a_paper_that_is_no_kit_is_told_and_changes_nothing(started: Started, clinic: Clinic) -> None:
    before, paper = clinic.path.read_bytes(), clinic.path.with_name("shopping.txt")
    paper.write_text("Bread, butter, oats", "utf-8")
    started.desktop.entrance.show_recovery()
    page = started.desktop.entrance.page
    assert isinstance(page, RecoverPage)
    page.kit.show_path(paper)
    for field in (page.passphrase.first, page.passphrase.again):
        field.setText(NEW_WORDS)
    page.act.click()
    started.wait(lambda: bool(page.error))
    assert page.error.startswith("No code of this kind is in the file.")
    assert clinic.path.read_bytes() == before


def test_that_a_backup_becomes_a_clinic_again(started: Started, clinic: Clinic) -> None:
    backup, vault = clinic.path.with_name("backup.careboard"), clinic.path.with_name("again.careboard")
    back_up(clinic.open(), backup)
    started.desktop.entrance.show_restoring()
    page = started.desktop.entrance.page
    assert isinstance(page, RestorePage)
    page.backup.show_path(backup)
    page.place.show_path(vault)
    page.name.setText(FOUNDER.sign_in)
    page.passphrase.setFocus()
    write(FOUNDER.passphrase)
    page.act.click()
    started.wait(lambda: started.desktop.workplace is not None)
    assert started.desktop.settings.vaults[0].path == str(vault)


def test_that_the_wait_goes_on_in_a_program_that_was_started_again(
    page: UnlockPage, clinic: Clinic, qtbot: QtBot
) -> None:
    for _ in range(4):
        with pytest.raises(WrongSecret):
            unlock_vault(clinic.path, "chen", "not the passphrase")
    page.show_vault(clinic.path, KnownVault(str(clinic.path), clinic.id))
    assert "Try again in" in page.error
    page.passphrase.setText(FOUNDER.passphrase)
    with qtbot.assertNotEmitted(page.submitted):
        QTest.keyClick(page.passphrase, ENTER)
    unlock_vault(clinic.path, "chen", FOUNDER.passphrase).file.close()
    assert not KnownVault(str(clinic.path), clinic.id).wrong_tries.number


def test_that_tab_reaches_every_control_of_the_ways_in(started: Started) -> None:
    entrance = started.desktop.entrance
    assert unreached(entrance.page) == set()
    for show in (entrance.show_recovery, entrance.show_restoring, entrance.show_set_up):
        show()
        started.wait(lambda: QApplication.focusWidget() is not None)
        assert unreached(entrance.page) == set()


def test_that_enter_on_the_way_back_goes_back_and_submits_nothing(started: Started) -> None:
    entrance = started.desktop.entrance
    entrance.show_recovery()
    page = entrance.page
    assert isinstance(page, RecoverPage)
    page.back.setFocus()
    press(Qt.Key.Key_Return)
    assert entrance.page is entrance.unlock


def test_that_before_unlock_no_name_of_clinic_person_patient_or_computers_user_is_shown(
    started: Started, clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", staticmethod(lambda: clinic.path.parent))
    started.desktop.entrance.show_vault(clinic.path, FOUNDER.sign_in)
    started.desktop.window.grab()  # what has no room tells itself in a tip when it is painted
    told = words_on_screen()
    assert f"~/{clinic.path.name}" in told
    assert str(clinic.path.parent) not in told
    hidden = (CLINIC_NAME, FOUNDER.name, REGISTRATION.name.family)
    assert [name for name in hidden if name.casefold() in told.casefold()] == []


def test_that_a_passphrase_is_pasted_by_keys(started: Started) -> None:
    QGuiApplication.clipboard().setText(FOUNDER.passphrase)
    started.wait(started.desktop.entrance.unlock.passphrase.hasFocus)
    press(Qt.Key.Key_V, CTRL)
    press(ENTER)
    started.wait(lambda: started.desktop.workplace is not None)
