"""Promises of a vault file that is kept in step with a hub: what it takes in, what it holds, and who notices."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from careboard.clinical.people import Role
from careboard.exchange.sync.admission import Refused
from careboard.storage.shared_tables import TRIGGERS
from careboard.storage.vaultfile import VaultFile
from careboard.workflow.checking import check_vault
from careboard.workflow.hub.replica import VaultReplica
from careboard.workflow.open_vault import OpenVault, clear
from careboard.workflow.session import Session
from tests.clinic import Clinic, make_clinic, note
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


def test_that_verify_stands_where_records_lie_without_their_bodies(clinic: Clinic, elsewhere: Elsewhere) -> None:
    clinic.private_stream(Role.COUNSELOR)
    elsewhere.meet()
    verdict = check_vault(elsewhere.open())
    assert verdict.faults == ()
    assert verdict.bare > 0
    assert verdict.records == verdict.verified == sum(1 for _ in elsewhere.file().every())


def test_that_verify_tells_a_record_without_a_body_that_was_exchanged(clinic: Clinic, elsewhere: Elsewhere) -> None:
    clinic.private_stream(Role.COUNSELOR)
    elsewhere.meet()
    with sqlite3.connect(elsewhere.path) as file:
        file.execute("DROP TRIGGER bare_never_changes")
        file.execute("UPDATE bare SET body_hash = zeroblob(32) WHERE seq = (SELECT max(seq) FROM bare)")
        file.execute(TRIGGERS[0])
    file.close()
    assert check_vault(elsewhere.open()).faults


def test_that_a_checkpoint_that_names_what_no_log_can_have_names_nothing(clinic: Clinic, elsewhere: Elsewhere) -> None:
    nurse = clinic.open(Role.NURSE)
    for impossible in ({"no log": [0, "c" * 64]}, {"c" * 32: [2**70, "c" * 64]}, {"c" * 32: [-1, "c" * 64]}):
        nurse.write([clear("checkpoint", impossible)])
    elsewhere.meet()
    log = nurse.write([clear("access", {"purpose": "opened"})])[0].head.log
    named = [one for one in elsewhere.replica.named({}) if one.by == log]
    assert named == []


def test_that_what_was_refused_at_the_door_is_not_told_as_taken_out(clinic: Clinic, elsewhere: Elsewhere) -> None:
    elsewhere.meet()
    forged = next(iter(clinic.file().every()))._replace(sig=bytes(64), id=bytes(32))
    elsewhere.replica.quarantine([Refused(forged, "00" * 16, 5, "A signature does not belong to its author.")])
    assert check_vault(elsewhere.open()).faults == ()


def test_that_a_checkpoint_names_of_a_colleagues_log_only_what_the_hub_holds(clinic: Clinic) -> None:
    colleague, founder = clinic.open(Role.COUNSELOR), clinic.open()
    colleague.checkpoint()
    file = clinic.file()
    file.acknowledge({log: seq for log, (seq, _) in file.heads().items()})
    shared = file.heads()
    (log,) = (log for log in shared if file.owner(log) == colleague.member)
    clinic.write(Role.COUNSELOR, note("Not shared yet."))
    founder.checkpoint()
    named = [place for record in file.of_kinds(["checkpoint"]) for place in founder.heads_named(record)]
    assert max(seq for at, seq, _ in named if at == log) == shared[log][0] < file.heads()[log][0]
    assert founder.trouble == []
