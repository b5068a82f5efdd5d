"""Becoming a member, by an administrator or by two custody sheets: wholly, or nothing is left of it anywhere."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from careboard.clinical.people import Role
from careboard.documents.keys_on_paper import custody_pdf
from careboard.errors import CareboardError
from careboard.settings import ClinicSettings
from careboard.storage.refusals import StorageRefused
from careboard.storage.vaultfile import VaultFile
from careboard.vault.keyslot import LIGHT
from careboard.workflow import papers, recovery
from careboard.workflow.checking import check_vault
from careboard.workflow.enrolling import enrol_with_kit
from careboard.workflow.founding import Person
from careboard.workflow.papers import keep_kit
from careboard.workflow.recovery import recover_by_custody
from careboard.workflow.session import Session
from careboard.workflow.sign_in import unlock
from tests.clinic import Clinic

NEWCOMER = Person("D. Okafor", Role.NURSE, "okafor", "the newcomer's passphrase")
Way = Callable[[Clinic], Callable[[Path], object]]


def by_an_administrator(clinic: Clinic) -> Callable[[Path], object]:
    session = Session(clinic.open())
    return lambda kit: enrol_with_kit(session, NEWCOMER, kit, cost=LIGHT)


def by_custody(clinic: Clinic) -> Callable[[Path], object]:
    sheets = custody_pdf(clinic.sheets[0]), custody_pdf(clinic.sheets[1])
    return lambda kit: recover_by_custody(
        clinic.path, sheets, NEWCOMER, cost=LIGHT, clock=clinic.clock, keep=partial(keep_kit, path=kit)
    )


WAYS: dict[str, Way] = {"by an administrator": by_an_administrator, "by custody": by_custody}
ways = pytest.mark.parametrize("way", WAYS)


@pytest.fixture(autouse=True)
def computer(clinic: Clinic, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ClinicSettings:
    """The clinic's computer, with settings of this test's own."""
    shutil.copytree(home / ".local/share", tmp_path / "computer")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "computer"))
    return ClinicSettings(clinic.id)


def standing(clinic: Clinic, computer: ClinicSettings) -> tuple[set[str], list[tuple[object, ...]], dict[str, bytes]]:
    """Who is a member, whose keys are kept, and every file of the computer about the clinic."""
    with closing(sqlite3.connect(clinic.path)) as connection:
        slots = connection.execute("SELECT * FROM keyslot").fetchall()
    files = {path.name: path.read_bytes() for path in computer.folder.iterdir()}
    return set(clinic.open().registry.members), slots, files


@ways
def test_that_a_newcomer_signs_in_with_a_name_and_a_kit(clinic: Clinic, tmp_path: Path, way: str) -> None:
    WAYS[way](clinic)(tmp_path / "kit.pdf")
    session = Session(unlock(clinic.path, "okafor", NEWCOMER.passphrase, clock=clinic.clock))
    assert session.me.name == "D. Okafor"
    assert [row.id for row in session.caseload()] == [clinic.patient]
    assert check_vault(session.vault).faults == ()
    assert (tmp_path / "kit.pdf").stat().st_mode & 0o077 == 0
    session.close()


def _disk_full(*_: object, **__: object) -> None:
    raise StorageRefused("The disk is full.")


def _refused(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


FAILING: dict[str, tuple[object, str, Callable[..., None]]] = {
    "the kit": (papers, "write_private", _refused),
    "the keyslot": (VaultFile, "put_keyslot", _disk_full),
    "the sign-in name": (ClinicSettings, "keep_sign_in", _refused),
    "the record": (VaultFile, "append", _disk_full),
}


@ways
@pytest.mark.parametrize("failing", FAILING)
def test_that_whatever_fails_leaves_nobody_enrolled_and_no_paper(
    clinic: Clinic, computer: ClinicSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, failing: str
) -> None:
    kit, enrol = tmp_path / "kit.pdf", WAYS[way](clinic)
    before = standing(clinic, computer)
    with monkeypatch.context() as patch:
        patch.setattr(*FAILING[failing])
        with pytest.raises(CareboardError):
            enrol(kit)
    assert standing(clinic, computer) == before
    assert not kit.exists()
    enrol(kit)
    assert len(clinic.open().registry.members) == len(before[0]) + 1


def test_that_custody_on_a_new_computer_that_fails_leaves_nothing_there(
    clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "elsewhere"))
    with monkeypatch.context() as patch:
        patch.setattr(VaultFile, "append", _disk_full)
        with pytest.raises(CareboardError):
            by_custody(clinic)(tmp_path / "kit.pdf")
    assert not ClinicSettings(clinic.id).known_here


def test_that_a_name_that_could_not_be_recorded_is_told_and_the_kit_stays(
    clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(recovery, "say", _disk_full)
        with pytest.raises(CareboardError, match="name could not be recorded") as told:
            by_custody(clinic)(tmp_path / "kit.pdf")
    assert "Sign in as okafor" in told.value.next_step
    assert (tmp_path / "kit.pdf").exists()
    unlock(clinic.path, "okafor", NEWCOMER.passphrase).file.close()
