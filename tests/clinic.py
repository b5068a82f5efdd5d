"""A clinic that tests share: a member of every role, a patient's chart with a few entries, keys as real as any.

It is made once and copied for each test. Members other than the founder have keys but no passphrase: deriving ten
would take longer than the tests. `Clinic.write` asks no permission, so it is also how an attacker's client writes.
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typing_extensions import override

from careboard.clinical.entry import KIND_OF, Entry, KnownContent, Source
from careboard.clinical.medication.orders import MedicationStart
from careboard.clinical.note import Note, NoteType, PsychotherapyNote, Section
from careboard.clinical.people import Discipline, Role
from careboard.clinical.values import EntryId, PatientId, When
from careboard.documents.keys_on_paper import CustodySheet, Kit
from careboard.settings import ClinicSettings
from careboard.storage.kept import Head
from careboard.storage.vaultfile import VaultFile
from careboard.vault import codec
from careboard.vault.keys import Keyset
from careboard.vault.keyslot import LIGHT
from careboard.vault.policy import TEAM
from careboard.vault.record import Record
from careboard.workflow.founding import Person, admit, found_clinic
from careboard.workflow.open_vault import Draft, OpenVault
from careboard.workflow.reading import authors_of, entries_of
from tests.clinical_examples import EXAMPLES, REGISTRATION

CLINIC_NAME = "North River IOP"
ZONE = "America/New_York"
PASSPHRASE = "correct horse battery staple"
FOUNDER = Person("A. Chen", Role.PSYCHIATRIST, "chen", PASSPHRASE)
BEGAN = datetime(2026, 9, 15, 14, 0, tzinfo=UTC)
SAID = "What its signer saw."


class Ticking:
    """A clock that is a second later whenever somebody looks."""

    def __init__(self, now: datetime = BEGAN) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def note(text: str = "Slept well.", kind: NoteType = NoteType.INDIVIDUAL) -> Note:
    """A note of one section."""
    return Note(Discipline.COUNSELING, kind, text[:80], (Section("", text),))


class ClientOfTheirOwn(OpenVault):
    """A client that asks nobody: it reads and writes on though its owner has left, or others changed people."""

    @override
    def _refuse_ended(self) -> None: ...

    @override
    def _refuse_stale(self, head: Head, drafts: Sequence[Draft]) -> None: ...


def goes_on(vault: OpenVault) -> ClientOfTheirOwn:
    """The same member at the same file, with a client of their own."""
    return ClientOfTheirOwn(vault.file, vault.keyset, vault.clinic, vault.clock)


@dataclass
class Clinic:
    """A vault file, everybody's keys, and one chart. `entries` names the entries that stand in it."""

    path: Path
    id: str
    founder: Keyset
    members: Mapping[Role, Keyset]
    patient: PatientId
    entries: Mapping[str, EntryId]
    kit: Kit
    sheets: tuple[CustodySheet, ...]
    clock: Ticking = field(default_factory=Ticking)
    _opened: list[VaultFile] = field(default_factory=list)

    def copied_to(self, folder: Path) -> "Clinic":
        """The same clinic in a file of its own."""
        path = folder / self.path.name
        shutil.copy2(self.path, path)
        return replace(self, path=path, clock=Ticking(self.clock.now), _opened=[])

    def keys(self, who: Role | Keyset | None = None) -> Keyset:
        """The keys of the member who has only this role; of the founder, who is psychiatrist and admin."""
        if who is None:
            return self.founder
        return who if isinstance(who, Keyset) else self.members[who]

    def file(self) -> VaultFile:
        """The vault's storage, closed when the test ends."""
        self._opened.append(VaultFile.open(self.path))
        return self._opened[-1]

    def open(self, who: Role | Keyset | None = None) -> OpenVault:
        """The vault, unlocked by a member."""
        return OpenVault(self.file(), self.keys(who), self.id, self.clock)

    def write(
        self,
        who: Role | Keyset | None,
        content: KnownContent,
        *,
        stream: str | None = None,
        ref: str | None = None,
        kind: str | None = None,
        at: When | None = None,
        source: Source | None = None,
        delivery: str = "",
    ) -> Record:
        """Sign and keep a content as this member, whether or not the member's role may write it."""
        vault = goes_on(self.open(who))
        payload = codec.encode(content, at or When.at(self.clock()), SAID, EntryId(ref) if ref else None, source)
        draft = vault.sealed(kind or KIND_OF[type(content)].value, stream or self.patient, payload, delivery)
        return vault.write([draft])[0]

    def read(
        self, who: Role | Keyset | None = None, *, stream: str | None = None, vault: OpenVault | None = None
    ) -> tuple[Entry, ...]:
        """The entries of a stream, the patient's unless another is named, as this member's client shows them."""
        vault = vault or goes_on(self.open(who))
        return entries_of(vault, stream or self.patient, authors_of(vault))

    def ids(self, who: Role | Keyset | None = None, *, stream: str | None = None) -> list[str]:
        """The ids of the entries that this member is shown."""
        return [entry.id for entry in self.read(who, stream=stream)]

    def private_stream(self, who: Role, *, custody: bool = True) -> str:
        """A stream that only this member opens, with one psychotherapy note in it."""
        vault = self.open(who)
        stream = vault.begin_stream([vault.member], custody=custody)
        self.write(who, PsychotherapyNote(self.patient, "Countertransference, for supervision."), stream=stream)
        return stream

    def close(self) -> None:
        """Let go of every file that was opened."""
        while self._opened:
            self._opened.pop().close()


def make_clinic(folder: Path, roles: Iterable[Role] = tuple(Role)) -> Clinic:
    """A clinic with custody sheets, a member for each role beside the founder, and one chart that the team reads."""
    clock = Ticking()
    founded = found_clinic(
        folder / "clinic.careboard", CLINIC_NAME, FOUNDER, zone=ZONE, with_custody=True, cost=LIGHT, clock=clock
    )
    vault, members = founded.vault, {role: Keyset.new() for role in roles}
    for role, keyset in members.items():
        admit(vault, keyset.public, {role}, f"Member {role.value}")
    team = sorted({vault.member, *(keyset.id for role, keyset in members.items() if role in TEAM)})
    patient = PatientId(vault.begin_stream(team))
    clinic = Clinic(
        vault.file.path, vault.clinic, vault.keyset, members, patient, {}, founded.kit, founded.custody, clock
    )
    vault.file.close()
    contents: dict[str, KnownContent] = {
        "registration": REGISTRATION,
        "note": note(),
        "start": EXAMPLES[MedicationStart].content,
    }
    written = {name: clinic.write(None, content) for name, content in contents.items()}
    clinic.entries = {name: EntryId(record.id.hex()) for name, record in written.items()}
    for who in (None, *members):
        clinic.read(who)  # so that the copies need not remember once more what passed
    clinic.close()
    return clinic


@pytest.fixture(scope="session")
def original_clinic(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    """The clinic that every test copies; nobody writes to it."""
    return make_clinic(tmp_path_factory.mktemp("clinic"))


@pytest.fixture
def clinic(original_clinic: Clinic, tmp_path: Path) -> Iterator[Clinic]:
    """A clinic of the test's own."""
    copy = original_clinic.copied_to(tmp_path)
    ClinicSettings(copy.id).forget_wrong_tries()
    yield copy
    copy.close()
