"""Two people of one clinic, each at a computer with a vault file of its own, who tell each other what they wrote."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from careboard.clinical.people import Role
from careboard.clinical.values import EntryId, MemberId
from careboard.projections.timeline import TimelineRow
from careboard.storage.vaultfile import VaultFile
from careboard.workflow.hub.replica import VaultReplica
from careboard.workflow.open_vault import OpenVault
from careboard.workflow.session import Session
from tests.clinic import Clinic
from tests.hub.meeting import fill, meet


@dataclass
class Person:
    """Somebody at work on a computer of their own."""

    clinic: Clinic
    session: Session
    replica: VaultReplica

    @property
    def member(self) -> MemberId:
        """Who it is."""
        return MemberId(self.session.vault.member)

    def hears(self, other: "Person") -> None:
        """Take in what the other one wrote, as a sync does."""
        meet(other.session.vault.file, self.replica)
        fill(other.session.vault.file, self.replica)

    def row(self, entry: EntryId) -> TimelineRow:
        """An entry as it is shown here."""
        return next(row for row in self.session.chart_after(self.clinic.patient).timeline if row.id == entry)


def _at(clinic: Clinic, who: Role | None, path: Path, told_by: Person | None = None) -> Person:
    file, keys = VaultFile.open(path), clinic.keys(who)
    replica = VaultReplica(file, keys, clinic.id, clinic.clock)
    if told_by is not None:
        meet(told_by.session.vault.file, replica)
        fill(told_by.session.vault.file, replica)
    return Person(clinic, Session(OpenVault(file, keys, clinic.id, clinic.clock)), replica)


@contextmanager
def two_people(clinic: Clinic, other: Role, folder: Path) -> Iterator[tuple[Person, Person]]:
    """The founder, who is psychiatrist and administrator, where the clinic began; a colleague at a new computer."""
    path = folder / "elsewhere.careboard"
    VaultFile.create(path).close()
    founder = _at(clinic, None, clinic.path)
    colleague = _at(clinic, other, path, founder)
    try:
        yield founder, colleague
    finally:
        for one in (founder, colleague):
            one.session.vault.file.close()
