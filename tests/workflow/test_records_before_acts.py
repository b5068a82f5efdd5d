"""Nothing leaves the vault without its record: what goes to a printer or a file is recorded first, or does not go."""

import json
from pathlib import Path

import pytest

from careboard.clinical.paper import Disclosure
from careboard.settings import write_private
from careboard.storage.refusals import StorageRefused
from careboard.storage.vaultfile import VaultFile
from careboard.workflow import exporting
from careboard.workflow.session import Session
from tests.clinic import Clinic


def purposes(clinic: Clinic) -> list[str]:
    """What was recorded about the clinic's chart, oldest first."""
    records = [record for record in clinic.file().every() if record.head.kind == "access"]
    return [json.loads(one.body or b"{}")["purpose"] for one in records if one.head.stream == clinic.patient]


def refused_from(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """The disk takes so many writes, and then no more."""
    append = VaultFile.append
    done: list[object] = []

    def refuse(*given: object, **named: object) -> object:
        if len(done) == number:
            raise StorageRefused("The disk is full.")
        done.append(given)
        return append(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(VaultFile, "append", refuse)


def test_that_an_export_that_cannot_be_recorded_writes_nothing(
    clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(clinic.open())
    refused_from(monkeypatch, 1)  # the opened chart is recorded, the export is not
    with pytest.raises(StorageRefused):
        session.export(clinic.patient, tmp_path / "record")
    assert purposes(clinic) == ["opened"]
    assert not (tmp_path / "record").exists()


def test_that_an_export_that_a_full_disk_stopped_leaves_its_record_and_no_file(
    clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "record"

    def full(path: Path, content: bytes) -> None:
        if path.name == exporting.README:
            (folder / "somebody-elses.txt").write_text("Not ours to remove.")
            raise KeyboardInterrupt
        write_private(path, content)

    monkeypatch.setattr(exporting, "write_private", full)
    with pytest.raises(KeyboardInterrupt):
        Session(clinic.open()).export(clinic.patient, folder)
    assert purposes(clinic) == ["opened", "exported"]
    assert [path.name for path in folder.iterdir()] == ["somebody-elses.txt"]


def test_that_an_emergency_sheet_is_recorded_wholly_or_not_handed_out(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(clinic.open())
    refused_from(monkeypatch, 1)
    with pytest.raises(StorageRefused):
        session.emergency_sheet(clinic.patient, "County ED")
    assert purposes(clinic) == ["opened"]
    assert not any(isinstance(entry.content, Disclosure) for entry in clinic.read())
