"""Promises of a vault file that is kept in step with a hub: what it takes in, what it holds, and who notices."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from careboard.clinical.people import Role
from careboard.storage.vaultfile import VaultFile
from careboard.workflow.hub.replica import VaultReplica
from careboard.workflow.open_vault import OpenVault
from careboard.workflow.session import Session
from tests.clinic import Clinic, make_clinic
from tests.hub.meeting import fill, ids, meet


@pytest.fixture(scope="module")
def made(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    return make_clinic(tmp_path_factory.mktemp("made"), roles=[Role.NURSE, Role.COUNSELOR])


@pytest.fixture
def clinic(made: Clinic, tmp_path: Path) -> Iterator[Clinic]:
    """The clinic on the computer where it began."""
    copy = made.copied_to(tmp_path)
    yield copy
    copy.close()


class Elsewhere:
    """Another computer, on which the nurse signs in; its file is empty until it meets the other."""

    def __init__(self, clinic: Clinic, path: Path) -> None:
        self.clinic, self.path = clinic, path
        VaultFile.create(path).close()
        self.files: list[VaultFile] = []
        self.replica = VaultReplica(self.file(), clinic.keys(Role.NURSE), clinic.id, clinic.clock)

    def file(self) -> VaultFile:
        self.files.append(VaultFile.open(self.path))
        return self.files[-1]

    def open(self, who: Role | None = Role.NURSE) -> OpenVault:
        return OpenVault(self.file(), self.clinic.keys(who), self.clinic.id, self.clinic.clock)

    def meet(self) -> None:
        """As a first sync does: headers of all, then the bodies of what is read here."""
        source = self.clinic.file()
        meet(source, self.replica)
        fill(source, self.replica)


@pytest.fixture
def elsewhere(clinic: Clinic, tmp_path: Path) -> Iterator[Elsewhere]:
    other = Elsewhere(clinic, tmp_path / "elsewhere.careboard")
    yield other
    for file in other.files:
        file.close()


def test_that_a_new_computer_comes_to_hold_every_log_and_opens_the_chart(clinic: Clinic, elsewhere: Elsewhere) -> None:
    source = clinic.file()
    assert elsewhere.replica.heads() == {}
    assert elsewhere.replica.people() == []
    elsewhere.meet()
    assert elsewhere.replica.heads() == source.heads()
    assert ids(elsewhere.file().every()) == ids(source.every())
    chart = Session(elsewhere.open()).chart(clinic.patient)
    assert {entry.id for entry in chart.record.entries} == set(clinic.entries.values())
