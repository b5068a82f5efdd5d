"""The program as a whole: what it imports first, how one signs in, and what locking leaves behind."""

import signal
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt

from careboard.clinical.people import Role
from careboard.settings import DesktopSettings
from careboard.storage.refusals import StorageRefused
from careboard.ui.entrance.crash import CrashPage
from careboard.ui.entrance.ended import EndedPage
from careboard.ui.patient.measures.self_report import SelfReport
from careboard.workflow.people import change_roles, revoke
from careboard.workflow.writing.scales import scale_offer
from tests.clinic import FOUNDER, Clinic
from tests.clinical_examples import REGISTRATION
from tests.ui.desk import Started, words_on_screen
from tests.ui.keys import CTRL, press
from tests.vault.forging import tamper

HEAVY = (
    "careboard.clinical",
    "careboard.projections",
    "careboard.workflow",
    "careboard.storage",
    "careboard.vault",
    "sqlalchemy",
    "cryptography",
    "reportlab",
    "lxml",
    "PySide6.QtDBus",
)


def test_that_the_unlock_page_imports_nothing_of_the_vault_and_nothing_of_a_chart() -> None:
    first = "import sys, careboard.app, careboard.ui.entrance.entrance"
    ask = f"{first}; print([m for m in sys.modules if m.startswith({HEAVY})])"
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_that_the_rest_is_imported_behind_the_unlock_page_before_anybody_signs_in() -> None:
    told = """
import gc, os, sys
from pathlib import Path
gc.disable()
from careboard.app import application, run
from PySide6.QtCore import QTimer
program = application()
looks = QTimer()
looks.timeout.connect(lambda: "careboard.workflow.session" in sys.modules and os._exit(4 if gc.isenabled() else 3))
looks.start(20)
run(vault=Path("clinic.careboard"), name="bs")
"""
    ended = subprocess.run([sys.executable, "-c", told], timeout=60, check=False)
    assert ended.returncode == 3


def test_that_a_passphrase_and_enter_lead_to_the_caseload(started: Started) -> None:
    started.sign_in()
    assert started.workplace.isVisible()
    assert [row.family for row in started.workplace.caseload.model.shown] == [REGISTRATION.name.family]


def test_that_a_wrong_passphrase_is_told_in_a_sentence_and_the_field_is_emptied(started: Started) -> None:
    unlock = started.desktop.entrance.unlock
    started.type_passphrase("not the passphrase at all")
    started.wait(lambda: bool(unlock.error))
    assert unlock.error.startswith("The passphrase does not fit.")
    assert unlock.passphrase.text() == ""
    started.sign_in()


def test_that_locking_leaves_no_patient_on_the_screen_and_starts_afresh(started: Started, clinic: Clinic) -> None:
    started.sign_in()
    assert REGISTRATION.name.family.upper() in words_on_screen()
    press(Qt.Key.Key_L, CTRL)
    assert started.began_anew == ["anew"]
    assert started.desktop.workplace is None
    assert REGISTRATION.name.family.casefold() not in words_on_screen().casefold()
    assert not clinic.path.with_name(clinic.path.name + ".open").exists()


def test_that_the_lock_comes_though_the_disk_is_full(started: Started) -> None:
    def refuse() -> None:
        raise StorageRefused("The disk is full.")

    started.sign_in()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(started.desktop, "close", refuse)
        with pytest.raises(StorageRefused):
            started.desktop.lock()
    assert started.began_anew == ["anew"]


def test_that_who_left_the_clinic_meanwhile_is_told_over_everything_and_locked(
    started: Started, clinic: Clinic
) -> None:
    change_roles(clinic.open(), clinic.keys(Role.ADMIN).id, {Role.ADMIN, Role.SUPERVISOR})
    started.sign_in()
    revoke(clinic.open(Role.ADMIN), clinic.founder.id)
    started.workplace.caseload.load()
    started.wait(lambda: isinstance(started.desktop.window.page, EndedPage))
    told = words_on_screen()
    assert "Your membership of this clinic has ended" in told
    assert "Ask the clinic's administrator" in told
    assert REGISTRATION.name.family.casefold() not in told.casefold()
    started.desktop.cover()
    report = SelfReport(scale_offer("PHQ-9"), "en", "M. R.")
    started.desktop.hand_over(report)
    report.deleteLater()
    assert isinstance(started.desktop.window.page, EndedPage), "a cover is lifted, and the charts would be seen again"
    press(Qt.Key.Key_Space)
    assert started.began_anew == ["anew"]


def test_that_records_which_the_file_hides_are_told_after_signing_in(started: Started, clinic: Clinic) -> None:
    tamper(clinic.path, "UPDATE record SET kind = 'blob' WHERE id = ?", bytes.fromhex(clinic.entries["start"]))
    started.sign_in()
    started.wait(lambda: "1 record lies in another place" in words_on_screen())


def test_that_our_own_mistake_puts_every_patient_off_the_screen_and_leads_to_a_fresh_start(
    started: Started, capsys: pytest.CaptureFixture[str]
) -> None:
    started.sign_in()
    name = REGISTRATION.name.family.casefold()
    assert name in words_on_screen().casefold()
    started.desktop.cover()
    started.desktop.show_mistake(ValueError(f"{name} has no row"))
    started.desktop.lift()  # the passphrase was being checked meanwhile
    started.desktop.cover()
    assert isinstance(started.desktop.window.page, CrashPage)
    assert name not in words_on_screen().casefold()
    assert name not in capsys.readouterr().err.casefold()
    started.desktop.window.page.lock_due.emit()
    assert started.began_anew == ["anew"]


def test_that_the_computer_remembers_the_vault_but_no_name_of_clinic_or_person(
    started: Started, clinic: Clinic
) -> None:
    started.sign_in()
    kept = DesktopSettings.file().read_text("utf-8")
    assert DesktopSettings.kept().vaults[0].path == str(clinic.path)
    assert FOUNDER.name not in kept
    assert "North River" not in kept


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_that_a_signal_of_the_system_closes_the_window_and_ends_the_program(number: signal.Signals) -> None:
    """A program of its own: Ctrl+C in the terminal, or the end of the login session."""
    told = (
        "import os, sys\n"
        "from PySide6.QtCore import QTimer\n"
        "from careboard import app\n"
        "program = app.application()\n"
        f"QTimer.singleShot(0, lambda: os.kill(os.getpid(), {number.value}))\n"
        "sys.exit(app.run())\n"
    )
    ended = subprocess.run([sys.executable, "-c", told], capture_output=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stderr
